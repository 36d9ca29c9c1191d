"""Choices with counts: how many results each would give beside the other demands.

Where one value of a kind is enough, a choice is counted as if it were the only one of its kind, as several ticked boxes
widen; where every value must be met, it is counted on top of those already demanded.
"""

from __future__ import annotations

from collections.abc import Mapping

from registry import vocabulary
from registry.matching import address, labels
from registry.matching.conditions import Condition
from registry.matching.outcome import FacetCount
from registry.matching.selection import Documents, Selection
from registry.matching.text import Text, capitalised
from registry.matching.values import ANY_OF, UNKNOWN, Kind, Value
from registry.matching.wish import Chip
from registry.offers.content import DAYS

#: Kinds that also offer what isn't said as a choice.
_WITH_UNKNOWN: frozenset[Kind] = frozenset({"weekday", "setting", "price", "activity", "language", "group_size"})
#: Kinds whose choices stand in the vocabulary's or the calendar's order; the others have the most frequent first.
_IN_ORDER: frozenset[Kind] = frozenset({"weekday", "setting", "price", "group_size", "place", "element"})


def count_facets(selection: Selection) -> Mapping[Kind, tuple[FacetCount, ...]]:
    """Return the choices of every facet."""
    return {kind: _counted(selection, kind, values) for kind, values in _choices().items()}


def _choices() -> dict[Kind, list[Value]]:
    known = vocabulary.current()
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


def _counted(selection: Selection, kind: Kind, values: list[Value]) -> tuple[FacetCount, ...]:
    base = _base(selection, kind)
    choices = [*values, UNKNOWN] if kind in _WITH_UNKNOWN else values
    made = [_choice(selection, Chip(kind, value), base) for value in choices]
    return tuple(made if kind in _IN_ORDER else sorted(made, key=lambda one: (one.id == UNKNOWN, -one.count)))


def _base(selection: Selection, kind: Kind) -> Documents:
    """The offers among which a kind's choices are counted."""
    own = [condition for condition in selection.demands if condition.kind == kind]
    if kind not in ANY_OF or not own:
        return selection.results
    return selection.without[own[0]]


def _choice(selection: Selection, chip: Chip, base: Documents) -> FacetCount:
    radius = tuple(one for one in selection.wish.of("radius") if chip.kind == "place" and one.demand)
    condition = Condition(chip.kind, (chip, *radius), demand=True)
    count = sum(
        documents.intersection_cardinality(selection.verdict(number, condition, None).meets)
        for number, documents in enumerate(base)
    )
    name, value = address.pair(chip)
    chosen = selection.wish.demands_value(chip.kind, chip.value)
    return FacetCount(_id(chip), _text(chip), count, chip, name, value, chosen)


def _id(chip: Chip) -> str:
    """The value's id in the vocabulary."""
    named: dict[Value, str] = {0: "gratis", 100: "under_100"} if chip.kind == "price" else {}
    return named.get(chip.value, str(chip.value))


def _text(chip: Chip) -> Text:
    if chip.value == UNKNOWN:
        return Text("Ikke oplyst", "Not stated")
    if chip.kind in {"language", "price"}:
        value = vocabulary.current().facets[chip.kind].values.get(_id(chip))
        return Text(value.label_da, value.label_en) if value else labels.chip_label(chip.kind, chip.value)
    return capitalised(labels.chip_words(chip.kind, chip.value))
