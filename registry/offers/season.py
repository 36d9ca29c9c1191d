"""Last year's offers once more: copied into drafts with their days moved, looked through on one page, sent together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import msgspec
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased

from registry.access import Actor, Permission, require
from registry.history import Verb
from registry.offers import actions, automatic, letters, rules
from registry.offers.content import OfferContent, undeclared
from registry.offers.models import Offer, OfferVersion
from registry.offers.scheduling import PUBLISHED
from registry.offers.standing import lacking
from registry.partners.models import Organisation
from registry.web.clock import danish_day

_WEEK = 7


class Dates(StrEnum):
    """What becomes of first and last days."""

    MOVED = "flyttes"
    CLEARED = "tomme"


@dataclass(frozen=True)
class Candidate:
    """A published offer that can be copied; `is_copied`: it has been, since."""

    offer: Offer
    content: OfferContent
    is_copied: bool


@dataclass(frozen=True)
class Draft:
    """A copy that has not been sent yet, and what it lacks."""

    offer: Offer
    version: OfferVersion
    lacking: tuple[rules.Fault, ...]


def moved(day: dt.date, years: int) -> dt.date:
    """Return the same weekday nearest to the same date some years later."""
    later = day.replace(year=day.year + years, day=28 if (day.month, day.day) == (2, 29) else day.day)
    ahead = (day.weekday() - later.weekday()) % _WEEK
    return later + dt.timedelta(days=ahead if ahead <= _WEEK // 2 else ahead - _WEEK)


def next_season(content: OfferContent, today: dt.date, dates: Dates) -> OfferContent:
    """Return what an offer says for its next season; what must be said anew each year is left empty.

    Days move by a year, or by as many as it takes until the last of them lies ahead.
    """
    starts_on, ends_on = content.starts_on, content.ends_on
    last = ends_on or starts_on
    if dates is Dates.CLEARED:
        starts_on = ends_on = None
    elif last is not None:
        years = next(n for n in range(1, 200) if moved(last, n) > today)
        starts_on, ends_on = (moved(day, years) if day else None for day in (starts_on, ends_on))
    return msgspec.structs.replace(
        undeclared(content),
        starts_on=starts_on,
        ends_on=ends_on,
        availability=None,
        available_from=None,
    )


def candidates(db: Session, actor: Actor) -> list[Candidate]:
    """Return the actor's published offers, shown or hidden: those that are over first, then by name."""
    copy = aliased(Offer)
    rows = db.execute(
        select(Offer, OfferVersion, copy.id)
        .join(OfferVersion, OfferVersion.id == Offer.live_version_id)
        .outerjoin(copy, copy.predecessor_id == Offer.id)
        .where(Offer.organisation_id.in_(sorted(actor.organisations)), Offer.status.in_(PUBLISHED))
    )
    found = [Candidate(offer, version.content, copied is not None) for offer, version, copied in rows]
    return sorted(found, key=lambda one: (one.offer.status in ("live", "paused"), one.content.title.casefold()))


def copy_for_next_season(
    db: Session, actor: Actor, offer_ids: Iterable[str], dates: Dates, *, now: dt.datetime
) -> list[OfferVersion]:
    """Begin a draft for each of some published offers that has none yet.

    Raises:
        SignInNeeded, Refused: the actor writes no offers.
    """
    require(actor, Permission.WRITE_OFFER)
    wanted = set(offer_ids)
    made = []
    for one in candidates(db, actor):
        if one.offer.id not in wanted or one.is_copied:
            continue
        content = next_season(one.content, danish_day(now), dates)
        organisation = db.get_one(Organisation, one.offer.organisation_id)
        try:
            with db.begin_nested():
                version = actions.begin(
                    db, actor, organisation, now=now, content=content, external_id=None, verb=Verb.COPIED
                )
                db.get_one(Offer, version.offer_id).predecessor_id = one.offer.id
                db.flush()
        except IntegrityError:  # a colleague copies it in the same moment
            continue
        made.append(version)
    return made


def drafts(db: Session, actor: Actor, today: dt.date) -> list[Draft]:
    """Return the copies that have not been sent yet, by name."""
    rows = db.execute(
        select(Offer, OfferVersion)
        .join(OfferVersion, OfferVersion.offer_id == Offer.id)
        .where(
            Offer.organisation_id.in_(sorted(actor.organisations)),
            Offer.predecessor_id.is_not(None),
            Offer.live_version_id.is_(None),
            OfferVersion.status.in_(rules.EDITABLE),
        )
    )
    found = [Draft(offer, version, tuple(lacking(version.content, today))) for offer, version in rows]
    return sorted(found, key=lambda one: (one.version.content.title.casefold(), one.offer.id))


def predecessor(db: Session, offer: Offer) -> tuple[str, str] | None:
    """Return the id and the name of the offer that one was copied from for a new season."""
    if offer.predecessor_id is None:
        return None
    before = db.get(Offer, offer.predecessor_id)
    if before is None or before.organisation_id != offer.organisation_id:
        return None
    return before.id, actions.newest_version(db, before.id).content.title


@dataclass(frozen=True)
class Days:
    """What a draft's first and last day shall be."""

    starts_on: dt.date | None
    ends_on: dt.date | None


def save(
    db: Session,
    actor: Actor,
    shown: Sequence[Draft],
    days: Mapping[str, Days],
    declared_by: str | None,
    *,
    now: dt.datetime,
) -> None:
    """Keep the days of drafts, by offer id, and, with a name, the declaration of those that have none.

    Raises:
        Changed: a colleague saved or sent one of them meanwhile.
    """
    today = danish_day(now)
    for draft in shown:
        before = draft.version.content
        content = before
        if own := days.get(draft.offer.id):
            content = msgspec.structs.replace(content, starts_on=own.starts_on, ends_on=own.ends_on)
        if declared_by and rules.declaration_has_lapsed(content, today):
            content = msgspec.structs.replace(content, safety_declared_by=declared_by, safety_declared_on=today)
        if content != before:
            actions.save(db, actor, draft.version, content, now=now)


def submit(
    db: Session, actor: Actor, chosen: Collection[str], *, base_url: str, now: dt.datetime
) -> list[OfferVersion]:
    """Send those of the chosen drafts, by offer id, that lack nothing, and return them.

    Raises:
        Changed: a colleague saved or sent one of them meanwhile.
    """
    sent: dict[str, list[OfferVersion]] = {}
    for draft in drafts(db, actor, danish_day(now)):
        if draft.offer.id not in chosen or draft.lacking:
            continue
        actions.submit(db, actor, draft.version, now=now)
        if not automatic.approve(db, draft.version, now=now):
            sent.setdefault(draft.offer.organisation_id, []).append(draft.version)
    for organisation_id, versions in sent.items():
        organisation = db.get_one(Organisation, organisation_id)
        letters.submitted_together(db, actor, organisation, versions, base_url=base_url, now=now)
    return [version for versions in sent.values() for version in versions]
