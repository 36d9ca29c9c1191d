"""Moving an offer to another organisation: by an owner of both, or by an administrator to any of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from litestar import Response
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlalchemy.orm import Session

from registry.access import Actor, Permission, may
from registry.i18n import gettext as _
from registry.offers import actions, letters, transferring
from registry.offers.models import Offer
from registry.partners import queries as partner_queries
from registry.partners.models import Organisation
from registry.web import clock, flash
from registry.web.forms import Form
from registry.web.http import Request, get, post
from registry.web.screening import asks_about_cpr
from registry.web.templates import go_to, page

MOVED = flash.message(
    "tilbud-flyttet", lambda: _("Tilbuddet er flyttet. De andre i begge organisationer får besked på mail.")
)
FASTER = flash.warning("tilbud-flyttet-forinden", lambda: _("Tilbuddet er flyttet i mellemtiden. Se efter igen."))
_FOUND = 20


@get("/tilbud/{offer_id:str}/flyt")
def ask(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], offer_id: FromPath[str]
) -> Response[Any]:
    """Ask where an offer belongs: an owner chooses among their own, an administrator searches."""
    offer = transferring.movable_offer(db, actor, offer_id)
    if asks_about_cpr(request):
        return go_to(request, f"/tilbud/{offer_id}/flyt")
    sought = str(request.query_params.get("q") or "")[:200].strip()
    return _draw(request, actor, db, offer, Form(values={"q": sought}))


@post("/tilbud/{offer_id:str}/flyt")
def move(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    offer_id: FromPath[str],
    posted: NamedDependency[FormMultiDict],
) -> Response[Any]:
    """Move it."""
    offer = transferring.movable_offer(db, actor, offer_id)
    if posted.get("fra") != offer.organisation_id:
        return go_to(request, f"/tilbud/{offer_id}/flyt", FASTER)
    sought = str(posted.get("q") or "")[:200]
    form: Form[Any] = Form(values={"q": sought})
    chosen = next((one for one in _choices(db, actor, offer, sought) if one.id == posted.get("til")), None)
    if chosen is None:
        return _draw(request, actor, db, offer, form.reject("til", _("Vælg, hvilken organisation tilbuddet hører til")))
    now = clock.now()
    try:
        before = transferring.transfer(db, actor, offer, chosen, now=now)
    except actions.Changed:
        return go_to(request, f"/tilbud/{offer_id}/flyt", FASTER)
    title = actions.newest_version(db, offer.id).content.title or _("Tilbud uden navn")
    letters.transferred(db, actor, [title], before, chosen, base_url=request.app.state.settings.base_url, now=now)
    return go_to(request, _home(actor, offer), MOVED)


def _home(actor: Actor, offer: Offer) -> str:
    """Where the actor sees the offer with its organisation."""
    is_theirs = offer.organisation_id in actor.organisations
    return f"/mine/tilbud/{offer.id}" if is_theirs else f"/administration/organisationer/{offer.organisation_id}"


def _choices(db: Session, actor: Actor, offer: Offer, sought: str) -> Sequence[Organisation]:
    if may(actor, Permission.ADMINISTER):
        found = partner_queries.find(db, sought, _FOUND)
    else:
        found = [one.organisation for one in partner_queries.summaries(db, actor.owned)]
    return [one for one in found if one.id != offer.organisation_id]


def _draw(request: Request, actor: Actor, db: Session, offer: Offer, form: Form[Any]) -> Response[bytes]:
    version = actions.newest_version(db, offer.id)
    return page(
        request,
        "offers/transfer.html",
        status_code=form.status,
        form=form,
        offer=offer,
        offer_name=version.content.title or _("Tilbud uden navn"),
        organisation=db.get_one(Organisation, offer.organisation_id),
        searches=may(actor, Permission.ADMINISTER),
        choices=_choices(db, actor, offer, str(form.value("q"))),
        back=_home(actor, offer),
    )


handlers = [ask, move]
