"""When a mail that could not be delivered is tried again. Pure."""

from __future__ import annotations

import datetime as dt

#: A row that was taken by a worker is taken again after this, should the worker have died meanwhile.
LEASE = dt.timedelta(minutes=10)

#: How long to wait after the first, second, … failed try: two days in all.
PAUSES = tuple(dt.timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 3 * 60, 8 * 60, 12 * 60, 24 * 60))


def pause_after(tries: int) -> dt.timedelta | None:
    """Return how long to wait after so many failed tries; None: give up."""
    return PAUSES[tries - 1] if tries <= len(PAUSES) else None
