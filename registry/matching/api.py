"""The search API, `POST /api/v1/search` and `GET /api/v1/offers/{id}`: for other systems, without an account."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Response
from litestar.di import NamedDependency
from litestar.params import FromPath, RawBody
from sqlalchemy.orm import Session

from registry import vocabulary
from registry.i18n import current_locale
from registry.i18n import gettext as _
from registry.matching import live
from registry.matching.api_request import BadRequest, SearchOperation, read
from registry.matching.outcome import FacetCount, Match, Outcome, Reason
from registry.matching.rank import search
from registry.matching.understand import PersonalData, understand
from registry.matching.wish import Chip
from registry.offers.content import to_document
from registry.offers.queries import LiveOffer, live_offer
from registry.web import clock
from registry.web.errors import problem
from registry.web.http import Request, get, post

PERSONAL_DATA = "/problems/personal-data"
BAD_FIELDS = "/problems/bad-fields"


@post("/api/v1/search", include_in_schema=True, operation_class=SearchOperation)
def search_offers(request: Request, db: NamedDependency[Session], body: RawBody) -> Response[bytes]:
    """Find offers by a sentence, by fields, or both."""
    catalogue = live.current(db)
    try:
        asked = read(body)
        understood = understand(asked.text, catalogue)
    except BadRequest as error:
        return problem(422, _("Ret felterne, og prøv igen."), kind=BAD_FIELDS, errors=error.errors)
    except PersonalData:
        return problem(422, _("Teksten indeholder personoplysninger. Søg uden dem."), kind=PERSONAL_DATA)
    wish = asked.wish.with_chips(understood.chips)
    outcome = search(catalogue, wish, now=clock.now(), limit=asked.limit, offset=asked.offset)
    body_out = {
        "understood": [_chip(chip) for chip in understood.chips],
        "corrected": [],
        "safety": _safety(understood.safety),
        **_outcome(outcome),
    }
    return Response(msgspec.json.encode(body_out), media_type="application/json")


@get("/api/v1/offers/{offer_id:str}", include_in_schema=True)
def one_offer(request: Request, db: NamedDependency[Session], offer_id: FromPath[str]) -> Response[bytes]:
    """Return a published offer in full."""
    found = live_offer(db, offer_id)
    if found is None:
        return problem(404, _("Tilbuddet findes ikke, eller det er ikke længere i søgningen."))
    return Response(msgspec.json.encode(_whole(found)), media_type="application/json")


def _chip(chip: Chip) -> dict[str, Any]:
    return {
        "kind": chip.kind,
        "value": chip.value,
        "label": chip.label(current_locale()),
        "text": chip.text,
        "span": chip.span,
        "demand": chip.demand,
        "confidence": round(chip.confidence, 2),
    }


def _safety(ids: tuple[str, ...]) -> list[dict[str, Any]]:
    signals, locale = vocabulary.current().safety, current_locale()
    return [
        {
            "id": id_,
            "label": signals[id_].label(locale),
            "message": signals[id_].message(locale),
            "calls": [{"label": call.label(locale), "number": call.number} for call in signals[id_].calls],
        }
        for id_ in ids
    ]


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return {
        "total": outcome.total,
        "results": [_match(match) for match in outcome.results],
        "maybe": [_match(match) for match in outcome.maybe],
        "nearly": [_match(match) for match in outcome.nearly],
        "relax": [
            {"drop": one.drop, "label": one.label(current_locale()), "total": one.total} for one in outcome.relax
        ],
        "facets": {kind: [_facet(choice) for choice in choices] for kind, choices in outcome.facets.items()},
    }


def _facet(choice: FacetCount) -> dict[str, Any]:
    return {"id": choice.id, "label": choice.label(current_locale()), "count": choice.count}


def _match(match: Match) -> dict[str, Any]:
    offer = match.offer
    shown: dict[str, Any] = {
        "id": offer.id,
        "external_id": offer.external_id,
        "url": f"/tilbud/{offer.id}",
        "title": offer.content.title,
        "summary": offer.content.summary,
        "organisation": {"name": offer.organisation_name, "sector": offer.sector},
        "distance_km": None if match.distance_km is None else round(match.distance_km, 1),
        "score": round(match.score, 2),
        "parts": [{"name": part.name, "amount": round(part.amount, 3), "by": part.by} for part in match.parts],
        "fits": [_reason(reason) for reason in match.fits],
        "misses": [_reason(reason) for reason in match.misses],
        "unsure": [_reason(reason) for reason in match.unsure],
    }
    return {"missing": match.missing.kind, **shown} if match.missing else shown


def _reason(reason: Reason) -> dict[str, Any]:
    return {"kind": reason.kind, "label": reason.label(current_locale())}


def _whole(offer: LiveOffer) -> dict[str, Any]:
    accepted = [
        {"element": answer.element, "answer": answer.answer}
        for answer in offer.content.policy
        if answer.element in offer.elements
    ]
    return {
        "id": offer.id,
        "external_id": offer.external_id,
        "url": f"/tilbud/{offer.id}",
        "organisation": {"name": offer.organisation_name, "sector": offer.sector, "verified": offer.verified},
        "published_at": offer.published_at,
        "confirmed_at": offer.confirmed_at,
        **to_document(offer.content),
        "policy": accepted,
    }


handlers = [search_offers, one_offer]
