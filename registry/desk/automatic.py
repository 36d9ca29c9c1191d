"""What was approved automatically, for administrators to look at afterwards."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from registry.access import SYSTEM
from registry.history import HistoryLine, Verb
from registry.offers.models import OfferVersion
from registry.partners.models import Organisation

PAGE = 25
_IS = HistoryLine.verb == Verb.APPROVED_AUTOMATICALLY.value


@dataclass(frozen=True)
class Row:
    """A change that went through: its line of history, whose it was, and the text, if it is there still."""

    line: HistoryLine
    organisation_id: str | None
    organisation: str | None
    version_id: str | None


def number_since(db: Session, moment: dt.datetime) -> int:
    """Return how many changes went through after a moment."""
    return db.scalar(select(func.count()).select_from(HistoryLine).where(_IS, HistoryLine.at > moment)) or 0


def rows(db: Session, after: str = "") -> tuple[list[Row], str | None]:
    """Return some changes that went through, newest first, and the id of the line to go on after, if there is more."""
    begun = db.get(HistoryLine, after) if after else None
    older = [] if begun is None else [tuple_(HistoryLine.at, HistoryLine.id) < (begun.at, begun.id)]
    lines = db.scalars(
        select(HistoryLine).where(_IS, *older).order_by(HistoryLine.at.desc(), HistoryLine.id.desc()).limit(PAGE + 1)
    ).all()
    shown = lines[:PAGE]
    concerned = {line.organisation_id for line in shown if line.organisation_id}
    named = select(Organisation.id, Organisation.name).where(Organisation.id.in_(sorted(concerned)))
    names = {row.id: row.name for row in db.execute(named)}
    decided = select(OfferVersion.offer_id, OfferVersion.decided_at, OfferVersion.id).where(
        OfferVersion.offer_id.in_(sorted({line.subject_id for line in shown})),
        OfferVersion.decided_by_name == SYSTEM.name,
    )
    versions = {(offer_id, at): id_ for offer_id, at, id_ in db.execute(decided)}
    found = [
        Row(
            line,
            line.organisation_id if line.organisation_id in names else None,
            names.get(line.organisation_id or ""),
            versions.get((line.subject_id, line.at)),
        )
        for line in shown
    ]
    return found, shown[-1].id if len(lines) > PAGE else None
