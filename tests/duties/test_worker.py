"""Where duties are done: inside a server, and by `registry worker`."""

from __future__ import annotations

import datetime as dt
import signal
from dataclasses import replace

import pytest
from litestar.testing import TestClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.app import create_app
from registry.db import Database
from registry.duties.models import DutyRow
from registry.duties.register import DUTIES
from registry.settings import Settings
from tests.duties.conftest import Registering
from tests.duties.processes import process, wait_for
from tests.serving import START


def done(database: Database) -> dict[str, dt.date | None]:
    with database.reading() as db:
        return {row.name: row.done_on for row in db.scalars(select(DutyRow))}


def test_a_server_does_the_duties(database: Database, settings: Settings, only: Registering) -> None:
    seen: list[Settings] = []

    def look(db: Session, *, now: dt.datetime, settings: Settings) -> int:
        seen.append(settings)
        return 0

    only("look", look)
    real = replace(settings, base_url="https://sammen.example")
    with TestClient(create_app(real, is_server=True)):
        wait_for(lambda: done(database).get("look"))
    assert [one.base_url for one in seen] == ["https://sammen.example"]


def test_the_application_of_a_test_does_none(database: Database, settings: Settings) -> None:
    with TestClient(create_app(settings)):
        assert done(database) == {}


def test_the_rooms_have_their_duties() -> None:
    assert {"forget-what-is-over", "tell-reviewers"} <= set(DUTIES)
    assert all(len(name) <= 60 for name in DUTIES)


@pytest.mark.slow
def test_a_worker_does_them_says_that_mail_waits_and_stops_when_told_to(database: Database, database_url: str) -> None:
    with process(database_url, "-c", START, "worker", REGISTRY_BASE_URL="https://sammen.example") as worker:
        assert worker.stdout is not None
        assert "https://sammen.example" in worker.stdout.readline()
        wait_for(lambda: set(done(database)) == set(DUTIES) and all(done(database).values()))
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(60) == 0
        assert "REGISTRY_SMTP_URL is not set" in worker.communicate()[1]
