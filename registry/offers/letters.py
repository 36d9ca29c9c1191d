"""Mail about an offer that was sent to the municipality: to who sent it, and to reviewers who want to know at once.

And about offers that were moved: to the people of the organisation that had them, and of the one that has them now.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from registry import mail
from registry.access import Actor
from registry.accounts import mailing
from registry.accounts.mailing import Kind, Reviews
from registry.accounts.models import Account
from registry.i18n import speaking
from registry.offers.models import Offer, OfferVersion
from registry.partners import queries as partner_queries
from registry.partners.models import Organisation
from registry.web.letters import letter

#: So many offers are named in a mail about several.
_NAMED = 20


def submitted(db: Session, actor: Actor, version: OfferVersion, *, base_url: str, now: dt.datetime) -> None:
    """Tell the person who sent an offer that it has arrived, and reviewers that it is there."""
    sender = db.get(Account, actor.account_id)
    if sender is not None and mailing.wants(sender, Kind.RECEIPTS):
        _receipt(db, actor, version, base_url=base_url, now=now)
    if reviewers := mailing.reviewers(db, Reviews.EACH):
        offer = db.get_one(Offer, version.offer_id)
        organisation = db.get_one(Organisation, offer.organisation_id)
        for reviewer in reviewers:
            _arrived(db, reviewer, version, offer, organisation, base_url=base_url, now=now)


def transferred(
    db: Session,
    actor: Actor,
    titles: Sequence[str],
    before: Organisation,
    after: Organisation,
    *,
    base_url: str,
    now: dt.datetime,
) -> None:
    """Tell the people of two organisations that offers were moved from the one to the other.

    Who is in both is told once, and whoever moved them isn't told.
    """
    told = {actor.account_id}
    for organisation in (after, before):
        for reader in partner_queries.readers_in(db, organisation.id):
            if reader.account_id in told:
                continue
            told.add(reader.account_id)
            with speaking(reader.locale):
                written = letter(
                    "offers_transferred",
                    person=reader.name,
                    titles=titles,
                    organisation=organisation.name,
                    before=before.name,
                    after=after.name,
                    arrives=organisation is after,
                    by=actor.name,
                    url=f"{base_url}/mine",
                    account_url=f"{base_url}/konto",
                )
            mail.queue(db, to=reader.email, letter=written, now=now)


def submitted_together(
    db: Session,
    actor: Actor,
    organisation: Organisation,
    versions: Sequence[OfferVersion],
    *,
    base_url: str,
    now: dt.datetime,
) -> None:
    """Tell once of several offers that one organisation sent at the same time."""
    if len(versions) < 2:
        for version in versions:
            submitted(db, actor, version, base_url=base_url, now=now)
        return
    told: dict[str, Any] = {"organisation": organisation.name, "total": len(versions)}
    told["titles"] = [version.content.title for version in versions[:_NAMED]]
    told["account_url"] = f"{base_url}/konto"
    sender = db.get(Account, actor.account_id)
    if sender is not None and mailing.wants(sender, Kind.RECEIPTS):
        with speaking(actor.locale):
            written = letter("offers_submitted_together", person=actor.name, url=f"{base_url}/mine", **told)
        mail.queue(db, to=actor.email, letter=written, now=now)
    for reviewer in mailing.reviewers(db, Reviews.EACH):
        with speaking(reviewer.locale):
            written = letter("offers_arrived_together", person=reviewer.name, url=f"{base_url}/godkend", **told)
        mail.queue(
            db, to=reviewer.email, letter=written, now=now, key=f"arrived-together:{versions[0].id}:{reviewer.id}"
        )


def _arrived(
    db: Session,
    reviewer: Account,
    version: OfferVersion,
    offer: Offer,
    organisation: Organisation,
    *,
    base_url: str,
    now: dt.datetime,
) -> None:
    with speaking(reviewer.locale):
        written = letter(
            "offers_arrived",
            person=reviewer.name,
            title=version.content.title,
            organisation=organisation.name,
            is_change=offer.live_version_id is not None,
            url=f"{base_url}/godkend/{version.id}",
            account_url=f"{base_url}/konto",
        )
    key = f"arrived:{version.id}:{version.revision}:{reviewer.id}"
    mail.queue(db, to=reviewer.email, letter=written, now=now, key=key)


def _receipt(db: Session, actor: Actor, version: OfferVersion, *, base_url: str, now: dt.datetime) -> None:
    with speaking(actor.locale):
        written = letter(
            "offers_submitted",
            person=actor.name,
            title=version.content.title,
            url=f"{base_url}/mine/tilbud/{version.offer_id}",
            account_url=f"{base_url}/konto",
        )
    mail.queue(db, to=actor.email, letter=written, now=now)
