"""What the search API answers, as structs: they are encoded as they stand and describe themselves in OpenAPI."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec

from registry import vocabulary
from registry.i18n import current_locale
from registry.matching import outcome as found
from registry.matching.understand import Understanding
from registry.matching.wish import Chip
from registry.offers.content import PolicyAnswer, to_document
from registry.offers.queries import LiveOffer


class Understood(msgspec.Struct, kw_only=True):
    """One value that was read from the text. `span`: where it stands, in characters; `confidence`: 0 to 1."""

    kind: str
    value: Any
    label: str
    text: str
    span: tuple[int, int] | None
    demand: bool
    confidence: float


class Correction(msgspec.Struct, kw_only=True):
    """A word that was read as another."""

    from_: str = msgspec.field(name="from")
    to: str


class Call(msgspec.Struct):
    """Whom to call about a worry."""

    label: str
    number: str


class Worry(msgspec.Struct, kw_only=True):
    """Something in the text that an offer can't answer."""

    id: str
    label: str
    message: str
    calls: list[Call]


class Organisation(msgspec.Struct, kw_only=True, omit_defaults=True):
    """Who offers it. `verified`: the municipality has made sure that it is who it says."""

    name: str
    sector: str
    verified: bool | None = None


class Reason(msgspec.Struct):
    """Why an offer fits or does not, or what it does not say."""

    kind: str
    label: str


class ScorePart(msgspec.Struct):
    """A part of the score: `points` are added, and all of them are multiplied by each `factor`."""

    name: str
    amount: float
    by: str


class Result(msgspec.Struct, kw_only=True, omit_defaults=True):
    """An offer with the reasons for its place. `partners`: who else stands behind it.

    `missing`: the kind of the one demand that it fails. `maybe_relevant`: nothing speaks for it but that its text is
    like the sentence.
    """

    missing: str | None = None
    id: str
    external_id: str | None
    url: str
    title: str
    summary: str | None
    organisation: Organisation
    partners: list[Organisation] = []
    distance_km: float | None
    score: float
    maybe_relevant: bool = False
    parts: list[ScorePart]
    fits: list[Reason]
    misses: list[Reason]
    unsure: list[Reason]


class Relaxed(msgspec.Struct):
    """What giving up a demand would give in all."""

    drop: str
    label: str
    total: int


class Choice(msgspec.Struct):
    """A value of a facet, and how many results choosing it gives."""

    id: str
    label: str
    count: int


class SearchAnswer(msgspec.Struct, kw_only=True):
    """`results` meet every demand for certain; `maybe` do not say; `nearly` fail exactly one."""

    understood: list[Understood]
    corrected: list[Correction]
    safety: list[Worry]
    total: int
    results: list[Result]
    maybe: list[Result]
    nearly: list[Result]
    relax: list[Relaxed]
    facets: dict[str, list[Choice]]


class OfferAnswer(msgspec.Struct, kw_only=True):
    """One published offer. `content` is spread into it: the fields of the import format."""

    id: str
    external_id: str | None
    url: str
    organisation: Organisation
    partners: list[Organisation]
    published_at: dt.datetime
    confirmed_at: dt.datetime | None


def search_answer(read: Understanding, outcome: found.Outcome) -> SearchAnswer:
    """Put a search's outcome into the words of the API, in the reader's language."""
    return SearchAnswer(
        understood=[_understood(chip) for chip in read.chips],
        corrected=[Correction(from_=one.written, to=one.read) for one in read.corrected],
        safety=[_worry(id_) for id_ in read.safety],
        total=outcome.total,
        results=[_result(match) for match in outcome.results],
        maybe=[_result(match) for match in outcome.maybe],
        nearly=[_result(match) for match in outcome.nearly],
        relax=[Relaxed(one.drop, one.label(current_locale()), one.total) for one in outcome.relax],
        facets={
            kind: [Choice(choice.id, choice.label(current_locale()), choice.count) for choice in choices]
            for kind, choices in outcome.facets.items()
        },
    )


def offer_answer(offer: LiveOffer) -> dict[str, Any]:
    """Return a published offer in full: its content, with the policy answers that were accepted."""
    head = OfferAnswer(
        id=offer.id,
        external_id=offer.external_id,
        url=f"/tilbud/{offer.id}",
        organisation=Organisation(name=offer.organisation_name, sector=offer.sector, verified=offer.verified),
        partners=_partners(offer),
        published_at=offer.published_at,
        confirmed_at=offer.confirmed_at,
    )
    accepted: tuple[PolicyAnswer, ...] = tuple(
        answer for answer in offer.content.policy if answer.element in offer.elements
    )
    content = to_document(msgspec.structs.replace(offer.content, policy=accepted))
    return {**msgspec.to_builtins(head), **content}


def _understood(chip: Chip) -> Understood:
    return Understood(
        kind=chip.kind,
        value=chip.value,
        label=chip.label(current_locale()),
        text=chip.text,
        span=chip.span,
        demand=chip.demand,
        confidence=round(chip.confidence, 2),
    )


def _worry(id_: str) -> Worry:
    signal, locale = vocabulary.current().safety[id_], current_locale()
    calls = [Call(call.label(locale), call.number) for call in signal.calls]
    return Worry(id=id_, label=signal.label(locale), message=signal.message(locale), calls=calls)


def _result(match: found.Match) -> Result:
    offer = match.offer
    return Result(
        missing=match.missing.kind if match.missing else None,
        id=offer.id,
        external_id=offer.external_id,
        url=f"/tilbud/{offer.id}",
        title=offer.content.title,
        summary=offer.content.summary,
        organisation=Organisation(name=offer.organisation_name, sector=offer.sector),
        partners=_partners(offer),
        distance_km=None if match.distance_km is None else round(match.distance_km, 1),
        score=round(match.score, 2),
        maybe_relevant=match.is_only_alike,
        parts=[ScorePart(part.name, round(part.amount, 3), part.by) for part in match.parts],
        fits=_reasons(match.fits),
        misses=_reasons(match.misses),
        unsure=[Reason(reason.kind, reason.sentence(current_locale())) for reason in match.unsure],
    )


def _partners(offer: LiveOffer) -> list[Organisation]:
    return [Organisation(name=partner.name, sector=partner.sector) for partner in offer.partners]


def _reasons(reasons: tuple[found.Reason, ...]) -> list[Reason]:
    return [Reason(reason.kind, reason.label(current_locale())) for reason in reasons]
