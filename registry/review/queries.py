"""The queues of review and what is read of one submission, each in a flat number of statements."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement, Row, Select, func, literal_column, select
from sqlalchemy.orm import Session, aliased

from registry.access import Actor
from registry.offers import queries as offer_queries
from registry.offers import risk, together
from registry.offers.content import OfferContent, from_document
from registry.offers.models import FieldComment, Offer, OfferVersion, TagVerdict
from registry.offers.risk import Level
from registry.offers.together import Partner
from registry.partners.models import Organisation
from registry.review import claims, rules
from registry.review.differences import changed_answers, changed_rows
from registry.review.models import ReviewClaim
from registry.review.narrowing import Narrowing, conditions, is_first
from registry.web import keyset
from registry.web.clock import danish_day
from registry.web.keyset import Order, Place, Turning

Tab = Literal["venter", "partner", "afgjort"]
TABS: tuple[Tab, ...] = ("venter", "partner", "afgjort")
_ORDERS: dict[Tab, Order] = {
    "venter": Order(OfferVersion.submitted_at, OfferVersion.id, is_moment=True),
    "partner": Order(OfferVersion.decided_at, OfferVersion.id, is_moment=True),
    "afgjort": Order(OfferVersion.decided_at, OfferVersion.id, descending=True, is_moment=True),
}
_STATUSES: dict[Tab, tuple[str, ...]] = {
    "venter": ("submitted",),
    "partner": ("returned",),
    "afgjort": ("approved", "declined", "replaced"),
}
PAGE_SIZE = 25
EVERYTHING = Narrowing()


@dataclass(frozen=True, kw_only=True)
class QueueRow:
    """A submission in a queue.

    Attributes:
        is_new: whether nothing of the offer is live.
        changed_fields: how many rows of its form a change to a live offer changes.
        changed_answers: how many policy answers it adds or changes.
        waited: weekdays since it was sent, or sent back.
        was_returned: whether it was sent back before and is here again.
        level: how much risk there is, by its flags.
        taken: who reads it, if anybody does.
    """

    version_id: str
    offer_id: str
    title: str
    organisation: str
    status: str
    is_new: bool
    changed_fields: int
    changed_answers: int
    flags: tuple[risk.Flag, ...]
    sent_at: dt.datetime | None
    waited: int
    was_returned: bool
    decided_at: dt.datetime | None
    decided_by: str | None
    level: Level
    taken: ReviewClaim | None


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
        is_first: whether nothing of the organisation was ever published.
        accepted: policy elements whose answers are accepted in the live version.
        partners: who else was asked to stand behind it, and what they have said.
        comments, verdicts: what was said of this version the last time it was decided.
    """

    version: OfferVersion
    offer: Offer
    organisation: Organisation
    live: OfferContent | None
    is_first: bool
    accepted: frozenset[str]
    partners: Sequence[Partner]
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


def queue(
    db: Session,
    tab: Tab,
    today: dt.date,
    *,
    now: dt.datetime,
    narrowing: Narrowing = EVERYTHING,
    place: Place | None = None,
) -> tuple[list[QueueRow], Turning]:
    """Return a page of a queue: what waits the longest first, what is decided the latest first."""
    rows, turning = keyset.portion(
        db, _rows().where(*_in(tab), *conditions(narrowing, today)), _ORDERS[tab], place, PAGE_SIZE
    )
    taken = claims.of(db, [row.id for row in rows], now)
    return [_row(row, today, taken.get(row.id)) for row in rows], turning


def next_after(
    db: Session, version: OfferVersion, actor: Actor, narrowing: Narrowing, *, now: dt.datetime
) -> str | None:
    """Return the submission to read after one: the next that nobody else has taken and the actor may decide.

    After the last comes the first; None when there is no other.
    """
    taken = select(ReviewClaim.version_id).where(ReviewClaim.until > now, ReviewClaim.account_id != actor.account_id)
    waiting = (
        _rows()
        .where(*_in("venter"), *conditions(narrowing, danish_day(now)))
        .where(OfferVersion.id != version.id, OfferVersion.id.not_in(taken))
        .where(Offer.organisation_id.not_in(sorted(actor.organisations)))
    )
    places = [Place(version.submitted_at.isoformat(), version.id)] if version.submitted_at else []
    for place in (*places, None):
        rows, _turning = keyset.portion(db, waiting, _ORDERS["venter"], place, 1)
        if rows:
            found: str = rows[0].id
            return found
    return None


def submission(db: Session, version_id: str) -> Submission | None:
    """Return a version with what belongs to it."""
    live = aliased(OfferVersion)
    found = db.execute(
        select(OfferVersion, Offer, Organisation, live, is_first())
        .join(Offer, Offer.id == OfferVersion.offer_id)
        .join(Organisation, Organisation.id == Offer.organisation_id)
        .outerjoin(live, (live.id == Offer.live_version_id) & (live.id != OfferVersion.id))
        .where(OfferVersion.id == version_id)
    ).one_or_none()
    if found is None:
        return None
    version, offer, organisation, current, first = found
    on_live = offer_queries.verdicts_on(db, current.id) if current else {}
    return Submission(
        version,
        offer,
        organisation,
        current.content if current else None,
        bool(first),
        frozenset(element for element, verdict in on_live.items() if verdict.accepted),
        together.partners(db, offer.id),
        offer_queries.comments_on(db, version_id),
        offer_queries.verdicts_on(db, version_id),
    )


def _in(tab: Tab) -> list[ColumnElement[bool]]:
    chosen = OfferVersion.status.in_(_STATUSES[tab])
    if tab != "afgjort":
        return [chosen]
    # nearly all that is decided was brought in by an import; so the index over the rest must lead
    by_people = OfferVersion.decided_by_name != literal_column("'system'")
    return [by_people, OfferVersion.status.concat("").in_(_STATUSES[tab])]


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
            Organisation.website,
            Organisation.contact_email,
            is_first().label("is_first"),
            live.document.label("live_document"),
        )
        .join(Offer, Offer.id == OfferVersion.offer_id)
        .join(Organisation, Organisation.id == Offer.organisation_id)
        .outerjoin(live, (live.id == Offer.live_version_id) & (live.id != OfferVersion.id))
    )


def _row(row: Row[Any], today: dt.date, taken: ReviewClaim | None) -> QueueRow:
    content = from_document(row.document)
    live = from_document(row.live_document) if row.live_document is not None else None
    flags = rules.flags(
        content,
        live,
        sector=row.sector,
        verified=row.verified_at is not None,
        today=today,
        own=(row.website, row.contact_email),
        is_first=bool(row.is_first),
    )
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
        flags=tuple(flags),
        sent_at=row.submitted_at,
        waited=rules.weekdays_between(danish_day(since), today) if since else 0,
        was_returned=row.status == "submitted" and row.decided_at is not None,
        decided_at=row.decided_at,
        decided_by=row.decided_by_name,
        level=risk.level(flags),
        taken=taken,
    )
