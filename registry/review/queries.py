"""The queues of review, each in a flat number of statements."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session, aliased

from registry.offers.content import from_document
from registry.offers.models import Offer, OfferVersion, TagVerdict
from registry.partners.models import Organisation
from registry.review import rules
from registry.review.differences import differences
from registry.web.clock import danish_day
from registry.web.paging import Paging

Tab = Literal["venter", "partner", "afgjort"]
TABS: tuple[Tab, ...] = ("venter", "partner", "afgjort")
_STATUSES: dict[Tab, tuple[str, ...]] = {
    "venter": ("submitted",),
    "partner": ("returned",),
    "afgjort": ("approved", "declined", "replaced"),
}
PAGE_SIZE = 25


@dataclass(frozen=True, kw_only=True)
class QueueRow:
    """A submission in a queue.

    Attributes:
        changed_fields: how many fields a change to a live offer changes; None for a new offer.
        waited: weekdays since it was sent.
    """

    version_id: str
    offer_id: str
    title: str
    organisation_id: str
    organisation: str
    verified: bool
    status: str
    changed_fields: int | None
    flags: tuple[rules.Flag, ...]
    sent_at: dt.datetime | None
    waited: int
    decided_at: dt.datetime | None
    decided_by: str | None


@dataclass(frozen=True)
class Counts:
    """How many things are in each queue, and for how many weekdays the oldest submission has waited."""

    waiting: int
    at_partner: int
    unverified: int
    oldest: int


def counts(db: Session, today: dt.date) -> Counts:
    """Return how much there is to do."""
    statement = (
        select(OfferVersion.status, func.count())
        .where(OfferVersion.status.in_(("submitted", "returned")))
        .group_by(OfferVersion.status)
    )
    by_status: dict[str, int] = {row[0]: row[1] for row in db.execute(statement)}
    oldest = db.scalar(select(func.min(OfferVersion.submitted_at)).where(OfferVersion.status == "submitted"))
    unverified = db.scalar(select(func.count()).select_from(Organisation).where(Organisation.verified_at.is_(None)))
    waited = rules.weekdays_between(danish_day(oldest), today) if oldest else 0
    return Counts(by_status.get("submitted", 0), by_status.get("returned", 0), unverified or 0, waited)


def queue(db: Session, tab: Tab, number: int, today: dt.date) -> tuple[list[QueueRow], Paging]:
    """Return a page of a queue: what waits oldest first, what is decided newest first."""
    statuses = _STATUSES[tab]
    of_system = OfferVersion.decided_by_name == "system"  # imports were never in a queue
    condition = [OfferVersion.status.in_(statuses), ~func.coalesce(of_system, False)]
    total = db.scalar(select(func.count()).select_from(OfferVersion).where(*condition)) or 0
    paging = Paging.of(number, PAGE_SIZE, total)
    order = (
        [OfferVersion.submitted_at, OfferVersion.id]
        if tab == "venter"
        else [OfferVersion.decided_at.desc(), OfferVersion.id]
    )
    rows = db.execute(_rows().where(*condition).order_by(*order).limit(paging.size).offset(paging.offset))
    return [_row(row, today) for row in rows], paging


def accepted_before(db: Session, version: OfferVersion) -> set[str]:
    """Return the policy elements whose answers were accepted in the live version and say the same now."""
    live_id = db.scalar(select(Offer.live_version_id).where(Offer.id == version.offer_id))
    live = db.get(OfferVersion, live_id) if live_id and live_id != version.id else None
    if live is None:
        return set()
    accepted = set(db.scalars(select(TagVerdict.element).where(TagVerdict.version_id == live.id, TagVerdict.accepted)))
    return {answer.element for answer in version.content.policy if answer in live.content.policy} & accepted


def _rows() -> Select[Any]:
    live = aliased(OfferVersion)
    return (
        select(
            OfferVersion.id,
            OfferVersion.offer_id,
            OfferVersion.document,
            OfferVersion.status,
            OfferVersion.submitted_at,
            OfferVersion.decided_at,
            OfferVersion.decided_by_name,
            Organisation.id.label("organisation_id"),
            Organisation.name,
            Organisation.sector,
            Organisation.verified_at,
            live.id.label("live_id"),
            live.document.label("live_document"),
        )
        .join(Offer, Offer.id == OfferVersion.offer_id)
        .join(Organisation, Organisation.id == Offer.organisation_id)
        .outerjoin(live, live.id == Offer.live_version_id)
    )


def _row(row: Row[Any], today: dt.date) -> QueueRow:
    content = from_document(row.document)
    live = from_document(row.live_document) if row.live_id and row.live_id != row.id else None
    changed = None
    if live is not None:
        changed = len(differences(live, content)) + (live.policy != content.policy)
    verified = row.verified_at is not None
    return QueueRow(
        version_id=row.id,
        offer_id=row.offer_id,
        title=content.title,
        organisation_id=row.organisation_id,
        organisation=row.name,
        verified=verified,
        status=row.status,
        changed_fields=changed,
        flags=tuple(rules.flags(content, live, sector=row.sector, verified=verified, today=today)),
        sent_at=row.submitted_at,
        waited=rules.weekdays_between(danish_day(row.submitted_at), today) if row.submitted_at else 0,
        decided_at=row.decided_at,
        decided_by=row.decided_by_name,
    )
