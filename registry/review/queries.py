"""The queues of review and what is read of one submission, each in a flat number of statements."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session, aliased

from registry.offers import queries as offer_queries
from registry.offers.content import OfferContent, from_document
from registry.offers.models import FieldComment, Offer, OfferVersion, TagVerdict
from registry.partners.models import Organisation
from registry.review import rules
from registry.review.differences import changed_answers, changed_rows
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
        is_new: whether nothing of the offer is live.
        changed_fields: how many rows of its form a change to a live offer changes.
        changed_answers: how many policy answers it adds or changes.
        waited: weekdays since it was sent, or sent back.
        was_returned: whether it was sent back before and is here again.
    """

    version_id: str
    offer_id: str
    title: str
    organisation: str
    status: str
    is_new: bool
    changed_fields: int
    changed_answers: int
    flags: tuple[rules.Flag, ...]
    sent_at: dt.datetime | None
    waited: int
    was_returned: bool
    decided_at: dt.datetime | None
    decided_by: str | None


@dataclass(frozen=True)
class Counts:
    """How many things are in each queue, and for how many weekdays the oldest submission has waited."""

    waiting: int
    at_partner: int
    unverified: int
    oldest: int


@dataclass(frozen=True)
class Submission:
    """A version with what belongs to it.

    Attributes:
        live: what professionals find meanwhile, if that is another version.
        accepted: policy elements whose answers are accepted in the live version.
        comments, verdicts: what was said of this version the last time it was decided.
    """

    version: OfferVersion
    offer: Offer
    organisation: Organisation
    live: OfferContent | None
    accepted: frozenset[str]
    comments: Sequence[FieldComment]
    verdicts: Mapping[str, TagVerdict]

    def accepted_and_the_same(self) -> list[str]:
        """Return the policy elements whose answers are accepted already and say the same now."""
        if self.live is None:
            return []
        same = [answer.element for answer in self.version.content.policy if answer in self.live.policy]
        return [element for element in same if element in self.accepted]


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
    """Return a page of a queue: what waits the longest first, what is decided the latest first."""
    of_system = OfferVersion.decided_by_name == "system"  # imports were never in a queue
    condition = [OfferVersion.status.in_(_STATUSES[tab]), ~func.coalesce(of_system, False)]
    total = db.scalar(select(func.count()).select_from(OfferVersion).where(*condition)) or 0
    paging = Paging.of(number, PAGE_SIZE, total)
    order = {
        "venter": OfferVersion.submitted_at.asc(),
        "partner": OfferVersion.decided_at.asc(),
        "afgjort": OfferVersion.decided_at.desc(),
    }[tab]
    rows = db.execute(
        _rows().where(*condition).order_by(order, OfferVersion.id).limit(paging.size).offset(paging.offset)
    )
    return [_row(row, today) for row in rows], paging


def submission(db: Session, version_id: str) -> Submission | None:
    """Return a version with what belongs to it."""
    live = aliased(OfferVersion)
    found = db.execute(
        select(OfferVersion, Offer, Organisation, live)
        .join(Offer, Offer.id == OfferVersion.offer_id)
        .join(Organisation, Organisation.id == Offer.organisation_id)
        .outerjoin(live, (live.id == Offer.live_version_id) & (live.id != OfferVersion.id))
        .where(OfferVersion.id == version_id)
    ).one_or_none()
    if found is None:
        return None
    version, offer, organisation, current = found
    on_live = offer_queries.verdicts_on(db, current.id) if current else {}
    return Submission(
        version,
        offer,
        organisation,
        current.content if current else None,
        frozenset(element for element, verdict in on_live.items() if verdict.accepted),
        offer_queries.comments_on(db, version_id),
        offer_queries.verdicts_on(db, version_id),
    )


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
            Organisation.name,
            Organisation.sector,
            Organisation.verified_at,
            live.document.label("live_document"),
        )
        .join(Offer, Offer.id == OfferVersion.offer_id)
        .join(Organisation, Organisation.id == Offer.organisation_id)
        .outerjoin(live, (live.id == Offer.live_version_id) & (live.id != OfferVersion.id))
    )


def _row(row: Row[Any], today: dt.date) -> QueueRow:
    content = from_document(row.document)
    live = from_document(row.live_document) if row.live_document is not None else None
    since = row.decided_at if row.status == "returned" else row.submitted_at
    return QueueRow(
        version_id=row.id,
        offer_id=row.offer_id,
        title=content.title,
        organisation=row.name,
        status=row.status,
        is_new=live is None,
        changed_fields=len(changed_rows(live, content)) if live else 0,
        changed_answers=changed_answers(live, content) if live else 0,
        flags=tuple(rules.flags(content, live, sector=row.sector, verified=row.verified_at is not None, today=today)),
        sent_at=row.submitted_at,
        waited=rules.weekdays_between(danish_day(since), today) if since else 0,
        was_returned=row.status == "submitted" and row.decided_at is not None,
        decided_at=row.decided_at,
        decided_by=row.decided_by_name,
    )
