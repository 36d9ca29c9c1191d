"""What a published text speaks of, and nobody chose. What it doesn't say is in `registry.offers.lacking`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from registry.offers import suggesting
from registry.offers.content import OfferContent

#: What an offer's text suggests and nobody took, as a kind of `OfferFinding`; the ids of it are the details.
UNTAKEN = "untaken"


def untaken(content: OfferContent, *, sector: str, dismissed: Collection[str], today: dt.date) -> list[str]:
    """Return the ids of needs and policy elements that a text suggests, and nobody chose or said no to."""
    found = suggesting.suggest(content, askable=suggesting.askable(sector, today), dismissed=dismissed)
    return [one.id for one in (*found.needs, *found.elements)]
