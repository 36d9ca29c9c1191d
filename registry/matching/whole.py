"""All that a search found, for who takes it away as a file: only which offers, in which order."""

from __future__ import annotations

import datetime as dt

from registry.matching.catalogue import Catalogue
from registry.matching.order import Order
from registry.matching.selection import Selection, total
from registry.matching.wish import Wish


def found_ids(catalogue: Catalogue, wish: Wish, *, now: dt.datetime) -> list[str]:
    """Return the ids of every offer that meets each demand, in the order of the list."""
    selection = Selection(catalogue, wish)
    places = Order(selection, now).best(selection.results, wish.sort, total(selection.results))
    return [catalogue.segments[place.segment].offer_id(place.document) for place in places]
