"""Taking a submission, so that others see that somebody reads it. It keeps nobody out; it saves doing work twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from sqlalchemy import delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from registry.access import Actor, Permission, require
from registry.offers.models import OfferVersion
from registry.review.models import ReviewClaim

#: How long a submission stays taken; taking it again begins anew.
LASTS = dt.timedelta(minutes=30)


def take(db: Session, actor: Actor, version: OfferVersion, *, over: bool = False, now: dt.datetime) -> ReviewClaim:
    """Take a submission, and return who has it now: oneself, or whoever was faster.

    Args:
        over: take it over, also from another.

    Raises:
        SignInNeeded, Refused: the actor is no administrator.
    """
    require(actor, Permission.REVIEW)
    values = {"account_id": actor.account_id, "name": actor.name, "taken_at": now, "until": now + LASTS}
    insert = postgresql.insert if db.get_bind().dialect.name == "postgresql" else sqlite.insert
    db.execute(insert(ReviewClaim).values(version_id=version.id, **values).on_conflict_do_nothing())
    mine_or_over = or_(ReviewClaim.until <= now, ReviewClaim.account_id == actor.account_id)
    db.execute(
        update(ReviewClaim)
        .where(ReviewClaim.version_id == version.id, *([] if over else [mine_or_over]))
        .values(values)
        .execution_options(synchronize_session=False)
    )
    return db.get_one(ReviewClaim, version.id, populate_existing=True)


def free(db: Session, actor: Actor, version_id: str) -> None:
    """Free a submission that one has taken.

    Raises:
        SignInNeeded, Refused: the actor is no administrator.
    """
    require(actor, Permission.REVIEW)
    db.execute(
        delete(ReviewClaim).where(ReviewClaim.version_id == version_id, ReviewClaim.account_id == actor.account_id)
    )


def forget(db: Session, version_id: str) -> None:
    """Forget who had a submission: it is decided."""
    db.execute(delete(ReviewClaim).where(ReviewClaim.version_id == version_id))


def of(db: Session, version_ids: Collection[str], now: dt.datetime) -> dict[str, ReviewClaim]:
    """Return who has taken which submissions."""
    found = db.scalars(
        select(ReviewClaim).where(ReviewClaim.version_id.in_(sorted(version_ids)), ReviewClaim.until > now)
    )
    return {claim.version_id: claim for claim in found}
