"""Writing down what runs out for a published offer, and when its organisation is asked about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from sqlalchemy import delete, select, tuple_
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
    schedule_all(db, {offer_id: content}, confirmed)


def schedule_all(db: Session, contents: Mapping[str, OfferContent], confirmed: dt.datetime) -> None:
    """Do so for several offers, by id, that were confirmed at the same time."""
    addresses.note(db, contents)
    rows = db.scalars(select(OfferDeadline).where(OfferDeadline.offer_id.in_(sorted(contents))))
    known = {(row.offer_id, row.kind): row for row in rows}
    offers = {offer.id: offer for offer in db.scalars(select(Offer).where(Offer.id.in_(sorted(contents))))}
    day = danish_day(confirmed)
    for offer_id, content in contents.items():
        offer = offers[offer_id]
        offer.undeclared_since = (offer.undeclared_since or day) if deadlines.lacks_declaration(content) else None
        for one in deadlines.deadlines(content, day, offer.declaration_owed):
            row = known.pop((offer_id, one.kind.value), None)
            if row is None:
                call = one.next_call(None)
                db.add(OfferDeadline(offer_id=offer_id, kind=one.kind.value, due_on=one.due, next_call_on=call))
            elif row.due_on != one.due:
                row.due_on, row.next_call_on, row.asked_on = one.due, one.next_call(None), None
    if known:  # what runs out no more
        db.execute(delete(OfferDeadline).where(tuple_(OfferDeadline.offer_id, OfferDeadline.kind).in_(sorted(known))))


def schedule_missing(db: Session, *, now: dt.datetime, most: int = 500) -> int:
    """Write down the deadlines of published offers that have none yet, and return how many there were.

    A declaration that one lacks is owed from now on: nobody has asked for it before.
    """
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
        if deadlines.lacks_declaration(version.content):
            offer.undeclared_since = offer.undeclared_since or danish_day(now)
        schedule(db, offer.id, version.content, offer.confirmed_at or offer.published_at or version.saved_at)
    db.flush()
    return len(rows)
