"""How an offer is put into words, in the reader's language: on cards, the offer page, previews and in review."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from babel.dates import format_date
from babel.numbers import format_decimal

from registry import vocabulary
from registry.i18n import current_locale, ngettext
from registry.i18n import gettext as _
from registry.offers.content import FACET_OF_FIELD, OfferContent, Slot
from registry.vocabulary.labelled import Labelled


@dataclass(frozen=True)
class Fact:
    """One line of what an offer says in short: an icon's name, a heading and sentences; none: not said."""

    key: str
    icon: str
    label: str
    lines: tuple[str, ...]


def field_label(field: str) -> str:
    """Return what a field of `OfferContent` is called; also `policy.<element>` and `contact.email`."""
    head, _dot, rest = field.partition(".")
    if head == "policy" and rest:
        element = vocabulary.current().elements.get(rest)
        return element.label(current_locale()) if element else _("Politikmål")
    return {
        "title": _("Navn"),
        "summary": _("Kort fortalt"),
        "description": _("Beskrivelse"),
        "keywords": _("Søgeord"),
        "activities": _("Aktiviteter"),
        "website": _("Hjemmeside"),
        "age_min": _("Alder"),
        "age_max": _("Alder"),
        "gender": _("For piger eller drenge"),
        "audience": _("Hvem er ellers med"),
        "capacity": _("Hvor mange ad gangen"),
        "ways": _("Samarbejdsform"),
        "weekly": _("Faste tider"),
        "starts_on": _("Første dag"),
        "ends_on": _("Sidste dag"),
        "period": _("Periode"),
        "by_appointment": _("Andre tider efter aftale"),
        "closed_in_holidays": _("Skolernes ferier"),
        "setting": _("Hvornår på dagen"),
        "where": _("Hvor"),
        "address": _("Adresse"),
        "postal_code": _("Postnummer"),
        "town": _("By"),
        "transport": _("Transport"),
        "access": _("Tilgængelighed"),
        "access_note": _("Mere om adgang"),
        "languages": _("Sprog"),
        "price_dkk": _("Pris"),
        "price_unit": _("Pris"),
        "price_support": _("Støtte til betaling"),
        "price_school": _("Skolen eller institutionen betaler"),
        "price_note": _("Mere om prisen"),
        "needs": _("Behov"),
        "policy": _("Politikmål"),
        "availability": _("Ledige pladser"),
        "available_from": _("Plads igen fra"),
        "signup": _("Sådan kommer man i gang"),
        "signup_way": _("Tilmelding"),
        "referrer": _("Hvem kan henvende sig"),
        "contact": _("Kontakt"),
        "safety": _("Trygge rammer"),
        "safety_declared_by": _("Erklæret af"),
        "safety_declared_on": _("Erklæret den"),
    }[head]


def age(content: OfferContent) -> str:
    """Return the ages, such as "7–11 år"; "" when they are not said."""
    low, high = content.age_min, content.age_max
    if low is None and high is None:
        return ""
    if high is None:
        return _("fra %(age)s år") % {"age": low}
    if low is None:
        return _("til og med %(age)s år") % {"age": high}
    if low == high:
        return _("%(age)s år") % {"age": low}
    return _("%(low)s–%(high)s år") % {"low": low, "high": high}


def day_name(day: str) -> str:
    """Return a weekday's name, as a sentence begins with it."""
    return {
        "mon": _("Mandag"),
        "tue": _("Tirsdag"),
        "wed": _("Onsdag"),
        "thu": _("Torsdag"),
        "fri": _("Fredag"),
        "sat": _("Lørdag"),
        "sun": _("Søndag"),
    }[day]


def clock_time(time: str) -> str:
    """Return "15.30" for "15:30" in Danish; as it is in English."""
    return time.replace(":", ".") if current_locale() == "da" else time


def slot(weekly: Slot) -> str:
    """Return a fixed time, such as "Mandag 15.30–17.00"."""
    name = day_name(weekly.day)
    if weekly.start is None:
        return name
    if weekly.end is None:
        return _("%(day)s fra kl. %(time)s") % {"day": name, "time": clock_time(weekly.start)}
    return f"{name} {clock_time(weekly.start)}–{clock_time(weekly.end)}"


def date(day: dt.date) -> str:
    """Return a date in full."""
    return format_date(day, "d. MMMM y" if current_locale() == "da" else "d MMMM y", locale=current_locale())


def when(content: OfferContent) -> list[str]:
    """Return when it takes place, a sentence each."""
    lines = [slot(weekly) for weekly in content.weekly]
    lines += labels("setting", content.setting) if not content.weekly else []
    if content.starts_on and content.ends_on:
        if content.starts_on == content.ends_on:
            lines.append(date(content.starts_on))
        else:
            lines.append(
                _("Fra %(first)s til %(last)s") % {"first": date(content.starts_on), "last": date(content.ends_on)}
            )
    elif content.starts_on:
        lines.append(_("Fra %(first)s") % {"first": date(content.starts_on)})
    elif content.ends_on:
        lines.append(_("Til %(last)s") % {"last": date(content.ends_on)})
    if content.period:
        lines.append(content.period)
    if content.by_appointment:
        lines.append(_("Andre tider efter aftale") if content.weekly else _("Efter aftale"))
    if content.closed_in_holidays:
        lines.append(_("Ikke i skolernes ferier"))
    return lines


def where(content: OfferContent) -> str:
    """Return where it takes place; "" when that is not said."""
    if content.where == "online":
        return _("Online")
    if content.where == "comes_to_you":
        return _("Vi kommer ud til jer")
    words = vocabulary.current()
    postal = words.postals.get(content.postal_code or "")
    town = content.town or (postal.town if postal else "")
    district = f"{content.postal_code or ''} {town}".strip()
    return ", ".join(part for part in (content.address, district) if part)


