"""Saying that offers still hold: of all of one's own, and from a mail without signing in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from litestar import Response
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.access import Actor, Permission, require
from registry.i18n import gettext as _
from registry.i18n import ngettext
from registry.offers import at_once, keeping, show, upkeep
from registry.offers.content import OfferContent
from registry.offers.models import Offer, OfferVersion
from registry.offers.scheduling import PUBLISHED
from registry.partners.models import Organisation
from registry.upkeep import forms, links
from registry.upkeep.forms import Answers, Row
from registry.web import clock, flash, templates
from registry.web.forms import Form
from registry.web.http import Request, get, post
from registry.web.templates import go_to, page

CONFIRMED = flash.message("tilbud-bekraeftede", lambda: _("Tak. Det er noteret, og datoen står ved hvert tilbud."))


@get("/mine/bekraeft")
def own(request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session]) -> Response[bytes]:
    """Show one's published offers, those that were confirmed longest ago first."""
    require(actor, Permission.WRITE_OFFER)
    return _draw(request, "/mine/bekraeft", _own_rows(db, actor), actor.name)


@post("/mine/bekraeft")
def confirm_own(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    posted: NamedDependency[FormMultiDict],
) -> Response[Any]:
    """Confirm the offers that were ticked."""
    require(actor, Permission.WRITE_OFFER)
    shown = _own_rows(db, actor)
    answers = forms.read(posted, shown, clock.today())
    if answers.errors:
        return _draw(request, "/mine/bekraeft", shown, actor.name, answers)
    _carry_out(db, actor, answers, clock.now())
    return go_to(request, "/mine", CONFIRMED)


@get(f"{links.PATH}/{{token:str}}")
def by_link(request: Request, db: NamedDependency[Session], token: FromPath[str]) -> Response[bytes]:
    """Show the offers that a mail was about. Looking changes nothing: mail scanners open links too."""
    link = links.find(db, token, clock.now())
    if link is None:
        return page(request, "upkeep/link_spent.html", status_code=410)
    shown = _rows_of(db, link.offer_ids, link.organisation_id)
    organisation = db.get_one(Organisation, link.organisation_id)
    return _draw(request, f"{links.PATH}/{token}", shown, links.person(link), organisation=organisation)


@post(f"{links.PATH}/{{token:str}}")
def confirm_by_link(
    request: Request,
    db: NamedDependency[Session],
    posted: NamedDependency[FormMultiDict],
    token: FromPath[str],
) -> Response[Any]:
    """Confirm the offers that were ticked, in the name of whoever the mail was to."""
    now = clock.now()
    link = links.find(db, token, now)
    if link is None:
        return page(request, "upkeep/link_spent.html", status_code=410)
    shown = _rows_of(db, link.offer_ids, link.organisation_id)
    organisation = db.get_one(Organisation, link.organisation_id)
    answers = forms.read(posted, shown, clock.today())
    if answers.errors:
        return _draw(request, f"{links.PATH}/{token}", shown, links.person(link), answers, organisation=organisation)
    _carry_out(db, links.holder(link), answers, now)
    held = [one.row for one in answers.rows if one.holds]
    return page(
        request,
        "upkeep/thanks.html",
        headers={"cache-control": "no-store"},
        organisation=organisation,
        held=held,
        left=[one.row for one in answers.rows if not one.holds],
        heading=ngettext("Tak. Tilbuddet er bekræftet", "Tak. %(n)s tilbud er bekræftet", len(held)) % {"n": len(held)},
    )


def _carry_out(db: Session, actor: Actor, answers: Answers, now: dt.datetime) -> None:
    for one in answers.rows:
        if not one.holds:
            continue
        changed = forms.with_availability(one)
        if changed != one.row.content:
            keeping.change_at_once(db, actor, one.row.offer, changed, at_once.AT_ONCE, now=now)
        if one.row.renews:
            upkeep.declare(db, actor, one.row.offer.id, answers.declared_by, now=now)
    upkeep.confirm(db, actor, [one.row.offer.id for one in answers.rows if one.holds], now=now)


def _own_rows(db: Session, actor: Actor) -> list[Row]:
    found = select(Offer.id).where(Offer.organisation_id.in_(sorted(actor.organisations)))
    return _rows_of(db, db.scalars(found).all())


def _rows_of(db: Session, offer_ids: Sequence[str], organisation_id: str | None = None) -> list[Row]:
    """Return the rows of the published offers among some ids: hidden ones first, then by when they were confirmed.

    With an organisation, only those that are still with it.
    """
    theirs = [Offer.organisation_id == organisation_id] if organisation_id else []
    found = db.execute(
        select(Offer, OfferVersion)
        .join(OfferVersion, OfferVersion.id == Offer.live_version_id)
        .where(Offer.id.in_(offer_ids), Offer.status.in_(PUBLISHED), *theirs)
    ).all()
    made = forms.rows([(offer, version.content) for offer, version in found], clock.today())
    return sorted(made, key=lambda row: (row.offer.status in ("live", "paused"), row.offer.confirmed_at, row.offer.id))


def _draw(
    request: Request,
    url: str,
    shown: Sequence[Row],
    reader: str,
    answers: Answers | None = None,
    organisation: Organisation | None = None,
) -> Response[bytes]:
    values: dict[str, Any] = {"declared_by": answers.declared_by if answers else _declared_by(shown, reader)}
    for row in shown:
        values[f"available_from.{row.offer.id}"] = row.content.available_from or ""
    for one in answers.rows if answers else ():
        values[f"available_from.{one.row.offer.id}"] = one.available_from
    form: Form[Any] = Form(values=values, errors=answers.errors if answers else {})
    return page(
        request,
        "upkeep/confirm.html",
        status_code=form.status,
        headers={"cache-control": "no-store"},
        url=url,
        rows=shown,
        form=form,
        chosen={one.row.offer.id: one for one in answers.rows} if answers else {},
        organisation=organisation,
    )


def _declared_by(shown: Sequence[Row], reader: str) -> str:
    return next((at_once.likely_declarer(row.content, reader) for row in shown if row.renews), "")


def in_short(content: OfferContent) -> list[str]:
    """Return what an organisation has to look at before it says that an offer holds, a sentence each."""
    place, person = show.where(content), content.contact
    phone = (person.phone or "").replace(" ", "\u00a0")
    reach = ", ".join(part for part in (person.name, phone, person.email) if part)
    return [*show.who(content), *show.when(content), *([place] if place else []), *show.price(content), reach]


templates.register(offer_in_short=in_short)

handlers = [own, confirm_own, by_link, confirm_by_link]
