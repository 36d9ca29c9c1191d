"""The queue, and one page for each submission."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlalchemy.orm import Session

from registry import history
from registry.access import Actor, Hidden, Permission, Refused, require
from registry.i18n import gettext as _
from registry.offers import parts
from registry.offers.models import Offer, OfferVersion
from registry.partners.models import Organisation
from registry.review import actions, queries, rules
from registry.review.actions import TooLate, Verdict
from registry.review.differences import differences, reading
from registry.review.forms import Filled, read
from registry.web import clock, flash
from registry.web.forms import Form
from registry.web.http import Request, get, post
from registry.web.paging import page_number
from registry.web.templates import go_to, page

APPROVED = flash.message("review-godkendt", lambda: _("Tilbuddet er godkendt. Fagfolk kan finde det nu."))
RETURNED = flash.message("review-retur", lambda: _("Tilbuddet er sendt retur. Partneren får en mail."))
DECLINED = flash.message("review-afslaaet", lambda: _("Tilbuddet er afslået. Partneren får en mail."))


@get("/godkend")
def queue(request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session]) -> Response[bytes]:
    """Show what waits for the municipality, oldest first; or what waits for partners, or is decided."""
    require(actor, Permission.REVIEW)
    wanted = request.query_params.get("vis", "venter")
    tab: queries.Tab = next((one for one in queries.TABS if one == wanted), "venter")
    rows, paging = queries.queue(db, tab, page_number(request.query_params.get("side")), clock.today())
    return page(
        request,
        "review/queue.html",
        tab=tab,
        rows=rows,
        paging=paging,
        page_url=lambda number: f"/godkend?vis={tab}&side={number}",
        counts=queries.counts(db, clock.today()),
        promised=rules.PROMISED_WEEKDAYS,
    )


@get("/godkend/{version_id:str}")
def submission(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], version_id: FromPath[str]
) -> Response[bytes]:
    """Show a submission: what is new, each policy answer, and a place for every comment."""
    version = _version(db, actor, version_id)
    form: Form[Any] = Form(values={"revision": version.revision})
    form.values |= {f"verdict.{element}": "yes" for element in queries.accepted_before(db, version)}
    return _draw(request, actor, db, version, form)


@get("/godkend/{version_id:str}/vis")
def preview(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], version_id: FromPath[str]
) -> Response[bytes]:
    """Show the offer as it will look."""
    version = _version(db, actor, version_id)
    offer = db.get_one(Offer, version.offer_id)
    organisation = db.get_one(Organisation, offer.organisation_id)
    return page(request, "review/preview.html", version=version, content=version.content, organisation=organisation)


@post("/godkend/{version_id:str}")
def decide(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    posted: NamedDependency[FormMultiDict],
    version_id: FromPath[str],
) -> Response[Any]:
    """Approve, return or decline, on the text that the reviewer has read."""
    version = _version(db, actor, version_id, with_drafts=True)
    if version.status == "draft":
        return _taken_back(request)
    filled = read(posted, version.content)
    if filled.decision is None:
        filled.form.reject("decision", _("Vælg, om tilbuddet skal godkendes, sendes retur eller afslås"))
    is_current = version.status == "submitted" and version.revision == filled.revision
    if is_current and filled.form.errors:
        return _draw(request, actor, db, version, filled.form)
    if not is_current:
        return _draw(request, actor, db, version, filled.form, is_late=True)
    try:
        message = _carry_out(db, actor, version, filled, request.app.state.settings.base_url)
    except TooLate:
        return _draw(request, actor, db, version, filled.form, is_late=True)
    return go_to(request, "/godkend", message)


def _carry_out(db: Session, actor: Actor, version: OfferVersion, filled: Filled, base_url: str) -> str:
    judged, now = filled.judgement, clock.now()
    verdicts = {
        element: Verdict(accepted, judged.reasons.get(element) if not accepted else None)
        for element, accepted in judged.verdicts.items()
        if accepted is not None
    }
    note = judged.note or None
    if filled.decision == "approve":
        actions.approve(db, actor, version, verdicts=verdicts, note=note, base_url=base_url, now=now)
        return APPROVED
    if filled.decision == "return":
        actions.return_to_partner(
            db, actor, version, verdicts=verdicts, comments=judged.comments, note=note, base_url=base_url, now=now
        )
        return RETURNED
    actions.decline(db, actor, version, note=judged.note, base_url=base_url, now=now)
    return DECLINED


def _version(db: Session, actor: Actor, version_id: str, *, with_drafts: bool = False) -> OfferVersion:
    require(actor, Permission.REVIEW)
    version = db.get(OfferVersion, version_id)
    if version is None or (version.status == "draft" and not with_drafts):
        raise Hidden
    return version


def _taken_back(request: Request) -> Response[bytes]:
    """Answer a decision on what its organisation has taken back; a draft is not shown to reviewers."""
    return page(
        request,
        "errors/error.html",
        status_code=409,
        status=409,
        title=_("Partneren har trukket tilbuddet tilbage"),
        detail=_("Din afgørelse er ikke gemt. Tilbuddet kan ikke afgøres, før det bliver sendt igen."),
    )


def _draw(
    request: Request, actor: Actor, db: Session, version: OfferVersion, form: Form[Any], *, is_late: bool = False
) -> Response[bytes]:
    offer = db.get_one(Offer, version.offer_id)
    organisation = db.get_one(Organisation, offer.organisation_id)
    live = db.get(OfferVersion, offer.live_version_id) if offer.live_version_id not in (None, version.id) else None
    content = version.content
    today = clock.today()
    return page(
        request,
        "review/submission.html",
        status_code=409 if is_late else form.status,
        version=version,
        offer=offer,
        organisation=organisation,
        content=content,
        live=live,
        changes=differences(live.content, content) if live else [],
        fields_read=reading(content),
        answers=parts.answers(content),
        known_answers={answer.element: answer.answer for answer in live.content.policy} if live else {},
        flags=rules.flags(
            content,
            live.content if live else None,
            sector=organisation.sector,
            verified=organisation.verified_at is not None,
            today=today,
        ),
        checklist=rules.checklist(),
        waited=rules.weekdays_between(clock.danish_day(version.submitted_at), today) if version.submitted_at else 0,
        lines=history.of_subject(db, "offer", offer.id),
        form=form,
        is_late=is_late,
        obstacle=_obstacle(actor, offer),
        is_open=version.status == "submitted",
    )


def _obstacle(actor: Actor, offer: Offer) -> str:
    """Why this administrator may not decide; "" when they may."""
    try:
        actions.require_reviewer(actor, offer)
    except Refused as refused:
        return str(refused)
    return ""


handlers = [queue, submission, preview, decide]
