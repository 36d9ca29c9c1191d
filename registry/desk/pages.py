"""Where administrators begin."""

from __future__ import annotations

import datetime as dt

from litestar import Response
from litestar.di import NamedDependency
from sqlalchemy.orm import Session

from registry.access import Actor, Permission, require
from registry.desk import automatic, organisations
from registry.findings import pairs
from registry.upkeep import reports
from registry.web import clock
from registry.web.http import Request, get
from registry.web.templates import page

#: For so long the first page says how much went through automatically.
_LATELY = dt.timedelta(days=7)


@get("/administration")
def index(request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session]) -> Response[bytes]:
    """Lead to everything an administrator looks after, and say what waits."""
    require(actor, Permission.ADMINISTER)
    return page(
        request,
        "desk/index.html",
        waiting=organisations.waiting(db),
        unanswered=organisations.nobody_answers(db),
        duplicates=pairs.number_waiting(db),
        problems=reports.number_open(db),
        went_through=automatic.number_since(db, clock.now() - _LATELY),
    )


handlers = [index]
