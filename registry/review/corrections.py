"""Small things that a reviewer corrects in an offer before approving it, and how the partner is told. Pure.

What can be corrected are the texts that people write themselves, and small facts (`registry.offers.facts`): whom it is
for, when, where, what it costs. What the partner vouches for is theirs to say: needs, access, safety, which policy
elements are answered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from registry.i18n import gettext as _
from registry.offers import show
from registry.offers.content import Contact, OfferContent, PolicyAnswer
from registry.offers.facts import FACTS
from registry.review.differences import ROWS, Row, row_label

#: What can be corrected at a row of the review, by the row's field.
AT_ROW: Mapping[str, tuple[str, ...]] = {
    "title": ("title",),
    "summary": ("summary",),
    "description": ("description",),
    "website": ("website",),
    "age_min": ("age_min", "age_max"),
    "gender": ("gender",),
    "capacity": ("capacity",),
    "weekly": ("weekly", "starts_on", "ends_on", "by_appointment", "closed_in_holidays", "period"),
    "where": ("where", "address", "postal_code", "town"),
    "price_dkk": ("price_dkk", "price_unit", "price_support", "price_school", "price_note"),
    "access": ("access_note",),
    "contact": ("contact.name", "contact.role", "contact.email", "contact.phone"),
    "availability": ("availability", "available_from"),
    "signup": ("signup",),
    "signup_way": ("signup_way",),
}
_TEXTS = tuple(name for names in AT_ROW.values() for name in names if name not in FACTS)
#: Texts of several lines; of the others blanks and line breaks are one blank.
_LONG = frozenset({"summary", "description", "signup"})
#: Characters of a long text that are shown around what was changed.
_AROUND = 60


@dataclass(frozen=True)
class Correction:
    """What was corrected: a text or a row of facts by its name, from what to what ("" for nothing)."""

    label: str
    before: str
    now: str


def texts(content: OfferContent) -> dict[str, str]:
    """Return the texts that can be corrected, by their names."""
    return {name: _text(content, name) for name in _TEXTS} | {
        f"policy.{answer.element}": answer.answer for answer in content.policy
    }


def is_long(name: str) -> bool:
    """Whether a text has several lines."""
    return name in _LONG or name.startswith("policy.")


def apply(content: OfferContent, typed: Mapping[str, str]) -> OfferContent:
    """Return the content with texts as they were typed; what isn't among them stays."""
    current = texts(content)
    changed = {
        name: text
        for name, text in ((name, _tidy(name, text)) for name, text in typed.items() if name in current)
        if text != _tidy(name, current[name])
    }
    values: dict[str, Any] = {name: text or None for name, text in changed.items() if "." not in name}
    for name in ("title", "description"):
        if name in changed:
            values[name] = changed[name]
    person = {name.removeprefix("contact."): text or None for name, text in changed.items() if "contact." in name}
    if person:
        values["contact"] = Contact(**{**msgspec.structs.asdict(content.contact), **person})
    if any(name.startswith("policy.") for name in changed):
        values["policy"] = tuple(
            PolicyAnswer(answer.element, changed.get(f"policy.{answer.element}", answer.answer))
            for answer in content.policy
        )
    return msgspec.structs.replace(content, **values)


def corrections(before: OfferContent, now: OfferContent) -> list[Correction]:
    """Return what was corrected, in the order of the form; what nobody could see on a page isn't told."""
    found = [one for row in ROWS for one in _at_row(row, before, now)]
    names = [f"policy.{answer.element}" for answer in before.policy]
    return [*found, *_of_texts(names, before, now)]


def label(name: str) -> str:
    """Return what something that can be corrected is called at its field: "Ret: laveste alder"."""
    own = {
        "age_min": _("laveste alder"),
        "age_max": _("højeste alder"),
        "gender": _("piger eller drenge"),
        "closed_in_holidays": _("lukket i skolernes ferier"),
        "where": _("hvor det foregår"),
        "price_dkk": _("pris i kroner"),
        "price_unit": _("hvad prisen gælder for"),
        "contact.name": _("kontaktens navn"),
        "contact.role": _("kontaktens rolle"),
        "contact.email": _("kontaktens e-mail"),
        "contact.phone": _("kontaktens telefon"),
    }
    called = show.field_label(name)
    return own.get(name) or called[:1].lower() + called[1:]


def _at_row(row: Row, before: OfferContent, now: OfferContent) -> list[Correction]:
    names = AT_ROW.get(row.field, ())
    facts = any(getattr(before, name) != getattr(now, name) for name in names if name in FACTS)
    if facts and row.text(before) != row.text(now):
        return [Correction(row_label(row.field), *in_brief(", ".join(row.words(before)), ", ".join(row.words(now))))]
    return list(_of_texts([name for name in names if name not in FACTS], before, now))


def _of_texts(names: list[str], before: OfferContent, now: OfferContent) -> Iterator[Correction]:
    old, new = texts(before), texts(now)
    for name in names:
        if old[name] != new.get(name, ""):
            yield Correction(show.field_label(name), *in_brief(old[name], new.get(name, "")))


def in_brief(before: str, now: str) -> tuple[str, str]:
    """Return two texts without most of what they begin and end alike with, cut at words and marked with "…"."""
    start = _common(before, now)
    end = _common(before[start:][::-1], now[start:][::-1])
    return _around(before, start, end), _around(now, start, end)


def _around(text: str, start: int, end: int) -> str:
    first = max(0, start - _AROUND)
    last = min(len(text), len(text) - end + _AROUND)
    if first:
        first = text.rfind(" ", 0, first + 1) + 1
    if last < len(text):
        last = text.find(" ", last)
        last = len(text) if last < 0 else last
    return ("… " if first else "") + text[first:last].strip() + (" …" if last < len(text) else "")


def _common(one: str, other: str) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _text(content: OfferContent, name: str) -> str:
    field, _dot, part = name.partition(".")
    value = getattr(content, field)
    return (getattr(value, part) if part else value) or ""


def _tidy(name: str, text: str) -> str:
    return text.strip() if is_long(name) else " ".join(text.split())
