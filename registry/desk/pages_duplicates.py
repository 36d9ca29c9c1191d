"""Offers that are likely to be one: their list, two of them side by side, and what an administrator says of them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from litestar import Response
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlalchemy.orm import Session

from registry.access import Actor, Permission, require
from registry.findings import merging, pairs, words
from registry.findings.candidates import rarity_of
from registry.i18n import gettext as _
from registry.review.differences import differences
from registry.web import clock, flash
from registry.web.addresses import own_path
from registry.web.forms import Form
from registry.web.http import Request, get, post
from registry.web.keyset import read_place
from registry.web.templates import go_to, page

HERE = "/administration/dubletter"
_APART = flash.message(
    "dublet-to", lambda: _("Det er noteret. De vises ikke mere, før en af teksterne ændrer sig meget.")
)
_AGAIN = flash.message("dublet-igen", lambda: _("De står på listen igen."))
_MERGED = flash.message(
    "dublet-samlet", lambda: _("De er samlet. Dette tilbud er tilbage, og medlemmerne får en mail.")
)


@get(HERE)
def duplicates(request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session]) -> Response[bytes]:
    """Show the pairs that are likely to be one, the most alike first; or those that somebody told apart."""
    require(actor, Permission.REVIEW)
    query = dict(request.query_params)
    dismissed = query.get("vis") == "to"
    found, turning = pairs.listed(db, read_place(query), rarity_of(db), dismissed=dismissed)
    shown = {"vis": "to"} if dismissed else {}
    return page(
        request,
        "desk/duplicates.html",
        pairs=found,
        dismissed=dismissed,
        turning=turning,
        turn=lambda **place: f"{HERE}?{urlencode({**shown, **place})}",
        words=words,
    )


@get(f"{HERE}/{{one:str}}/{{other:str}}")
def compare(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    one: FromPath[str],
    other: FromPath[str],
) -> Response[bytes]:
    """Show two offers side by side, with what can be done."""
    require(actor, Permission.REVIEW)
    return _draw(request, db, one, other, Form())


@post(f"{HERE}/{{one:str}}/{{other:str}}/saml")
def merge(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    posted: NamedDependency[FormMultiDict],
    one: FromPath[str],
    other: FromPath[str],
) -> Response[Any]:
    """Let one of two stay and the other end."""
    require(actor, Permission.REVIEW)
    stays = str(posted.get("stays") or "")
    if stays not in (one, other):
        return _draw(request, db, one, other, Form(errors={"stays": _("Vælg det tilbud, der skal blive")}))
    ends = other if stays == one else one
    try:
        merging.merge(db, actor, stays, ends, base_url=request.app.state.settings.base_url, now=clock.now())
    except merging.Changed:
        problem = _("Det tilbud, der skal blive, skal være godkendt. Vælg det andet, eller godkend det først.")
        return _draw(request, db, one, other, Form(values={"stays": stays}, errors={"stays": problem}))
    return go_to(request, f"/tilbud/{stays}", _MERGED)


@post(f"{HERE}/{{one:str}}/{{other:str}}/to-tilbud")
def tell_apart(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    posted: NamedDependency[FormMultiDict],
    one: FromPath[str],
    other: FromPath[str],
) -> Response[Any]:
    """Say that two offers are two."""
    pairs.dismiss(db, actor, one, other, now=clock.now())
    return go_to(request, own_path(str(posted.get("tilbage") or ""), HERE), _APART)


@post(f"{HERE}/{{one:str}}/{{other:str}}/igen")
def take_up(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    one: FromPath[str],
    other: FromPath[str],
) -> Response[Any]:
    """Put two that were told apart back on the list."""
    require(actor, Permission.REVIEW)
    pairs.sides(db, one, other)
    pairs.take_up(db, actor, one, other)
    return go_to(request, f"{HERE}/{one}/{other}", _AGAIN)


def _draw(request: Request, db: Session, one: str, other: str, form: Form[Any]) -> Response[bytes]:
    pair = pairs.of_two(db, one, other, rarity_of(db))
    return page(
        request,
        "desk/duplicate.html",
        status_code=form.status,
        pair=pair,
        form=form,
        here=f"{HERE}/{pair.first.offer.id}/{pair.second.offer.id}",
        changes=differences(pair.first.content, pair.second.content),
        words=words,
    )


handlers = [duplicates, compare, merge, tell_apart, take_up]
