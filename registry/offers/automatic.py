"""Approving a trusted organisation's change to an approved offer automatically. Flushes and never commits.

What may go through is in `trusted.py`. It is marked as automatic in the history, and the desk lists it afterwards; for
ten minutes an administrator can take it back, and then reads the change as any other.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from registry import history
from registry.access import SYSTEM
from registry.history import Verb
from registry.i18n import speaking
from registry.offers import publishing, queries, recording, remembering, show, trusted
from registry.offers.models import Offer, OfferVersion, TagVerdict
from registry.offers.scheduling import PUBLISHED
from registry.partners.models import Organisation


def is_trusted(organisation: Organisation) -> bool:
    """Whether an organisation's changes to approved offers may be approved automatically."""
    return bool(organisation.trusted_at and organisation.verified_at and not organisation.suspended_at)


def may_go_through(db: Session, offer: Offer, version: OfferVersion) -> bool:
    """Whether a version would be approved automatically when it is sent.

    Its organisation is trusted, verified and not suspended, the offer is approved, no administrator has sent this
    change back or taken its automatic approval back, and it changes nothing that must be read.
    """
    organisation = db.get_one(
        Organisation, offer.organisation_id, populate_existing=True, with_for_update={"read": True}
    )
    if (
        not is_trusted(organisation)
        or offer.status not in PUBLISHED
        or offer.live_version_id is None
        or version.decided_at
    ):
        return False
    if history.has_happened(db, Verb.AUTOMATIC_TAKEN_BACK, "offer", offer.id, since=version.created_at):
        return False
    live = db.get_one(OfferVersion, offer.live_version_id)
    return not trusted.must_be_read(live.content, version.content)


def approve(db: Session, version: OfferVersion, *, now: dt.datetime) -> bool:
    """Approve a version that has just been sent, if it may go through; return whether it did.

    Policy answers keep what a reviewer said of them: none has changed.
    """
    offer = db.get_one(Offer, version.offer_id)
    db.refresh(
        db.get_one(Organisation, offer.organisation_id), with_for_update=True
    )  # trust isn't taken back meanwhile
    if not may_go_through(db, offer, version):
        return False
    before = db.get_one(OfferVersion, offer.live_version_id)
    verdicts = queries.verdicts_on(db, before.id)
    earlier = remembering.look(db, offer, version)
    stands = publishing.decide(db, version.id, version.revision, status="approved", by=SYSTEM.name, note=None, now=now)
    db.refresh(version)
    if not stands:
        return False
    with speaking("da"):  # history is written in one language
        changed = ", ".join(
            dict.fromkeys(show.field_label(field) for field in trusted.changed_fields(before.content, version.content))
        )
    publishing.publish(db, version, [one.element for one in verdicts.values() if one.accepted], now=now)
    for verdict in verdicts.values():
        db.merge(
            TagVerdict(version_id=version.id, element=verdict.element, accepted=verdict.accepted, reason=verdict.reason)
        )
    recording.record(db, SYSTEM, Verb.APPROVED_AUTOMATICALLY, offer, version.content.title, now, changed)
    remembering.remember(db, SYSTEM, version, earlier, now)
    return True
