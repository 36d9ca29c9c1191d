"""Running the duties that are due: one worker at a time does one, in short transactions, and another can go on."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from enum import Enum

from sqlalchemy import CursorResult, or_, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from registry.db import Database, new_id
from registry.duties import rules
from registry.duties.models import DutyRow
from registry.duties.register import DUTIES
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
        match _standing(database, name, clock()):
            case _Standing.DONE | _Standing.RESTS:
                continue
            case _Standing.TAKEN:
                break  # that worker goes on with the ones after it
        if not _take(database, name, run, clock()):
            break
        if _finish(database, settings, name, run, clock, is_stopped):
            finished.append(name)
        if is_stopped():
            break
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


def _take(database: Database, name: str, run: str, now: dt.datetime) -> bool:
    """Take a duty that is due; of several workers at the same moment, one gets it."""
    with database.writing() as db, db.begin():
        insert = postgresql.insert if db.get_bind().dialect.name == "postgresql" else sqlite.insert
        db.execute(insert(DutyRow).values(name=name).on_conflict_do_nothing())
        taken = db.execute(
            update(DutyRow)
            .where(
                DutyRow.name == name,
                or_(DutyRow.done_on.is_(None), DutyRow.done_on < rules.day_of(now)),
                or_(DutyRow.held_until.is_(None), DutyRow.held_until <= now),
            )
            .values(holder=run, held_until=now + rules.LEASE)
        )
        return _one(taken)


def _finish(
    database: Database, settings: Settings, name: str, run: str, clock: _Clock, is_stopped: Callable[[], bool]
) -> bool:
    """Do batches until none is left; False when the duty failed, was lost to another worker, or has to stop."""
    while not is_stopped():
        now = clock()
        try:
            with database.writing() as db, db.begin():
                if not _hold(db, name, run, now):
                    return False
                if not DUTIES[name](db, now=now, settings=settings):
                    _release(db, name, run, None, done_on=rules.day_of(now))
                    return True
        except Exception:
            _log.exception("the duty %s failed and rests for a while", name)
            _let_go(database, name, run, clock() + rules.REST)
            return False
    _let_go(database, name, run, None)
    return False


def _hold(db: Session, name: str, run: str, now: dt.datetime) -> bool:
    """Keep the duty, in the transaction of its next batch: who else wants it waits for that, and then sees it held."""
    held = db.execute(
        update(DutyRow).where(DutyRow.name == name, DutyRow.holder == run).values(held_until=now + rules.LEASE)
    )
    return _one(held)


def _let_go(database: Database, name: str, run: str, until: dt.datetime | None) -> None:
    with database.writing() as db, db.begin():
        _release(db, name, run, until)


def _release(db: Session, name: str, run: str, until: dt.datetime | None, **values: dt.date) -> None:
    db.execute(
        update(DutyRow)
        .where(DutyRow.name == name, DutyRow.holder == run)
        .values(holder=None, held_until=until, **values)
    )


def _one(done: object) -> bool:
    assert isinstance(done, CursorResult)  # noqa: S101
    return bool(done.rowcount == 1)
