"""Moving an offer to another organisation, with its texts, its history and what readers have said of it.

Actions flush and never commit; `now` is an argument. Readers find the offer under its new organisation at once. What
was the old organisation's own goes along with it only where it must: a contact that is the old organisation's becomes
the new one's, decisions are told to the new one's people, and links in mail to the old one confirm nothing any more.
The declaration about safety stays as it was given, with its giver's name, but nobody declares for another: the new
organisation has `deadlines.TO_DECLARE` days to make it its own where adults meet children under 15. It is asked to in
the letter, tomorrow, and a week before the days are over; then the offer is hidden until it has. Tomorrow it is also
asked whether the rest still holds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from registry.access import Actor, Hidden, Permission, Refused, may, require
from registry.history import Verb
from registry.i18n import gettext as _
from registry.i18n import speaking
from registry.offers import keeping, recording, rules
from registry.offers.actions import Changed, newest_version
from registry.offers.content import Contact, to_document, undeclared
from registry.offers.deadlines import Kind
from registry.offers.models import Offer, OfferDeadline, OfferVersion
from registry.offers.publishing import log_change
from registry.offers.scheduling import PUBLISHED, schedule
from registry.partners import actions as partner_actions
from registry.partners import queries as partner_queries
from registry.partners.models import Organisation
from registry.web.clock import danish_day


def movable_offer(db: Session, actor: Actor, offer_id: str) -> Offer:
    """Return an offer that the actor may move away from its organisation.

    Raises:
        SignInNeeded, Refused, Hidden: the actor is neither an administrator nor an owner of its organisation.
    """
    offer = db.get(Offer, offer_id)
    if not may(actor, Permission.ADMINISTER):
        require(actor, Permission.MANAGE_ORGANISATION, offer)
    if offer is None:
        raise Hidden
    return offer


def transfer(db: Session, actor: Actor, offer: Offer, organisation: Organisation, *, now: dt.datetime) -> Organisation:
    """Move an offer to an organisation, and return the one it was with. `letters.transferred` tells them both.

    Raises:
        SignInNeeded, Refused, Hidden: the actor is neither an administrator nor an owner of both; or one of them is
            suspended, and the actor is no administrator.
        Changed: it is there already, or was moved elsewhere meanwhile.
    """
    movable_offer(db, actor, offer.id)
    if not may(actor, Permission.ADMINISTER):
        require(actor, Permission.MANAGE_ORGANISATION, organisation)
    before = db.get_one(Organisation, offer.organisation_id)
    if not may(actor, Permission.ADMINISTER) and (before.suspended_at or organisation.suspended_at):
        raise Refused(_("Organisationen er suspenderet, så kun kommunen kan flytte dens tilbud."))
    moved = db.execute(
        update(Offer)
        .where(Offer.id == offer.id, Offer.organisation_id == before.id, Offer.organisation_id != organisation.id)
        .values(organisation_id=organisation.id)
        .execution_options(synchronize_session=False)
    )
    if not moved.rowcount:  # type: ignore[attr-defined]
        raise Changed
    db.refresh(offer)
    with speaking("da"):  # history is written in one language
        title = newest_version(db, offer.id).content.title or _("Tilbud uden navn")
    recording.record(db, actor, Verb.TRANSFERRED, offer, title, now, f"{before.name} → {organisation.name}")
    partner_actions.record(db, actor, Verb.GAVE_OFFER_AWAY, before, now, title)
    _hand_over(db, actor, offer, before, organisation, now)
    if offer.status in PUBLISHED:
        offer.inherited_on = danish_day(now)
        schedule(db, offer.id, db.get_one(OfferVersion, offer.live_version_id).content, offer.confirmed_at or now)
    _ask_soon(db, offer, now)
    log_change(db, offer.id)
    return before


def _hand_over(
    db: Session, actor: Actor, offer: Offer, before: Organisation, organisation: Organisation, now: dt.datetime
) -> None:
    """Let the new organisation stand where the old one stood in its texts."""
    contact = _contact_of(organisation)
    if contact is not None and offer.status in PUBLISHED:
        live = db.get_one(OfferVersion, offer.live_version_id).content
        if _is_of(live.contact, before):
            changed = msgspec.structs.replace(live, contact=contact)
            with speaking("da"):
                keeping.change_at_once(db, actor, offer, changed, ("contact",), now=now)
    writer = _first_owner(db, actor, organisation)
    for version in _open_versions(db, offer):
        version.created_by_id = writer
        content = version.content if version.status == "submitted" else undeclared(version.content)
        if contact is not None and _is_of(content.contact, before):
            content = msgspec.structs.replace(content, contact=contact)
        version.document = to_document(content)
    db.flush()


def _open_versions(db: Session, offer: Offer) -> Sequence[OfferVersion]:
    return db.scalars(
        select(OfferVersion).where(OfferVersion.offer_id == offer.id, OfferVersion.status.in_(rules.OPEN))
    ).all()


def _contact_of(organisation: Organisation) -> Contact | None:
    """Return how to reach an organisation; None when it hasn't said."""
    if not (organisation.contact_email or organisation.contact_phone):
        return None
    return Contact(
        name=organisation.contact_name,
        role=organisation.contact_role,
        email=organisation.contact_email,
        phone=organisation.contact_phone,
    )


def _is_of(contact: Contact, organisation: Organisation) -> bool:
    return contact.email is not None and contact.email == organisation.contact_email


def _first_owner(db: Session, actor: Actor, organisation: Organisation) -> str | None:
    """Return who is told of decisions from now on: the one who moved it, if it stays theirs, else an owner."""
    if organisation.id in actor.organisations:
        return actor.account_id
    owners = [one for one in partner_queries.people_of(db, [organisation.id]) if one.joined_at and one.is_owner]
    return owners[0].account_id if owners else None


def _ask_soon(db: Session, offer: Offer, now: dt.datetime) -> None:
    """Let the new organisation be asked tomorrow whether the offer holds."""
    db.execute(
        update(OfferDeadline)
        .where(OfferDeadline.offer_id == offer.id, OfferDeadline.kind == Kind.CONFIRMATION)
        .values(next_call_on=danish_day(now) + dt.timedelta(days=1))
        .execution_options(synchronize_session="fetch")
    )
