"""Other ways to a search and to what it found: the guide, step by step, and the map."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.di import NamedDependency
from sqlalchemy.orm import Session

from registry.matching import live
from registry.matching.guide import GuidePage
from registry.matching.on_map import MOST_ON_MAP, MapPage
from registry.matching.rank import search
from registry.matching.wish import Wish
from registry.web import clock
from registry.web.http import Request, get
from registry.web.templates import go_to, page, wants_part


@get("/find/guide")
def guide(request: Request, db: NamedDependency[Session]) -> Response[bytes]:
    """Show the form that asks step by step, filled in with the chips in the URL."""
    wish = Wish.from_query(request.query_params.multi_items())
    outcome = search(live.current(db), wish, now=clock.now(), limit=0, facets=False)
    return page(
        request,
        "matching/guide.html",
        block="find",
        guide=GuidePage(wish, outcome.total),
        is_part=wants_part(request),
    )


@get("/find/kort")
def on_map(request: Request, db: NamedDependency[Session]) -> Response[Any]:
    """Give the map its points; a browser that asks for a page is led to the list."""
    wish = Wish.from_query(request.query_params.multi_items()).on_page(1)
    if not wants_part(request):
        return go_to(request, wish.url())
    outcome = search(live.current(db), wish, now=clock.now(), limit=MOST_ON_MAP, facets=False)
    return page(request, "matching/_points.html", map=MapPage(wish, outcome))


handlers = [guide, on_map]