def money(amount: float) -> str:
    """Return an amount in kroner, with øre only where there are some."""
    form = "#,##0" if amount == int(amount) else "#,##0.00"
    return _("%(amount)s kr.") % {"amount": format_decimal(amount, format=form, locale=current_locale())}


def price(content: OfferContent) -> list[str]:
    """Return what it costs, a sentence each; nothing when that is not said."""
    lines = []
    if content.price_dkk == 0:
        lines.append(_("Gratis"))
    elif content.price_dkk is not None:
        unit = {
            "gang": _("pr. gang"),
            "maaned": _("pr. måned"),
            "saeson": _("pr. sæson"),
            "aar": _("pr. år"),
            "forloeb": _("for hele forløbet"),
            None: "",
        }[content.price_unit]
        lines.append(f"{money(content.price_dkk)} {unit}".strip())
    if content.price_school:
        lines.append(_("Skolen eller institutionen betaler"))
    if content.price_support:
        lines.append(_("Støtte til betaling er mulig"))
    if content.price_note:
        lines.append(content.price_note)
    return lines


def group(content: OfferContent) -> str:
    """Return how many take part at a time."""
    if content.capacity is None:
        return ""
    return ngettext("1 ad gangen", "Op til %(n)s ad gangen", content.capacity) % {"n": content.capacity}


def who(content: OfferContent) -> list[str]:
    """Return whom it is for, a sentence each."""
    lines = [age(content)] if age(content) else []
    if content.gender in ("piger", "drenge"):
        lines.append(_("Kun for piger") if content.gender == "piger" else _("Kun for drenge"))
    audience = {
        "foraeldre": _("For forældre"),
        "familie": _("For hele familien"),
        "fagfolk": _("For fagfolk"),
    }
    lines += [audience[part] for part in content.audience]
    if group(content):
        lines.append(group(content))
    return lines


def labels(field: str, ids: Iterable[str]) -> list[str]:
    """Return the labels of the ids in a field."""
    words = vocabulary.current()
    values: Mapping[str, Labelled] = words.needs if field == "needs" else words.facets[FACET_OF_FIELD[field]].values
    return [_label(values[found]) if found in values else found for found in ids]


def _label(value: Labelled) -> str:
    """Return a label, and say so where it isn't used any more."""
    label = value.label(current_locale())
    return _("%(name)s (bruges ikke mere)") % {"name": label} if getattr(value, "retired", False) else label


def availability(content: OfferContent) -> tuple[str, str] | None:
    """Return the words for free places and their tone (`fit`, `miss` or `quiet`)."""
    if content.availability is None:
        return None
    tone = {"ledig": "fit", "loebende": "fit", "faa": "miss"}.get(content.availability, "quiet")
    said = labels("availability", [content.availability])[0]
    if content.available_from:
        said = _("%(said)s, plads igen %(date)s") % {"said": said, "date": date(content.available_from)}
    return said, tone


def facts(content: OfferContent) -> list[Fact]:
    """Return the offer in short. A fact without lines has not been said."""
    access = [*labels("access", content.access), *([content.access_note] if content.access_note else [])]
    place = [where(content)] if where(content) else []
    signup_way = labels("signup_way", [content.signup_way]) if content.signup_way else []
    given = [
        ("who", "groups", _("Hvem"), who(content)),
        ("when", "calendar-month", _("Hvornår"), when(content)),
        ("where", "location", _("Hvor"), [*place, *labels("transport", content.transport)]),
        ("price", "payments", _("Pris"), price(content)),
        ("ways", "persons", _("Samarbejdsform"), labels("ways", content.ways)),
        ("referrer", "forum", _("Hvem kan henvende sig"), [*labels("referrer", content.referrer), *signup_way]),
        ("access", "accessibility-new", _("Adgang"), access),
        ("languages", "language", _("Sprog"), labels("languages", content.languages)),
    ]
    return [Fact(key, icon, label, tuple(lines)) for key, icon, label, lines in given]


def own_lines(content: OfferContent) -> frozenset[str]:
    """Return the lines of `facts` that the organisation wrote itself: in its language, not in the reader's."""
    return frozenset(filter(None, (content.period, content.price_note, content.access_note)))


def field_lines(content: OfferContent, field: str) -> list[str]:
    """Return what one field says, in words; empty when it says nothing. Review compares versions by it."""
    value = getattr(content, field)
    if value is None or value in ((), ""):
        return []
    if field in FACET_OF_FIELD or field == "needs":
        return labels(field, [value] if isinstance(value, str) else value)
    if isinstance(value, bool):
        return [_("Ja") if value else _("Nej")]
    if isinstance(value, dt.date):
        return [date(value)]
    special = {
        "weekly": lambda: [slot(weekly) for weekly in content.weekly],
        "price_dkk": lambda: price(content)[:1],
        "price_unit": lambda: price(content)[:1],
        "where": lambda: [_("På en adresse") if value == "address" else where(content)],
        "gender": lambda: [{"alle": _("Alle"), "piger": _("Kun piger"), "drenge": _("Kun drenge")}[value]],
        "audience": lambda: [line for line in who(content) if line not in (age(content), group(content))],
        "capacity": lambda: [group(content)],
        "age_min": lambda: [age(content)],
        "age_max": lambda: [age(content)],
        "contact": lambda: [
            part
            for part in (content.contact.name, content.contact.role, content.contact.email, content.contact.phone)
            if part
        ],
        "policy": lambda: [field_label(f"policy.{answer.element}") for answer in value],
    }
    if field in special:
        return special[field]()
    return [str(part) for part in value] if isinstance(value, tuple) else [str(value)]
