"""What somebody should do something about in what is published: how much there is, and each list of it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from litestar import Response
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlalchemy.orm import Session

from registry import mail
from registry.access import Actor, Hidden, Permission, require
from registry.desk import quality
from registry.findings import words
from registry.i18n import gettext as _
from registry.web import clock, flash
from registry.web.http import Request, get, post
from registry.web.keyset import read_place
from registry.web.templates import go_to, page

HERE = "/administration/kvalitet"
_CLEARED = flash.message(
    "mail-proeves", lambda: _("Mærket er fjernet. Det kommer igen, hvis den næste mail ikke når frem.")
)


@get(HERE)
def overview(request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session]) -> Response[bytes]:
    """Show how much there is of what."""
    require(actor, Permission.ADMINISTER)
    numbers = quality.numbers(db, clock.today())
    return page(
        request,
        "desk/quality.html",
        here=HERE,
        numbers=numbers,
        most=quality.MOST_COUNTED,
        titles=quality.titles(),
        explanations=quality.explanations(),
        missing=[name for name in numbers if name.startswith(quality.MISSING)],
    )


@get(f"{HERE}/{{name:str}}")
def listed(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], name: FromPath[str]
) -> Response[bytes]:
    """Show one list."""
    require(actor, Permission.ADMINISTER)
    titles = quality.titles()
    if name not in titles:
        raise Hidden
    query = dict(request.query_params)
    here = f"{HERE}/{name}"
    shown: dict[str, Any] = {"list_name": name, "title": titles[name], "explanation": quality.explanations()[name]}
    if name == quality.LINKS:
        place = read_place(query)
        rows, more = quality.broken(db, (place.key, place.id) if place else ("", ""))
        after = urlencode({"efter": "~".join(more)}) if more else ""
        return page(request, "desk/quality_links.html", **shown, rows=rows, more=f"{here}?{after}" if more else None)
    if name == quality.MAILS:
        marks, turning = quality.bounced(db, read_place(query))
    else:
        offers, turning = quality.offers(db, name, read_place(query), clock.today())

    def turn(**place: str) -> str:
        return f"{here}?{urlencode(place)}"

    if name == quality.MAILS:
        return page(request, "desk/quality_mails.html", **shown, marks=marks, turning=turning, turn=turn)
    return page(
        request, "desk/quality_offers.html", **shown, rows=offers, turning=turning, turn=turn, status=words.status
    )


@post(f"{HERE}/mails/fjern")
def clear(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    posted: NamedDependency[FormMultiDict],
) -> Response[Any]:
    """Take the mark off an address, so that it is tried as any other."""
    require(actor, Permission.ADMINISTER)
    mail.bounces.clear(db, str(posted.get("address") or ""))
    return go_to(request, f"{HERE}/{quality.MAILS}", _CLEARED)


handlers = [overview, listed, clear]
