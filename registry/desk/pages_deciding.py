"""What administrators decide about an organisation besides who it is: suspending it, trusting it, and who owns it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Annotated, Any

import msgspec
from litestar import Response
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlalchemy.orm import Session

from registry.access import Actor
from registry.accounts import rules as account_rules
from registry.accounts.reading import refine
from registry.desk.pages_organisations import FASTER, base_url_of, draw, found_organisation, url_of
from registry.i18n import gettext as _
from registry.partners import actions, colleagues, deciding, rules
from registry.web import clock, flash
from registry.web.forms import read
from registry.web.http import Request, post
from registry.web.screening import on_one_line, screen
from registry.web.templates import go_to

SUSPENDED = flash.message(
    "organisation-suspenderet",
    lambda: _("Organisationen er suspenderet. Fagfolk finder ikke dens tilbud, og medlemmerne får en mail."),
)
LIFTED = flash.message(
    "organisation-ophaevet", lambda: _("Suspenderingen er ophævet. Fagfolk kan finde dens tilbud igen.")
)
TRUSTED = flash.message(
    "organisation-tillid", lambda: _("Små ændringer fra organisationen går nu igennem. Medlemmerne får en mail.")
)
NOT_TRUSTED = flash.message(
    "organisation-uden-tillid", lambda: _("Kommunen læser igen alle ændringer. Medlemmerne får en mail.")
)


MADE_OWNER = flash.message("desk-ny-ejer", lambda: _("Personen er nu ejer."))
INVITED = flash.message("desk-ejer-inviteret", lambda: _("Invitationen er sendt. Den gælder i 14 dage."))


class Invited(msgspec.Struct):
    """Whom to ask in as an owner."""

    owner_email: str


class Suspension(msgspec.Struct):
    """Why an organisation is suspended."""

    suspend_reason: Annotated[str, msgspec.Meta(max_length=rules.LONGEST_REASON)]


@post("/administration/organisationer/{organisation_id:str}/suspender")
def suspend(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    organisation_id: FromPath[str],
    posted: NamedDependency[FormMultiDict],
) -> Response[Any]:
    """Hide all its offers, with a reason that its people are told."""
    found = found_organisation(db, actor, organisation_id)
    missing = _("Skriv, hvorfor organisationen bliver suspenderet. Medlemmerne får det at vide")
    form = read(posted, Suspension)
    if not form.value("suspend_reason"):
        form.reject("suspend_reason", missing)
    screen(on_one_line(form, ["suspend_reason"]))
    if form.data is None:
        return draw(request, db, found, form)
    reason = " ".join(form.data.suspend_reason.split())

    def act() -> None:
        deciding.suspend(db, actor, found, reason, base_url=base_url_of(request), now=clock.now())

    return go_to(request, url_of(found), _said(act, SUSPENDED))


@post("/administration/organisationer/{organisation_id:str}/ejer/{account_id:str}")
def make_owner(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    organisation_id: FromPath[str],
    account_id: FromPath[str],
) -> Response[Any]:
    """Make a member an owner, where no owner is left to do it."""
    found = found_organisation(db, actor, organisation_id)

    def act() -> None:
        colleagues.change_role(db, actor, found, account_id, rules.Standing.OWNER, now=clock.now())

    return go_to(request, url_of(found), _said(act, MADE_OWNER))


@post("/administration/organisationer/{organisation_id:str}/inviter")
def invite(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    organisation_id: FromPath[str],
    posted: NamedDependency[FormMultiDict],
) -> Response[Any]:
    """Ask an owner in by mail, where nobody is there to ask."""
    found = found_organisation(db, actor, organisation_id)
    form = screen(read(posted, Invited, {"owner_email": _("Skriv e-mailadressen på den, der skal være ejer")}))
    refine(form, "owner_email", account_rules.normalised_email)
    if form.data is None:
        return draw(request, db, found, form)
    email, role = form.data.owner_email, rules.Standing.OWNER
    try:
        colleagues.invite(db, actor, found, email, role, base_url=base_url_of(request), now=clock.now())
    except actions.Changed:
        return draw(request, db, found, form.reject("owner_email", _("Personen er allerede medlem")))
    return go_to(request, url_of(found), INVITED)


@post("/administration/organisationer/{organisation_id:str}/ophaev")
def lift(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], organisation_id: FromPath[str]
) -> Response[Any]:
    """Show its offers again."""
    return _decide(request, db, actor, organisation_id, deciding.lift, LIFTED)


@post("/administration/organisationer/{organisation_id:str}/tillid")
def trust(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], organisation_id: FromPath[str]
) -> Response[Any]:
    """Let small changes to its approved offers be approved automatically."""
    return _decide(request, db, actor, organisation_id, deciding.trust, TRUSTED)


@post("/administration/organisationer/{organisation_id:str}/tag-tillid")
def trust_no_longer(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], organisation_id: FromPath[str]
) -> Response[Any]:
    """Let an administrator read every change again."""
    return _decide(request, db, actor, organisation_id, deciding.trust_no_longer, NOT_TRUSTED)


def _decide(
    request: Request, db: Session, actor: Actor, organisation_id: str, decision: Callable[..., None], done: str
) -> Response[Any]:
    """Decide something that needs no words of one's own, and go back to the organisation."""
    found = found_organisation(db, actor, organisation_id)
    act = partial(decision, db, actor, found, base_url=base_url_of(request), now=clock.now())
    return go_to(request, url_of(found), _said(act, done))


def _said(act: Callable[[], None], done: str) -> str:
    """Act, and return the message: that it is done, or that somebody was faster."""
    try:
        act()
    except actions.Changed:
        return FASTER
    return done


handlers = [suspend, lift, trust, trust_no_longer, make_owner, invite]
