"""Inviting colleagues, answering an invitation, and what each member may do."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Response
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlalchemy.orm import Session

from registry.access import Actor
from registry.accounts import rules as account_rules
from registry.accounts.reading import refine
from registry.i18n import gettext as _
from registry.partners import actions, colleagues
from registry.partners.labels import standings
from registry.partners.pages import draw_organisation, own_organisation
from registry.partners.rules import Standing
from registry.web import clock, flash
from registry.web.forms import read
from registry.web.http import Request, get, post
from registry.web.screening import screen
from registry.web.templates import go_to, page

INVITED = flash.message("kollega-inviteret", lambda: _("Invitationen er sendt. Den gælder i 14 dage."))
TAKEN_BACK = flash.message("invitation-trukket", lambda: _("Invitationen er trukket tilbage."))
WELCOME = flash.message("kollega-velkommen", lambda: _("Velkommen. Nu kan du skrive og rette jeres tilbud."))
ROLE_CHANGED = flash.message("medlem-rolle", lambda: _("Det er ændret, og det gælder med det samme."))
REMOVED = flash.message("medlem-fjernet", lambda: _("Personen er ikke længere medlem."))
NOTHING = flash.warning("medlem-intet", lambda: _("En anden var hurtigere, så der var ikke noget at ændre."))


class Invite(msgspec.Struct):
    """Whom to ask in, and as what."""

    email: str
    role: str = Standing.EDITOR.value


@post("/mine/organisationer/{organisation_id:str}/inviter")
def invite(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    organisation_id: FromPath[str],
    posted: NamedDependency[FormMultiDict],
) -> Response[Any]:
    """Ask a colleague in by mail."""
    found = own_organisation(db, actor, organisation_id, manage=True)
    form = screen(read(posted, Invite, {"email": _("Skriv din kollegas e-mailadresse")}))
    refine(form, "email", account_rules.normalised_email)
    if form.value("role") and form.value("role") not in standings():
        form.reject("role", _("Vælg en af mulighederne"))
    if form.data is None:
        return draw_organisation(request, actor, db, found, form)
    email, role = str(form.data.email), Standing(form.data.role)
    try:
        colleagues.invite(db, actor, found, email, role, base_url=request.app.state.settings.base_url, now=clock.now())
    except actions.Changed:
        return draw_organisation(request, actor, db, found, form.reject("email", _("Din kollega er allerede medlem")))
    return go_to(request, f"/mine/organisationer/{found.id}", INVITED)


@post("/mine/organisationer/{organisation_id:str}/traek-invitation")
def take_back(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    organisation_id: FromPath[str],
    posted: NamedDependency[FormMultiDict],
) -> Response[Any]:
    """Let an invitation not work any more."""
    found = own_organisation(db, actor, organisation_id, manage=True)
    try:
        colleagues.take_back(db, actor, found, str(posted.get("email") or ""))
    except actions.Changed:
        return go_to(request, f"/mine/organisationer/{found.id}", NOTHING)
    return go_to(request, f"/mine/organisationer/{found.id}", TAKEN_BACK)


@post("/mine/organisationer/{organisation_id:str}/medlem/{account_id:str}/rolle")
def change_role(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    organisation_id: FromPath[str],
    account_id: FromPath[str],
    posted: NamedDependency[FormMultiDict],
) -> Response[Any]:
    """Make a member an owner or an editor."""
    found = own_organisation(db, actor, organisation_id, manage=True)
    try:
        colleagues.change_role(db, actor, found, account_id, Standing(str(posted.get("role"))), now=clock.now())
    except (actions.Changed, ValueError):
        return go_to(request, f"/mine/organisationer/{found.id}", NOTHING)
    leaving = "/forlad" if posted.get("forlader") else ""
    return go_to(request, f"/mine/organisationer/{found.id}{leaving}", ROLE_CHANGED)


@post("/mine/organisationer/{organisation_id:str}/medlem/{account_id:str}/fjern")
def remove(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    organisation_id: FromPath[str],
    account_id: FromPath[str],
) -> Response[Any]:
    """Let a member go."""
    found = own_organisation(db, actor, organisation_id, manage=True)
    try:
        colleagues.remove(db, actor, found, account_id, now=clock.now())
    except actions.Changed:
        return go_to(request, f"/mine/organisationer/{found.id}", NOTHING)
    return go_to(request, f"/mine/organisationer/{found.id}", REMOVED)


@get(f"{colleagues.PATH}/{{token:str}}")
def invitation(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], token: FromPath[str]
) -> Response[bytes]:
    """Show an invitation. Looking changes nothing; whoever isn't signed in does that first and comes back."""
    found = colleagues.find(db, token, clock.now())
    return page(
        request,
        "partners/invitation.html",
        status_code=200 if found else 410,
        headers={"cache-control": "no-store"},
        invitation=found[0] if found else None,
        organisation=found[1] if found else None,
        here=f"{colleagues.PATH}/{token}",
        means=standings(),
    )


@post(f"{colleagues.PATH}/{{token:str}}")
def accept(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], token: FromPath[str]
) -> Response[Any]:
    """Become a member."""
    try:
        colleagues.accept(db, actor, token, now=clock.now())
    except actions.Changed:
        return page(request, "partners/invitation.html", status_code=410, invitation=None, organisation=None)
    return go_to(request, "/mine", WELCOME)


handlers = [invite, take_back, change_role, remove, invitation, accept]
