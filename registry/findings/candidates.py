"""The few offers that are worth comparing with one, found by what is rare in it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

import numpy as np
from sqlalchemy.orm import Session

from registry.findings import pairs, words
from registry.findings.reading import read
from registry.findings.rules import Likeness, likeness
from registry.matching import live
from registry.matching.catalogue import Catalogue
from registry.offers.content import OfferContent
from registry.offers.queries import LiveOffer

#: So many of an offer's rarest terms are looked up; a term that more offers have than this tells nothing apart.
_TERMS, _TOO_COMMON = 24, 400
#: So many of those terms must be shared, and so many candidates are read.
_SHARED, _MOST = 3, 12


@dataclass(frozen=True)
class Alike:
    """A live offer that is likely to be the same as another one, and why."""

    offer: LiveOffer
    likeness: Likeness

    @property
    def reasons(self) -> list[str]:
        """Why, in words."""
        return [*words.reasons(self.likeness), *words.doubts(self.likeness)]


def candidates(catalogue: Catalogue, terms: Collection[str], *, without: Collection[str]) -> list[str]:
    """Return the ids of live offers that share several rare terms, the most first.

    It reads the postings of some rare terms only, so it costs the same among a hundred thousand offers as among a few.
    """
    rare = _rarest(catalogue, terms)
    scores: dict[str, int] = {}
    for segment, alive in zip(catalogue.segments, catalogue.alive, strict=True):
        postings = [documents for term in rare if 0 < len(documents := segment.postings(term)[0]) <= _TOO_COMMON]
        if not postings:
            continue
        documents, counts = np.unique(np.concatenate(postings), return_counts=True)
        least = min(_SHARED, len(rare))
        chosen = [(int(d), int(n)) for d, n in zip(documents, counts, strict=True) if n >= least and int(d) in alive]
        scores |= {segment.offer_id(document): count for document, count in chosen}
    best = sorted((id_ for id_ in scores if id_ not in without), key=lambda id_: (-scores[id_], id_))
    return best[:_MOST]


def alike_offers(catalogue: Catalogue, offer_id: str, organisation_id: str, content: OfferContent) -> list[Alike]:
    """Return the live offers that are likely to be the same as one, live or not, the most alike first."""
    mine = read(offer_id, organisation_id, content)
    found = catalogue.offers(candidates(catalogue, mine.title | mine.text, without={offer_id}))
    judged = [
        Alike(other, how)
        for other in found.values()
        if (how := likeness(mine, read(other.id, other.organisation_id, other.content), catalogue.rarity))
    ]
    return sorted(judged, key=lambda one: (-one.likeness.score, one.offer.id))


def rarity_of(db: Session) -> Callable[[str], float]:
    """Return how much a term tells offers apart; every term the same while the catalogue is still being made."""
    return live.current(db).rarity if live.is_ready(db) else lambda _term: 1.0


def not_told_apart(db: Session, offer_id: str, organisation_id: str, content: OfferContent) -> list[Alike]:
    """Return `alike_offers` without those that somebody told apart from this one; none while there is no catalogue.

    Call it only where nothing has been written.
    """
    if not live.is_ready(db):
        return []
    found = alike_offers(live.current(db), offer_id, organisation_id, content)
    apart = pairs.told_apart(db, offer_id, [one.offer.id for one in found])
    return [one for one in found if one.offer.id not in apart]


def _rarest(catalogue: Catalogue, terms: Collection[str]) -> list[str]:
    return sorted(terms, key=lambda term: (-catalogue.rarity(term), term))[: _TERMS * 2]
