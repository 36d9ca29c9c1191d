"""The pairs of offers that are likely to be one: keeping them, listing them, and saying that they are two."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, delete, func, or_, select, update
from sqlalchemy.orm import Session

from registry.access import Actor, Hidden, Permission, require
from registry.findings import rules
from registry.findings.models import LikelyDuplicate
from registry.findings.reading import read, text_terms
from registry.findings.rules import Likeness
from registry.history import Verb
from registry.offers import recording
from registry.offers.content import OfferContent
from registry.offers.models import Offer, OfferVersion
from registry.partners.models import Organisation
from registry.web.keyset import Order, Place, Turning, portion

PAGE = 20
#: Numbers on pages are counted up to this: counting a hundred thousand rows for a badge is not worth it.
MOST_COUNTED = 1000

Rarity = Callable[[str], float]


@dataclass(frozen=True)
class Side:
    """One of two offers: with the published text, or the newest where nothing was published."""

    offer: Offer
    organisation: Organisation
    version: OfferVersion

    @property
    def content(self) -> OfferContent:
        """What it says."""
        return self.version.content


@dataclass(frozen=True)
class Pair:
    """Two offers with what speaks for their being one; `likeness` is None when by now nothing does."""

    first: Side
    second: Side
    likeness: Likeness | None
    dismissed_at: dt.datetime | None = None
    dismissed_by_name: str | None = None


def keep(db: Session, found: Mapping[str, Mapping[str, Likeness]], *, now: dt.datetime) -> None:
    """Keep what was found of some offers; earlier pairs of theirs that aren't alike any more go.

    A pair that somebody dismissed stays so until one of its texts says something else than it did then.

    Args:
        db: the transaction.
        found: by the ids of the offers that were looked at, those that each is like, and how.
        now: the moment.
    """
    wanted = {_ordered(one, other): how for one, others in found.items() for other, how in others.items()}
    ids = sorted(found)
    known = {
        (pair.first_id, pair.second_id): pair
        for pair in db.scalars(
            select(LikelyDuplicate).where(or_(LikelyDuplicate.first_id.in_(ids), LikelyDuplicate.second_id.in_(ids)))
        )
    }
    for key, pair in known.items():
        if key not in wanted and not pair.is_dismissed:
            db.delete(pair)
    _open_again(db, [pair for key, pair in known.items() if key in wanted and pair.is_dismissed])
    for (first, second), how in wanted.items():
        old = known.get((first, second))
        if old is None:
            db.add(LikelyDuplicate(first_id=first, second_id=second, rank=_rank(how), found_at=now))
        else:
            old.rank = _rank(how)
    db.flush()


def dismiss(db: Session, actor: Actor, one: str, other: str, *, now: dt.datetime) -> None:
    """Say that two offers are two; remembered until one of the texts changes much.

    Raises:
        Hidden: there are no such two offers.
    """
    require(actor, Permission.REVIEW)
    first, second = sides(db, one, other)
    key = (first.offer.id, second.offer.id)
    pair = db.get(LikelyDuplicate, key)
    if pair is None:
        pair = LikelyDuplicate(first_id=key[0], second_id=key[1], rank="999", found_at=now)
        db.add(pair)
    elif pair.is_dismissed:
        return
    pair.is_dismissed, pair.dismissed_at, pair.dismissed_by_name = True, now, actor.name
    pair.first_version_id, pair.second_version_id = first.version.id, second.version.id
    recording.record(db, actor, Verb.TOLD_APART, first.offer, first.content.title, now, second.content.title)
    db.flush()


def take_up(db: Session, actor: Actor, one: str, other: str) -> None:
    """Put a dismissed pair back on the list."""
    require(actor, Permission.REVIEW)
    first, second = _ordered(one, other)
    db.execute(
        update(LikelyDuplicate)
        .where(LikelyDuplicate.first_id == first, LikelyDuplicate.second_id == second)
        .values(is_dismissed=False, dismissed_at=None, dismissed_by_name=None)
    )


def told_apart(db: Session, offer_id: str, others: Collection[str]) -> set[str]:
    """Return which of some offers somebody told apart from one."""
    rows = db.execute(
        select(LikelyDuplicate.first_id, LikelyDuplicate.second_id).where(
            LikelyDuplicate.is_dismissed,
            or_(
                and_(LikelyDuplicate.first_id == offer_id, LikelyDuplicate.second_id.in_(others)),
                and_(LikelyDuplicate.second_id == offer_id, LikelyDuplicate.first_id.in_(others)),
            ),
        )
    )
    return {other for row in rows for other in row if other != offer_id}


def number_waiting(db: Session) -> int:
    """Return how many pairs nobody has said anything about, at most `MOST_COUNTED`."""
    some = select(LikelyDuplicate.first_id).where(~LikelyDuplicate.is_dismissed).limit(MOST_COUNTED).subquery()
    return db.scalar(select(func.count()).select_from(some)) or 0


def listed(db: Session, place: Place | None, rarity: Rarity, *, dismissed: bool = False) -> tuple[list[Pair], Turning]:
    """Return a page of the pairs, the most alike first; four queries, however many there are."""
    statement = select(LikelyDuplicate).where(LikelyDuplicate.is_dismissed.is_(dismissed))
    order = Order(LikelyDuplicate.rank, LikelyDuplicate.first_id.concat(LikelyDuplicate.second_id))
    rows, turning = portion(db, statement, order, place, PAGE)
    pairs: list[LikelyDuplicate] = [row[0] for row in rows]
    known = _sides(db, {id_ for pair in pairs for id_ in (pair.first_id, pair.second_id)})
    return [
        Pair(first, second, _judged(first, second, rarity), pair.dismissed_at, pair.dismissed_by_name)
        for pair in pairs
        if (first := known.get(pair.first_id)) and (second := known.get(pair.second_id))
    ], turning


def of_two(db: Session, one: str, other: str, rarity: Rarity) -> Pair:
    """Return two offers, in the order in which pairs are kept.

    Raises:
        Hidden: there are no such two.
    """
    first, second = sides(db, one, other)
    known = db.get(LikelyDuplicate, (first.offer.id, second.offer.id))
    told_apart = known if known is not None and known.is_dismissed else None
    return Pair(
        first,
        second,
        _judged(first, second, rarity),
        told_apart.dismissed_at if told_apart else None,
        told_apart.dismissed_by_name if told_apart else None,
    )


def sides(db: Session, one: str, other: str) -> tuple[Side, Side]:
    """Return two offers as they are now, in the order in which pairs are kept.

    Raises:
        Hidden: there are no such two offers, or they are one already.
    """
    first, second = _ordered(one, other)
    known = _sides(db, {first, second})
    if first == second or len(known) != 2 or any(side.offer.merged_into_id for side in known.values()):
        raise Hidden
    return known[first], known[second]


def _sides(db: Session, ids: Collection[str]) -> dict[str, Side]:
    newest = (
        select(OfferVersion.id)
        .where(OfferVersion.offer_id == Offer.id)
        .order_by(OfferVersion.number.desc())
        .limit(1)
        .correlate(Offer)
        .scalar_subquery()
    )
    rows = db.execute(
        select(Offer, Organisation, OfferVersion)
        .join(Organisation, Organisation.id == Offer.organisation_id)
        .join(OfferVersion, OfferVersion.id == func.coalesce(Offer.live_version_id, newest))
        .where(Offer.id.in_(sorted(ids)))
    )
    return {offer.id: Side(offer, organisation, version) for offer, organisation, version in rows}


def _judged(first: Side, second: Side, rarity: Rarity) -> Likeness | None:
    one, other = (read(side.offer.id, side.offer.organisation_id, side.content) for side in (first, second))
    return rules.likeness(one, other, rarity)


def _open_again(db: Session, dismissed: Sequence[LikelyDuplicate]) -> None:
    """Put pairs back of which a text says something else than it did when they were dismissed."""
    if not dismissed:
        return
    before = {pair.first_version_id for pair in dismissed} | {pair.second_version_id for pair in dismissed}
    texts = {
        version.id: version.content
        for version in db.scalars(select(OfferVersion).where(OfferVersion.id.in_(sorted(filter(None, before)))))
    }
    now = _sides(db, {id_ for pair in dismissed for id_ in (pair.first_id, pair.second_id)})
    for pair in dismissed:
        for offer_id, version_id in ((pair.first_id, pair.first_version_id), (pair.second_id, pair.second_version_id)):
            old, new = texts.get(version_id or ""), now.get(offer_id)
            if old is None or new is None or rules.has_changed_much(text_terms(old), text_terms(new.content)):
                pair.is_dismissed, pair.dismissed_at, pair.dismissed_by_name = False, None, None


def _ordered(one: str, other: str) -> tuple[str, str]:
    return min(one, other), max(one, other)


def _rank(how: Likeness) -> str:
    return f"{999 - min(999, round(how.score * 999)):03}"


def forget(db: Session, offer_id: str) -> None:
    """Forget the pairs of an offer that has ended."""
    db.execute(
        delete(LikelyDuplicate).where(or_(LikelyDuplicate.first_id == offer_id, LikelyDuplicate.second_id == offer_id))
    )
