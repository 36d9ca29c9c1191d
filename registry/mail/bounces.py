"""Addresses that mail doesn't reach: marked when a mail server says so, cleared when a mail gets through.

What is known is what the server says while the mail is handed over. A server that takes a mail and sends it back later
goes unnoticed here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from registry.mail.models import MailBounce

_LONGEST_REASON = 300


def mark(db: Session, address: str, reason: str, now: dt.datetime) -> None:
    """Note that an address took no mail, and why."""
    insert = postgresql.insert if db.get_bind().dialect.name == "postgresql" else sqlite.insert
    latest = {"last_at": now, "reason": reason[:_LONGEST_REASON]}
    db.execute(
        insert(MailBounce)
        .values(address=address.lower(), first_at=now, **latest)
        .on_conflict_do_update(index_elements=["address"], set_=latest)
    )


def clear(db: Session, address: str) -> None:
    """Forget that mail didn't reach an address: it does now."""
    db.execute(delete(MailBounce).where(MailBounce.address == address.lower()))


def of(db: Session, address: str) -> MailBounce | None:
    """Return since when mail doesn't reach an address, and why; None when it does."""
    return db.get(MailBounce, address.lower())


def among(db: Session, addresses: Collection[str]) -> Mapping[str, MailBounce]:
    """Return which of the addresses mail doesn't reach."""
    if not addresses:
        return {}
    wanted = sorted({address.lower() for address in addresses})
    return {bounce.address: bounce for bounce in db.scalars(select(MailBounce).where(MailBounce.address.in_(wanted)))}
