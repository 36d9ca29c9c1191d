"""A partner's organisations: those they are in, finding one to join, making one, and its details and members."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlalchemy.orm import Session

from registry import history
from registry.access import Actor, Hidden, Permission, may, require
from registry.i18n import gettext as _
from registry.partners import actions, forms, queries, rules
from registry.partners.labels import sectors, standings
from registry.partners.models import Organisation
from registry.web import clock, flash
from registry.web.forms import Form
from registry.web.http import Request, get, post
from registry.web.screening import asks_about_cpr, cpr_message
from registry.web.templates import go_to, page

CREATED = flash.message(
    "organisation-oprettet", lambda: _("Organisationen er oprettet. Nu kan I skrive jeres første tilbud.")
)
SAVED = flash.message("organisation-gemt", lambda: _("Oplysningerne er gemt."))
LAPSED = flash.message(
    "organisation-ses-igen",
    lambda: _("Oplysningerne er gemt. Navn eller CVR-nummer er nyt, så kommunen ser på jer igen."),
)
_FOUND = 20


@get("/mine/organisationer")
def organisations(request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session]) -> Response[Any]:
    """Show the partner's organisations, and let them find one to join."""
    require(actor, Permission.CREATE_ORGANISATION)
    if asks_about_cpr(request):
        return go_to(request, "/mine/organisationer?cpr=fjernet")
    sought = str(request.query_params.get("q") or "")[:200].strip()
    had_cpr = "cpr" in request.query_params
    asked = queries.waiting_for(db, actor.account_id or "")
    found = queries.find(db, sought, _FOUND)
    return page(
        request,
        "partners/organisations.html",
        status_code=422 if had_cpr else 200,
        form=Form(values={"q": sought}, errors={"q": cpr_message()} if had_cpr else {}),
        mine=queries.summaries(db, actor.organisations),
        asked=asked,
        asked_ids={one.id for one in asked},
        found=found,
        alike=queries.likely_duplicates(db, sought) if sought and not found else [],
        most=_FOUND,
    )


@get("/mine/organisationer/ny")
def new(request: Request, actor: NamedDependency[Actor]) -> Response[Any]:
    """Ask what a new organisation is."""
    require(actor, Permission.CREATE_ORGANISATION)
    if asks_about_cpr(request):
        return go_to(request, "/mine/organisationer/ny")
    name = str(request.query_params.get("navn") or "")[: rules.LONGEST_NAME]
    known = {"name": name, "contact_name": actor.name, "contact_email": actor.email}
    return _draw(request, Form(values=known))


@post("/mine/organisationer/ny")
def create(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    posted: NamedDependency[FormMultiDict],
) -> Response[Any]:
    """Make an organisation; one that probably exists is pointed out first."""
    require(actor, Permission.CREATE_ORGANISATION)
    form = forms.read_details(posted)
    if form.data is None:
        return _draw(request, form)
    overruled = posted.get("another") == rules.name_key(form.data.name)
    if not overruled and not _is_taken(db, form.data.cvr):
        duplicates = queries.likely_duplicates(db, form.data.name)
        if duplicates:
            return _draw(request, form, duplicates=duplicates, another=rules.name_key(form.data.name))
    try:
        actions.create(db, actor, form.data, now=clock.now())
    except actions.CvrTaken as taken:
        return _draw(request, _cvr_taken(form, taken.organisation), duplicates=[taken.organisation])
    return go_to(request, "/mine", CREATED)


@get("/mine/organisationer/{organisation_id:str}")
def organisation(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], organisation_id: FromPath[str]
) -> Response[Any]:
    """Show an organisation to its members: what it says of itself, who they are, and who asks to join.

    One that was merged leads on to the other.
    """
    other = queries.merged_into(db, organisation_id)
    if other is not None and other.id in actor.organisations:
        return go_to(request, f"/mine/organisationer/{other.id}")
    form: Form[Any] = Form(values={"role": rules.Standing.EDITOR.value})
    return draw_organisation(request, actor, db, own_organisation(db, actor, organisation_id), form)


