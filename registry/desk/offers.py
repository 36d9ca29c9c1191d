"""The list of all published offers, narrowed and a page at a time, in a flat number of statements."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import ColumnElement, Select, and_, false, func, select, true
from sqlalchemy.orm import Session

from registry import vocabulary
from registry.danish import fold, words
from registry.i18n import gettext as _
from registry.offers import tagging
from registry.offers.content import from_document
from registry.offers.deadlines import HIDDEN
from registry.offers.listing import VersionListing, VersionTag
from registry.offers.models import Offer, OfferVersion
from registry.partners import queries as partner_queries
from registry.partners.models import Organisation
from registry.web import keyset
from registry.web.clock import DENMARK
from registry.web.keyset import Order, Place, Turning

PAGE = 50
#: What an offer's status can be narrowed to.
STATUSES: Mapping[str, tuple[str, ...]] = {
    "vises": ("live",),
    "pause": ("paused",),
    "skjult": tuple(sorted(HIDDEN)),
}
_YEARS = (2000, 2999)
_ORDER = Order(Offer.confirmed_at, Offer.id, is_moment=True)


@dataclass(frozen=True)
class Narrowing:
    """What the list is narrowed to; "" is everything. The names are those of the address.

    Attributes:
        q: words of the offer's name.
        org: words of its organisation's name, or a CVR number.
        status: a key of `STATUSES`.
        omraade: a part of the municipality.
        maerke: a need, an activity or a policy element, as `registry.offers.tagging.Tag.key`.
        siden: not confirmed since this day, as 2026-11-22.
    """

    q: str = ""
    org: str = ""
    status: str = ""
    omraade: str = ""
    maerke: str = ""
    siden: str = ""

    def values(self) -> dict[str, str]:
        """Return what is set, as it stands in the address."""
        return {name: value for name, value in asdict(self).items() if value}

    def url(self, path: str, **more: str) -> str:
        """Return an address that keeps it."""
        query = urlencode({**self.values(), **{name: value for name, value in more.items() if value}})
        return f"{path}?{query}" if query else path


@dataclass(frozen=True)
class Listed:
    """An offer in the list."""

    id: str
    title: str
    organisation_id: str
    organisation: str
    status: str
    is_suspended: bool
    confirmed_at: dt.datetime | None


def read(query: Mapping[str, str]) -> tuple[Narrowing, dict[str, str]]:
    """Read what the list is narrowed to from an address, and what is wrong with it, by field."""
    given = {name: " ".join(query.get(name, "").split())[:100] for name in Narrowing.__dataclass_fields__}
    wrong = {}
    if given["siden"]:
        try:
            year = dt.date.fromisoformat(given["siden"]).year
        except ValueError:
            year = 0
        if not _YEARS[0] <= year <= _YEARS[1]:
            wrong["siden"] = _("Skriv datoen som dag, måned og år")
            given["siden"] = ""
    if given["status"] not in STATUSES:
        given["status"] = ""
    if given["omraade"] not in vocabulary.current().areas:
        given["omraade"] = ""
    if tagging.read(given["maerke"]) is None:
        given["maerke"] = ""
    return Narrowing(**given), wrong


def page(db: Session, narrowing: Narrowing, place: Place | None, size: int = PAGE) -> tuple[list[Listed], Turning]:
    """Return a page of the published offers, those first that were confirmed the longest ago."""
    rows, turning = keyset.portion(db, _rows().where(*_conditions(narrowing)), _ORDER, place, size)
    return [_listed(row) for row in rows], turning


def total(db: Session, narrowing: Narrowing) -> int:
    """Return how many offers the list has."""
    statement = select(func.count()).select_from(Offer).where(*_conditions(narrowing))
    return db.scalar(statement) or 0


def some_ids(db: Session, narrowing: Narrowing, place: Place | None, most: int) -> tuple[list[str], str]:
    """Return the ids of the next offers of the list, and the place after them; "" when there are no more."""
    rows, turning = keyset.portion(db, select(Offer.id).where(*_conditions(narrowing)), _ORDER, place, most)
    return [row.id for row in rows], (turning.next or {}).get(keyset.AFTER, "")


def those(db: Session, ids: Sequence[str]) -> list[Listed]:
    """Return the published offers among some ids, in the order of the list."""
    found = db.execute(_rows().where(Offer.id.in_(ids), *_published()).order_by(Offer.confirmed_at, Offer.id))
    return [_listed(row) for row in found]


def _rows() -> Select[Any]:
    return (
        select(
            Offer.id,
            Offer.organisation_id,
            Offer.status,
            Offer.confirmed_at,
            Organisation.name,
            Organisation.suspended_at,
            OfferVersion.document,
        )
        .join(OfferVersion, OfferVersion.id == Offer.live_version_id)
        .join(Organisation, Organisation.id == Offer.organisation_id)
    )


def _listed(row: Any) -> Listed:
    return Listed(
        row.id,
        from_document(row.document).title,
        row.organisation_id,
        row.name,
        row.status,
        row.suspended_at is not None,
        row.confirmed_at,
    )


def _published() -> list[ColumnElement[bool]]:
    return [Offer.live_version_id.is_not(None), Offer.confirmed_at.is_not(None)]


def _conditions(narrowing: Narrowing) -> list[ColumnElement[bool]]:
    found = _published()
    listing = select(VersionListing.version_id)
    if narrowing.q:
        said = [VersionListing.title_key.contains(fold(word.text), autoescape=True) for word in words(narrowing.q)]
        found.append(Offer.live_version_id.in_(listing.where(and_(true(), *said[:10]))) if said else false())
    if narrowing.org:
        named = select(Organisation.id).where(partner_queries.matches(narrowing.org))
        found.append(Offer.organisation_id.in_(named) if words(narrowing.org) else false())
    if narrowing.status:
        found.append(Offer.status.in_(STATUSES[narrowing.status]))
    if narrowing.omraade:
        postals = vocabulary.current().areas[narrowing.omraade].postals
        found.append(Offer.live_version_id.in_(listing.where(VersionListing.postal_code.in_(postals))))
    if narrowing.maerke:
        tagged = select(VersionTag.version_id).where(VersionTag.tag == narrowing.maerke)
        found.append(Offer.live_version_id.in_(tagged))
    if narrowing.siden:
        midnight = dt.datetime.combine(dt.date.fromisoformat(narrowing.siden), dt.time(), tzinfo=DENMARK)
        found.append(Offer.confirmed_at < midnight)
    return found
