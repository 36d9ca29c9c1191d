"""The administrators' list of changes that were approved automatically, and taking one back."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from litestar import Response
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlalchemy.orm import Session

from registry.access import Actor, Permission, require
from registry.desk import automatic
from registry.i18n import gettext as _
from registry.review import undoing
from registry.review.rights import version_to_review
from registry.web import clock, flash
from registry.web.http import Request, get, post
from registry.web.keyset import read_place
from registry.web.templates import go_to, page

HERE = "/administration/automatisk"
TAKEN_BACK = flash.message(
    "automatisk-tilbage",
    lambda: _(
        "Den automatiske godkendelse er taget tilbage. Fagfolk ser det, der stod før, og organisationen får en mail. "
        "Ændringen venter nu på at blive læst."
    ),
)
STANDS = {
    "late": flash.warning(
        "automatisk-for-sent", lambda: _("Der er gået ti minutter. Du kan skjule tilbuddet i stedet.")
    ),
    "moved on": flash.warning(
        "automatisk-gaaet-videre",
        lambda: _("Der er sket noget med tilbuddet siden, så godkendelsen står fast. Du kan skjule tilbuddet."),
    ),
}


@get(HERE)
def went_through(request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session]) -> Response[bytes]:
    """Show what went through without being read, newest first."""
    require(actor, Permission.REVIEW)
    rows, turning = automatic.rows(db, read_place(dict(request.query_params)), clock.now())
    return page(
        request,
        "desk/automatic.html",
        rows=rows,
        turning=turning,
        url=lambda **place: f"{HERE}?{urlencode(place)}",
    )


@post(f"{HERE}/{{version_id:str}}/tilbage")
def take_back(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], version_id: FromPath[str]
) -> Response[Any]:
    """Take an automatic approval back, if it is not too late, and go on to reading the change."""
    version = version_to_review(db, actor, version_id)
    try:
        undoing.take_back(db, actor, version, base_url=request.app.state.settings.base_url, now=clock.now())
    except undoing.CantUndo as refused:
        return go_to(request, HERE, STANDS["late" if refused.why == "late" else "moved on"])
    return go_to(request, f"/godkend/{version.id}", TAKEN_BACK)


handlers = [went_through, take_back]
