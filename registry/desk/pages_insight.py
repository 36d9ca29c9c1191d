"""How the whole stands: coverage as a heat map, the months, and what is searched for; each with its table and a CSV."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from babel.dates import format_date
from litestar import Response
from litestar.di import NamedDependency
from litestar.response import Stream
from sqlalchemy.orm import Session

from registry.access import Actor, Permission, require
from registry.i18n import current_locale
from registry.i18n import gettext as _
from registry.insight import coverage, drawing, figures, searches
from registry.insight.coverage import Columns, Rows
from registry.insight.figures import Name
from registry.matching import live
from registry.web import clock
from registry.web.downloads import as_csv
from registry.web.http import Request, get
from registry.web.templates import page

HERE = "/administration/indsigt"


@get(HERE)
def covered(request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session]) -> Response[bytes]:
    """Show what is covered where, or for which ages, and what isn't."""
    require(actor, Permission.ADMINISTER)
    rows, columns = _chosen(request)
    table = coverage.table(live.current(db), rows, columns)
    return page(
        request,
        "desk/insight_coverage.html",
        here=HERE,
        rows=rows,
        columns=columns,
        table=table,
        picture=drawing.heat_map(table),
        url=lambda **chosen: f"{HERE}?{urlencode({'raekker': rows.value, 'kolonner': columns.value, **chosen})}",
        csv=f"{HERE}.csv?{urlencode({'raekker': rows.value, 'kolonner': columns.value})}",
    )


@get(f"{HERE}.csv")
def covered_csv(request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session]) -> Stream:
    """Give the same as a file."""
    require(actor, Permission.ADMINISTER)
    rows, columns = _chosen(request)
    table = coverage.table(live.current(db), rows, columns)
    head = _("Behov") if rows is Rows.NEEDS else _("Politikmål")
    header = [head, *table.columns, _("Tilbud i alt")]
    return as_csv("daekning.csv", header, [(line.label, *line.counts, line.total) for line in table.lines])


@get(f"{HERE}/udvikling")
def months(request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session]) -> Response[bytes]:
    """Show how many offers there are, month by month, and how long partners waited for a decision."""
    require(actor, Permission.ADMINISTER)
    by_month = figures.by_month(db, clock.today())
    labels = [format_date(month, "LLL yy", locale=current_locale()) for month in by_month]

    def drawn(name: Name, shown: Callable[[float], float] = float) -> Any:
        values = [shown(one[name]) if name in one else None for one in by_month.values()]
        return drawing.bars(values, labels)

    return page(
        request,
        "desk/insight_months.html",
        here=HERE,
        by_month=by_month,
        live=drawn(Name.LIVE) if sum(Name.LIVE in one for one in by_month.values()) > 1 else None,
        published=drawn(Name.PUBLISHED),
        waited=drawn(Name.MEDIAN, _days),
        days=_days,
        csv=f"{HERE}/udvikling.csv",
    )


@get(f"{HERE}/udvikling.csv")
def months_csv(request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session]) -> Stream:
    """Give the same as a file."""
    require(actor, Permission.ADMINISTER)
    names = {
        Name.LIVE: _("Tilbud i søgningen"),
        Name.PUBLISHED: _("Nye tilbud"),
        Name.DECIDED: _("Afgørelser"),
        Name.MEDIAN: _("Timer til afgørelse, halvdelen"),
        Name.MOST: _("Timer til afgørelse, ni af ti"),
    }
    rows = [
        (month.strftime("%Y-%m"), *(round(one[name], 1) if name in one else "" for name in names))
        for month, one in figures.by_month(db, clock.today()).items()
    ]
    return as_csv("udvikling.csv", [_("Måned"), *names.values()], rows)


@get(f"{HERE}/soegninger")
def searched(request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session]) -> Response[bytes]:
    """Show what was searched for in a month, and how often too little was found."""
    require(actor, Permission.ADMINISTER)
    month = _month_of(request)
    return page(
        request,
        "desk/insight_searches.html",
        here=HERE,
        found=searches.of_month(db, month, clock.today()),
        months=[(one.strftime("%Y-%m"), _month(one)) for one in searches.months(clock.today())],
        chosen=month.strftime("%Y-%m"),
        csv=f"{HERE}/soegninger.csv?maaned={month:%Y-%m}",
    )


@get(f"{HERE}/soegninger.csv")
def searched_csv(request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session]) -> Stream:
    """Give the same as a file, with small numbers hidden in it too."""
    require(actor, Permission.ADMINISTER)
    found = searches.of_month(db, _month_of(request), clock.today())
    kinds = ((_("Behov"), found.needs), (_("Område"), found.areas))
    lines = [(_("Alle søgninger"), found.everything), *((kind, line) for kind, some in kinds for line in some)]
    header = [_("Hvad"), _("Navn"), _("Ingen tilbud"), _("1–4 tilbud"), _("5 tilbud eller flere"), _("Vist i alt")]
    return as_csv(
        "soegninger.csv",
        header,
        [(kind, line.label, line.none, line.few, line.many, line.total) for kind, line in lines],
    )


def _chosen(request: Request) -> tuple[Rows, Columns]:
    rows, columns = request.query_params.get("raekker"), request.query_params.get("kolonner")
    return (
        Rows(rows) if rows in set(Rows) else Rows.NEEDS,
        Columns(columns) if columns in set(Columns) else Columns.AREAS,
    )


def _month_of(request: Request) -> dt.date:
    """The month of the address; this one when it names none that can be looked at."""
    known = {one.strftime("%Y-%m"): one for one in searches.months(clock.today())}
    return known.get(request.query_params.get("maaned", ""), clock.today().replace(day=1))


def _month(month: dt.date) -> str:
    return format_date(month, "LLLL y", locale=current_locale())


def _days(hours: float) -> float:
    return round(hours / 24, 1)


handlers = [covered, covered_csv, months, months_csv, searched, searched_csv]
