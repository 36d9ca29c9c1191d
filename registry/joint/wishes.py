"""Seeking partners for an offer, writing to those who seek, and answering. Actions flush and never commit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import CursorResult, func, select, update
from sqlalchemy.orm import Session

from registry.access import Actor, Hidden, Permission, Refused, require
from registry.history import Verb
from registry.i18n import gettext as _
from registry.i18n import speaking
from registry.joint import letters, queries, rules
from registry.offers import actions as offer_actions
from registry.offers import parts, recording
from registry.offers.actions import Changed
from registry.offers.models import Offer
from registry.offers.models_together import PartnerReply, PartnerWish
from registry.partners.models import Organisation
from registry.web.clock import danish_day


def seek(
    db: Session, actor: Actor, offer_id: str, kinds: Sequence[str], text: str, until: dt.date, *, now: dt.datetime
) -> None:
    """Say what an offer lacks, or say it otherwise; other partners see it at once, until the day given.

    Raises:
        Hidden: the offer is another organisation's.
    """
    offer = offer_actions.own_offer(db, actor, offer_id)
    said = PartnerWish(
        offer_id=offer.id,
        kinds=list(kinds),
        text=text,
        until=until,
        opened_at=now,
        opened_by_name=actor.name[:200],
        closed_at=None,
    )
    db.merge(said)
    with speaking("da"):  # history is written in one language
        lacking = ", ".join(parts.help_labels(kinds))
    _record(db, actor, Verb.SOUGHT_PARTNERS, offer, offer.organisation_id, now, lacking)
    db.flush()


def stop(db: Session, actor: Actor, offer_id: str, *, now: dt.datetime) -> None:
    """Seek no more: it was found, or isn't needed.

    Raises:
        Hidden: the offer is another organisation's.
        Changed: nothing is sought.
    """
    offer = offer_actions.own_offer(db, actor, offer_id)
    closed = db.execute(
        update(PartnerWish)
        .where(PartnerWish.offer_id == offer.id, PartnerWish.closed_at.is_(None))
        .values(closed_at=now)
    )
    if not (isinstance(closed, CursorResult) and closed.rowcount):
        raise Changed
    _record(db, actor, Verb.STOPPED_SEEKING, offer, offer.organisation_id, now)


def write(
    db: Session,
    actor: Actor,
    offer_id: str,
    organisation: Organisation,
    text: str,
    *,
    base_url: str,
    now: dt.datetime,
) -> None:
    """Write to those who seek partners, for one of the actor's organisations.

    Raises:
        Hidden: nothing is sought there, or the organisation is another's.
        Refused: it is one's own offer, or so many were written to today.
        Changed: the organisation has written and waits for the answer.
    """
    require(actor, Permission.WRITE_OFFER, organisation)
    found = queries.one_wanted(db, offer_id, danish_day(now))
    if found is None:
        raise Hidden
    offer = found.offer
    if offer.organisation_id == organisation.id:
        raise Refused(_("Det er jeres eget tilbud."))
    mine = select(func.count()).where(
        PartnerReply.account_id == actor.account_id, PartnerReply.created_at > now - dt.timedelta(days=1)
    )
    if (db.scalar(mine) or 0) >= rules.MOST_LETTERS:
        raise Refused(_("Du har skrevet til mange i dag. Prøv igen i morgen."))
    waits = select(PartnerReply.id).where(
        PartnerReply.offer_id == offer.id,
        PartnerReply.organisation_id == organisation.id,
        PartnerReply.closed_at.is_(None),
    )
    if db.scalar(waits) is not None:
        raise Changed
    written = PartnerReply(
        offer_id=offer.id,
        organisation_id=organisation.id,
        account_id=actor.account_id,
        name=actor.name[:200],
        text=text,
        created_at=now,
    )
    db.add(written)
    db.flush()
    _record(db, actor, Verb.OFFERED_HELP, offer, organisation.id, now, organisation.name)
    letters.wrote(db, actor, offer, written, base_url=base_url, now=now)


def reply(
    db: Session, actor: Actor, offer_id: str, reply_id: str, text: str, *, base_url: str, now: dt.datetime
) -> None:
    """Answer a partner who wrote, by mail; with an empty text the letter is only put away.

    Raises:
        Hidden: the offer is another organisation's, or the letter is about another offer.
        Changed: it is answered already.
    """
    offer = offer_actions.own_offer(db, actor, offer_id)
    written = db.get(PartnerReply, reply_id)
    if written is None or written.offer_id != offer.id:
        raise Hidden
    closed = db.execute(
        update(PartnerReply)
        .where(PartnerReply.id == reply_id, PartnerReply.closed_at.is_(None))
        .values(answer=text or None, closed_at=now, closed_by_name=actor.name[:200])
        .execution_options(synchronize_session=False)
    )
    if not (isinstance(closed, CursorResult) and closed.rowcount):
        raise Changed
    db.refresh(written)
    theirs = db.get_one(Organisation, written.organisation_id)
    _record(db, actor, Verb.ANSWERED_HELP, offer, offer.organisation_id, now, theirs.name)
    if text:
        letters.replied(db, offer, written, base_url=base_url, now=now)


def _record(
    db: Session,
    actor: Actor,
    verb: Verb,
    offer: Offer,
    organisation_id: str,
    now: dt.datetime,
    note: str | None = None,
) -> None:
    recording.record(db, actor, verb, offer, letters.title_of(db, offer), now, note, organisation_id=organisation_id)
