"""What an organisation does with its offers. Actions flush and never commit; `now` is an argument."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

import msgspec
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from registry import vocabulary
from registry.access import Actor, Hidden, Permission, require
from registry.history import Verb
from registry.i18n import gettext as _
from registry.offers import keeping, listing, recording, rules
from registry.offers.content import OfferContent, to_document, undeclared
from registry.offers.models import Offer, OfferVersion
from registry.offers.publishing import log_change
from registry.offers.weighing import weigh
from registry.partners.models import Organisation
from registry.web.clock import danish_day


class Changed(Exception):
    """The version was changed, sent or decided since the person opened it; the text says by then what it is."""


class Incomplete(Exception):
    """The version can't be submitted yet; `faults` says why."""

    def __init__(self, faults: list[rules.Fault]) -> None:
        self.faults = faults
        super().__init__(f"{len(faults)} faults")


def start(
    db: Session,
    actor: Actor,
    organisation: Organisation,
    *,
    now: dt.datetime,
    content: OfferContent | None = None,
    external_id: str | None = None,
) -> OfferVersion:
    """Begin an offer with its first draft.

    Raises:
        Hidden: the organisation is another's.
    """
    require(actor, Permission.WRITE_OFFER, organisation)
    return begin(db, actor, organisation, now=now, content=content, external_id=external_id, verb=Verb.STARTED)


def begin(
    db: Session,
    actor: Actor,
    organisation: Organisation,
    *,
    now: dt.datetime,
    content: OfferContent | None,
    external_id: str | None,
    verb: Verb,
) -> OfferVersion:
    """Begin an offer on behalf of somebody whose right to do so has been checked, such as an import."""
    offer = Offer(organisation_id=organisation.id, external_id=external_id, created_at=now)
    db.add(offer)
    db.flush()
    version = _new_version(db, actor, offer, content or OfferContent(), number=1, now=now)
    _record(db, actor, verb, offer, version, now)
    return version


def save(
    db: Session,
    actor: Actor,
    version: OfferVersion,
    content: OfferContent,
    *,
    now: dt.datetime,
    dismissed: Collection[str] | None = None,
    note: str | None = None,
) -> None:
    """Save what a draft or a returned version says. Faults in it are the caller's to refuse.

    Args:
        version: as the person opened it; its revision guards against overwriting somebody else's work.
        content: the whole new content.
        dismissed: suggestions that were said no to, if they changed.
        note: the name of the section, for the history.

    Raises:
        Hidden: the offer is another organisation's.
        Changed: somebody else saved, sent or decided it meanwhile.
    """
    offer = own_offer(db, actor, version.offer_id)
    values = {"document": to_document(content), "saved_at": now}
    if dismissed is not None:
        values["dismissed"] = sorted(dismissed)
    _move(db, version, rules.EDITABLE, values)
    listing.keep(db, version.id, content)
    _record(db, actor, Verb.SAVED, offer, version, now, note)


def copy(db: Session, actor: Actor, offer_id: str, *, now: dt.datetime) -> OfferVersion:
    """Begin a new offer from the text of an existing one; what must be said anew each year is left empty.

    Raises:
        Hidden: the offer is another organisation's.
    """
    offer = own_offer(db, actor, offer_id)
    source = newest_version(db, offer.id)
    content = msgspec.structs.replace(
        undeclared(source.content),
        title=_("%(title)s (kopi)") % {"title": source.content.title} if source.content.title else "",
        starts_on=None,
        ends_on=None,
        availability=None,
    )
    organisation = db.get_one(Organisation, offer.organisation_id)
    version = begin(db, actor, organisation, now=now, content=content, external_id=None, verb=Verb.COPIED)
    version.dismissed = [*source.dismissed]
    return version


def delete_draft(db: Session, actor: Actor, version: OfferVersion, *, now: dt.datetime) -> None:
    """Delete a draft or a returned version; the offer goes too when nothing else was ever written about it.

    Raises:
        Hidden: the offer is another organisation's.
        Changed: it was sent or decided meanwhile.
    """
    offer = own_offer(db, actor, version.offer_id)
    deleted = db.execute(
        delete(OfferVersion).where(OfferVersion.id == version.id, OfferVersion.status.in_(rules.EDITABLE))
    )
    if not deleted.rowcount:  # type: ignore[attr-defined]
        raise Changed
    _record(db, actor, Verb.DRAFT_DELETED, offer, version, now)
    db.expunge(version)
    if not db.scalar(select(func.count()).where(OfferVersion.offer_id == offer.id)):
        db.delete(offer)
    db.flush()


def submit(db: Session, actor: Actor, version: OfferVersion, *, now: dt.datetime) -> None:
    """Send a version to the municipality.

    Raises:
        Hidden: the offer is another organisation's.
        Incomplete: something is missing or can't be right.
        Changed: somebody else saved, sent or decided it meanwhile.
    """
    offer = own_offer(db, actor, version.offer_id)
    words = vocabulary.current()
    content = version.content
    if found := [*rules.missing(content, words, danish_day(now)), *rules.faults(content, words)]:
        raise Incomplete(found)
    _move(
        db,
        version,
        rules.EDITABLE,
        {
            "status": "submitted",
            "submitted_at": now,
            "submitted_by_name": actor.name,
            "created_by_id": actor.account_id,
            "risk": weigh(db, offer, content, danish_day(now)).value,
        },
    )
    _record(db, actor, Verb.SUBMITTED, offer, version, now)


