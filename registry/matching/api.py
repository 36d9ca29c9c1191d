"""The search API, `POST /api/v1/search` and `GET /api/v1/offers/{id}`: for other systems, without an account."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Response
from litestar.di import NamedDependency
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath, RawBody
from sqlalchemy.orm import Session

from registry.i18n import gettext as _
from registry.matching import live, meanings
from registry.matching.api_answer import OfferAnswer, SearchAnswer, offer_answer, search_answer
from registry.matching.api_request import BadRequest, SearchOperation, read
from registry.matching.rank import search
from registry.matching.understand import PersonalData, understand
from registry.offers.queries import live_offer
from registry.web import clock
from registry.web.errors import problem
from registry.web.http import Request, get, post
from registry.web.transactions import LOOKING

PERSONAL_DATA = "/problems/personal-data"
BAD_FIELDS = "/problems/bad-fields"


class Problem(msgspec.Struct, kw_only=True):
    """What is wrong, as problem details (RFC 9457); `errors` names each bad field."""

    type: str
    title: str
    status: int
    errors: list[dict[str, str]] = []


_REFUSED = ResponseSpec(Problem, description="Personal data in the text, or bad fields.")
_MISSING = ResponseSpec(Problem, description="No such offer, or no longer published.")


@post(
    "/api/v1/search",
    include_in_schema=True,
    operation_class=SearchOperation,
    responses={422: _REFUSED},
    dependencies=LOOKING,
)
def search_offers(request: Request, db: NamedDependency[Session], body: RawBody) -> Response[SearchAnswer]:
    """Find offers by a sentence, by fields, or both."""
    catalogue = live.current(db)
    try:
        asked = read(body)
        understood = understand(asked.text, catalogue)
        wish = meanings.compare(db, catalogue, asked.wish(tuple(understood.chips)), asked.text)
    except BadRequest as error:
        return _refusal(422, _("Ret felterne, og prøv igen."), kind=BAD_FIELDS, errors=error.errors)
    except PersonalData:
        return _refusal(422, _("Teksten indeholder personoplysninger. Søg uden dem."), kind=PERSONAL_DATA)
    outcome = search(catalogue, wish, now=clock.now(), limit=asked.limit, offset=asked.offset)
    return Response(search_answer(understood, outcome))


@get("/api/v1/offers/{offer_id:str}", include_in_schema=True, responses={404: _MISSING})
def one_offer(request: Request, db: NamedDependency[Session], offer_id: FromPath[str]) -> Response[OfferAnswer]:
    """Return a published offer in full."""
    found = live_offer(db, offer_id)
    if found is None:
        return _refusal(404, _("Tilbuddet findes ikke, eller det er ikke længere i søgningen."))
    whole: Any = offer_answer(found)
    return Response(whole)


def _refusal(status: int, title: str, **more: Any) -> Response[Any]:
    return problem(status, title, **more)


handlers = [search_offers, one_offer]
