"""Bringing offers in from a file: all of them or none. `now` is an argument; who calls has checked who may."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from registry.access import SYSTEM, Actor
from registry.history import Verb
from registry.i18n import gettext as _
from registry.interop.offers_file import BadFile, ImportedOffer, Problem
from registry.interop.offers_table import Reading
from registry.offers import recording, rules
from registry.offers.content import to_document
from registry.offers.models import Offer, OfferVersion
from registry.offers.publishing import log_change, publish
from registry.partners.actions import find_or_make
from registry.partners.models import Organisation

_AT_A_TIME = 500


def bring_in(
    db: Session,
    offers: Iterable[ImportedOffer],
    *,
    publish_them: bool,
    now: dt.datetime,
    progress: Callable[[], None] = lambda: None,
    actor: Actor = SYSTEM,
) -> int:
    """Bring offers in, in the name of the system or of an administrator; return how many were new or changed.

    Without `publish_them` each becomes a draft that its organisation can finish; with it, each goes live at once. An
    offer whose `external_id` is known gets a new version, unless it says the same as before.

    Raises:
        BadFile: an offer can't be changed now, because its organisation has sent a text about it to the municipality.
    """
    changed = 0
    for was_changed in each_brought_in(db, offers, publish_them=publish_them, actor=actor, now=now):
        changed += was_changed
        progress()
    return changed


def each_brought_in(
    db: Session, offers: Iterable[ImportedOffer], *, publish_them: bool, actor: Actor, now: dt.datetime
) -> Iterator[bool]:
    """Bring offers in one by one, as `bring_in` does; yield of each whether it was new or changed.

    Raises:
        BadFile: in the end, when one of them can't be changed now.
    """
    problems: list[Problem] = []
    organisations: dict[tuple[str | None, str], Organisation] = {}
    for offer in offers:
        key = (offer.cvr, offer.organisation)
        if key not in organisations:
            organisations[key] = find_or_make(
                db, actor, cvr=offer.cvr, name=offer.organisation, sector=offer.sector, now=now
            )
        known = find(db, offer.external_id)
        if known is not None and not publish_them and _is_submitted(db, known):
            problems.append(Problem(offer.row, "external_id", is_with_the_municipality()))
            yield False
        else:
            yield _bring_in_one(db, offer, known, organisations[key], publish_it=publish_them, actor=actor, now=now)
    if problems:
        raise BadFile(problems)


def conflicts(db: Session, reading: Reading) -> Iterator[Problem]:
    """Yield the offers that can't become drafts now; published at once they could."""
    numbers = {offer.external_id: offer.row for offer in reading.offers}
    wanted = list(numbers)
    for start in range(0, len(wanted), _AT_A_TIME):
        submitted = select(Offer.external_id).join(OfferVersion, OfferVersion.offer_id == Offer.id)
        some = wanted[start : start + _AT_A_TIME]
        for number in db.scalars(submitted.where(Offer.external_id.in_(some), OfferVersion.status == "submitted")):
            yield Problem(numbers[number or ""], "external_id", is_with_the_municipality())


def is_with_the_municipality() -> str:
    """Return why an offer can't be changed while its text is being read."""
    return _("tilbuddet er sendt til godkendelse og kan ikke ændres, før det er afgjort")


def find(db: Session, number: str) -> Offer | None:
    """Return the offer that another system calls so; else the one with this id, by which an export names the others."""
    named = db.scalar(select(Offer).where(Offer.external_id == number))
    return named or db.scalar(select(Offer).where(Offer.id == number, Offer.external_id.is_(None)))


def _bring_in_one(
    db: Session,
    imported: ImportedOffer,
    offer: Offer | None,
    organisation: Organisation,
    *,
    publish_it: bool,
    actor: Actor,
    now: dt.datetime,
) -> bool:
    if offer is None:
        offer = Offer(organisation_id=organisation.id, external_id=imported.external_id, created_at=now)
        db.add(offer)
        db.flush()
    else:
        offer.organisation_id = organisation.id
    versions = db.scalars(
        select(OfferVersion).where(OfferVersion.offer_id == offer.id).order_by(OfferVersion.number.desc())
    ).all()
    open_version = next((version for version in versions if version.status in rules.OPEN), None)
    reference = next((version for version in versions if version.id == offer.live_version_id), None)
    reference = reference if publish_it else open_version or reference
    if reference is not None and reference.content == imported.content:
        log_change(db, offer.id)  # its organisation may have changed
        return False
    if open_version is not None and not publish_it:
        open_version.document = to_document(imported.content)
        open_version.revision += 1
        open_version.saved_at = now
    else:
        _add_version(
            db, imported, offer, versions[0].number + 1 if versions else 1, open_version, publish_it, actor, now
        )
    recording.record(db, actor, Verb.PUBLISHED if publish_it else Verb.IMPORTED, offer, imported.content.title, now)
    db.flush()
    return True


def _add_version(
    db: Session,
    imported: ImportedOffer,
    offer: Offer,
    number: int,
    open_version: OfferVersion | None,
    publish_it: bool,
    actor: Actor,
    now: dt.datetime,
) -> None:
    """Add a version; a text that the organisation is working on stays the newest."""
    if open_version is not None:
        db.execute(update(OfferVersion).where(OfferVersion.id == open_version.id).values(number=number))
        number -= 1
        db.flush()
    version = OfferVersion(
        offer_id=offer.id,
        number=number,
        document=to_document(imported.content),
        created_at=now,
        created_by_name=actor.name,
        saved_at=now,
        decided_at=now if publish_it else None,
        decided_by_name=actor.name if publish_it else None,
    )
    db.add(version)
    db.flush()
    if publish_it:
        answered = [answer.element for answer in imported.content.policy if answer.answer]
        publish(db, version, answered, now=now)


def _is_submitted(db: Session, offer: Offer) -> bool:
    return bool(
        db.scalar(select(OfferVersion.id).where(OfferVersion.offer_id == offer.id, OfferVersion.status == "submitted"))
    )
