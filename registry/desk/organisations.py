"""What administrators see of organisations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from registry.accounts.models import Account
from registry.offers.deadlines import HIDDEN
from registry.offers.models import Offer, OfferVersion
from registry.partners import queries as partner_queries
from registry.partners import rules
from registry.partners.models import Membership, Organisation
from registry.web import keyset
from registry.web.keyset import Order, Place, Turning

PAGE = 25
Standing = Literal["", "ikke-bekraeftet", "bekraeftet", "suspenderet", "tillid", "uden-ejer"]
#: What the list can be narrowed to, in the order of its tabs.
STANDINGS: tuple[Standing, ...] = ("", "ikke-bekraeftet", "bekraeftet", "suspenderet", "tillid", "uden-ejer")
_ORDER = Order(Organisation.sort_key, Organisation.id)
_HAS_OWNER = (
    select(Membership.organisation_id)
    .join(Account, Account.id == Membership.account_id)
    .where(
        Membership.organisation_id == Organisation.id,
        Membership.joined_at.is_not(None),
        Membership.role == rules.Standing.OWNER.value,
        Account.closed_at.is_(None),
    )
    .correlate(Organisation)
    .exists()
)
_IS: dict[Standing, ColumnElement[bool]] = {
    "ikke-bekraeftet": Organisation.verified_at.is_(None),
    "bekraeftet": Organisation.verified_at.is_not(None),
    "suspenderet": Organisation.suspended_at.is_not(None),
    "tillid": Organisation.trusted_at.is_not(None),
    "uden-ejer": ~_HAS_OWNER,
}


@dataclass(frozen=True)
class Row:
    """An organisation in the list, with how many members, requests and live offers it has.

    `has_owner`: somebody owns it who can sign in.
    """

    organisation: Organisation
    members: int
    has_owner: bool
    waiting: int
    live: int


@dataclass(frozen=True)
class OfferRow:
    """An offer of an organisation: its id, its newest text's id and title, and where that and the offer stand."""

    id: str
    version_id: str
    title: str
    status: str
    version_status: str


@dataclass(frozen=True)
class Waiting:
    """How much waits for an administrator, or is there to be looked at."""

    organisations: int
    unverified: int
    requests: int
    submissions: int


def rows(db: Session, standing: Standing, text: str, place: Place | None) -> tuple[list[Row], Turning]:
    """Return a page of the organisations whose name or CVR number matches, in Danish order, and the pages beside it."""
    statement = select(Organisation).where(*_conditions(standing, text))
    portion, turning = keyset.portion(db, statement, _ORDER, place, PAGE)
    found: list[Organisation] = [row[0] for row in portion]
    ids = [organisation.id for organisation in found]
    joined = Membership.joined_at.is_not(None)
    members = _count(db, Membership.organisation_id, ids, joined)
    owned = set(db.scalars(select(Organisation.id).where(Organisation.id.in_(ids), _HAS_OWNER)))
    waiting = _count(db, Membership.organisation_id, ids, Membership.joined_at.is_(None))
    live = _count(db, Offer.organisation_id, ids, Offer.status == "live")
    return [
        Row(one, members.get(one.id, 0), one.id in owned, waiting.get(one.id, 0), live.get(one.id, 0)) for one in found
    ], turning


def totals(db: Session, text: str) -> dict[Standing, int]:
    """Return how many organisations match under each tab."""
    counted = [func.count().label("all"), *(func.sum(case((holds, 1), else_=0)) for holds in _IS.values())]
    everything, *parts = db.execute(select(*counted).select_from(Organisation).where(*_conditions("", text))).one()
    return {"": everything, **dict(zip(_IS, (part or 0 for part in parts), strict=True))}


def offers_by_status(db: Session, organisation_id: str) -> Mapping[str, int]:
    """Return how many offers an organisation has in each state.

    `submitted` counts texts that wait for review, `hidden` offers for which something has run out.
    """
    counted = _count(db, Offer.status, None, Offer.organisation_id == organisation_id)
    submitted = db.scalar(
        select(func.count())
        .select_from(OfferVersion)
        .join(Offer, Offer.id == OfferVersion.offer_id)
        .where(Offer.organisation_id == organisation_id, OfferVersion.status == "submitted")
    )
    hidden = sum(counted.get(status, 0) for status in HIDDEN)
    return {"live": 0, "paused": 0, "unpublished": 0, **counted, "hidden": hidden, "submitted": submitted or 0}


def offers_of(db: Session, organisation_id: str, after: str = "") -> tuple[list[OfferRow], str | None]:
    """Return some of an organisation's offers by id, and the id to go on after; None when there are no more."""
    newest = select(func.max(OfferVersion.number)).where(OfferVersion.offer_id == Offer.id)
    is_newest = OfferVersion.number == newest.correlate(Offer).scalar_subquery()
    found = db.execute(
        select(Offer.id, OfferVersion.id, OfferVersion.document, Offer.status, OfferVersion.status)
        .join(OfferVersion, (OfferVersion.offer_id == Offer.id) & is_newest)
        .where(Offer.organisation_id == organisation_id, Offer.id > after)
        .order_by(Offer.id)
        .limit(PAGE + 1)
    ).all()
    rows = [
        OfferRow(id_, version_id, document.get("title", ""), status, version_status)
        for id_, version_id, document, status, version_status in found[:PAGE]
    ]
    return rows, rows[-1].id if len(found) > PAGE else None


def waiting(db: Session) -> Waiting:
    """Return how much waits."""
    everything, verified = db.execute(select(func.count(), func.count(Organisation.verified_at))).one()
    has_members = select(Membership.organisation_id).where(Membership.joined_at.is_not(None))
    requests = db.scalar(
        select(func.count())
        .select_from(Membership)
        .where(Membership.joined_at.is_(None), Membership.organisation_id.not_in(has_members))
    )
    submissions = db.scalar(select(func.count()).select_from(OfferVersion).where(OfferVersion.status == "submitted"))
    return Waiting(everything, everything - verified, requests or 0, submissions or 0)


def nobody_answers(db: Session) -> Sequence[Organisation]:
    """Return the organisations without members that somebody asks to join."""
    asked = select(Membership.organisation_id).where(Membership.joined_at.is_(None))
    manned = select(Membership.organisation_id).where(Membership.joined_at.is_not(None))
    return db.scalars(
        select(Organisation)
        .where(Organisation.id.in_(asked), Organisation.id.not_in(manned))
        .order_by(Organisation.sort_key, Organisation.id)
        .limit(20)
    ).all()


def _conditions(standing: Standing, text: str) -> list[ColumnElement[bool]]:
    return [*([_IS[standing]] if standing else []), *([partner_queries.matches(text)] if text else [])]


def _count(
    db: Session, column: InstrumentedAttribute[str], ids: list[str] | None, *conditions: ColumnElement[bool]
) -> dict[str, int]:
    within = [] if ids is None else [column.in_(ids)]
    rows = db.execute(select(column, func.count()).where(*conditions, *within).group_by(column))
    return {row[0]: row[1] for row in rows}
