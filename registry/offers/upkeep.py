"""What organisations do to keep their published offers true. Actions flush and never commit; `now` is an argument."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.access import Actor, Permission, require
from registry.offers import actions, at_once, deadlines, keeping
from registry.offers.actions import Changed
from registry.offers.content import OfferContent
from registry.offers.models import Offer, OfferVersion
from registry.offers.scheduling import PUBLISHED
from registry.web.clock import danish_day


def published_offer(db: Session, actor: Actor, offer_id: str) -> tuple[Offer, OfferVersion]:
    """Return an offer that the actor may write, with its published text.

    Raises:
        Hidden: there is none, or it is another organisation's.
        Changed: it is not published.
    """
    offer = actions.own_offer(db, actor, offer_id)
    if offer.status not in PUBLISHED or offer.live_version_id is None:
        raise Changed
    return offer, db.get_one(OfferVersion, offer.live_version_id)


def confirm(db: Session, actor: Actor, offer_ids: Collection[str], *, now: dt.datetime) -> Sequence[Offer]:
    """Say that offers still hold, and return those that were confirmed; ids that aren't published are passed over.

    Raises:
        Hidden: one of them is another organisation's.
    """
    require(actor, Permission.WRITE_OFFER)
    offers = published(db, offer_ids)
    for offer in offers:
        require(actor, Permission.WRITE_OFFER, offer)
    keeping.confirm(db, actor, offers, now=now)
    return offers


def change_at_once(db: Session, actor: Actor, offer_id: str, changed: OfferContent, *, now: dt.datetime) -> list[str]:
    """Change what may be changed without review, and return the names of the fields that differ.

    Raises:
        Hidden: the offer is another organisation's.
        Changed: it is not published, or the change would have to wait for review.
    """
    offer, version = published_offer(db, actor, offer_id)
    if at_once.must_wait(version.content, changed):
        raise Changed
    return keeping.change_at_once(db, actor, offer, changed, at_once.AT_ONCE, now=now)


def declare(db: Session, actor: Actor, offer_id: str, declared_by: str, *, now: dt.datetime) -> None:
    """Make the declaration about safety, as it stands; it holds from today.

    Raises:
        Hidden: the offer is another organisation's.
        Changed: it is not published, or it doesn't say what would have to be declared.
    """
    offer, version = published_offer(db, actor, offer_id)
    if not deadlines.can_declare(version.content):
        raise Changed
    renewed = msgspec.structs.replace(
        version.content, safety_declared_by=declared_by, safety_declared_on=danish_day(now)
    )
    was_inherited, offer.inherited_on = offer.inherited_on is not None, None
    changed = keeping.change_at_once(db, actor, offer, renewed, at_once.DECLARATION, now=now)
    if was_inherited and not changed:  # the one before declared it today under the same name
        keeping.declare_as_it_stands(db, actor, offer, renewed, now=now)


def published(db: Session, offer_ids: Collection[str]) -> Sequence[Offer]:
    """Return the published offers among some ids, by id."""
    return db.scalars(
        select(Offer)
        .where(Offer.id.in_(sorted(offer_ids)), Offer.status.in_(PUBLISHED), Offer.live_version_id.is_not(None))
        .order_by(Offer.id)
    ).all()
