"""One page for each submission: reading it, and deciding on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from litestar import Response
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlalchemy.orm import Session

from registry import history
from registry.access import Actor, Hidden, Permission, Refused, require
from registry.findings.candidates import not_told_apart
from registry.i18n import gettext as _
from registry.offers import facts, parts, risk, standing
from registry.partners import actions as partner_actions
from registry.partners import labels, verifying
from registry.review import actions, claims, corrections, differences, narrowing, queries, reasons, rules, undoing
from registry.review.actions import TooLate, Verdict
from registry.review.forms import Filled, insert_reason, must_be_read_again, own_words, read
from registry.review.queries import Submission
from registry.review.rights import require_reviewer
from registry.web import clock, flash
from registry.web.forms import Form
from registry.web.http import Request, get, post
from registry.web.templates import go_to, page, wants_part

#: Templates draw offers and organisations with what these rooms register.
_DRAWN_WITH = (parts, labels)
#: So many live offers that a submission is like are shown beside it.
_MOST_ALIKE = 3

APPROVED = flash.message(
    "review-godkendt", lambda: _("Tilbuddet er godkendt. Fagfolk kan finde det nu. Partneren får mail om ti minutter.")
)
APPROVED_PAUSED = flash.message(
    "review-godkendt-pause",
    lambda: _("Tilbuddet er godkendt. Det er på pause, så fagfolk finder det, når partneren viser det igen."),
)
RETURNED = flash.message("review-retur", lambda: _("Tilbuddet er sendt retur. Partneren får mail om ti minutter."))
NEXT = flash.message("review-naeste", lambda: _("Her er det næste."))
DECLINED = flash.message("review-afslaaet", lambda: _("Tilbuddet er afslået. Partneren får mail om ti minutter."))
VERIFIED = flash.message("review-bekraeftet", lambda: _("Organisationen er bekræftet. Medlemmerne får en mail."))
FASTER = flash.warning(
    "review-bekraeftet-forinden", lambda: _("Organisationen er bekræftet eller ændret i mellemtiden. Se efter igen.")
)


@get("/godkend/{version_id:str}")
def submission(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], version_id: FromPath[str]
) -> Response[bytes]:
    """Show a submission: what is new, each policy answer, and a place for every comment; or what came of it."""
    found = _found(db, actor, version_id)
    if found.version.status != "submitted":
        return _draw_closed(request, db, found)
    return draw(request, actor, db, found, _fresh(found))


@get("/godkend/{version_id:str}/vis")
def preview(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], version_id: FromPath[str]
) -> Response[bytes]:
    """Show the offer as it will look."""
    found = _found(db, actor, version_id)
    if found.version.status == "returned":
        raise Hidden
    return page(
        request,
        "review/preview.html",
        version=found.version,
        content=found.version.content,
        organisation=found.organisation,
        partners=[one for one in found.partners if one.is_behind],
    )


@post("/godkend/{version_id:str}")
def decide(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    posted: NamedDependency[FormMultiDict],
    version_id: FromPath[str],
) -> Response[Any]:
    """Approve, return or decline, on the text that the reviewer has read."""
    found = _found(db, actor, version_id, with_drafts=True)
    require_reviewer(actor, found.offer)
    filled = read(posted, found.version.content, clock.today())
    if found.version.status != "submitted" or found.version.revision != filled.revision:
        return _draw_late(request, actor, db, found, filled)
    if posted.get("insert"):
        if chosen := next((one for one in reasons.templates(db) if one.id == filled.form.value("template")), None):
            insert_reason(filled.form, chosen.text)
        return draw(request, actor, db, found, filled.form)
    if filled.form.errors:
        return draw(request, actor, db, found, filled.form)
    narrowed = narrowing.read(dict(request.query_params))
    following = queries.next_after(db, found.version, actor, narrowed, now=clock.now())
    try:
        message = _carry_out(db, actor, found, filled, request.app.state.settings.base_url)
    except TooLate:
        return _draw_late(request, actor, db, found, filled)
    if following is None:
        return go_to(request, narrowed.url("/godkend"), message)
    return go_to(request, narrowed.url(f"/godkend/{following}"), message, NEXT)


@post("/godkend/{version_id:str}/bekraeft")
def verify(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    posted: NamedDependency[FormMultiDict],
    version_id: FromPath[str],
) -> Response[Any]:
    """Verify the organisation by one click on a usual reason; with scripts nothing that is typed below is lost."""
    found = _found(db, actor, version_id)
    here = f"/godkend/{found.version.id}"
    _form, reason = verifying.read_reason(posted, "")
    message = FASTER
    if reason and verifying.has_seen(posted, found.organisation):
        base_url = request.app.state.settings.base_url
        try:
            partner_actions.verify(db, actor, found.organisation, reason, base_url=base_url, now=clock.now())
            message = VERIFIED
        except partner_actions.Changed:
            db.refresh(found.organisation)
    if wants_part(request):
        return draw(request, actor, db, found, _fresh(found), block="organisation")
    return go_to(request, here, message)


def _carry_out(db: Session, actor: Actor, found: Submission, filled: Filled, base_url: str) -> str:
    """Give the decision; return the message to show."""
    judged, version, now = filled.judgement, found.version, clock.now()
    verdicts = {
        element: Verdict(accepted, None if accepted else judged.reasons.get(element))
        for element, accepted in judged.verdicts.items()
        if accepted is not None
    }
    said: dict[str, Any] = {"verdicts": verdicts, "comments": judged.comments, "base_url": base_url, "now": now}
    if filled.decision == "approve":
        actions.approve(db, actor, version, note=judged.note or None, corrected=filled.corrected, **said)
        return APPROVED_PAUSED if found.offer.status == "paused" else APPROVED
    if filled.decision == "return":
        actions.return_to_partner(db, actor, version, note=judged.note or None, **said)
        return RETURNED
    actions.decline(db, actor, version, note=judged.note, **said)
    return DECLINED


def _found(db: Session, actor: Actor, version_id: str, *, with_drafts: bool = False) -> Submission:
    require(actor, Permission.REVIEW)
    found = queries.submission(db, version_id)
    if found is None or (found.version.status == "draft" and not with_drafts):
        raise Hidden
    return found


def _fresh(found: Submission) -> Form[Any]:
    """Return a form that nobody has filled in; an answer that was accepted before and says the same is accepted."""
    values: dict[str, Any] = {f"verdict.{element}": "yes" for element in found.accepted_and_the_same()}
    return Form(values=values | {"revision": found.version.revision})


def _draw_late(request: Request, actor: Actor, db: Session, found: Submission, filled: Filled) -> Response[bytes]:
    """Say what happened meanwhile, and keep what was typed in sight."""
    if found.version.status != "submitted":
        return _draw_closed(request, db, found, filled)
    must_be_read_again(filled.form, found.version.revision)
    return draw(request, actor, db, found, filled.form, is_late=True)


def draw(
    request: Request,
    actor: Actor,
    db: Session,
    found: Submission,
    form: Form[Any],
    *,
    is_late: bool = False,
    block: str | None = None,
    told: Sequence[str] = (),
) -> Response[bytes]:
    """Draw a submission that waits, with a form; `told`: messages to show above it."""
    version, live, today = found.version, found.live, clock.today()
    content = version.content
    form.values.setdefault("revision", version.revision)
    can_be_fixed = corrections.texts(content) | facts.show(content)
    for name, text in can_be_fixed.items():
        form.values.setdefault(f"fix.{name}", text)
    now, narrowed = clock.now(), narrowing.read(dict(request.query_params))
    changes = differences.differences(live, content) if live else []
    changed = {change.field for change in changes}
    flags = _flags(found, today)
    earlier = {one.field: one for one in found.comments}
    return page(
        request,
        "review/submission.html",
        block=block,
        status_code=409 if is_late else form.status,
        messages=[*flash.texts(request), *flash.told(told)],
        found=found,
        version=version,
        organisation=found.organisation,
        content=content,
        changes=changes,
        rows=[row for row in differences.reading(content) if row.field not in changed],
        answers=differences.answers(live, content),
        dropped=differences.dropped_answers(live, content),
        flags=flags,
        alike=[] if block else not_told_apart(db, found.offer.id, found.organisation.id, content)[:_MOST_ALIKE],
        level=risk.level(flags),
        fixes=corrections.AT_ROW,
        is_long=corrections.is_long,
        is_wrong_at=lambda rows: _is_wrong_at(form, [row.field for row in rows]),
        is_fact=facts.FACTS.__contains__,
        fix_label=corrections.label,
        fix_options=lambda name: facts.options(name, content),
        is_fixed=lambda names: any(form.value(f"fix.{name}") != can_be_fixed[name] for name in names),
        claim=claims.of(db, [version.id], now).get(version.id),
        reasons=reasons.templates(db),
        undoable=undoing.undoable(db, actor, now),
        following=queries.next_after(db, version, actor, narrowed, now=now),
        narrowed=narrowed,
        earlier=earlier,
        checklist=rules.checklist(),
        waited=rules.weekdays_between(clock.danish_day(version.submitted_at), today) if version.submitted_at else 0,
        lines=_story(db, found),
        form=form,
        is_late=is_late,
        obstacle=_obstacle(actor, found),
    )


def _is_wrong_at(form: Form[Any], fields: Sequence[str]) -> bool:
    """Whether something was said or corrected at one of these rows that can't be right, so that it must be in sight."""
    names = {f"comment.{field}" for field in fields}
    names |= {f"fix.{name}" for field in fields for name in corrections.AT_ROW.get(field, ())}
    return any(".".join(name.split(".")[:2]) in names or name in names for name in form.errors)


