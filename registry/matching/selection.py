"""Which offers meet every demand, contradict none, or fail just one: sets of documents, segment by segment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import cast

from pyroaring import BitMap

from registry.matching.catalogue import Catalogue
from registry.matching.conditions import Condition, Judge, Verdict, conditions, days_meant
from registry.matching.values import NEVER_RELAXED
from registry.matching.wish import Wish

#: One set of documents for each segment of the catalogue.
Documents = list[BitMap]

_ADULT = 18


class Selection:
    """The offers that a wish's demands leave, and what others they would leave.

    Offers for adults only aren't among them unless an age asks for them.
    """

    def __init__(self, catalogue: Catalogue, wish: Wish) -> None:
        self.catalogue = catalogue
        self.wish = wish
        self.conditions = conditions(wish)
        self.demands = tuple(condition for condition in self.conditions if condition.demand)
        self.days = days_meant(self.demands)
        self._verdicts: dict[tuple[int, Condition, frozenset[str] | None], Verdict] = {}
        asks_for_adults = any(cast("tuple[int, int]", chip.value)[1] >= _ADULT for chip in wish.of("age"))
        self.offers: Documents = [
            alive if asks_for_adults else alive - segment.tagged("adults")
            for segment, alive in zip(catalogue.segments, catalogue.alive, strict=True)
        ]

    @cached_property
    def results(self) -> Documents:
        """Offers that meet every demand for certain."""
        return self.meeting(self.demands)

    @cached_property
    def maybe(self) -> Documents:
        """Offers that contradict no demand but don't say what one asks."""
        found = []
        for number, documents in enumerate(self.offers):
            for condition in self.demands:
                verdict = self.verdict(number, condition, self.days)
                documents = documents & (verdict.meets | verdict.unknown)  # noqa: PLW2901
            found.append(documents - self.results[number])
        return found

    @cached_property
    def without(self) -> dict[Condition, Documents]:
        """For each demand, the offers that meet all others."""
        return {condition: self.meeting(others(self.demands, condition)) for condition in self.demands}

    @cached_property
    def nearly(self) -> dict[Condition, Documents]:
        """For each demand that may be missing, the offers that fail it and meet all others; each offer once."""
        taken = [results | maybe for results, maybe in zip(self.results, self.maybe, strict=True)]
        found: dict[Condition, Documents] = {}
        for condition, documents in self.without.items():
            if condition.kind in NEVER_RELAXED:
                continue
            found[condition] = [some - known for some, known in zip(documents, taken, strict=True)]
            taken = [known | some for known, some in zip(taken, found[condition], strict=True)]
        return found

    def meeting(self, demands: Sequence[Condition]) -> Documents:
        """Return the offers that meet some demands for certain."""
        days = days_meant(demands)
        found = []
        for number, documents in enumerate(self.offers):
            for condition in demands:
                documents = documents & self.verdict(number, condition, days).meets  # noqa: PLW2901
            found.append(documents)
        return found

    def count(self, demands: Sequence[Condition]) -> int:
        """Return how many offers meet some demands for certain."""
        return total(self.meeting(demands))

    def verdict(self, number: int, condition: Condition, days: frozenset[str] | None) -> Verdict:
        """Return the verdict on a segment's documents, times being meant on `days`."""
        key = (number, condition, days)
        if key not in self._verdicts:
            self._verdicts[key] = Judge(self.catalogue.segments[number], days).verdict(condition)
        return self._verdicts[key]


def others(demands: Iterable[Condition], left_out: Condition) -> tuple[Condition, ...]:
    """Return the demands without one."""
    return tuple(condition for condition in demands if condition != left_out)


def total(documents: Documents) -> int:
    """Return how many documents there are in all segments."""
    return sum(map(len, documents))
