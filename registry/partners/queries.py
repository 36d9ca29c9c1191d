"""What others want to know of organisations and their members."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.partners.models import Membership


def organisations_of(db: Session, account_id: str) -> frozenset[str]:
    """Return the ids of the organisations that an account is a member of."""
    return frozenset(
        db.scalars(
            select(Membership.organisation_id).where(
                Membership.account_id == account_id, Membership.joined_at.is_not(None)
            )
        )
    )
