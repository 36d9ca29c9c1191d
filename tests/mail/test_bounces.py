"""Addresses that mail doesn't reach: who is marked, and until when."""

from __future__ import annotations

import datetime as dt

import pytest

from registry import mail
from registry.db import Database
from registry.mail import Letter, bounces
from registry.mail.rules import PAUSES, is_about_address
from registry.mail.smtp import Server, SmtpTransport
from registry.mail.worker import deliver_due
from tests.mail.server import Inbox, receiving
from tests.mail.transports import Recording, Refusing

NOW = dt.datetime(2026, 11, 16, 9, 0, tzinfo=dt.UTC)
ALICE = "alice@eksempel.example"


def put(database: Database, to: str = ALICE, at: dt.datetime = NOW) -> None:
    with database.writing() as db, db.begin():
        mail.queue(db, to=to, letter=Letter("Hej", "Hej\n"), now=at)


def reason(database: Database, address: str = ALICE) -> str | None:
    with database.reading() as db:
        found = bounces.of(db, address)
        return found.reason if found else None


@pytest.mark.parametrize(
    ("reply", "of_recipient", "expected"),
    [
        ("550 5.1.1 <alice@eksempel.example>: no such user", True, True),
        ("550 No such user here", True, True),
        ("552 5.2.2 mailbox full", True, True),
        ("450 4.2.1 mailbox busy", True, True),
        ("550 5.7.1 relaying denied", True, False),
        ("554 5.7.1 your network is blocked", True, False),
        ("550 5.4.1 no route", True, False),
        ("554 rejected as spam", False, False),
        ("554 5.7.1 rejected as spam", False, False),
        ("550 5.1.1 no such user", False, True),
        ("552 5.3.4 message too big", False, False),
    ],
)
def test_a_refusal_is_about_the_address_or_about_something_else(reply: str, of_recipient: bool, expected: bool) -> None:
    assert is_about_address(reply, of_recipient=of_recipient) is expected


def deliver(database: Database, inbox: Inbox, at: dt.datetime = NOW) -> None:
    with receiving(inbox):
        server = Server.of(f"smtp://127.0.0.1:{inbox.port}", "https://sammen.example")
        deliver_due(database, SmtpTransport(server), lambda: at)


def test_an_address_that_takes_no_mail_is_marked_until_a_mail_gets_through(database: Database) -> None:
    put(database)
    deliver(database, Inbox(on_recipient="550 5.1.1 unknown"))
    assert reason(database) == "550 5.1.1 unknown"
    later = NOW + dt.timedelta(days=1)
    put(database, at=later)
    deliver(database, Inbox(on_recipient="552 5.2.2 full"), later)
    assert reason(database) == "552 5.2.2 full"
    with database.reading() as db:
        found = bounces.of(db, "Alice@Eksempel.example")
        assert found is not None
        assert (found.first_at, found.last_at) == (NOW, later)
    put(database, at=later)
    deliver(database, Inbox(), later)
    assert reason(database) is None


@pytest.mark.parametrize(
    "inbox",
    [
        Inbox(on_recipient="550 5.7.1 relaying denied"),
        Inbox(on_text="554 5.7.1 rejected"),
        Inbox(on_recipient="450 4.2.1 busy"),
    ],
    ids=["sender not welcome", "mail not welcome", "only for now"],
)
def test_an_address_is_not_to_blame_for_everything(database: Database, inbox: Inbox) -> None:
    put(database)
    deliver(database, inbox)
    assert reason(database) is None


def test_a_mailbox_that_was_full_for_two_days_is_marked(database: Database) -> None:
    put(database)
    now = NOW
    for pause in PAUSES:
        deliver_due(database, Refusing("452 4.2.2 full", is_about_address=True), lambda: now)  # noqa: B023
        assert reason(database) is None
        now += pause
    deliver_due(database, Refusing("452 4.2.2 full", is_about_address=True), lambda: now)
    assert reason(database) == "452 4.2.2 full"


def test_a_server_that_is_away_says_nothing_about_addresses(database: Database) -> None:
    put(database)
    now = NOW
    for pause in (*PAUSES, PAUSES[-1]):
        deliver_due(database, Refusing("ConnectionRefusedError: nej", server_is_away=True), lambda: now)  # noqa: B023
        now += pause
    assert reason(database) is None


def test_an_address_that_is_none_is_marked(database: Database) -> None:
    put(database, "ikke en adresse")
    deliver(database, Inbox())
    assert "can't be used" in (reason(database, "ikke en adresse") or "")


def test_several_addresses_are_looked_up_at_once(database: Database) -> None:
    put(database)
    deliver_due(database, Refusing("550 nej", for_good=True, is_about_address=True), lambda: NOW)
    put(database, "bob@eksempel.example")
    deliver_due(database, Recording(), lambda: NOW)
    with database.reading() as db:
        assert set(bounces.among(db, [ALICE, "bob@eksempel.example"])) == {ALICE}
        assert bounces.among(db, []) == {}
