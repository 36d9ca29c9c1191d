"""The scores of a segment's documents, and what they are made of (matching.md, "Ranking that explains itself").

Points are few and far between, so they are kept in one column; factors are worked out only for the documents asked
about, and the parts of a score only for the documents shown.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator
from functools import cached_property, reduce
from itertools import compress
from operator import and_
from typing import NamedTuple, cast

import numpy as np
from pyroaring import BitMap

from registry import vocabulary
from registry.matching import weights
from registry.matching.conditions import Condition, Verdict, kilometres_between
from registry.matching.freshness import days_since, fresh_documents, freshness
from registry.matching.given import given_by, points_said
from registry.matching.outcome import ALIKE_PART, Part
from registry.matching.points import POINTS, giving, kin_of
from registry.matching.segment import Numbers, as_array, found_in
from registry.matching.selection import Selection
from registry.matching.wish import Chip

_DECIMALS = 6
#: Stands for a factor that is 1 for all documents.
_ONE = np.ones(1)
#: Rounding a score adds less than this.
_ROUNDED = 10.0**-_DECIMALS
_START = Part("start", weights.START, "points")


class Scored(NamedTuple):
    """A document's score, km from the nearest place asked for (nan where that isn't known), and the score's parts."""

    total: float
    distance: float
    parts: tuple[Part, ...]


