"""Taking a submission so that others see it, letting go of it, and undoing a decision."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath
from sqlalchemy.orm import Session

from registry.access import Actor, Hidden
from registry.i18n import gettext as _
from registry.offers.models import OfferVersion
from registry.review import claims, narrowing, queries, undoing
from registry.review.forms import said_again
from registry.review.pages_submission import draw
from registry.review.rights import version_to_review
from registry.web import clock, flash
from registry.web.forms import Form
from registry.web.http import Request, post
from registry.web.templates import go_to

TAKEN = flash.message("review-taget", lambda: _("Du har taget tilbuddet. De andre kan se det i køen i en halv time."))
FASTER = flash.warning("review-taget-af-anden", lambda: _("En anden nåede at tage det først."))
FREED = flash.message("review-givet-fri", lambda: _("Tilbuddet er givet fri."))
UNDONE = flash.message(
    "review-fortrudt", lambda: _("Afgørelsen er taget tilbage. Tilbuddet venter igen, og partneren har ikke fået mail.")
)
STANDS = {
    "late": flash.warning(
        "review-for-sent", lambda: _("Der er gået ti minutter, så afgørelsen står fast. Partneren har fået svar.")
    ),
    "sent": flash.warning("review-mail-paa-vej", lambda: _("Mailen til partneren er på vej, så afgørelsen står fast.")),
    "moved on": flash.warning(
        "review-gaaet-videre", lambda: _("Der er sket noget med tilbuddet siden, så afgørelsen står fast.")
    ),
}


@post("/godkend/{version_id:str}/tag")
def take(
    request: Request,
    actor: NamedDependency[Actor],
    db: NamedDependency[Session],
    posted: NamedDependency[FormMultiDict],
    version_id: FromPath[str],
) -> Response[Any]:
    """Take a submission, or take it over."""
    version = _submitted(db, actor, version_id)
    claim = claims.take(db, actor, version, over=bool(posted.get("over")), now=clock.now())
    return go_to(request, _back(request, version_id), TAKEN if claim.account_id == actor.account_id else FASTER)


@post("/godkend/{version_id:str}/giv-fri")
def free(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], version_id: FromPath[str]
) -> Response[Any]:
    """Let go of a submission."""
    version = _submitted(db, actor, version_id)
    claims.free(db, actor, version.id)
    return go_to(request, _back(request, version_id), FREED)


@post("/godkend/{version_id:str}/fortryd")
def undo(
    request: Request, actor: NamedDependency[Actor], db: NamedDependency[Session], version_id: FromPath[str]
) -> Response[Any]:
    """Take a decision back, if it is not too late, and show the submission again with what was said in it."""
    version = version_to_review(db, actor, version_id)
    given = queries.submission(db, version_id)
    said = said_again(version, given.comments, given.verdicts.values()) if given else {}
    try:
        undoing.undo(db, actor, version, now=clock.now())
    except undoing.CantUndo as refused:
        return go_to(request, narrowing.read(dict(request.query_params)).url("/godkend"), STANDS[refused.why])
    waiting = queries.submission(db, version_id)
    if waiting is None:
        raise Hidden
    return draw(request, actor, db, waiting, Form(values=said), told=[UNDONE])


def _submitted(db: Session, actor: Actor, version_id: str) -> OfferVersion:
    version = version_to_review(db, actor, version_id)
    if version.status != "submitted":
        raise Hidden
    return version


def _back(request: Request, version_id: str) -> str:
    return narrowing.read(dict(request.query_params)).url(f"/godkend/{version_id}")


handlers = [take, free, undo]
