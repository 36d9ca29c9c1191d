"""The catalogue of a database, kept fresh: the only place in matching that looks at one.

Each request asks for the number of the latest change, which is a look-up in an index. A request that begins after a
publication was committed therefore sees it. Whatever takes long (making a base, merging, very many changes at once,
new words to read offers with) is done beside the requests, while the old catalogue serves; see `keeper.py`.
"""

from __future__ import annotations

import threading
import weakref
from functools import partial
from typing import Any

from litestar.exceptions import ServiceUnavailableException
from sqlalchemy.orm import Session

from registry.matching.catalogue import Catalogue
from registry.matching.keeper import Keeper
from registry.offers import queries

#: Seconds that a request waits for the first catalogue of a large database.
_PATIENCE = 20.0

_keepers: weakref.WeakKeyDictionary[Any, Keeper] = weakref.WeakKeyDictionary()
_keepers_lock = threading.Lock()


class NotReady(ServiceUnavailableException):
    """The first catalogue of a large database is still being made."""


def current(db: Session) -> Catalogue:
    """Return the catalogue of what is live, as this transaction sees it or newer.

    Call it only where nothing has been written: what isn't committed must not be found.

    Raises:
        NotReady: there is none yet.
    """
    keeper = _keeper(db)
    latest = queries.latest_change(db)
    catalogue = keeper.catalogue_at(db, latest, patience=_PATIENCE)
    if catalogue is None:
        raise NotReady
    return catalogue.reading(partial(queries.live_offers, db), is_current=catalogue.change == latest)


def is_ready(db: Session) -> bool:
    """Whether the catalogue is there to be asked; if it isn't, it is being made."""
    return _keeper(db).catalogue_at(db, queries.latest_change(db), patience=0.0) is not None


def settle(db: Session) -> None:
    """Wait until nothing is done beside the requests any more."""
    _keeper(db).settle()


def _keeper(db: Session) -> Keeper:
    """The keeper of the session's database: sessions of one database share their pool of connections."""
    engine = db.get_bind().engine
    with _keepers_lock:
        keeper = _keepers.get(engine.pool)
        if keeper is None:
            keeper = _keepers[engine.pool] = Keeper(engine)
        return keeper
