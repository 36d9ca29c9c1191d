"""Doing one thing to many offers: first it is said what will happen to which, then it is done, then what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from litestar import Response
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlalchemy.orm import Session

from registry.access import Actor, Hidden, Permission, require
from registry.desk import bulk, bulk_undo, bulk_words, offers
from registry.desk.bulk import Action, Order
from registry.desk.models import BulkRun
from registry.i18n import gettext as _
from registry.offers import rules, tagging
from registry.offers.content import ANSWER_LENGTH
from registry.partners import queries as partner_queries
from registry.partners.models import Organisation
from registry.web import clock, flash, keyset
from registry.web.forms import Form, typed_text
from registry.web.http import Request, get, post
from registry.web.keyset import read_place
from registry.web.screening import asks_about_cpr, screen
from registry.web.templates import go_to, page

LIST = "/administration/tilbud"
HERE = f"{LIST}/handling"
_LONGEST_REASON = 1000
NO_REST: Mapping[str, str] = MappingProxyType({})
NONE_CHOSEN = flash.warning("tilbud-ingen-valgt", lambda: _("Sæt hak ved de tilbud, det handler om."))
UNDONE = flash.message("tilbud-fortrudt", lambda: _("Det er taget tilbage, og organisationerne har ikke fået mail."))
TOO_LATE = flash.warning("tilbud-for-sent", lambda: _("Det er for sent at fortryde. Organisationerne har fået mail."))


@get(HERE)
def ask(request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session]) -> Response[Any]:
    """Say what will happen to which offers, and to which it can't; ask first for what must be known."""
    require(actor, Permission.ADMINISTER)
    if asks_about_cpr(request):
        return go_to(request, LIST)
    query = request.query_params
    action = _action(query.get("handling"))
    narrowing, _wrong = offers.read(dict(query))
    after = ""
    ids: Sequence[str] = query.getall("tilbud", [])
    scope = [("tilbud", one) for one in ids]
    if query.get("alle"):
        place = read_place(dict(query))
        ids, after = offers.some_ids(db, narrowing, place, bulk.MOST)
        scope = [*narrowing.values().items(), ("alle", "1")]
        scope += [(keyset.AFTER, f"{place.key}~{place.id}")] if place else []
    if not ids:
        return go_to(request, narrowing.url(LIST), NONE_CHOSEN)
    order = _order(db, action, query.get("maerke_nyt"), query.get("til"))
    form: Form[Any] = Form(values={"q": query.get("soeg", "")[:200].strip()})
    rest = {**narrowing.values(), keyset.AFTER: after} if after else {}
    return _draw(request, db, order, ids, form, scope, rest)


@post(HERE)
def do(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    posted: NamedDependency[FormMultiDict],
) -> Response[Any]:
    """Do it, and lead on to what came of it."""
    require(actor, Permission.ADMINISTER)
    action = _action(posted.get("handling"))
    ids = [one for one in posted.getall("tilbud", []) if isinstance(one, str)]
    order = _order(db, action, posted.get("maerke_nyt"), posted.get("til"))
    form: Form[Any] = Form(values={name: typed_text(posted.get(name)) for name in ("reason", "answer")})
    screen(form)
    _check(form, order)
    if not ids:
        return go_to(request, LIST, NONE_CHOSEN)
    typed = {name: str(value) for name, value in posted.items()}
    narrowing, _wrong = offers.read(typed)
    after = typed.get(keyset.AFTER, "")
    rest = {**narrowing.values(), keyset.AFTER: after} if read_place({keyset.AFTER: after}) else {}
    if form.errors or not _is_complete(order):
        return _draw(request, db, order, ids, form, rest=rest)
    order = Order(action, form.values["reason"], order.organisation, order.tag, form.values["answer"])
    base_url = request.app.state.settings.base_url
    run = bulk.carry_out(db, actor, order, ids, base_url=base_url, now=clock.now(), rest=_onwards(order, rest))
    return go_to(request, f"{HERE}/{run.id}")


@get(f"{HERE}/{{run_id:str}}")
def result(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], run_id: FromPath[str]
) -> Response[bytes]:
    """Show what came of it: what was done, what couldn't be and why, and a way back where there is one."""
    run = _run(db, actor, run_id)
    came = bulk.result_of(run)
    tag = tagging.read(came.about)
    return page(
        request,
        "desk/bulk_result.html",
        run=run,
        came=came,
        about=tag.label if tag else came.about,
        heading=bulk_words.outcome(_action(run.action), len(came.done)),
        action_name=bulk_words.action_names()[_action(run.action)],
        problem=bulk_words.problem,
        can_undo=bulk_undo.can_undo(run, clock.now()),
        until=run.at + bulk_undo.LASTS,
    )


