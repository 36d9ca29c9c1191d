"""How a database's vocabulary stands: its edits, read when there is a new change, and remembered for every thread."""

from __future__ import annotations

import datetime as dt
import logging
import threading
import weakref
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from registry import vocabulary
from registry.overlay.models import VocabularyChange, VocabularyEdit
from registry.vocabulary import BrokenVocabulary, Edits, Fields, Place, Vocabulary

_log = logging.getLogger("registry.overlay")


@dataclass(frozen=True)
class State:
    """What lies over the package's data.

    Attributes:
        number: of the last change; 0 where there is none. at: when it was made.
        edits: the last edit of each place that has one, in the order in which the places were first edited.
        vocabulary: what comes out.
        set_aside: edits that no longer go together with the package's data, with the reason; they don't count.
    """

    number: int
    edits: Edits
    vocabulary: Vocabulary
    set_aside: Mapping[Place, BrokenVocabulary] = field(default_factory=dict)
    at: dt.datetime | None = None

    @property
    def sound(self) -> dict[Place, Fields]:
        """The edits that count."""
        return {place: fields for place, fields in self.edits.items() if place not in self.set_aside}


#: By the pool of connections, which all engines and sessions of one database share.
_states: weakref.WeakKeyDictionary[Any, State] = weakref.WeakKeyDictionary()
_lock = threading.Lock()


def current(db: Session) -> Vocabulary:
    """Return the vocabulary with a database's edits, as this transaction sees them."""
    return state(db).vocabulary


def of(engine: Engine) -> Vocabulary:
    """Return the vocabulary with a database's edits, looked up in a transaction of its own."""
    with Session(engine.execution_options(writes=False)) as db:
        return current(db)


def state(db: Session) -> State:
    """Return a database's edits and what they make, as this transaction sees them."""
    pool = db.get_bind().engine.pool
    last = _last(db)
    known = _states.get(pool)
    if known is None or (known.number, known.at) != last:
        with _lock:
            known = _states.get(pool)
            if known is None or (known.number, known.at) != last:
                number, at = last
                known = _states[pool] = replace(made(number, edits(db) if number else {}), at=at)
    return known


def _last(db: Session) -> tuple[int, dt.datetime | None]:
    """Return the number of the last change and when it was made; nothing that waits to be written is written.

    A number alone would do if no transaction that took one were ever rolled back.
    """
    newest = select(VocabularyChange.number, VocabularyChange.at).order_by(VocabularyChange.number.desc()).limit(1)
    row = db.connection().execute(newest).first()
    return (row.number, row.at) if row else (0, None)


def edits(db: Session) -> dict[Place, Fields]:
    """Return the last edit of each place that has one."""
    rows = db.connection().execute(
        select(VocabularyEdit.part, VocabularyEdit.entry, VocabularyEdit.fields).order_by(
            VocabularyEdit.change, VocabularyEdit.position
        )
    )
    return over((Place(part, entry), fields) for part, entry, fields in rows)


def over(rows: Iterable[tuple[Place, Fields]]) -> dict[Place, Fields]:
    """Return what counts of edits, given as they were made: the last one of each place, if it says anything."""
    return {place: fields for place, fields in dict(rows).items() if fields}


def made(number: int, edits: Edits) -> State:
    """Return what edits make; those that don't go together with the package's data are set aside."""
    sound, aside = dict(edits), dict[Place, BrokenVocabulary]()
    while True:
        try:
            return State(number, edits, vocabulary.edited(sound), aside)
        except BrokenVocabulary as broken:
            for place in [one for one in sound if _names(broken, one)] or list(sound):
                _log.warning("the edit of %s is set aside: %s", " ".join(place), broken)
                aside[place] = broken
                del sound[place]


def _names(broken: BrokenVocabulary, place: Place) -> bool:
    return broken.id in {place.entry, place.entry.partition(">")[0]}


@contextmanager
def reading(db: Session) -> Iterator[None]:
    """Within the block, whoever asks for the vocabulary in use is answered from this session."""
    choice = vocabulary.choice()
    if choice is None:
        yield
        return
    with choice.asking(partial(current, db)):
        yield
