"""Publishing a policy framework from a day, taking it back before then, and moving the old one's last day."""

from __future__ import annotations

import datetime as dt
from typing import Any

from litestar import Response
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlalchemy.orm import Session

from registry.access import Actor
from registry.i18n import gettext as _
from registry.policy import actions, forms, opened, report
from registry.policy.opened import URL, Opened
from registry.policy.pages_writing import NOT_A_DRAFT
from registry.policy.problems import Problem
from registry.web import clock, flash
from registry.web.forms import Form, typed_text
from registry.web.http import Request, get, post
from registry.web.templates import go_to, page

PUBLISHED = flash.message(
    "ramme-udgivet", lambda: _("Politikken er udgivet. Den kan trækkes tilbage, til den begynder at gælde.")
)
WITHDRAWN = flash.message("ramme-trukket-tilbage", lambda: _("Politikken er trukket tilbage og er en kladde igen."))
DELETED = flash.message("ramme-slettet", lambda: _("Kladden er slettet."))
END_MOVED = flash.message("ramme-slut-flyttet", lambda: _("Gemt. De gamle svar vises til og med den nye dag."))
TOO_LATE = flash.warning("ramme-for-sent", lambda: _("Politikken gælder allerede og kan ikke trækkes tilbage."))
FASTER = flash.warning("ramme-hurtigere", lambda: _("En anden var hurtigere. Se efter, hvad der står nu."))
#: How long the old answers stand beside the new ones, unless the administrator says otherwise.
_BESIDE = dt.timedelta(days=365)


@get(f"{URL}/{{id_:str}}/udgiv")
def publishing(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], id_: FromPath[str]
) -> Response[Any]:
    """Ask from which day it is valid, and say what will happen then."""
    found = opened.find(db, actor, id_, clock.today())
    if not found.is_draft:
        return go_to(request, found.url, NOT_A_DRAFT)
    first = found.day("valid_from") or clock.today() + dt.timedelta(days=30)
    until = found.day("replaced_until") or first + _BESIDE
    return _draw(
        request, db, found, Form.showing({"valid_from": first.isoformat(), "replaced_until": until.isoformat()})
    )


@post(f"{URL}/{{id_:str}}/udgiv")
def publish(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    id_: FromPath[str],
    posted: NamedDependency[FormMultiDict],
) -> Response[Any]:
    """Publish it."""
    found, form = opened.find(db, actor, id_, clock.today()), Form[Any]()
    if found.draft is None or not found.is_draft:
        return go_to(request, found.url, NOT_A_DRAFT)
    first = forms.read_day(posted, form, "valid_from")
    until = forms.read_day(posted, form, "replaced_until", needed=found.replaces is not None)
    if until is not None and until < clock.today():
        form.reject("replaced_until", _("Den dag er forbi. Vælg en, der kommer."))
    if typed_text(posted.get("revision")) != str(found.draft.revision):
        form.reject("", _("En anden har rettet kladden, siden du åbnede siden. Se den igennem, og udgiv den så."))
    if form.errors or first is None:
        return _draw(request, db, found, form)
    try:
        actions.publish(db, actor, found.draft, valid_from=first, replaced_until=until, now=clock.now())
    except actions.Unfinished as unfinished:
        return _refuse(request, db, found, form, unfinished.problems)
    except actions.Changed:
        return go_to(request, found.url, FASTER)
    return go_to(request, found.url, PUBLISHED)


@post(f"{URL}/{{id_:str}}/traek-tilbage")
def withdraw(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], id_: FromPath[str]
) -> Response[Any]:
    """Take it back, if it isn't valid yet."""
    found = opened.find(db, actor, id_, clock.today())
    if found.draft is None or found.is_draft:
        return go_to(request, found.url, FASTER)
    try:
        actions.withdraw(db, actor, found.draft, now=clock.now())
    except actions.TooLate:
        return go_to(request, found.url, TOO_LATE)
    except actions.Changed:
        return go_to(request, found.url, FASTER)
    return go_to(request, found.url, WITHDRAWN)


@post(f"{URL}/{{id_:str}}/slut")
def move_end(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    id_: FromPath[str],
    posted: NamedDependency[FormMultiDict],
) -> Response[Any]:
    """Move the last day on which the old answers are shown."""
    found, form = opened.find(db, actor, id_, clock.today()), Form[Any]()
    if found.draft is None or found.is_draft:
        return go_to(request, found.url, FASTER)
    until = forms.read_day(posted, form, "replaced_until")
    if until is not None:
        try:
            actions.move_end(db, actor, found.draft, until, now=clock.now())
        except actions.TooLate:
            form.reject("replaced_until", _("Vælg en dag, der ikke er forbi, og hvor den nye politik gælder."))
        except actions.Changed:
            return go_to(request, found.url, FASTER)
    if form.errors:
        return page(
            request,
            "policy/framework.html",
            status_code=form.status,
            framework=found,
            elements=found.document["element"],
            problems=[],
            is_successor=True,
            form=form,
        )
    return go_to(request, found.url, END_MOVED)


@post(f"{URL}/{{id_:str}}/slet")
def delete(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], id_: FromPath[str]
) -> Response[Any]:
    """Delete a draft."""
    found = opened.find(db, actor, id_, clock.today())
    if found.draft is None or not found.is_draft:
        return go_to(request, found.url, NOT_A_DRAFT)
    try:
        actions.delete(db, actor, found.draft, now=clock.now())
    except actions.Changed:
        return go_to(request, found.url, FASTER)
    return go_to(request, URL, DELETED)


def _refuse(request: Request, db: Session, found: Opened, form: Form[Any], problems: list[Problem]) -> Response[bytes]:
    for one in problems:
        if one.part == "framework" and one.field in form.values and one.field not in form.errors:
            form.reject(one.field, one.message)
    if not form.errors:
        form.reject("", _("Politikken kan ikke udgives endnu. Det, der mangler, står herunder."))
    return _draw(request, db, found, form, problems)


def _draw(
    request: Request, db: Session, found: Opened, form: Form[Any], problems: list[Problem] | None = None
) -> Response[bytes]:
    totals = None
    if found.replaces is not None:
        totals = report.totals(db, report.Succession(found.id, found.outcomes, has_happened=False))
    return page(
        request,
        "policy/publish.html",
        status_code=form.status,
        framework=found,
        form=form,
        problems=found.problems() if problems is None else problems,
        totals=totals,
        has_happened=False,
    )


handlers = [publishing, publish, withdraw, move_end, delete]
