"""Offers that resemble one: found by a search for what that one offers, so that likeness has reasons too."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from registry import danish
from registry.matching import activities
from registry.matching.catalogue import Catalogue
from registry.matching.outcome import Match
from registry.matching.rank import search
from registry.matching.wish import Chip, Wish
from registry.offers.content import OfferContent
from registry.offers.queries import LiveOffer
from registry.vocabulary import suggest_needs

#: So many of the best are looked through; an offer whose age doesn't fit isn't similar, however much it shares.
_CONSIDERED = 20


def similar(catalogue: Catalogue, offer: LiveOffer, *, now: dt.datetime, most: int = 3) -> tuple[Match, ...]:
    """Return up to `most` live offers that share a need or an activity with `offer` and take children of its age.

    Each comes with what it shares as `fits`, the most alike first; how far away they are is no part of likeness.
    """
    wish = Wish(tuple(_chips(offer.content)))
    if not wish.of("need", "activity"):
        return ()
    outcome = search(catalogue, wish, now=now, limit=_CONSIDERED, facets=False)
    alike = (match for match in outcome.results if match.offer.id != offer.id and _is_alike(match))
    return tuple(alike)[:most]


def _chips(content: OfferContent) -> Iterator[Chip]:
    """What the offer would be searched by; nothing is demanded."""
    text = ". ".join((content.title, content.summary or "", content.description, *content.keywords))
    needs = content.needs or [one.id for one in suggest_needs(text)]
    yield from (Chip("need", need, demand=False) for need in needs)
    yield from (Chip("activity", activity, demand=False) for activity in content.activities)
    named = ". ".join((content.title, *content.keywords))
    mentioned = activities.mentions(named, danish.words(named))
    yield from (Chip("activity", one.activity, demand=False) for one in mentioned if one.activity)
    if content.age_min is not None and content.age_max is not None:
        yield Chip("age", (content.age_min, content.age_max), demand=False)


def _is_alike(match: Match) -> bool:
    shares = any(reason.kind in {"need", "activity"} for reason in match.fits)
    return shares and not any(reason.kind == "age" for reason in match.misses)
