"""Deciding on a version, and making one the live one. Those who call have checked who may."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

import msgspec
from sqlalchemy import Select, select, text, update
from sqlalchemy.orm import Session

from registry.access import SYSTEM
from registry.offers import listing
from registry.offers.content import OfferContent, PolicyAnswer, to_document
from registry.offers.models import Offer, OfferChange, OfferVersion, PolicySuccession, TagVerdict
from registry.offers.scheduling import schedule

#: PostgreSQL numbers the log when a row is inserted, not when it is committed: without this lock a process could see
#: number 8 before 7, and never look for 7 again.
_LOG_LOCK = 7_263_500


def decide(
    db: Session,
    version_id: str,
    revision: int,
    *,
    status: str,
    by: str,
    note: str | None,
    now: dt.datetime,
    corrected: OfferContent | None = None,
) -> bool:
    """Give a submitted version its decision, unless it has changed or been decided since.

    Args:
        version_id: the version.
        revision: as the reviewer saw it.
        status: `approved`, `returned` or `declined`.
        by: the reviewer's name.
        note: what the partner is told.
        now: the moment.
        corrected: the text as the reviewer has corrected it; None when they haven't.

    Returns:
        Whether the decision stands; False: somebody was faster.
    """
    text_now = {"document": to_document(corrected), "saved_at": now} if corrected else {}
    changed = db.execute(
        update(OfferVersion)
        .where(OfferVersion.id == version_id, OfferVersion.revision == revision, OfferVersion.status == "submitted")
        .values(
            status=status,
            decided_at=now,
            decided_by_name=by,
            decision_note=note,
            revision=OfferVersion.revision + 1,
            **text_now,
        )
        .execution_options(synchronize_session=False)
    )
    stands = bool(changed.rowcount)  # type: ignore[attr-defined]
    if stands and corrected:
        listing.keep(db, version_id, corrected)
    return stands


def publish(db: Session, version: OfferVersion, accepted: Collection[str], *, now: dt.datetime) -> Offer:
    """Make an approved version the live one, with the policy answers that were accepted.

    A paused offer stays paused. The version that was live until now becomes history.
    """
    offer = db.get_one(Offer, version.offer_id)
    db.execute(
        update(OfferVersion)
        .where(OfferVersion.offer_id == offer.id, OfferVersion.status == "approved", OfferVersion.id != version.id)
        .values(status="replaced")
    )
    for answer in version.content.policy:
        db.merge(TagVerdict(version_id=version.id, element=answer.element, accepted=answer.element in accepted))
    version.status = "approved"
    offer.live_version_id = version.id
    offer.published_at = offer.published_at or now
    offer.confirmed_at = now
    if offer.status != "paused":
        offer.status = "live"
    db.execute(
        update(PolicySuccession)
        .where(PolicySuccession.offer_id == offer.id, PolicySuccession.target.in_(accepted))
        .where(PolicySuccession.answered_at.is_(None))
        .values(answered_at=now)
    )
    schedule(db, offer.id, version.content, now)
    log_change(db, offer.id)
    return offer


def renew(
    db: Session, offer: Offer, policy: tuple[PolicyAnswer, ...], accepted: Collection[str], *, now: dt.datetime
) -> OfferVersion:
    """Put a version in the place of the live one that only answers other policy elements, and return it.

    Nobody has written or read anything anew: its dates, its author and what hides the offer stay as they are, and a
    text on its way stays the newest.
    """
    live = db.get_one(OfferVersion, offer.live_version_id)
    number = live.number + 1
    for later in db.scalars(
        select(OfferVersion)
        .where(OfferVersion.offer_id == offer.id, OfferVersion.number > live.number)
        .order_by(OfferVersion.number.desc())
    ):
        later.number += 1
        db.flush()
    version = OfferVersion(
        offer_id=offer.id,
        number=number,
        status="approved",
        document=to_document(msgspec.structs.replace(live.content, policy=policy)),
        dismissed=[*live.dismissed],
        created_at=now,
        created_by_name=SYSTEM.name,
        created_by_id=live.created_by_id,
        saved_at=live.saved_at,
        decided_at=now,
        decided_by_name=SYSTEM.name,
    )
    live.status = "replaced"
    db.add(version)
    db.flush()
    reasons = {one.element: one.reason for one in db.scalars(_verdicts(live.id))}
    db.add_all(
        TagVerdict(
            version_id=version.id,
            element=one.element,
            accepted=one.element in accepted,
            reason=reasons.get(one.element),
        )
        for one in policy
    )
    offer.live_version_id = version.id
    log_change(db, offer.id)
    return version


def _verdicts(version_id: str) -> Select[TagVerdict]:
    return select(TagVerdict).where(TagVerdict.version_id == version_id)


def log_change(db: Session, *offer_ids: str) -> None:
    """Tell every process's catalogue that these offers have changed, when the transaction commits."""
    if db.get_bind().dialect.name == "postgresql":
        db.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOG_LOCK})
    db.add_all(OfferChange(offer_id=offer_id) for offer_id in offer_ids)
    db.flush()
