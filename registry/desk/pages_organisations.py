"""Organisations as administrators see them: all of them, and one with its members, its story and its verification."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from litestar import Response
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.access import Actor, Hidden, Permission, require
from registry.desk import organisations as desk
from registry.desk.cvr import LookedUp
from registry.desk.history import with_places
from registry.history import HistoryLine
from registry.i18n import gettext as _
from registry.offers import standing
from registry.partners import actions, joining, queries
from registry.partners.models import Organisation
from registry.partners.verifying import has_seen, read_reason
from registry.web import clock, flash
from registry.web.forms import Form
from registry.web.http import Request, get, post
from registry.web.keyset import read_place
from registry.web.screening import asks_about_cpr
from registry.web.templates import go_to, page

VERIFIED = flash.message("organisation-bekraeftet", lambda: _("Organisationen er bekræftet. Medlemmerne får en mail."))
UNVERIFIED = flash.message(
    "organisation-ikke-bekraeftet", lambda: _("Bekræftelsen er taget tilbage. Medlemmerne får en mail.")
)
FASTER = flash.warning(
    "organisation-hurtigere",
    lambda: _("En anden var hurtigere, eller oplysningerne er ændret. Se efter, hvad der står nu."),
)
LET_IN = flash.message("desk-lukket-ind", lambda: _("Personen er nu medlem og har fået en mail."))
TURNED_AWAY = flash.message("desk-sagt-nej", lambda: _("Personen har fået en mail om, at svaret er nej."))
_STORY = 15


@get("/administration/organisationer")
def organisations(request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session]) -> Response[Any]:
    """List the organisations."""
    require(actor, Permission.ADMINISTER)
    query = request.query_params
    if asks_about_cpr(request):
        return go_to(request, "/administration/organisationer")
    text = str(query.get("q") or "")[:200].strip()
    standing: desk.Standing = next((one for one in desk.STANDINGS if one == query.get("vis", "")), "")
    rows, turning = desk.rows(db, standing, text, read_place(dict(query)))

    def url(under: desk.Standing = standing, **place: str) -> str:
        written = urlencode({name: value for name, value in {"vis": under, "q": text, **place}.items() if value})
        return f"/administration/organisationer?{written}" if written else "/administration/organisationer"

    return page(
        request,
        "desk/organisations.html",
        rows=rows,
        url=url,
        turning=turning,
        text=text,
        standing=standing,
        totals=desk.totals(db, text),
        standings=desk.STANDINGS,
    )


@get("/administration/organisationer/{organisation_id:str}")
def organisation(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], organisation_id: FromPath[str]
) -> Response[Any]:
    """Show one organisation; one that was merged leads on to the other."""
    require(actor, Permission.ADMINISTER)
    if other := queries.merged_into(db, organisation_id):
        return go_to(request, url_of(other))
    return draw(request, db, found_organisation(db, actor, organisation_id), Form())


@post("/administration/organisationer/{organisation_id:str}/bekraeft")
def verify(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    organisation_id: FromPath[str],
    posted: NamedDependency[FormMultiDict],
) -> Response[Any]:
    """Verify it, by one click on a usual reason or in own words."""
    found = found_organisation(db, actor, organisation_id)
    form, reason = read_reason(posted, _("Skriv, hvordan du ved, at de er dem, de siger"))
    if reason is None:
        return draw(request, db, found, form)
    if not has_seen(posted, found):
        return go_to(request, url_of(found), FASTER)
    try:
        actions.verify(db, actor, found, reason, base_url=base_url_of(request), now=clock.now())
    except actions.Changed:
        return go_to(request, url_of(found), FASTER)
    return go_to(request, url_of(found), VERIFIED)


@post("/administration/organisationer/{organisation_id:str}/tag-tilbage")
def unverify(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    organisation_id: FromPath[str],
    posted: NamedDependency[FormMultiDict],
) -> Response[Any]:
    """Take the verification back."""
    found = found_organisation(db, actor, organisation_id)
    form, reason = read_reason(posted, _("Skriv, hvorfor bekræftelsen tages tilbage. Medlemmerne får det at vide"))
    if reason is None:
        return draw(request, db, found, form)
    try:
        actions.unverify(db, actor, found, reason, base_url=base_url_of(request), now=clock.now())
    except actions.Changed:
        return go_to(request, url_of(found), FASTER)
    return go_to(request, url_of(found), UNVERIFIED)


@post("/administration/organisationer/{organisation_id:str}/luk-ind/{account_id:str}")
def let_in(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    organisation_id: FromPath[str],
    account_id: FromPath[str],
) -> Response[Any]:
    """Let somebody in where no member can."""
    found = found_organisation(db, actor, organisation_id)
    try:
        joining.let_in(db, actor, found, account_id, base_url=base_url_of(request), now=clock.now())
    except actions.Changed:
        return go_to(request, url_of(found), FASTER)
    return go_to(request, url_of(found), LET_IN)


@post("/administration/organisationer/{organisation_id:str}/sig-nej/{account_id:str}")
def turn_away(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    organisation_id: FromPath[str],
    account_id: FromPath[str],
) -> Response[Any]:
    """Say no to somebody where no member can."""
    found = found_organisation(db, actor, organisation_id)
    try:
        joining.turn_away(db, actor, found, account_id, base_url=base_url_of(request), now=clock.now())
    except actions.Changed:
        return go_to(request, url_of(found), FASTER)
    return go_to(request, url_of(found), TURNED_AWAY)


def found_organisation(db: Session, actor: Actor, organisation_id: str) -> Organisation:
    """Return an organisation to an administrator.

    Raises:
        SignInNeeded, Refused: the actor is none.
        Hidden: there is no such organisation.
    """
    require(actor, Permission.ADMINISTER)
    found = db.get(Organisation, organisation_id)
    if found is None:
        raise Hidden
    return found


def draw(
    request: Request, db: Session, organisation: Organisation, form: Form[Any], looked_up: LookedUp | None = None
) -> Response[bytes]:
    """Draw an organisation's page.

    Args:
        request: who asks.
        db: the transaction.
        organisation: which.
        form: of whatever was posted on it.
        looked_up: what the CVR register has just said.
    """
    people = queries.people_of(db, [organisation.id])
    lines = db.scalars(
        select(HistoryLine)
        .where(HistoryLine.organisation_id.in_(queries.ids_of(db, organisation.id)))
        .order_by(HistoryLine.at.desc(), HistoryLine.id)
        .limit(_STORY)
    ).all()
    rows, more = desk.offers_of(db, organisation.id, str(request.query_params.get("efter") or "")[:12])
    return page(
        request,
        "desk/organisation.html",
        status_code=form.status,
        form=form,
        organisation=organisation,
        invitations=queries.invitations(db, organisation.id, clock.now()),
        has_owner=queries.number_of_owners(db, organisation.id) > 0,
        members=[person for person in people if person.joined_at],
        asking=[person for person in people if not person.joined_at],
        offers=desk.offers_by_status(db, organisation.id),
        rows=rows,
        more=more,
        states=standing.states,
        duplicates=queries.likely_duplicates(db, organisation.name, besides=organisation.id),
        story=with_places(db, lines),
        looked_up=looked_up,
        former=queries.former_names(db, organisation.id),
    )


def url_of(organisation: Organisation) -> str:
    """Return the address of an organisation's page."""
    return f"/administration/organisationer/{organisation.id}"


def base_url_of(request: Request) -> str:
    """Return where links in mail lead."""
    url: str = request.app.state.settings.base_url
    return url


handlers = [organisations, organisation, verify, unverify, let_in, turn_away]
