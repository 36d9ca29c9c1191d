"""When a duty is to be done. Pure."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

_DENMARK = ZoneInfo("Europe/Copenhagen")
#: The hour, Danish time, at which a duty's day begins.
HOUR = 3
#: A duty whose worker was not heard of for so long is another's.
LEASE = dt.timedelta(minutes=10)
#: How long a duty rests that failed.
REST = dt.timedelta(minutes=15)


def day_of(moment: dt.datetime) -> dt.date:
    """Return the day whose duties are to be done at a moment; it changes at three in the morning, Danish time."""
    danish = moment.astimezone(_DENMARK)
    return danish.date() if danish.hour >= HOUR else danish.date() - dt.timedelta(days=1)
