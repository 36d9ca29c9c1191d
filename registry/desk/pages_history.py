"""The administrators' list of everything that happened, and the same as a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from litestar import Response
from litestar.di import NamedDependency
from litestar.response import Stream
from sqlalchemy.orm import Session

from registry.access import Actor, Permission, require
from registry.desk.history import HERE, MOST_COUNTED, Narrowing, by_day, each, number, read_narrowing, told
from registry.history import HistoryLine, Kind
from registry.i18n import current_locale, speaking
from registry.i18n import gettext as _
from registry.offers import queries as offer_queries
from registry.partners.models import Organisation
from registry.web import clock, history_verbs, history_words
from registry.web.downloads import as_csv, as_json
from registry.web.forms import Form
from registry.web.http import Request, get
from registry.web.keyset import read_place
from registry.web.screening import asks_about_cpr
from registry.web.templates import go_to, page


@get(HERE)
def history(request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session]) -> Response[Any]:
    """Show what happened, newest first, narrowed to what the address says."""
    require(actor, Permission.ADMINISTER)
    if asks_about_cpr(request):
        return go_to(request, HERE)
    query = dict(request.query_params)
    narrowing = read_narrowing(query)
    lines, turning = told(db, narrowing, read_place(query))
    typed = {**narrowing.values(), **{name: query.get(name, "") for name in narrowing.wrong}}
    return page(
        request,
        "desk/history.html",
        block="list",
        status_code=422 if narrowing.wrong else 200,
        form=Form(values=typed, errors=dict(narrowing.wrong)),
        narrowing=narrowing,
        at_organisation=db.get(Organisation, narrowing.hos) if narrowing.hos else None,
        offer_title=offer_queries.title_of(db, narrowing.tilbud) if narrowing.tilbud else None,
        days=by_day(lines),
        total=number(db, narrowing),
        most=MOST_COUNTED,
        turning=turning,
        turn=narrowing.url,
        verbs=sorted(history_verbs.verbs().items(), key=lambda verb: verb[1]),
        kinds=list(_kinds().items()),
    )


@get(f"{HERE}.csv")
def history_csv(request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session]) -> Stream:
    """Give all of what the address asks for as a file, in sentences."""
    require(actor, Permission.ADMINISTER)
    header = [_("Hvornår"), _("Hvem"), _("Hvad"), _("Om"), _("Navn"), _("Sætning"), _("Begrundelse")]
    locale, verbs, kinds = current_locale(), history_verbs.verbs(), {str(kind): name for kind, name in _kinds().items()}

    def rows() -> Iterator[tuple[object, ...]]:
        for line in _lines(request):
            with speaking(locale):  # the answer is written after its request
                said, note = history_words.sentence(line), history_words.note(line)
            at = line.at.astimezone(clock.DENMARK).strftime("%Y-%m-%d %H:%M:%S")
            kind, verb = kinds.get(line.subject_kind, line.subject_kind), verbs.get(line.verb, line.verb)
            yield (at, line.actor_name, verb, kind, line.subject_name, said, note)

    return as_csv("historik.csv", header, rows())


@get(f"{HERE}.json")
def history_json(request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session]) -> Stream:
    """Give all of what the address asks for as a file for other programs."""
    require(actor, Permission.ADMINISTER)
    names = [column.key for column in HistoryLine.__table__.columns]
    return as_json("historik.json", ({name: getattr(line, name) for name in names} for line in _lines(request)))


def _kinds() -> dict[Kind, str]:
    """What history is about, by its names."""
    return {
        "offer": _("Tilbud"),
        "organisation": _("Organisationer"),
        "account": _("Personer"),
        "vocabulary": _("Ordlister"),
        "framework": _("Politikker"),
        "reason": _("Begrundelser"),
    }


def _lines(request: Request) -> Iterator[HistoryLine]:
    """The lines in a session of their own: the request's is over when its answer is sent."""
    narrowing: Narrowing = read_narrowing(dict(request.query_params))
    with request.app.state.database.reading() as db:
        yield from each(db, narrowing)


handlers = [history, history_csv, history_json]