def withdraw(db: Session, actor: Actor, version: OfferVersion, *, now: dt.datetime) -> None:
    """Take a submitted version back to change it.

    Raises:
        Hidden: the offer is another organisation's.
        Changed: it was decided meanwhile.
    """
    offer = own_offer(db, actor, version.offer_id)
    _move(db, version, {"submitted"}, {"status": "draft", "submitted_at": None, "submitted_by_name": None})
    _record(db, actor, Verb.WITHDRAWN, offer, version, now)


def edit(db: Session, actor: Actor, offer_id: str, *, now: dt.datetime) -> OfferVersion:
    """Return the version to work on: the one on its way, or a new one beside the live or declined one.

    Whoever has taken the offer over and not declared anything yet does so with the new text.

    Raises:
        Hidden: the offer is another organisation's.
    """
    offer = own_offer(db, actor, offer_id)
    newest = newest_version(db, offer.id)
    if newest.status in rules.OPEN:
        return newest
    source = db.get(OfferVersion, offer.live_version_id) if newest.status != "declined" else None
    content = (source or newest).content
    if offer.inherited_on:
        content = undeclared(content)
    version = _new_version(db, actor, offer, content, number=newest.number + 1, now=now)
    version.dismissed = [*newest.dismissed]
    _record(db, actor, Verb.STARTED, offer, version, now)
    return version


def pause(db: Session, actor: Actor, offer_id: str, *, now: dt.datetime) -> None:
    """Take a live offer out of the search at once.

    Raises:
        Hidden: the offer is another organisation's.
        Changed: it is not live.
    """
    _switch(db, actor, offer_id, "live", "paused", Verb.PAUSED, now)


def resume(db: Session, actor: Actor, offer_id: str, *, now: dt.datetime) -> None:
    """End the pause of an offer: it is back in the search at once, unless something ran out meanwhile that hides it.

    Raises:
        Hidden: the offer is another organisation's.
        Changed: it is not paused.
    """
    offer = own_offer(db, actor, offer_id)
    if offer.live_version_id is None:
        raise Changed
    content = db.get_one(OfferVersion, offer.live_version_id).content
    _switch(db, actor, offer_id, "paused", keeping.shown_as(offer, content, now), Verb.RESUMED, now)


def own_offer(db: Session, actor: Actor, offer_id: str) -> Offer:
    """Return an offer that the actor may write.

    Raises:
        Hidden: there is none, it is another organisation's, or it has ended as the same as another.
    """
    offer = db.get(Offer, offer_id)
    if offer is None or offer.merged_into_id:
        require(actor, Permission.WRITE_OFFER)
        raise Hidden
    require(actor, Permission.WRITE_OFFER, offer)
    return offer


def newest_version(db: Session, offer_id: str) -> OfferVersion:
    """Return the version of an offer with the highest number."""
    return db.scalars(
        select(OfferVersion).where(OfferVersion.offer_id == offer_id).order_by(OfferVersion.number.desc()).limit(1)
    ).one()


def _new_version(
    db: Session, actor: Actor, offer: Offer, content: OfferContent, *, number: int, now: dt.datetime
) -> OfferVersion:
    version = OfferVersion(
        offer_id=offer.id,
        number=number,
        document=to_document(content),
        created_at=now,
        created_by_name=actor.name,
        created_by_id=actor.account_id,
        saved_at=now,
    )
    db.add(version)
    db.flush()
    return version


def _move(db: Session, version: OfferVersion, allowed: Collection[str], values: dict[str, object]) -> None:
    """Change a version, if it still is what the person saw."""
    changed = db.execute(
        update(OfferVersion)
        .where(
            OfferVersion.id == version.id,
            OfferVersion.revision == version.revision,
            OfferVersion.status.in_(allowed),
        )
        .values(revision=OfferVersion.revision + 1, **values)
        .execution_options(synchronize_session=False)
    )
    if not changed.rowcount:  # type: ignore[attr-defined]
        raise Changed
    db.refresh(version)


def _switch(db: Session, actor: Actor, offer_id: str, before: str, after: str, verb: Verb, now: dt.datetime) -> None:
    offer = own_offer(db, actor, offer_id)
    changed = db.execute(
        update(Offer)
        .where(Offer.id == offer.id, Offer.status == before)
        .values(status=after)
        .execution_options(synchronize_session=False)
    )
    if not changed.rowcount:  # type: ignore[attr-defined]
        raise Changed
    db.refresh(offer)
    log_change(db, offer.id)
    _record(db, actor, verb, offer, db.get_one(OfferVersion, offer.live_version_id), now)


def _record(
    db: Session,
    actor: Actor,
    verb: Verb,
    offer: Offer,
    version: OfferVersion,
    now: dt.datetime,
    note: str | None = None,
) -> None:
    recording.record(db, actor, verb, offer, version.content.title or _("Tilbud uden navn"), now, note)
