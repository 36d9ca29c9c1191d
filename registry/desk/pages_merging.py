"""Making one organisation of two: finding the other one, seeing what moves, and saying yes."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlalchemy.orm import Session

from registry.access import Actor
from registry.desk.pages_organisations import FASTER, base_url_of, found_organisation, url_of
from registry.i18n import gettext as _
from registry.offers import merging
from registry.partners import actions, queries, rules
from registry.web import clock, flash
from registry.web.http import Request, get, post
from registry.web.screening import asks_about_cpr
from registry.web.templates import go_to, page

MERGED = flash.message("organisationer-lagt-sammen", lambda: _("De er lagt sammen. Alle medlemmer får en mail."))


@get("/administration/organisationer/{organisation_id:str}/sammen")
def ask(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], organisation_id: FromPath[str]
) -> Response[Any]:
    """Let an administrator find the other one; with `med` it is chosen, and what moves is shown."""
    kept = found_organisation(db, actor, organisation_id)
    if asks_about_cpr(request):
        return go_to(request, f"{url_of(kept)}/sammen")
    if chosen := str(request.query_params.get("med") or ""):
        gone = found_organisation(db, actor, chosen)
        if gone.id != kept.id:
            moves = merging.moving(db, kept, gone)
            return page(
                request,
                "desk/merge.html",
                kept=kept,
                gone=gone,
                moves=moves,
                filled_in=rules.in_words(moves.fills_in),
                seen=merging.seen(kept, gone),
                obstacle=merging.why_not(actor, kept, gone),
            )
    sought = str(request.query_params.get("q") or "")[:200].strip()
    found = queries.find(db, sought) if sought else queries.likely_duplicates(db, kept.name, besides=kept.id)
    others = [one for one in found if one.id != kept.id]
    return page(request, "desk/merge_with.html", kept=kept, sought=sought, found=others)


@post("/administration/organisationer/{organisation_id:str}/sammen")
def merge(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    organisation_id: FromPath[str],
    posted: NamedDependency[FormMultiDict],
) -> Response[Any]:
    """Merge them."""
    kept = found_organisation(db, actor, organisation_id)
    where = url_of(kept)
    other = queries.by_id(db, str(posted.get("med") or ""))
    if other is None or other.id == kept.id or posted.get("seen") != merging.seen(kept, other):
        return go_to(request, where, FASTER)
    try:
        merging.merge(db, actor, kept, other, base_url=base_url_of(request), now=clock.now())
    except actions.Changed:
        return go_to(request, where, FASTER)
    return go_to(request, where, MERGED)


handlers = [ask, merge]
