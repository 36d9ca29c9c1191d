"""Deciding on a submission. A decision is given once, on the text that the reviewer has seen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete
from sqlalchemy.orm import Session

from registry import history
from registry.access import Actor, Hidden, Permission, Refused, require
from registry.history import Verb
from registry.i18n import gettext as _
from registry.offers import publishing
from registry.offers.models import FieldComment, Offer, OfferVersion, TagVerdict
from registry.review import letters


@dataclass(frozen=True)
class Verdict:
    """Whether a policy answer is accepted, and why not."""

    accepted: bool
    reason: str | None = None


class TooLate(Exception):
    """The version was decided, taken back or changed since the reviewer opened it; `version` is as it is now."""

    def __init__(self, version: OfferVersion) -> None:
        self.version = version
        super().__init__(version.status)


def approve(
    db: Session,
    actor: Actor,
    version: OfferVersion,
    *,
    verdicts: Mapping[str, Verdict],
    note: str | None,
    base_url: str,
    now: dt.datetime,
) -> None:
    """Approve a version, as the reviewer saw it, and make it the live one with the answers that are accepted.

    Raises:
        SignInNeeded, Refused: the actor is no administrator, or a member of the organisation itself.
        TooLate: somebody was faster.
    """
    offer = _decide(db, actor, version, "approved", note, now)
    accepted = [element for element, verdict in verdicts.items() if verdict.accepted]
    publishing.publish(db, version, accepted, now=now)
    _keep(db, actor, version, verdicts, {}, now)
    _record(db, actor, Verb.APPROVED, offer, version, note, now)
    letters.approved(db, version, verdicts, base_url=base_url, now=now)


def return_to_partner(
    db: Session,
    actor: Actor,
    version: OfferVersion,
    *,
    verdicts: Mapping[str, Verdict],
    comments: Mapping[str, str],
    note: str | None,
    base_url: str,
    now: dt.datetime,
) -> None:
    """Send a version back with comments by field, for its organisation to change and send again.

    Raises:
        SignInNeeded, Refused: the actor is no administrator, or a member of the organisation itself.
        TooLate: somebody was faster.
    """
    offer = _decide(db, actor, version, "returned", note, now)
    _keep(db, actor, version, verdicts, comments, now)
    _record(db, actor, Verb.RETURNED, offer, version, note, now)
    letters.returned(db, version, len(comments), base_url=base_url, now=now)


def decline(
    db: Session,
    actor: Actor,
    version: OfferVersion,
    *,
    note: str,
    base_url: str,
    now: dt.datetime,
) -> None:
    """Decline a version for good, with the reason.

    Raises:
        SignInNeeded, Refused: the actor is no administrator, or a member of the organisation itself.
        TooLate: somebody was faster.
    """
    offer = _decide(db, actor, version, "declined", note, now)
    _record(db, actor, Verb.DECLINED, offer, version, note, now)
    letters.declined(db, version, base_url=base_url, now=now)


def require_reviewer(actor: Actor, offer: Offer) -> None:
    """Let an administrator pass who is not a member of the organisation: nobody approves their own offer.

    Raises:
        SignInNeeded, Refused: the actor may not decide.
    """
    require(actor, Permission.REVIEW)
    if offer.organisation_id in actor.organisations:
        raise Refused(_("Du er medlem af organisationen, så en anden administrator skal afgøre tilbuddet."))


def _decide(db: Session, actor: Actor, version: OfferVersion, status: str, note: str | None, now: dt.datetime) -> Offer:
    offer = db.get(Offer, version.offer_id)
    if offer is None:
        raise Hidden
    require_reviewer(actor, offer)
    stands = publishing.decide(
        db, version.id, version.revision, status=status, by=actor.name, note=note or None, now=now
    )
    db.refresh(version)
    if not stands:
        raise TooLate(version)
    return offer


def _keep(
    db: Session,
    actor: Actor,
    version: OfferVersion,
    verdicts: Mapping[str, Verdict],
    comments: Mapping[str, str],
    now: dt.datetime,
) -> None:
    """Keep what was said in this round; what was said in an earlier one stays in the history."""
    db.execute(delete(FieldComment).where(FieldComment.version_id == version.id))
    db.execute(delete(TagVerdict).where(TagVerdict.version_id == version.id))
    db.add_all(
        FieldComment(version_id=version.id, field=field, text=text, author_name=actor.name, created_at=now)
        for field, text in comments.items()
    )
    db.add_all(
        TagVerdict(version_id=version.id, element=element, accepted=verdict.accepted, reason=verdict.reason)
        for element, verdict in verdicts.items()
    )
    db.flush()


def _record(
    db: Session, actor: Actor, verb: Verb, offer: Offer, version: OfferVersion, note: str | None, now: dt.datetime
) -> None:
    history.record(
        db,
        actor,
        verb,
        kind="offer",
        subject_id=offer.id,
        name=version.content.title,
        now=now,
        organisation_id=offer.organisation_id,
        note=note or None,
    )
