"""Undoing a decision in the first ten minutes: everything is as it was, and nothing was sent.

The mail about a decision waits in the outbox until the time is over. Whoever undoes takes it out; when it is gone, or
the partner has already done something, the decision stands. An automatic approval sends no mail, so its organisation
is told when it is taken back; then the change waits for a reader, and can't go through by itself any more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Literal

import msgspec
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from registry import mail
from registry.access import Actor, Hidden
from registry.history import Verb
from registry.offers import listing, recording
from registry.offers.models import FieldComment, Offer, OfferDeadline, OfferVersion, PolicySuccession, TagVerdict
from registry.offers.models_decisions import ReviewDecision
from registry.offers.publishing import log_change
from registry.offers.remembering import KEPT, LASTS, Before
from registry.review import letters
from registry.review.rights import require_reviewer

Why = Literal["late", "sent", "moved on"]


class CantUndo(Exception):
    """The decision stands: the time is over, its mail is on its way, or somebody has done something since."""

    def __init__(self, why: Why) -> None:
        self.why: Why = why
        super().__init__(why)


def undoable(db: Session, actor: Actor, now: dt.datetime) -> Sequence[tuple[ReviewDecision, OfferVersion]]:
    """Return what the actor has decided in the last ten minutes and can undo, the latest first."""
    rows = db.execute(
        select(ReviewDecision, OfferVersion)
        .join(OfferVersion, OfferVersion.id == ReviewDecision.version_id)
        .where(
            ReviewDecision.account_id == actor.account_id,
            ReviewDecision.decided_at > now - LASTS,
            OfferVersion.status == ReviewDecision.status,
            OfferVersion.revision == ReviewDecision.revision,
        )
        .order_by(ReviewDecision.decided_at.desc(), ReviewDecision.version_id)
        .limit(3)
    )
    return [(decision, version) for decision, version in rows]


def undo(db: Session, actor: Actor, version: OfferVersion, *, now: dt.datetime) -> None:
    """Take a decision back: the submission waits again, what was published before is, and no mail is sent.

    Raises:
        SignInNeeded, Refused: the actor may not decide on it.
        CantUndo: the time is over, its mail has left, or somebody has done something since; nothing is changed.
    """
    _undo(db, actor, version, Verb.DECISION_UNDONE, now)


def take_back(db: Session, actor: Actor, version: OfferVersion, *, base_url: str, now: dt.datetime) -> None:
    """Take an automatic approval back: the change waits for a reader, and its organisation is told.

    Raises:
        SignInNeeded, Refused: the actor may not decide on it.
        CantUndo: the time is over, or somebody has done something since; nothing is changed.
    """
    offer = _undo(db, actor, version, Verb.AUTOMATIC_TAKEN_BACK, now)
    letters.taken_back(db, actor, version, offer, base_url=base_url, now=now)


def _undo(db: Session, actor: Actor, version: OfferVersion, verb: Verb, now: dt.datetime) -> Offer:
    offer = db.get(Offer, version.offer_id)
    if offer is None:
        raise Hidden
    require_reviewer(actor, offer)
    decision = db.get(ReviewDecision, version.id)
    if decision is not None and (decision.account_id is None) != (verb == Verb.AUTOMATIC_TAKEN_BACK):
        raise Hidden
    if decision is None or now >= decision.decided_at + LASTS:
        raise CantUndo("late")
    before = msgspec.convert(decision.before, Before)
    with db.begin_nested():
        _put_back(db, offer, version, decision, before)
        if before.mails and not mail.take_back(db, before.mails):
            raise CantUndo("sent")
        db.delete(decision)
        recording.record(db, actor, verb, offer, version.content.title, now)
    return offer


def forget(db: Session, now: dt.datetime) -> int:
    """Forget what can't be undone any more, and return how many decisions that were."""
    done = db.execute(delete(ReviewDecision).where(ReviewDecision.decided_at <= now - LASTS))
    return int(done.rowcount)  # type: ignore[attr-defined]


def _put_back(db: Session, offer: Offer, version: OfferVersion, decision: ReviewDecision, before: Before) -> None:
    kept = msgspec.convert(before.version, _Version)
    since = CantUndo("moved on")
    if decision.status == "approved" and _has_moved_on(db, offer, version, decision):
        raise since
    values = {"document": before.version["document"]} | {
        name: getattr(kept, name) for name in ("saved_at", "decided_at", "decided_by_name", "decision_note")
    }
    changed = db.execute(
        update(OfferVersion)
        .where(
            OfferVersion.id == version.id,
            OfferVersion.status == decision.status,
            OfferVersion.revision == decision.revision,
        )
        .values(status="submitted", revision=OfferVersion.revision + 1, **values)
        .execution_options(synchronize_session=False)
    )
    if not changed.rowcount:  # type: ignore[attr-defined]
        raise since
    db.refresh(version)
    listing.keep(db, version.id, version.content)
    if decision.status == "approved":
        _unpublish(db, offer, decision, before)
    db.execute(delete(FieldComment).where(FieldComment.version_id == version.id))
    db.execute(delete(TagVerdict).where(TagVerdict.version_id == version.id))
    db.add_all(FieldComment(version_id=version.id, **msgspec.structs.asdict(one)) for one in before.comments)
    db.add_all(TagVerdict(version_id=version.id, **msgspec.structs.asdict(one)) for one in before.verdicts)
    db.flush()


class _Version(msgspec.Struct):
    saved_at: dt.datetime
    decided_at: dt.datetime | None
    decided_by_name: str | None
    decision_note: str | None


class _Offer(msgspec.Struct):
    status: str
    live_version_id: str | None
    published_at: dt.datetime | None
    confirmed_at: dt.datetime | None
    inherited_on: dt.date | None = None
    undeclared_since: dt.date | None = None


def _has_moved_on(db: Session, offer: Offer, version: OfferVersion, decision: ReviewDecision) -> bool:
    """Whether anybody has confirmed, paused, moved, changed or begun to change the offer since its approval."""
    before = msgspec.convert(decision.before["offer"], _Offer)
    expected = "paused" if before.status == "paused" else "live"
    newest = db.scalar(select(func.max(OfferVersion.number)).where(OfferVersion.offer_id == offer.id))
    return (
        offer.live_version_id != version.id
        or offer.confirmed_at != decision.decided_at
        or offer.status != expected
        or offer.inherited_on not in (None, before.inherited_on)
        or version.saved_at > decision.decided_at
        or newest != version.number
    )


def _unpublish(db: Session, offer: Offer, decision: ReviewDecision, before: Before) -> None:
    kept = msgspec.convert(before.offer, _Offer)
    for name in KEPT:
        setattr(offer, name, getattr(kept, name))
    if before.replaced:
        db.execute(update(OfferVersion).where(OfferVersion.id == before.replaced).values(status="approved"))
    db.execute(delete(OfferDeadline).where(OfferDeadline.offer_id == offer.id))
    db.add_all(OfferDeadline(offer_id=offer.id, **msgspec.structs.asdict(one)) for one in before.deadlines)
    db.execute(
        update(PolicySuccession)
        .where(PolicySuccession.offer_id == offer.id, PolicySuccession.answered_at == decision.decided_at)
        .values(answered_at=None)
    )
    db.flush()
    log_change(db, offer.id)
