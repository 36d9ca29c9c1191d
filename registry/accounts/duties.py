"""What is forgotten about people at night, once nobody needs it: links, sessions, attempts, old mail."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ColumnElement, CursorResult, delete, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from registry.accounts.actions import forget_unfinished
from registry.accounts.models import MailedLink, Throttle
from registry.accounts.throttle import LONGEST_MEMORY
from registry.duties import duty
from registry.mail import MailBounce, OutboxMail
from registry.settings import Settings
from registry.web.sessions import SignInSession

#: Rows deleted in one transaction.
BATCH = 1000
#: A mail's row, which still says to whom it went and about what, is kept for so long after it was sent or given up.
MAIL_KEPT = dt.timedelta(days=90)
#: An address that takes no mail, and to which none was sent since, is forgotten after this.
BOUNCE_KEPT = dt.timedelta(days=365)


@duty("forget-what-is-over")
def forget(db: Session, *, now: dt.datetime, settings: Settings) -> int:
    """Delete some of what is over, and return how much that was."""
    forget_unfinished(db, now)
    return (
        _delete(db, MailedLink.digest, MailedLink.expires_at < now)
        + _delete(db, SignInSession.digest, SignInSession.expires_at < now)
        + _delete(db, Throttle.key, Throttle.last_at < now - LONGEST_MEMORY)
        + _delete(db, OutboxMail.id, OutboxMail.next_try_at.is_(None), OutboxMail.created_at < now - MAIL_KEPT)
        + _delete(db, MailBounce.address, MailBounce.last_at < now - BOUNCE_KEPT)
    )


def _delete(db: Session, key: InstrumentedAttribute[str], *conditions: ColumnElement[bool]) -> int:
    """Delete a batch of rows by their key."""
    some = select(key).where(*conditions).limit(BATCH)
    done = db.execute(delete(key.class_).where(key.in_(some)).execution_options(synchronize_session=False))
    assert isinstance(done, CursorResult)  # noqa: S101
    return done.rowcount
