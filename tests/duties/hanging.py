"""A duty that writes five mails, one a batch; run as a program, it hangs in the middle of its third batch."""

from __future__ import annotations

import datetime as dt
import sys
import time

from sqlalchemy.orm import Session

from registry.db import Database
from registry.duties import duty, run_due
from registry.mail import Letter, OutboxMail, queue
from registry.settings import Settings, from_environment

NIGHT = dt.datetime(2026, 11, 17, 2, 30, tzinfo=dt.UTC)
NAME = "five-mails"


def five_mails(db: Session, *, now: dt.datetime, settings: Settings, hangs_at: int | None = None) -> int:
    done = db.query(OutboxMail).count()
    if done == 5:
        return 0
    queue(db, to=f"p{done}@eksempel.example", letter=Letter("Hej", "Hej\n"), now=now, key=f"five:{done}")
    if done + 1 == hangs_at:
        print("hanging", flush=True)
        time.sleep(600)
    return 1


def hanging(db: Session, *, now: dt.datetime, settings: Settings) -> int:
    return five_mails(db, now=now, settings=settings, hangs_at=3)


if __name__ == "__main__":
    duty(NAME)(hanging)
    given = from_environment()
    sys.exit(run_due(Database(given.database_url), given, lambda: NIGHT) != [NAME])
