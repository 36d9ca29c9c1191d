"""Remembering how things were before a decision on a version, so that it can be undone for a while."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.access import Actor
from registry.offers.models import FieldComment, Offer, OfferDeadline, OfferVersion, TagVerdict
from registry.offers.models_decisions import ReviewDecision

#: How long a decision can be undone, and its mail waits.
LASTS = dt.timedelta(minutes=10)
#: The columns of an offer that an approval changes.
KEPT = ("status", "live_version_id", "published_at", "confirmed_at", "inherited_on", "undeclared_since")


class Comment(msgspec.Struct):
    """A comment that the decision replaced."""

    field: str
    text: str
    author_name: str
    created_at: dt.datetime


class Judged(msgspec.Struct):
    """A verdict that the decision replaced."""

    element: str
    accepted: bool
    reason: str | None


class Due(msgspec.Struct):
    """A deadline of the offer before the decision."""

    kind: str
    due_on: dt.date
    next_call_on: dt.date | None
    asked_on: dt.date | None


class Before(msgspec.Struct):
    """How things were before a decision.

    Attributes:
        version: the columns of the version that it changed.
        offer: the columns of the offer that an approval changes.
        replaced: the version that was the approved one.
        mails: the keys of the mails that wait.
    """

    version: dict[str, Any]
    offer: dict[str, Any]
    replaced: str | None
    comments: list[Comment]
    verdicts: list[Judged]
    deadlines: list[Due]
    mails: list[str] = []


def look(db: Session, offer: Offer, version: OfferVersion) -> Before:
    """Return how things are before a decision on a version."""
    of_version = {
        "document": version.document,
        "saved_at": version.saved_at,
        "decided_at": version.decided_at,
        "decided_by_name": version.decided_by_name,
        "decision_note": version.decision_note,
    }
    comments = db.scalars(select(FieldComment).where(FieldComment.version_id == version.id))
    verdicts = db.scalars(select(TagVerdict).where(TagVerdict.version_id == version.id))
    deadlines = db.scalars(select(OfferDeadline).where(OfferDeadline.offer_id == offer.id))
    return Before(
        version=of_version,
        offer={name: getattr(offer, name) for name in KEPT},
        replaced=db.scalar(
            select(OfferVersion.id).where(OfferVersion.offer_id == offer.id, OfferVersion.status == "approved")
        ),
        comments=[Comment(one.field, one.text, one.author_name, one.created_at) for one in comments],
        verdicts=[Judged(one.element, one.accepted, one.reason) for one in verdicts],
        deadlines=[Due(one.kind, one.due_on, one.next_call_on, one.asked_on) for one in deadlines],
    )


def remember(db: Session, actor: Actor, version: OfferVersion, before: Before, now: dt.datetime) -> None:
    """Keep what it takes to undo the decision that a version has just got."""
    db.merge(
        ReviewDecision(
            version_id=version.id,
            status=version.status,
            revision=version.revision,
            account_id=actor.account_id,
            by_name=actor.name,
            decided_at=now,
            before=msgspec.to_builtins(before),
        )
    )
    db.flush()
