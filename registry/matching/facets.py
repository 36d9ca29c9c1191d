"""Choices with counts: how many results each would give beside the other demands.

Where one value of a kind is enough, a choice is counted as if it were the only one of its kind, as several ticked boxes
widen; where every value must be met, it is counted on top of those already demanded.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from itertools import repeat
from operator import add, attrgetter, sub
from typing import NamedTuple

from pyroaring import BitMap

from registry import vocabulary
from registry.matching import address, labels
from registry.matching.conditions import Condition, Judge
from registry.matching.outcome import Choice, FacetCount
from registry.matching.segment import Segment
from registry.matching.selection import Documents, Selection, total
from registry.matching.text import Text, capitalised
from registry.matching.values import ANY_OF, UNKNOWN, Kind, Value
from registry.matching.wish import Chip
from registry.offers.content import DAYS
from registry.vocabulary import Vocabulary

#: Kinds that also offer what isn't said as a choice.
_WITH_UNKNOWN: frozenset[Kind] = frozenset({"weekday", "setting", "price", "activity", "language", "group_size"})
#: Kinds whose choices stand in the vocabulary's or the calendar's order; the others have the most frequent first.
_IN_ORDER: frozenset[Kind] = frozenset({"weekday", "setting", "price", "group_size", "place", "element"})


class _Facet(NamedTuple):
    """A facet before it is counted: its choices, and the condition that each stands for."""

    kind: Kind
    choices: tuple[Choice, ...]
    conditions: tuple[Condition, ...]


class _Dense(NamedTuple):
    """Documents as a dense set: all others in their place, where those are more.

    What dense sets share is counted many documents at a time, and what sparse ones do one by one.

    Attributes:
        is_turned: whether `held` are the others.
    """

    held: BitMap
    is_turned: bool


class _Sets(NamedTuple):
    """The documents of a segment that meet each choice, dense; sizes: of what is held."""

    facet: _Facet
    held: list[BitMap]
    are_turned: list[bool]
    sizes: list[int]


def count_facets(selection: Selection) -> Mapping[Kind, tuple[FacetCount, ...]]:
    """Return the choices of every facet."""
    results = _densely(selection, selection.results)
    own = {condition.kind: condition for condition in selection.demands if condition.kind in ANY_OF}
    counted = {}
    for facet in _facets(vocabulary.current().version):
        counts = _counts(selection, facet, own.get(facet.kind), results)
        chosen = {chip.value for chip in selection.wish.of(facet.kind) if chip.demand}
        counted[facet.kind] = _listed(facet, counts, chosen)
    return counted


def _listed(facet: _Facet, counts: list[int], chosen: Collection[Value]) -> tuple[FacetCount, ...]:
    are_chosen = [choice.chip.value in chosen for choice in facet.choices] if chosen else repeat(False)
    made = list(map(FacetCount, facet.choices, counts, are_chosen))
    if facet.kind in _IN_ORDER:
        return tuple(made)
    said = len(made) - (facet.kind in _WITH_UNKNOWN)  # what isn't said comes last
    return (*sorted(made[:said], key=attrgetter("count"), reverse=True), *made[said:])


def _counts(selection: Selection, facet: _Facet, own: Condition | None, results: list[_Dense]) -> list[int]:
    """How many offers meet each choice and all demands of other kinds, or of its own where every one must be met."""
    if facet.kind == "weekday" and selection.has_times:  # a time counts on the day chosen
        rest = [condition for condition in selection.demands if condition is not own]
        return [total(selection.meeting([*rest, choice])) for choice in facet.conditions]
    base, documents = (selection.without(own), None) if own else (selection.results, results)
    radius = tuple(one for one in selection.wish.of("radius") if facet.kind == "place" and one.demand)
    counts = [0] * len(facet.choices)
    for segment, there, dense in zip(
        selection.catalogue.segments, base, documents or _densely(selection, base), strict=True
    ):
        if there:
            shared = _shared(dense, len(there), _meeting(segment, facet, radius))
            counts = list(map(add, counts, shared))
    return counts


def _densely(selection: Selection, documents: Documents) -> list[_Dense]:
    return [_dense(some, one) for some, one in zip(documents, selection.catalogue.segments, strict=True)]


def _dense(documents: BitMap, one: Segment) -> _Dense:
    is_turned = 2 * len(documents) < len(one)
    return _Dense(one.everything - documents if is_turned else documents, is_turned)


def _shared(dense: _Dense, size: int, sets: _Sets) -> list[int]:
    """How many of `size` documents meet each choice."""
    both = map(dense.held.intersection_cardinality, sets.held)
    if dense.is_turned:
        both = map(sub, sets.sizes, both)
    return [size - count if is_turned else count for count, is_turned in zip(both, sets.are_turned, strict=True)]


def _meeting(segment: Segment, facet: _Facet, radius: tuple[Chip, ...]) -> _Sets:
    """The documents of a segment that meet each choice; worked out once, because neither ever changes."""
    if radius:
        return _sets(
            segment, facet, [Condition("place", (choice.chip, *radius), demand=True) for choice in facet.choices]
        )
    known: _Sets | None = segment.choices.get(facet.kind)
    if known is None or known.facet is not facet:
        known = segment.choices[facet.kind] = _sets(segment, facet, facet.conditions)
    return known


def _sets(segment: Segment, facet: _Facet, conditions: Iterable[Condition]) -> _Sets:
    judge = Judge(segment)
    dense = [_dense(judge.verdict(condition).meets, segment) for condition in conditions]
    held = [one.held for one in dense]
    return _Sets(facet, held, [one.is_turned for one in dense], [len(some) for some in held])


@lru_cache(maxsize=2)
def _facets(version: str) -> tuple[_Facet, ...]:
    """Every facet, for a version of the vocabulary."""
    return tuple(
        _facet(kind, (*values, UNKNOWN) if kind in _WITH_UNKNOWN else tuple(values))
        for kind, values in _values(vocabulary.current()).items()
    )


def _facet(kind: Kind, values: Iterable[Value]) -> _Facet:
    chips = [Chip(kind, value) for value in values]
    conditions = tuple(Condition(kind, (chip,), demand=True) for chip in chips)
    return _Facet(kind, tuple(Choice(_id(chip), _text(chip), chip, *address.pair(chip)) for chip in chips), conditions)


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
