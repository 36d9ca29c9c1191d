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
from registry.matching.selection import Documents, Selection
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
    chosen = {chip.key for chip in selection.wish.demands}
    return {kind: _counted(selection, kind, choices, chosen) for kind, choices in _choices(known.version).items()}


def _counted(
    selection: Selection, kind: Kind, choices: tuple[_Choice, ...], chosen: set[tuple[Kind, Value]]
) -> tuple[FacetCount, ...]:
    base = _base(selection, kind)
    radius = tuple(one for one in selection.wish.of("radius") if kind == "place" and one.demand)
    pairs = list(zip(selection.catalogue.segments, base, strict=True))
    made = []
    for choice in choices:
        count = 0
        for segment, documents in pairs:
            count += documents.intersection_cardinality(_meeting(segment, choice, radius))
        made.append(
            FacetCount(choice.id, choice.text, count, choice.chip, choice.name, choice.value, choice.chip.key in chosen)
        )
    return tuple(made if kind in _IN_ORDER else sorted(made, key=lambda one: (one.id == UNKNOWN, -one.count)))


def _base(selection: Selection, kind: Kind) -> Documents:
    """The offers among which a kind's choices are counted."""
    own = [condition for condition in selection.demands if condition.kind == kind]
    if kind not in ANY_OF or not own:
        return selection.results
    return selection.without(own[0])


def _meeting(segment: Segment, choice: _Choice, radius: tuple[Chip, ...]) -> BitMap:
    """The documents of a segment that meet a choice; worked out once, because neither ever changes."""
    if radius:
        return Judge(segment).verdict(Condition("place", (choice.chip, *radius), demand=True)).meets
    known = segment.choices.get(choice.condition)
    if known is None:
        known = segment.choices[choice.condition] = Judge(segment).verdict(choice.condition).meets
    return known


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
