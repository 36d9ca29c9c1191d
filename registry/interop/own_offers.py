"""Bringing a partner's own offers in from a table, as drafts or sent together: all of them or none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry import vocabulary
from registry.access import Actor, Permission, require
from registry.i18n import gettext as _
from registry.interop.actions import is_with_the_municipality, known
from registry.interop.offers_file import BadFile, ImportedOffer, Problem
from registry.offers import actions, arriving, automatic, letters, rules
from registry.offers.models import Offer, OfferVersion
from registry.partners.models import Organisation
from registry.web.clock import danish_day

_AT_A_TIME = 100


def conflicts(db: Session, organisation: Organisation, offers: Collection[ImportedOffer]) -> Iterator[Problem]:
    """Yield the offers that can't be brought in now, because of what is there already."""
    there = known(db, [offer.external_id for offer in offers if offer.external_id])
    at_municipality = set(
        db.scalars(
            select(OfferVersion.offer_id).where(
                OfferVersion.offer_id.in_([offer.id for offer in there.values()]), OfferVersion.status == "submitted"
            )
        )
    )
    for offer in offers:
        found = there.get(offer.external_id)
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
    """Bring offers in, the new ones first; yield of each whether it was new or changed.

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
    there = known(db, [offer.external_id for offer in offers if offer.external_id])
    sent: list[OfferVersion] = []
    new = [offer for offer in offers if offer.external_id not in there]
    for start in range(0, len(new), _AT_A_TIME):
        some = new[start : start + _AT_A_TIME]
        arrived = [(offer.external_id or None, offer.content) for offer in some]
        versions = arriving.arrive(db, actor, organisation, arrived, submit_them=submit_them, now=now)
        sent += versions if submit_them else []
        yield from (True for _one in some)
    for offer in offers:
        if offer.external_id not in there:
            continue
        version, was_changed = _bring_in_one(db, actor, offer, there[offer.external_id], now)
        if submit_them and version.status in rules.EDITABLE:
            actions.submit(db, actor, version, now=now)
            if not automatic.approve(db, version, now=now):
                sent.append(version)
        yield was_changed
    letters.submitted_together(db, actor, organisation, sent, base_url=base_url, now=now)


def _bring_in_one(
    db: Session, actor: Actor, imported: ImportedOffer, offer: Offer, now: dt.datetime
) -> tuple[OfferVersion, bool]:
    newest = actions.newest_version(db, offer.id)
    if newest.content == imported.content:
        return newest, False
    version = actions.edit(db, actor, offer.id, now=now)
    actions.save(db, actor, version, imported.content, now=now)
    return version, True
