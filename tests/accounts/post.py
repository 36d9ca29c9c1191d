"""What the stories about accounts have in common: reading the mail, following its links, and passing time."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from sqlalchemy import select

from registry.accounts import passwords
from registry.accounts.models import Account
from registry.db import Database
from registry.mail import OutboxMail
from registry.web import clock, sessions

GOOD = "hest batteri grøn sofa"
LINK = re.compile(r"http://testserver\.local(/\S+)")


def mails(database: Database, to: str | None = None) -> list[OutboxMail]:
    """Return the mail in the outbox, oldest first."""
    with database.reading() as db:
        found = db.scalars(select(OutboxMail).order_by(OutboxMail.created_at)).all()
        return [mail for mail in found if to is None or mail.recipient == to]


def link(database: Database, to: str) -> str:
    """Return the path of the link in the newest mail to somebody."""
    found = LINK.search(mails(database, to)[-1].text)
    assert found
    return found[1]


def account(database: Database, email: str) -> Account | None:
    with database.reading() as db:
        return db.scalar(select(Account).where(Account.email == email))


def give_password(database: Database, name: str, password: str = GOOD) -> None:
    with database.writing() as db, db.begin():
        db.get_one(Account, name).password_hash = passwords.hashed(password)


def close(database: Database, name: str) -> None:
    with database.writing() as db, db.begin():
        db.get_one(Account, name).closed_at = clock.now()


def number_of_sessions(database: Database, name: str) -> int:
    with database.reading() as db:
        found = db.scalars(select(sessions.SignInSession).where(sessions.SignInSession.account_id == name)).all()
        return len(found)


class Time:
    """A clock that tests push on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = dt.datetime.now(dt.UTC)
        monkeypatch.setattr(clock, "now", lambda: self.now)

    def passes(self, **how_long: float) -> None:
        self.now += dt.timedelta(**how_long)