def _flags(found: Submission, today: dt.date) -> list[risk.Flag]:
    organisation = found.organisation
    return rules.flags(
        found.version.content,
        found.live,
        sector=organisation.sector,
        verified=organisation.verified_at is not None,
        today=today,
        own=(organisation.website, organisation.contact_email),
        is_first=found.is_first,
    )


def _draw_closed(request: Request, db: Session, found: Submission, filled: Filled | None = None) -> Response[bytes]:
    """Draw what came of a submission; with a filled-in form: its decision came too late."""
    version = found.version
    typed = own_words(filled.form) if filled else []
    if filled and filled.corrected:
        typed += [(one.label, one.now) for one in corrections.corrections(version.content, filled.corrected)]
    return page(
        request,
        "review/closed.html",
        status_code=409 if filled else 200,
        found=found,
        version=version,
        organisation=found.organisation,
        content=version.content,
        is_late=filled is not None,
        typed=typed,
        said=[(differences.row_label(one.field), one.text) for one in found.comments],
        verdicts=[(differences.row_label(f"policy.{one.element}"), one) for one in found.verdicts.values()],
        lines=_story(db, found),
    )


def _story(db: Session, found: Submission) -> list[history.HistoryLine]:
    return standing.story(history.of_subject(db, "offer", found.offer.id))


def _obstacle(actor: Actor, found: Submission) -> str:
    """Why this administrator may not decide; "" when they may."""
    try:
        require_reviewer(actor, found.offer)
    except Refused as refused:
        return str(refused)
    return ""


handlers = [submission, preview, decide, verify]
