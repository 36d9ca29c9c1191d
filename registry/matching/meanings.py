"""The vectors of what is live, made in the background and kept in the database: each text is told to the model once.

Each process has those of its database in memory. A thread looks for changes, takes what another process has made, and
makes what is missing. A search never waits for it: an offer without a vector yet is found by its words alone.
"""

from __future__ import annotations

import logging
import threading
import time
import weakref
from collections.abc import Collection, Iterable
from typing import Any

import numpy as np
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from registry.db import Database
from registry.matching import semantic
from registry.matching.catalogue import Catalogue
from registry.matching.models import OfferMeaning
from registry.matching.segment import Numbers
from registry.matching.semantic import MODEL, Meanings
from registry.matching.wish import Wish
from registry.offers import queries
from registry.offers.models import Offer

#: Seconds between two looks for changes; after trouble they double up to the longest.
PAUSE, LONGEST_PAUSE = 2.0, 300.0
#: Seconds between two times that what was made so far is put to use.
PUT_TO_USE_EVERY = 10.0
_AT_A_TIME = 16
_IDS_AT_A_TIME = 500
_STORED = np.dtype("<f2")
_log = logging.getLogger("registry.matching")

_known: weakref.WeakKeyDictionary[Any, Meanings] = weakref.WeakKeyDictionary()


def compare(db: Session, catalogue: Catalogue, wish: Wish, sentence: str) -> Wish:
    """Return a wish with the offers that a sentence is most like; as it is, where the extra is off or not ready."""
    meanings = _known.get(db.get_bind().engine.pool)
    return semantic.compare(meanings, catalogue, wish, sentence) if meanings else wish


class Keeper:
    """Keeps the vectors of a database up to date, in this process and for the others."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="meanings", daemon=True)
        self._change = -1
        #: Offer → version and vector.
        self._rows: dict[str, tuple[str, Numbers]] = {}

    def start(self) -> None:
        """Begin, in a thread."""
        self._thread.start()

    def stop(self) -> None:
        """Finish the text at hand, and end."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        pause = PAUSE
        while not self._stopped.is_set():
            try:
                semantic.encoder().load()
                self.catch_up()
                pause = PAUSE
            except Exception:
                _log.exception("the vectors of offers could not be brought up to date")
                pause = min(2 * pause, LONGEST_PAUSE)
            self._stopped.wait(pause)

    def catch_up(self) -> None:
        """Bring everything up to date with what is live now."""
        with self._database.reading() as db:
            change = queries.latest_change(db)
            if change == self._change:
                return
            live = _live_versions(db)
            wanted = {id_: version for id_, version in live.items() if self._rows.get(id_, ("",))[0] != version}
            stored = _stored(db, wanted.values())
        self._rows = {id_: row for id_, row in self._rows.items() if live.get(id_) == row[0]}
        self._rows |= {id_: (version, stored[version]) for id_, version in wanted.items() if version in stored}
        self._put_to_use()
        self._make([id_ for id_, version in wanted.items() if version not in stored])
        _forget(self._database, set(live.values()))
        self._change = -1 if self._stopped.is_set() else change

    def _make(self, ids: list[str]) -> None:
        put_to_use = time.monotonic()
        for start in range(0, len(ids), _AT_A_TIME):
            if self._stopped.is_set():
                return
            with self._database.reading() as db:
                offers = queries.live_offers(db, ids[start : start + _AT_A_TIME])
            made = semantic.encoder().offers([offer.content for offer in offers]).astype(_STORED)
            _store(self._database, {offer.version_id: row for offer, row in zip(offers, made, strict=True)})
            rows = made.astype(np.float32)  # the same numbers as for a process that reads them
            self._rows |= {offer.id: (offer.version_id, row) for offer, row in zip(offers, rows, strict=True)}
            if time.monotonic() - put_to_use > PUT_TO_USE_EVERY:
                self._put_to_use()
                put_to_use = time.monotonic()
        if ids:
            self._put_to_use()

    def _put_to_use(self) -> None:
        rows = [row for _, row in self._rows.values()]
        matrix = np.array(rows, dtype=np.float32).reshape(-1, semantic.DIMENSIONS)
        _known[self._database.engine.pool] = Meanings(tuple(self._rows), matrix)


def _live_versions(db: Session) -> dict[str, str]:
    live = select(Offer.id, Offer.live_version_id).where(Offer.status == "live", Offer.live_version_id.is_not(None))
    return {id_: version for id_, version in db.execute(live.order_by(Offer.id)).all() if version is not None}


def _stored(db: Session, versions: Iterable[str]) -> dict[str, Numbers]:
    """Return the vectors of some versions that are in the database."""
    found: dict[str, Numbers] = {}
    for some in _portions(versions):
        rows = select(OfferMeaning.version_id, OfferMeaning.vector).where(
            OfferMeaning.model == MODEL, OfferMeaning.version_id.in_(some)
        )
        found |= {version: np.frombuffer(vector, _STORED).astype(np.float32) for version, vector in db.execute(rows)}
    return found


def _store(database: Database, vectors: dict[str, Numbers]) -> None:
    """Keep vectors; where another process was faster, or a text is gone by now, there is nothing to keep."""
    for version, vector in vectors.items():
        try:
            with database.writing() as db, db.begin():
                if db.get(OfferMeaning, (version, MODEL)) is None:
                    db.add(OfferMeaning(version_id=version, model=MODEL, vector=vector.tobytes()))
        except IntegrityError:
            continue


def _forget(database: Database, live: Collection[str]) -> None:
    """Delete the vectors of texts that aren't live any more, and those of other models."""
    with database.reading() as db:
        rows = db.execute(select(OfferMeaning.version_id, OfferMeaning.model)).all()
    gone = [version for version, model in rows if version not in live]
    if gone or any(model != MODEL for _, model in rows):
        with database.writing() as db, db.begin():
            db.execute(delete(OfferMeaning).where(OfferMeaning.model != MODEL))
            for some in _portions(gone):
                db.execute(delete(OfferMeaning).where(OfferMeaning.version_id.in_(some)))


def _portions(ids: Iterable[str]) -> list[list[str]]:
    known = sorted(set(ids))
    return [known[start : start + _IDS_AT_A_TIME] for start in range(0, len(known), _IDS_AT_A_TIME)]
