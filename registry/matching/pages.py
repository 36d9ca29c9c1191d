"""The find page and the offer page. A sentence is posted, read and forgotten; only chips reach the URL."""

from __future__ import annotations

import re
from typing import Any

from litestar import Response
from litestar.datastructures import Cookie, FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlalchemy.orm import Session

from registry import privacy, vocabulary
from registry.access import Actor, Hidden
from registry.i18n import current_locale
from registry.i18n import gettext as _
from registry.matching import live, meanings, pages_guide, reckoning
from registry.matching.rank import explain_one, search
from registry.matching.similar import similar
from registry.matching.text import kilometres
from registry.matching.understand import Knowledge, PersonalData, Understanding, understand, without_names
from registry.matching.view import FEW, PAGE_SIZE, Correction, FindPage
from registry.matching.wish import Wish
from registry.offers import parts  # noqa: F401  gives templates `offer_parts`
from registry.offers.queries import live_offer, merged_into, was_published
from registry.shortlists.keep import lists_of
from registry.vocabulary import SafetySignal
from registry.web import clock, templates
from registry.web.errors import error_page
from registry.web.http import Request, get, post
from registry.web.templates import go_to, page, wants_part
from registry.web.transactions import LOOKING

#: Ids of safety messages, from the post of a sentence to the page with its results; never in the URL.
SAFETY_COOKIE = "varsel"
_LONGEST_SENTENCE = 500
_EMPTY_FIELD = re.compile(r"=(&|$)")


@get("/find")
def find(request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session]) -> Response[Any]:
    """Show what fits the chips in the URL."""
    wish = Wish.from_query(request.query_params.multi_items())
    if not wants_part(request) and _EMPTY_FIELD.search(request.url.query):
        return go_to(request, wish.url())  # a plain form sends its empty fields too; addresses stay short
    waiting = (request.cookies.get(SAFETY_COOKIE) or "").split(".")
    response = _results(request, db, actor, wish, _signals(waiting))
    if wants_part(request):
        response.headers["HX-Push-Url"] = wish.url()
    if request.cookies.get(SAFETY_COOKIE):
        response.headers["cache-control"] = "no-store"
        response.set_cookie(_safety_cookie(request, (), 0))
    return response


@post("/find", dependencies=LOOKING)
def ask(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    posted: NamedDependency[FormMultiDict],
) -> Response[Any]:
    """Read a sentence into chips, add them to those in the URL, and forget it.

    An answer that corrected something is drawn here and now, with the sentence in a form that takes the correction
    back: so the sentence is in no address and no cookie.
    """
    known = Wish.from_query(request.query_params.multi_items())
    text = str(posted.get("text") or "").strip()
    catalogue = live.current(db)
    if len(text) > _LONGEST_SENTENCE:
        return _refused(request, text[:_LONGEST_SENTENCE], known, catalogue, too_long=True)
    try:
        read = understand(text, catalogue, exact=posted.get("exact") == "ja")
    except PersonalData:
        return _refused(request, text, known, catalogue)
    wish = meanings.compare(db, catalogue, known.with_chips(read.chips), text)
    nothing = bool(text) and not read.chips and not read.safety
    if wants_part(request) or read.corrected:
        correction = _correction(read, without_names(text, catalogue), known)
        shown = _results(
            request, db, actor, wish, _signals(read.safety), nothing_understood=nothing, correction=correction
        )
        if wants_part(request):
            shown.headers["HX-Push-Url"] = wish.url()
        return shown
    led: Response[Any] = go_to(request, f"{wish.url()}#understood" if nothing else wish.url())
    if read.safety:
        led.set_cookie(_safety_cookie(request, read.safety, 60))
    return led


@get("/tilbud/{offer_id:str}")
def offer(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], offer_id: FromPath[str]
) -> Response[Any]:
    """Show a live offer, with why it fits a search; lead to the one it was merged into, or say that it is hidden."""
    found = live_offer(db, offer_id)
    if found is None:
        if instead := merged_into(db, offer_id):
            return go_to(request, f"/tilbud/{instead}")
        if was_published(db, offer_id):
            return _not_shown(request)
        raise Hidden
    wish = Wish.from_query(request.query_params.multi_items())
    catalogue, now = live.current(db), clock.now()
    match = explain_one(catalogue, wish, offer_id, now=now) if wish else None
    return page(
        request,
        "matching/offer.html",
        offer=found,
        content=found.content,
        wish=wish,
        match=match,
        similar=similar(catalogue, found, now=now),
        keep_lists=lists_of(db, actor),
    )


def _not_shown(request: Request) -> Response[bytes]:
    """Answer a link that was good once, without saying whose offer it was."""
    return error_page(
        request,
        404,
        _("Det er sat på pause, udløbet eller trukket tilbage. Måske er der et andet, som passer."),
        title=_("Tilbuddet vises ikke for tiden"),
    )


def _results(
    request: Request,
    db: Session,
    actor: Actor,
    wish: Wish,
    safety: tuple[SafetySignal, ...] = (),
    *,
    nothing_understood: bool = False,
    correction: Correction | None = None,
) -> Response[bytes]:
    offset = (wish.page - 1) * PAGE_SIZE
    outcome = search(live.current(db), wish, now=clock.now(), limit=PAGE_SIZE, offset=offset, few=FEW)
    if wish and wish.page == 1:
        request.app.state.searches.note(wish, outcome.total, day=clock.today())
    return page(
        request,
        "matching/find.html",
        block="find",
        find=FindPage(wish, outcome, safety, correction),
        keep_lists=lists_of(db, actor),
        nothing_understood=nothing_understood,
        is_part=wants_part(request),
    )


def _correction(read: Understanding, text: str, known: Wish) -> Correction | None:
    if not read.corrected:
        return None
    written, meant = ([getattr(one, name) for one in read.corrected] for name in ("written", "read"))
    return Correction(", ".join(written), ", ".join(meant), text, known.url())


def _refused(
    request: Request, text: str, known: Wish, knowledge: Knowledge, *, too_long: bool = False
) -> Response[bytes]:
    """Answer a sentence that was not searched with, without what must not be kept in it."""
    kinds = {finding.kind for finding in privacy.find(text)}
    return page(
        request,
        "matching/refused.html",
        block="find",
        status_code=422,
        kinds=kinds,
        too_long=too_long,
        sentence=without_names(text, knowledge),
        wish=known,
        is_part=wants_part(request),
    )


def _signals(ids: Any) -> tuple[SafetySignal, ...]:
    known = vocabulary.current().safety
    return tuple(known[id_] for id_ in ids if id_ in known)


def _safety_cookie(request: Request, ids: Any, seconds: int) -> Cookie:
    secure = request.app.state.settings.is_https
    return Cookie(
        SAFETY_COOKIE,
        value=".".join(ids),
        max_age=seconds,
        path="/find",
        httponly=True,
        samesite="lax",
        secure=secure,
    )


templates.register(reckoning=reckoning.rows, kilometres=lambda km: kilometres(km).label(current_locale()))

handlers = [find, ask, offer, *pages_guide.handlers]
