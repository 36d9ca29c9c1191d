"""What becomes of which offers: numbers, the offers themselves, and all of it as a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from litestar import Response
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlalchemy.orm import Session

from registry.access import Actor
from registry.i18n import gettext as _
from registry.policy import opened, report
from registry.policy.opened import URL, Opened
from registry.policy.pages_crosswalk import NOTHING_OLD
from registry.policy.report import CATEGORIES, Category
from registry.web import clock
from registry.web.http import Request, get
from registry.web.templates import go_to, page


@dataclass(frozen=True)
class Narrowing:
    """What the report is narrowed to: a category of offers, and an old element."""

    url: str
    category: Category
    element: str

    def at(self, *, category: str | None = None, after: str = "", path: str = "rapport") -> str:
        """Return the address of a part of the report."""
        asked = {"vis": self.category if category is None else category, "maal": self.element, "efter": after}
        written = urlencode({name: value for name, value in asked.items() if value})
        return f"{self.url}/{path}" + (f"?{written}" if written else "")


def categories(*, has_happened: bool) -> dict[Category, str]:
    """Return the categories of offers, in words."""
    asked = _("Venter på partnerens svar") if has_happened else _("Partneren skal svare")
    named: dict[Category, str] = {
        "": _("Alle"),
        "venter": asked,
        "svaret": _("Partneren har svaret"),
        "med": _("Følger helt med af sig selv"),
        "slut": _("Får ingen nye mål"),
    }
    return {one: named[one] for one in CATEGORIES if has_happened or one != "svaret"}


@get(f"{URL}/{{id_:str}}/rapport")
def shown(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], id_: FromPath[str]
) -> Response[Any]:
    """Show numbers and a page of the offers."""
    found = opened.find(db, actor, id_, clock.today())
    if found.replaces is None:
        return go_to(request, found.url, NOTHING_OLD)
    of, narrowing = _succession(db, found), _narrowing(request, found)
    after = str(request.query_params.get("efter") or "")[:12]
    rows, has_more = report.rows(db, of, narrowing.category, narrowing.element, after)
    return page(
        request,
        "policy/report.html",
        framework=found,
        has_happened=of.has_happened,
        totals=report.totals(db, of),
        elements=report.elements(db, of),
        categories=categories(has_happened=of.has_happened),
        narrowing=narrowing,
        rows=rows,
        after=after,
        following=rows[-1].offer_id if has_more else "",
        labels=found.labels(),
        fates=report.fates(),
    )


@get(f"{URL}/{{id_:str}}/rapport.csv")
def as_csv(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], id_: FromPath[str]
) -> Response[Any]:
    """Give the whole report as a file."""
    found = opened.find(db, actor, id_, clock.today())
    if found.replaces is None:
        return go_to(request, found.url, NOTHING_OLD)
    narrowing = _narrowing(request, found)
    rows = report.every_row(db, _succession(db, found), narrowing.category, narrowing.element)
    return Response(
        report.as_csv(rows, found.labels()),
        media_type="text/csv",
        headers={"content-disposition": f'attachment; filename="{found.id}-overgang.csv"', "cache-control": "no-store"},
    )


def _succession(db: Session, found: Opened) -> report.Succession:
    return report.succession(db, found.id, found.outcomes)


def _narrowing(request: Request, found: Opened) -> Narrowing:
    query = request.query_params
    category: Category = next((one for one in CATEGORIES if one == query.get("vis", "")), "")
    element = str(query.get("maal") or "")
    return Narrowing(found.url, category, element if element in found.outcomes else "")


handlers = [shown, as_csv]
