"""Duties: each once a day, by one worker at a time, in batches that another worker can go on with."""

from __future__ import annotations

import datetime as dt
import logging
import threading
import time

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.db import Database
from registry.duties import NotNow, duty, run_due
from registry.duties.models import DutyRow
from registry.duties.register import Duty
from registry.duties.rules import LEASE, REST, day_of
from registry.mail import Letter, OutboxMail, queue
from registry.settings import Settings
from tests.duties.conftest import Registering

NIGHT = dt.datetime(2026, 11, 17, 2, 30, tzinfo=dt.UTC)  # half past three in Denmark
DAY = dt.timedelta(days=1)


class Counted:
    """A duty with so many batches; each leaves a mail, so that what was committed can be counted."""

    def __init__(self, name: str, batches: int) -> None:
        self.name, self.batches = name, batches
        self.begun: list[dt.datetime] = []

    def __call__(self, db: Session, *, now: dt.datetime, settings: Settings) -> int:
        done = len(sent(db, self.name, now))
        if done == self.batches:
            return 0
        self.begun.append(now)
        queue(db, to="x@eksempel.example", letter=Letter(f"{self.name} {now:%d}", "x"), now=now)
        return 1


def sent(db: Session, name: str, now: dt.datetime) -> list[OutboxMail]:
    return list(db.scalars(select(OutboxMail).where(OutboxMail.subject == f"{name} {now:%d}")))


def committed(database: Database) -> list[str]:
    with database.reading() as db:
        return sorted(db.scalars(select(OutboxMail.subject)))


def run(database: Database, settings: Settings, now: dt.datetime) -> list[str]:
    return run_due(database, settings, lambda: now)


def test_a_duty_is_done_batch_by_batch_once_a_day(database: Database, settings: Settings, only: Registering) -> None:
    only("first", Counted("first", 3))
    assert run(database, settings, NIGHT) == ["first"]
    assert committed(database) == ["first 17"] * 3
    assert run(database, settings, NIGHT + DAY / 2) == []
    assert run(database, settings, NIGHT + DAY) == ["first"]
    assert committed(database) == ["first 17"] * 3 + ["first 18"] * 3


def test_two_years_pass_in_a_moment(database: Database, settings: Settings, only: Registering) -> None:
    nights: list[dt.datetime] = []

    def often(db: Session, *, now: dt.datetime, settings: Settings) -> int:
        nights.append(now)
        return 0

    only("often", often)
    for day in range(730):
        run(database, settings, NIGHT + day * DAY)
    assert len(nights) == 730


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-11-17T01:59Z", dt.date(2026, 11, 16)),
        ("2026-11-17T02:00Z", dt.date(2026, 11, 17)),
        ("2026-07-17T00:59Z", dt.date(2026, 7, 16)),
        ("2026-07-17T01:00Z", dt.date(2026, 7, 17)),
        ("2026-11-17T23:30Z", dt.date(2026, 11, 17)),
    ],
)
def test_a_day_begins_at_three_in_the_morning_in_denmark(moment: str, day: dt.date) -> None:
    assert day_of(dt.datetime.fromisoformat(moment)) == day


def test_who_comes_late_makes_up_for_the_day(database: Database, settings: Settings, only: Registering) -> None:
    only("first", Counted("first", 1))
    run(database, settings, NIGHT)
    assert run(database, settings, NIGHT + 3 * DAY + dt.timedelta(hours=15)) == ["first"]


def test_duties_are_done_in_their_order(database: Database, settings: Settings, only: Registering) -> None:
    for name in ("c", "a", "b"):
        only(name, Counted(name, 1))
    assert run(database, settings, NIGHT) == ["c", "a", "b"]


def test_two_duties_of_one_name_are_a_mistake(only: Registering) -> None:
    only("one", Counted("one", 1))
    with pytest.raises(ValueError, match="two duties called one"):
        duty("one")(Counted("one", 1))


