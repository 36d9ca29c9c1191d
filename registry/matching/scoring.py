"""The scores of a segment's documents, and what they are made of (matching.md, "Ranking that explains itself").

Points are few and far between, so they are kept in one column; factors are worked out only for the documents asked
about, and the parts of a score only for the documents shown.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from functools import cached_property
from typing import cast

import numpy as np
from pyroaring import BitMap

from registry import vocabulary
from registry.matching import weights
from registry.matching.catalogue import Catalogue
from registry.matching.conditions import Condition, kilometres_between
from registry.matching.lexicon import terms_of_need
from registry.matching.outcome import ALIKE_PART, Part
from registry.matching.points import POINTS, kin_of, postings_of, share_of, tags_of
from registry.matching.segment import Numbers, Segment, as_array, found_in
from registry.matching.selection import Selection
from registry.matching.wish import Chip

_DECIMALS = 6
_DAY = 24 * 3600.0
#: Stands for a factor that is 1 for all documents.
_ONE = np.ones(1)
#: So much memory, in bytes, is spent on remembering the points of the words that needs are spoken of with.
_REMEMBERED = 64 << 20


class Scoring:
    """Scores the documents of one segment of a selection's catalogue."""

    def __init__(self, selection: Selection, number: int, now: dt.datetime) -> None:
        self._selection = selection
        self._number = number
        self._segment = selection.catalogue.segments[number]
        self._now = now.timestamp()
        self._ages = [condition for condition in selection.conditions if condition.kind == "age"]
        self._factors = [
            condition
            for condition in selection.conditions
            if condition.kind not in POINTS and condition.kind not in {"age", "place"}
        ]

    @cached_property
    def points(self) -> Numbers | None:
        """What each document gets for being, or saying, what is asked for; None where nothing gives points."""
        chips = self._selection.wish.of("need", "activity", "word")
        if not chips:
            return None
        points = np.zeros(len(self._segment))
        for chip in chips:
            for documents, amount in tags_of(chip, self._segment):
                points[as_array(documents)] += amount
            for found, amounts in self._postings_of(chip):
                points[found] += amounts
        return points

    def totals(self, documents: Numbers, among: BitMap) -> Numbers:
        """Return the scores of some documents.

        Args:
            among: a set that they are all in; the smaller it is, the faster this is.
        """
        totals = np.full(len(documents), weights.START)
        if self.points is not None:
            totals += self.points[documents]
        for chip in self._selection.wish.of("need"):
            totals += self._words_of(chip)[documents]
        for chip in self._selection.wish.of("need", "activity"):
            for kin, amount in kin_of(chip, self._segment):
                totals[_are_in(documents, kin, len(self._segment))] += amount
        if self._alike:
            totals += self._alike_points[documents]
        for factor in self._factors_of(documents, among):
            if factor is not _ONE:
                totals *= factor
        return np.round(totals, _DECIMALS, out=totals)

    def distances(self, documents: Numbers) -> Numbers:
        """Return km from the nearest place asked for; nan when there is none or it isn't known."""
        distances = self._by_postal[self._segment.postal[documents]]
        distances[_are_in(documents, self._segment.tagged("anywhere"), len(self._segment))] = math.nan
        return distances

    def parts(self, documents: list[int]) -> list[tuple[Part, ...]]:
        """Return the parts of the scores of a few documents, without those that change nothing."""
        made = [[Part("start", weights.START, "points")] for _ in documents]
        for chip in self._selection.wish.of("need", "activity", "word"):
            name = f"{chip.kind}:{chip.value}"
            for parts, amount in zip(made, self._points_of(chip, documents), strict=True):
                if amount:
                    parts.append(Part(name, amount, "points"))
        for parts, document in zip(made, documents, strict=True):
            if document in self._alike:
                parts.append(Part(ALIKE_PART, self._alike[document], "points"))
        factors = self._factors_of(np.array(documents, dtype=np.int64), BitMap(documents))
        for name, factor in zip(self._names, factors, strict=True):
            if factor is not _ONE:
                for parts, amount in zip(made, factor.tolist(), strict=True):
                    if amount != 1.0:
                        parts.append(Part(name, amount, "factor"))
        return [tuple(parts) for parts in made]

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

    def _postings_of(self, chip: Chip) -> Iterator[tuple[Numbers, Numbers]]:
        """Yield the documents that say a word, or name an activity, with their points."""
        for term, weight, documents, impacts in postings_of(chip, self._segment):
            yield documents, impacts * (weight * self._selection.catalogue.rarity(term))

    def _points_of(self, chip: Chip, documents: list[int]) -> list[float]:
        """What a chip gives each of a few documents."""
        array = np.array(documents, dtype=np.int64)
        amounts = self._words_of(chip)[array].astype(np.float64) if chip.kind == "need" else np.zeros(len(array))
        for tagged, amount in (*tags_of(chip, self._segment), *kin_of(chip, self._segment)):
            amounts[[document in tagged for document in documents]] += amount
        for term, weight, saying, impacts in postings_of(chip, self._segment):
            are_there, at = found_in(array, saying)
            amounts[are_there] += impacts[at] * (weight * self._selection.catalogue.rarity(term))
        given: list[float] = amounts.tolist()
        return given

    def _words_of(self, chip: Chip) -> Numbers:
        """A few points for the words that a need is spoken of with; remembered as long as the catalogue is the same."""
        points = _remembered(self._selection.catalogue, self._number, str(chip.value))
        return points * share_of(chip) if chip.guessed else points

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
        full = _are_in(documents, self._segment.tagged("full") & among, len(self._segment))
        yield np.where(full, weights.FULL, 1.0)
        confirmed, published = self._segment.confirmed[documents], self._segment.published[documents]
        last = np.where(np.isnan(confirmed), published, confirmed)
        yield freshness(np.floor((self._now - last) / _DAY))

    def _condition(self, condition: Condition, documents: Numbers, among: BitMap) -> Numbers:
        """1 where a condition other than age and place is met."""
        fails, unknown = weights.factor(condition.kind)
        verdict = self._selection.verdict(self._number, condition, self._selection.days)
        if among.issubset(verdict.meets):
            return _ONE
        values = np.full(len(documents), fails)
        values[_are_in(documents, verdict.unknown & among, len(self._segment))] = unknown
        values[_are_in(documents, verdict.meets & among, len(self._segment))] = 1.0
        return values

    def _age(self, condition: Condition, documents: Numbers, among: BitMap) -> Numbers:
        low, high = cast("tuple[int, int]", condition.values[0])
        one = self._segment
        if among.issubset(self._selection.verdict(self._number, condition, None).meets):
            return _ONE
        outside = np.maximum(one.age_min[documents] - high, low - one.age_max[documents])
        values = np.where(outside <= 0, 1.0, np.where(outside <= 1, weights.AGE_NEAR, weights.AGE_FAR))
        if one.ages_unsaid:
            values[_are_in(documents, one.ages_unsaid, len(one)) & (outside <= 0)] = weights.AGE_UNKNOWN
        return values

    def _place(self, documents: Numbers) -> Numbers:
        wish = self._selection.wish
        youngest = min((cast("tuple[int, int]", chip.value)[0] for chip in wish.of("age")), default=weights.YOUNG_BELOW)
        reach = weights.REACH_YOUNG_KM if youngest < weights.YOUNG_BELOW else weights.REACH_KM
        away = np.where(np.isnan(self._by_postal), weights.UNKNOWN_PLACE_KM, self._by_postal)
        by_postal = np.maximum(np.exp(-away / reach), weights.LEAST_PLACE)
        values: Numbers = by_postal[self._segment.postal[documents]]
        values[_are_in(documents, self._segment.tagged("anywhere"), len(self._segment))] = 1.0
        return values

    @cached_property
    def _by_postal(self) -> Numbers:
        """Km from the nearest place asked for to each postal district; the last one is for documents without one."""
        places = [str(chip.value) for chip in self._selection.wish.of("place")]
        nearest = [
            min((away for place in places if (away := kilometres_between(place, code)) is not None), default=math.nan)
            for code in self._segment.postals
        ]
        return np.array([*nearest, math.nan])


def freshness(days: Numbers) -> Numbers:
    """Return what offers count for that were confirmed so many days ago: less and less from half a year to a year."""
    over = (days - weights.FRESH_DAYS) / (weights.UNCONFIRMED_AFTER_DAYS - weights.FRESH_DAYS)
    return 1.0 - (1.0 - weights.UNCONFIRMED) * np.clip(over, 0.0, 1.0)


def _remembered(catalogue: Catalogue, number: int, need: str) -> Numbers:
    known = catalogue.need_words
    key = (number, need, vocabulary.current().version)
    points = known.get(key)
    if points is None:
        points = _words_of_need(catalogue, catalogue.segments[number], need)
        while known and (len(known) + 1) * points.nbytes > _REMEMBERED:
            known.pop(next(iter(known)), None)
        known[key] = points
    return points


def _words_of_need(catalogue: Catalogue, segment: Segment, need: str) -> Numbers:
    words = np.zeros(len(segment))
    for term in terms_of_need(need):
        documents, impacts = segment.postings(term)
        if len(documents):
            words[documents] += impacts * catalogue.rarity(term)
    return np.minimum(words * weights.NEED_WORDS, weights.NEED_WORDS_MOST).astype(np.float32)


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
_FEW = 50
