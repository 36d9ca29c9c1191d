"""What is over is forgotten at night, and nothing else is."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registry import mail
from registry.accounts import duties
from registry.accounts.models import Account, MailedLink, Throttle
from registry.mail import Letter, MailBounce, OutboxMail
from registry.settings import Settings
from registry.web.sessions import SignInSession
from tests.cast import Cast

NOW = dt.datetime(2026, 11, 17, 2, 0, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def run(db: Session, now: dt.datetime = NOW) -> list[int]:
    """Do batches until there is nothing left, and return how much each one did."""
    done = []
    while count := duties.forget(db, now=now, settings=Settings()):
        done.append(count)
    return done


def count(db: Session, table: type) -> int:
    return db.scalar(select(func.count()).select_from(table)) or 0


@pytest.mark.usefixtures("cast")
def test_links_and_sessions_that_are_over_go_and_the_others_stay(db: Session) -> None:
    for n, expires in enumerate((NOW - DAY, NOW + DAY)):
        db.add(
            MailedLink(digest=f"{n}" * 64, purpose="sign_in", account_id="alice", created_at=NOW, expires_at=expires)
        )
        db.add(SignInSession(digest=f"{n}" * 64, account_id="alice", created_at=NOW, expires_at=expires))
        db.add(Throttle(key=f"{n}" * 64, failures=1, last_at=NOW - DAY * 30 if n == 0 else NOW))
    db.flush()
    assert run(db) == [3]
    assert [count(db, table) for table in (MailedLink, SignInSession, Throttle)] == [1, 1, 1]


def test_mail_is_forgotten_ninety_days_after_it_was_sent_or_given_up_and_never_before_it_left(db: Session) -> None:
    long_ago = NOW - dt.timedelta(days=91)
    for to, at, is_over in (("old", long_ago, True), ("waiting", long_ago, False), ("new", NOW - DAY, True)):
        mail.queue(db, to=f"{to}@eksempel.example", letter=Letter("Hej", "Hej\n"), now=at)
        if is_over:
            db.query(OutboxMail).filter_by(recipient=f"{to}@eksempel.example").update({"next_try_at": None})
    assert run(db) == [1]
    assert sorted(db.scalars(select(OutboxMail.recipient))) == ["new@eksempel.example", "waiting@eksempel.example"]


def test_an_address_that_took_no_mail_a_year_ago_is_forgotten(db: Session) -> None:
    mail.bounces.mark(db, "old@eksempel.example", "550", NOW - 366 * DAY)
    mail.bounces.mark(db, "new@eksempel.example", "550", NOW - 30 * DAY)
    db.flush()
    run(db)
    assert list(db.scalars(select(MailBounce.address))) == ["new@eksempel.example"]


@pytest.mark.usefixtures("cast")
def test_people_who_never_confirmed_their_address_are_forgotten(cast: Cast, db: Session) -> None:
    for name, days in (("old", 31), ("new", 29)):
        db.add(Account(email=f"{name}@eksempel.example", name=name, created_at=NOW - days * DAY))
    db.flush()
    before = count(db, Account)
    run(db)
    assert count(db, Account) == before - 1
    assert "new" in set(db.scalars(select(Account.name)))


def test_much_is_forgotten_a_batch_at_a_time(db: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duties, "BATCH", 4)
    for n in range(10):
        db.add(Throttle(key=f"{n}", failures=1, last_at=NOW - 30 * DAY))
    db.flush()
    assert run(db) == [4, 4, 2]
