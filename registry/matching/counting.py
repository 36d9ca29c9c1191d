"""Counting searches: how often a need or an area is searched for, and how often too little was found.

Only chips are counted, never words of a sentence, each by itself: nothing tells which chips one search had together,
when in the day it was, or who asked. A search adds to numbers in memory and is not slowed; a thread writes them down
now and then. What a process that dies hasn't written down yet, a minute's searches, is lost, and that is fine.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from registry import vocabulary
from registry.db import Database
from registry.matching.models import SearchCount
from registry.matching.wish import Wish

#: Seconds between two times of writing down.
PAUSE = 30.0
#: Fewer results than this are few.
FEW = 5
_log = logging.getLogger("registry.matching")


class Kind(StrEnum):
    """What is counted: all searches, a need, an area of the municipality, or that a kind of chip was there at all."""

    ALL = "all"
    NEED = "need"
    AREA = "area"
    CHIP = "chip"


class Found(StrEnum):
    """How much a search found."""

    NONE = "none"
    FEW = "few"
    MANY = "many"


_Key = tuple[dt.date, Kind, str, Found]


class SearchCounter:
    """The numbers of one process until they are written down; safe in threads."""

    def __init__(self) -> None:
        self._counts: Counter[_Key] = Counter()
        self._lock = threading.Lock()

    def note(self, wish: Wish, total: int, *, day: dt.date) -> None:
        """Count a search for these chips, of which `total` offers met every demand."""
        found = Found.NONE if total == 0 else Found.FEW if total < FEW else Found.MANY
        with self._lock:
            self._counts.update((day, kind, value, found) for kind, value in _counted(wish))

    def flush(self, db: Session) -> int:
        """Add the numbers to those in the database, forget them here, and return how many there were."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
        insert = postgresql.insert if db.get_bind().dialect.name == "postgresql" else sqlite.insert
        for (day, kind, value, found), count in sorted(
            counts.items()
        ):  # in one order: processes don't block each other
            added = insert(SearchCount).values(day=day, kind=kind, value=value, found=found, count=count)
            db.execute(
                added.on_conflict_do_update(
                    index_elements=["day", "kind", "value", "found"],
                    set_={"count": SearchCount.count + added.excluded["count"]},
                )
            )
        return len(counts)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to write down."""
        return not self._counts


class Flusher:
    """A thread that writes a counter's numbers down now and then, and when it is stopped."""

    def __init__(self, database: Database, counter: SearchCounter) -> None:
        self._database, self._counter = database, counter
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="counting", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self, patience: float = 5) -> None:
        """Write down what is left, within so many seconds."""
        self._stopped.set()
        self._thread.join(timeout=patience)

    def _run(self) -> None:
        last = False
        while not last:
            last = self._stopped.wait(PAUSE)
            try:
                self._write()
            except Exception:
                _log.exception("the numbers of searches could not be written down")

    def _write(self) -> None:
        if not self._counter.is_empty:
            with self._database.writing() as db, db.begin():
                self._counter.flush(db)


def _counted(wish: Wish) -> Iterator[tuple[Kind, str]]:
    """What of a search is counted, each once."""
    words = vocabulary.current()
    yield Kind.ALL, ""
    yield from {(Kind.CHIP, chip.kind) for chip in wish.chips}
    yield from {(Kind.NEED, str(chip.value)) for chip in wish.of("need") if chip.value in words.needs}
    postals = (words.postals.get(str(chip.value)) for chip in wish.of("place"))
    yield from {(Kind.AREA, postal.area) for postal in postals if postal}
