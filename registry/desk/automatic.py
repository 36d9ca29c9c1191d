"""What was approved automatically, for administrators to look at afterwards."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registry.access import SYSTEM
from registry.history import HistoryLine, Verb
from registry.offers.models import OfferVersion
from registry.partners.models import Organisation
from registry.web import keyset
from registry.web.keyset import Order, Place, Turning

PAGE = 25
_ORDER = Order(HistoryLine.at, HistoryLine.id, descending=True, is_moment=True)
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


def rows(db: Session, place: Place | None) -> tuple[list[Row], Turning]:
    """Return a page of the changes that went through, newest first, and the pages beside it."""
    portion, turning = keyset.portion(db, select(HistoryLine).where(_IS), _ORDER, place, PAGE)
    shown: list[HistoryLine] = [row[0] for row in portion]
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
    return found, turning
