"""What a professional does with shortlists. Actions flush and never commit; `now` is an argument.

Each of them raises `SignInNeeded` or `Refused` for whoever keeps no shortlists, and `Hidden` for another's.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Sequence
from typing import Literal

from sqlalchemy import delete as delete_from
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registry.access import Actor, Hidden, Permission, require
from registry.accounts.models import Account
from registry.offers.queries import live_offer
from registry.shortlists import rules
from registry.shortlists.models import Shortlist, ShortlistItem
from registry.shortlists.queries import own_list

Direction = Literal["up", "down"]


def create(db: Session, actor: Actor, name: str, *, now: dt.datetime) -> Shortlist:
    """Begin a shortlist; a name that is in use already gives the shortlist that has it.

    Raises:
        UnfitText: the name can't be kept.
    """
    require(actor, Permission.KEEP_SHORTLISTS)
    name = rules.name(name)
    if (same := _with_name(db, actor, name)) is not None:
        return same
    made = Shortlist(account_id=actor.account_id, name=name, created_at=now, changed_at=now)
    db.add(made)
    db.flush()
    return made


def rename(db: Session, actor: Actor, list_id: str, name: str, *, now: dt.datetime) -> None:
    """Give a shortlist another name.

    Raises:
        UnfitText: the name can't be kept, or another shortlist of theirs has it.
    """
    found = own_list(db, actor, list_id, to_change=True)
    name = rules.name(name)
    same = _with_name(db, actor, name)
    if same is not None and same.id != found.id:
        raise rules.taken(name)
    found.name, found.changed_at = name, now


def delete(db: Session, actor: Actor, list_id: str) -> None:
    """Delete a shortlist with its notes; a link to it ends."""
    db.delete(own_list(db, actor, list_id, to_change=True))
    db.flush()


def add(db: Session, actor: Actor, list_id: str, offer_id: str, *, now: dt.datetime) -> None:
    """Put a live offer at the end of a shortlist; one that stands there already stays where it is.

    Raises:
        Hidden: there is no such live offer.
    """
    found = own_list(db, actor, list_id, to_change=True)
    if db.get(ShortlistItem, (list_id, offer_id)) is not None:
        return
    if live_offer(db, offer_id) is None:
        raise Hidden
    last = db.scalar(select(func.max(ShortlistItem.position)).where(ShortlistItem.shortlist_id == list_id)) or 0
    db.add(ShortlistItem(shortlist_id=list_id, offer_id=offer_id, position=last + 1, added_at=now))
    found.changed_at = now
    db.flush()


def remove(db: Session, actor: Actor, list_id: str, offer_id: str, *, now: dt.datetime) -> None:
    """Take an offer off a shortlist, with its note; one that is not there is no trouble."""
    found = own_list(db, actor, list_id, to_change=True)
    gone = db.execute(
        delete_from(ShortlistItem).where(ShortlistItem.shortlist_id == list_id, ShortlistItem.offer_id == offer_id)
    )
    if gone.rowcount:  # type: ignore[attr-defined]
        found.changed_at = now


def move(db: Session, actor: Actor, list_id: str, offer_id: str, direction: Direction, *, now: dt.datetime) -> None:
    """Let an offer change places with the one above or below it; the first and the last stay where they are.

    Raises:
        Hidden: it is not on the list.
    """
    found = own_list(db, actor, list_id, to_change=True)
    items = list(_items(db, list_id))
    here = next((n for n, item in enumerate(items) if item.offer_id == offer_id), None)
    if here is None:
        raise Hidden
    there = here + (1 if direction == "down" else -1)
    if not 0 <= there < len(items):
        return
    items[here], items[there] = items[there], items[here]
    for position, item in enumerate(items, start=1):
        item.position = position
    found.changed_at = now
    db.flush()


def annotate(db: Session, actor: Actor, list_id: str, offer_id: str, note: str, *, now: dt.datetime) -> None:
    """Write a note on an offer of the shortlist, or take it away when it is empty.

    Raises:
        UnfitText: the note can't be kept.
        Hidden: the offer is not on the list.
    """
    found = own_list(db, actor, list_id, to_change=True)
    item = db.get(ShortlistItem, (list_id, offer_id))
    if item is None:
        raise Hidden
    item.note = rules.note(note)
    found.changed_at = now
    db.flush()


def share(db: Session, actor: Actor, list_id: str) -> str:
    """Make a read-only link to a shortlist and return its secret part; one that is shared keeps its link."""
    found = own_list(db, actor, list_id, to_change=True)
    if found.share_token is None:
        found.share_token = secrets.token_urlsafe(32)
        db.flush()
    return found.share_token


def unshare(db: Session, actor: Actor, list_id: str) -> None:
    """Withdraw the link for good; sharing again makes another."""
    own_list(db, actor, list_id, to_change=True).share_token = None
    db.flush()


def _items(db: Session, list_id: str) -> Sequence[ShortlistItem]:
    return db.scalars(
        select(ShortlistItem)
        .where(ShortlistItem.shortlist_id == list_id)
        .order_by(ShortlistItem.position, ShortlistItem.added_at, ShortlistItem.offer_id)
    ).all()


def _with_name(db: Session, actor: Actor, name: str) -> Shortlist | None:
    """Return the actor's shortlist of that name; two requests at once don't both find none."""
    db.execute(select(Account.id).where(Account.id == actor.account_id).with_for_update(key_share=True))
    own = db.scalars(select(Shortlist).where(Shortlist.account_id == actor.account_id))
    return next((one for one in own if rules.is_same_name(one.name, name)), None)
