"""Which offers meet every demand, contradict none, or fail just one: sets of documents, segment by segment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property, reduce
from itertools import accumulate
from operator import and_
from typing import cast

from pyroaring import BitMap

from registry.matching.catalogue import Catalogue
from registry.matching.conditions import Condition, Verdict, conditions, days_meant, verdict_on
from registry.matching.points import giving
from registry.matching.values import NEVER_RELAXED, Kind
from registry.matching.wish import Wish

#: One set of documents for each segment of the catalogue.
Documents = list[BitMap]

_ADULT = 18
#: Kinds whose verdict depends on the weekdays that are meant.
_OF_THE_DAY: frozenset[Kind] = frozenset({"part_of_day", "time"})


class Selection:
    """The offers that a wish's demands leave, and what others they would leave.

    Offers for adults only aren't among them unless an age asks for them. By distance, offers that neither are nor say
    anything asked for aren't either: the nearest of anything is no answer.
    """

    def __init__(self, catalogue: Catalogue, wish: Wish) -> None:
        self.catalogue = catalogue
        self.wish = wish
        self.conditions = conditions(wish)
        self.demands = tuple(condition for condition in self.conditions if condition.demand)
        self.days = days_meant(self.demands)
        self.has_times = any(condition.kind in _OF_THE_DAY for condition in self.demands)
        self._verdicts: dict[tuple[int, Condition, frozenset[str] | None], Verdict] = {}
        self._without: dict[Condition, Documents] = {}
        asks_for_adults = any(cast("tuple[int, int]", chip.value)[1] >= _ADULT for chip in wish.of("age"))
        self.offers: Documents = [
            alive if asks_for_adults else alive - segment.tagged("adults")
            for segment, alive in zip(catalogue.segments, catalogue.alive, strict=True)
        ]
        if wish.sort == "distance":
            self.offers = self._with_points()

    @cached_property
    def results(self) -> Documents:
        """Offers that meet every demand for certain."""
        return [there[-1] for there in self._meeting_the_first]

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

    def without(self, condition: Condition) -> Documents:
        """Return the offers that meet all demands but one, whether or not they meet that."""
        known = self._without.get(condition)
        if known is None:
            known = self._without[condition] = self._meeting_all_but(condition)
        return known

    @cached_property
    def nearly(self) -> dict[Condition, Documents]:
        """For each demand that may be missing, the offers that fail it and meet all others; each offer once."""
        taken = [results | maybe for results, maybe in zip(self.results, self.maybe, strict=True)]
        found: dict[Condition, Documents] = {}
        for condition in self.demands:
            if condition.kind in NEVER_RELAXED:
                continue
            found[condition] = [some - known for some, known in zip(self.without(condition), taken, strict=True)]
            taken = [known | some for known, some in zip(taken, found[condition], strict=True)]
        return found

    def meeting(self, demands: Sequence[Condition]) -> Documents:
        """Return the offers that meet some demands for certain."""
        days = days_meant(demands)
        return [
            reduce(and_, (self.verdict(number, condition, days).meets for condition in demands), documents)
            for number, documents in enumerate(self.offers)
        ]

    def count(self, known: Documents, condition: Condition) -> int:
        """Return how many of some offers meet one more condition for certain."""
        return sum(
            documents.intersection_cardinality(self.verdict(number, condition, self.days).meets)
            for number, documents in enumerate(known)
        )

    def verdict(self, number: int, condition: Condition, days: frozenset[str] | None) -> Verdict:
        """Return the verdict on a segment's documents, times being meant on `days`."""
        key = (number, condition, days if condition.kind in _OF_THE_DAY else None)
        known = self._verdicts.get(key)
        if known is None:
            known = self._verdicts[key] = verdict_on(self.catalogue.segments[number], condition, days)
        return known

    def _with_points(self) -> Documents:
        """The offers that are, or say, some need, activity or word asked for; all when no offer is or does."""
        chips = self.wish.of("need", "activity", "word")
        if not chips or any(chip.demand for chip in chips):
            return self.offers
        found = [
            documents & BitMap.union(*(giving(chip, segment) for chip in chips))
            for segment, documents in zip(self.catalogue.segments, self.offers, strict=True)
        ]
        return found if any(found) else self.offers

    def _meeting_all_but(self, condition: Condition) -> Documents:
        rest = others(self.demands, condition)
        if self.has_times and days_meant(rest) != self.days:
            return self.meeting(rest)
        at = self.demands.index(condition)
        return [
            before[at] & after[len(rest) - at]
            for before, after in zip(self._meeting_the_first, self._meeting_the_last, strict=True)
        ]

    @cached_property
    def _meeting_the_first(self) -> list[Documents]:
        """For each segment, the offers that meet the first no, one, two … demands."""
        return self._accumulated(self.demands)

    @cached_property
    def _meeting_the_last(self) -> list[Documents]:
        """For each segment, the offers that meet the last no, one, two … demands."""
        return self._accumulated(self.demands[::-1])

    def _accumulated(self, demands: tuple[Condition, ...]) -> list[Documents]:
        return [
            list(accumulate((self.verdict(number, one, self.days).meets for one in demands), and_, initial=documents))
            for number, documents in enumerate(self.offers)
        ]


def others(demands: Iterable[Condition], left_out: Condition) -> tuple[Condition, ...]:
    """Return the demands without one."""
    return tuple(condition for condition in demands if condition != left_out)


def total(documents: Documents) -> int:
    """Return how many documents there are in all segments."""
    return sum(map(len, documents))
