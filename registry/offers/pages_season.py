"""Last year's offers for a new season: choose them, look the drafts through on one page, send all that are complete."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from litestar import Response
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from sqlalchemy.orm import Session

from registry.access import Actor, Permission, require
from registry.i18n import gettext as _
from registry.offers import at_once, season
from registry.offers.actions import Changed
from registry.offers.forms.reading import Reading
from registry.offers.season import Dates, Days, Draft
from registry.partners import queries as partner_queries
from registry.web import clock, flash
from registry.web.forms import Form
from registry.web.http import Request, get, post
from registry.web.templates import go_to, page

_HERE, _LOOK = "/mine/tilbud/saeson", "/mine/tilbud/saeson/gennemse"
COPIED = flash.message("saeson-kopieret", lambda: _("Kladderne er klar. Se dem igennem, og send dem, der er færdige."))
SAVED = flash.message("saeson-gemt", lambda: _("Gemt."))
SENT = flash.message("saeson-sendt", lambda: _("Tak. De færdige er sendt til kommunen, og vi har skrevet til jer."))
NONE_SENT = flash.warning("saeson-ingen", lambda: _("Gemt. Ingen af de valgte er færdige endnu, så intet er sendt."))
STALE = flash.warning("saeson-aendret", lambda: _("En kollega har rettet noget imens. Sådan ser det ud nu."))


@get(_HERE)
def choose(request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session]) -> Response[Any]:
    """Show which offers can be copied."""
    require(actor, Permission.WRITE_OFFER)
    return _draw_choice(request, db, actor)


@post(_HERE)
def copy(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    posted: NamedDependency[FormMultiDict],
) -> Response[Any]:
    """Copy the offers that were ticked."""
    require(actor, Permission.WRITE_OFFER)
    chosen = [str(id_) for id_ in posted.getall("offer", [])]
    dates = Dates.CLEARED if posted.get("dates") == Dates.CLEARED else Dates.MOVED
    if not chosen:
        form: Form[Any] = Form(values={"dates": dates}, errors={"offer": _("Vælg mindst ét tilbud")})
        return _draw_choice(request, db, actor, form)
    season.copy_for_next_season(db, actor, chosen, dates, now=clock.now())
    return go_to(request, _LOOK, COPIED)


@get(_LOOK)
def look_through(request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session]) -> Response[Any]:
    """Show the copies that have not been sent yet."""
    require(actor, Permission.WRITE_OFFER)
    return _draw(request, season.drafts(db, actor, clock.today()))


@post(_LOOK)
def save(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    posted: NamedDependency[FormMultiDict],
) -> Response[Any]:
    """Keep the days and the declaration, and send what is complete when that was asked for."""
    require(actor, Permission.WRITE_OFFER)
    shown = season.drafts(db, actor, clock.today())
    reading = Reading(posted)
    days = {one.offer.id: _days(reading, one) for one in shown if f"{one.offer.id}.starts_on" in posted}
    declared_by, wrong = at_once.declared_by(str(posted.get("declared_by", "")))
    reading.form.values["declared_by"] = declared_by
    if declared_by and wrong:
        reading.wrong("declared_by", wrong)
    chosen = [str(id_) for id_ in posted.getall("offer", [])]
    if reading.form.errors:
        reading.form.values["offer"] = chosen
        return _draw(request, shown, reading.form)
    now = clock.now()
    try:
        with db.begin_nested():
            season.save(db, actor, shown, days, declared_by or None, now=now)
            if "send" not in posted:
                return go_to(request, _LOOK, SAVED)
            sent = season.submit(db, actor, chosen, base_url=request.app.state.settings.base_url, now=now)
    except Changed:
        return go_to(request, _LOOK, STALE)
    left = season.drafts(db, actor, clock.today())
    return go_to(request, _LOOK if left else "/mine", SENT if sent else NONE_SENT)


def _days(reading: Reading, draft: Draft) -> Days:
    at = draft.offer.id
    days = Days(reading.day(f"{at}.starts_on"), reading.day(f"{at}.ends_on"))
    if days.starts_on and days.ends_on and days.ends_on < days.starts_on:
        reading.wrong(f"{at}.ends_on", _("Sidste dag skal være efter første dag"))
    return days


def _draw_choice(request: Request, db: Session, actor: Actor, form: Form[Any] | None = None) -> Response[Any]:
    if elsewhere := partner_queries.address_without_organisation(actor):
        return go_to(request, elsewhere)
    form = form or Form.showing({"dates": Dates.MOVED})
    return page(
        request,
        "offers/season.html",
        status_code=form.status,
        form=form,
        candidates=season.candidates(db, actor),
        waiting=len(season.drafts(db, actor, clock.today())),
    )


def _draw(request: Request, shown: Sequence[Draft], form: Form[Any] | None = None) -> Response[bytes]:
    if form is None:
        values: dict[str, Any] = {"declared_by": "", "offer": [one.offer.id for one in shown]}
        for one in shown:
            for name in ("starts_on", "ends_on"):
                day = getattr(one.version.content, name)
                values[f"{one.offer.id}.{name}"] = day.isoformat() if day else ""
        form = Form.showing(values)
    undeclared = [one for one in shown if not one.version.content.safety_declared_by]
    return page(
        request,
        "offers/season_look.html",
        status_code=form.status,
        form=form,
        drafts=shown,
        undeclared=len(undeclared),
        # what the one declaration gives to all of them isn't told again at each
        lacking={
            one.offer.id: [fault.message for fault in one.lacking if fault.field != "safety_declared_by"]
            for one in shown
        },
    )


handlers = [choose, copy, look_through, save]