def test_a_duty_that_cannot_be_done_yet_rests_and_nothing_has_failed(
    database: Database, settings: Settings, only: Registering, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    later = Counted("later", 1)

    def not_yet(db: Session, *, now: dt.datetime, settings: Settings) -> int:
        if now < NIGHT + REST:
            raise NotNow("the catalogue is still being made")
        return later(db, now=now, settings=settings)

    only("later", not_yet)
    only("other", Counted("other", 1))
    assert run(database, settings, NIGHT) == ["other"]
    assert run(database, settings, NIGHT + REST / 2) == []
    assert run(database, settings, NIGHT + REST) == ["later"]
    said = [record for record in caplog.records if record.name == "registry.duties"]
    assert [record.levelno for record in said] == [logging.INFO]
    assert "the catalogue is still being made" in said[0].getMessage()


def test_a_batch_that_fails_leaves_nothing_and_the_duty_rests_while_the_others_go_on(
    database: Database, settings: Settings, only: Registering, caplog: pytest.LogCaptureFixture
) -> None:
    works = False

    def shaky(db: Session, *, now: dt.datetime, settings: Settings) -> int:
        if works:
            return 0
        queue(db, to="x@eksempel.example", letter=Letter("never", "x"), now=now)
        db.flush()
        raise RuntimeError("no luck")

    only("shaky", shaky)
    only("steady", Counted("steady", 1))
    with caplog.at_level(logging.ERROR, logger="registry.duties"):
        assert run(database, settings, NIGHT) == ["steady"]
    assert "shaky failed" in caplog.text
    assert committed(database) == ["steady 17"]
    works = True
    assert run(database, settings, NIGHT + REST / 2) == []
    assert run(database, settings, NIGHT + REST) == ["shaky"]


def test_a_worker_that_stops_leaves_the_rest_to_the_next_one_at_once(
    database: Database, settings: Settings, only: Registering
) -> None:
    counted = Counted("long", 5)
    only("long", counted)
    assert run_due(database, settings, lambda: NIGHT, lambda: len(counted.begun) >= 2) == []
    assert committed(database) == ["long 17"] * 2
    assert run(database, settings, NIGHT) == ["long"]
    assert committed(database) == ["long 17"] * 5


def test_a_worker_that_died_is_waited_for_and_then_another_goes_on_where_it_was(
    database: Database, settings: Settings, only: Registering
) -> None:
    class Died(BaseException):
        """The process was killed: nothing of what follows happens."""

    counted = Counted("long", 5)

    def dying(db: Session, *, now: dt.datetime, settings: Settings) -> int:
        if len(counted.begun) == 2:
            raise Died
        return counted(db, now=now, settings=settings)

    only("long", dying)
    with pytest.raises(Died):
        run(database, settings, NIGHT)
    counted.begun.append(NIGHT)
    assert run(database, settings, NIGHT + LEASE / 2) == []
    assert run(database, settings, NIGHT + LEASE) == ["long"]
    assert committed(database) == ["long 17"] * 5


def test_of_several_workers_one_does_the_duties(database: Database, settings: Settings, only: Registering) -> None:
    order: list[str] = []

    def watched(counted: Counted) -> Duty:
        def slowly(db: Session, *, now: dt.datetime, settings: Settings) -> int:
            order.append(counted.name)
            time.sleep(0.02)
            return counted(db, now=now, settings=settings)

        return slowly

    only("slow", watched(Counted("slow", 4)))
    only("after", watched(Counted("after", 1)))
    together = threading.Barrier(4)
    finished: list[str] = []

    def work() -> None:
        together.wait()
        finished.extend(run(database, settings, NIGHT))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(finished) == ["after", "slow"]
    assert order == ["slow"] * 5 + ["after"] * 2
    assert committed(database) == ["after 17"] + ["slow 17"] * 4


def test_a_worker_that_lost_a_duty_to_another_does_no_batch_more(
    database: Database, settings: Settings, only: Registering
) -> None:
    """It slept through its time; when it wakes up, somebody else has the duty."""
    counted = Counted("long", 3)

    def robbed(db: Session, *, now: dt.datetime, settings: Settings) -> int:
        done = counted(db, now=now, settings=settings)
        if len(counted.begun) == 1:
            db.get_one(DutyRow, "long").holder = "another"
        return done

    only("long", robbed)
    assert run(database, settings, NIGHT) == []
    assert committed(database) == ["long 17"]
    with database.reading() as db:
        assert db.get_one(DutyRow, "long").holder == "another"
