"""Doing one thing to many offers: asking about them, hiding them, moving them, tagging them.

`plan` says beforehand which of the chosen offers it can be done to and why not to the others; `carry_out` does it, each
by its own action with its own line of history, and keeps what came of each; `registry.desk.bulk_undo` takes it back
within ten minutes, where that is cheap. Actions flush and never commit; `now` is an argument.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, get_args

import msgspec
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from registry.access import Actor, Permission, require
from registry.desk import letters
from registry.desk.models import BulkRun
from registry.history import Verb
from registry.offers import actions as offer_actions
from registry.offers import letters as offer_letters
from registry.offers import recording, tagging, transferring
from registry.offers.content import OfferContent
from registry.offers.deadlines import STATUS, Kind
from registry.offers.models import Offer, OfferDeadline, OfferVersion
from registry.offers.publishing import log_change
from registry.offers.scheduling import PUBLISHED
from registry.offers.tagging import Tag
from registry.partners.models import Organisation
from registry.upkeep import reminding
from registry.upkeep.queries import Due
from registry.web.clock import danish_day

Action = Literal["spoerg", "skjul", "flyt", "tilfoej", "fjern"]
ACTIONS: tuple[Action, ...] = get_args(Action)
#: Offers that something is done to at a time, in one transaction.
MOST = 500
#: Why something can't be done to an offer; `registry.desk.bulk_words` has a sentence for each.
Problem = Literal[
    "gone", "hidden", "not shown", "asked today", "nobody", "there already", "changed", "has it", "lacks it",
    "only one", "too many",
]  # fmt: skip
SHOWN = ("live", "paused")
#: What can be asked about: what is shown, and what is hidden because nobody said that it holds.
ASKED = ("live", STATUS[Kind.CONFIRMATION], STATUS[Kind.DECLARATION])
#: So long before it lapses a declaration is asked about, too.
_SOON = dt.timedelta(days=30)


@dataclass(frozen=True)
class Order:
    """What is to be done.

    Attributes:
        reason: why offers are hidden; their organisations are told.
        organisation: where they are moved to.
        tag: what is added or taken away.
        answer: to the policy element that is added.
    """

    action: Action
    reason: str = ""
    organisation: Organisation | None = None
    tag: Tag | None = None
    answer: str = ""


@dataclass(frozen=True)
class Chosen:
    """An offer that was chosen, and why it can't be done to it; None: it can."""

    offer: Offer
    content: OfferContent
    organisation: Organisation
    confirmation: OfferDeadline | None
    problem: Problem | None


class One(msgspec.Struct):
    """What came of one offer; `before` is what it takes to undo it."""

    id: str
    title: str
    organisation: str
    problem: str = ""
    before: str = ""


class Result(msgspec.Struct):
    """What came of all; `about` names the tag or the organisation, `mails` are the keys of mails that still wait.

    `rest`: where to go on with the next offers of a list that was longer than can be done at a time.
    """

    done: list[One] = []
    not_done: list[One] = []
    about: str = ""
    reason: str = ""
    mails: list[str] = []
    rest: str = ""


def plan(db: Session, order: Order, ids: Sequence[str], today: dt.date) -> list[Chosen]:
    """Return the chosen offers, by organisation, each with why it can't be done to it."""
    rows = db.execute(
        select(Offer, OfferVersion, Organisation, OfferDeadline)
        .join(OfferVersion, OfferVersion.id == Offer.live_version_id)
        .join(Organisation, Organisation.id == Offer.organisation_id)
        .outerjoin(
            OfferDeadline, (OfferDeadline.offer_id == Offer.id) & (OfferDeadline.kind == Kind.CONFIRMATION.value)
        )
        .where(Offer.id.in_(sorted(set(ids))))
        .order_by(Organisation.sort_key, Organisation.id, Offer.id)
    )
    found = []
    for offer, version, organisation, deadline in rows:
        content = version.content
        problem = _problem(order, offer, content, deadline, today)
        found.append(Chosen(offer, content, organisation, deadline, problem))
    return found


def carry_out(
    db: Session, actor: Actor, order: Order, ids: Sequence[str], *, base_url: str, now: dt.datetime, rest: str = ""
) -> BulkRun:
    """Do it to those of the chosen offers it can be done to, tell their organisations, and keep what came of each.

    `rest`: the address at which it goes on with the next offers of the list, if there are more.

    Raises:
        SignInNeeded, Refused: the actor is no administrator.
    """
    require(actor, Permission.ADMINISTER)
    ids = list(dict.fromkeys(ids))[:MOST]
    chosen = plan(db, order, ids, danish_day(now))
    run = BulkRun(action=order.action, account_id=actor.account_id, by_name=actor.name, at=now, result={})
    db.add(run)
    db.flush()
    result = Result(about=_about(order), reason=order.reason, rest=rest)
    able = [one for one in chosen if one.problem is None]
    result.not_done = [_one(one, one.problem or "") for one in chosen if one.problem is not None]
    for _id, of_organisation in groupby(able, key=lambda one: one.organisation.id):
        _do(db, actor, order, run, list(of_organisation), result, base_url=base_url, now=now)
    missing = set(ids) - {one.offer.id for one in chosen}
    result.not_done += [One(id_, "", "", "gone") for id_ in sorted(missing)]
    run.result = msgspec.to_builtins(result)
    db.flush()
    return run


