"""What happens to offers on shortlists: kept, moved, annotated, removed. In place with htmx, a new page without."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlalchemy.orm import Session

from registry.access import Actor
from registry.i18n import gettext as _
from registry.shortlists import actions, queries, rules
from registry.shortlists.view import draw_list, draw_menu, refused, typed
from registry.web import clock, flash
from registry.web.addresses import own_path
from registry.web.http import Request, post
from registry.web.templates import go_to, wants_part

_ITEM = "/samlinger/{list_id:str}/tilbud/{offer_id:str}"

_KEPT = flash.message("tilbud-gemt", lambda: _("Tilbuddet er gemt i samlingen."))
_REMOVED = flash.message("tilbud-fjernet", lambda: _("Tilbuddet er fjernet fra samlingen."))
_NOTED = flash.message("note-gemt", lambda: _("Noten er gemt."))


@post(f"{_ITEM}/flyt")
def move(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    posted: NamedDependency[FormMultiDict],
    list_id: FromPath[str],
    offer_id: FromPath[str],
) -> Response[Any]:
    """Move an offer one place up or down."""
    downwards = typed(posted, "retning") == "ned"
    actions.move(db, actor, list_id, offer_id, "down" if downwards else "up", now=clock.now())
    if not wants_part(request):
        return go_to(request, f"/samlinger/{list_id}#tilbud-{offer_id}")
    entries = queries.entries(db, list_id)
    moved = next(entry for entry in entries if entry.offer_id == offer_id)
    at_the_end = moved.number == (len(entries) if downwards else 1)
    button = "ned" if downwards != at_the_end else "op"  # the button that is gone at the end gives way to the other
    said = _("%(title)s er nu nummer %(n)s af %(all)s.") % {
        "title": moved.title,
        "n": moved.number,
        "all": len(entries),
    }
    return draw_list(
        request, db, queries.own_list(db, actor, list_id), entries, focus=f"{button}-{offer_id}", said=said
    )


@post(f"{_ITEM}/fjern")
def remove(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    list_id: FromPath[str],
    offer_id: FromPath[str],
) -> Response[Any]:
    """Take an offer off the list."""
    actions.remove(db, actor, list_id, offer_id, now=clock.now())
    if not wants_part(request):
        return go_to(request, f"/samlinger/{list_id}", _REMOVED)
    said = _("Tilbuddet er fjernet fra samlingen.")
    return draw_list(request, db, queries.own_list(db, actor, list_id), focus="offers-title", said=said)


@post(f"{_ITEM}/note")
def annotate(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    posted: NamedDependency[FormMultiDict],
    list_id: FromPath[str],
    offer_id: FromPath[str],
) -> Response[Any]:
    """Write a note on an offer."""
    try:
        actions.annotate(db, actor, list_id, offer_id, typed(posted, "note"), now=clock.now())
    except rules.UnfitText as unfit:
        field = f"note-{offer_id}"
        form = refused(field, unfit)
        return draw_list(request, db, queries.own_list(db, actor, list_id), form=form, focus=field, said=unfit.message)
    if not wants_part(request):
        return go_to(request, f"/samlinger/{list_id}#tilbud-{offer_id}", _NOTED)
    focus = f"ret-{offer_id}"
    return draw_list(request, db, queries.own_list(db, actor, list_id), focus=focus, said=_("Noten er gemt."))


@post("/samlinger/gem/{offer_id:str}")
def keep_offer(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    posted: NamedDependency[FormMultiDict],
    offer_id: FromPath[str],
) -> Response[Any]:
    """Put an offer on a shortlist (`gem`), on a new one (`navn`), or take it off (`fjern`), and go back (`tilbage`)."""
    back = own_path(typed(posted, "tilbage"), f"/tilbud/{offer_id}").split("#")[0]
    try:
        list_id = _keep(db, actor, offer_id, posted)
    except rules.UnfitText as unfit:
        return draw_menu(request, db, actor, offer_id, back, form=refused("navn", unfit))
    is_removed = "fjern" in posted
    if not wants_part(request):
        return go_to(request, f"{back}#gem-{offer_id}", _REMOVED if is_removed else _KEPT)
    return draw_menu(request, db, actor, offer_id, back, touched=list_id)


def _keep(db: Session, actor: Actor, offer_id: str, posted: FormMultiDict) -> str:
    """Do what was asked and return the shortlist it was about."""
    now = clock.now()
    if list_id := typed(posted, "fjern"):
        actions.remove(db, actor, list_id, offer_id, now=now)
        return list_id
    list_id = typed(posted, "gem") or actions.create(db, actor, typed(posted, "navn"), now=now).id
    actions.add(db, actor, list_id, offer_id, now=now)
    return list_id


handlers = [move, remove, annotate, keep_offer]
