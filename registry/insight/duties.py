"""What insight needs done at night."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from registry.duties import duty
from registry.insight import figures
from registry.settings import Settings
from registry.web.clock import danish_day


@duty("work-out-figures")
def work_out(db: Session, *, now: dt.datetime, settings: Settings) -> int:
    """Work out the figures of the month; all of it at once, so nothing is left afterwards."""
    figures.reckon(db, danish_day(now))
    return 0
