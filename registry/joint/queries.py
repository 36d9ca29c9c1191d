"""What is sought, by whom, and what partners have written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import ColumnElement, Select, String, cast, func, or_, select
from sqlalchemy.orm import Session

from registry import vocabulary
from registry.joint import rules
from registry.offers import together
from registry.offers.content import OfferContent, from_document
from registry.offers.models import Offer, OfferVersion
from registry.offers.models_together import PartnerReply, PartnerWish
from registry.partners.models import Organisation
from registry.vocabulary.places import distance_km
from registry.web import keyset
from registry.web.keyset import Order, Place, Turning

_A_PAGE = 20
_ORDER = Order(PartnerWish.opened_at, PartnerWish.offer_id, descending=True, is_moment=True)


@dataclass(frozen=True)
class Wanted:
    """An offer that seeks partners. `content`: its published text, or the newest one where nothing is published."""

    offer: Offer
    wish: PartnerWish
    organisation: Organisation
    content: OfferContent


@dataclass(frozen=True)
class Narrowing:
    """Which of them to show.

    Attributes:
        kind: a `together.Help`, or "".
        need: an id of the vocabulary, or "".
        age: years, or None.
        place: a postal code; those near it are shown too. "" for everywhere.
    """

    kind: str = ""
    need: str = ""
    age: int | None = None
    place: str = ""

    def url(self, **turn: str) -> str:
        """Return the address of a page of them."""
        asked = {"hjaelp": self.kind, "behov": self.need, "sted": self.place}
        asked |= {"alder": str(self.age) if self.age is not None else "", **turn}
        written = urlencode({name: value for name, value in asked.items() if value})
        return f"/partnere?{written}" if written else "/partnere"


@dataclass(frozen=True)
class Letter:
    """What a partner has written, and from which organisation."""

    reply: PartnerReply
    organisation: Organisation


def wanted(db: Session, narrowing: Narrowing, place: Place | None, today: dt.date) -> tuple[list[Wanted], Turning, int]:
    """Return a page of the offers that seek partners, the latest first, the pages beside it, and how many there are."""
    conditions = [*_open(today), *_narrowed(narrowing)]
    statement = _rows(Offer, PartnerWish, Organisation, OfferVersion.document).where(*conditions)
    rows, turning = keyset.portion(db, statement, _ORDER, place, _A_PAGE)
    total = db.scalar(_rows(func.count()).where(*conditions)) or 0
    return [_wanted(*list[Any](row)[:4]) for row in rows], turning, total


def one_wanted(db: Session, offer_id: str, today: dt.date) -> Wanted | None:
    """Return an offer that seeks partners."""
    statement = _rows(Offer, PartnerWish, Organisation, OfferVersion.document)
    row = db.execute(statement.where(*_open(today), Offer.id == offer_id)).one_or_none()
    return _wanted(*row) if row else None


def letters_about(db: Session, offer_id: str) -> list[Letter]:
    """Return what partners have written about an offer: what waits for an answer first, then the newest."""
    rows = db.execute(
        select(PartnerReply, Organisation)
        .join(Organisation, Organisation.id == PartnerReply.organisation_id)
        .where(PartnerReply.offer_id == offer_id)
        .order_by(PartnerReply.closed_at.is_not(None), PartnerReply.created_at.desc(), PartnerReply.id)
        .limit(50)
    )
    return [Letter(*row) for row in rows]


def own_letters(db: Session, offer_id: str, organisation_ids: Collection[str]) -> Sequence[PartnerReply]:
    """Return what some organisations have written about an offer, the newest first."""
    return db.scalars(
        select(PartnerReply)
        .where(PartnerReply.offer_id == offer_id, PartnerReply.organisation_id.in_(sorted(organisation_ids)))
        .order_by(PartnerReply.created_at.desc(), PartnerReply.id)
        .limit(10)
    ).all()


def _rows(*columns: Any) -> Select[Any]:
    return (
        select(*columns)
        .select_from(PartnerWish)
        .join(Offer, Offer.id == PartnerWish.offer_id)
        .join(Organisation, Organisation.id == Offer.organisation_id)
        .join(OfferVersion, together.is_text_to_show())
    )


def _open(today: dt.date) -> list[ColumnElement[bool]]:
    return [PartnerWish.closed_at.is_(None), PartnerWish.until >= today, Organisation.suspended_at.is_(None)]


def _narrowed(narrowing: Narrowing) -> list[ColumnElement[bool]]:
    said: Any = OfferVersion.document
    found: list[ColumnElement[bool]] = []
    if narrowing.kind:
        found.append(cast(PartnerWish.kinds, String).contains(f'"{narrowing.kind}"', autoescape=True))
    if narrowing.need:
        found.append(cast(said["needs"], String).contains(f'"{narrowing.need}"', autoescape=True))
    if narrowing.age is not None:
        low, high = said["age_min"].as_integer(), said["age_max"].as_integer()
        found.append(or_(low.is_(None), low <= narrowing.age))
        found.append(or_(high.is_(None), high >= narrowing.age))
    if narrowing.place:
        anywhere = said["where"].as_string().in_(("online", "comes_to_you"))
        found.append(or_(anywhere, said["postal_code"].as_string().in_(_near(narrowing.place))))
    return found


def _near(code: str) -> list[str]:
    postals = vocabulary.current().postals
    here = postals.get(code)
    if here is None:
        return [code]
    return sorted(one.code for one in postals.values() if distance_km(here, one) <= rules.NEAR_KM)


def _wanted(offer: Offer, wish: PartnerWish, organisation: Organisation, document: dict[str, Any]) -> Wanted:
    return Wanted(offer, wish, organisation, from_document(document))
