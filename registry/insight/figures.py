"""A few numbers for each month: worked out at night, so that a page reads some rows however much there is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum

from sqlalchemy import func, literal_column, select
from sqlalchemy.orm import Session

from registry.insight import rules
from registry.insight.models import MonthlyFigure
from registry.offers.models import Offer, OfferVersion
from registry.web.clock import DENMARK

#: So many months are kept in sight.
MONTHS = 24
_HOUR = 3600
#: What was approved by itself kept nobody waiting. Written as in the index that it is found by.
_BY_PEOPLE = OfferVersion.decided_by_name != literal_column("'system'")


class Name(StrEnum):
    """What is counted or measured."""

    LIVE = "live"
    """Offers in the search when the month was last counted."""
    PUBLISHED = "published"
    """Offers that were published for the first time."""
    DECIDED = "decided"
    """Texts that reviewers decided on."""
    MEDIAN = "decision_median"
    """Hours from sending to decision that half of those decided took at most."""
    MOST = "decision_most"
    """Hours that nine in ten of them took at most."""


def reckon(db: Session, today: dt.date) -> None:
    """Work out this month and the one before; every month in sight the first time."""
    is_first = db.scalar(select(MonthlyFigure.month).limit(1)) is None
    this = today.replace(day=1)
    for month in rules.months(today, MONTHS if is_first else 2):
        _put(db, month, _of(db, month))
    live = db.scalar(select(func.count()).select_from(Offer).where(Offer.status == "live")) or 0
    _put(db, this, {Name.LIVE: live})
    db.flush()


def by_month(db: Session, today: dt.date) -> dict[dt.date, Mapping[str, float]]:
    """Return the figures of the months in sight, oldest first; months before the first figure are left out."""
    months = rules.months(today, MONTHS)
    found: dict[dt.date, dict[str, float]] = {month: {} for month in months}
    for row in db.scalars(select(MonthlyFigure).where(MonthlyFigure.month >= months[0])):
        found.setdefault(row.month, {})[row.name] = row.value
    begun = next((month for month in months if any(found[month].values())), months[-1])
    return {month: figures for month, figures in found.items() if month >= begun}


def _of(db: Session, month: dt.date) -> dict[str, float]:
    first, last = _midnight(month), _midnight(rules.after(month))
    published = db.scalar(
        select(func.count()).select_from(Offer).where(Offer.published_at >= first, Offer.published_at < last)
    )
    decided = db.execute(
        select(OfferVersion.submitted_at, OfferVersion.decided_at).where(
            OfferVersion.decided_at >= first,
            OfferVersion.decided_at < last,
            OfferVersion.submitted_at.is_not(None),
            _BY_PEOPLE,
        )
    )
    hours = [(end - start).total_seconds() / _HOUR for start, end in decided if start and end and end >= start]
    times = {Name.MEDIAN: rules.percentile(hours, 0.5), Name.MOST: rules.percentile(hours, 0.9)}
    return {
        Name.PUBLISHED: published or 0,
        Name.DECIDED: len(hours),
        **{name: value for name, value in times.items() if value is not None},
    }


def _put(db: Session, month: dt.date, figures: Mapping[str, float]) -> None:
    for name, value in figures.items():
        db.merge(MonthlyFigure(month=month, name=str(name), value=float(value)))


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=DENMARK)