def result_of(run: BulkRun) -> Result:
    """Return what came of each offer."""
    return msgspec.convert(run.result, Result)


def _problem(
    order: Order, offer: Offer, content: OfferContent, deadline: OfferDeadline | None, today: dt.date
) -> Problem | None:
    if offer.status not in PUBLISHED:
        return "gone"
    if order.action == "spoerg":
        if offer.status not in ASKED:
            return "not shown"
        return "asked today" if deadline is not None and deadline.asked_on == today else None
    if order.action == "skjul":
        return None if offer.status in SHOWN else "hidden"
    if order.action == "flyt":
        there = order.organisation is not None and offer.organisation_id == order.organisation.id
        return "there already" if there else None
    return tagging.obstacle(content, order.tag, adds=order.action == "tilfoej") if order.tag else None


def _do(
    db: Session,
    actor: Actor,
    order: Order,
    run: BulkRun,
    chosen: Sequence[Chosen],
    result: Result,
    *,
    base_url: str,
    now: dt.datetime,
) -> None:
    """Do it to offers of one organisation, and tell it."""
    organisation = chosen[0].organisation
    if order.action == "spoerg":
        _ask(db, actor, run, chosen, result, base_url=base_url, now=now)
        return
    done = []
    for one in chosen:
        outcome = _one(one, "")
        if order.action == "skjul":
            outcome.before, outcome.problem = one.offer.status, "" if _hide(db, actor, one, order, now) else "changed"
        elif order.action == "flyt":
            outcome.problem = _move(db, actor, one, order, now)
        else:
            outcome.before, outcome.problem = _tag(db, actor, one, order, now)
        (result.not_done if outcome.problem else result.done).append(outcome)
        if not outcome.problem:
            done.append(one)
    titles = [one.content.title for one in done]
    if not done:
        return
    if order.action == "flyt" and order.organisation is not None:
        offer_letters.transferred(db, actor, titles, organisation, order.organisation, base_url=base_url, now=now)
    elif order.action == "skjul":
        dues = [Due(one.offer, one.content, ()) for one in done]
        result.mails += letters.hidden(db, run, organisation, dues, order.reason, base_url=base_url, now=now)
    elif order.tag is not None:
        adds = order.action == "tilfoej"
        result.mails += letters.tagged(
            db, run, organisation, titles, order.tag, order.answer, adds=adds, base_url=base_url, now=now
        )


def _ask(
    db: Session,
    actor: Actor,
    run: BulkRun,
    chosen: Sequence[Chosen],
    result: Result,
    *,
    base_url: str,
    now: dt.datetime,
) -> None:
    organisation, soon = chosen[0].organisation, danish_day(now) + _SOON
    rows = db.scalars(
        select(OfferDeadline)
        .where(OfferDeadline.offer_id.in_([one.offer.id for one in chosen]))
        .where(
            (OfferDeadline.kind == Kind.CONFIRMATION.value)
            | ((OfferDeadline.kind == Kind.DECLARATION.value) & (OfferDeadline.due_on <= soon))
        )
        .order_by(OfferDeadline.kind)
    ).all()
    found = [Due(one.offer, one.content, tuple(row for row in rows if row.offer_id == one.offer.id)) for one in chosen]
    occasion = f"asked:{run.id}:{organisation.id}"
    if reminding.write(db, organisation, found, base_url=base_url, now=now, occasion=occasion):
        reminding.note(db, actor, organisation, found, now=now)
        result.done += [_one(one, "") for one in chosen]
    else:
        result.not_done += [_one(one, "nobody") for one in chosen]


def _hide(db: Session, actor: Actor, one: Chosen, order: Order, now: dt.datetime) -> bool:
    """Hide an offer as if nobody had confirmed it: its organisation gets it back with one click."""
    if not switch(db, one.offer, one.offer.status, STATUS[Kind.CONFIRMATION]):
        return False
    recording.record(db, actor, Verb.HIDDEN_BY_HAND, one.offer, one.content.title, now, order.reason)
    return True


def _move(db: Session, actor: Actor, one: Chosen, order: Order, now: dt.datetime) -> Problem | Literal[""]:
    if order.organisation is None:
        return "changed"
    try:
        transferring.transfer(db, actor, one.offer, order.organisation, now=now)
    except offer_actions.Changed:
        return "changed"
    return ""


def _tag(db: Session, actor: Actor, one: Chosen, order: Order, now: dt.datetime) -> tuple[str, Problem | Literal[""]]:
    if order.tag is None:
        return "", "changed"
    before = tagging.answer_to(one.content, order.tag)
    adds = order.action == "tilfoej"
    changed = tagging.change(db, actor, one.offer, order.tag, adds=adds, answer=order.answer, now=now)
    return before, "" if changed else "changed"


def switch(db: Session, offer: Offer, before: str, after: str) -> bool:
    """Give an offer another status, if it still has the one that was seen."""
    changed = db.execute(
        update(Offer)
        .where(Offer.id == offer.id, Offer.status == before)
        .values(status=after)
        .execution_options(synchronize_session=False)
    )
    db.refresh(offer)
    if not changed.rowcount:  # type: ignore[attr-defined]
        return False
    log_change(db, offer.id)
    return True


def _one(one: Chosen, problem: str) -> One:
    return One(one.offer.id, one.content.title, one.organisation.name, problem)


def _about(order: Order) -> str:
    if order.organisation is not None:
        return order.organisation.name
    return order.tag.key if order.tag else ""