@post(f"{HERE}/{{run_id:str}}/fortryd")
def undo(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], run_id: FromPath[str]
) -> Response[Any]:
    """Take it back."""
    run = _run(db, actor, run_id)
    try:
        bulk_undo.undo(db, actor, run, now=clock.now())
    except bulk_undo.CantUndo:
        return go_to(request, f"{HERE}/{run_id}", TOO_LATE)
    return go_to(request, f"{HERE}/{run_id}", UNDONE)


def _run(db: Session, actor: Actor, run_id: str) -> BulkRun:
    require(actor, Permission.ADMINISTER)
    run = db.get(BulkRun, run_id)
    if run is None:
        raise Hidden
    return run


def _action(typed: Any) -> Action:
    found = next((one for one in bulk.ACTIONS if one == typed), None)
    if found is None:
        raise Hidden
    return found


def _order(db: Session, action: Action, tag: Any, organisation: Any) -> Order:
    """Return what is to be done, as far as it is known."""
    if action in ("tilfoej", "fjern"):
        return Order(action, tag=tagging.read(str(tag or "")))
    if action == "flyt":
        return Order(action, organisation=db.get(Organisation, str(organisation or "")[:12]))
    return Order(action)


def _onwards(order: Order, rest: Mapping[str, str]) -> str:
    """Return the address at which the same is done to the next offers of the list; "" when there are no more."""
    if not rest:
        return ""
    tag = {"maerke_nyt": order.tag.key} if order.tag else {}
    organisation = {"til": order.organisation.id} if order.organisation else {}
    return f"{HERE}?{urlencode({**rest, 'alle': '1', 'handling': order.action, **tag, **organisation})}"


def _is_complete(order: Order) -> bool:
    """Whether all is known that must be before one can say what will happen."""
    if order.action in ("tilfoej", "fjern"):
        return order.tag is not None
    return order.action != "flyt" or order.organisation is not None


def _needs_answer(order: Order) -> bool:
    return order.action == "tilfoej" and order.tag is not None and order.tag.kind == "element"


def _check(form: Form[Any], order: Order) -> None:
    reason, answer = form.values["reason"], form.values["answer"]
    if order.action == "skjul" and "reason" not in form.errors:
        if not reason:
            form.reject("reason", _("Skriv, hvorfor de bliver skjult. Organisationerne får det at vide"))
        elif len(reason) > _LONGEST_REASON:
            form.reject("reason", _("Skriv højst %(most)s tegn") % {"most": _LONGEST_REASON})
    if _needs_answer(order) and "answer" not in form.errors:
        least, most = ANSWER_LENGTH
        if len(answer) < least:
            form.reject(
                "answer", _("Skriv mindst %(least)s tegn. Svaret bliver vist på hvert tilbud") % {"least": least}
            )
        elif len(answer) > most:
            form.reject("answer", rules.too_long(most, len(answer) - most))


def _draw(
    request: Request,
    db: Session,
    order: Order,
    ids: Sequence[str],
    form: Form[Any],
    scope: Sequence[tuple[str, str]] = (),
    rest: Mapping[str, str] = NO_REST,
) -> Response[bytes]:
    """Draw what will happen.

    Args:
        scope: how the offers were chosen, in fields that fit into an address.
        rest: where the list goes on, when it has more than can be done at a time.
    """
    ids = list(dict.fromkeys(ids))[: bulk.MOST]
    chosen = bulk.plan(db, order, ids, clock.today())
    able = [one for one in chosen if one.problem is None]
    sought = str(form.value("q"))
    return page(
        request,
        "desk/bulk.html",
        status_code=form.status,
        form=form,
        order=order,
        scope=scope or [("tilbud", one) for one in ids],
        rest=rest,
        onwards=_onwards(order, rest),
        most=bulk.MOST,
        is_complete=_is_complete(order),
        needs_answer=_needs_answer(order),
        able=able,
        unable=[(one, bulk_words.problem(one.problem)) for one in chosen if one.problem],
        gone=len(ids) - len(chosen),
        action_name=bulk_words.action_names()[order.action],
        question=bulk_words.question(order.action, len(able)),
        consequence=bulk_words.consequence(order.action),
        tags=bulk_words.tag_choices() if order.action in ("tilfoej", "fjern") else [],
        organisations=partner_queries.find(db, sought) if order.action == "flyt" else [],
        sought=sought,
        organisation_count=len({one.organisation.id for one in able}),
    )


handlers = [ask, do, result, undo]
