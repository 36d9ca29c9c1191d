"""The pages of shortlists: all of them, one of them, and one that is shared."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlalchemy.orm import Session

from registry.access import Actor, Hidden
from registry.i18n import gettext as _
from registry.shortlists import actions, pages_offers, queries, rules
from registry.shortlists.view import draw_all, draw_list, refused, typed
from registry.web import clock, flash
from registry.web.errors import error_page
from registry.web.forms import Form
from registry.web.http import Request, get, post
from registry.web.templates import go_to, page

_CREATED = flash.message("samling-oprettet", lambda: _("Samlingen er oprettet."))
_RENAMED = flash.message("samling-omdoebt", lambda: _("Samlingen har fået nyt navn."))
_DELETED = flash.message("samling-slettet", lambda: _("Samlingen er slettet."))
_SHARED = flash.message("samling-delt", lambda: _("Samlingen kan nu læses af alle, der har linket."))
_UNSHARED = flash.message("samling-lukket", lambda: _("Linket virker ikke længere."))


@get("/samlinger")
def index(request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session]) -> Response[bytes]:
    """Show a person's shortlists."""
    return draw_all(request, db, actor, Form())


@post("/samlinger")
def create(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    posted: NamedDependency[FormMultiDict],
) -> Response[Any]:
    """Begin a shortlist."""
    try:
        made = actions.create(db, actor, typed(posted, "navn"), now=clock.now())
    except rules.UnfitText as unfit:
        return draw_all(request, db, actor, refused("navn", unfit))
    return go_to(request, f"/samlinger/{made.id}", _CREATED)


@get("/samlinger/{list_id:str}")
def one(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], list_id: FromPath[str]
) -> Response[bytes]:
    """Show one shortlist."""
    return draw_list(request, db, queries.own_list(db, actor, list_id))


@post("/samlinger/{list_id:str}/navn")
def rename(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    posted: NamedDependency[FormMultiDict],
    list_id: FromPath[str],
) -> Response[Any]:
    """Give it another name."""
    try:
        actions.rename(db, actor, list_id, typed(posted, "navn"), now=clock.now())
    except rules.UnfitText as unfit:
        return draw_list(request, db, queries.own_list(db, actor, list_id), form=refused("navn", unfit))
    return go_to(request, f"/samlinger/{list_id}", _RENAMED)


@get("/samlinger/{list_id:str}/slet")
def confirm_delete(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], list_id: FromPath[str]
) -> Response[bytes]:
    """Ask before deleting."""
    found = queries.own_list(db, actor, list_id)
    return page(request, "shortlists/delete.html", shortlist=found)


@post("/samlinger/{list_id:str}/slet")
def delete(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], list_id: FromPath[str]
) -> Response[Any]:
    """Delete it."""
    actions.delete(db, actor, list_id)
    return go_to(request, "/samlinger", _DELETED)


@post("/samlinger/{list_id:str}/del")
def share(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], list_id: FromPath[str]
) -> Response[Any]:
    """Make the read-only link."""
    actions.share(db, actor, list_id)
    return go_to(request, f"/samlinger/{list_id}#deling", _SHARED)


@post("/samlinger/{list_id:str}/stop-deling")
def unshare(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], list_id: FromPath[str]
) -> Response[Any]:
    """Withdraw the link."""
    actions.unshare(db, actor, list_id)
    return go_to(request, f"/samlinger/{list_id}#deling", _UNSHARED)


@get("/delt/{token:str}")
def shared(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], token: FromPath[str]
) -> Response[bytes]:
    """Show a shortlist to whoever has the link."""
    try:
        found = queries.shared_list(db, token)
    except Hidden:
        return error_page(
            request,
            404,
            _("Linket er lukket, eller det er ikke kommet helt med. Bed den, du fik det af, om et nyt."),
            title=_("Samlingen kan ikke læses her"),
        )
    return page(
        request,
        "shortlists/shared.html",
        headers={"cache-control": "no-store", "x-robots-tag": "noindex, nofollow"},
        shortlist=found,
        entries=queries.entries(db, found.id),
    )


handlers = [
    index,
    create,
    one,
    rename,
    confirm_delete,
    delete,
    share,
    unshare,
    shared,
    *pages_offers.handlers,
]
