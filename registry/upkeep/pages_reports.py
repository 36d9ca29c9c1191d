"""Reporting what is wrong with an offer, and dealing with what was reported."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Response
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlalchemy.orm import Session

from registry.access import Actor, Hidden, Permission, may, require
from registry.accounts import rules as account_rules
from registry.accounts import throttle
from registry.accounts.reading import refine
from registry.i18n import gettext as _
from registry.offers.models import Offer
from registry.offers.queries import LiveOffer, live_offer
from registry.upkeep import letters, reports
from registry.upkeep.reports import Kind, Listed
from registry.web import clock, flash, forms
from registry.web.forms import Form
from registry.web.http import Request, get, post
from registry.web.paging import page_number
from registry.web.screening import screen
from registry.web.templates import go_to, page
from registry.web.transactions import LOOKING, database_of, writing

REPORTED = flash.message("fejl-meldt", lambda: _("Tak. Partneren og kommunen har fået besked."))
ANSWERED = flash.message("fejl-besvaret", lambda: _("Svaret er sendt, og sagen er lukket."))
CLOSED = flash.message("fejl-lukket", lambda: _("Sagen er lukket."))


class Report(msgspec.Struct):
    """What a reader types."""

    kind: str
    text: str
    reader_email: str = ""


class Answer(msgspec.Struct):
    """What is answered."""

    answer: str


@get("/tilbud/{offer_id:str}/meld-fejl")
def report_page(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], offer_id: FromPath[str]
) -> Response[bytes]:
    """Show the form."""
    form: Form[Report] = Form.showing({"reader_email": actor.email})
    return _draw(request, _published(db, offer_id), form)


@post("/tilbud/{offer_id:str}/meld-fejl", dependencies=LOOKING)
def report(
    request: Request,
    db: NamedDependency[Session],
    offer_id: FromPath[str],
    posted: NamedDependency[FormMultiDict],
) -> Response[Any]:
    """Keep the report, and tell the organisation and the administrators."""
    offer, now = _published(db, offer_id), clock.now()
    form = _read(posted)
    if form.data is None:
        return _draw(request, offer, form)
    db.commit()
    if wait := throttle.attempt(database_of(request), throttle.of_reporting(request), now):
        form.reject("", account_rules.wait_in_words(wait))
        return _draw(request, offer, form, status_code=429)
    said = form.data
    with writing(request) as changing:
        reported = reports.report(
            changing,
            changing.get_one(Offer, offer.id),
            Kind(said.kind),
            said.text,
            reader_email=said.reader_email or None,
            now=now,
        )
        letters.problem(changing, offer, reported, base_url=request.app.state.settings.base_url, now=now)
    return go_to(request, f"/tilbud/{offer_id}", REPORTED)


@get("/administration/meldinger")
def reported(request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session]) -> Response[bytes]:
    """Show every report: those on which something is to be done, or the closed ones."""
    require(actor, Permission.REVIEW)
    closed = request.query_params.get("vis") == "lukkede"
    found, paging = reports.listed(db, closed=closed, number=page_number(request.query_params.get("side")))
    shown = "vis=lukkede&" if closed else ""
    return page(
        request,
        "upkeep/reports.html",
        reports=found,
        closed=closed,
        paging=paging,
        page_url=lambda n: f"/administration/meldinger?{shown}side={n}",
    )


@get("/meldinger/{report_id:str}")
def one(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], report_id: FromPath[str]
) -> Response[bytes]:
    """Show a report to whoever may deal with it."""
    return _draw_one(request, actor, reports.own(db, actor, report_id), Form())


@post("/meldinger/{report_id:str}/svar")
def answer(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    report_id: FromPath[str],
    posted: NamedDependency[FormMultiDict],
) -> Response[Any]:
    """Answer a report: by mail if the reader left an address, and for those who look at it later."""
    found = reports.own(db, actor, report_id)
    form = screen(forms.read(posted, Answer, {"answer": _("Skriv et svar")}))
    _limit(form, "answer")
    if form.data is None:
        return _draw_one(request, actor, found, form)
    if found.report.closed_at is None:
        now, base_url = clock.now(), request.app.state.settings.base_url
        answered = reports.answer(db, actor, report_id, form.data.answer, now=now)
        letters.problem_answered(db, answered, base_url=base_url, now=now)
        reports.forget_reader(db, answered.report)
    return go_to(request, _back(actor, found), ANSWERED)


@post("/meldinger/{report_id:str}/luk")
def close(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], report_id: FromPath[str]
) -> Response[Any]:
    """Close a report without an answer."""
    found = reports.own(db, actor, report_id)
    if found.report.closed_at is None:
        reports.close(db, actor, report_id, now=clock.now())
    return go_to(request, _back(actor, found), CLOSED)


def _published(db: Session, offer_id: str) -> LiveOffer:
    offer = live_offer(db, offer_id)
    if offer is None:
        raise Hidden
    return offer


def _read(posted: FormMultiDict) -> Form[Report]:
    messages = {"kind": _("Vælg, hvad det handler om."), "text": _("Skriv, hvad der er galt.")}
    form = screen(forms.read(posted, Report, messages))
    if form.value("kind") and form.value("kind") not in reports.kinds():
        form.reject("kind", messages["kind"])
    _limit(form, "text")
    if form.value("reader_email"):
        refine(form, "reader_email", account_rules.normalised_email)
    return form


def _limit(form: Form[Any], name: str) -> None:
    over = len(str(form.value(name))) - reports.LONGEST
    if over > 0:
        form.reject(name, _("Skriv højst %(most)s tegn.") % {"most": reports.LONGEST})


def _draw(request: Request, offer: LiveOffer, form: Form[Report], *, status_code: int | None = None) -> Response[bytes]:
    return page(
        request,
        "upkeep/report.html",
        status_code=status_code or form.status,
        offer=offer,
        form=form,
        kinds=list(reports.kinds().items()),
        longest=reports.LONGEST,
    )


def _draw_one(request: Request, actor: Actor, found: Listed, form: Form[Answer]) -> Response[bytes]:
    return page(
        request,
        "upkeep/report_one.html",
        status_code=form.status,
        found=found,
        form=form,
        kind=reports.kinds()[found.report.kind],
        longest=reports.LONGEST,
        back=_back(actor, found),
    )


def _back(actor: Actor, found: Listed) -> str:
    """Where somebody deals with the next one: an administrator in the list, a partner on the offer's page."""
    return "/administration/meldinger" if may(actor, Permission.REVIEW) else f"/mine/tilbud/{found.offer.id}"


handlers = [report_page, report, reported, one, answer, close]
