"""Deciding on a submission. A decision is given once, on the text that the reviewer has seen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy import delete
from sqlalchemy.orm import Session

from registry.access import Actor, Hidden
from registry.history import Verb
from registry.i18n import gettext as _
from registry.i18n import speaking
from registry.offers import publishing, recording, remembering
from registry.offers.content import OfferContent
from registry.offers.models import FieldComment, Offer, OfferVersion, TagVerdict
from registry.offers.remembering import Before
from registry.review import claims, letters
from registry.review.corrections import corrections
from registry.review.differences import row_label
from registry.review.rights import require_reviewer


@dataclass(frozen=True)
class Verdict:
    """Whether a policy answer is accepted, and why not."""

    accepted: bool
    reason: str | None = None


NOTHING_SAID: Mapping[str, str] = MappingProxyType({})
NO_VERDICTS: Mapping[str, Verdict] = MappingProxyType({})


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
    comments: Mapping[str, str] = NOTHING_SAID,
    corrected: OfferContent | None = None,
) -> None:
    """Approve a version, as the reviewer saw it, and make it the live one with the answers that are accepted.

    What the reviewer has corrected is told to the partner, and stands in the history as the reviewer's.

    Args:
        version: as the reviewer saw it; its revision guards against deciding on another text.
        verdicts: by policy element.
        note: what the partner is told.
        base_url: where links in mail lead.
        now: the moment.
        comments: what is said of fields, by field.
        corrected: what it says with what the reviewer has corrected in it; None when nothing is.

    Raises:
        SignInNeeded, Refused: the actor is no administrator, or a member of the organisation itself.
        TooLate: somebody was faster.
    """
    change = (version.content, corrected) if corrected and corrections(version.content, corrected) else None
    offer, before = _decide(db, actor, version, "approved", note, now, change[1] if change else None)
    accepted = [element for element, verdict in verdicts.items() if verdict.accepted]
    publishing.publish(db, version, accepted, now=now)
    _keep(db, actor, version, verdicts, comments, now)
    verb = Verb.APPROVED_CORRECTED if change else Verb.APPROVED
    _record(db, actor, verb, offer, version, _in_full(note, verdicts, comments, change), now)
    before.mails = letters.approved(
        db,
        version,
        verdicts,
        len(comments),
        corrected=change,
        is_paused=offer.status == "paused",
        base_url=base_url,
        now=now,
    )
    remembering.remember(db, actor, version, before, now)


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
    offer, before = _decide(db, actor, version, "returned", note, now)
    _keep(db, actor, version, verdicts, comments, now)
    _record(db, actor, Verb.RETURNED, offer, version, _in_full(note, verdicts, comments), now)
    before.mails = letters.returned(db, version, verdicts, len(comments), base_url=base_url, now=now)
    remembering.remember(db, actor, version, before, now)


def decline(
    db: Session,
    actor: Actor,
    version: OfferVersion,
    *,
    note: str,
    base_url: str,
    now: dt.datetime,
    verdicts: Mapping[str, Verdict] = NO_VERDICTS,
    comments: Mapping[str, str] = NOTHING_SAID,
) -> None:
    """Decline a version for good, with the reason.

    Raises:
        SignInNeeded, Refused: the actor is no administrator, or a member of the organisation itself.
        TooLate: somebody was faster.
    """
    offer, before = _decide(db, actor, version, "declined", note, now)
    _keep(db, actor, version, verdicts, comments, now)
    _record(db, actor, Verb.DECLINED, offer, version, _in_full(note, verdicts, comments), now)
    is_change = offer.live_version_id is not None
    before.mails = letters.declined(db, version, len(comments), is_change=is_change, base_url=base_url, now=now)
    remembering.remember(db, actor, version, before, now)


def _decide(
    db: Session,
    actor: Actor,
    version: OfferVersion,
    status: str,
    note: str | None,
    now: dt.datetime,
    corrected: OfferContent | None = None,
) -> tuple[Offer, Before]:
    offer = db.get(Offer, version.offer_id)
    if offer is None:
        raise Hidden
    require_reviewer(actor, offer)
    before = remembering.look(db, offer, version)
    stands = publishing.decide(
        db,
        version.id,
        version.revision,
        status=status,
        by=actor.name,
        note=note or None,
        now=now,
        corrected=corrected,
    )
    db.refresh(version)
    if not stands:
        raise TooLate(version)
    claims.forget(db, version.id)
    return offer, before


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


def _in_full(
    note: str | None,
    verdicts: Mapping[str, Verdict],
    comments: Mapping[str, str],
    corrected: tuple[OfferContent, OfferContent] | None = None,
) -> str:
    """Return everything the partner was told, for the history: comments at fields are replaced in the next round."""
    with speaking("da"):  # history is written in one language
        said = [f"{row_label(field)}: {text}" for field, text in comments.items()]
        for element, verdict in verdicts.items():
            if not verdict.accepted:
                label = row_label(f"policy.{element}")
                said.append(
                    _("Svaret på ”%(element)s” er afvist: %(reason)s")
                    % {"element": label, "reason": verdict.reason or ""}
                )
        changed = corrections(*corrected) if corrected else []
        said += [f"{one.label}: {one.before or '–'} → {one.now or '–'}" for one in changed]
    return "\n".join([*([note] if note else []), *said])


def _record(
    db: Session, actor: Actor, verb: Verb, offer: Offer, version: OfferVersion, note: str | None, now: dt.datetime
) -> None:
    recording.record(db, actor, verb, offer, version.content.title, now, note)
