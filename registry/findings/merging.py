"""Making two offers one: one stays, the other ends; its history stays where it was, and its page leads to the other.

Actions flush and never commit; `now` is an argument. Nothing of the one that ends is added to the one that stays: what
is worth keeping is the organisation's to write.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from registry import mail
from registry.access import Actor, Permission, require
from registry.findings import pairs
from registry.findings.models import ExaminedOffer, OfferFinding
from registry.findings.pairs import Side
from registry.history import Verb
from registry.i18n import gettext as _
from registry.i18n import speaking
from registry.offers import recording
from registry.offers.models import Offer, OfferDeadline, OfferVersion
from registry.offers.publishing import log_change
from registry.partners import queries as partner_queries
from registry.web.letters import letter


class Changed(Exception):
    """One of the offers isn't what the administrator saw any more."""


def merge(db: Session, actor: Actor, stays: str, ends: str, *, base_url: str, now: dt.datetime) -> Side:
    """Let an offer end because it is the same as another, tell both organisations, and return the one that stays.

    A text of the ending offer that waits for review is declined with that reason.

    Raises:
        Hidden: there are no such two offers.
        Changed: the one that is to stay isn't published, or the other one changed meanwhile.
    """
    require(actor, Permission.REVIEW)
    both = {side.offer.id: side for side in pairs.sides(db, stays, ends)}
    kept, ended = both[stays], both[ends]
    if kept.offer.live_version_id is None:
        raise Changed
    moved = db.execute(
        update(Offer)
        .where(Offer.id == ends, Offer.status == ended.offer.status, Offer.merged_into_id.is_(None))
        .values(status="merged", merged_into_id=stays)
        .execution_options(synchronize_session=False)
    )
    if not moved.rowcount:  # type: ignore[attr-defined]
        raise Changed
    db.refresh(ended.offer)
    db.execute(update(Offer).where(Offer.merged_into_id == ends).values(merged_into_id=stays))
    _decline_waiting(db, actor, kept, ended, now)
    for table in (OfferDeadline, OfferFinding, ExaminedOffer):
        db.execute(delete(table).where(table.offer_id == ends))
    pairs.forget(db, ends)
    log_change(db, ends)
    _record(db, actor, kept, ended, now)
    _tell(db, kept, ended, base_url=base_url, now=now)
    db.flush()
    return kept


def _decline_waiting(db: Session, actor: Actor, kept: Side, ended: Side, now: dt.datetime) -> None:
    with speaking("da"):  # what is kept is written in one language
        note = _("Det er det samme som ”%(title)s”.") % {"title": kept.content.title}
    db.execute(
        update(OfferVersion)
        .where(OfferVersion.offer_id == ended.offer.id, OfferVersion.status == "submitted")
        .values(
            status="declined",
            decided_at=now,
            decided_by_name=actor.name,
            decision_note=note,
            revision=OfferVersion.revision + 1,
        )
        .execution_options(synchronize_session=False)
    )


def _record(db: Session, actor: Actor, kept: Side, ended: Side, now: dt.datetime) -> None:
    for verb, side, other in ((Verb.MERGED_AWAY, ended, kept), (Verb.MERGED_IN, kept, ended)):
        recording.record(db, actor, verb, side.offer, side.content.title, now, other.content.title)


def _tell(db: Session, kept: Side, ended: Side, *, base_url: str, now: dt.datetime) -> None:
    """Tell the people of both organisations, each once."""
    told: set[str | None] = set()
    for side in (ended, kept):
        for reader in partner_queries.readers_in(db, side.offer.organisation_id):
            if reader.account_id in told:
                continue
            told.add(reader.account_id)
            with speaking(reader.locale):
                written = letter(
                    "findings_merged",
                    person=reader.name,
                    organisation=side.organisation.name,
                    ended=ended.content.title,
                    kept=kept.content.title,
                    kept_by=kept.organisation.name,
                    is_theirs=side.offer.organisation_id == kept.offer.organisation_id,
                    url=f"{base_url}/tilbud/{kept.offer.id}",
                    account_url=f"{base_url}/konto",
                )
            mail.queue(db, to=reader.email, letter=written, now=now)
