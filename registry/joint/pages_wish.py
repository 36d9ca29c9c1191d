"""The page on which an organisation says what its offer lacks, and answers the partners who write."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlalchemy.orm import Session

from registry.access import Actor
from registry.i18n import gettext as _
from registry.joint import forms, letters, queries, rules, wishes
from registry.offers import actions as offer_actions
from registry.offers import parts, together
from registry.offers.actions import Changed
from registry.web import clock, flash
from registry.web.forms import Form
from registry.web.http import Request, get, post
from registry.web.templates import go_to, page

SOUGHT = flash.message("partnere-soeges", lambda: _("De andre partnere i Sammen kan nu se, hvad I mangler."))
STOPPED = flash.message("partnere-fundet", lambda: _("I søger ikke partnere mere. Det, nogen har skrevet, står her."))
ANSWERED = flash.message("partner-besvaret", lambda: _("Svaret er sendt på mail."))
PUT_AWAY = flash.message("partner-lagt-vaek", lambda: _("Beskeden er lagt væk."))
STALE = flash.warning("partner-andet", lambda: _("En kollega nåede det før dig. Sådan ser det ud nu."))


@get("/mine/tilbud/{offer_id:str}/soeger")
def wish(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], offer_id: FromPath[str]
) -> Response[bytes]:
    """Show what is sought, and what partners have written."""
    offer_actions.own_offer(db, actor, offer_id)
    return _draw(request, db, actor, offer_id)


@post("/mine/tilbud/{offer_id:str}/soeger")
def seek(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    offer_id: FromPath[str],
    posted: NamedDependency[FormMultiDict],
) -> Response[Any]:
    """Say what is sought."""
    offer_actions.own_offer(db, actor, offer_id)
    form = forms.read_sought(posted, clock.today())
    if form.data is None:
        return _draw(request, db, actor, offer_id, form)
    said = form.data
    wishes.seek(db, actor, offer_id, said.kinds, said.text, said.until, now=clock.now())
    return go_to(request, _address(offer_id), SOUGHT)


@post("/mine/tilbud/{offer_id:str}/soeger/stop")
def stop(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], offer_id: FromPath[str]
) -> Response[Any]:
    """Seek no more."""
    try:
        wishes.stop(db, actor, offer_id, now=clock.now())
    except Changed:
        return go_to(request, _address(offer_id), STALE)
    return go_to(request, _address(offer_id), STOPPED)


@post("/mine/tilbud/{offer_id:str}/soeger/svar/{reply_id:str}")
def answer(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    offer_id: FromPath[str],
    reply_id: FromPath[str],
    posted: NamedDependency[FormMultiDict],
) -> Response[Any]:
    """Answer a partner, or put what they wrote away."""
    offer_actions.own_offer(db, actor, offer_id)
    text = ""
    if "close" not in posted:
        form = forms.read_answer(posted)
        if form.data is None:
            return _draw(request, db, actor, offer_id, answering=reply_id, answer=form)
        text = form.data.answer
    base_url = request.app.state.settings.base_url
    try:
        wishes.reply(db, actor, offer_id, reply_id, text, base_url=base_url, now=clock.now())
    except Changed:
        return go_to(request, _address(offer_id), STALE)
    return go_to(request, _address(offer_id), ANSWERED if text else PUT_AWAY)


def _address(offer_id: str) -> str:
    return f"/mine/tilbud/{offer_id}/soeger"


def _draw(
    request: Request,
    db: Session,
    actor: Actor,
    offer_id: str,
    form: Form[forms.Sought] | None = None,
    *,
    answering: str = "",
    answer: Form[forms.Answer] | None = None,
) -> Response[bytes]:
    """Draw the page; `answering` is the letter whose answer was not right, and `answer` what was typed."""
    offer = offer_actions.own_offer(db, actor, offer_id)
    sought = together.wish(db, offer.id)
    today = clock.today()
    is_open = together.is_open(sought, today)
    if form is None:
        until = sought.until if sought and is_open else rules.usual_end(today)
        known = {"kinds": sought.kinds, "text": sought.text} if sought else {"kinds": [], "text": ""}
        form = Form.showing({**known, "until": until.isoformat()})
    return page(
        request,
        "joint/wish.html",
        status_code=max(form.status, answer.status if answer else 200),
        offer=offer,
        offer_name=letters.title_of(db, offer),
        is_public=offer.live_version_id is not None,
        wish=sought,
        is_open=is_open,
        letters=queries.letters_about(db, offer.id),
        partner_ids={one.organisation.id for one in together.partners(db, offer.id)},
        form=form,
        answering=answering,
        answer=answer or Form(),
        helps=list(parts.helps().items()),
        longest=rules,
        url=_address(offer.id),
    )


handlers = [wish, seek, stop, answer]
