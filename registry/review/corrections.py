"""Small things that a reviewer corrects in a text before approving it, and how the partner is told. Pure.

What can be corrected are the texts that people write themselves; what they choose is theirs to choose.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from registry.offers import show
from registry.offers.content import Contact, OfferContent, PolicyAnswer

#: The texts that can be corrected at a row of the review, by the row's field.
AT_ROW: Mapping[str, tuple[str, ...]] = {
    "title": ("title",),
    "summary": ("summary",),
    "description": ("description",),
    "website": ("website",),
    "weekly": ("period",),
    "price_dkk": ("price_note",),
    "access": ("access_note",),
    "contact": ("contact.name", "contact.role", "contact.email", "contact.phone"),
    "signup": ("signup",),
}
#: Texts of several lines; of the others blanks and line breaks are one blank.
_LONG = frozenset({"summary", "description", "signup"})
#: Characters of a long text that are shown around what was changed.
_AROUND = 60


@dataclass(frozen=True)
class Correction:
    """A text that was corrected: its name, and what changed from what to what ("" for nothing)."""

    label: str
    before: str
    now: str


def texts(content: OfferContent) -> dict[str, str]:
    """Return the texts that can be corrected, by their names."""
    found = {name: _text(content, name) for names in AT_ROW.values() for name in names}
    return found | {f"policy.{answer.element}": answer.answer for answer in content.policy}


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
    """Return what was corrected, in the order of the form."""
    old, new = texts(before), texts(now)
    return [
        Correction(show.field_label(name), *in_brief(old[name], new.get(name, "")))
        for name in old
        if old[name] != new.get(name, "")
    ]


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
