"""Travelling through time: the nightly duties, night after night."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.db import Database
from registry.mail import OutboxMail
from registry.offers.models import Offer
from registry.settings import Settings
from registry.upkeep import duties

SETTINGS = Settings(base_url="http://testserver.local")
ORDER = (duties.write_down, duties.ask, duties.hide, duties.reopen)


def night(db: Session, now: dt.datetime) -> None:
    """Do one night's duties."""
    for duty in ORDER:
        while duty(db, now=now, settings=SETTINGS):
            pass


def nights(database: Database, start: dt.datetime, end: dt.datetime, step: int = 1) -> Iterator[dt.datetime]:
    """Do the duties of every `step`th night, and yield the moment after each."""
    now = start
    while now <= end:
        with database.writing() as db, db.begin():
            night(db, now)
        yield now
        now += dt.timedelta(days=step)


def mails(db: Session) -> list[tuple[str, str, dt.date]]:
    """Return the mails about upkeep: to whom, about what and when."""
    rows = db.scalars(select(OutboxMail).order_by(OutboxMail.created_at, OutboxMail.recipient)).all()
    return [(row.recipient.partition("@")[0], row.subject, row.created_at.date()) for row in rows]


def status(db: Session, offer_id: str) -> str:
    return db.get_one(Offer, offer_id).status
