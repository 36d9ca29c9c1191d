"""What happens to an offer, as a line of its history."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from registry import history
from registry.access import Actor
from registry.history import Verb
from registry.offers.models import Offer


def record(
    db: Session,
    actor: Actor,
    verb: Verb,
    offer: Offer,
    title: str,
    now: dt.datetime,
    note: str | None = None,
    *,
    organisation_id: str | None = None,
) -> None:
    """Add a line to the history of an offer.

    Args:
        title: what the offer is called by now. note: the reason, or what is told of it; empty for none.
        organisation_id: whose history it belongs to; None for the organisation that has the offer.
    """
    history.record(
        db,
        actor,
        verb,
        kind="offer",
        subject_id=offer.id,
        name=title,
        now=now,
        organisation_id=organisation_id or offer.organisation_id,
        note=note or None,
    )
