"""The partner's pages: their offers, and a new one. The pages of one offer are in `pages_offer`, `pages_section` and
`pages_life`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from litestar import Response
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from sqlalchemy.orm import Session

from registry.access import Actor, Permission, require
from registry.i18n import gettext as _
from registry.offers import (
    actions,
    addresses,
    deadlines,
    pages_at_once,
    pages_life,
    pages_offer,
    pages_season,
    pages_section,
    pages_transfer,
    queries,
    questions,
    standing,
    together,
)
from registry.offers.content import OfferContent
from registry.partners import queries as partner_queries
from registry.partners.models import Organisation
from registry.web import clock, flash
from registry.web.forms import Form
from registry.web.http import Request, get, post
from registry.web.templates import go_to, page

STARTED = flash.message(
    "tilbud-begyndt", lambda: _("Kladden er klar. Begynd, hvor I vil. Hvert afsnit gemmes for sig.")
)
#: Before everything else, what professionals can't find yet and somebody has to do something about.
_URGENCY = ("returned", "draft", "declined", "submitted", "approved")


@get("/mine")
def home(request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session]) -> Response[Any]:
    """Show a partner their organisations and offers, and a visitor what a partner gets."""
    if not actor.is_signed_in:
        return page(request, "offers/for_partners.html")
    require(actor, Permission.WRITE_OFFER)
    if elsewhere := partner_queries.address_without_organisation(actor):
        return go_to(request, elsewhere)
    offers = sorted(
        queries.own_offers(db, actor.organisations),
        key=lambda one: (_URGENCY.index(one.version_status), one.content.title.casefold()),
    )
    return page(
        request,
        "offers/home.html",
        organisations=partner_queries.summaries(db, actor.organisations),
        offers=offers,
        states=standing.states,
        troubles=addresses.troubles(db, [one.id for one in offers]),
        declare_by={one.id: deadlines.declare_by(one.undeclared_since) for one in offers if one.undeclared_since},
        awaited=together.awaited(db, [one.id for one in offers]),
        joined=together.joined(db, actor.organisations),
        questions=_questions(db, actor, offers),
        lacking={one.id: len(standing.lacking(one.content, clock.today())) for one in offers},
    )


def _questions(db: Session, actor: Actor, offers: Sequence[queries.OwnOffer]) -> dict[str, int]:
    """Return how many new policy questions wait, by offer."""
    waiting = questions.waiting(db, actor.organisations)
    left = {one.id: len(questions.unanswered(waiting.get(one.id, ()), one.content)) for one in offers}
    return {offer_id: number for offer_id, number in left.items() if number}


@get("/mine/tilbud/ny")
def new(request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session]) -> Response[Any]:
    """Tell what will be asked, and ask which organisation it is for when there are several."""
    require(actor, Permission.WRITE_OFFER)
    if elsewhere := partner_queries.address_without_organisation(actor):
        return go_to(request, elsewhere)
    return _new(request, actor, db)


@post("/mine/tilbud/ny")
def start(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    posted: NamedDependency[FormMultiDict],
) -> Response[Any]:
    """Begin a draft."""
    require(actor, Permission.WRITE_OFFER)
    if elsewhere := partner_queries.address_without_organisation(actor):
        return go_to(request, elsewhere)
    only = next(iter(actor.organisations)) if len(actor.organisations) == 1 else ""
    organisation = db.get(Organisation, str(posted.get("organisation") or only))
    if organisation is None:
        return _new(request, actor, db, error=_("Vælg den organisation, der står bag tilbuddet"))
    version = actions.start(db, actor, organisation, now=clock.now())
    return go_to(request, f"/mine/tilbud/{version.offer_id}", STARTED)


def _new(request: Request, actor: Actor, db: Session, error: str = "") -> Response[bytes]:
    form: Form[OfferContent] = Form(errors={"organisation": error} if error else {})
    organisations = partner_queries.summaries(db, actor.organisations)
    return page(request, "offers/new.html", status_code=form.status, form=form, organisations=organisations)


handlers = [
    home,
    new,
    start,
    *pages_season.handlers,
    *pages_offer.handlers,
    *pages_at_once.handlers,
    *pages_section.handlers,
    *pages_life.handlers,
    *pages_transfer.handlers,
]
