"""Mail to partners about their offers."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from registry import mail
from registry.access import Actor
from registry.i18n import speaking
from registry.offers.models import OfferVersion
from registry.web.letters import letter


def receipt(db: Session, actor: Actor, version: OfferVersion, *, base_url: str, now: dt.datetime) -> None:
    """Tell the person who sent an offer that it has arrived, and what happens next."""
    if not actor.email:
        return
    with speaking(actor.locale):
        written = letter(
            "offers_submitted",
            person=actor.name,
            title=version.content.title,
            url=f"{base_url}/mine/tilbud/{version.offer_id}",
            account_url=f"{base_url}/konto",
        )
    mail.queue(db, to=actor.email, letter=written, now=now)
