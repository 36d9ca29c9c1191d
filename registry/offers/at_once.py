"""Which changes to a published offer are shown at once, and which wait for review. Pure.

At once goes what readers act on today and what can't make an offer another one: whether there is room, how to get in
touch, days and times, a lower price, and that the declaration about safety is renewed. Everything else waits. `TABLE`
is the only place that says so, and partners see it where they change an offer.

What is no part of the text is never read first: which organisations stand behind the offer, each shown once it has said
yes for itself, and which partners it seeks, which readers don't see at all (`registry.joint`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import msgspec

from registry.i18n import gettext as _
from registry.offers import show, standing
from registry.offers.content import Contact, OfferContent
from registry.offers.rules import CLOSED, LONGEST, SECTIONS, Fault, not_closed_message, too_long
from registry.web.forms import typed_text
from registry.web.screening import cpr_message, without_cpr


class Goes(StrEnum):
    """What becomes of a change: shown at once, only where the price falls or the declaration is renewed, or read."""

    AT_ONCE = "at_once"
    IF_LOWER = "if_lower"
    IF_RENEWED = "if_renewed"
    AFTER_REVIEW = "after_review"


_NOT_READ = {
    "availability": Goes.AT_ONCE,
    "available_from": Goes.AT_ONCE,
    "contact.email": Goes.AT_ONCE,
    "contact.phone": Goes.AT_ONCE,
    "weekly": Goes.AT_ONCE,
    "starts_on": Goes.AT_ONCE,
    "ends_on": Goes.AT_ONCE,
    "price_dkk": Goes.IF_LOWER,
    "safety_declared_by": Goes.IF_RENEWED,
    "safety_declared_on": Goes.IF_RENEWED,
}
_CONTACT = tuple(f"contact.{name}" for name in Contact.__struct_fields__)
#: Every field of `OfferContent`, those of the contact one by one, in the order of the form, by section.
TABLE = {
    section: {
        field: _NOT_READ.get(field, Goes.AFTER_REVIEW)
        for one in fields
        for field in (_CONTACT if one == "contact" else (one,))
    }
    for section, fields in SECTIONS.items()
}
#: Fields of `OfferContent` that may be changed without review, and those by which a declaration is renewed.
AT_ONCE = tuple(dict.fromkeys(field.partition(".")[0] for field, goes in _NOT_READ.items() if goes != Goes.IF_RENEWED))
DECLARATION = tuple(field for field, goes in _NOT_READ.items() if goes == Goes.IF_RENEWED)


def must_wait(before: OfferContent, after: OfferContent) -> list[Fault]:
    """Return what of a change can't be shown at once, and says what to do instead."""
    faults = []
    if after.price_dkk != before.price_dkk and not _is_lower(before.price_dkk, after.price_dkk):
        faults.append(
            Fault(
                "price_dkk",
                _("Her kan prisen kun sættes ned. Alt andet om prisen læser kommunen først. Ret det i selve tilbuddet"),
            )
        )
    shown = {
        name: getattr(after.contact, name)
        for name in Contact.__struct_fields__
        if _NOT_READ.get(f"contact.{name}") == Goes.AT_ONCE
    }
    if msgspec.structs.replace(before.contact, **shown) != after.contact:
        faults.append(Fault("contact.name", _("Et nyt navn skal kommunen læse først. Ret det i selve tilbuddet")))
    if not (after.contact.email or after.contact.phone):
        faults.append(Fault("contact.email", _("Skriv en e-mail eller et telefonnummer, som fagpersoner kan bruge")))
    return faults


def wrong_about_reopening(before: OfferContent, availability: str | None, day: dt.date | None, today: dt.date) -> str:
    """Return what is wrong with the day from which there is room again, "" if nothing is.

    A day that stood there already does no harm: it goes when there is room (`reopening`).
    """
    if day is None or day == before.available_from:
        return ""
    if availability not in CLOSED:
        return not_closed_message()
    return "" if day > today else _("Skriv en dag, der ikke er kommet endnu")


def reopening(availability: str | None, day: dt.date | None) -> dt.date | None:
    """Return the day from which there is room again, if there is none now."""
    return day if availability in CLOSED else None


@dataclass(frozen=True)
class Line:
    """A line of the table in words: a section of the form, what of it is shown at once, and what is read first."""

    section: str
    at_once: tuple[str, ...]
    read_first: tuple[str, ...]


def table_in_words() -> list[Line]:
    """Return the table for whoever changes an offer."""
    return [_line(section, fields) for section, fields in TABLE.items()]


def likely_declarer(content: OfferContent, name: str) -> str:
    """Return who is likely to renew a declaration: whoever is asked, with their role if they declared it last time."""
    before = content.safety_declared_by or ""
    return before if name and name.casefold() in before.casefold() else name


def declared_by(typed: str) -> tuple[str, str]:
    """Return who renews a declaration, on one line, and what is wrong with the answer, "" if nothing is."""
    name, had_cpr = without_cpr(" ".join(typed_text(typed).split()))
    most = LONGEST["safety_declared_by"]
    if had_cpr:
        return name, cpr_message()
    if len(name) > most:
        return name, too_long(most, len(name) - most)
    return name, "" if name else _("Skriv, hvem der erklærer, at rammerne er trygge")


def _is_lower(before: float | None, after: float | None) -> bool:
    """Whether a price falls. One that wasn't said before, or is taken away, leaves readers in doubt."""
    return before is not None and after is not None and after < before


def _line(section: str, fields: Mapping[str, Goes]) -> Line:
    at_once, read_first = [], []
    for field, goes in fields.items():
        if goes == Goes.IF_LOWER:
            at_once.append(_("Lavere pris"))
            read_first.append(_("Højere pris"))
        elif goes == Goes.IF_RENEWED:
            at_once.append(_("Fornyelse af erklæringen"))
        else:
            (at_once if goes == Goes.AT_ONCE else read_first).append(_label(field))
    return Line(standing.section_title(section), tuple(dict.fromkeys(at_once)), tuple(dict.fromkeys(read_first)))


def _label(field: str) -> str:
    own = {
        "contact.name": _("Kontaktens navn"),
        "contact.role": _("Kontaktens rolle"),
        "contact.email": _("Kontaktens e-mail"),
        "contact.phone": _("Kontaktens telefon"),
        "price_unit": _("Hvad prisen er for"),
    }
    return own.get(field) or show.field_label(field)
