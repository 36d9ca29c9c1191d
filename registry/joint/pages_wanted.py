"""The pages on which partners find offers that seek partners, and write to them. Administrators read along."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlalchemy.orm import Session

from registry import vocabulary
from registry.access import Actor, Hidden, Permission, Refused, may, require
from registry.i18n import current_locale
from registry.i18n import gettext as _
from registry.joint import forms, queries, rules, wishes
from registry.joint.queries import Narrowing
from registry.offers import parts
from registry.offers.actions import Changed
from registry.offers.together import Help
from registry.partners import queries as partner_queries
from registry.partners import rules as partner_rules
from registry.partners.models import Organisation
from registry.web import clock, flash
from registry.web.forms import Form
from registry.web.http import Request, get, post
from registry.web.keyset import read_place
from registry.web.screening import asks_about_cpr
from registry.web.templates import go_to, page

WRITTEN = flash.message("partner-skrevet", lambda: _("Tak. De har fået jeres besked på mail og svarer jer."))
WAITS = flash.warning("partner-venter", lambda: _("I har allerede skrevet og venter på svar."))
_OLDEST = 120


@get("/partnere")
def wanted(request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session]) -> Response[Any]:
    """Show which offers seek partners."""
    _may_read(actor)
    if asks_about_cpr(request):
        return go_to(request, "/partnere")
    narrowing, form = _narrowing(request)
    place = read_place(dict(request.query_params))
    found, turning, total = queries.wanted(db, narrowing, place, clock.today())
    words = vocabulary.current()
    return page(
        request,
        "joint/wanted.html",
        found=found,
        turning=turning,
        total=total,
        narrowing=narrowing,
        form=form,
        helps=list(parts.helps().items()),
        needs=[(need.id, need.label(current_locale())) for need in words.needs.values()],
    )


@get("/partnere/{offer_id:str}")
def one(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], offer_id: FromPath[str]
) -> Response[bytes]:
    """Show one of them, with what it offers."""
    _may_read(actor)
    return _draw(request, db, actor, offer_id, Form())


@post("/partnere/{offer_id:str}")
def write(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    offer_id: FromPath[str],
    posted: NamedDependency[FormMultiDict],
) -> Response[Any]:
    """Write to those who seek."""
    require(actor, Permission.WRITE_OFFER)
    form = forms.read_letter(posted)
    only = next(iter(actor.organisations)) if len(actor.organisations) == 1 else ""
    organisation = db.get(Organisation, str(form.value("organisation") or only))
    if form.data is not None and organisation is None:
        form.reject("organisation", _("Vælg, hvem I skriver for"))
    if form.data is None or organisation is None:
        return _draw(request, db, actor, offer_id, form)
    base_url = request.app.state.settings.base_url
    try:
        wishes.write(db, actor, offer_id, organisation, form.data.text, base_url=base_url, now=clock.now())
    except Changed:
        return go_to(request, f"/partnere/{offer_id}", WAITS)
    except Refused as refused:
        return _draw(request, db, actor, offer_id, form.reject("", str(refused)))
    return go_to(request, f"/partnere/{offer_id}", WRITTEN)


def _may_read(actor: Actor) -> None:
    """Let partners and administrators pass: what an organisation lacks is nobody else's business."""
    if not may(actor, Permission.ADMINISTER):
        require(actor, Permission.WRITE_OFFER)


def _narrowing(request: Request) -> tuple[Narrowing, Form[Any]]:
    """Return what was asked for, without what can't be, and the form that shows it with what is wrong."""
    asked = {name: str(request.query_params.get(name) or "")[:40].strip() for name in _FIELDS}
    form: Form[Any] = Form.showing(asked)
    age = int(asked["alder"]) if asked["alder"].isascii() and asked["alder"].isdigit() else None
    if asked["alder"] and (age is None or age > _OLDEST):
        form.reject("alder", _("Skriv en alder i hele år fra 0 til 120"))
        age = None
    place = partner_rules.read_postal_code(asked["sted"]) if asked["sted"] else ""
    if place is None:
        form.reject("sted", _("Skriv et postnummer med fire cifre"))
    kind = asked["hjaelp"] if asked["hjaelp"] in set(Help) else ""
    need = asked["behov"] if asked["behov"] in vocabulary.current().needs else ""
    return Narrowing(kind, need, age, place or ""), form


_FIELDS = ("hjaelp", "behov", "alder", "sted")


def _draw(request: Request, db: Session, actor: Actor, offer_id: str, form: Form[forms.Letter]) -> Response[bytes]:
    found = queries.one_wanted(db, offer_id, clock.today())
    if found is None:
        raise Hidden
    return page(
        request,
        "joint/wanted_one.html",
        status_code=form.status,
        found=found,
        content=found.content,
        is_own=found.organisation.id in actor.organisations,
        own_choices=[(one.id, one.name) for one in partner_queries.summaries(db, actor.organisations)],
        written=queries.own_letters(db, offer_id, actor.organisations),
        form=form,
        longest=rules.LONGEST_LETTER,
    )


handlers = [wanted, one, write]
