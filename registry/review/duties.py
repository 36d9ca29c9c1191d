"""What is done about review at night: reviewers who want one mail a day get it."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from registry import mail
from registry.accounts import mailing
from registry.accounts.mailing import Reviews
from registry.duties import duty
from registry.review import letters, queries, undoing
from registry.settings import Settings
from registry.web.clock import danish_day

_SATURDAY = 5


@duty("tell-reviewers")
def tell(db: Session, *, now: dt.datetime, settings: Settings) -> int:
    """On weekdays, when something waits, write to those who want one mail a day; return how many mails that made."""
    today = danish_day(now)
    readers = mailing.reviewers(db, Reviews.DAILY)
    if today.weekday() >= _SATURDAY or not readers:
        return 0
    rows, _turning = queries.queue(db, "venter", today, now=now)
    if not rows:
        return 0
    total = queries.counts(db, today).waiting
    out_of_reach = mail.bounces.among(db, [reader.email for reader in readers])
    return sum(
        letters.digest(db, reader, rows, total, base_url=settings.base_url, now=now)
        for reader in readers
        if reader.email not in out_of_reach
    )


@duty("forget-what-can-not-be-undone")
def forget(db: Session, *, now: dt.datetime, settings: Settings) -> int:
    """Forget decisions that can't be undone any more, and return how many they were."""
    return undoing.forget(db, now)
