"""What was approved automatically, for administrators to look at afterwards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registry.access import SYSTEM
from registry.history import HistoryLine, Verb
from registry.offers.models import Offer, OfferVersion
from registry.offers.models_decisions import ReviewDecision
from registry.offers.remembering import LASTS
from registry.partners.models import Organisation
from registry.web import keyset
from registry.web.keyset import Order, Place, Turning

PAGE = 25
_ORDER = Order(HistoryLine.at, HistoryLine.id, descending=True, is_moment=True)
_IS = HistoryLine.verb == Verb.APPROVED_AUTOMATICALLY.value


@dataclass(frozen=True)
class Row:
    """A change that went through.

    Attributes:
        line: its line of history.
        organisation_id, organisation: whose it is, if that is there still.
        version_id: the text, if it is there still and hasn't been taken back.
        until: until when the approval can be taken back; None when it can't any more.
        taken_back: that it was taken back; None when it wasn't.
        can_hide: whether the offer can be found, so that it can be hidden.
    """

    line: HistoryLine
    organisation_id: str | None
    organisation: str | None
    version_id: str | None
    until: dt.datetime | None
    taken_back: HistoryLine | None
    can_hide: bool


def number_since(db: Session, moment: dt.datetime) -> int:
    """Return how many changes went through after a moment."""
    return db.scalar(select(func.count()).select_from(HistoryLine).where(_IS, HistoryLine.at > moment)) or 0


def rows(db: Session, place: Place | None, now: dt.datetime) -> tuple[list[Row], Turning]:
    """Return a page of the changes that went through, newest first, and the pages beside it."""
    portion, turning = keyset.portion(db, select(HistoryLine).where(_IS), _ORDER, place, PAGE)
    shown: list[HistoryLine] = [row[0] for row in portion]
    concerned = {line.organisation_id for line in shown if line.organisation_id}
    named = select(Organisation.id, Organisation.name).where(Organisation.id.in_(sorted(concerned)))
    names = {row.id: row.name for row in db.execute(named)}
    offers = sorted({line.subject_id for line in shown})
    decided = (
        select(OfferVersion.offer_id, OfferVersion.decided_at, OfferVersion.id, ReviewDecision.revision)
        .outerjoin(
            ReviewDecision,
            (ReviewDecision.version_id == OfferVersion.id)
            & (ReviewDecision.revision == OfferVersion.revision)
            & (ReviewDecision.decided_at > now - LASTS),
        )
        .where(OfferVersion.offer_id.in_(offers), OfferVersion.decided_by_name == SYSTEM.name)
        .where(OfferVersion.decided_at.in_({line.at for line in shown}))
    )
    versions = {(one.offer_id, one.decided_at): one for one in db.execute(decided)}
    live = set(db.scalars(select(Offer.id).where(Offer.id.in_(offers), Offer.status == "live")))
    back = _taken_back(db, shown)
    found = []
    for line in shown:
        version = versions.get((line.subject_id, line.at))
        found.append(
            Row(
                line,
                line.organisation_id if line.organisation_id in names else None,
                names.get(line.organisation_id or ""),
                version.id if version else None,
                line.at + LASTS if version and version.revision else None,
                back.get(line.id),
                line.subject_id in live,
            )
        )
    return found, turning


def _taken_back(db: Session, shown: Sequence[HistoryLine]) -> dict[str, HistoryLine]:
    """Return by which line each of these was taken back: the first one after it, while that can be done."""
    if not shown:
        return {}
    moments = [line.at for line in shown]
    undone = db.scalars(
        select(HistoryLine)
        .where(HistoryLine.verb == Verb.AUTOMATIC_TAKEN_BACK.value)
        .where(HistoryLine.subject_id.in_({line.subject_id for line in shown}))
        .where(HistoryLine.at.between(min(moments), max(moments) + LASTS))
        .order_by(HistoryLine.at.desc())
    ).all()
    found = {}
    for line in shown:
        for one in undone:  # the last one that is assigned is the earliest
            if one.subject_id == line.subject_id and line.at <= one.at < line.at + LASTS:
                found[line.id] = one
    return found
