"""Choices with counts: how many results each would give beside the other demands.

Where one value of a kind is enough, a choice is counted as if it were the only one of its kind, as several ticked boxes
widen; where every value must be met, it is counted on top of those already demanded.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from pyroaring import BitMap

from registry import vocabulary
from registry.matching import address, labels
from registry.matching.conditions import Condition, Judge
from registry.matching.outcome import FacetCount
from registry.matching.segment import Segment
from registry.matching.selection import Selection, total
from registry.matching.text import Text, capitalised
from registry.matching.values import ANY_OF, UNKNOWN, Kind, Value
from registry.matching.wish import Chip
from registry.offers.content import DAYS
from registry.vocabulary import Vocabulary

#: Kinds that also offer what isn't said as a choice.
_WITH_UNKNOWN: frozenset[Kind] = frozenset({"weekday", "setting", "price", "activity", "language", "group_size"})
#: Kinds whose choices stand in the vocabulary's or the calendar's order; the others have the most frequent first.
_IN_ORDER: frozenset[Kind] = frozenset({"weekday", "setting", "price", "group_size", "place", "element"})


class _Choice(NamedTuple):
    """A choice of a facet, before it is counted."""

    condition: Condition
    chip: Chip
    id: str
    text: Text
    name: str
    value: str


def count_facets(selection: Selection) -> Mapping[Kind, tuple[FacetCount, ...]]:
    """Return the choices of every facet."""
    known = vocabulary.current()
    return {kind: _counted(selection, kind, choices) for kind, choices in _choices(known.version).items()}


def _counted(selection: Selection, kind: Kind, choices: tuple[_Choice, ...]) -> tuple[FacetCount, ...]:
    counts = _counts(selection, kind, choices)
    chosen = {chip.value for chip in selection.wish.of(kind) if chip.demand}
    made = [
        FacetCount(one.id, one.text, count, one.chip, one.name, one.value, one.chip.value in chosen)
        for one, count in zip(choices, counts, strict=True)
    ]
    return tuple(made if kind in _IN_ORDER else sorted(made, key=lambda one: (one.id == UNKNOWN, -one.count)))


def _counts(selection: Selection, kind: Kind, choices: tuple[_Choice, ...]) -> list[int]:
    """How many offers meet each choice and all demands of other kinds, or of its own where every one must be met."""
    own = next((condition for condition in selection.demands if condition.kind == kind and kind in ANY_OF), None)
    if kind == "weekday" and selection.has_times:  # a time counts on the day chosen
        rest = [condition for condition in selection.demands if condition is not own]
        return [total(selection.meeting([*rest, choice.condition])) for choice in choices]
    base = selection.without(own) if own else selection.results
    radius = tuple(one for one in selection.wish.of("radius") if kind == "place" and one.demand)
    counts = [0] * len(choices)
    for segment, documents in zip(selection.catalogue.segments, base, strict=True):
        if documents:
            meeting = _meeting(segment, kind, choices, radius)
            counts = [
                known + documents.intersection_cardinality(some) for known, some in zip(counts, meeting, strict=True)
            ]
    return counts


def _meeting(segment: Segment, kind: Kind, choices: tuple[_Choice, ...], radius: tuple[Chip, ...]) -> list[BitMap]:
    """The documents of a segment that meet each choice; worked out once, because neither ever changes."""
    judge = Judge(segment)
    if radius:
        wider = (Condition("place", (choice.chip, *radius), demand=True) for choice in choices)
        return [judge.verdict(condition).meets for condition in wider]
    known: tuple[tuple[_Choice, ...], list[BitMap]] | None = segment.choices.get(kind)
    if known is None or known[0] is not choices:
        known = segment.choices[kind] = (choices, [judge.verdict(choice.condition).meets for choice in choices])
    return known[1]


@lru_cache(maxsize=2)
def _choices(version: str) -> dict[Kind, tuple[_Choice, ...]]:
    """The choices of every facet, for a version of the vocabulary."""
    return {
        kind: tuple(_choice(Chip(kind, value)) for value in (*values, *([UNKNOWN] if kind in _WITH_UNKNOWN else [])))
        for kind, values in _values(vocabulary.current()).items()
    }


def _values(known: Vocabulary) -> dict[Kind, list[Value]]:
    return {
        "need": list(known.needs),
        "weekday": list(DAYS),
        "setting": list(known.facets["setting"].values),
        "price": [0, 100, "kontingent", "stoette", "skolen_betaler"],
        "place": list(known.postals),
        "activity": list(known.facets["activity"].values),
        "sector": list(known.facets["sector"].values),
        "group_size": list(known.facets["group_size"].values),
        "access": list(known.facets["access"].values),
        "language": list(known.facets["language"].values),
        "element": list(known.elements),
    }


def _choice(chip: Chip) -> _Choice:
    return _Choice(Condition(chip.kind, (chip,), demand=True), chip, _id(chip), _text(chip), *address.pair(chip))


def _id(chip: Chip) -> str:
    """The value's id in the vocabulary."""
    named: dict[Value, str] = {0: "gratis", 100: "under_100"} if chip.kind == "price" else {}
    return named.get(chip.value, str(chip.value))


def _text(chip: Chip) -> Text:
    if chip.value == UNKNOWN:
        return Text("Ikke oplyst", "Not stated")
    if chip.kind in {"language", "price"}:
        value = vocabulary.current().facets[chip.kind].values[_id(chip)]
        return Text(value.label_da, value.label_en)
    return capitalised(labels.chip_words(chip.kind, chip.value))
