"""How good the search is, by searches that people have judged: pure measures, and a catalogue measured with them.

A judged search is a sentence with a grade for each offer that belongs in its answer (2 just right, 1 useful) and the
demands that none of the first ten may violate. The measures are the usual ones:

- nDCG@10: the gain of the first ten, 2^grade - 1, discounted by log2(rank + 1), as a share of the best possible;
- reciprocal rank: 1 by the rank of the first offer with a grade; its mean over searches is MRR;
- recall@20: the share of the offers with a grade that are among the first twenty.

Offers whose absence is no fault, because the data doesn't hold them, don't count; a search for which nothing fits has
no measures, only demands.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Annotated

import msgspec
from msgspec import Meta

from registry import vocabulary
from registry.matching import activities
from registry.matching.catalogue import Catalogue
from registry.matching.rank import search
from registry.matching.semantic import Compare
from registry.matching.understand import understand
from registry.matching.wish import Chip, Wish
from registry.offers.content import Day, OfferContent
from registry.offers.queries import LiveOffer
from registry.vocabulary import distance_km

GAIN_AT, RECALL_AT = 10, 20

_Years = Annotated[int, Meta(ge=0, le=120)]


class Demands(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """What an offer must not contradict; the fields are those of the search API. Not saying is no contradiction."""

    age: tuple[_Years, _Years] | None = None
    postal_code: Annotated[str, Meta(pattern=r"^\d{4}$")] | None = None
    radius_km: Annotated[float, Meta(ge=0)] | None = None
    weekdays: tuple[Day, ...] = ()
    free: bool = False
    languages: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    not_activities: tuple[str, ...] = ()


class JudgedSearch(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """A search; `judgments`: an offer's external id, or its id → 2 just right, 1 useful, 0 out of place."""

    id: Annotated[str, Meta(min_length=1, max_length=60)]
    text: Annotated[str, Meta(min_length=1, max_length=500)]
    judgments: dict[str, Annotated[int, Meta(ge=0, le=2)]]
    demands: Demands = Demands()


