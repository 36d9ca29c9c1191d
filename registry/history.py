"""What happened: who did what to which thing, when and why. Lines are added, never changed or removed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from enum import StrEnum
from typing import Literal, get_args

from sqlalchemy import Index, String, event, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from registry.access import Actor
from registry.db import Base, new_id
from registry.db.base import Id


class Verb(StrEnum):
    """What can happen to a thing; `registry.web.history_words` has a sentence for each, `history_verbs` a few words."""

    SIGNED_UP = "signed_up"
    INVITED = "invited"
    JOINED_BY_INVITATION = "joined_by_invitation"
    ROLES_CHANGED = "roles_changed"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105  no password
    ACCOUNT_ADDED = "account_added"
    ACCOUNT_CLOSED = "account_closed"
    SIGNED_OUT = "signed_out"
    ACCOUNT_REOPENED = "account_reopened"
    ACCOUNT_DELETED = "account_deleted"
    ORGANISATION_CREATED = "organisation_created"
    ORGANISATION_CHANGED = "organisation_changed"
    ORGANISATION_VERIFIED = "organisation_verified"
    ORGANISATION_UNVERIFIED = "organisation_unverified"
    SUSPENDED = "suspended"
    SUSPENSION_LIFTED = "suspension_lifted"
    TRUSTED = "trusted"
    TRUST_TAKEN_BACK = "trust_taken_back"
    MERGED = "merged"
    MERGED_INTO = "merged_into"
    ASKED_TO_JOIN = "asked_to_join"
    TOOK_REQUEST_BACK = "took_request_back"
    LET_IN = "let_in"
    TURNED_AWAY = "turned_away"
    LEFT = "left"
    INVITED_COLLEAGUE = "invited_colleague"
    JOINED_ORGANISATION = "joined_organisation"
    MADE_OWNER = "made_owner"
    MADE_EDITOR = "made_editor"
    REMOVED_MEMBER = "removed_member"
    GAVE_OFFER_AWAY = "gave_offer_away"
    STARTED = "started"
    SAVED = "saved"
    COPIED = "copied"
    DRAFT_DELETED = "draft_deleted"
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"
    DECLINED = "declined"
    APPROVED = "approved"
    APPROVED_AUTOMATICALLY = "approved_automatically"
    APPROVED_CORRECTED = "approved_corrected"
    DECISION_UNDONE = "decision_undone"
    AUTOMATIC_TAKEN_BACK = "automatic_taken_back"
    REASON_SAVED = "reason_saved"
    REASON_DELETED = "reason_deleted"
    PAUSED = "paused"
    RESUMED = "resumed"
    IMPORTED = "imported"
    PUBLISHED = "published"
    CONFIRMED = "confirmed"
    CHANGED_AT_ONCE = "changed_at_once"
    DECLARED = "declared"
    ASKED_TO_CONFIRM = "asked_to_confirm"
    EXPIRED = "expired"
    DECLARATION_LAPSED = "declaration_lapsed"
    ENDED = "ended"
    HIDDEN_BY_HAND = "hidden_by_hand"
    SHOWN_AGAIN = "shown_again"
    TAGGED = "tagged"
    TRANSFERRED = "transferred"
    TOLD_APART = "told_apart"
    MERGED_AWAY = "merged_away"
    MERGED_IN = "merged_in"
    INVITED_PARTNER = "invited_partner"
    REMOVED_PARTNER = "removed_partner"
    JOINED_OFFER = "joined_offer"
    DECLINED_OFFER = "declined_offer"
    LEFT_OFFER = "left_offer"
    SOUGHT_PARTNERS = "sought_partners"
    STOPPED_SEEKING = "stopped_seeking"
    OFFERED_HELP = "offered_help"
    ANSWERED_HELP = "answered_help"
    POLICY_CARRIED = "policy_carried"
    POLICY_ENDED = "policy_ended"
    POLICY_QUESTION_DECLINED = "policy_question_declined"
    FRAMEWORK_STARTED = "framework_started"
    FRAMEWORK_SAVED = "framework_saved"
    FRAMEWORK_DELETED = "framework_deleted"
    FRAMEWORK_PUBLISHED = "framework_published"
    FRAMEWORK_WITHDRAWN = "framework_withdrawn"
    FRAMEWORK_END_MOVED = "framework_end_moved"
    PROBLEM_REPORTED = "problem_reported"
    PROBLEM_ANSWERED = "problem_answered"
    PROBLEM_CLOSED = "problem_closed"
    VOCABULARY_CHANGED = "vocabulary_changed"
    VOCABULARY_UNDONE = "vocabulary_undone"


#: What things can happen to: an organisation's offer, an organisation, a person, a word list (its id is the number of
#: the change), a policy framework, and a reviewer's reason to choose from.
Kind = Literal["offer", "organisation", "account", "vocabulary", "framework", "reason"]
KINDS: tuple[Kind, ...] = get_args(Kind)

#: What history calls somebody whose account was deleted. The database lets a line be changed to this, and to nothing
#: else.
FORMER = "en tidligere bruger"


class HistoryLine(Base):
    """One thing that happened. The names are those of that day, so that the line stays readable."""

    __tablename__ = "history"
    __table_args__ = (
        Index("ix_history_subject", "subject_kind", "subject_id", "at", "id"),
        Index("ix_history_organisation", "organisation_id", "at", "id"),
        Index("ix_history_actor", "actor_id", "at", "id"),
        Index("ix_history_verb", "verb", "at", "id"),
        Index("ix_history_at", "at", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    at: Mapped[dt.datetime]
    actor_id: Mapped[str | None] = mapped_column(Id)
    actor_name: Mapped[str] = mapped_column(String(200))
    verb: Mapped[str] = mapped_column(String(40))
    #: One of `KINDS`, and its id and name.
    subject_kind: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[str] = mapped_column(Id)
    subject_name: Mapped[str] = mapped_column(String(200))
    #: The organisation it concerns, so that its members can read along.
    organisation_id: Mapped[str | None] = mapped_column(Id)
    note: Mapped[str | None]


@event.listens_for(HistoryLine, "before_update")
@event.listens_for(HistoryLine, "before_delete")
def _refuse(_mapper: object, _connection: object, _line: HistoryLine) -> None:
    raise RuntimeError("history is append-only")


def record(
    db: Session,
    actor: Actor,
    verb: Verb,
    *,
    kind: Kind,
    subject_id: str,
    name: str,
    now: dt.datetime,
    organisation_id: str | None = None,
    note: str | None = None,
) -> None:
    """Add a line: what the actor did to the subject of this kind, id and name. `note`: the reason they gave."""
    db.add(
        HistoryLine(
            at=now,
            actor_id=actor.account_id,
            actor_name=actor.name[:200],
            verb=verb.value,
            subject_kind=kind,
            subject_id=subject_id,
            subject_name=name[:200],
            organisation_id=organisation_id,
            note=note,
        )
    )


def names_of(db: Session, account_id: str) -> set[str]:
    """Return what a person was called in history."""
    acted = select(HistoryLine.actor_name).where(HistoryLine.actor_id == account_id)
    was = select(HistoryLine.subject_name).where(
        HistoryLine.subject_kind == "account", HistoryLine.subject_id == account_id
    )
    return {name for name in db.scalars(acted.union(was)) if name != FORMER}


def forget_person(db: Session, account_id: str, names: Collection[str]) -> None:
    """Let history say `FORMER` instead of a person's names: in what they did, and in what was done with them."""
    lines = update(HistoryLine).execution_options(synchronize_session=False)
    db.execute(lines.where(HistoryLine.actor_id == account_id).values(actor_name=FORMER))
    is_theirs = (HistoryLine.subject_kind == "account") & (HistoryLine.subject_id == account_id)
    db.execute(lines.where(is_theirs).values(subject_name=FORMER))
    db.execute(lines.where(HistoryLine.note.in_(sorted(names))).values(note=FORMER))


def has_happened(db: Session, verb: Verb, kind: str, subject_id: str, *, since: dt.datetime) -> bool:
    """Return whether something has happened to a thing since a moment."""
    line = select(HistoryLine.id).where(
        HistoryLine.subject_kind == kind,
        HistoryLine.subject_id == subject_id,
        HistoryLine.at >= since,
        HistoryLine.verb == verb.value,
    )
    return db.scalar(line.limit(1)) is not None


def of_subject(db: Session, kind: str, subject_id: str, limit: int = 50) -> Sequence[HistoryLine]:
    """Return what happened to one thing, newest first."""
    return db.scalars(
        select(HistoryLine)
        .where(HistoryLine.subject_kind == kind, HistoryLine.subject_id == subject_id)
        .order_by(HistoryLine.at.desc(), HistoryLine.id)
        .limit(limit)
    ).all()
