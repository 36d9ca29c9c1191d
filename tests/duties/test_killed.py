"""Workers are killed in the middle: nothing is lost, and nothing is sent twice but what nobody can know of."""

from __future__ import annotations

import asyncio
import datetime as dt
import signal
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy import select, update

from registry import mail
from registry.db import Database
from registry.duties import run_due
from registry.duties.rules import LEASE as DUTY_LEASE
from registry.mail import Letter, OutboxMail
from registry.mail.rules import LEASE
from registry.settings import Settings
from registry.working import STOPPING
from tests.duties import hanging
from tests.duties.conftest import Registering
from tests.duties.processes import kill, process, wait_for, worker
from tests.mail.server import Inbox, receiving
from tests.serving import free_port

pytestmark = pytest.mark.slow


@dataclass
class Slow(Inbox):
    """A mail server that doesn't answer for a while: to the recipient, or to the text that it has taken by then."""

    holds: str = ""
    holding: threading.Event = field(default_factory=threading.Event)
    goes_on: threading.Event = field(default_factory=threading.Event)
    seconds: float = 0

    async def _hold(self, where: str) -> None:
        if self.holds == where and not self.goes_on.is_set():
            self.holding.set()
            await asyncio.to_thread(self.goes_on.wait)

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        await self._hold("recipient")
        return await super().handle_RCPT(server, session, envelope, address, options)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        await asyncio.sleep(self.seconds)
        answer = await super().handle_DATA(server, session, envelope)
        await self._hold("text")
        return answer


@pytest.fixture
def inbox() -> Iterator[Slow]:
    slow = Slow()
    with receiving(slow):
        yield slow
        slow.goes_on.set()


def put(database: Database, number: int) -> None:
    now = dt.datetime.now(dt.UTC)
    with database.writing() as db, db.begin():
        for n in range(number):
            mail.queue(db, to=f"p{n}@eksempel.example", letter=Letter(f"Nr. {n}", "Hej\n", "<p>Hej</p>\n"), now=now)


def unsent(database: Database) -> list[OutboxMail]:
    with database.reading() as db:
        return list(db.scalars(select(OutboxMail).where(OutboxMail.sent_at.is_(None))))


def let_the_lease_pass(database: Database) -> None:
    """Let the time pass after which a mail that somebody has taken is anybody's again."""
    with database.writing() as db, db.begin():
        for row in db.scalars(select(OutboxMail).where(OutboxMail.sent_at.is_(None))):
            assert row.next_try_at is not None
            db.execute(update(OutboxMail).where(OutboxMail.id == row.id).values(next_try_at=row.next_try_at - LEASE))


def arrived(inbox: Inbox) -> Counter[str]:
    return Counter(str(message["Message-ID"]) for message in inbox.messages)


def test_a_worker_killed_before_the_server_took_the_mail(database: Database, database_url: str, inbox: Slow) -> None:
    put(database, 4)
    inbox.holds = "recipient"
    with worker(database_url, inbox.port) as first:
        wait_for(inbox.holding.is_set)
        kill(first)
    assert arrived(inbox) == Counter()
    assert sorted(row.tries for row in unsent(database)) == [0, 0, 0, 1]
    inbox.goes_on.set()
    with worker(database_url, inbox.port):
        wait_for(lambda: len(unsent(database)) == 1)
        assert len(inbox.messages) == 3, "the one that was taken is not touched while its worker might be alive"
        let_the_lease_pass(database)
        wait_for(lambda: not unsent(database))
    assert sorted(arrived(inbox).values()) == [1, 1, 1, 1]


def test_a_worker_killed_after_the_server_took_the_mail_and_before_it_could_say_so(
    database: Database, database_url: str, inbox: Slow
) -> None:
    """The one case in which a mail is sent twice: nobody but the mail server knows that it has it."""
    put(database, 3)
    inbox.holds = "text"
    with worker(database_url, inbox.port) as first:
        wait_for(inbox.holding.is_set)
        kill(first)
    assert len(inbox.messages) == 1
    inbox.goes_on.set()
    let_the_lease_pass(database)
    with worker(database_url, inbox.port):
        wait_for(lambda: not unsent(database))
    assert sorted(arrived(inbox).values()) == [1, 1, 2], "under the same Message-ID"
    assert {row["To"] for row in inbox.messages} == {f"p{n}@eksempel.example" for n in range(3)}


def test_of_three_workers_one_is_killed_and_the_others_go_on(
    database: Database, database_url: str, inbox: Slow
) -> None:
    put(database, 40)
    inbox.seconds = 0.02
    with ExitStack() as workers:
        first, *_ = [workers.enter_context(worker(database_url, inbox.port)) for _ in range(3)]
        wait_for(lambda: len(inbox.messages) >= 8)
        kill(first)
        wait_for(lambda: len(unsent(database)) <= 1)
        let_the_lease_pass(database)
        wait_for(lambda: not unsent(database))
    assert {str(message["To"]) for message in inbox.messages} == {f"p{n}@eksempel.example" for n in range(40)}
    assert len(arrived(inbox)) == 40
    assert len(inbox.messages) - 40 <= 1, "at most the mail that the killed one had in its hands"


def test_mail_waits_for_a_server_that_is_down(database: Database, database_url: str) -> None:
    put(database, 3)
    port = free_port()
    with worker(database_url, port):
        wait_for(lambda: any(row.error for row in unsent(database)))
    assert len(unsent(database)) == 3
    let_the_lease_pass(database)
    with receiving(Inbox(port=port)) as inbox, worker(database_url, port):
        wait_for(lambda: not unsent(database))
    assert sorted(arrived(inbox).values()) == [1, 1, 1]


def test_a_worker_that_is_told_to_stop_finishes_the_mail_in_its_hands(
    database: Database, database_url: str, inbox: Slow
) -> None:
    put(database, 3)
    inbox.holds = "text"
    with worker(database_url, inbox.port) as first:
        wait_for(inbox.holding.is_set)
        first.send_signal(signal.SIGTERM)
        assert first.stdout is not None
        assert f"{STOPPING}\n" in iter(first.stdout.readline, "")
        inbox.goes_on.set()
        assert first.wait(30) == 0
    assert len(unsent(database)) == 2
    with database.reading() as db:
        assert len(db.scalars(select(OutboxMail).where(OutboxMail.sent_at.is_not(None))).all()) == 1


def test_a_duty_killed_in_the_middle_of_a_batch_is_gone_on_with_where_it_was(
    database: Database, database_url: str, settings: Settings, only: Registering
) -> None:
    with process(database_url, "-m", "tests.duties.hanging") as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "hanging\n"
        kill(first)
    assert len(unsent(database)) == 2, "the batch that was not finished left nothing"
    only(hanging.NAME, hanging.five_mails)
    assert run_due(database, settings, lambda: hanging.NIGHT + DUTY_LEASE / 2) == []
    assert run_due(database, settings, lambda: hanging.NIGHT + DUTY_LEASE) == [hanging.NAME]
    assert sorted(row.recipient for row in unsent(database)) == [f"p{n}@eksempel.example" for n in range(5)]
