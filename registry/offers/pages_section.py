"""A section of an offer's form: shown, redrawn by the buttons within it, and saved by itself."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from litestar import Response
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlalchemy.orm import Session

from registry import history, vocabulary
from registry.access import Actor, Hidden
from registry.history import Verb
from registry.i18n import gettext as _
from registry.i18n import speaking
from registry.offers import actions, facts, forms, goals, queries, rules, show, standing, suggesting
from registry.offers.content import Contact, OfferContent, PolicyAnswer
from registry.offers.forms.about import DISMISSED, TAKEN
from registry.offers.models import Offer, OfferVersion
from registry.partners.models import Organisation
from registry.web import clock, flash
from registry.web.http import Request, get, post
from registry.web.screening import cpr_message
from registry.web.templates import environment, go_to, page, register

SAVED = flash.message("afsnit-gemt", lambda: _("Afsnittet er gemt."))
NOT_NOW = flash.warning("kan-ikke-rettes", lambda: _("Teksten kan ikke rettes lige nu. Se her, hvor den er."))
_FINGERPRINT = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True)
class Conflict:
    """That a colleague did something while one wrote.

    Attributes:
        by: the colleague's name, "" when it is not known.
        at: when.
        is_open: whether the text can still be saved; else it was sent or decided.
        saved: what now stands where one wrote something else: the names of fields, and what they say.
    """

    by: str
    at: dt.datetime
    is_open: bool
    saved: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Opened:
    """A section of an offer that its organisation has opened."""

    offer: Offer
    version: OfferVersion
    organisation: Organisation
    section: str
    around: forms.Around

    @property
    def url(self) -> str:
        """The section's address."""
        return f"/mine/tilbud/{self.offer.id}/{self.section}"


@get("/mine/tilbud/{offer_id:str}/{section:str}")
def section(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    offer_id: FromPath[str],
    section: FromPath[str],
) -> Response[Any]:
    """Show a section to write in."""
    opened = _open(db, actor, offer_id, section)
    if opened.version.status not in rules.EDITABLE:
        return go_to(request, f"/mine/tilbud/{offer_id}", NOT_NOW)
    form = forms.SECTIONS[section].show(opened.version.content, opened.around)
    return _draw(request, db, opened, form)


@post("/mine/tilbud/{offer_id:str}/{section:str}")
def save(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    offer_id: FromPath[str],
    section: FromPath[str],
    posted: NamedDependency[FormMultiDict],
) -> Response[Any]:
    """Save a section, or redraw it when a button within it was pressed."""
    opened = _open(db, actor, offer_id, section)
    kind, version = forms.SECTIONS[section], opened.version
    seen = found[0] if (found := _FINGERPRINT.fullmatch(str(posted.get("seen", "")))) else ""
    form = kind.read(posted, version.content, opened.around)
    if kind.press and forms.pressed(posted):
        form.errors = {name: said for name, said in form.errors.items() if said == cpr_message()}
        kind.press(form, posted, opened.around)
        return _draw(request, db, opened, form, seen=seen, pressed=_pressed(posted))
    content = form.data
    if content is None:
        return _draw(request, db, opened, form, seen=seen)
    unseen = seen != forms.fingerprint(version.content, section)
    if version.status not in rules.EDITABLE or unseen:
        return _draw(request, db, opened, form, conflict=_conflict(db, opened, content))
    with speaking("da"):  # history is written in one language
        note = standing.section_title(section)
    dismissed = {*version.dismissed, *form.values.get(DISMISSED, ())}
    try:
        actions.save(db, actor, version, content, now=clock.now(), dismissed=dismissed, note=note)
    except actions.Changed:
        db.refresh(version)
        return _draw(request, db, opened, form, conflict=_conflict(db, opened, content))
    onwards = _next(section) if posted.get("then") == "next" else None
    return go_to(request, f"/mine/tilbud/{offer_id}" + (f"/{onwards}" if onwards else ""), SAVED)


def _open(db: Session, actor: Actor, offer_id: str, section: str) -> Opened:
    offer = actions.own_offer(db, actor, offer_id)
    if section not in forms.SECTIONS:
        raise Hidden
    version = actions.newest_version(db, offer.id)
    organisation = db.get_one(Organisation, offer.organisation_id)
    today = clock.today()
    return Opened(
        offer,
        version,
        organisation,
        section,
        forms.Around(
            today=today,
            askable=suggesting.askable(organisation.sector, today),
            contact=_contact_of(organisation) if version.number == 1 and version.status == "draft" else None,
        ),
    )


def _contact_of(organisation: Organisation) -> Contact | None:
    contact = Contact(
        name=organisation.contact_name,
        role=organisation.contact_role,
        email=organisation.contact_email,
        phone=organisation.contact_phone,
    )
    return None if contact == Contact() else contact


