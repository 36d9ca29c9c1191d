"""What happens by the passing of time: organisations are asked about their offers, and what has run out is hidden.

They are done in this order, each until there is no more to do: what is asked today is not hidden today.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete, select, true
from sqlalchemy.orm import Session

from registry.access import SYSTEM
from registry.duties import duty
from registry.offers import keeping
from registry.offers.models import Offer, OfferDeadline, OfferVersion
from registry.offers.models_addresses import AddressCheck, OfferAddress
from registry.offers.scheduling import schedule_missing
from registry.partners.models import Organisation
from registry.settings import Settings
from registry.upkeep import letters, links, reminding
from registry.upkeep.queries import Due, due
from registry.web.clock import danish_day

#: Organisations that are asked in one transaction.
_AT_A_TIME = 20
#: Addresses that are written down in one transaction.
_ADDRESSES = 500


@duty("write-down-what-runs-out")
def write_down(db: Session, *, now: dt.datetime, settings: Settings) -> int:
    """Write down what runs out for offers that were published before that was kept."""
    links.delete_expired(db, now)
    return schedule_missing(db, now=now)


@duty("write-down-addresses-to-look-at")
def write_down_addresses(db: Session, *, now: dt.datetime, settings: Settings) -> int:
    """Write down some addresses that nobody has looked at, and forget those that no offer gives any more.

    Where looking is switched off, all of them are forgotten: nothing that was found long ago is told.
    """
    same = (OfferAddress.kind == AddressCheck.kind) & (OfferAddress.target == AddressCheck.target)
    is_given = select(OfferAddress.offer_id).where(same).exists()
    db.execute(delete(AddressCheck).where(~is_given if settings.check_links else true()))
    if not settings.check_links:
        return 0
    new = (
        select(OfferAddress.kind, OfferAddress.target)
        .join(Offer, Offer.id == OfferAddress.offer_id)
        .where(Offer.status == "live", ~select(AddressCheck.kind).where(same).exists())
        .distinct()
        .order_by(OfferAddress.kind, OfferAddress.target)
        .limit(_ADDRESSES)
    )
    found = db.execute(new).all()
    db.add_all(AddressCheck(kind=kind, target=target, due_at=now) for kind, target in found)
    db.flush()
    return len(found)


@duty("ask-whether-offers-hold")
def ask(db: Session, *, now: dt.datetime, settings: Settings) -> int:
    """Ask some organisations whether their offers still hold, and return how many offers that were."""
    today = danish_day(now)
    organisations = db.scalars(
        select(Offer.organisation_id)
        .join(OfferDeadline, OfferDeadline.offer_id == Offer.id)
        .where(Offer.status == "live", OfferDeadline.next_call_on <= today)
        .distinct()
        .order_by(Offer.organisation_id)
        .limit(_AT_A_TIME)
    ).all()
    asked = 0
    for organisation_id in organisations:
        found = due(db, organisation_id, today)
        organisation = db.get_one(Organisation, organisation_id)
        reminding.write(db, organisation, found, base_url=settings.base_url, now=now)
        reminding.note(db, SYSTEM, organisation, found, now=now)
        asked += len(found)
    db.flush()
    return asked


@duty("hide-what-has-run-out")
def hide(db: Session, *, now: dt.datetime, settings: Settings) -> int:
    """Hide what has run out, tell the organisations, and return how many offers that were."""
    hidden = keeping.hide_due(db, now=now)
    by_organisation: dict[str, list[Offer]] = {}
    for offer in hidden:
        by_organisation.setdefault(offer.organisation_id, []).append(offer)
    for organisation_id, offers in by_organisation.items():
        found = [Due(offer, db.get_one(OfferVersion, offer.live_version_id).content, ()) for offer in offers]
        organisation = db.get_one(Organisation, organisation_id)
        for reader, token in reminding.readers_with_links(db, organisation, found, now):
            letters.hidden(db, reader, organisation, found, token, base_url=settings.base_url, now=now)
    return len(hidden)


@duty("open-what-was-closed-until-now")
def reopen(db: Session, *, now: dt.datetime, settings: Settings) -> int:
    """Forget that offers are closed when their day has come, and return how many they were."""
    return len(keeping.reopen_due(db, now=now))
