"""Asking organisations to stand behind an offer, and their answers. Actions flush and never commit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from sqlalchemy import CursorResult, delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from registry.access import Actor, Hidden, Permission, Refused, require
from registry.history import Verb
from registry.i18n import gettext as _
from registry.joint import letters
from registry.offers import actions as offer_actions
from registry.offers import recording
from registry.offers.actions import Changed
from registry.offers.models import Offer
from registry.offers.models_together import JointPartner
from registry.offers.publishing import log_change
from registry.offers.together import Standing
from registry.partners.models import Organisation

#: So many organisations may be asked to stand behind an offer.
MOST = 10
#: From what an organisation may come to say something.
_BEFORE = {
    Standing.CONFIRMED: (Standing.INVITED, Standing.DECLINED, Standing.WITHDRAWN),
    Standing.DECLINED: (Standing.INVITED,),
    Standing.WITHDRAWN: (Standing.CONFIRMED,),
}
_VERBS = {
    Standing.CONFIRMED: Verb.JOINED_OFFER,
    Standing.DECLINED: Verb.DECLINED_OFFER,
    Standing.WITHDRAWN: Verb.LEFT_OFFER,
}


def invite(
    db: Session, actor: Actor, offer_id: str, organisation: Organisation, *, base_url: str, now: dt.datetime
) -> None:
    """Ask an organisation to stand behind an offer; one that said no or withdrew may be asked again.

    Raises:
        Hidden: the offer is another organisation's.
        Refused: it is the organisation that leads it, or too many are asked.
        Changed: it is asked already, or has said yes.
    """
    offer = offer_actions.own_offer(db, actor, offer_id)
    if organisation.id == offer.organisation_id:
        raise Refused(_("Det er jer selv, der leder tilbuddet. Vælg en anden organisation."))
    if (db.scalar(select(func.count()).where(JointPartner.offer_id == offer.id)) or 0) >= MOST:
        raise Refused(_("Der kan højst være %(n)s organisationer med. Fjern en, før I inviterer flere.") % {"n": MOST})
    asked = {"status": Standing.INVITED.value, "invited_at": now, "invited_by_name": actor.name[:200]}
    again = _update(
        db,
        offer.id,
        organisation.id,
        (Standing.DECLINED, Standing.WITHDRAWN),
        {**asked, "answered_at": None, "answered_by_name": None},
    )
    if not again:
        try:
            with db.begin_nested():
                db.add(JointPartner(offer_id=offer.id, organisation_id=organisation.id, **asked))
        except IntegrityError:
            raise Changed from None
    _record(db, actor, Verb.INVITED_PARTNER, offer, offer.organisation_id, now, organisation.name)
    letters.invited(db, actor, offer, organisation, base_url=base_url, now=now)


def remove(
    db: Session, actor: Actor, offer_id: str, organisation: Organisation, *, base_url: str, now: dt.datetime
) -> None:
    """No longer ask an organisation, or no longer be behind the offer together with it; one that said yes is told.

    Raises:
        Hidden: the offer is another organisation's.
        Changed: it isn't asked any more.
    """
    offer = offer_actions.own_offer(db, actor, offer_id)
    row = db.get(JointPartner, (offer.id, organisation.id))
    was_behind = row is not None and row.status == Standing.CONFIRMED
    gone = db.execute(
        delete(JointPartner).where(JointPartner.offer_id == offer.id, JointPartner.organisation_id == organisation.id)
    )
    if not (isinstance(gone, CursorResult) and gone.rowcount):
        raise Changed
    _record(db, actor, Verb.REMOVED_PARTNER, offer, offer.organisation_id, now, organisation.name)
    if was_behind:
        log_change(db, offer.id)
        letters.removed(db, offer, organisation, base_url=base_url, now=now)


def asked_offer(db: Session, actor: Actor, offer_id: str, organisation_id: str) -> tuple[Offer, JointPartner]:
    """Return an offer that one of the actor's organisations was asked to stand behind.

    Raises:
        Hidden: there is none, or it was another organisation that was asked.
    """
    require(actor, Permission.WRITE_OFFER)
    row = db.get(JointPartner, (offer_id, organisation_id))
    if row is None or organisation_id not in actor.organisations:
        raise Hidden
    return db.get_one(Offer, offer_id), row


def answer(
    db: Session,
    actor: Actor,
    offer_id: str,
    organisation_id: str,
    said: Standing,
    *,
    base_url: str,
    now: dt.datetime,
) -> None:
    """Say for an organisation whether it stands behind an offer, or that it no longer does.

    Raises:
        Hidden: it was another organisation that was asked.
        Changed: it has said so already, or is asked no more.
    """
    offer, _row = asked_offer(db, actor, offer_id, organisation_id)
    values = {"status": said.value, "answered_at": now, "answered_by_name": actor.name[:200]}
    if not _update(db, offer.id, organisation_id, _BEFORE[said], values):
        raise Changed
    organisation = db.get_one(Organisation, organisation_id)
    _record(db, actor, _VERBS[said], offer, organisation_id, now, organisation.name)
    if said is not Standing.DECLINED:
        log_change(db, offer.id)
    letters.answered(db, offer, organisation, said, base_url=base_url, now=now)


def _update(
    db: Session, offer_id: str, organisation_id: str, before: tuple[Standing, ...], values: Mapping[str, object]
) -> bool:
    """Change what an organisation has said, if it still stands where it was."""
    changed = db.execute(
        update(JointPartner)
        .where(
            JointPartner.offer_id == offer_id,
            JointPartner.organisation_id == organisation_id,
            JointPartner.status.in_(before),
        )
        .values(**values)
    )
    return isinstance(changed, CursorResult) and bool(changed.rowcount)


def _record(
    db: Session, actor: Actor, verb: Verb, offer: Offer, organisation_id: str, now: dt.datetime, partner: str
) -> None:
    recording.record(db, actor, verb, offer, letters.title_of(db, offer), now, partner, organisation_id=organisation_id)
