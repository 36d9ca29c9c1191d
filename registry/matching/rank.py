"""Search: from a catalogue and a wish to an outcome, best first, the same on any database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

from pyroaring import BitMap

from registry.matching.catalogue import Catalogue
from registry.matching.conditions import Condition
from registry.matching.explain import Explainer, known_distance
from registry.matching.facets import count_facets
from registry.matching.order import Order, Place
from registry.matching.outcome import Match, Outcome
from registry.matching.relax import relaxations
from registry.matching.scoring import Scored
from registry.matching.selection import Documents, Selection, total
from registry.matching.wish import Wish
from registry.offers.queries import LiveOffer

#: No more than this many offers are shown that may fit, or nearly do.
MOST_ASIDE = 20


def search(
    catalogue: Catalogue,
    wish: Wish,
    *,
    now: dt.datetime,
    limit: int = 20,
    offset: int = 0,
    facets: bool = True,
    few: int | None = None,
) -> Outcome:
    """Return what a catalogue holds for a wish, in the wish's order.

    Args:
        now: decides what is confirmed lately.
        limit: how many results to return; all are counted.
        offset: how many of the best results to leave out.
        facets: whether to count choices too.
        few: look for what is nearly right only where no more than so many results are found; None for always.
    """
    selection = Selection(catalogue, wish)
    order, found = Order(selection, now), total(selection.results)
    results = order.best(selection.results, wish.sort, limit, offset)
    maybe = order.best(selection.maybe, wish.sort, MOST_ASIDE)
    nearly = _together(selection.nearly.values()) if few is None or found <= few else []
    near = order.best(nearly, "fit", MOST_ASIDE)
    matches = _Matches(order, [*results, *maybe, *near])
    matching = order.matching(selection.results)
    return Outcome(
        wish=wish,
        results=matches.of(results, beside=frozenset(results[max(0, matching - offset) :])),
        total=found,
        matching=matching,
        maybe=matches.of(maybe),
        maybe_total=total(selection.maybe),
        nearly=matches.of(near, are_near=True),
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
    place = Place(*found)
    return next(iter(_Matches(Order(Selection(catalogue, wish), now), [place]).of([place])), None)


def _together(sets: Iterable[Documents]) -> Documents:
    return [BitMap.union(BitMap(), *some) for some in zip(*sets, strict=True)]


class _Matches:
    """Documents with what they say, their scores and reasons; everything is read and worked out at once."""

    def __init__(self, order: Order, places: Iterable[Place]) -> None:
        self._selection = order.selection
        self._offers = self._read(places)
        self._scores: dict[Place, Scored] = {}
        self._explainers: list[Explainer] = []
        for number, scoring in enumerate(order.scorings):
            there = [place for place in self._offers if place.segment == number]
            scores = scoring.told([place.document for place in there]) if there else []
            self._scores |= zip(there, scores, strict=True)
            shown = {
                place.document: (self._offers[place].content, score.distance)
                for place, score in zip(there, scores, strict=True)
            }
            self._explainers.append(Explainer(order.selection, number, shown))

    def _read(self, places: Iterable[Place]) -> dict[Place, LiveOffer]:
        """What was withdrawn this moment is left out."""
        catalogue = self._selection.catalogue
        ids = {place: catalogue.segments[place.segment].offer_id(place.document) for place in places}
        offers = catalogue.offers(ids.values())
        return {place: offers[id_] for place, id_ in ids.items() if id_ in offers}

    def of(
        self, places: Iterable[Place], *, are_near: bool = False, beside: Collection[Place] = ()
    ) -> tuple[Match, ...]:
        """Return documents as matches with their reasons.

        Args:
            are_near: whether they fail one demand.
            beside: those that neither are nor say anything that is asked for.
        """
        return tuple(
            self._match(place, self._failed(place) if are_near else None, is_beside=place in beside)
            for place in places
            if place in self._offers
        )

    def _failed(self, place: Place) -> Condition:
        near = self._selection.nearly.items()
        return next(condition for condition, sets in near if place.document in sets[place.segment])

    def _match(self, place: Place, failed: Condition | None, *, is_beside: bool) -> Match:
        score, distance, parts = self._scores[place]
        explainer = self._explainers[place.segment]
        fits, misses, unsure = explainer.reasons(place.document)
        missing = explainer.missing(failed, place.document) if failed else None
        return Match(
            offer=self._offers[place],
            score=score,
            parts=parts,
            fits=fits,
            misses=tuple(reason for reason in misses if reason.kind != missing.kind) if missing else misses,
            unsure=unsure,
            distance_km=known_distance(distance),
            missing=missing,
            is_beside=is_beside,
        )