def draw_organisation(
    request: Request, actor: Actor, db: Session, organisation: Organisation, form: Form[Any]
) -> Response[bytes]:
    """Draw an organisation for its members. `form`: of inviting a colleague."""
    people = queries.people_of(db, [organisation.id])
    return page(
        request,
        "partners/organisation.html",
        status_code=form.status,
        form=form,
        organisation=organisation,
        manages=may(actor, Permission.MANAGE_ORGANISATION, organisation),
        members=[person for person in people if person.joined_at],
        waiting=[person for person in people if not person.joined_at],
        invitations=queries.invitations(db, organisation.id, clock.now()),
        standings=list(standings().items()),
        story=history.of_subject(db, "organisation", organisation.id, limit=12),
    )


@get("/mine/organisationer/{organisation_id:str}/ret")
def edit(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], organisation_id: FromPath[str]
) -> Response[bytes]:
    """Show what an organisation says of itself, to be changed."""
    found = own_organisation(db, actor, organisation_id, manage=True)
    return _draw(request, Form.showing(actions.details_of(found)), found)


@post("/mine/organisationer/{organisation_id:str}/ret")
def save(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    organisation_id: FromPath[str],
    posted: NamedDependency[FormMultiDict],
) -> Response[Any]:
    """Save what an organisation says of itself."""
    found = own_organisation(db, actor, organisation_id, manage=True)
    form = forms.read_details(posted)
    if form.data is None:
        return _draw(request, form, found, seen=str(posted.get("seen") or ""))
    was_verified = found.verified_at is not None
    try:
        actions.change(db, actor, found, form.data, now=clock.now(), seen=str(posted.get("seen") or ""))
    except actions.CvrTaken as taken:
        return _draw(request, _cvr_taken(form, taken.organisation), found)
    except actions.Changed:
        form.reject("", _("En anden har rettet oplysningerne imens. Se efter, om jeres stadig passer, og gem så igen."))
        return _draw(request, form, found)
    lapsed = was_verified and found.verified_at is None
    return go_to(request, f"/mine/organisationer/{found.id}", LAPSED if lapsed else SAVED)


def own_organisation(db: Session, actor: Actor, organisation_id: str, *, manage: bool = False) -> Organisation:
    """Return an organisation that the actor is a member of; with `manage`, one that they own.

    Raises:
        SignInNeeded, Refused: the actor is no partner, or doesn't own it.
        Hidden: there is none, or it is another's.
    """
    permission = Permission.MANAGE_ORGANISATION if manage else Permission.BELONG_TO_ORGANISATION
    require(actor, permission)
    found = db.get(Organisation, organisation_id)
    if found is None:
        raise Hidden
    require(actor, permission, found)
    return found


def _is_taken(db: Session, cvr: str | None) -> bool:
    return cvr is not None and queries.by_cvr(db, cvr) is not None


def _cvr_taken(form: forms.DetailsForm, organisation: Organisation) -> forms.DetailsForm:
    said = _("%(name)s er allerede oprettet med det CVR-nummer. Bed om at blive medlem, eller ret nummeret")
    return form.reject("cvr", said % {"name": organisation.name})


def _draw(
    request: Request,
    form: forms.DetailsForm,
    organisation: Organisation | None = None,
    *,
    seen: str | None = None,
    duplicates: list[Organisation] | None = None,
    another: str = "",
) -> Response[bytes]:
    """Draw the form. `another`: sent along, it says that the organisation isn't one of the `duplicates`."""
    if organisation is not None and seen is None:
        seen = rules.fingerprint(actions.details_of(organisation))
    return page(
        request,
        "partners/form.html",
        status_code=422 if form.errors or duplicates else 200,
        form=form,
        organisation=organisation,
        seen=seen,
        duplicates=duplicates or [],
        another=another,
        sectors=sectors(),
    )


handlers = [organisations, new, create, organisation, edit, save]
