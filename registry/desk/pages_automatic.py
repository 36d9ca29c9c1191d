"""The administrators' list of changes that were approved automatically."""

from __future__ import annotations

from urllib.parse import urlencode

from litestar import Response
from litestar.di import NamedDependency
from sqlalchemy.orm import Session

from registry.access import Actor, Permission, require
from registry.desk import automatic
from registry.web.http import Request, get
from registry.web.keyset import read_place
from registry.web.templates import page


@get("/administration/automatisk")
def went_through(request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session]) -> Response[bytes]:
    """Show what went through without being read, newest first."""
    require(actor, Permission.REVIEW)
    rows, turning = automatic.rows(db, read_place(dict(request.query_params)))
    return page(
        request,
        "desk/automatic.html",
        rows=rows,
        turning=turning,
        url=lambda **place: f"/administration/automatisk?{urlencode(place)}",
    )


handlers = [went_through]
