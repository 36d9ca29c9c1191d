"""The outbox: putting mails in, taking the next one that is due, and noting what came of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import CursorResult, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from registry.db import new_id
from registry.mail import bounces, rules
from registry.mail.models import OutboxMail

_LONGEST_SUBJECT = 300


@dataclass(frozen=True)
class Letter:
    """What a mail says: its subject, its text, and the same as HTML ("" for a mail of text alone)."""

    subject: str
    text: str
    html: str = ""


@dataclass(frozen=True)
class Envelope:
    """A mail that was taken out of the outbox to be delivered; `tries` counts this one too."""

    id: str
    recipient: str
    letter: Letter
    created_at: dt.datetime
    tries: int


def queue(
    db: Session,
    *,
    to: str,
    letter: Letter,
    now: dt.datetime,
    key: str | None = None,
    not_before: dt.datetime | None = None,
) -> bool:
    """Put a mail into the outbox; it leaves only if the transaction commits.

    Args:
        db: the transaction of what the mail tells about.
        to: the receiver's address.
        letter: what it says, from `registry.web.letters.letter`.
        now: the moment.
        key: names the occasion, in at most 200 characters, such as `reminder:<offer>:<date>`. A mail with a key that
            was used before is not put in, so whoever does a thing twice still sends one mail. Keys are kept as long as
            the mail's row is: 90 days.
        not_before: when it may leave at the earliest; until then `take_back` can take it out again. None: at once.

    Returns whether it was put in.
    """
    insert = postgresql.insert if db.get_bind().dialect.name == "postgresql" else sqlite.insert
    put_in = db.scalar(
        insert(OutboxMail)
        .values(
            id=new_id(),
            recipient=to,
            subject=letter.subject[:_LONGEST_SUBJECT],
            text=letter.text,
            html=letter.html,
            key=key,
            created_at=now,
            next_try_at=not_before or now,
            tries=0,
        )
        .on_conflict_do_nothing(index_elements=["key"])
        .returning(OutboxMail.id)
    )
    return put_in is not None


def take_back(db: Session, keys: Collection[str]) -> bool:
    """Take mails that nobody has tried to send out of the outbox; False when one of them is on its way or gone."""
    done = db.execute(delete(OutboxMail).where(OutboxMail.key.in_(sorted(keys)), OutboxMail.tries == 0))
    assert isinstance(done, CursorResult)  # noqa: S101
    return done.rowcount == len(keys)


def is_due(db: Session, now: dt.datetime) -> bool:
    """Whether any mail is to be tried now."""
    return db.scalar(select(OutboxMail.id).where(OutboxMail.next_try_at <= now).limit(1)) is not None


def take(db: Session, now: dt.datetime) -> Envelope | None:
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
    letter = Letter(mail.subject, mail.text, mail.html)
    return Envelope(mail.id, mail.recipient, letter, mail.created_at, mail.tries)


def sent(db: Session, envelope: Envelope, now: dt.datetime, *, keep_text: bool = False) -> None:
    """Note that a mail is delivered, and forget its text; its address is one that mail reaches."""
    values: dict[str, object] = {"sent_at": now, "next_try_at": None, "error": None}
    if not keep_text:
        values |= _FORGOTTEN
    db.execute(update(OutboxMail).where(OutboxMail.id == envelope.id).values(values))
    bounces.clear(db, envelope.recipient)


def failed(
    db: Session,
    envelope: Envelope,
    reason: str,
    now: dt.datetime,
    *,
    for_good: bool,
    is_about_address: bool = False,
) -> None:
    """Note that a try failed: try again later, or give up, keep the reason and forget the text.

    Nothing is noted when another worker has taken the mail over or delivered it meanwhile. `is_about_address`: should
    this have been the last try, the address is marked as one that mail doesn't reach.
    """
    pause = None if for_good else rules.pause_after(envelope.tries)
    values: dict[str, object] = {"error": reason[:300], "next_try_at": None if pause is None else now + pause}
    if pause is None:
        values |= _FORGOTTEN
    done = db.execute(
        update(OutboxMail)
        .where(OutboxMail.id == envelope.id, OutboxMail.tries == envelope.tries, OutboxMail.sent_at.is_(None))
        .values(values)
    )
    assert isinstance(done, CursorResult)  # noqa: S101
    if pause is None and is_about_address and done.rowcount == 1:
        bounces.mark(db, envelope.recipient, reason, now)


_FORGOTTEN = {"text": "", "html": ""}
