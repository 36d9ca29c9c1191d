"""Search: from a catalogue and a wish to an outcome, best first, the same on any database."""

from __future__ import annotations

import datetime as dt
import heapq
import math
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

import numpy as np
from pyroaring import BitMap

from registry.matching.catalogue import Catalogue
from registry.matching.conditions import Condition
from registry.matching.explain import Explainer, known_distance
from registry.matching.facets import count_facets
from registry.matching.outcome import Match, Outcome
from registry.matching.relax import relaxations
from registry.matching.scoring import Scores, score
from registry.matching.segment import Numbers, as_array
from registry.matching.selection import Documents, Selection, total
from registry.matching.values import Sort
from registry.matching.wish import Wish
from registry.offers.queries import LiveOffer

#: No more than this many offers are shown that may fit, or nearly do.
MOST_ASIDE = 20


class _Place(NamedTuple):
    """A document: which segment, which number in it."""

    segment: int
    document: int


def search(
    catalogue: Catalogue, wish: Wish, *, now: dt.datetime, limit: int = 20, offset: int = 0, facets: bool = True
) -> Outcome:
    """Return what a catalogue holds for a wish, in the wish's order.

    Args:
        now: decides what is confirmed lately.
        limit: how many results to return; all are counted.
        offset: how many of the best results to leave out.
        facets: whether to count choices too.
    """
    ranking = _Ranking(Selection(catalogue, wish), now)
    selection = ranking.selection
    nearly = [BitMap.union(BitMap(), *sets) for sets in zip(*selection.nearly.values(), strict=True)]
    results = ranking.best(selection.results, wish.sort, limit, offset)
    maybe = ranking.best(selection.maybe, wish.sort, MOST_ASIDE)
    near = ranking.best(nearly, "fit", MOST_ASIDE)
    ranking.read([*results, *maybe, *near])
    return Outcome(
        wish=wish,
        results=ranking.matches(results),
        total=total(selection.results),
        maybe=ranking.matches(maybe),
        maybe_total=total(selection.maybe),
        nearly=ranking.matches(near, are_near=True),
        nearly_total=total(nearly),
        relax=relaxations(selection),
        facets=count_facets(selection) if facets else {},
        demands=len(selection.demands),
    )


def explain_one(catalogue: Catalogue, wish: Wish, offer_id: str, *, now: dt.datetime) -> Match | None:
    """Return one offer as a match, whether or not it meets the demands; None when it isn't live."""
    found = catalogue.place(offer_id)
    if found is None:
        return None
    ranking, place = _Ranking(Selection(catalogue, wish), now), _Place(*found)
    ranking.read([place])
    return next(iter(ranking.matches([place])), None)


class _Ranking:
    """The scores and the order of one selection."""

    def __init__(self, selection: Selection, now: dt.datetime) -> None:
        self.selection = selection
        self._explainer = Explainer(selection)
        self._scores = [score(selection, number, now) for number in range(len(selection.offers))]
        self._offers: dict[_Place, LiveOffer] = {}

    def read(self, places: Iterable[_Place]) -> None:
        """Read what documents say, all at once; what was withdrawn this moment is left out of what follows."""
        ids = {place: self.selection.catalogue.segments[place.segment].offer_id(place.document) for place in places}
        offers = self.selection.catalogue.offers(ids.values())
        self._offers = {place: offers[id_] for place, id_ in ids.items() if id_ in offers}

    def matches(self, places: Iterable[_Place], *, are_near: bool = False) -> tuple[Match, ...]:
        """Return documents that were read as matches with their reasons; `are_near`: they fail one demand."""
        return tuple(
            self._match(place, self._failed(place) if are_near else None) for place in places if place in self._offers
        )

    def _failed(self, place: _Place) -> Condition:
        near = self.selection.nearly.items()
        return next(condition for condition, sets in near if place.document in sets[place.segment])

    def _match(self, place: _Place, failed: Condition | None) -> Match:
        number, document = place
        offer = self._offers[place]
        scores = self._scores[number]
        distance = float(scores.distance[document])
        fits, misses, unsure = self._explainer.reasons(number, document, offer.content, distance)
        missing = self._explainer.missing(failed, offer.content, distance) if failed else None
        return Match(
            offer=offer,
            score=float(scores.total[document]),
            parts=scores.of(document),
            fits=fits,
            misses=tuple(reason for reason in misses if missing is None or reason.kind != missing.kind),
            unsure=unsure,
            distance_km=known_distance(distance),
            missing=missing,
        )

    def best(self, documents: Documents, sort: Sort, limit: int, offset: int = 0) -> list[_Place]:
        """Return the best documents in order; ties go by title and id, so that the order is the same everywhere."""
        wanted = offset + limit
        ranked = [self._ranked(number, sort, as_array(some), wanted) for number, some in enumerate(documents) if some]
        merged = heapq.merge(*ranked)
        return [place for _, place in islice(merged, offset, wanted)]

    def _ranked(
        self, number: int, sort: Sort, documents: Numbers, wanted: int
    ) -> Iterator[tuple[tuple[float, float, bytes, bytes], _Place]]:
        """The best documents of a segment, each with what it is ordered by across segments."""
        segment, scores = self.selection.catalogue.segments[number], self._scores[number]
        first, second = _keys(sort, scores, segment.published, documents)
        if len(documents) > wanted:
            worst = np.partition(first, wanted - 1)[wanted - 1] if wanted else -math.inf
            kept = first <= worst
            documents, first, second = documents[kept], first[kept], second[kept]
        order = np.lexsort((segment.order[documents], second, first))[:wanted]
        for index in order:
            document = int(documents[index])
            key = (float(first[index]), float(second[index]), segment.titles[document], segment.ids[document])
            yield key, _Place(number, document)


def _keys(sort: Sort, scores: Scores, published: Numbers, documents: Numbers) -> tuple[Numbers, Numbers]:
    """What documents are ordered by, smallest first: the sort asked for, then the score."""
    fit = -scores.total[documents]
    if sort == "newest":
        return -published[documents], fit
    if sort == "distance":
        distance = scores.distance[documents]
        return np.where(np.isnan(distance), np.inf, distance), fit
    return fit, np.zeros(len(documents))
