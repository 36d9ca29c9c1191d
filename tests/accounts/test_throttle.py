"""Counting attempts: survives refusals, knows no addresses, and many at once don't slip through together."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from sqlalchemy import select

from registry.accounts import throttle
from registry.accounts.models import Throttle
from registry.accounts.rules import ACCOUNT, ADDRESS, LONGEST_WAIT, forgotten_after
from registry.accounts.throttle import Counter
from registry.db import Database

NOW = dt.datetime(2026, 11, 16, 9, 0, tzinfo=dt.UTC)
ALICE = Counter("a" * 64, ACCOUNT, by_account=True)
OFFICE = Counter("b" * 64, ADDRESS, by_account=False)
NONE = dt.timedelta()


def stored(database: Database) -> dict[str, int]:
    with database.reading() as db:
        return {row.key: row.failures for row in db.scalars(select(Throttle))}


def test_attempts_get_slower_and_an_attempt_that_was_not_looked_at_does_not_count(database: Database) -> None:
    for _ in range(ACCOUNT.free + 1):
        assert throttle.attempt(database, [ALICE], NOW) == NONE
    assert throttle.attempt(database, [ALICE], NOW) == dt.timedelta(seconds=2)
    assert throttle.attempt(database, [ALICE], NOW) == dt.timedelta(seconds=2)
    assert throttle.attempt(database, [ALICE], NOW + dt.timedelta(seconds=2)) == NONE
    assert throttle.attempt(database, [ALICE], NOW + dt.timedelta(seconds=2)) == dt.timedelta(seconds=4)


def test_nobody_is_locked_out_for_good(database: Database) -> None:
    now = NOW
    for _ in range(40):
        now += throttle.attempt(database, [ALICE], now)
    wait = throttle.attempt(database, [ALICE], now)
    assert NONE < wait <= LONGEST_WAIT
    assert throttle.attempt(database, [ALICE], now + LONGEST_WAIT) == NONE


def test_success_clears_the_account_and_gives_the_office_its_attempt_back(database: Database) -> None:
    for _ in range(4):
        throttle.attempt(database, [ALICE, OFFICE], NOW)
    with database.writing() as db, db.begin():
        throttle.succeeded(db, [ALICE, OFFICE])
    assert stored(database) == {OFFICE.key: 3}


def test_an_own_account_is_no_way_to_guess_at_others_for_ever(database: Database) -> None:
    """Signing in to one's own account now and then does not clear the counter of the network address."""
    guesses = 0
    while throttle.attempt(database, [OFFICE], NOW) == NONE:
        guesses += 1
        if throttle.attempt(database, [OFFICE], NOW) == NONE:
            with database.writing() as db, db.begin():
                throttle.succeeded(db, [OFFICE])
        assert guesses < 100
    assert guesses <= ADDRESS.free + 1


def test_what_is_forgotten_is_deleted(database: Database) -> None:
    throttle.attempt(database, [ALICE], NOW)
    throttle.attempt(database, [OFFICE], NOW + forgotten_after(ACCOUNT) + dt.timedelta(seconds=1))
    assert set(stored(database)) == {OFFICE.key}


def test_many_attempts_at_once_do_not_slip_through_together(database: Database) -> None:
    together = threading.Barrier(8)
    looked_at: list[dt.timedelta] = []

    def guess() -> None:
        together.wait()
        waits = [throttle.attempt(database, [ALICE, OFFICE], NOW) for _ in range(4)]
        looked_at.extend(wait for wait in waits if wait == NONE)

    threads = [threading.Thread(target=guess) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(looked_at) == ACCOUNT.free + 1


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("testclient", "testclient", True),
    ],
)
def test_a_household_counts_as_one_address(one: str, other: str, same: bool) -> None:
    assert (throttle.network_of(one) == throttle.network_of(other)) is same
