"""Asking to join an organisation, answering those who ask, and leaving."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlalchemy.orm import Session

from registry.access import Actor, Hidden, Permission, may, require
from registry.i18n import gettext as _
from registry.partners import actions, forms, joining, queries, rules
from registry.partners.models import Membership, Organisation
from registry.partners.pages import own_organisation
from registry.web import clock, flash
from registry.web.forms import Form
from registry.web.http import Request, get, post
from registry.web.templates import go_to, page

ASKED = flash.message("medlem-bedt", lambda: _("Din anmodning er sendt. Du får en mail, når de har svaret."))
TAKEN_BACK = flash.message("medlem-trukket", lambda: _("Din anmodning er trukket tilbage."))
LET_IN = flash.message("medlem-lukket-ind", lambda: _("Personen er nu medlem og har fået en mail."))
TURNED_AWAY = flash.message("medlem-nej", lambda: _("Personen har fået en mail om, at svaret er nej."))
ANSWERED = flash.warning(
    "medlem-besvaret", lambda: _("Anmodningen var allerede besvaret eller trukket tilbage, så intet er ændret.")
)
LEFT = flash.message("medlem-forladt", lambda: _("Du er ikke længere medlem."))


@get("/mine/organisationer/{organisation_id:str}/bliv-medlem")
def ask(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], organisation_id: FromPath[str]
) -> Response[Any]:
    """Let somebody say who they are to the members."""
    found = _to_join(db, actor, organisation_id)
    if found.id in actor.organisations:
        return go_to(request, f"/mine/organisationer/{found.id}")
    return _draw(request, actor, db, found, Form())


@post("/mine/organisationer/{organisation_id:str}/bliv-medlem")
def send(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    organisation_id: FromPath[str],
    posted: NamedDependency[FormMultiDict],
) -> Response[Any]:
    """Ask the members to be let in."""
    found = _to_join(db, actor, organisation_id)
    form = forms.read_question(posted)
    if form.data is None:
        return _draw(request, actor, db, found, form)
    joining.ask_to_join(db, actor, found, form.data.message, base_url=_base_url(request), now=clock.now())
    return go_to(request, "/mine/organisationer", ASKED)


@post("/mine/organisationer/{organisation_id:str}/fortryd")
def take_back(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], organisation_id: FromPath[str]
) -> Response[Any]:
    """No longer ask to be let in."""
    found = _to_join(db, actor, organisation_id)
    try:
        joining.take_request_back(db, actor, found, now=clock.now())
    except actions.Changed:
        return go_to(request, "/mine/organisationer", ANSWERED)
    return go_to(request, "/mine/organisationer", TAKEN_BACK)


@post("/mine/organisationer/{organisation_id:str}/luk-ind/{account_id:str}")
def let_in(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    organisation_id: FromPath[str],
    account_id: FromPath[str],
) -> Response[Any]:
    """Make somebody who asked a member."""
    found = own_organisation(db, actor, organisation_id, manage=True)
    back = f"/mine/organisationer/{found.id}"
    try:
        joining.let_in(db, actor, found, account_id, base_url=_base_url(request), now=clock.now())
    except actions.Changed:
        return go_to(request, back, ANSWERED)
    return go_to(request, back, LET_IN)


@post("/mine/organisationer/{organisation_id:str}/sig-nej/{account_id:str}")
def turn_away(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    organisation_id: FromPath[str],
    account_id: FromPath[str],
) -> Response[Any]:
    """Say no to somebody who asked."""
    found = own_organisation(db, actor, organisation_id, manage=True)
    back = f"/mine/organisationer/{found.id}"
    try:
        joining.turn_away(db, actor, found, account_id, base_url=_base_url(request), now=clock.now())
    except actions.Changed:
        return go_to(request, back, ANSWERED)
    return go_to(request, back, TURNED_AWAY)


@get("/mine/organisationer/{organisation_id:str}/forlad")
def about_leaving(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], organisation_id: FromPath[str]
) -> Response[bytes]:
    """Tell what leaving means, or why it can't be."""
    found = own_organisation(db, actor, organisation_id)
    reason = joining.why_not_leave(db, actor.account_id or "", found.id)
    others = [one for one in queries.people_of(db, [found.id]) if one.joined_at and one.account_id != actor.account_id]
    return page(
        request,
        "partners/leave.html",
        organisation=found,
        reason=reason,
        others=others if reason and may(actor, Permission.MANAGE_ORGANISATION, found) else [],
    )


@post("/mine/organisationer/{organisation_id:str}/forlad")
def leave(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], organisation_id: FromPath[str]
) -> Response[Any]:
    """Stop being a member."""
    found = own_organisation(db, actor, organisation_id)
    joining.leave(db, actor, found, now=clock.now())
    return go_to(request, "/mine/organisationer", LEFT)


def _to_join(db: Session, actor: Actor, organisation_id: str) -> Organisation:
    """Return an organisation that a partner may ask to join: names are no secret among partners."""
    require(actor, Permission.CREATE_ORGANISATION)
    found = db.get(Organisation, organisation_id)
    if found is None:
        raise Hidden
    return found


def _draw(
    request: Request, actor: Actor, db: Session, organisation: Organisation, form: Form[forms.Question]
) -> Response[bytes]:
    return page(
        request,
        "partners/join.html",
        status_code=form.status,
        form=form,
        organisation=organisation,
        has_members=queries.number_of_members(db, organisation.id) > 0,
        has_asked=db.get(Membership, (organisation.id, actor.account_id or "")) is not None,
        longest=rules.LONGEST_MESSAGE,
    )


def _base_url(request: Request) -> str:
    url: str = request.app.state.settings.base_url
    return url


handlers = [ask, send, take_back, let_in, turn_away, about_leaving, leave]
