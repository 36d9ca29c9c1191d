"""Which offers their organisations are to be asked about."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.offers import deadlines
from registry.offers.content import OfferContent
from registry.offers.models import Offer, OfferDeadline, OfferVersion


@dataclass(frozen=True)
class Due:
    """An offer that its organisation is to be asked about.

    Attributes:
        rows: what is to be asked about.
    """

    offer: Offer
    content: OfferContent
    rows: tuple[OfferDeadline, ...]

    @property
    def first_due(self) -> dt.date | None:
        """The first day on which it is hidden if nobody answers; None when nothing will hide it."""
        return min((row.due_on for row in self.rows if row.kind in deadlines.STATUS), default=None)


def due(db: Session, organisation_id: str, today: dt.date) -> list[Due]:
    """Return the live offers of an organisation that it is to be asked about, by id."""
    rows = db.execute(
        select(OfferDeadline, Offer, OfferVersion)
        .join(Offer, Offer.id == OfferDeadline.offer_id)
        .join(OfferVersion, OfferVersion.id == Offer.live_version_id)
        .where(
            Offer.organisation_id == organisation_id,
            Offer.status == "live",
            OfferDeadline.next_call_on <= today,
        )
        .order_by(Offer.id, OfferDeadline.kind)
    ).all()
    found: dict[str, Due] = {}
    for row, offer, version in rows:
        before = found[offer.id].rows if offer.id in found else ()
        found[offer.id] = Due(offer, version.content, (*before, row))
    return list(found.values())
