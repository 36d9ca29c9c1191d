"""Keeping a published offer true: confirming it, changing small things at once, and hiding what has run out.

Actions flush and never commit; `now` is an argument. What runs out when is in `deadlines.py`, what may be changed
without review in `at_once.py`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

import msgspec
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from registry.access import SYSTEM, Actor
from registry.history import Verb
from registry.offers import deadlines, recording, rules, show
from registry.offers.content import OfferContent, from_document, to_document
from registry.offers.deadlines import Kind
from registry.offers.models import Offer, OfferDeadline, OfferVersion
from registry.offers.publishing import log_change
from registry.offers.scheduling import schedule, schedule_all
from registry.web.clock import danish_day

_VERB_OF = {
    Kind.CONFIRMATION: Verb.EXPIRED,
    Kind.DECLARATION: Verb.DECLARATION_LAPSED,
    Kind.PERIOD: Verb.ENDED,
}
_DECLARATION = ("safety_declared_by", "safety_declared_on")


def confirm(db: Session, actor: Actor, offers: Sequence[Offer], *, now: dt.datetime) -> None:
    """Note that offers still hold; those that were hidden for want of it are shown again."""
    live = db.scalars(select(OfferVersion).where(OfferVersion.id.in_([offer.live_version_id for offer in offers])))
    contents = {version.offer_id: version.content for version in live}
    for offer in offers:
        offer.confirmed_at = now
    schedule_all(db, contents, now)
    for offer in offers:
        _show_if_it_may(offer, contents[offer.id], now)
        recording.record(db, actor, Verb.CONFIRMED, offer, contents[offer.id].title, now)
    db.flush()
    log_change(db, *(offer.id for offer in offers))


def change_at_once(
    db: Session, actor: Actor, offer: Offer, changed: OfferContent, fields: Collection[str], *, now: dt.datetime
) -> list[str]:
    """Change fields of the published text without review, and return the names of those that differ.

    A newer text that is being written or read gets the same change where it still says what the published one said, so
    that approving it later doesn't bring the old words back. Whoever calls has checked that the fields may be changed.
    """
    live = db.get_one(OfferVersion, offer.live_version_id)
    before = live.content
    differing = [field for field in fields if getattr(before, field) != getattr(changed, field)]
    if not differing:
        return []
    _put(live, {field: getattr(changed, field) for field in differing})
    live.saved_at = now
    for version in db.scalars(
        select(OfferVersion).where(OfferVersion.offer_id == offer.id, OfferVersion.status.in_(rules.OPEN))
    ):
        same = [field for field in differing if getattr(version.content, field) == getattr(before, field)]
        _put(version, {field: getattr(changed, field) for field in same})
    schedule(db, offer.id, live.content, offer.confirmed_at or now)
    _show_if_it_may(offer, live.content, now)
    told = [field for field in differing if field not in _DECLARATION]
    if told:
        note = "; ".join(_change_in_words(before, live.content, field) for field in told)
        recording.record(db, actor, Verb.CHANGED_AT_ONCE, offer, live.content.title, now, note)
    if len(told) < len(differing):
        recording.record(db, actor, Verb.DECLARED, offer, live.content.title, now, live.content.safety_declared_by)
    db.flush()
    log_change(db, offer.id)
    return differing


def declare_as_it_stands(db: Session, actor: Actor, offer: Offer, content: OfferContent, *, now: dt.datetime) -> None:
    """Note that an organisation makes a declaration its own that says what it would say itself."""
    schedule(db, offer.id, content, offer.confirmed_at or now)
    _show_if_it_may(offer, content, now)
    recording.record(db, actor, Verb.DECLARED, offer, content.title, now, content.safety_declared_by)
    log_change(db, offer.id)


def hide_due(db: Session, *, now: dt.datetime, most: int = 200) -> list[Offer]:
    """Hide live offers for which something has run out, and return them."""
    today = danish_day(now)
    rows = db.execute(
        select(OfferDeadline, Offer)
        .join(Offer, Offer.id == OfferDeadline.offer_id)
        .where(
            Offer.status == "live",
            OfferDeadline.kind.in_(deadlines.STATUS),
            OfferDeadline.due_on <= today,
            OfferDeadline.next_call_on.is_(None),
            OfferDeadline.asked_on.is_(None) | (OfferDeadline.asked_on <= today - dt.timedelta(days=deadlines.GRACE)),
        )
        .order_by(OfferDeadline.due_on, OfferDeadline.offer_id, OfferDeadline.kind)
        .limit(most)
    ).all()
    hidden: dict[str, Offer] = {}
    for deadline, offer in rows:
        kind = Kind(deadline.kind)
        if offer.id in hidden or not _hide(db, offer, deadlines.STATUS[kind]):
            continue
        hidden[offer.id] = offer
        title = db.get_one(OfferVersion, offer.live_version_id).content.title
        recording.record(db, SYSTEM, _VERB_OF[kind], offer, title, now)
    if hidden:
        log_change(db, *hidden)
    return list(hidden.values())


def reopen_due(db: Session, *, now: dt.datetime, most: int = 200) -> list[Offer]:
    """Forget that offers are closed to newcomers when the day has come that they named, and return them."""
    offers = db.scalars(
        select(Offer)
        .join(OfferDeadline, OfferDeadline.offer_id == Offer.id)
        .where(OfferDeadline.kind == Kind.REOPENING, OfferDeadline.due_on <= danish_day(now))
        .where(OfferDeadline.next_call_on.is_(None))
        .order_by(Offer.id)
        .limit(most)
    ).all()
    for offer in offers:
        content = db.get_one(OfferVersion, offer.live_version_id).content
        opened = msgspec.structs.replace(content, availability=None, available_from=None)
        change_at_once(db, SYSTEM, offer, opened, ("availability", "available_from"), now=now)
    return list(offers)


def shown_as(offer: Offer, content: OfferContent, now: dt.datetime) -> str:
    """Return the status of an offer that nobody keeps from being shown: "live", or what has run out."""
    confirmed = danish_day(offer.confirmed_at) if offer.confirmed_at else None
    return deadlines.hidden_as(content, confirmed, danish_day(now), offer.declaration_owed)


def _show_if_it_may(offer: Offer, content: OfferContent, now: dt.datetime) -> None:
    """Show a hidden offer again, if nothing hides it any more; what its organisation paused stays so."""
    if offer.status in deadlines.HIDDEN:
        offer.status = shown_as(offer, content, now)


def _hide(db: Session, offer: Offer, status: str) -> bool:
    changed = db.execute(
        update(Offer)
        .where(Offer.id == offer.id, Offer.status == "live")
        .values(status=status)
        .execution_options(synchronize_session=False)
    )
    db.refresh(offer)
    return bool(changed.rowcount)  # type: ignore[attr-defined]


def _put(version: OfferVersion, values: dict[str, object]) -> None:
    """Change what a version says. Its revision stays: nobody's reading of it is spoilt by where to ring."""
    if values:
        version.document = to_document(msgspec.structs.replace(from_document(version.document), **values))


def _change_in_words(before: OfferContent, after: OfferContent, field: str) -> str:
    lines = (", ".join(show.field_lines(content, field)) or "–" for content in (before, after))
    return f"{show.field_label(field)}: " + " → ".join(lines)
