"""The front page, the pages about Sammen, the choice of language, and whether the registry is well."""

from __future__ import annotations

import datetime as dt
from typing import Any

from litestar import Response
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.exceptions import MethodNotAllowedException, NotFoundException
from litestar.response import Redirect
from sqlalchemy.orm import Session

from registry import vocabulary
from registry.access import Actor
from registry.db import Database
from registry.front import frameworks, kept
from registry.i18n import LOCALES
from registry.matching import live
from registry.offers.queries import number_of_live_offers
from registry.web import clock
from registry.web.addresses import own_path
from registry.web.http import Request, get, post
from registry.web.security import language_cookie
from registry.web.templates import page

#: When the statement on accessibility was last gone through.
_STATED_ON = dt.date(2026, 11, 22)


@get("/")
def front(request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session]) -> Response[bytes]:
    """Show the search box at once, and three doors."""
    return page(request, "front/front.html", offers=number_of_live_offers(db))


@get("/om")
def about(request: Request, actor: NamedDependency[Actor]) -> Response[bytes]:
    """Tell who is behind Sammen and how offers are approved."""
    words = vocabulary.current()
    known = frameworks.facts(words, clock.today())
    return page(request, "front/about.html", municipality=words.municipality, frameworks=known)


@get("/privatliv")
def privacy(request: Request, actor: NamedDependency[Actor]) -> Response[bytes]:
    """Tell what is kept and what is not."""
    return page(
        request,
        "front/privacy.html",
        municipality=vocabulary.current().municipality,
        kept=kept.about_people(),
        cookies=kept.cookies(),
    )


@get("/tilgaengelighed")
def accessibility(request: Request, actor: NamedDependency[Actor]) -> Response[bytes]:
    """Tell how accessible the site is, and whom to tell when it is not."""
    municipality = vocabulary.current().municipality
    return page(request, "front/accessibility.html", municipality=municipality, stated_on=_STATED_ON)


def _page_of(request: Request, address: str) -> str:
    """Return an address that can be shown: a form that was sent back may stand at one that only takes posts."""
    path, takes_posts = address.partition("?")[0], False
    while True:
        try:
            request.app.asgi_router.handle_routing(path=path, method="GET")
        except MethodNotAllowedException:
            takes_posts = True
        except NotFoundException:
            if not takes_posts:
                return address
        else:
            return address
        address = path = path.rpartition("/")[0] or "/"


@post("/sprog", status_code=303)
def choose_language(request: Request, posted: NamedDependency[FormMultiDict]) -> Response[Any]:
    """Remember the language and go back to where the visitor was."""
    response: Response[Any] = Redirect(_page_of(request, own_path(str(posted.get("naeste", "/")))), status_code=303)
    if (chosen := str(posted.get("sprog", ""))) in LOCALES:
        secure = request.app.state.settings.is_https
        response.set_cookie(language_cookie(chosen, secure=secure))
    return response


@get("/health/live", media_type="text/plain")
def alive() -> str:
    """Answer while the process runs."""
    return "ok"


@get("/health/ready", media_type="text/plain")
def ready(request: Request) -> Response[str]:
    """Answer 200 when the database and the Catalogue are there to be asked."""
    database: Database = request.app.state.database
    if not database.is_alive():
        return Response("the database does not answer", status_code=503, media_type="text/plain")
    with database.reading() as db:
        if not live.is_ready(db):
            return Response("the catalogue is being made", status_code=503, media_type="text/plain")
    return Response("ok", media_type="text/plain")


handlers = [front, about, privacy, accessibility, choose_language, alive, ready]
