"""Keeps one database's catalogue: starts it, updates it, and has the long work done beside the requests.

Small catalogues are made within a request and held in memory. Large ones have a base in a file beside the database,
which a process of its own makes and all server processes share.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from registry import overlay, vocabulary
from registry.matching import making, saved
from registry.matching.catalogue import Catalogue
from registry.matching.saved import DoesNotFit, Purpose
from registry.offers import queries

try:
    import fcntl
except ImportError:  # Windows: two processes may make the same base, which is only work done twice
    fcntl = None  # type: ignore[assignment]

#: From so many live offers on, a catalogue has its base in a file.
LARGE = 5000
#: More changes than this at a time are taken in beside the requests.
_MOST_AT_ONCE = 2000
#: Seconds until work that failed is tried again.
_REST = 60.0
_log = logging.getLogger("registry.matching")


class Keeper:
    """The catalogue of one database, for every thread of this process."""

    def __init__(self, engine: Engine) -> None:
        # the keeper lives as long as the engine's pool does, so it must not keep that alive itself
        self._engine = weakref.ref(engine)
        self._lock = threading.Lock()
        self._catalogue: Catalogue | None = None
        self._worker: threading.Thread | None = None
        self._rests_until = 0.0
        self._file = base_file(engine)

    def catalogue_at(self, db: Session, latest: int, *, patience: float) -> Catalogue | None:
        """Return the catalogue as it is at change `latest` or later, None where there is none after the wait.

        It is older only while very many changes, or new words, are being taken in beside.

        Args:
            patience: seconds to wait for the first one of a large database.
        """
        known = self._catalogue
        if known is None:
            known = self._first(db, latest, patience)
        if known is not None and known.change < latest:
            known = self._updated(db)
        if known is None:
            return None
        if known.vocabulary.version != vocabulary.current().version:
            self._beside(self._remake)
        elif known.is_worth_merging:
            self._beside(self._remake if self._is_large(known) else self._merge)
        return known

    def settle(self) -> None:
        """Wait until the work beside is done."""
        worker = self._worker
        if worker:
            worker.join()

    def _first(self, db: Session, latest: int, patience: float) -> Catalogue | None:
        with self._lock:
            if self._catalogue is None and self._worker is None:
                if queries.number_of_live_offers(db) < LARGE:
                    self._catalogue = _read_all(db, latest)
                else:
                    self._catalogue = self._opened(db, lambda _: True)
            if self._catalogue is not None:
                return self._catalogue
        worker = self._beside(self._remake)
        worker.join(patience)
        return self._catalogue

    def _updated(self, db: Session) -> Catalogue | None:
        with self._lock:
            known = self._catalogue
            if known is None:
                return None
            newest, changed = queries.changed_since(db, known.change)
            if len(changed) <= _MOST_AT_ONCE:
                self._catalogue = known = _taken_in(db, known, changed, newest)
                return known
        self._beside(self._catch_up)
        return known

    # Beside the requests -----------------------------------------------------------------------------------------

    def _beside(self, work: Callable[[Session], Catalogue | None]) -> threading.Thread:
        """Begin some work, unless there is some already, or the last one failed a moment ago."""
        with self._lock:
            if self._worker is None or (not self._worker.is_alive() and time.monotonic() >= self._rests_until):
                self._worker = threading.Thread(target=self._do, args=(work,), name="catalogue", daemon=True)
                self._worker.start()
            return self._worker

    def _do(self, work: Callable[[Session], Catalogue | None]) -> None:
        engine = self._engine()
        if engine is None:
            return
        engine = engine.execution_options(writes=False)  # whoever asked first may have been about to write
        try:
            with vocabulary.using(overlay.of(engine)):
                with Session(engine) as db:
                    made = work(db)
                if made is not None:
                    self._swap(engine, made)
        except Exception:
            self._rests_until = time.monotonic() + _REST
            _log.exception("the catalogue could not be renewed; the old one serves on")

    def _swap(self, engine: Engine, made: Catalogue) -> None:
        """Bring a new catalogue up to date, first without anybody waiting, and let it serve."""
        with Session(engine) as db:
            made = self._caught_up(db, made)
        with self._lock, Session(engine) as db:
            newest, changed = queries.changed_since(db, made.change)
            self._catalogue = _taken_in(db, made, changed, newest)

    def _remake(self, db: Session) -> Catalogue | None:
        """Make a base of all live offers as they are now, or open one that another process has made meanwhile."""
        known = self._catalogue
        latest = queries.latest_change(db)
        if queries.number_of_live_offers(db) < LARGE:
            return _read_all(db, latest)
        has = (
            known.base_change if known is not None and known.vocabulary.version == vocabulary.current().version else -1
        )
        try:
            with _alone(self._file):
                opened = self._opened(db, lambda purpose: purpose.change > has)
                if opened is None:
                    making.make_base(_url(db), self._file)
                    opened = self._opened(db, lambda _: True)
            if opened is not None:
                return opened
            _log.warning("the base that was made doesn't fit; the catalogue is made in memory")
        except OSError as error:
            _log.warning("no base can be made beside the database, so the catalogue is made in memory: %s", error)
        return _read_all(db, latest)

    def _merge(self, _db: Session) -> Catalogue | None:
        known = self._catalogue
        return None if known is None else known.merged()

    def _catch_up(self, db: Session) -> Catalogue | None:
        known = self._catalogue
        return None if known is None else self._caught_up(db, known)

    @staticmethod
    def _caught_up(db: Session, known: Catalogue) -> Catalogue:
        """Take in what has changed, a portion at a time; a portion that is taken in twice does no harm."""
        newest, changed = queries.changed_since(db, known.change)
        ids = sorted(changed)
        for start in range(0, len(ids), _MOST_AT_ONCE):
            known = _taken_in(db, known, set(ids[start : start + _MOST_AT_ONCE]), known.change)
        return _taken_in(db, known, set(), newest)

    def _opened(self, db: Session, suits: Callable[[Purpose], bool]) -> Catalogue | None:
        """Open the saved base, if there is one that fits this program, these words and this database."""
        words = vocabulary.current()

        def fits(purpose: Purpose) -> bool:
            return (
                purpose.version == saved.version_of(words)
                and purpose.change <= queries.latest_change(db)
                and purpose.log == queries.log_fingerprint(db, purpose.change)
                and suits(purpose)
            )

        try:
            base, purpose = saved.open_base(self._file, fits)
        except DoesNotFit as reason:
            _log.info("no saved base of the catalogue: %s", reason)
            return None
        return Catalogue(words, texts=_nobody).on([base], purpose.change)

    @staticmethod
    def _is_large(catalogue: Catalogue) -> bool:
        return len(catalogue) >= LARGE


def base_file(engine: Engine) -> Path:
    """Return where the base of a database is saved: beside an SQLite file, else below the folder of the start."""
    url = engine.url
    if url.get_backend_name() == "sqlite" and url.database:
        return Path(f"{url.database}.catalogue") / "base"
    name = hashlib.blake2b(f"{url.host}:{url.port}/{url.database}?{dict(url.query)}".encode(), digest_size=8)
    return Path("var") / "catalogue" / name.hexdigest() / "base"


def _read_all(db: Session, latest: int) -> Catalogue:
    words = vocabulary.current()
    base = making.read_offers(queries.each_live_offer(db), words)
    return Catalogue(words, texts=_nobody).on([base], latest)


def _taken_in(db: Session, known: Catalogue, changed: set[str], newest: int) -> Catalogue:
    offers = queries.live_offers(db, changed)
    return known.updated(offers, changed - {offer.id for offer in offers}, change=newest)


def _nobody(_ids: object) -> list[queries.LiveOffer]:
    """What a catalogue reads texts with between requests."""
    return []


def _url(db: Session) -> str:
    return db.get_bind().engine.url.render_as_string(hide_password=False)


@contextlib.contextmanager
def _alone(file: Path) -> Iterator[None]:
    """Keep other processes from making the same base meanwhile."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.with_suffix(".lock").open("w") as lock:
        if fcntl is not None:
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
