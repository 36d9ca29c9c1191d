"""Reading shortlists: one's own, and one that somebody has shared."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple
from zlib import crc32

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registry.access import Actor, Hidden, Permission, Role, may, require
from registry.accounts.queries import open_account
from registry.danish import sort_key
from registry.offers.models import Offer, OfferVersion
from registry.offers.queries import LiveOffer, live_offers
from registry.shortlists.models import Shortlist, ShortlistItem


class KeptList(NamedTuple):
    """A shortlist as the menu on cards needs it."""

    id: str
    name: str
    offer_ids: frozenset[str]


@dataclass(frozen=True)
class Overview:
    """A shortlist among the others: how many offers stand on it, and whether it is shared."""

    id: str
    name: str
    offers: int
    is_shared: bool
    changed_at: dt.datetime


@dataclass(frozen=True)
class Entry:
    """An offer on a shortlist.

    Attributes:
        number: its place, 1, 2, … without gaps.
        title: as it was last published.
        live: None when it is no longer found by searching.
    """

    number: int
    offer_id: str
    title: str
    note: str | None
    live: LiveOffer | None

    @property
    def note_mark(self) -> str:
        """A few characters that change with the note."""
        return f"{crc32((self.note or '').encode()):x}"


def lists_of(db: Session, actor: Actor) -> list[KeptList] | None:
    """Return a person's shortlists with what stands on them, by name, in one query; None for whoever keeps none."""
    if not may(actor, Permission.KEEP_SHORTLISTS):
        return None
    rows = db.execute(
        select(Shortlist.id, Shortlist.name, ShortlistItem.offer_id)
        .outerjoin(ShortlistItem, ShortlistItem.shortlist_id == Shortlist.id)
        .where(Shortlist.account_id == actor.account_id)
    )
    found: dict[tuple[str, str], set[str]] = {}
    for id_, name, offer_id in rows:
        offers = found.setdefault((id_, name), set())
        if offer_id is not None:
            offers.add(offer_id)
    kept = [KeptList(id_, name, frozenset(offers)) for (id_, name), offers in found.items()]
    return sorted(kept, key=lambda one: (sort_key(one.name), one.id))


def overview(db: Session, actor: Actor) -> list[Overview]:
    """Return a person's shortlists, the one changed last first.

    Raises:
        SignInNeeded, Refused: they keep no shortlists.
    """
    require(actor, Permission.KEEP_SHORTLISTS)
    rows = db.execute(
        select(Shortlist, func.count(ShortlistItem.offer_id))
        .outerjoin(ShortlistItem, ShortlistItem.shortlist_id == Shortlist.id)
        .where(Shortlist.account_id == actor.account_id)
        .group_by(Shortlist.id)
        .order_by(Shortlist.changed_at.desc(), Shortlist.id)
    )
    return [
        Overview(found.id, found.name, offers, found.share_token is not None, found.changed_at)
        for found, offers in rows
    ]


def own_list(db: Session, actor: Actor, list_id: str, *, to_change: bool = False) -> Shortlist:
    """Return a shortlist of the actor's; `to_change` keeps others from changing it until the transaction ends.

    Raises:
        SignInNeeded, Refused: they keep no shortlists.
        Hidden: it is another's, or does not exist.
    """
    require(actor, Permission.KEEP_SHORTLISTS)
    wanted = select(Shortlist).where(Shortlist.id == list_id, Shortlist.account_id == actor.account_id)
    found = db.scalar(wanted.with_for_update() if to_change else wanted)
    if found is None:
        raise Hidden
    return found


def shared_list(db: Session, token: str) -> Shortlist:
    """Return the shortlist that a link shares, as long as its owner is still a professional here.

    Raises:
        Hidden: there is none, or the link was withdrawn.
    """
    found = db.scalar(select(Shortlist).where(Shortlist.share_token == token))
    owner = open_account(db, found.account_id) if found else None
    if found is None or owner is None or Role.PROFESSIONAL not in owner.roles:
        raise Hidden
    return found


def entries(db: Session, list_id: str) -> list[Entry]:
    """Return the offers on a shortlist in their order, in as many queries however many there are."""
    rows = db.execute(
        select(ShortlistItem.offer_id, ShortlistItem.note, OfferVersion.document["title"].as_string())
        .join(Offer, Offer.id == ShortlistItem.offer_id)
        .outerjoin(OfferVersion, OfferVersion.id == Offer.live_version_id)
        .where(ShortlistItem.shortlist_id == list_id)
        .order_by(ShortlistItem.position, ShortlistItem.added_at, ShortlistItem.offer_id)
    ).all()
    live = {offer.id: offer for offer in live_offers(db, {row.offer_id for row in rows})}
    return [
        Entry(number, offer_id, title or "", note, live.get(offer_id))
        for number, (offer_id, note, title) in enumerate(rows, start=1)
    ]


def title_of(db: Session, offer_id: str) -> str | None:
    """Return the title of an offer that is or was published."""
    return db.scalar(
        select(OfferVersion.document["title"].as_string())
        .join(Offer, Offer.live_version_id == OfferVersion.id)
        .where(Offer.id == offer_id)
    )
