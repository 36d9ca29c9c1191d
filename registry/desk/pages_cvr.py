"""Looking an organisation up in the CVR register, where the registry is set up to."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlalchemy.orm import Session

from registry.access import Actor, Hidden
from registry.desk.cvr import ask
from registry.desk.pages_organisations import draw, found_organisation
from registry.web.forms import Form
from registry.web.http import Request, post
from registry.web.transactions import LOOKING


@post("/administration/organisationer/{organisation_id:str}/cvr", dependencies=LOOKING)
def look_up(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], organisation_id: FromPath[str]
) -> Response[Any]:
    """Ask the register, and show what it says on the organisation's page. Nothing is changed."""
    found, settings = found_organisation(db, actor, organisation_id), request.app.state.settings
    cvr, name = found.cvr, found.name
    if settings.cvr_url is None or cvr is None:
        raise Hidden
    db.commit()  # no transaction is open while the register answers
    looked_up = ask(settings, cvr, name)
    return draw(request, db, found_organisation(db, actor, organisation_id), Form(), looked_up)


handlers = [look_up]
