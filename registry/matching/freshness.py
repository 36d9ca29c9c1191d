"""What offers count for that nobody has lately said to be still true: less and less."""

from __future__ import annotations

import numpy as np
from pyroaring import BitMap

from registry.matching import weights
from registry.matching.segment import Numbers, Segment, as_bitmap

_DAY = 24 * 3600.0
#: What a segment remembers is of one day.
_REMEMBERED = "freshness"


def freshness(days: Numbers) -> Numbers:
    """Return what offers count for that were confirmed so many days ago: less and less from half a year to a year."""
    over = (days - weights.FRESH_DAYS) / (weights.UNCONFIRMED_AFTER_DAYS - weights.FRESH_DAYS)
    return 1.0 - (1.0 - weights.UNCONFIRMED) * np.clip(over, 0.0, 1.0)


def days_since(one: Segment, documents: Numbers, now: float) -> Numbers:
    """Return how many whole days ago documents were confirmed, or published where they never were.

    Args:
        now: seconds since 1970.
    """
    confirmed, published = one.confirmed[documents], one.published[documents]
    last = np.where(np.isnan(confirmed), published, confirmed)
    days: Numbers = np.floor((now - last) / _DAY)
    return days


def fresh_documents(one: Segment, now: float) -> BitMap:
    """Return the documents of a segment whose freshness is 1; all but those that may change today are remembered."""
    today = now // _DAY
    known: tuple[float, BitMap, Numbers] | None = one.remembered.get(_REMEMBERED)
    if known is None or known[0] != today:
        known = one.remembered[_REMEMBERED] = (today, *_fresh_on(one, today * _DAY))
    _, fresh, unsure = known
    return fresh | as_bitmap(unsure[freshness(days_since(one, unsure, now)) == 1.0])


def _fresh_on(one: Segment, midnight: float) -> tuple[BitMap, Numbers]:
    """The documents that are fresh all day from midnight on, and those that are so for a part of it."""
    documents = np.arange(len(one))
    at_first, at_last = (freshness(days_since(one, documents, moment)) == 1.0 for moment in (midnight, midnight + _DAY))
    return as_bitmap(documents[at_last]), documents[at_first & ~at_last]
