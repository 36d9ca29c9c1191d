"""Many new offers of one organisation at once, with few statements: nobody else can write on SQLite meanwhile."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy.orm import Session

from registry import vocabulary
from registry.access import Actor, Permission, require
from registry.db import new_id
from registry.history import Verb
from registry.offers import recording, rules
from registry.offers.actions import Incomplete
from registry.offers.content import OfferContent, to_document
from registry.offers.models import Offer, OfferVersion
from registry.offers.weighing import weigh
from registry.partners.models import Organisation
from registry.web.clock import danish_day


def arrive(
    db: Session,
    actor: Actor,
    organisation: Organisation,
    arrived: Sequence[tuple[str | None, OfferContent]],
    *,
    submit_them: bool,
    now: dt.datetime,
) -> list[OfferVersion]:
    """Begin offers, each with another system's number for it, as drafts or sent to the municipality; return the texts.

    Raises:
        Hidden: the organisation is another's.
        Incomplete: they are to be sent, and one lacks something or can't be right.
    """
    require(actor, Permission.WRITE_OFFER, organisation)
    if submit_them:
        _check([content for _number, content in arrived], danish_day(now))
    offers = [
        Offer(id=new_id(), organisation_id=organisation.id, external_id=number, created_at=now)
        for number, _content in arrived
    ]
    db.add_all(offers)
    db.flush()
    versions = []
    for offer, (_number, content) in zip(offers, arrived, strict=True):
        version = OfferVersion(
            offer_id=offer.id,
            number=1,
            document=to_document(content),
            created_at=now,
            created_by_name=actor.name,
            created_by_id=actor.account_id,
            saved_at=now,
        )
        recording.record(db, actor, Verb.IMPORTED, offer, content.title, now)
        if submit_them:
            version.status, version.submitted_at, version.submitted_by_name = "submitted", now, actor.name
            version.risk = weigh(db, offer, content, danish_day(now)).value
            recording.record(db, actor, Verb.SUBMITTED, offer, content.title, now)
        versions.append(version)
    db.add_all(versions)
    db.flush()
    return versions


def _check(contents: Sequence[OfferContent], today: dt.date) -> None:
    words = vocabulary.current()
    for content in contents:
        if found := [*rules.missing(content, words, today), *rules.faults(content, words)]:
            raise Incomplete(found)
