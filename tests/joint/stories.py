"""Asking, saying yes, and reading the mail about it."""

from __future__ import annotations

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.db import Database
from registry.joint import actions
from registry.mail import OutboxMail
from registry.offers.together import Standing
from registry.partners.models import Organisation
from tests import make
from tests.cast import Cast

BASE = "http://testserver.local"


def invite(db: Session, cast: Cast, offer_id: str, organisation: str = "tinsoldaten") -> None:
    """Let Alice ask an organisation to stand behind an offer."""
    actions.invite(
        db, cast.actor("alice"), offer_id, db.get_one(Organisation, organisation), base_url=BASE, now=make.NOW
    )


def answer(db: Session, cast: Cast, offer_id: str, said: Standing) -> None:
    """Let Charlie answer for Tinsoldaten."""
    actions.answer(db, cast.actor("charlie"), offer_id, "tinsoldaten", said, base_url=BASE, now=make.NOW)


def joint_offer(cast: Cast, database: Database) -> str:
    """Make a published offer of Havfruen's that Tinsoldaten stands behind."""
    with database.writing() as db, db.begin():
        offer_id = make.live(db, cast.actor("alice")).offer_id
        invite(db, cast, offer_id)
        answer(db, cast, offer_id, Standing.CONFIRMED)
    return offer_id


def subjects(database: Database, person: str) -> list[str]:
    """Return the subjects of the mails to somebody, oldest first."""
    with database.reading() as db:
        return list(
            db.scalars(
                select(OutboxMail.subject)
                .where(OutboxMail.recipient == f"{person}@eksempel.example")
                .order_by(OutboxMail.created_at, OutboxMail.id)
            )
        )


def mailed_path(database: Database, person: str, beginning: str) -> str:
    """Return the path of the link that was mailed to somebody."""
    with database.reading() as db:
        texts = db.scalars(select(OutboxMail.text).where(OutboxMail.recipient == f"{person}@eksempel.example"))
        found = [match[1] for text in texts if (match := re.search(rf"{BASE}({beginning}/\S+)", text))]
    assert found
    return found[-1]
