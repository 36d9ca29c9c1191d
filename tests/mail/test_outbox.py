"""The outbox: each mail leaves once, whoever takes it."""

from __future__ import annotations

import datetime as dt
import threading

from sqlalchemy import select

from registry import mail
from registry.db import Database
from registry.mail import Letter, OutboxMail, outbox
from registry.mail.rules import LEASE, PAUSES
from registry.mail.worker import deliver_due
from tests.mail.transports import Recording, Refusing

NOW = dt.datetime(2026, 11, 16, 9, 0, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)
LETTER = Letter("Hej", "hemmeligt", "<p>hemmeligt</p>")


def put(database: Database, *recipients: str, at: dt.datetime = NOW) -> None:
    with database.writing() as db, db.begin():
        for recipient in recipients:
            mail.queue(db, to=recipient, letter=LETTER, now=at)


def rows(database: Database) -> list[OutboxMail]:
    with database.reading() as db:
        return list(db.scalars(select(OutboxMail).order_by(OutboxMail.recipient)))


def test_a_mail_of_a_transaction_that_failed_never_leaves(database: Database) -> None:
    try:
        with database.writing() as db, db.begin():
            mail.queue(db, to="a@eksempel.example", letter=LETTER, now=NOW)
            raise RuntimeError
    except RuntimeError:
        pass
    assert deliver_due(database, Recording(), lambda: NOW) == 0


def test_a_mail_with_a_key_is_put_in_once(database: Database) -> None:
    def put_reminder(key: str | None) -> bool:
        with database.writing() as db, db.begin():
            return mail.queue(db, to="a@eksempel.example", letter=LETTER, now=NOW, key=key)

    assert [put_reminder("reminder:x:2026-11-16") for _ in range(3)] == [True, False, False]
    assert deliver_due(database, Recording(), lambda: NOW) == 1
    assert not put_reminder("reminder:x:2026-11-16"), "also once it has left"
    assert put_reminder("reminder:x:2026-12-16")
    assert put_reminder(None)
    assert put_reminder(None)
    assert len(rows(database)) == 4


def test_two_at_the_same_moment_put_a_mail_with_a_key_in_once(database: Database) -> None:
    together = threading.Barrier(4)
    put_in: list[bool] = []

    def put_reminder() -> None:
        together.wait()
        with database.writing() as db, db.begin():
            put_in.append(mail.queue(db, to="a@eksempel.example", letter=LETTER, now=NOW, key="one"))

    threads = [threading.Thread(target=put_reminder) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(put_in) == [False, False, False, True]
    assert len(rows(database)) == 1


def test_delivered_mail_is_noted_and_its_text_is_forgotten(database: Database) -> None:
    put(database, "a@eksempel.example", "b@eksempel.example")
    transport = Recording()
    assert deliver_due(database, transport, lambda: NOW) == 2
    assert sorted(envelope.recipient for envelope in transport.envelopes) == [
        "a@eksempel.example",
        "b@eksempel.example",
    ]
    for row in rows(database):
        assert (row.text, row.html, row.sent_at, row.next_try_at, row.error, row.tries) == ("", "", NOW, None, None, 1)
    assert deliver_due(database, transport, lambda: NOW + dt.timedelta(days=1)) == 0


def test_mail_that_could_not_be_delivered_is_tried_later_and_later_and_given_up_after_two_days(
    database: Database,
) -> None:
    put(database, "a@eksempel.example")
    now = NOW
    waits = []
    for _ in range(len(PAUSES)):
        assert deliver_due(database, Refusing("451 senere"), lambda: now) == 0  # noqa: B023
        (row,) = rows(database)
        assert row.next_try_at is not None
        waits.append(row.next_try_at - now)
        assert deliver_due(database, Recording(), lambda: now) == 0  # noqa: B023  not due yet
        now = row.next_try_at
    assert waits == list(PAUSES)
    deliver_due(database, Refusing("451 senere"), lambda: now)
    (row,) = rows(database)
    assert (row.next_try_at, row.sent_at, row.error, row.text, row.html) == (None, None, "451 senere", "", "")


def test_what_can_never_be_delivered_is_given_up_at_once(database: Database) -> None:
    put(database, "a@eksempel.example", "b@eksempel.example")
    deliver_due(database, Refusing("550 findes ikke", for_good=True), lambda: NOW)
    assert [(row.next_try_at, row.error, row.tries) for row in rows(database)] == [(None, "550 findes ikke", 1)] * 2


def test_a_mail_that_makes_the_unforeseen_happen_holds_up_no_other_and_is_given_up_in_the_end(
    database: Database,
) -> None:
    put(database, "a@eksempel.example", "b@eksempel.example")

    class Stumbling(Recording):
        def send(self, envelope: outbox.Envelope) -> None:
            if envelope.recipient.startswith("a"):
                raise ZeroDivisionError
            super().send(envelope)

    now = NOW
    for pause in (*PAUSES, MINUTE):
        deliver_due(database, Stumbling(), lambda: now)  # noqa: B023
        now += pause
    stuck, other = rows(database)
    assert (stuck.next_try_at, stuck.error, stuck.tries) == (None, "ZeroDivisionError: not foreseen", len(PAUSES) + 1)
    assert other.sent_at == NOW


def test_when_the_server_is_away_the_other_mails_are_left_alone(database: Database) -> None:
    put(database, "a@eksempel.example", "b@eksempel.example")
    deliver_due(database, Refusing("ConnectionRefusedError: nej", server_is_away=True), lambda: NOW)
    assert sorted(row.tries for row in rows(database)) == [0, 1]


def test_mail_waits_while_a_worker_has_it_and_comes_back_if_that_one_died(database: Database) -> None:
    put(database, "a@eksempel.example")
    with database.writing() as db, db.begin():
        assert outbox.take(db, NOW) is not None
    assert deliver_due(database, Recording(), lambda: NOW + LEASE - MINUTE) == 0
    transport = Recording()
    assert deliver_due(database, transport, lambda: NOW + LEASE) == 1
    assert transport.envelopes[0].tries == 2


def test_a_worker_that_lost_a_mail_to_another_does_not_undo_the_others_success(database: Database) -> None:
    put(database, "a@eksempel.example")
    with database.writing() as db, db.begin():
        slow = outbox.take(db, NOW)
    assert slow is not None
    assert deliver_due(database, Recording(), lambda: NOW + LEASE) == 1
    with database.writing() as db, db.begin():
        outbox.failed(db, slow, "timed out", NOW + LEASE + MINUTE, for_good=False)
    (row,) = rows(database)
    assert (row.sent_at, row.next_try_at) == (NOW + LEASE, None)


def test_several_workers_send_each_mail_once(database: Database) -> None:
    everybody = [f"p{n}@eksempel.example" for n in range(30)]
    put(database, *everybody)
    transports = [Recording() for _ in range(4)]
    together = threading.Barrier(4)

    def work(transport: Recording) -> None:
        together.wait()
        deliver_due(database, transport, lambda: NOW)

    threads = [threading.Thread(target=work, args=(transport,)) for transport in transports]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    sent = [envelope.recipient for transport in transports for envelope in transport.envelopes]
    assert sorted(sent) == sorted(everybody)


def test_no_transaction_is_open_while_mail_is_sent(database: Database) -> None:
    put(database, "a@eksempel.example")

    class Writing(Recording):
        def send(self, envelope: outbox.Envelope) -> None:
            super().send(envelope)
            put(database, "b@eksempel.example", at=NOW + MINUTE)  # would wait for a lock that is held

    assert deliver_due(database, Writing(), lambda: NOW) == 1
    assert len(rows(database)) == 2
