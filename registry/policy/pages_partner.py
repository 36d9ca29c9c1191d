"""The new questions of a policy framework that took over, for partners to answer in their own time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from litestar import Response
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlalchemy.orm import Session

from registry import vocabulary
from registry.access import Actor, Permission, require
from registry.i18n import gettext as _
from registry.offers import actions, goals, queries, questions
from registry.offers.content import ANSWER_LENGTH, MOST_POLICY_ANSWERS, OfferContent
from registry.offers.models import OfferVersion
from registry.offers.questions import Question
from registry.offers.rules import too_long
from registry.policy import answering
from registry.policy.answering import Came
from registry.vocabulary import Element
from registry.web import clock, flash
from registry.web.forms import Form, typed_text
from registry.web.http import Request, get, post
from registry.web.screening import screen
from registry.web.templates import go_to, page

SENT = flash.message(
    "nye-maal-sendt", lambda: _("Tak. Kommunen læser jeres svar, og det godkendte bliver stående imens.")
)
KEPT = flash.message(
    "nye-maal-i-kladden", lambda: _("Svarene ligger i jeres kladde. Send den, når resten også er klar.")
)
NOTED = flash.message("nye-maal-noteret", lambda: _("Tak. Det er noteret, og I bliver ikke spurgt igen."))


@dataclass(frozen=True)
class Asked:
    """Questions about one old element: what it was, what the offer answered to it, and the new elements."""

    old: Element | None
    answer: str
    relation: str
    elements: tuple[Element, ...]


@get("/mine/nye-maal")
def waiting(request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session]) -> Response[bytes]:
    """List the offers for which new questions wait."""
    require(actor, Permission.WRITE_OFFER)
    found = questions.waiting(db, actor.organisations)
    offers = {one.id: one for one in queries.own_offers(db, actor.organisations)}
    left = {id_: questions.unanswered(asked, offers[id_].content) for id_, asked in found.items()}
    rows = [(offers[id_], len(asked)) for id_, asked in left.items() if asked]
    return page(
        request,
        "policy/waiting.html",
        rows=sorted(rows, key=lambda row: row[0].content.title.casefold()),
        framework_of={
            id_: vocabulary.current().frameworks.get(asked[0].framework) for id_, asked in left.items() if asked
        },
    )


@get("/mine/nye-maal/{offer_id:str}")
def asked(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], offer_id: FromPath[str]
) -> Response[Any]:
    """Show the questions that wait for one offer."""
    actions.own_offer(db, actor, offer_id)
    version = actions.newest_version(db, offer_id)
    found = questions.unanswered(questions.waiting_for(db, offer_id), version.content)
    form: Form[Any] = Form.showing({f"policy.{one.target}": _begun(one) for one in found})
    return _draw(request, version, found, form)


@post("/mine/nye-maal/{offer_id:str}")
def answer(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    offer_id: FromPath[str],
    posted: NamedDependency[FormMultiDict],
) -> Response[Any]:
    """Take the answers, and note which questions the offer has none to."""
    actions.own_offer(db, actor, offer_id)
    version, now = actions.newest_version(db, offer_id), clock.now()
    found = questions.unanswered(questions.waiting_for(db, offer_id), version.content)
    form = _read(posted, found, version.content)
    if form.errors:
        return _draw(request, version, found, form)
    said = {one.target: form.values[f"policy.{one.target}"] for one in found if _says(form, one)}
    refused = [one.target for one in found if form.values[f"none.{one.target}"]]
    try:
        came = answering.answer(db, actor, offer_id, said, base_url=request.app.state.settings.base_url, now=now)
    except actions.Changed:
        form.reject("", _("Tilbuddet ligger hos kommunen, eller en kollega har rettet det imens. Prøv igen om lidt."))
        return _draw(request, version, found, form, status_code=409)
    answering.decline(db, actor, offer_id, refused, now=now)
    onwards = {Came.SENT: SENT, Came.KEPT: KEPT, Came.NOTHING: NOTED}[came]
    return go_to(request, f"/mine/tilbud/{offer_id}" if came is Came.KEPT else "/mine/nye-maal", onwards)


def _read(posted: FormMultiDict, found: list[Question], content: OfferContent) -> Form[Any]:
    form: Form[Any] = Form()
    for one in found:
        form.values[f"policy.{one.target}"] = typed_text(posted.get(f"policy.{one.target}"))
    screen(form)
    for one in found:
        form.values[f"none.{one.target}"] = bool(posted.get(f"none.{one.target}"))
    least, most = ANSWER_LENGTH
    for one in found:
        name, text = f"policy.{one.target}", form.values[f"policy.{one.target}"]
        if not _says(form, one) or name in form.errors:
            continue
        if len(text) > most:
            form.reject(name, too_long(most, len(text) - most))
        elif len(text) < least:
            form.reject(name, _("Skriv mindst %(least)s tegn, gerne med et eksempel") % {"least": least})
    said = [one.target for one in found if _says(form, one)]
    held = [answer.element for answer in content.policy if answer.element not in said]
    words = vocabulary.current()
    if not form.errors and said and len(goals.with_room(held, said, words)) < len(said):
        form.reject(
            f"policy.{said[-1]}",
            _("Et tilbud kan svare på højst %(most)s mål. Lad et af dem stå tomt.") % {"most": MOST_POLICY_ANSWERS},
        )
    if not form.errors and not said and not any(form.values[f"none.{one.target}"] for one in found):
        form.reject("", _("Skriv et svar, eller sæt hak ved det, I ikke svarer på."))
    return form


def _says(form: Form[Any], one: Question) -> bool:
    return bool(form.values[f"policy.{one.target}"]) and not form.values[f"none.{one.target}"]


def _begun(one: Question) -> str:
    """Return what an answer begins with: what was answered before, unless that one was split."""
    return "" if one.relation == "split" else one.answer


def _draw(
    request: Request, version: OfferVersion, found: list[Question], form: Form[Any], status_code: int | None = None
) -> Response[bytes]:
    words, by_source = vocabulary.current(), dict[str, list[Question]]()
    for one in found:
        by_source.setdefault(one.source, []).append(one)
    groups = [
        Asked(
            words.elements.get(source),
            own[0].answer,
            own[0].relation,
            tuple(words.elements[one.target] for one in own if one.target in words.elements),
        )
        for source, own in by_source.items()
    ]
    return page(
        request,
        "policy/answer.html",
        status_code=status_code or form.status,
        offer_id=version.offer_id,
        title=version.content.title or _("Tilbud uden navn"),
        form=form,
        groups=groups,
        framework=words.frameworks.get(found[0].framework) if found else None,
        is_read=answering.is_readable(version),
        most=ANSWER_LENGTH[1],
    )


handlers = [waiting, asked, answer]