@dataclass(frozen=True, slots=True)
class Found:
    """An offer among the first ten or twenty, with its grade and the names of the demands that it violates."""

    rank: int
    offer: LiveOffer
    grade: int
    violates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """One search, measured.

    Attributes:
        understood: the chips that the sentence was read into.
        found: the first twenty results. missed: offers with a grade that aren't among them, best first.
        total: number of results.
        ndcg, reciprocal_rank, recall: None where nothing in the data has a grade.
    """

    search: JudgedSearch
    understood: tuple[Chip, ...]
    found: tuple[Found, ...]
    missed: tuple[LiveOffer, ...]
    total: int
    ndcg: float | None
    reciprocal_rank: float | None
    recall: float | None

    @property
    def violating(self) -> tuple[Found, ...]:
        """Those of the first ten that violate a demand."""
        return tuple(one for one in self.found[:GAIN_AT] if one.violates)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All searches, measured. `absent`: ids that are judged but not in the data."""

    searches: tuple[Measured, ...]
    absent: frozenset[str]

    @property
    def ndcg(self) -> float | None:
        """Mean nDCG@10; None when no search has one."""
        return _mean(one.ndcg for one in self.searches)

    @property
    def mrr(self) -> float | None:
        """Mean reciprocal rank."""
        return _mean(one.reciprocal_rank for one in self.searches)

    @property
    def recall(self) -> float | None:
        """Mean recall@20."""
        return _mean(one.recall for one in self.searches)

    @property
    def violations(self) -> int:
        """Number of offers among the first ten of any search that violate a demand of it."""
        return sum(len(one.violating) for one in self.searches)

    @property
    def measured(self) -> int:
        """Number of searches that something in the data has a grade for."""
        return sum(one.ndcg is not None for one in self.searches)


def evaluate(
    catalogue: Catalogue,
    searches: Iterable[JudgedSearch],
    judged_offers: Iterable[LiveOffer],
    *,
    now: dt.datetime,
    compare: Compare | None = None,
) -> Evaluation:
    """Read and run each search as the find page does, and measure its results.

    Args:
        judged_offers: those of the catalogue's offers that searches have grades for; others do no harm.
        compare: how sentences are compared with offers by their meaning; None where they aren't.
    """
    offers = {key: offer for offer in judged_offers for key in _keys(offer)}
    measured = tuple(_measure(catalogue, offers, one, now, compare) for one in searches)
    judged = {id_ for one in measured for id_ in one.search.judgments}
    return Evaluation(measured, frozenset(judged - offers.keys()))


def _measure(
    catalogue: Catalogue,
    offers: Mapping[str, LiveOffer],
    judged: JudgedSearch,
    now: dt.datetime,
    compare: Compare | None,
) -> Measured:
    grades = {offers[id_].id: grade for id_, grade in judged.judgments.items() if id_ in offers}
    offer_of = {offer.id: offer for offer in offers.values()}
    chips = tuple(understand(judged.text, catalogue).chips)
    wish = compare(catalogue, Wish(chips), judged.text) if compare else Wish(chips)
    outcome = search(catalogue, wish, now=now, limit=RECALL_AT, facets=False)
    found = []
    for rank, match in enumerate(outcome.results, start=1):
        broken = tuple(violated(match.offer.content, judged.demands))
        found.append(Found(rank, match.offer, grades.get(match.offer.id, 0), broken))
    reached = [one.grade for one in found]
    seen = {one.offer.id for one in found}
    best_first = sorted((id_ for id_, grade in grades.items() if grade), key=lambda id_: (-grades[id_], id_))
    return Measured(
        search=judged,
        understood=chips,
        found=tuple(found),
        missed=tuple(offer_of[id_] for id_ in best_first if id_ not in seen),
        total=outcome.total,
        ndcg=ndcg(reached, list(grades.values())),
        reciprocal_rank=reciprocal_rank(reached) if best_first else None,
        recall=recall(reached, list(grades.values())),
    )


def _keys(offer: LiveOffer) -> tuple[str, ...]:
    """What a judgment may name an offer by: its external id, or the id in its address."""
    return (offer.id, offer.external_id) if offer.external_id else (offer.id,)


def ndcg(reached: Sequence[int], judged: Sequence[int], at: int = GAIN_AT) -> float | None:
    """Return the normalised discounted cumulative gain.

    Args:
        reached: grades of the results in their order. judged: all grades given. at: how many results count.
    """
    ideal = _gain(sorted(judged, reverse=True)[:at])
    return _gain(reached[:at]) / ideal if ideal else None


def _gain(grades: Sequence[int]) -> float:
    return sum(float(2**grade - 1) / math.log2(rank + 1) for rank, grade in enumerate(grades, start=1))


def reciprocal_rank(reached: Sequence[int]) -> float:
    """Return 1 by the rank of the first result with a grade; 0 when there is none."""
    return next((1 / rank for rank, grade in enumerate(reached, start=1) if grade), 0.0)


def recall(reached: Sequence[int], judged: Sequence[int], at: int = RECALL_AT) -> float | None:
    """Return the share of what has a grade that is among the first results."""
    relevant = sum(grade > 0 for grade in judged)
    return sum(grade > 0 for grade in reached[:at]) / relevant if relevant else None


def violated(content: OfferContent, demands: Demands) -> Iterator[str]:
    """Yield the names of the demands that an offer contradicts, read from its content without the index."""
    if demands.age and not _takes(content, *demands.age):
        yield "age"
    if demands.postal_code and _is_elsewhere(content, demands.postal_code, demands.radius_km or 0):
        yield "postal_code"
    if demands.weekdays and content.weekly and not {slot.day for slot in content.weekly} & set(demands.weekdays):
        yield "weekdays"
    if demands.free and content.price_dkk:
        yield "free"
    if demands.languages and content.languages and not set(content.languages) & set(demands.languages):
        yield "languages"
    if demands.access and content.access and not set(demands.access) <= set(content.access):
        yield "access"
    if set(demands.not_activities) & named(content):
        yield "not_activities"


def _takes(content: OfferContent, low: int, high: int) -> bool:
    return (content.age_min or 0) <= high and low <= (120 if content.age_max is None else content.age_max)


def _is_elsewhere(content: OfferContent, code: str, radius_km: float) -> bool:
    own, postals = content.postal_code, vocabulary.current().postals
    if not own or own == code or content.where in {"comes_to_you", "online"} or "online" in content.setting:
        return False
    if own in postals and code in postals:
        return distance_km(postals[own], postals[code]) > radius_km
    return radius_km == 0


def named(content: OfferContent) -> set[str]:
    """Return the activities that an offer has chosen or names, concrete ones and what they belong to."""
    texts = (content.title, content.summary or "", content.description, *content.keywords)
    mentions = [mention.activity for text in texts for mention in activities.mentions(text) if mention.activity]
    return {*content.activities, *(wider for id_ in mentions for wider in activities.wider(id_))}


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return fmean(known) if known else None
