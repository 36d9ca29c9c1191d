"""Things that tests need made: a complete text about an offer, and offers in each state."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
from sqlalchemy.orm import Session

from registry.access import Actor
from registry.offers import actions, publishing
from registry.offers.content import Contact, OfferContent, PolicyAnswer, Slot
from registry.offers.models import OfferVersion
from registry.partners.models import Organisation

NOW = dt.datetime(2026, 11, 16, 9, 0, tzinfo=dt.UTC)

CONTENT = OfferContent(
    title="Heste og ro på små hold",
    summary="Fire børn, fire heste og de samme to voksne hver gang.",
    description="Vi strigler, muger ud og rider, og der er altid plads til en pause i halmen.",
    activities=("dyr",),
    age_min=7,
    age_max=11,
    weekly=(Slot("mon", "15:30", "17:00"),),
    where="address",
    address="Eksempelvej 12",
    postal_code="9400",
    price_dkk=0,
    capacity=4,
    needs=("plads_til_energi",),
    policy=(
        PolicyAnswer("bup22.loesninger.c1", "Et barn kan komme før de andre og have stalden for sig selv."),
        PolicyAnswer("bup22.faellesskaber.a1", "Alle får deres egen hest at passe, også den, der ikke vil ride."),
    ),
    availability="ledig",
    signup="Ring eller skriv til Karen.",
    contact=Contact(name="Karen", email="karen@eksempel.example"),
    safety=("boerneattest",),
    safety_declared_by="Karen, formand",
    safety_declared_on=dt.date(2026, 11, 1),
)


def content(**changes: Any) -> OfferContent:
    """Return a text that can be submitted, with changes."""
    return msgspec.structs.replace(CONTENT, **changes)


def draft(db: Session, actor: Actor, organisation: str = "havfruen", **changes: Any) -> OfferVersion:
    """Begin an offer with a complete text."""
    return actions.start(db, actor, db.get_one(Organisation, organisation), now=NOW, content=content(**changes))


def submitted(db: Session, actor: Actor, organisation: str = "havfruen", **changes: Any) -> OfferVersion:
    """Send an offer to the municipality."""
    version = draft(db, actor, organisation, **changes)
    actions.submit(db, actor, version, now=NOW)
    return version


def live(db: Session, actor: Actor, organisation: str = "havfruen", **changes: Any) -> OfferVersion:
    """Put an offer live, with all of its policy answers accepted."""
    version = submitted(db, actor, organisation, **changes)
    publishing.decide(db, version.id, version.revision, status="approved", by="Anders", note=None, now=NOW)
    db.refresh(version)
    publishing.publish(db, version, [answer.element for answer in version.content.policy], now=NOW)
    db.flush()
    return version
