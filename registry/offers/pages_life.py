"""What a partner does with a whole offer: send it, take it back, copy, delete, pause, resume, and begin a change."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlalchemy.orm import Session

from registry.access import Actor
from registry.i18n import gettext as _
from registry.offers import actions, automatic, letters, rules
from registry.offers.pages_offer import draw_offer
from registry.web import clock, flash
from registry.web.http import Request, get, post
from registry.web.templates import go_to, page

SENT = flash.message("tilbud-sendt", lambda: _("Tak. Tilbuddet er sendt, og vi har skrevet til jer på mail."))
WENT_THROUGH = flash.message(
    "tilbud-gik-igennem",
    lambda: _("Ændringen er godkendt automatisk, og fagfolk kan se den nu. Kommunen kan se efter bagefter."),
)
TAKEN_BACK = flash.message("tilbud-trukket", lambda: _("I har trukket tilbuddet tilbage. Nu kan I rette i det."))
TOO_LATE = flash.warning("tilbud-afgjort", lambda: _("Kommunen nåede at svare, før I trak det tilbage. Se svaret her."))
COPIED = flash.message(
    "tilbud-kopieret", lambda: _("Her er kopien. Se det hele igennem, især tider, pladser og trygge rammer.")
)
DELETED = flash.message("kladde-slettet", lambda: _("Kladden er slettet."))
PAUSED = flash.message("tilbud-paa-pause", lambda: _("Tilbuddet er på pause. Fagfolk kan ikke finde det nu."))
RESUMED = flash.message("tilbud-genoptaget", lambda: _("Fagfolk kan finde tilbuddet igen."))
STILL_HIDDEN = flash.warning(
    "tilbud-udloebet-imens", lambda: _("Pausen er slut, men noget er udløbet imens. Her står, hvad I skal gøre.")
)
EDITING = flash.message(
    "tilbud-rettes", lambda: _("Ret det, I vil. Det godkendte bliver stående, til kommunen har læst det nye.")
)
LOOK_AGAIN = flash.warning(
    "tilbud-aendret", lambda: _("En kollega har rettet noget, mens I læste. Se det igennem, og send så.")
)
STALE = flash.warning(
    "tilbud-anderledes", lambda: _("Tilbuddet har ændret sig, siden I åbnede siden. Sådan ser det ud nu.")
)


@post("/mine/tilbud/{offer_id:str}/indsend")
def submit(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    offer_id: FromPath[str],
    posted: NamedDependency[FormMultiDict],
) -> Response[Any]:
    """Send the text to the municipality; if something is missing, lead to the list of it."""
    offer = actions.own_offer(db, actor, offer_id)
    version = actions.newest_version(db, offer.id)
    if posted.get("revision") != str(version.revision):
        return go_to(request, _address(offer_id), LOOK_AGAIN)
    now = clock.now()
    try:
        actions.submit(db, actor, version, now=now)
    except actions.Incomplete:
        return draw_offer(request, db, offer, version, refused=True, status_code=422)
    except actions.Changed:
        return go_to(request, _address(offer_id), LOOK_AGAIN)
    if automatic.approve(db, version, now=now):
        return go_to(request, _address(offer_id), WENT_THROUGH)
    letters.submitted(db, actor, version, base_url=request.app.state.settings.base_url, now=now)
    return go_to(request, _address(offer_id), SENT)


@post("/mine/tilbud/{offer_id:str}/traek-tilbage")
def withdraw(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], offer_id: FromPath[str]
) -> Response[Any]:
    """Take a submitted text back."""
    offer = actions.own_offer(db, actor, offer_id)
    try:
        actions.withdraw(db, actor, actions.newest_version(db, offer.id), now=clock.now())
    except actions.Changed:
        return go_to(request, _address(offer_id), TOO_LATE)
    return go_to(request, _address(offer_id), TAKEN_BACK)


@post("/mine/tilbud/{offer_id:str}/kopier")
def copy(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], offer_id: FromPath[str]
) -> Response[Any]:
    """Begin a new offer from the text of this one."""
    version = actions.copy(db, actor, offer_id, now=clock.now())
    return go_to(request, _address(version.offer_id), COPIED)


@get("/mine/tilbud/{offer_id:str}/slet")
def ask_to_delete(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], offer_id: FromPath[str]
) -> Response[Any]:
    """Ask whether the draft may really go."""
    offer = actions.own_offer(db, actor, offer_id)
    version = actions.newest_version(db, offer.id)
    if version.status not in rules.EDITABLE:
        return go_to(request, _address(offer_id))
    return page(
        request,
        "offers/delete.html",
        offer=offer,
        offer_name=version.content.title or _("Tilbud uden navn"),
        is_public=offer.live_version_id is not None,
    )


@post("/mine/tilbud/{offer_id:str}/slet")
def delete(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], offer_id: FromPath[str]
) -> Response[Any]:
    """Delete the draft."""
    offer = actions.own_offer(db, actor, offer_id)
    is_public = offer.live_version_id is not None
    try:
        actions.delete_draft(db, actor, actions.newest_version(db, offer.id), now=clock.now())
    except actions.Changed:
        return go_to(request, _address(offer_id), STALE)
    return go_to(request, _address(offer_id) if is_public else "/mine", DELETED)


@post("/mine/tilbud/{offer_id:str}/pause")
def pause(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], offer_id: FromPath[str]
) -> Response[Any]:
    """Take the offer out of the search at once."""
    try:
        actions.pause(db, actor, offer_id, now=clock.now())
    except actions.Changed:
        return go_to(request, _address(offer_id), STALE)
    return go_to(request, _address(offer_id), PAUSED)


@post("/mine/tilbud/{offer_id:str}/genoptag")
def resume(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], offer_id: FromPath[str]
) -> Response[Any]:
    """Put the offer back into the search at once."""
    try:
        actions.resume(db, actor, offer_id, now=clock.now())
    except actions.Changed:
        return go_to(request, _address(offer_id), STALE)
    is_shown = actions.own_offer(db, actor, offer_id).status == "live"
    return go_to(request, _address(offer_id), RESUMED if is_shown else STILL_HIDDEN)


@post("/mine/tilbud/{offer_id:str}/ret")
def edit(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], offer_id: FromPath[str]
) -> Response[Any]:
    """Begin a change beside the live text, or go on with the one that has been begun."""
    version = actions.edit(db, actor, offer_id, now=clock.now())
    return go_to(request, _address(version.offer_id), EDITING)


def _address(offer_id: str) -> str:
    return f"/mine/tilbud/{offer_id}"


handlers = [submit, withdraw, copy, ask_to_delete, delete, pause, resume, edit]
