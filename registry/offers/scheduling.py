"""Writing down what runs out for a published offer, and when its organisation is asked about it."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from registry.offers import addresses, deadlines
from registry.offers.content import OfferContent
from registry.offers.models import Offer, OfferDeadline, OfferVersion
from registry.web.clock import danish_day

#: States of an offer that is published, whether or not it is shown.
PUBLISHED = frozenset({"live", "paused", *deadlines.HIDDEN})


def schedule(db: Session, offer_id: str, content: OfferContent, confirmed: dt.datetime) -> None:
    """Write down what runs out for an offer, and when its organisation is asked about it.

    A deadline that was there already keeps when it was asked about.
    """
    addresses.note(db, offer_id, content)
    known = {row.kind: row for row in db.scalars(select(OfferDeadline).where(OfferDeadline.offer_id == offer_id))}
    found = deadlines.deadlines(content, danish_day(confirmed))
    for one in found:
        row = known.get(one.kind)
        if row is None:
            call = one.next_call(None)
            db.add(OfferDeadline(offer_id=offer_id, kind=one.kind.value, due_on=one.due, next_call_on=call))
        elif row.due_on != one.due:
            row.due_on, row.next_call_on, row.asked_on = one.due, one.next_call(None), None
    db.execute(
        delete(OfferDeadline).where(
            OfferDeadline.offer_id == offer_id, OfferDeadline.kind.not_in([one.kind for one in found])
        )
    )


def schedule_missing(db: Session, *, most: int = 500) -> int:
    """Write down the deadlines of published offers that have none yet, and return how many there were."""
    rows = db.execute(
        select(Offer, OfferVersion)
        .join(OfferVersion, OfferVersion.id == Offer.live_version_id)
        .where(
            Offer.status.in_(PUBLISHED),
            ~select(OfferDeadline.offer_id).where(OfferDeadline.offer_id == Offer.id).exists(),
        )
        .order_by(Offer.id)
        .limit(most)
    ).all()
    for offer, version in rows:
        schedule(db, offer.id, version.content, offer.confirmed_at or offer.published_at or version.saved_at)
    db.flush()
    return len(rows)
