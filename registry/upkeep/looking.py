"""The worker that looks at the addresses of offers, a few a minute, one at a time, where it is switched on.

One worker of all looks, so no host is asked twice at once. It takes the next address in one transaction and writes down
what it found in another; none is open while the network talks. What a worker had taken that died is due again later.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading
from typing import Protocol

from sqlalchemy import CursorResult, Select, select, update
from sqlalchemy.orm import Session

from registry.db import Database, new_id
from registry.duties import running
from registry.offers.addresses import Address, Found, Kind
from registry.offers.models_addresses import AddressCheck
from registry.settings import Settings
from registry.upkeep import rules
from registry.upkeep.asking import Network
from registry.web import clock

#: Seconds between two looks.
PAUSE = 15.0
NAME = "look-at-addresses"
#: When an address is due again whose worker died.
_AGAIN = dt.timedelta(hours=1)
_log = logging.getLogger("registry.upkeep")


class WayOut(Protocol):
    """What looks at an address; see `asking.Network`."""

    def look_at_page(self, url: str) -> rules.Look:
        """Return what is found at a page."""

    def look_at_mail(self, domain: str) -> rules.Look:
        """Return whether a domain takes mail."""


def look_at_next(database: Database, network: WayOut, run: str, now: dt.datetime) -> Address | None:
    """Look at the address that has been due the longest; None: there is none, or another worker looks.

    Args:
        database: where the addresses are.
        network: the way out.
        run: which worker this is.
        now: the moment.
    """
    with database.reading() as db:
        if db.scalar(_due(now)) is None:
            return None
    with database.writing() as db, db.begin():
        if not running.take(db, NAME, run, now):
            return None
        taken = _take_next(db, now)
    if taken is None:
        return None
    address, state = taken
    look_at = network.look_at_page if address.kind is Kind.PAGE else network.look_at_mail
    look = look_at(address.target)
    after, wait = rules.after(state, look, clock.danish_day(now))
    with database.writing() as db, db.begin():
        _write_down(db, address, after, now, wait)
    return address


def _due(now: dt.datetime) -> Select[AddressCheck]:
    longest = select(AddressCheck).where(AddressCheck.due_at <= now)
    return longest.order_by(AddressCheck.due_at, AddressCheck.kind, AddressCheck.target).limit(1)


def _take_next(db: Session, now: dt.datetime) -> tuple[Address, rules.State] | None:
    row = db.scalars(_due(now)).one_or_none()
    if row is None:
        return None
    row.due_at = now + _AGAIN
    problem = Found(row.problem) if row.problem else None
    return Address(Kind(row.kind), row.target), rules.State(row.failures, row.failed_on, problem, row.moved_to)


def _write_down(db: Session, address: Address, after: rules.State, now: dt.datetime, wait: dt.timedelta) -> None:
    """Write down what was found, unless the address was taken by another worker since, or is given no more."""
    written = db.execute(
        update(AddressCheck)
        .where(
            AddressCheck.kind == address.kind.value,
            AddressCheck.target == address.target,
            AddressCheck.due_at == now + _AGAIN,
        )
        .values(
            due_at=now + wait,
            looked_at=now,
            failures=after.failures,
            failed_on=after.failed_on,
            problem=after.problem.value if after.problem else None,
            moved_to=after.moved_to,
        )
    )
    if not (isinstance(written, CursorResult) and written.rowcount):
        _log.info("an address was looked at by two workers, or is given no more")


class Looker:
    """A thread that looks, from time to time, until it is stopped; where looking is switched off, it does nothing."""

    def __init__(
        self, database: Database, settings: Settings, network: WayOut | None = None, pause: float = PAUSE
    ) -> None:
        self._database = database
        self._network = network
        self._name = f"Sammen/1 (+{settings.base_url}/om) link check"
        self._pause = pause
        self._is_on = settings.check_links
        self._run = new_id()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._look, name=NAME, daemon=True)

    def start(self) -> None:
        """Begin."""
        if self._is_on:
            self._thread.start()

    def stop(self, patience: float = 5) -> None:
        """Let the look that is being taken end, for so many seconds."""
        self._stopped.set()
        if self._is_on:
            self._thread.join(timeout=patience)

    def _look(self) -> None:
        network = self._network or Network(self._name)
        while not self._stopped.wait(self._pause):
            try:
                look_at_next(self._database, network, self._run, clock.now())
            except Exception:
                _log.exception("an address could not be looked at")
