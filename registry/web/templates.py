"""Rendering: a whole page for a plain request, one named block of it for a part that htmx asks for."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from babel.dates import format_date, format_datetime, format_timedelta
from babel.numbers import format_decimal
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2_fragments import render_block
from litestar import Response
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.response import Redirect
from litestar.template import TemplateConfig

from registry.access import NOBODY, Actor
from registry.history import FORMER
from registry.i18n import current_locale, gettext, ngettext
from registry.web import clock, flash, history_words
from registry.web.addresses import in_header
from registry.web.assets import asset
from registry.web.http import Request

_PACKAGE = Path(__file__).resolve().parents[1]
#: In a checkout beside the package, in an installed wheel inside it.
FOLDER = next(path for path in (_PACKAGE / "_templates", _PACKAGE.parent / "templates") if path.is_dir())

environment = Environment(
    loader=FileSystemLoader(FOLDER),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
)
environment.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]


def _date(day: dt.date | dt.datetime, form: str = "long") -> str:
    day = clock.danish_day(day) if isinstance(day, dt.datetime) else day
    if form == "long":
        return format_date(day, "d. MMMM y" if current_locale() == "da" else "d MMMM y", locale=current_locale())
    return format_date(day, form, locale=current_locale())


def _moment(moment: dt.datetime) -> str:
    form = "d. MMMM y 'kl.' HH.mm" if current_locale() == "da" else "d MMMM y, HH:mm"
    return format_datetime(moment, form, tzinfo=clock.DENMARK, locale=current_locale())


def _clock(moment: dt.datetime) -> str:
    form = "HH.mm" if current_locale() == "da" else "HH:mm"
    return format_datetime(moment, form, tzinfo=clock.DENMARK, locale=current_locale())


def _ago(moment: dt.datetime) -> str:
    return format_timedelta(moment - clock.now(), add_direction=True, locale=current_locale())


def _number(value: float) -> str:
    return format_decimal(value, locale=current_locale())


def _uncapitalised(text: str) -> str:
    """Return a label as it stands inside a sentence."""
    return text[:1].lower() + text[1:]


def _who(name: str | None) -> str | None:
    """Return who did something; somebody whose account was deleted in the reader's language."""
    return history_words.translated(name) if name == FORMER else name


def _label(thing: Any) -> str:
    """Return the label of a thing of the vocabulary in the reader's language."""
    text: str = thing.label(current_locale())
    return text


environment.filters.update(
    date=_date, moment=_moment, ago=_ago, number=_number, label=_label, uncapitalised=_uncapitalised
)
environment.filters.update(
    clock=_clock,
    who=_who,
    history_line=history_words.told,
    history_note=history_words.note,
    as_noted=history_words.translated,
)
environment.globals.update(asset=asset, locale=current_locale, now=clock.now)

#: Macros that pages call as `ui.icon("check")`; made global since a block rendered alone does not see its
#: template's imports.
environment.globals["ui"] = environment.get_template("components/ui.html").module
environment.globals["fields"] = environment.get_template("components/fields.html").module

config = TemplateConfig(instance=JinjaTemplateEngine.from_environment(environment))


def register(**helpers: Callable[..., Any]) -> None:
    """Give templates a function of a room under a name; the room says so when it is imported."""
    environment.globals.update(helpers)


def wants_part(request: Request) -> bool:
    """Whether htmx asks for a part of a page."""
    return request.headers.get("hx-request-type") == "partial"


def page(
    request: Request,
    name: str,
    *,
    block: str | None = None,
    status_code: int = 200,
    headers: dict[str, str] | None = None,
    **context: Any,
) -> Response[bytes]:
    """Render a page, or its block when htmx asks for a part.

    Public pages get an ETag for visitors; what a signed-in person sees, or what is shown once, is not stored.
    """
    actor: Actor = request.state.get("actor", NOBODY)
    shown_once = flash.texts(request)
    context = {
        "request": request,
        "actor": actor,
        "settings": request.app.state.settings,
        "messages": shown_once,
        **context,
    }
    if block is not None and wants_part(request):
        html = render_block(environment, name, block, context)
    else:
        html = request.app.template_engine.get_template(name).render(context)  # type: ignore[union-attr]
    response = Response(html.encode(), media_type="text/html", status_code=status_code, headers=headers or {})
    response.headers.setdefault("vary", "HX-Request-Type, Accept-Language, Cookie")
    waiting = bool(flash.names(request))
    if waiting:
        flash.clear(response)
    if waiting or actor.is_signed_in or status_code != 200 or request.method != "GET":
        response.headers.setdefault("cache-control", "no-store")
    if "cache-control" in response.headers:
        return response
    return _with_etag(request, response)


def _with_etag(request: Request, response: Response[bytes]) -> Response[bytes]:
    etag = f'W/"{hashlib.blake2b(response.content, digest_size=12).hexdigest()}"'
    headers = {**response.headers, "etag": etag, "cache-control": "private, no-cache"}
    if etag in request.headers.get("if-none-match", ""):
        return Response(b"", status_code=304, headers=headers, media_type="text/html")
    response.headers.update(headers)
    return response


def go_to(request: Request, url: str, *messages: str) -> Response[Any]:
    """Lead on to another page after a successful post, with messages to show there once.

    For htmx by `HX-Location`: fetch would follow a 303 with the fragment headers still on.
    """
    response: Response[Any]
    if request.headers.get("hx-request"):
        response = Response(None, status_code=200, headers={"HX-Location": in_header(url)}, media_type="text/html")
    else:
        response = Redirect(url, status_code=303)
    if messages:
        flash.put(response, *messages)
    return response
