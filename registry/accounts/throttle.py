"""Attempts that failed lately, so that guessing gets slower and slower.

The counters live in a transaction of their own: they must survive a refusal that rolls everything else back. An
attempt is counted before it is looked at and given back when it succeeds, so that many at once don't slip through
together. Keys are hashes; neither e-mail nor network addresses are kept.

The network address is that of the connection. Behind a reverse proxy that is the proxy's, and everybody shares one
counter with a large allowance; the counter of the account still holds. A proxy that passes connections on with their
own address (PROXY protocol, or a transparent one) gives each visitor their own.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from registry.accounts.models import Throttle
from registry.accounts.rules import (
    ACCOUNT,
    ADDRESS,
    MAIL_FROM_ADDRESS,
    MAIL_TO_PERSON,
    Limit,
    Tally,
    after_failure,
    forgotten_after,
    remaining_wait,
)
from registry.db import Database
from registry.web.http import Request

#: A row that nobody added to for so long counts for nothing any more.
LONGEST_MEMORY = max(forgotten_after(limit) for limit in (ACCOUNT, ADDRESS, MAIL_TO_PERSON, MAIL_FROM_ADDRESS))


@dataclass(frozen=True)
class Counter:
    """One of the counters that an attempt is counted by. `by_account`: success clears it."""

    key: str
    limit: Limit
    by_account: bool


def of_guessing(request: Request, email: str) -> list[Counter]:
    """Return the counters for guessing at an account's password."""
    return [_by_account("password", email, ACCOUNT), _by_address("password", request, ADDRESS)]


def of_asking_for_mail(request: Request, email: str) -> list[Counter]:
    """Return the counters for having mail sent to somebody."""
    return [_by_account("mail", email, MAIL_TO_PERSON), _by_address("mail", request, MAIL_FROM_ADDRESS)]


def of_reporting(request: Request) -> list[Counter]:
    """Return the counters for telling us, without an account, that something is wrong."""
    return [_by_address("report", request, MAIL_FROM_ADDRESS)]


def attempt(database: Database, counters: Iterable[Counter], now: dt.datetime) -> dt.timedelta:
    """Count an attempt as failed until it proves good, and return zero; or how long to wait, and count nothing."""
    counters = sorted(counters, key=lambda counter: counter.key)  # one order for all: no deadlock
    with database.writing() as db, db.begin():
        db.execute(delete(Throttle).where(Throttle.last_at < now - LONGEST_MEMORY))
        rows = [_locked(db, counter.key, now) for counter in counters]
        tallies = [Tally(row.failures, row.last_at, row.blocked_until) for row in rows]
        wait = max(remaining_wait(tally, now) for tally in tallies)
        if not wait:
            for row, tally, counter in zip(rows, tallies, counters, strict=True):
                after = after_failure(tally, counter.limit, now)
                row.failures, row.last_at, row.blocked_until = after.failures, after.last_at, after.blocked_until
    return wait


def succeeded(db: Session, counters: Iterable[Counter]) -> None:
    """Clear the account's counter, and give the network address its attempt back.

    The address is not cleared: who guesses at many accounts may well have one of their own to sign in to.
    """
    for counter in sorted(counters, key=lambda counter: counter.key):
        if counter.by_account:
            db.execute(delete(Throttle).where(Throttle.key == counter.key))
        else:
            db.execute(
                update(Throttle)
                .where(Throttle.key == counter.key, Throttle.failures > 0)
                .values(failures=Throttle.failures - 1, blocked_until=None)
            )


def _locked(db: Session, key: str, now: dt.datetime) -> Throttle:
    insert = postgresql.insert if db.get_bind().dialect.name == "postgresql" else sqlite.insert
    db.execute(insert(Throttle).values(key=key, failures=0, last_at=now).on_conflict_do_nothing())
    return db.scalars(select(Throttle).where(Throttle.key == key).with_for_update()).one()


def _by_account(what: str, email: str, limit: Limit) -> Counter:
    return Counter(_hash(what, "account", email), limit, by_account=True)


def _by_address(what: str, request: Request, limit: Limit) -> Counter:
    return Counter(_hash(what, "address", network_of(request.client.host if request.client else "")), limit, False)


def network_of(host: str) -> str:
    """Return what counts as one address: of IPv6, a whole household's block."""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    return str(ip_network((address, 64), strict=False)) if isinstance(address, IPv6Address) else host


def _hash(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
