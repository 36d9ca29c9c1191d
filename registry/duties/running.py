"""Running the duties that are due: one worker at a time does one, in short transactions, and another can go on."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from enum import Enum

from sqlalchemy import CursorResult, or_, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from registry import overlay, vocabulary
from registry.db import Database, new_id
from registry.duties import rules
from registry.duties.models import DutyRow
from registry.duties.register import DUTIES, NotNow
from registry.settings import Settings

_log = logging.getLogger("registry.duties")
_Clock = Callable[[], dt.datetime]


def run_due(
    database: Database, settings: Settings, clock: _Clock, is_stopped: Callable[[], bool] = lambda: False
) -> list[str]:
    """Do every duty that is due and that no other worker is at, and return the names of those that were finished.

    Args:
        database: where the duties do their work.
        settings: the settings of the site, for the duties.
        clock: tells the moment; tests travel with it.
        is_stopped: asked between two batches; what is left then is another's, or tomorrow's.
    """
    run = new_id()
    finished: list[str] = []
    for name in DUTIES:
        standing = _standing(database, name, clock())
        if standing is _Standing.DUE:
            standing = _do(database, settings, name, run, clock, is_stopped)
            if standing is _Standing.DONE:
                finished.append(name)
        if standing in (_Standing.TAKEN, _Standing.DUE):
            break  # who has taken it goes on with the ones after it; so will the next one if this one has to stop
    return finished


class _Standing(Enum):
    DONE, RESTS, TAKEN, DUE = range(4)


def _standing(database: Database, name: str, now: dt.datetime) -> _Standing:
    with database.reading() as db:
        row = db.get(DutyRow, name)
    if row is None:
        return _Standing.DUE
    if row.done_on is not None and row.done_on >= rules.day_of(now):
        return _Standing.DONE
    if row.held_until is None or row.held_until <= now:
        return _Standing.DUE
    return _Standing.TAKEN if row.holder else _Standing.RESTS


def _do(
    database: Database, settings: Settings, name: str, run: str, clock: _Clock, is_stopped: Callable[[], bool]
) -> _Standing:
    """Do batches until none is left, and return how it stands then: still due when this worker has to stop."""
    while not is_stopped():
        now = clock()
        try:
            with vocabulary.using(overlay.of(database.engine)), database.writing() as db, db.begin():
                if not take(db, name, run, now):
                    return _Standing.TAKEN
                if not DUTIES[name](db, now=now, settings=settings):
                    _release(db, name, run, None, done_on=rules.day_of(now))
                    return _Standing.DONE
        except Exception as reason:
            if isinstance(reason, NotNow):
                _log.info("the duty %s rests for a while: %s", name, reason)
            else:
                _log.exception("the duty %s failed and rests for a while", name)
            _rest(database, name, run, clock())
            return _Standing.RESTS
    with database.writing() as db, db.begin():
        _release(db, name, run, None)
    return _Standing.DUE


def take(db: Session, name: str, run: str, now: dt.datetime) -> bool:
    """Take a duty that is due, or keep it, in the transaction of its next batch.

    Of several workers at the same moment one gets it: the others wait for the batch to end, and then see it taken. One
    that lost it meanwhile, since it was not heard of for long, sees that, too.
    """
    insert = postgresql.insert if db.get_bind().dialect.name == "postgresql" else sqlite.insert
    db.execute(insert(DutyRow).values(name=name).on_conflict_do_nothing())
    taken = db.execute(
        update(DutyRow)
        .where(
            DutyRow.name == name,
            or_(DutyRow.done_on.is_(None), DutyRow.done_on < rules.day_of(now)),
            or_(DutyRow.holder == run, DutyRow.held_until.is_(None), DutyRow.held_until <= now),
        )
        .values(holder=run, held_until=now + rules.LEASE)
    )
    assert isinstance(taken, CursorResult)  # noqa: S101
    return bool(taken.rowcount == 1)


def _rest(database: Database, name: str, run: str, now: dt.datetime) -> None:
    """Leave a duty that failed, or can't be done yet, alone for a while; unless another worker has it."""
    with database.writing() as db, db.begin():
        if take(db, name, run, now):
            _release(db, name, run, now + rules.REST)


def _release(db: Session, name: str, run: str, until: dt.datetime | None, **values: dt.date) -> None:
    db.execute(
        update(DutyRow)
        .where(DutyRow.name == name, DutyRow.holder == run)
        .values(holder=None, held_until=until, **values)
    )
