"""Who comes first: offers that are, or say, something that is asked for, then by the order wanted, then by title."""

from __future__ import annotations

import datetime as dt
import heapq
from collections.abc import Callable, Iterable, Iterator
from functools import reduce
from itertools import islice
from typing import NamedTuple

import numpy as np
from pyroaring import BitMap

from registry.matching.scoring import Scoring
from registry.matching.segment import Numbers, as_array
from registry.matching.selection import Documents, Selection
from registry.matching.values import Sort

#: So many more than are wanted are looked at first, where that can tell which others needn't be.
_TRIED = 6


class Column(NamedTuple):
    """What documents are ordered by.

    Attributes:
        values: their numbers → one number each, smallest first.
        least: their numbers → numbers that the values aren't below, found faster; None where that would tell nothing.
    """

    values: Callable[[Numbers], Numbers]
    least: Callable[[Numbers], Numbers | None] = lambda _: None


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
        self._split: dict[int, tuple[BitMap, tuple[BitMap, ...]]] = {}

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
        for tier, documents in self._parts(number, some, sort):
            if documents and wanted > 0:
                chosen = smallest(as_array(documents), columns, wanted)
                wanted -= len(chosen.documents)
                keys = (values.tolist() for values in chosen.values[:-1])
                for document, *key in zip(chosen.documents.tolist(), *keys, strict=True):
                    yield (tier, *key), Place(number, document)

    def _with_titles(self, ranked: Iterable[_Ranked]) -> Iterator[tuple[tuple[float | bytes, ...], Place]]:
        """Add what tells equals of several segments apart; within a segment it is the column `order`."""
        for key, place in ranked:
            segment = self.selection.catalogue.segments[place.segment]
            yield (*key, segment.titles[place.document], segment.ids[place.document]), place

    def _parts(self, number: int, some: BitMap, sort: Sort) -> Iterator[tuple[int, BitMap]]:
        """The tiers, and in each what is better than all the rest where that is known beforehand."""
        faultless = self.scorings[number].faultless if sort == "fit" else None
        for tier, documents in enumerate(self._tiers(number, some)):
            if faultless is None:
                yield tier, documents
            else:
                yield tier, documents & faultless
                yield tier, documents - faultless

    def _tiers(self, number: int, some: BitMap) -> tuple[BitMap, ...]:
        """Documents that are, or say, something that is asked for, then the others; split up once."""
        known = self._split.get(id(some))
        if known is None or known[0] is not some:
            having = self.scorings[number].having
            known = self._split[id(some)] = (some, (some,) if having is None else (some & having, some - having))
        return known[1]

    def _columns(self, number: int, some: BitMap, sort: Sort) -> list[Column]:
        segment, scoring = self.selection.catalogue.segments[number], self.scorings[number]
        first: dict[Sort, list[Column]] = {
            "fit": [],
            "newest": [Column(lambda documents: -segment.published[documents])],
            "distance": [
                Column(lambda documents: np.nan_to_num(scoring.distances(documents), nan=np.inf, posinf=np.inf))
            ],
        }
        fit = Column(lambda documents: -scoring.totals(documents, some), scoring.least)
        return [*first[sort], fit, Column(lambda documents: segment.order[documents])]


class Valued(NamedTuple):
    """Some documents with their values in the columns that are worked out."""

    documents: Numbers
    values: list[Numbers]

    def only(self, chosen: Numbers) -> Valued:
        """Return those at some places, or those that are true."""
        return Valued(self.documents[chosen], [values[chosen] for values in self.values])

    def and_also(self, others: Valued) -> Valued:
        """Return these and others."""
        both = zip(self.values, others.values, strict=True)
        documents = np.concatenate([self.documents, others.documents])
        return Valued(documents, [np.concatenate(values) for values in both])

    def by(self, column: Column) -> Valued:
        """Return them with one more column."""
        return Valued(self.documents, [*self.values, column.values(self.documents)])


def smallest(documents: Numbers, columns: list[Column], wanted: int) -> Valued:
    """Return the first `wanted` documents by some columns, in order, with their values in each.

    A column is worked out only for the documents that the columns before it leave equal. The last one knows no equals.
    """
    decided, open_ = list[Valued](), Valued(documents, [])
    for column in columns:
        if len(open_.documents) <= wanted:
            break
        open_ = _by(open_, column, wanted)
        values = open_.values[-1]
        worst = np.partition(values, wanted - 1)[wanted - 1]
        decided.append(open_.only(values < worst))
        wanted -= len(decided[-1].documents)
        open_ = open_.only(values == worst)
    decided.append(open_.only(np.arange(min(wanted, len(open_.documents)))))
    decided = [reduce(Valued.by, columns[len(some.values) :], some) for some in decided]
    chosen = reduce(Valued.and_also, decided)
    return chosen.only(np.lexsort(chosen.values[::-1]))


def _by(open_: Valued, column: Column, wanted: int) -> Valued:
    """Return documents with one more column, without those that can't be among the first `wanted` by it."""
    tried = _TRIED * wanted
    least = column.least(open_.documents) if len(open_.documents) > 2 * tried else None
    if least is None:
        return open_.by(column)
    first = np.argpartition(least, tried)[:tried]
    best = open_.only(first).by(column)
    least[first] = np.inf
    others = open_.only(least <= np.partition(best.values[-1], wanted - 1)[wanted - 1])
    return best.and_also(others.by(column)) if len(others.documents) else best
