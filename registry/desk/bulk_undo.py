"""Taking back what was done to many offers, within ten minutes: hiding and tagging. Mails about it haven't left yet."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CursorResult, update
from sqlalchemy.orm import Session

from registry import mail
from registry.access import Actor, Permission, require
from registry.desk import bulk
from registry.desk.bulk import One
from registry.desk.models import BulkRun
from registry.history import Verb
from registry.offers import recording, tagging
from registry.offers.deadlines import STATUS, Kind
from registry.offers.models import Offer

#: How long it can be taken back, and its mails wait.
LASTS = dt.timedelta(minutes=10)
_CAN_BE = ("skjul", "tilfoej", "fjern")


class CantUndo(Exception):
    """It is too late; nothing is changed."""


def can_undo(run: BulkRun, now: dt.datetime) -> bool:
    """Whether it can be taken back."""
    is_recent = run.undone_at is None and now < run.at + LASTS
    return is_recent and run.action in _CAN_BE and bool(bulk.result_of(run).done)


def undo(db: Session, actor: Actor, run: BulkRun, *, now: dt.datetime) -> int:
    """Take it back for each offer that nobody has done anything to since, and return how many those are.

    Raises:
        SignInNeeded, Refused: the actor is no administrator.
        CantUndo: the time is over, a mail is on its way, or somebody has taken it back already.
    """
    require(actor, Permission.ADMINISTER)
    result = bulk.result_of(run)
    if not can_undo(run, now):
        raise CantUndo
    with db.begin_nested():
        claimed = db.execute(
            update(BulkRun).where(BulkRun.id == run.id, BulkRun.undone_at.is_(None)).values(undone_at=now)
        )
        assert isinstance(claimed, CursorResult)  # noqa: S101
        if not claimed.rowcount or (result.mails and not mail.take_back(db, result.mails)):
            raise CantUndo
    return sum(_take_back(db, actor, run, result.about, one, now) for one in result.done)


def _take_back(db: Session, actor: Actor, run: BulkRun, about: str, one: One, now: dt.datetime) -> bool:
    offer = db.get(Offer, one.id)
    if offer is None or offer.live_version_id is None:
        return False
    if run.action == "skjul":
        if not bulk.switch(db, offer, STATUS[Kind.CONFIRMATION], one.before):
            return False
        recording.record(db, actor, Verb.SHOWN_AGAIN, offer, one.title, now)
        return True
    tag = tagging.read(about)
    adds = run.action == "fjern"
    return tag is not None and tagging.change(db, actor, offer, tag, adds=adds, answer=one.before, now=now)
