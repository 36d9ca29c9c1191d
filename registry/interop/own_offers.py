"""Bringing a partner's own offers in from a table, as drafts or sent together: all of them or none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry import vocabulary
from registry.access import Actor, Permission, require
from registry.history import Verb
from registry.i18n import gettext as _
from registry.interop.actions import is_with_the_municipality
from registry.interop.offers_file import BadFile, ImportedOffer, Problem
from registry.offers import actions, automatic, letters, rules
from registry.offers.models import Offer, OfferVersion
from registry.partners.models import Organisation
from registry.web.clock import danish_day

_AT_A_TIME = 500


def conflicts(db: Session, organisation: Organisation, offers: Collection[ImportedOffer]) -> Iterator[Problem]:
    """Yield the offers that can't be brought in now, because of what is there already."""
    known = _known(db, [offer.external_id for offer in offers if offer.external_id])
    at_municipality = set(
        db.scalars(
            select(OfferVersion.offer_id).where(
                OfferVersion.offer_id.in_([offer.id for offer in known.values()]), OfferVersion.status == "submitted"
            )
        )
    )
    for offer in offers:
        found = known.get(offer.external_id)
        if found is not None and found.organisation_id != organisation.id:
            yield Problem(offer.row, "external_id", _("er optaget. Skriv et andet nummer, eller lad feltet stå tomt"))
        elif found is not None and found.id in at_municipality:
            yield Problem(offer.row, "external_id", is_with_the_municipality())


def lacking(offer: ImportedOffer, now: dt.datetime) -> list[rules.Fault]:
    """Return what an offer lacks before it can be sent to the municipality."""
    return rules.missing(offer.content, vocabulary.current(), danish_day(now))


def each_brought_in(
    db: Session,
    actor: Actor,
    organisation: Organisation,
    offers: Collection[ImportedOffer],
    *,
    submit_them: bool,
    base_url: str,
    now: dt.datetime,
) -> Iterator[bool]:
    """Bring offers in one by one; yield of each whether it was new or changed.

    An offer whose number is known gets a new text, beside the one that is published.

    Raises:
        SignInNeeded, Refused, Hidden: the organisation is another's.
        BadFile: an offer can't be brought in now, or is to be submitted and lacks something.
    """
    require(actor, Permission.WRITE_OFFER, organisation)
    problems = [*conflicts(db, organisation, offers)]
    if submit_them:
        problems += [
            Problem(offer.row, fault.field, fault.message) for offer in offers for fault in lacking(offer, now)
        ]
    if problems:
        raise BadFile(problems)
    known = _known(db, [offer.external_id for offer in offers if offer.external_id])
    sent: list[OfferVersion] = []
    for offer in offers:
        version, was_changed = _bring_in_one(db, actor, organisation, offer, known.get(offer.external_id), now)
        if submit_them and version.status in rules.EDITABLE:
            actions.submit(db, actor, version, now=now)
            if not automatic.approve(db, version, now=now):
                sent.append(version)
        yield was_changed
    letters.submitted_together(db, actor, organisation, sent, base_url=base_url, now=now)


def _bring_in_one(
    db: Session,
    actor: Actor,
    organisation: Organisation,
    imported: ImportedOffer,
    offer: Offer | None,
    now: dt.datetime,
) -> tuple[OfferVersion, bool]:
    if offer is None:
        number = imported.external_id or None
        made = actions.begin(
            db, actor, organisation, now=now, content=imported.content, external_id=number, verb=Verb.IMPORTED
        )
        return made, True
    newest = actions.newest_version(db, offer.id)
    if newest.content == imported.content:
        return newest, False
    version = actions.edit(db, actor, offer.id, now=now)
    actions.save(db, actor, version, imported.content, now=now)
    return version, True


def _known(db: Session, numbers: Iterable[str]) -> Mapping[str, Offer]:
    """Return offers by another system's number, else by their own id, as exports name them."""
    wanted = sorted(set(numbers))
    found: dict[str, Offer] = {}
    for start in range(0, len(wanted), _AT_A_TIME):
        some = wanted[start : start + _AT_A_TIME]
        rows = db.scalars(select(Offer).where(Offer.id.in_(some), Offer.external_id.is_(None)))
        found |= {offer.id: offer for offer in rows}
        rows = db.scalars(select(Offer).where(Offer.external_id.in_(some)))
        found |= {offer.external_id or "": offer for offer in rows}
    return found
