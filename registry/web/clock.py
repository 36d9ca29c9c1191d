"""The time. Pages ask here and pass it on as `now`; rules and actions never look at a clock."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

DENMARK = ZoneInfo("Europe/Copenhagen")


def now() -> dt.datetime:
    """Return the moment, in UTC."""
    return dt.datetime.now(dt.UTC)


def danish_day(moment: dt.datetime) -> dt.date:
    """Return the calendar day in Denmark at a moment."""
    return moment.astimezone(DENMARK).date()


def today() -> dt.date:
    """Return today's date in Denmark."""
    return danish_day(now())
