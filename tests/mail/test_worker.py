"""The worker within the application: where mail goes, and that it stays put where it should."""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from litestar.testing import TestClient
from sqlalchemy import select

from registry import mail
from registry.app import create_app
from registry.db import Database
from registry.db.facts import mark_as_demo
from registry.mail import Letter, OutboxMail, worker
from registry.settings import Settings
from tests.mail.server import receiving


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the worker look every few milliseconds."""
    start = worker.MailWorker.__init__
    monkeypatch.setattr(
        worker.MailWorker, "__init__", lambda self, database, transport: start(self, database, transport, 0.02)
    )


def put(database: Database) -> None:
    with database.writing() as db, db.begin():
        mail.queue(
            db,
            to="alice@eksempel.example",
            letter=Letter("Dit link", "https://sammen.example/log-ind/link/hemmeligt\n", "<p>hemmeligt</p>"),
            now=dt.datetime.now(dt.UTC),
        )


def only(database: Database) -> OutboxMail:
    with database.reading() as db:
        return db.scalars(select(OutboxMail)).one()


def wait_for(happened: Callable[[], object]) -> None:
    deadline = time.monotonic() + 10
    while not happened():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)


def test_the_server_delivers_what_is_in_the_outbox(
    database: Database, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    put(database)
    with receiving() as inbox, caplog.at_level(logging.INFO, logger="registry"):
        with_mail = replace(settings, smtp_url=f"smtp://127.0.0.1:{inbox.port}")
        with TestClient(create_app(with_mail, is_server=True)):
            wait_for(lambda: only(database).sent_at)
    assert inbox.messages[0]["To"] == "alice@eksempel.example"
    assert (only(database).text, only(database).html) == ("", "")
    ours = " ".join(record.getMessage() for record in caplog.records if record.name.startswith("registry"))
    assert "alice" not in ours
    assert "hemmeligt" not in ours


def test_two_servers_on_one_database_deliver_a_mail_once(database: Database, settings: Settings) -> None:
    with receiving() as inbox:
        with_mail = replace(settings, smtp_url=f"smtp://127.0.0.1:{inbox.port}")
        with (
            TestClient(create_app(with_mail, is_server=True)),
            TestClient(create_app(with_mail, is_server=True)),
        ):
            put(database)
            wait_for(lambda: only(database).sent_at)
            time.sleep(0.1)
    assert len(inbox.messages) == 1


def test_a_server_that_is_away_is_tried_again_and_the_log_says_so_without_secrets(
    database: Database, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    put(database)
    away = replace(settings, smtp_url="smtp://127.0.0.1:1")
    with caplog.at_level(logging.INFO, logger="registry"), TestClient(create_app(away, is_server=True)):
        wait_for(lambda: only(database).error)
    row = only(database)
    assert row.next_try_at is not None
    assert "hemmeligt" in row.text
    assert "ConnectionRefusedError" in caplog.text
    assert "alice" not in caplog.text
    assert "hemmeligt" not in caplog.text


def test_without_a_server_mail_waits_and_is_not_in_the_log(
    database: Database, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    put(database)
    with caplog.at_level(logging.INFO, logger="registry"), TestClient(create_app(settings, is_server=True)):
        time.sleep(0.2)
    row = only(database)
    assert (row.sent_at, row.tries) == (None, 0)
    assert "hemmeligt" in row.text
    assert "hemmeligt" not in caplog.text


def test_in_a_demo_mail_is_written_to_the_log_and_stays_readable(
    database: Database, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    with database.writing() as db, db.begin():
        mark_as_demo(db)
    put(database)
    with caplog.at_level(logging.INFO, logger="registry"), TestClient(create_app(settings, is_server=True)):
        wait_for(lambda: only(database).sent_at)
    assert "mail to alice@eksempel.example" in caplog.text
    assert "https://sammen.example/log-ind/link/hemmeligt" in caplog.text
    assert "hemmeligt" in only(database).text


def test_a_demo_with_a_server_uses_the_server(database: Database, settings: Settings) -> None:
    with database.writing() as db, db.begin():
        mark_as_demo(db)
    put(database)
    with receiving() as inbox:
        with_mail = replace(settings, smtp_url=f"smtp://127.0.0.1:{inbox.port}")
        with TestClient(create_app(with_mail, is_server=True)):
            wait_for(lambda: inbox.messages)


def test_the_application_of_a_test_delivers_nothing_unless_asked(database: Database, settings: Settings) -> None:
    put(database)
    with receiving() as inbox:
        with TestClient(create_app(replace(settings, smtp_url=f"smtp://127.0.0.1:{inbox.port}"))):
            time.sleep(0.1)
        assert inbox.messages == []
    assert only(database).tries == 0
