"""What is new in a text about an offer: field by field, word by word. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from registry.i18n import gettext as _
from registry.offers import show
from registry.offers.content import OfferContent
from registry.offers.rules import SECTIONS

#: Fields that are read together, under the name of the first.
TOGETHER = {
    "age_max": "age_min",
    "price_unit": "price_dkk",
    "price_support": "price_dkk",
    "price_school": "price_dkk",
    "price_note": "price_dkk",
    "starts_on": "weekly",
    "ends_on": "weekly",
    "period": "weekly",
    "by_appointment": "weekly",
    "closed_in_holidays": "weekly",
    "address": "where",
    "postal_code": "where",
    "town": "where",
    "safety_declared_by": "safety",
    "safety_declared_on": "safety",
}
#: The fields of a review, in the order of the form; policy answers are judged on their own.
FIELDS = tuple(field for fields in SECTIONS.values() for field in fields if field not in TOGETHER and field != "policy")
_TOKEN = re.compile(r"\s+|[\w-]+|[^\w\s]")


@dataclass(frozen=True)
class Segment:
    """A stretch of text that stayed, was taken out or was put in."""

    kind: Literal["same", "removed", "added"]
    text: str


@dataclass(frozen=True)
class Difference:
    """A field with its text before and now, in segments. `before` is empty for a field that said nothing."""

    field: str
    label: str
    before: tuple[Segment, ...]
    now: tuple[Segment, ...]


@dataclass(frozen=True)
class Reading:
    """A field as it is read in review: what it is called and what it says, a line each; none: not said."""

    field: str
    label: str
    lines: tuple[str, ...]


def reading(content: OfferContent) -> list[Reading]:
    """Return every field of a text, in the order of the form."""
    return [Reading(field, label_of(field), tuple(lines_of(content, field))) for field in FIELDS]


def differences(old: OfferContent, new: OfferContent) -> list[Difference]:
    """Return the fields that say something else than before, in the order of the form."""
    found = []
    for field in FIELDS:
        before, after = lines_of(old, field), lines_of(new, field)
        if before != after:
            removed, added = compare("\n".join(before), "\n".join(after))
            found.append(Difference(field, label_of(field), removed, added))
    return found


def lines_of(content: OfferContent, field: str) -> list[str]:
    """Return what a field says, with the fields that are read together with it."""
    together = {
        "weekly": lambda: show.when(content),
        "price_dkk": lambda: show.price(content),
        "where": lambda: [show.where(content)] if show.where(content) else [],
    }
    if field in together:
        return together[field]()
    if field == "safety" and content.safety_declared_on:
        declared = _("Erklæret af %(who)s den %(day)s") % {
            "who": content.safety_declared_by or "",
            "day": show.date(content.safety_declared_on),
        }
        return [*show.field_lines(content, field), declared]
    return show.field_lines(content, field)


def label_of(field: str) -> str:
    """Return what a field is called in review."""
    return _("Hvornår") if field == "weekly" else show.field_label(field)


def compare(old: str, new: str) -> tuple[tuple[Segment, ...], tuple[Segment, ...]]:
    """Return the old and the new text in segments, by words: joined, they are the texts again."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    removed: list[Segment] = []
    added: list[Segment] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, came = "".join(before[a:b]), "".join(after[c:d])
        if kind == "equal":
            _add(removed, "same", gone)
            _add(added, "same", came)
        else:
            _add(removed, "removed", gone)
            _add(added, "added", came)
    return tuple(_joined(removed)), tuple(_joined(added))


def _add(segments: list[Segment], kind: Literal["same", "removed", "added"], text: str) -> None:
    if text:
        segments.append(Segment(kind, text))


def _joined(segments: Sequence[Segment]) -> list[Segment]:
    """Let changes that only blanks divide be one change: marks on every other word are hard to read."""
    found: list[Segment] = []
    for n, segment in enumerate(segments):
        blank_between = (
            segment.kind == "same"
            and not segment.text.strip()
            and 0 < n < len(segments) - 1
            and segments[n - 1].kind == segments[n + 1].kind != "same"
        )
        kind = segments[n - 1].kind if blank_between else segment.kind
        if found and found[-1].kind == kind:
            found[-1] = Segment(kind, found[-1].text + segment.text)
        else:
            found.append(Segment(kind, segment.text))
    return found
