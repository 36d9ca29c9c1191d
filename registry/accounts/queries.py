"""What others want to know of accounts."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.accounts.models import Account


def open_account(db: Session, account_id: str) -> Account | None:
    """Return an account that can be used: confirmed and not closed."""
    return db.scalar(
        select(Account).where(Account.id == account_id, Account.confirmed_at.is_not(None), Account.closed_at.is_(None))
    )
