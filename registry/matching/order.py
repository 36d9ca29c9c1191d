"""Who comes first: offers that are, or say, something that is asked for, then by the order wanted, then by title."""

from __future__ import annotations

import datetime as dt
import heapq
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import NamedTuple

import numpy as np
from pyroaring import BitMap

from registry.matching.scoring import Scoring
from registry.matching.segment import Numbers, as_array
from registry.matching.selection import Documents, Selection
from registry.matching.values import Sort

#: What documents are ordered by: their numbers → one number each, smallest first.
_Column = Callable[[Numbers], Numbers]


class Place(NamedTuple):
    """A document: which segment, which number in it."""

    segment: int
    document: int


#: A document with the tier and the numbers that it is ordered by.
_Ranked = tuple[tuple[float, ...], Place]


class Order:
    """The order of one selection's documents.

    Attributes:
        scorings: one for each segment.
    """

    def __init__(self, selection: Selection, now: dt.datetime) -> None:
        self.selection = selection
        self.scorings = [Scoring(selection, number, now) for number in range(len(selection.offers))]
        self._split: dict[int, tuple[BitMap, tuple[Numbers, ...]]] = {}

    def best(self, documents: Documents, sort: Sort, limit: int, offset: int = 0) -> list[Place]:
        """Return the best documents in order; ties go by title and id, so that the order is the same everywhere."""
        wanted = offset + limit
        some = [number for number, there in enumerate(documents) if there]
        if len(some) == 1:
            return [
                place for _, place in islice(self._best_of(some[0], documents[some[0]], sort, wanted), offset, wanted)
            ]
        best = (self._best_of(number, documents[number], sort, wanted) for number in some)
        return [place for _, place in islice(heapq.merge(*map(self._with_titles, best)), offset, wanted)]

    def matching(self, documents: Documents) -> int:
        """Return how many documents are, or say, something that is asked for; all where nothing such is."""
        return sum(len(self._tiers(number, some)[0]) for number, some in enumerate(documents))

    def _best_of(self, number: int, some: BitMap, sort: Sort, wanted: int) -> Iterator[_Ranked]:
        """The best documents of a segment, in order."""
        columns = self._columns(number, some, sort)
        for tier, documents in enumerate(self._tiers(number, some)):
            chosen, keys = smallest(documents, columns, wanted)
            wanted -= len(chosen)
            for document, *key in zip(chosen.tolist(), *(column.tolist() for column in keys[:-1]), strict=True):
                yield (tier, *key), Place(number, document)

    def _with_titles(self, ranked: Iterable[_Ranked]) -> Iterator[tuple[tuple[float | bytes, ...], Place]]:
        """Add what tells equals of several segments apart; within a segment it is the column `order`."""
        for key, place in ranked:
            segment = self.selection.catalogue.segments[place.segment]
            yield (*key, segment.titles[place.document], segment.ids[place.document]), place

    def _tiers(self, number: int, some: BitMap) -> tuple[Numbers, ...]:
        """Documents that are, or say, something that is asked for, then the others; split up once."""
        known = self._split.get(id(some))
        if known is None or known[0] is not some:
            documents, points = as_array(some), self.scorings[number].points
            has = points[documents] > 0 if points is not None else None
            tiers = (documents,) if has is None else (documents[has], documents[~has])
            known = self._split[id(some)] = (some, tiers)
        return known[1]

    def _columns(self, number: int, some: BitMap, sort: Sort) -> list[_Column]:
        segment, scoring = self.selection.catalogue.segments[number], self.scorings[number]
        first: dict[Sort, list[_Column]] = {
            "fit": [],
            "newest": [lambda documents: -segment.published[documents]],
            "distance": [lambda documents: np.nan_to_num(scoring.distances(documents), nan=np.inf, posinf=np.inf)],
        }
        fit: _Column = lambda documents: -scoring.totals(documents, some)  # noqa: E731
        return [*first[sort], fit, lambda documents: segment.order[documents]]


def smallest(documents: Numbers, columns: list[_Column], wanted: int) -> tuple[Numbers, list[Numbers]]:
    """Return the first `wanted` documents by some columns, in order, with their values in each.

    A column is worked out only for the documents that the columns before it leave equal. The last one knows no equals.
    """
    decided, open_ = [documents[:0]], documents
    for column in columns:
        if len(open_) <= wanted or wanted <= 0:
            break
        values = column(open_)
        worst = np.partition(values, wanted - 1)[wanted - 1]
        decided.append(open_[values < worst])
        wanted -= len(decided[-1])
        open_ = open_[values == worst]
    chosen = np.concatenate([*decided, open_[: max(0, wanted)]])
    keys = [column(chosen) for column in columns]
    in_order = np.lexsort(keys[::-1])
    return chosen[in_order], [values[in_order] for values in keys]
