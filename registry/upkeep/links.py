"""Links in mail that confirm offers without signing in. Opening one changes nothing; the button on its page does."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Collection

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from registry.access import Actor, Role
from registry.partners.models import Membership
from registry.upkeep.models import OfferLink
from registry.web.sessions import digest

#: From the first call about something until it has been hidden for a month.
LIFETIME = dt.timedelta(days=240)
PATH = "/stadig"


def issue(
    db: Session,
    organisation_id: str,
    offer_ids: Collection[str],
    *,
    name: str,
    account_id: str | None,
    now: dt.datetime,
) -> str:
    """Make a link and return its token; only the token's hash is stored."""
    token = secrets.token_urlsafe(24)
    db.add(
        OfferLink(
            digest=digest(token),
            organisation_id=organisation_id,
            offer_ids=sorted(offer_ids),
            account_id=account_id,
            name=name,
            expires_at=now + LIFETIME,
        )
    )
    return token


def find(db: Session, token: str, now: dt.datetime) -> OfferLink | None:
    """Return a link that still works; whoever has left the organisation no longer speaks for it."""
    link = db.scalar(select(OfferLink).where(OfferLink.digest == digest(token), OfferLink.expires_at > now))
    if link is None or link.account_id is None:
        return link
    membership = db.get(Membership, (link.organisation_id, link.account_id))
    return link if membership is not None and membership.joined_at is not None else None


def holder(link: OfferLink) -> Actor:
    """Return whoever opened the link, as somebody who may keep its organisation's offers and nothing else."""
    return Actor(
        account_id=link.account_id,
        name=link.name,
        roles=frozenset({Role.PARTNER}),
        organisations=frozenset({link.organisation_id}),
    )


def person(link: OfferLink) -> str:
    """Return the name of the person that a link was sent to, "" when it was to an organisation's own address."""
    return link.name if link.account_id else ""


def delete_expired(db: Session, now: dt.datetime) -> None:
    """Forget links that no longer work."""
    db.execute(delete(OfferLink).where(OfferLink.expires_at <= now))
