"""When an address counts as wrong, and when to look at it again. Pure: `now` and `today` are arguments."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlsplit

from registry.offers.addresses import Found

#: Something that is wrong counts from so many different days on: servers rest, too.
COUNTS_FROM = 2
#: How long until an address is looked at again: one that is fine, that couldn't be looked at, that was wrong for the
#: first time, and that has been wrong for long.
IF_FINE, IF_UNKNOWN, IF_NEW, IF_OLD = (dt.timedelta(days=days) for days in (30, 3, 1, 7))


@dataclass(frozen=True)
class Look:
    """What was found at an address. `moved_to`: where a page has moved to for good."""

    found: Found
    moved_to: str | None = None


@dataclass(frozen=True)
class State:
    """What is known of an address; see `AddressCheck`."""

    failures: int = 0
    failed_on: dt.date | None = None
    problem: Found | None = None
    moved_to: str | None = None


def after(state: State, look: Look, today: dt.date) -> tuple[State, dt.timedelta]:
    """Return what is known after a look, and how long until the next."""
    if look.found is Found.FINE:
        return State(), IF_FINE
    if look.found is Found.UNKNOWN:
        return state, IF_UNKNOWN
    failures = state.failures + (state.failed_on != today)
    if failures < COUNTS_FROM:
        return State(failures, today), IF_NEW
    return State(failures, today, look.found, look.moved_to), IF_OLD


def has_moved(before: str, now: str) -> bool:
    """Whether a page that leads on for good is worth an organisation's while: not for a slash, a www or an s in https.

    A home page that leads to its first page hasn't moved either.
    """
    old, new = urlsplit(before), urlsplit(now)
    if _bare(old.hostname) != _bare(new.hostname):
        return True
    asked = (old.path.strip("/"), old.query)
    return any(asked) and asked != (new.path.strip("/"), new.query)


def _bare(host: str | None) -> str:
    return (host or "").lower().removeprefix("www.")
