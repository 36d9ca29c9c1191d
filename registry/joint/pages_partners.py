"""The page on which the organisation that leads an offer asks others to stand behind it."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlalchemy.orm import Session

from registry.access import Actor, Refused
from registry.i18n import gettext as _
from registry.joint import actions, letters
from registry.offers import actions as offer_actions
from registry.offers import together
from registry.offers.actions import Changed
from registry.partners import labels
from registry.partners import queries as partner_queries
from registry.partners.models import Organisation
from registry.web import clock, flash
from registry.web.forms import Form
from registry.web.http import Request, get, post
from registry.web.screening import asks_about_cpr
from registry.web.templates import go_to, page

#: Templates draw organisations with what this registers.
_DRAWN_WITH = labels

INVITED = flash.message("medpartner-spurgt", lambda: _("De har fået en mail. I får svar på mail, og det står her."))
REMOVED = flash.message("medpartner-fjernet", lambda: _("Organisationen er ikke længere med om tilbuddet."))
STALE = flash.warning("medpartner-andet", lambda: _("Der er sket noget, siden I åbnede siden. Sådan ser det ud nu."))
_FOUND = 10


@get("/mine/tilbud/{offer_id:str}/sammen")
def partners(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], offer_id: FromPath[str]
) -> Response[Any]:
    """Show who is asked and what they have said, and find others to ask."""
    offer_actions.own_offer(db, actor, offer_id)
    if asks_about_cpr(request):
        return go_to(request, _address(offer_id))
    text = str(request.query_params.get("q") or "")[:200].strip()
    return _draw(request, db, actor, offer_id, Form.showing({"q": text}))


@post("/mine/tilbud/{offer_id:str}/sammen")
def invite(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    offer_id: FromPath[str],
    posted: NamedDependency[FormMultiDict],
) -> Response[Any]:
    """Ask an organisation."""
    offer_actions.own_offer(db, actor, offer_id)
    form: Form[Any] = Form.showing({"q": str(posted.get("q") or "")[:200]})
    organisation = db.get(Organisation, str(posted.get("organisation") or ""))
    if organisation is None:
        return _draw(request, db, actor, offer_id, form.reject("q", _("Søg, og vælg en organisation på listen")))
    base_url = request.app.state.settings.base_url
    try:
        actions.invite(db, actor, offer_id, organisation, base_url=base_url, now=clock.now())
    except Changed:
        return go_to(request, _address(offer_id), STALE)
    except Refused as refused:
        return _draw(request, db, actor, offer_id, form.reject("q", str(refused)))
    return go_to(request, _address(offer_id), INVITED)


@post("/mine/tilbud/{offer_id:str}/sammen/{organisation_id:str}/fjern")
def remove(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    offer_id: FromPath[str],
    organisation_id: FromPath[str],
) -> Response[Any]:
    """Ask an organisation no more."""
    offer_actions.own_offer(db, actor, offer_id)
    organisation = db.get(Organisation, organisation_id)
    base_url = request.app.state.settings.base_url
    try:
        if organisation is None:
            raise Changed
        actions.remove(db, actor, offer_id, organisation, base_url=base_url, now=clock.now())
    except Changed:
        return go_to(request, _address(offer_id), STALE)
    return go_to(request, _address(offer_id), REMOVED)


def _address(offer_id: str) -> str:
    return f"/mine/tilbud/{offer_id}/sammen"


def _draw(request: Request, db: Session, actor: Actor, offer_id: str, form: Form[Any]) -> Response[bytes]:
    offer = offer_actions.own_offer(db, actor, offer_id)
    asked = together.partners(db, offer.id)
    taken = {offer.organisation_id, *(one.organisation.id for one in asked if one.is_awaited or one.is_behind)}
    text = str(form.value("q"))
    found = partner_queries.find(db, text, _FOUND + 1) if text else []
    return page(
        request,
        "joint/partners.html",
        status_code=form.status,
        offer=offer,
        offer_name=letters.title_of(db, offer),
        organisation=db.get_one(Organisation, offer.organisation_id),
        partners=asked,
        found=[one for one in found[:_FOUND] if one.id not in taken],
        known=[one for one in found[:_FOUND] if one.id in taken],
        is_more=len(found) > _FOUND,
        form=form,
        url=_address(offer.id),
    )


handlers = [partners, invite, remove]
