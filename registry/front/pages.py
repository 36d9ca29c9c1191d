"""The front page, the pages about Sammen, the choice of language, and whether the registry is well."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.datastructures import Cookie, FormMultiDict
from litestar.di import NamedDependency
from litestar.response import Redirect
from sqlalchemy.orm import Session

from registry.access import Actor
from registry.db import Database
from registry.i18n import LOCALES
from registry.offers.queries import number_of_live_offers
from registry.web.addresses import own_path
from registry.web.http import Request
from registry.web.security import LANGUAGE_COOKIE
from registry.web.templates import page

_YEAR = 365 * 24 * 3600


@get("/", include_in_schema=False, sync_to_thread=True)
def front(request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session]) -> Response[bytes]:
    """Show the search box at once, and three doors."""
    return page(request, "front/front.html", offers=number_of_live_offers(db))


@get("/om", include_in_schema=False, sync_to_thread=True)
def about(request: Request, actor: NamedDependency[Actor]) -> Response[bytes]:
    """Tell who is behind Sammen and how offers are approved."""
    return page(request, "front/about.html")


@get("/privatliv", include_in_schema=False, sync_to_thread=True)
def privacy(request: Request, actor: NamedDependency[Actor]) -> Response[bytes]:
    """Tell what is kept and what is not."""
    return page(request, "front/privacy.html")


@get("/tilgaengelighed", include_in_schema=False, sync_to_thread=True)
def accessibility(request: Request, actor: NamedDependency[Actor]) -> Response[bytes]:
    """Tell how accessible the site is, and whom to tell when it is not."""
    return page(request, "front/accessibility.html")


@post("/sprog", include_in_schema=False, status_code=303, sync_to_thread=False)
def choose_language(request: Request, posted: NamedDependency[FormMultiDict]) -> Response[Any]:
    """Remember the language and go back to where the visitor was."""
    response: Response[Any] = Redirect(own_path(str(posted.get("naeste", "/"))), status_code=303)
    if (chosen := str(posted.get("sprog", ""))) in LOCALES:
        secure = request.app.state.settings.is_https
        response.set_cookie(
            Cookie(LANGUAGE_COOKIE, value=chosen, max_age=_YEAR, path="/", samesite="lax", httponly=True, secure=secure)
        )
    return response


@get("/health/live", include_in_schema=False, media_type="text/plain")
async def alive() -> str:
    """Answer while the process runs."""
    return "ok"


@get("/health/ready", include_in_schema=False, media_type="text/plain", sync_to_thread=True)
def ready(request: Request) -> Response[str]:
    """Answer 200 when the database and the Catalogue are there to be asked."""
    database: Database = request.app.state.database
    if not database.is_alive():
        return Response("the database does not answer", status_code=503, media_type="text/plain")
    return Response("ok", media_type="text/plain")


handlers = [front, about, privacy, accessibility, choose_language, alive, ready]
