"""The people: who they are, what they are for, who is invited, and letting somebody in or out."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlencode

import msgspec
from litestar import Response
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlalchemy.orm import Session

from registry import history, mail
from registry.access import Actor, Permission, Role, require
from registry.accounts import administering, queries, rules
from registry.accounts.entering import enter, settings_of
from registry.accounts.models import Account
from registry.accounts.reading import refine
from registry.accounts.words import role_name
from registry.desk.people import standing
from registry.i18n import gettext as _
from registry.web import clock, flash, sessions
from registry.web.forms import Form, read
from registry.web.http import Request, get, post
from registry.web.paging import page_number
from registry.web.screening import asks_about_cpr
from registry.web.templates import go_to, page

_INVITED = flash.message("person-inviteret", lambda: _("Invitationen er sendt."))
_ROLES_ADDED = flash.message(
    "person-fandtes", lambda: _("Personen havde allerede en konto og har nu også den rolle, du valgte.")
)
_CHANGED = flash.message("person-roller", lambda: _("Rollerne er ændret. Personen skal logge ind igen."))
_OWN_CHANGED = flash.message("person-egne-roller", lambda: _("Dine roller er ændret."))
_UNCHANGED = flash.message("person-uaendret", lambda: _("Rollerne er, som de var."))
_CLOSED = flash.message("person-lukket", lambda: _("Kontoen er lukket, og personen er logget ud."))
_REOPENED = flash.message("person-aaben", lambda: _("Kontoen er åben igen."))

_SIGNED_OUT = flash.message("person-logget-ud", lambda: _("Personen er logget ud alle steder."))

_HERE = "/administration/personer"
#: What the list can be narrowed to besides roles, in the order of its links.
STATES: tuple[queries.State, ...] = ("", "aldrig", "lukket")


class InviteForm(msgspec.Struct):
    """Inviting somebody."""

    name: str
    email: str
    roles: Annotated[list[Role], msgspec.Meta(min_length=1)]


class RolesForm(msgspec.Struct):
    """What somebody is for."""

    roles: list[Role]


@get(_HERE)
def people(request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session]) -> Response[Any]:
    """Show the people, all or those searched for."""
    require(actor, Permission.ADMINISTER)
    if asks_about_cpr(request):
        return go_to(request, _HERE)
    text = request.query_params.get("q", "").strip()[:100]
    chosen = request.query_params.get("rolle", "")
    role = Role(chosen) if chosen in list(Role) else None
    number = request.query_params.get("side", "")
    state = next((one for one in STATES if one == request.query_params.get("vis")), STATES[0])
    found, paging = queries.people(db, text, role, page_number(number), state)

    def url(number: int = 1, role: Role | None = role, state: str = state) -> str:
        at = str(number) if number > 1 else ""
        asked = {"q": text, "rolle": role.value if role else "", "vis": state, "side": at}
        query = urlencode({name: value for name, value in asked.items() if value})
        return f"{_HERE}?{query}" if query else _HERE

    now = clock.now()
    return page(
        request,
        "desk/people.html",
        bounces=mail.bounces.among(db, [account.email for account in found]),
        people=[(account, standing(account, now)) for account in found],
        paging=paging,
        url=url,
        text=text,
        role=role,
        roles=list(Role),
        state=state,
        states=STATES,
    )


@get(f"{_HERE}/inviter")
def invite_page(request: Request, actor: NamedDependency[Actor]) -> Response[bytes]:
    """Show the form for an invitation."""
    require(actor, Permission.ADMINISTER)
    return _draw_invitation(request, Form(values={"roles": []}))


@post(f"{_HERE}/inviter")
def invite(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    posted: NamedDependency[FormMultiDict],
) -> Response[Any]:
    """Invite somebody."""
    require(actor, Permission.ADMINISTER)
    form = read(
        posted,
        InviteForm,
        {
            "name": _("Skriv personens navn."),
            "email": _("Skriv personens e-mailadresse."),
            "roles": _("Vælg mindst én rolle."),
        },
    )
    refine(form, "name", rules.fit_name)
    refine(form, "email", rules.normalised_email)
    if form.data is None:
        return _draw_invitation(request, form)
    asked = form.data
    settings = settings_of(request)
    try:
        account = administering.invite(
            db,
            actor,
            asked.email,
            name=asked.name,
            roles=asked.roles,
            locale=settings.language,
            base_url=settings.base_url,
            now=clock.now(),
        )
    except rules.Unfit as unfit:
        return _draw_invitation(request, form.reject("email", unfit.message))
    return go_to(request, f"{_HERE}/{account.id}", _ROLES_ADDED if account.confirmed_at else _INVITED)


@get(f"{_HERE}/{{account_id:str}}")
def person(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], account_id: FromPath[str]
) -> Response[bytes]:
    """Show one person."""
    require(actor, Permission.ADMINISTER)
    return _draw_person(request, db, administering.account_or_hidden(db, account_id))


@post(f"{_HERE}/{{account_id:str}}/roller")
def change_roles(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    posted: NamedDependency[FormMultiDict],
    account_id: FromPath[str],
) -> Response[Any]:
    """Give somebody other roles."""
    require(actor, Permission.ADMINISTER)
    account = administering.account_or_hidden(db, account_id)
    now = clock.now()
    form = read(posted, RolesForm)
    if form.data is None:
        return _draw_person(request, db, account, form)
    try:
        changed = administering.change_roles(db, actor, account, form.data.roles, now=now)
    except rules.Unfit as unfit:
        return _draw_person(request, db, account, form.reject("roles", unfit.message))
    here = f"{_HERE}/{account.id}"
    if changed and account.id == actor.account_id:  # other rights, another token
        return enter(request, db, account, back=here, now=now, messages=(_OWN_CHANGED,), keep_language=True)
    return go_to(request, here, _CHANGED if changed else _UNCHANGED)


@post(f"{_HERE}/{{account_id:str}}/inviter")
def invite_again(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], account_id: FromPath[str]
) -> Response[Any]:
    """Send a fresh invitation."""
    require(actor, Permission.ADMINISTER)
    account = administering.account_or_hidden(db, account_id)
    try:
        administering.invite_again(db, actor, account, base_url=settings_of(request).base_url, now=clock.now())
    except rules.Unfit as unfit:
        return _draw_person(request, db, account, problem=unfit.message)
    return go_to(request, f"{_HERE}/{account.id}", _INVITED)


@post(f"{_HERE}/{{account_id:str}}/luk")
def close(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], account_id: FromPath[str]
) -> Response[Any]:
    """Close an account."""
    require(actor, Permission.ADMINISTER)
    account = administering.account_or_hidden(db, account_id)
    try:
        administering.close(db, actor, account, now=clock.now())
    except rules.Unfit as unfit:
        return _draw_person(request, db, account, problem=unfit.message)
    return go_to(request, f"{_HERE}/{account.id}", _CLOSED)


@post(f"{_HERE}/{{account_id:str}}/log-ud")
def sign_out(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], account_id: FromPath[str]
) -> Response[Any]:
    """Sign somebody out everywhere."""
    require(actor, Permission.ADMINISTER)
    account = administering.account_or_hidden(db, account_id)
    administering.sign_out(db, actor, account, now=clock.now())
    return go_to(request, f"{_HERE}/{account.id}", _SIGNED_OUT)


@post(f"{_HERE}/{{account_id:str}}/aabn")
def reopen(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], account_id: FromPath[str]
) -> Response[Any]:
    """Open a closed account again."""
    require(actor, Permission.ADMINISTER)
    account = administering.account_or_hidden(db, account_id)
    administering.reopen(db, actor, account, now=clock.now())
    return go_to(request, f"{_HERE}/{account.id}", _REOPENED)


def _draw_invitation(request: Request, form: Form[Any]) -> Response[bytes]:
    roles = [(role.value, role_name(role)) for role in (Role.PROFESSIONAL, Role.ADMINISTRATOR)]
    return page(request, "desk/people_invite.html", status_code=form.status, form=form, roles=roles)


def _draw_person(
    request: Request, db: Session, account: Account, form: Form[Any] | None = None, problem: str = ""
) -> Response[bytes]:
    form = form or Form.showing({"roles": list(account.role_names)})
    if problem:
        form.reject("", problem)
    return page(
        request,
        "desk/people_one.html",
        status_code=form.status,
        account=account,
        bounce=mail.bounces.of(db, account.email),
        standing=standing(account, clock.now()),
        signed_in=sessions.number_open(db, account.id, clock.now()),
        form=form,
        roles=[(role.value, role_name(role)) for role in Role],
        lines=history.of_subject(db, "account", account.id),
    )


handlers = [people, invite_page, invite, person, change_roles, invite_again, close, sign_out, reopen]
