"""The list of all published offers, and what is done to many of them at once (`pages_bulk`)."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.di import NamedDependency
from sqlalchemy.orm import Session

from registry import vocabulary
from registry.access import Actor, Permission, require
from registry.desk import bulk, bulk_words, offers, pages_bulk
from registry.i18n import current_locale
from registry.offers import standing
from registry.web.forms import Form
from registry.web.http import Request, get
from registry.web.keyset import read_place
from registry.web.screening import asks_about_cpr
from registry.web.templates import go_to, page

HERE = "/administration/tilbud"


@get(HERE)
def listed(request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session]) -> Response[Any]:
    """Show the published offers, those first that were confirmed the longest ago, narrowed by what the address says."""
    require(actor, Permission.ADMINISTER)
    if asks_about_cpr(request):
        return go_to(request, HERE)
    query = dict(request.query_params)
    narrowing, wrong = offers.read(query)
    rows, turning = offers.page(db, narrowing, read_place(query))
    typed = {**narrowing.values(), **{name: query.get(name, "") for name in wrong}}
    return page(
        request,
        "desk/offers.html",
        status_code=422 if wrong else 200,
        form=Form(values=typed, errors=dict(wrong)),
        narrowing=narrowing,
        rows=rows,
        states=standing.states,
        turning=turning,
        total=offers.total(db, narrowing),
        most=bulk.MOST,
        url=lambda **more: narrowing.url(HERE, **more),
        areas=[(one.id, one.label(current_locale())) for one in vocabulary.current().areas.values()],
        tags=bulk_words.tag_choices(),
        actions=bulk_words.action_names(),
    )


handlers = [listed, *pages_bulk.handlers]
