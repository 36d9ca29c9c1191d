"""Which organisations stand behind an offer beside the one that leads it, and which partners it seeks: questions only.

One organisation leads an offer: it writes, sends and keeps it true. Others are asked, and each says yes or no for
itself. The verbs are in `registry.joint`; what readers see of it is in `LiveOffer`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from registry.offers.content import OfferContent, from_document
from registry.offers.models import Offer, OfferVersion
from registry.offers.models_together import JointPartner, PartnerReply, PartnerWish
from registry.partners.models import Organisation

#: Who was asked and leads the offer by now, since it was moved there or two organisations were merged, is no partner.
_IS_OTHER = JointPartner.organisation_id != Offer.organisation_id


class Standing(StrEnum):
    """What an organisation that was asked has said."""

    INVITED = "invited"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Help(StrEnum):
    """What may be lacking."""

    PLACE = "lokale"
    VOLUNTEERS = "frivillige"
    EXPERT = "fagperson"
    EQUIPMENT = "udstyr"
    TRANSPORT = "transport"
    MONEY = "penge"
    CHILDREN = "deltagere"


class Behind(NamedTuple):
    """An organisation that stands behind another's offer. `sector`: an id of the facet."""

    id: str
    name: str
    sector: str


@dataclass(frozen=True)
class Partner:
    """An organisation that was asked to stand behind an offer, and what it has said."""

    organisation: Organisation
    status: Standing
    invited_at: dt.datetime
    answered_at: dt.datetime | None
    answered_by: str | None

    @property
    def name(self) -> str:
        """The organisation's name."""
        return self.organisation.name

    @property
    def is_behind(self) -> bool:
        """Whether it has said yes, so that readers see it."""
        return self.status is Standing.CONFIRMED

    @property
    def is_awaited(self) -> bool:
        """Whether it hasn't answered."""
        return self.status is Standing.INVITED


@dataclass(frozen=True)
class Joined:
    """Another organisation's offer that an organisation was asked to stand behind.

    Attributes:
        organisation_id: who was asked.
        lead: the name of who leads it.
        content: the published text, or the newest one where nothing is published.
    """

    offer_id: str
    organisation_id: str
    status: Standing
    lead: str
    offer_status: str
    content: OfferContent


def behind(db: Session, offer_ids: Collection[str]) -> dict[str, tuple[Behind, ...]]:
    """Return who has said yes to standing behind some offers, in Danish order, by offer; no suspended organisation."""
    rows = db.execute(
        select(JointPartner.offer_id, Organisation.id, Organisation.name, Organisation.sector)
        .join(Organisation, Organisation.id == JointPartner.organisation_id)
        .join(Offer, Offer.id == JointPartner.offer_id)
        .where(
            JointPartner.offer_id.in_(sorted(offer_ids)),
            JointPartner.status == Standing.CONFIRMED,
            _IS_OTHER,
            Organisation.suspended_at.is_(None),
        )
        .order_by(Organisation.sort_key, Organisation.id)
    )
    found: dict[str, tuple[Behind, ...]] = {}
    for offer_id, *organisation in rows:
        found[offer_id] = (*found.get(offer_id, ()), Behind(*organisation))
    return found


def partners(db: Session, offer_id: str) -> list[Partner]:
    """Return everybody who was asked to stand behind an offer, in Danish order."""
    rows = db.execute(
        select(JointPartner, Organisation)
        .join(Organisation, Organisation.id == JointPartner.organisation_id)
        .join(Offer, Offer.id == JointPartner.offer_id)
        .where(JointPartner.offer_id == offer_id, _IS_OTHER)
        .order_by(Organisation.sort_key, Organisation.id)
    )
    return [
        Partner(organisation, Standing(row.status), row.invited_at, row.answered_at, row.answered_by_name)
        for row, organisation in rows
    ]


def awaited(db: Session, offer_ids: Collection[str]) -> dict[str, list[str]]:
    """Return the names of the organisations that haven't answered yet, by offer."""
    rows = db.execute(
        select(JointPartner.offer_id, Organisation.name)
        .join(Organisation, Organisation.id == JointPartner.organisation_id)
        .join(Offer, Offer.id == JointPartner.offer_id)
        .where(JointPartner.offer_id.in_(sorted(offer_ids)), JointPartner.status == Standing.INVITED, _IS_OTHER)
        .order_by(Organisation.sort_key, Organisation.id)
    )
    found: dict[str, list[str]] = {}
    for offer_id, name in rows:
        found.setdefault(offer_id, []).append(name)
    return found


def joined(db: Session, organisation_ids: Collection[str]) -> list[Joined]:
    """Return others' offers that some organisations are behind or are asked to be, those to be answered first."""
    rows = db.execute(
        select(JointPartner, Offer.status, Organisation.name, OfferVersion.document)
        .join(Offer, Offer.id == JointPartner.offer_id)
        .join(Organisation, Organisation.id == Offer.organisation_id)
        .join(OfferVersion, is_text_to_show())
        .where(
            JointPartner.organisation_id.in_(sorted(organisation_ids)),
            JointPartner.status.in_((Standing.INVITED, Standing.CONFIRMED)),
            _IS_OTHER,
        )
        .order_by(JointPartner.status.desc(), JointPartner.invited_at.desc(), JointPartner.offer_id)
    )
    return [
        Joined(row.offer_id, row.organisation_id, Standing(row.status), lead, status, from_document(document))
        for row, status, lead, document in rows
    ]


def is_text_to_show() -> ColumnElement[bool]:
    """Return the condition that a version is what other partners see of its offer: the published one, or the newest."""
    newest = (
        select(func.max(OfferVersion.number))
        .where(OfferVersion.offer_id == Offer.id)
        .correlate(Offer)
        .scalar_subquery()
    )
    return (OfferVersion.offer_id == Offer.id) & (
        (OfferVersion.id == Offer.live_version_id) | (Offer.live_version_id.is_(None) & (OfferVersion.number == newest))
    )


def wish(db: Session, offer_id: str) -> PartnerWish | None:
    """Return what an offer seeks or sought."""
    return db.get(PartnerWish, offer_id)


def is_open(wish: PartnerWish | None, today: dt.date) -> bool:
    """Whether something is sought and shown to other partners."""
    return wish is not None and wish.closed_at is None and wish.until >= today


def unanswered_replies(db: Session, offer_id: str) -> int:
    """Return how many partners have written and wait for an answer."""
    return (
        db.scalar(
            select(func.count())
            .select_from(PartnerReply)
            .where(PartnerReply.offer_id == offer_id, PartnerReply.closed_at.is_(None))
        )
        or 0
    )
