"""The administrators' list of everything that happened."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.di import NamedDependency
from sqlalchemy.orm import Session

from registry.access import Actor, Permission, require
from registry.desk.history import KINDS, by_day, read_narrowing, told
from registry.i18n import gettext as _
from registry.partners.models import Organisation
from registry.web import history_words
from registry.web.forms import Form
from registry.web.http import Request, get
from registry.web.paging import page_number
from registry.web.screening import asks_about_cpr
from registry.web.templates import go_to, page


@get("/administration/historik")
def history(request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session]) -> Response[Any]:
    """Show what happened, newest first, narrowed to what the address says."""
    require(actor, Permission.ADMINISTER)
    if asks_about_cpr(request):
        return go_to(request, "/administration/historik")
    query = dict(request.query_params)
    narrowing = read_narrowing(query)
    lines, paging = told(db, narrowing, page_number(query.get("side")))
    typed = {**narrowing.values(), **{name: query.get(name, "") for name in narrowing.wrong}}
    return page(
        request,
        "desk/history.html",
        block="list",
        status_code=422 if narrowing.wrong else 200,
        form=Form(values=typed, errors=dict(narrowing.wrong)),
        narrowing=narrowing,
        at_organisation=db.get(Organisation, narrowing.hos) if narrowing.hos else None,
        days=by_day(lines),
        paging=paging,
        verbs=sorted(history_words.verbs().items(), key=lambda verb: verb[1]),
        kinds=list(zip(KINDS, (_("Tilbud"), _("Organisationer"), _("Personer")), strict=True)),
    )


handlers = [history]
