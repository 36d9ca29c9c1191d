"""Errors: problem details (RFC 9457) under /api, a page in the product's look everywhere else."""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import quote, urlsplit

import msgspec
from litestar import Response
from litestar.exceptions import HTTPException
from litestar.response import Redirect

from registry.access import Hidden, Refused, SignInNeeded
from registry.i18n import gettext as _
from registry.web.addresses import own_path
from registry.web.http import Request
from registry.web.templates import page, wants_part

PROBLEM = "application/problem+json"
_log = logging.getLogger("registry.web")


def is_api(request: Request) -> bool:
    """Whether the answer goes to a program."""
    return request.url.path.startswith("/api/")


def problem(status: int, title: str, *, kind: str = "about:blank", **extra: Any) -> Response[bytes]:
    """Answer a program with problem details."""
    body = {"type": kind, "title": title, "status": status, **extra}
    return Response(msgspec.json.encode(body), status_code=status, media_type=PROBLEM)


def _words(status: int) -> tuple[str, str]:
    return {
        400: (_("Det kunne vi ikke læse"), _("Gå tilbage, og prøv igen.")),
        403: (_("Det har du ikke adgang til"), _("Har du brug for adgang, så skriv til en administrator.")),
        404: (_("Siden findes ikke"), _("Den kan være flyttet eller slettet, eller adressen er skrevet forkert.")),
        405: (_("Det kan siden ikke"), _("Gå tilbage, og brug knapperne på siden.")),
        413: (_("Det var for meget på én gang"), _("Gå tilbage, og send mindre ad gangen.")),
        503: (_("Søgningen er ved at blive gjort klar"), _("Prøv igen om et øjeblik.")),
    }.get(status, (_("Noget gik galt hos os"), _("Prøv igen om lidt. Det, du har gemt, er der stadig.")))


def error_page(
    request: Request, status: int, detail: str | None = None, *, title: str | None = None
) -> Response[bytes]:
    """Draw the page of an error; `title` and `detail` take the place of the general words and advice."""
    words, advice = _words(status)
    if is_api(request):
        return problem(status, detail or words)
    return page(
        request,
        "errors/error.html",
        status_code=status,
        title=title or words,
        detail=detail or advice,
        status=status,
    )


def on_http_error(request: Request, error: HTTPException) -> Response[bytes]:
    """Answer Litestar's own errors: unknown path, wrong method, unreadable body."""
    if is_api(request):
        extra: dict[str, Any] = {"errors": error.extra} if error.extra else {}
        return problem(error.status_code, error.detail, **extra)
    return error_page(request, error.status_code)


def on_refused(request: Request, error: Refused) -> Response[bytes]:
    """Answer with the reason."""
    return error_page(request, 403, str(error))


def on_hidden(request: Request, _error: Hidden) -> Response[bytes]:
    """Answer as if there were nothing."""
    return error_page(request, 404)


def on_sign_in_needed(request: Request, _error: SignInNeeded) -> Response[Any]:
    """Lead to the sign-in page, and back afterwards."""
    back = request.url.path if request.method == "GET" else _page_of(request)
    url = f"/log-ind?naeste={quote(back)}"
    if wants_part(request):
        return Response(None, status_code=200, headers={"HX-Redirect": url}, media_type="text/html")
    return Redirect(url, status_code=303)


def _page_of(request: Request) -> str:
    """Return the path of the page that a request was made from."""
    try:
        return own_path(urlsplit(request.headers.get("referer", "")).path)
    except ValueError:
        return "/"


def on_crash(request: Request, error: Exception) -> Response[bytes]:
    """Log what nobody foresaw, without the request's contents, and apologise."""
    _log.error("unforeseen error at %s", request.scope.get("path_template"), exc_info=error)
    return error_page(request, 500)


HANDLERS: dict[Any, Any] = {
    HTTPException: on_http_error,
    Refused: on_refused,
    Hidden: on_hidden,
    SignInNeeded: on_sign_in_needed,
    500: on_crash,
}
