"""Changing a published offer at once: what readers act on today, without waiting for review."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlalchemy.orm import Session

from registry.access import Actor
from registry.i18n import gettext as _
from registry.i18n import speaking
from registry.offers import at_once as at_once_rules
from registry.offers import automatic, deadlines, forms, show, upkeep
from registry.offers.actions import Changed
from registry.offers.forms import at_once as at_once_form
from registry.offers.models import Offer, OfferVersion
from registry.partners.models import Organisation
from registry.web import clock, flash
from registry.web.http import Request, get, post
from registry.web.templates import go_to, page

CONFIRMED = flash.message("tilbud-bekraeftet", lambda: _("Tak. Det er noteret, og datoen står ved tilbuddet."))
CHANGED = flash.message("rettet-med-det-samme", lambda: _("Rettet. Fagfolk kan se det med det samme."))
CHANGED_UNSEEN = flash.message("rettet-men-skjult", lambda: _("Rettet. Fagfolk ser det, når tilbuddet er fremme igen."))
SAME = flash.message("intet-rettet", lambda: _("Alt stod der allerede. Intet er ændret."))
DECLARED = flash.message("erklaering-fornyet", lambda: _("Tak. Erklæringen gælder i et år fra i dag."))
NOT_PUBLISHED = flash.warning(
    "ikke-offentligt", lambda: _("Tilbuddet er ikke godkendt endnu. Ret det i selve tilbuddet.")
)


@get("/mine/tilbud/{offer_id:str}/nu")
def at_once(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], offer_id: FromPath[str]
) -> Response[Any]:
    """Show what can be changed at once."""
    try:
        offer, version = upkeep.published_offer(db, actor, offer_id)
    except Changed:
        return go_to(request, f"/mine/tilbud/{offer_id}", NOT_PUBLISHED)
    return _draw(request, db, actor, offer, version, at_once_form.show(version.content, _around()))


@post("/mine/tilbud/{offer_id:str}/nu")
def change(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    offer_id: FromPath[str],
    posted: NamedDependency[FormMultiDict],
) -> Response[Any]:
    """Change it, or redraw the form when a button within it was pressed."""
    try:
        offer, version = upkeep.published_offer(db, actor, offer_id)
    except Changed:
        return go_to(request, f"/mine/tilbud/{offer_id}", NOT_PUBLISHED)
    form = at_once_form.read(posted, version.content, _around())
    if forms.pressed(posted):
        at_once_form.press(form, posted, _around())
        return _draw(request, db, actor, offer, version, form, pressed="add" if "add" in posted else "remove")
    if form.data is None:
        return _draw(request, db, actor, offer, version, form)
    with speaking("da"):  # history is written in one language
        differing = upkeep.change_at_once(db, actor, offer_id, form.data, now=clock.now())
    done = CHANGED if _is_found(db, offer) else CHANGED_UNSEEN
    return go_to(request, f"/mine/tilbud/{offer_id}", done if differing else SAME)


@post("/mine/tilbud/{offer_id:str}/bekraeft")
def confirm(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], offer_id: FromPath[str]
) -> Response[Any]:
    """Say of one offer that it still holds."""
    try:
        upkeep.published_offer(db, actor, offer_id)
    except Changed:
        return go_to(request, f"/mine/tilbud/{offer_id}", NOT_PUBLISHED)
    upkeep.confirm(db, actor, [offer_id], now=clock.now())
    return go_to(request, f"/mine/tilbud/{offer_id}", CONFIRMED)


@post("/mine/tilbud/{offer_id:str}/erklaer")
def declare(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    offer_id: FromPath[str],
    posted: NamedDependency[FormMultiDict],
) -> Response[Any]:
    """Renew the declaration about safety."""
    try:
        offer, version = upkeep.published_offer(db, actor, offer_id)
    except Changed:
        return go_to(request, f"/mine/tilbud/{offer_id}", NOT_PUBLISHED)
    declared_by, error = at_once_rules.declared_by(str(posted.get("declared_by", "")))
    if error:
        form = at_once_form.show(version.content, _around())
        form.values["declared_by"], form.errors["declared_by"] = declared_by, error
        return _draw(request, db, actor, offer, version, form)
    try:
        upkeep.declare(db, actor, offer_id, declared_by, now=clock.now())
    except Changed:  # what is declared has to be written first; its page says so
        return go_to(request, f"/mine/tilbud/{offer_id}")
    return go_to(request, f"/mine/tilbud/{offer_id}", DECLARED)


def _is_found(db: Session, offer: Offer) -> bool:
    """Whether professionals can find it now: neither paused nor hidden, and its organisation isn't suspended."""
    return offer.status == "live" and db.get_one(Organisation, offer.organisation_id).suspended_at is None


def _around() -> forms.Around:
    return forms.Around(today=clock.today())


def _draw(
    request: Request,
    db: Session,
    actor: Actor,
    offer: Offer,
    version: OfferVersion,
    form: forms.SectionForm,
    *,
    pressed: str = "",
) -> Response[bytes]:
    content = version.content
    form.values.setdefault("declared_by", at_once_rules.likely_declarer(content, actor.name))
    return page(
        request,
        "offers/at_once.html",
        block="weekly",
        status_code=form.status,
        offer=offer,
        content=content,
        form=form,
        is_found=_is_found(db, offer),
        url=f"/mine/tilbud/{offer.id}/nu",
        pressed=pressed,
        said=lambda _field: "",
        price_now=show.price(content) if content.price_dkk is not None else [],
        can_declare=deadlines.can_declare(content),
        lacks_declaration=deadlines.lacks_declaration(content),
        declared_until=deadlines.declared_until(content, offer.declaration_owed),
        table=at_once_rules.table_in_words(),
        is_trusted=automatic.is_trusted(db.get_one(Organisation, offer.organisation_id)),
    )


handlers = [at_once, change, confirm, declare]
