"""Mail about offers with several organisations, and about partners sought; each in the receiver's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from sqlalchemy.orm import Session

from registry import mail
from registry.access import Actor
from registry.i18n import gettext as _
from registry.i18n import speaking
from registry.offers import actions as offer_actions
from registry.offers.models import Offer
from registry.offers.models_together import PartnerReply
from registry.offers.together import Standing
from registry.partners import queries as partner_queries
from registry.partners.models import Organisation
from registry.partners.queries import Reader
from registry.upkeep import links
from registry.web.letters import letter

#: Where the button of an invitation leads; its page asks nobody to sign in.
PATH = "/faelles"


def title_of(db: Session, offer: Offer) -> str:
    """Return what an offer is called, in the language of the moment where it has no name."""
    return offer_actions.newest_version(db, offer.id).content.title or _("Tilbud uden navn")


def invited(
    db: Session, actor: Actor, offer: Offer, organisation: Organisation, *, base_url: str, now: dt.datetime
) -> None:
    """Ask the members of an organisation, or the organisation's own address, whether it stands behind an offer."""
    lead = db.get_one(Organisation, offer.organisation_id)
    for reader in _readers(db, organisation):
        token = links.issue(db, organisation.id, [offer.id], name=reader.name, account_id=reader.account_id, now=now)
        _send(
            db,
            [reader],
            "joint_invited",
            now,
            base_url,
            inviter=actor.name,
            lead=lead.name,
            organisation=organisation.name,
            title=title_of(db, offer),
            url=f"{base_url}{PATH}/{token}",
        )


def answered(
    db: Session, offer: Offer, organisation: Organisation, said: Standing, *, base_url: str, now: dt.datetime
) -> None:
    """Tell the organisation that leads the offer what another one has said."""
    lead = db.get_one(Organisation, offer.organisation_id)
    _send(
        db,
        _readers(db, lead),
        "joint_answered",
        now,
        base_url,
        organisation=organisation.name,
        title=title_of(db, offer),
        said=said.value,
        url=f"{base_url}/mine/tilbud/{offer.id}/sammen",
    )


def removed(db: Session, offer: Offer, organisation: Organisation, *, base_url: str, now: dt.datetime) -> None:
    """Tell an organisation that had said yes that it isn't behind the offer any more."""
    lead = db.get_one(Organisation, offer.organisation_id)
    _send(
        db,
        _readers(db, organisation),
        "joint_removed",
        now,
        base_url,
        lead=lead.name,
        organisation=organisation.name,
        title=title_of(db, offer),
        url=f"{base_url}/mine",
    )


def wrote(db: Session, actor: Actor, offer: Offer, reply: PartnerReply, *, base_url: str, now: dt.datetime) -> None:
    """Tell the organisation that leads the offer that a partner can help."""
    lead, theirs = db.get_one(Organisation, offer.organisation_id), db.get_one(Organisation, reply.organisation_id)
    _send(
        db,
        _readers(db, lead),
        "joint_wrote",
        now,
        base_url,
        writer=reply.name,
        writer_email=actor.email,
        theirs=theirs.name,
        lead=lead.name,
        title=title_of(db, offer),
        said=reply.text,
        url=f"{base_url}/mine/tilbud/{offer.id}/soeger#svar",
    )


def replied(db: Session, offer: Offer, reply: PartnerReply, *, base_url: str, now: dt.datetime) -> None:
    """Send the answer to the partner who wrote."""
    writer = partner_queries.reader(db, reply.account_id) if reply.account_id else None
    theirs = db.get_one(Organisation, reply.organisation_id)
    lead = db.get_one(Organisation, offer.organisation_id)
    _send(
        db,
        [writer] if writer else _readers(db, theirs),
        "joint_replied",
        now,
        base_url,
        lead=lead.name,
        theirs=theirs.name,
        title=title_of(db, offer),
        said=reply.answer,
        by=reply.closed_by_name,
        url=f"{base_url}/partnere/{offer.id}",
    )


def _readers(db: Session, organisation: Organisation) -> list[Reader]:
    """Return whom to write to: the members, or else the organisation's own address."""
    members = partner_queries.readers_in(db, organisation.id)
    if members or not organisation.contact_email:
        return members
    return [Reader(organisation.contact_email, organisation.contact_name or organisation.name, "da")]


def _send(db: Session, readers: Iterable[Reader], name: str, now: dt.datetime, base_url: str, **context: Any) -> None:
    for reader in readers:
        with speaking(reader.locale):
            account_url = f"{base_url}/konto" if reader.account_id else None
            written = letter(name, person=reader.name, account_url=account_url, **context)
        mail.queue(db, to=reader.email, letter=written, now=now)
