"""Deciding on a version, and making one the live one. Those who call have checked who may."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

import msgspec
from sqlalchemy import Select, insert, select, text, update
from sqlalchemy.orm import Session

from registry.access import SYSTEM
from registry.offers import listing
from registry.offers.content import OfferContent, PolicyAnswer, to_document
from registry.offers.models import Offer, OfferChange, OfferVersion, PolicySuccession, TagVerdict
from registry.offers.scheduling import schedule_all

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
    publish_all(db, [(version, accepted)], now=now)
    return db.get_one(Offer, version.offer_id)


def publish_all(db: Session, chosen: Sequence[tuple[OfferVersion, Collection[str]]], *, now: dt.datetime) -> None:
    """Publish versions of different offers, each with the policy answers that were accepted, in few statements."""
    versions = {version.offer_id: version for version, _accepted in chosen}
    contents = {offer_id: version.content for offer_id, version in versions.items()}
    accepted = {version.offer_id: frozenset(elements) for version, elements in chosen}
    ids = sorted(versions)
    offers = db.scalars(select(Offer).where(Offer.id.in_(ids))).all()
    db.execute(
        update(OfferVersion)
        .where(OfferVersion.offer_id.in_(ids), OfferVersion.status == "approved")
        .where(OfferVersion.id.not_in([version.id for version in versions.values()]))
        .values(status="replaced")
    )
    _judge(db, versions, contents, accepted)
    for offer in offers:
        version = versions[offer.id]
        version.status = "approved"
        offer.live_version_id = version.id
        offer.published_at = offer.published_at or now
        offer.confirmed_at = now
        declared = contents[offer.id].safety_declared_on
        if offer.inherited_on and declared and declared >= offer.inherited_on:
            offer.inherited_on = None  # its own by now
        if offer.status != "paused":
            offer.status = "live"
    unanswered = select(PolicySuccession).where(
        PolicySuccession.offer_id.in_(ids), PolicySuccession.answered_at.is_(None)
    )
    for question in db.scalars(unanswered):
        if question.target in accepted[question.offer_id]:
            question.answered_at = now
    schedule_all(db, contents, now)
    log_change(db, *ids)


def _judge(
    db: Session,
    versions: Mapping[str, OfferVersion],
    contents: Mapping[str, OfferContent],
    accepted: Mapping[str, frozenset[str]],
) -> None:
    """Note of each policy answer whether it was accepted; a reason that was given stays."""
    of_these = TagVerdict.version_id.in_([version.id for version in versions.values()])
    known = {(one.version_id, one.element): one for one in db.scalars(select(TagVerdict).where(of_these))}
    for offer_id, version in versions.items():
        for element in dict.fromkeys(answer.element for answer in contents[offer_id].policy):
            is_accepted = element in accepted[offer_id]
            if verdict := known.get((version.id, element)):
                verdict.accepted = is_accepted
            else:
                db.add(TagVerdict(version_id=version.id, element=element, accepted=is_accepted))


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
    if not offer_ids:
        return
    if db.get_bind().dialect.name == "postgresql":
        db.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOG_LOCK})
    db.flush()
    db.execute(insert(OfferChange), [{"offer_id": offer_id} for offer_id in offer_ids])
