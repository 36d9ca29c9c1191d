"""An offer's own pages: its task list, which also tells how it stands, and what professionals will see."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlalchemy.orm import Session

from registry import history
from registry.access import Actor
from registry.i18n import gettext as _
from registry.offers import (
    actions,
    addresses,
    automatic,
    queries,
    questions,
    rules,
    season,
    standing,
    suggesting,
    together,
)
from registry.offers.models import Offer, OfferVersion
from registry.partners.models import Organisation
from registry.web import clock
from registry.web.http import Request, get
from registry.web.templates import go_to, page


@get("/mine/tilbud/{offer_id:str}")
def offer(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], offer_id: FromPath[str]
) -> Response[Any]:
    """Show an offer's task list, and where it stands; one that ended as the same as another leads to that one."""
    if instead := queries.merged_into(db, offer_id):
        return go_to(request, f"/tilbud/{instead}")
    found = actions.own_offer(db, actor, offer_id)
    return draw_offer(request, db, found, actions.newest_version(db, found.id))


@get("/mine/tilbud/{offer_id:str}/vis")
def preview(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], offer_id: FromPath[str]
) -> Response[bytes]:
    """Show the offer as professionals will see it."""
    found = actions.own_offer(db, actor, offer_id)
    version = actions.newest_version(db, found.id)
    organisation = db.get_one(Organisation, found.organisation_id)
    return page(
        request,
        "offers/preview.html",
        offer=found,
        content=version.content,
        organisation=organisation,
        partners=together.behind(db, [found.id]).get(found.id, ()),
        is_live=version.id == found.live_version_id and found.status == "live" and not organisation.suspended_at,
    )


def draw_offer(
    request: Request, db: Session, offer: Offer, version: OfferVersion, *, refused: bool = False, status_code: int = 200
) -> Response[bytes]:
    """Draw an offer's task list; `refused`: it was sent, but something is missing."""
    organisation = db.get_one(Organisation, offer.organisation_id)
    today, content = clock.today(), version.content
    remarks: list[standing.Remark] = []
    if version.status in ("returned", "declined", "approved"):
        verdicts = queries.verdicts_on(db, version.id)
        remarks = standing.remarks(queries.comments_on(db, version.id), verdicts.values())
    suggestions = suggesting.suggest(
        content, askable=suggesting.askable(organisation.sector, today), dismissed=version.dismissed
    )
    return page(
        request,
        "offers/offer.html",
        status_code=status_code,
        offer=offer,
        version=version,
        organisation=organisation,
        offer_name=content.title or _("Tilbud uden navn"),
        states=standing.states(offer.status, version.status, suspended=organisation.suspended_at is not None),
        tasks=standing.tasks(content, today, remarks),
        remarks=remarks,
        suggestions=suggestions.total,
        is_editable=version.status in rules.EDITABLE,
        goes_through=version.status in rules.EDITABLE and automatic.may_go_through(db, offer, version),
        is_public=offer.live_version_id is not None,
        kept=standing.kept(offer, db.get_one(OfferVersion, offer.live_version_id), today)
        if offer.live_version_id
        else None,
        refused=refused,
        questions=len(questions.unanswered(questions.waiting_for(db, offer.id), content)),
        problems=queries.open_problems(db, offer.id),
        troubles=addresses.troubles(db, [offer.id]).get(offer.id, []),
        partners=together.partners(db, offer.id),
        wish=together.wish(db, offer.id),
        is_seeking=together.is_open(together.wish(db, offer.id), today),
        replies=together.unanswered_replies(db, offer.id),
        predecessor=season.predecessor(db, offer),
        story=standing.story(history.of_subject(db, "offer", offer.id, limit=40))[:12],
    )


handlers = [offer, preview]