class Scoring:
    """Scores the documents of one segment of a selection's catalogue."""

    def __init__(self, selection: Selection, number: int, now: dt.datetime) -> None:
        self._selection = selection
        self._number = number
        self._segment = selection.catalogue.segments[number]
        self._now = now.timestamp()
        self._asked = selection.wish.of(*POINTS)
        self._known = {chip: given_by(chip, selection.catalogue, number) for chip in self._asked}
        self._given = [given for given in self._known.values() if given]
        self._rare = [chip for chip, given in self._known.items() if not given]
        self._ages = [condition for condition in selection.conditions if condition.kind == "age"]
        self._factors = [
            condition
            for condition in selection.conditions
            if condition.kind not in POINTS and condition.kind not in {"age", "place"}
        ]

    @cached_property
    def having(self) -> BitMap | None:
        """The documents that are, or say, something that is asked for; None where nothing such is."""
        if not self._asked:
            return None
        frequent = [given.having for given in self._given]
        return BitMap.union(*frequent, *(giving(chip, self._segment) for chip in self._rare))

    @cached_property
    def faultless(self) -> BitMap | None:
        """The documents that nothing speaks against, where all have the same points; None elsewhere."""
        if self._has_points:
            return None
        verdicts = [self._verdict(condition) for condition in (*self._factors, *self._ages)]
        fresh = fresh_documents(self._segment, self._now) - self._segment.tagged("full")
        found = reduce(and_, (verdict.meets for verdict in verdicts), fresh)
        return found & self._near if self._selection.wish.of("place") else found

    def totals(self, documents: Numbers, among: BitMap) -> Numbers:
        """Return the scores of some documents.

        Args:
            among: a set that they are all in; the smaller it is, the faster this is.
        """
        return self._totals(documents, self._factors_of(documents, among))

    def least(self, documents: Numbers) -> Numbers | None:
        """Return numbers that scores below 0 can't be below, found faster than those; None where all were the same.

        Factors are never above 1, so nothing scores more than its points.
        """
        return -self._sums(documents) - _ROUNDED if self._has_points else None

    def distances(self, documents: Numbers) -> Numbers:
        """Return km from the nearest place asked for; nan when there is none or it isn't known."""
        distances = self._by_postal[self._segment.postal[documents]]
        distances[_are_in(documents, self._segment.tagged("anywhere"), len(self._segment))] = math.nan
        return distances

    def told(self, documents: list[int]) -> list[Scored]:
        """Return the scores of a few documents with their parts, without those that change nothing."""
        array, some = np.array(documents, dtype=np.int64), BitMap(documents)
        made = [[_START] for _ in documents]
        for chip in self._asked:
            name = f"{chip.kind}:{chip.value}"
            for parts, amount in zip(made, self._points_of(chip, array), strict=True):
                if amount:
                    parts.append(Part(name, amount, "points"))
        for document, above in self._alike.items():
            if document in some:
                made[documents.index(document)].append(Part(ALIKE_PART, above, "points"))
        factors = list(self._factors_of(array, some))
        for name, factor in zip(self._names, factors, strict=True):
            if factor is not _ONE:
                for parts, amount in zip(made, factor.tolist(), strict=True):
                    if amount != 1.0:
                        parts.append(Part(name, amount, "factor"))
        totals, distances = self._totals(array, factors).tolist(), self.distances(array).tolist()
        return list(map(Scored, totals, distances, map(tuple, made)))

    def _totals(self, documents: Numbers, factors: Iterable[Numbers]) -> Numbers:
        totals = self._sums(documents)
        for factor in factors:
            if factor is not _ONE:
                totals *= factor
        return np.round(totals, _DECIMALS, out=totals)

    @cached_property
    def _has_points(self) -> bool:
        """Whether some documents have more points than others."""
        return bool(self._given or self._said is not None or self._kin or self._alike)

    def _sums(self, documents: Numbers) -> Numbers:
        """The points of some documents, all together."""
        sums = np.full(len(documents), weights.START)
        if self._said is not None:
            sums += self._said.take(documents)
        for given in self._given:
            given.add_to(sums, documents)
        for kin, amount in self._kin:
            sums[_are_in(documents, kin, len(self._segment))] += amount
        if self._alike:
            sums += self._alike_points[documents]
        return sums

    @cached_property
    def _said(self) -> Numbers | None:
        """What each document gets for the words that aren't frequent; None where no document says any."""
        said: Numbers | None = None
        for chip in self._rare:
            for documents, points in self._points_said(chip):
                said = np.zeros(len(self._segment)) if said is None else said
                said[documents] += points
        return said

    @cached_property
    def _kin(self) -> list[tuple[BitMap, float]]:
        """The documents that are of the same kind as an activity whose word isn't frequent, with their points."""
        return [kin for chip in self._rare for kin in kin_of(chip, self._segment)]

    @cached_property
    def _alike(self) -> dict[int, float]:
        """Points of the documents that the sentence was like in meaning; see `semantic.py`."""
        catalogue, wish = self._selection.catalogue, self._selection.wish
        places = ((catalogue.place(id_), above) for id_, above in wish.alike)
        return {place[1]: weights.MEANING * above for place, above in places if place and place[0] == self._number}

    @cached_property
    def _alike_points(self) -> Numbers:
        points = np.zeros(len(self._segment))
        points[list(self._alike)] = list(self._alike.values())
        return points

    def _points_of(self, chip: Chip, documents: Numbers) -> list[float]:
        """What a chip gives each of a few documents."""
        amounts, given = np.zeros(len(documents)), self._known[chip]
        if given:
            given.add_to(amounts, documents)
        else:
            for kin, amount in kin_of(chip, self._segment):
                amounts[_are_in(documents, kin, len(self._segment))] += amount
            for saying, points in self._points_said(chip):
                are_there, at = found_in(documents, saying)
                amounts[are_there] += points[at]
        listed: list[float] = amounts.tolist()
        return listed

    def _points_said(self, chip: Chip) -> Iterator[tuple[Numbers, Numbers]]:
        return points_said(chip, self._selection.catalogue, self._segment)

    @property
    def _names(self) -> Iterator[str]:
        """The names of the factors."""
        wish = self._selection.wish
        yield from (":".join([one.kind, *map(str, one.values)]) for one in self._factors)
        yield from ("age:{}-{}".format(*cast("tuple[int, int]", one.values[0])) for one in self._ages)
        if wish.of("place"):
            yield "place"
        yield from ("capacity", "freshness")

    def _factors_of(self, documents: Numbers, among: BitMap) -> Iterator[Numbers]:
        """The factors of documents, in the order of `_names`; `_ONE` itself where all of them are 1."""
        yield from (self._condition(condition, documents, among) for condition in self._factors)
        yield from (self._age(condition, documents, among) for condition in self._ages)
        if self._selection.wish.of("place"):
            yield self._place(documents)
        full = _are_in(documents, self._segment.tagged("full"), len(self._segment))
        yield np.where(full, weights.FULL, 1.0)
        yield freshness(days_since(self._segment, documents, self._now))

    def _condition(self, condition: Condition, documents: Numbers, among: BitMap) -> Numbers:
        """1 where a condition other than age and place is met."""
        fails, unknown = weights.factor(condition.kind)
        verdict = self._verdict(condition)
        if among.issubset(verdict.meets):
            return _ONE
        values = np.full(len(documents), fails)
        values[_are_in(documents, verdict.unknown, len(self._segment))] = unknown
        values[_are_in(documents, verdict.meets, len(self._segment))] = 1.0
        return values

    def _verdict(self, condition: Condition) -> Verdict:
        return self._selection.verdict(self._number, condition, self._selection.days)

    def _age(self, condition: Condition, documents: Numbers, among: BitMap) -> Numbers:
        low, high = cast("tuple[int, int]", condition.values[0])
        one = self._segment
        if among.issubset(self._verdict(condition).meets):
            return _ONE
        outside = np.maximum(one.age_min[documents] - high, low - one.age_max[documents])
        values = np.where(outside <= 0, 1.0, np.where(outside <= 1, weights.AGE_NEAR, weights.AGE_FAR))
        if one.ages_unsaid:
            values[_are_in(documents, one.ages_unsaid, len(one)) & (outside <= 0)] = weights.AGE_UNKNOWN
        return values

    def _place(self, documents: Numbers) -> Numbers:
        values: Numbers = self._factor_by_postal[self._segment.postal[documents]]
        values[_are_in(documents, self._segment.tagged("anywhere"), len(self._segment))] = 1.0
        return values

    @property
    def _near(self) -> BitMap:
        """The documents that are where is asked for, or anywhere."""
        one, are_near = self._segment, np.round(self._factor_by_postal[:-1], _DECIMALS) == 1.0
        there = (one.tagged(f"place:{code}") for code in compress(one.postals, are_near))
        return BitMap.union(one.tagged("anywhere"), *there)

    @cached_property
    def _factor_by_postal(self) -> Numbers:
        wish = self._selection.wish
        youngest = min((cast("tuple[int, int]", chip.value)[0] for chip in wish.of("age")), default=weights.YOUNG_BELOW)
        reach = weights.REACH_YOUNG_KM if youngest < weights.YOUNG_BELOW else weights.REACH_KM
        away = np.where(np.isnan(self._by_postal), weights.UNKNOWN_PLACE_KM, self._by_postal)
        return np.maximum(np.exp(-away / reach), weights.LEAST_PLACE)

    @cached_property
    def _by_postal(self) -> Numbers:
        """Km from the nearest place asked for to each postal district; the last one is for documents without one."""
        places = tuple(str(chip.value) for chip in self._selection.wish.of("place"))
        return np.array([*_nearest(self._segment.postals, places), math.nan])


@vocabulary.remembered(256)
def _nearest(postals: tuple[str, ...], places: tuple[str, ...]) -> tuple[float, ...]:
    """Km from each postal district to the nearest of some places; nan where that isn't known."""
    return tuple(
        min((away for place in places if (away := kilometres_between(place, code)) is not None), default=math.nan)
        for code in postals
    )


def _are_in(documents: Numbers, some: BitMap, size: int) -> Numbers:
    """Return which documents of a segment of `size` are among some."""
    if not some:
        return np.zeros(len(documents), dtype=bool)
    if len(documents) <= _FEW:
        return np.array([document in some for document in documents.tolist()], dtype=bool)
    mask = np.zeros(size, dtype=bool)
    mask[as_array(some)] = True
    found: Numbers = mask[documents]
    return found


#: So few are looked up one by one.
_FEW = 250
