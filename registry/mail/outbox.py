"""The outbox: putting mails in, taking the next one that is due, and noting what came of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from registry.mail import rules
from registry.mail.models import OutboxMail


@dataclass(frozen=True)
class Letter:
    """A mail that was taken out of the outbox to be delivered; `tries` counts this one too."""

    id: str
    recipient: str
    subject: str
    text: str
    created_at: dt.datetime
    tries: int


def queue(db: Session, *, to: str, subject: str, text: str, now: dt.datetime) -> None:
    """Put a mail into the outbox; it leaves only if the transaction commits."""
    db.add(OutboxMail(recipient=to, subject=subject[:300], text=text, created_at=now, next_try_at=now))


def is_due(db: Session, now: dt.datetime) -> bool:
    """Whether any mail is to be tried now."""
    return db.scalar(select(OutboxMail.id).where(OutboxMail.next_try_at <= now).limit(1)) is not None


def take(db: Session, now: dt.datetime) -> Letter | None:
    """Take the mail that has waited longest, so that nobody else does for a while.

    `db` is a writing session: on SQLite its write lock, on PostgreSQL the row's own keeps other workers away.
    """
    mail = db.scalar(
        select(OutboxMail)
        .where(OutboxMail.next_try_at <= now)
        .order_by(OutboxMail.next_try_at, OutboxMail.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if mail is None:
        return None
    mail.tries += 1
    mail.next_try_at = now + rules.LEASE
    return Letter(mail.id, mail.recipient, mail.subject, mail.text, mail.created_at, mail.tries)


def sent(db: Session, letter: Letter, now: dt.datetime, *, keep_text: bool = False) -> None:
    """Note that a mail is delivered, and forget its text."""
    values: dict[str, object] = {"sent_at": now, "next_try_at": None, "error": None}
    if not keep_text:
        values["text"] = ""
    db.execute(update(OutboxMail).where(OutboxMail.id == letter.id).values(values))


def failed(db: Session, letter: Letter, reason: str, now: dt.datetime, *, for_good: bool) -> None:
    """Note that a try failed: try again later, or give up, keep the reason and forget the text.

    Nothing is noted when another worker has taken the mail over or delivered it meanwhile.
    """
    pause = None if for_good else rules.pause_after(letter.tries)
    values: dict[str, object] = {"error": reason[:300], "next_try_at": None if pause is None else now + pause}
    if pause is None:
        values["text"] = ""
    db.execute(
        update(OutboxMail)
        .where(OutboxMail.id == letter.id, OutboxMail.tries == letter.tries, OutboxMail.sent_at.is_(None))
        .values(values)
    )
