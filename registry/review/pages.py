"""The queue of submissions; the pages of one submission are in `pages_submission` and `pages_taking`."""

from __future__ import annotations

from litestar import Response
from litestar.di import NamedDependency
from sqlalchemy.orm import Session

from registry.access import Actor, Permission, require
from registry.offers import remembering
from registry.review import (
    narrowing,
    pages_reasons,
    pages_submission,
    pages_taking,
    queries,
    rules,
    undoing,
)
from registry.web import clock
from registry.web.http import Request, get
from registry.web.keyset import read_place
from registry.web.templates import page, register


@get("/godkend")
def queue(request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session]) -> Response[bytes]:
    """Show what waits for the municipality, oldest first; or what waits for partners, or is decided."""
    require(actor, Permission.REVIEW)
    query = dict(request.query_params)
    wanted = query.get("vis", "venter")
    tab: queries.Tab = next((one for one in queries.TABS if one == wanted), "venter")
    narrowed, now, today = narrowing.read(query), clock.now(), clock.today()
    rows, turning = queries.queue(db, tab, today, now=now, narrowing=narrowed, place=read_place(query))
    return page(
        request,
        "review/queue.html",
        tab=tab,
        rows=rows,
        turning=turning,
        narrowed=narrowed,
        choices=narrowing.choices(),
        url=lambda **more: narrowed.url("/godkend", **{"vis": "" if tab == "venter" else tab, **more}),
        counts=queries.counts(db, today),
        promised=rules.PROMISED_WEEKDAYS,
        undoable=undoing.undoable(db, actor, now),
    )


register(review_risk=rules.risk_words, undo_lasts=lambda: remembering.LASTS)

handlers = [queue, *pages_submission.handlers, *pages_taking.handlers, *pages_reasons.handlers]