def _draw(
    request: Request,
    db: Session,
    opened: Opened,
    form: forms.SectionForm,
    *,
    seen: str | None = None,
    pressed: str = "",
    conflict: Conflict | None = None,
) -> Response[bytes]:
    """Draw a section's page, or the part of it that a button within it changes."""
    content = opened.version.content
    remarks, accepted = _remarks(db, opened.version)
    return page(
        request,
        f"offers/section_{opened.section}.html",
        block=forms.SECTIONS[opened.section].block,
        status_code=409 if conflict else form.status,
        form=form,
        opened=opened,
        url=opened.url,
        offer_name=content.title or _("Tilbud uden navn"),
        title=standing.section_title(opened.section),
        number=list(forms.SECTIONS).index(opened.section) + 1,
        following=_next(opened.section),
        seen=seen if seen is not None else forms.fingerprint(content, opened.section),
        pressed=pressed,
        conflict=conflict,
        said=lambda field: remarks.get(field, ""),
        accepted=accepted,
        limits=rules.LONGEST,
        words=vocabulary.current(),
        suggestions=_suggestions(opened, form),
        choices=suggesting.choices(opened.around.askable, opened.around.today),
        contact_is_suggested=opened.around.contact is not None and content.contact == Contact() and not form.errors,
    )


def _suggestions(opened: Opened, form: forms.SectionForm) -> suggesting.Suggestions:
    """Return what the text suggests, as it stands in the form that is being drawn."""
    content, values = opened.version.content, form.values
    needs, elements = list(content.needs), [answer.element for answer in content.policy]
    if opened.section == "om":
        needs += values[TAKEN]
        elements += values[TAKEN]
        content = _with_typed(content, values)
    elif opened.section == "behov":
        needs, elements = values["needs"], values["policy"]
    else:
        return suggesting.Suggestions()
    content = _choosing(content, needs, elements)
    dismissed = {*opened.version.dismissed, *values[DISMISSED]}
    if opened.section == "om":
        return suggesting.suggest(content, askable=opened.around.askable, dismissed=dismissed, needs=3, elements=2)
    return suggesting.suggest(content, askable=opened.around.askable, dismissed=dismissed)


def _with_typed(content: OfferContent, values: Mapping[str, Any]) -> OfferContent:
    typed = {"title": values["title"], "summary": values["summary"], "description": values["description"]}
    return msgspec.structs.replace(content, **typed)


def _choosing(content: OfferContent, needs: list[str], elements: list[str]) -> OfferContent:
    return msgspec.structs.replace(content, needs=tuple(needs), policy=tuple(PolicyAnswer(one) for one in elements))


def _conflict(db: Session, opened: Opened, typed: OfferContent) -> Conflict:
    """Return who was faster, and what now stands in the fields where one wrote something else."""
    version = opened.version
    latest = next(
        (line for line in history.of_subject(db, "offer", opened.offer.id, limit=5) if line.verb in _BY_COLLEAGUES),
        None,
    )
    differing = forms.changed_fields(version.content, typed, opened.section)
    saved = {show.field_label(field): show.field_lines(version.content, field) for field in differing}
    return Conflict(
        by=latest.actor_name if latest else "",
        at=latest.at if latest else version.saved_at,
        is_open=version.status in rules.EDITABLE,
        saved=tuple((label, ". ".join(lines) or _("Ikke oplyst")) for label, lines in saved.items()),
    )


_BY_COLLEAGUES = {Verb.SAVED, Verb.SUBMITTED, Verb.WITHDRAWN, Verb.STARTED, Verb.DRAFT_DELETED}


def _remarks(db: Session, version: OfferVersion) -> tuple[dict[str, str], set[str]]:
    """Return what reviewers said, by the field it is drawn at, and the policy answers they have accepted.

    What is said of one weekly time is drawn above them all.
    """
    if version.status != "returned":
        return {}, set()
    verdicts = queries.verdicts_on(db, version.id)
    said: dict[str, list[str]] = {}
    for one in standing.remarks(queries.comments_on(db, version.id), verdicts.values()):
        said.setdefault("weekly" if one.field.startswith("weekly.") else one.field, []).append(one.text)
    accepted = {element for element, verdict in verdicts.items() if verdict.accepted}
    return {field: "\n".join(texts) for field, texts in said.items()}, accepted


def _next(section: str) -> str | None:
    order = list(forms.SECTIONS)
    at = order.index(section) + 1
    return order[at] if at < len(order) else None


def _pressed(posted: FormMultiDict) -> str:
    """Return what was pressed, as `add` or `accept:<id>`, so that the page can put the focus where it belongs."""
    button = next(one for one in forms.BUTTONS if one in posted)
    return f"{button}:{posted.get(button)}" if button in ("accept", "dismiss", "suggest") else button


def has_room(chosen: list[str], another: str) -> bool:
    """Whether one more policy element may be answered beside the chosen ones."""
    return goals.has_room(chosen, another, vocabulary.current())


def with_room(suggested: Sequence[suggesting.Suggested], chosen: list[str]) -> list[suggesting.Suggested]:
    """Return the suggested policy elements that there is room for beside the chosen ones."""
    return [one for one in suggested if has_room(chosen, one.id)]


environment.filters["policy_with_room"] = with_room
register(
    policy_has_room=has_room,
    offer_options=facts.facet_options,
    offer_section_title=standing.section_title,
    offer_day_name=show.day_name,
)

handlers = [section, save]
