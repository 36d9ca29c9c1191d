"""The catalogue of a database, kept fresh: the only place in matching that looks at one.

Each request asks for the number of the latest change, which is a look-up in an index. A request that begins after a
publication was committed therefore sees it. One thread updates; another waits only if it may not read the old one.
"""

from __future__ import annotations

import threading
import weakref
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from registry import vocabulary
from registry.matching.catalogue import Catalogue
from registry.offers import queries


class _Holder:
    """A database's catalogue, and the lock that whoever replaces it holds."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.catalogue: Catalogue | None = None


_holders: weakref.WeakKeyDictionary[Any, _Holder] = weakref.WeakKeyDictionary()
_holders_lock = threading.Lock()


def current(db: Session) -> Catalogue:
    """Return the catalogue of what is live, as this transaction sees it or newer.

    Call it only where nothing has been written: what isn't committed must not be found.
    """
    holder = _holder(db)
    latest = queries.latest_change(db)
    catalogue = _updated(holder, db, latest)
    return catalogue.reading(partial(queries.live_offers, db), is_current=catalogue.change == latest)


def _updated(holder: _Holder, db: Session, latest: int) -> Catalogue:
    catalogue = holder.catalogue
    if catalogue is not None and _is_fresh(catalogue, latest):
        return catalogue
    with holder.lock:
        catalogue = holder.catalogue
        if catalogue is None or catalogue.vocabulary is not vocabulary.current():
            texts = partial(queries.live_offers, db)
            catalogue = Catalogue.build(
                queries.each_live_offer(db), vocabulary.current(), change=latest, texts=texts
            ).reading(_nobody)
        elif catalogue.change < latest:
            newest, changed = queries.changed_since(db, catalogue.change)
            offers = queries.live_offers(db, changed)
            catalogue = catalogue.updated(offers, changed - {offer.id for offer in offers}, change=newest)
        holder.catalogue = catalogue
    return catalogue


def _nobody(_ids: object) -> list[queries.LiveOffer]:
    """What a catalogue reads texts with between requests."""
    return []


def _is_fresh(catalogue: Catalogue, latest: int) -> bool:
    return catalogue.change >= latest and catalogue.vocabulary is vocabulary.current()


def _holder(db: Session) -> _Holder:
    """The holder of the session's database: sessions of one database share their pool of connections."""
    pool = db.get_bind().engine.pool
    with _holders_lock:
        return _holders.setdefault(pool, _Holder())
