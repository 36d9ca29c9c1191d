"""The form on which an organisation says that its offers still hold: a row for each offer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from litestar.datastructures import FormMultiDict

from registry import vocabulary
from registry.i18n import gettext as _
from registry.offers import at_once, deadlines, rules
from registry.offers.content import OfferContent
from registry.offers.models import Offer


@dataclass(frozen=True)
class Row:
    """An offer on the form.

    Attributes:
        renews: whether its declaration about safety has to be renewed, or soon will be.
        has_ended: whether its last day is over, so that confirming alone doesn't bring it back.
    """

    offer: Offer
    content: OfferContent
    renews: bool
    has_ended: bool


@dataclass(frozen=True)
class Answer:
    """What was said of an offer.

    Attributes:
        holds: whether it still holds.
        availability: whether there is room, as the form said; None when nothing was chosen.
    """

    row: Row
    holds: bool
    availability: str | None


@dataclass(frozen=True)
class Answers:
    """What was posted.

    Attributes:
        declared_by: who renews the declarations.
        errors: by field; nothing may be done while there are any.
    """

    rows: tuple[Answer, ...]
    declared_by: str
    errors: dict[str, str]


def rows(offers: Sequence[tuple[Offer, OfferContent]], today: dt.date) -> list[Row]:
    """Return the rows of the form."""
    return [
        Row(
            offer,
            content,
            renews=_renews(content, today),
            has_ended=bool(content.ends_on and content.ends_on < today),
        )
        for offer, content in offers
    ]


def read(posted: FormMultiDict, shown: Sequence[Row]) -> Answers:
    """Read the posted form; offers that it wasn't about are passed over."""
    holding = {str(value) for value in posted.getall("holds", [])}
    known = vocabulary.current().facets["capacity"].values
    answers = []
    for row in shown:
        chosen = str(posted.get(f"availability.{row.offer.id}", ""))
        answers.append(Answer(row, row.offer.id in holding, chosen if chosen in known else None))
    name, wrong = at_once.declared_by(str(posted.get("declared_by", "")))
    renews = any(one.holds and one.row.renews for one in answers)
    errors = {"declared_by": wrong} if wrong and (name or renews) else {}
    if not holding:
        errors["holds"] = _("Sæt kryds ved det, der stadig passer")
    return Answers(tuple(answers), name, errors)


def with_availability(content: OfferContent, answer: Answer) -> OfferContent:
    """Return what an offer says with the answer to whether there is room."""
    if answer.availability is None or answer.availability == content.availability:
        return content
    kept = content.available_from if answer.availability in rules.CLOSED else None
    return msgspec.structs.replace(content, availability=answer.availability, available_from=kept)


def _renews(content: OfferContent, today: dt.date) -> bool:
    """Whether the declaration lapses within the time of the last calls."""
    if not deadlines.needs_declaration(content) or content.safety_declared_on is None:
        return False
    until = deadlines.months_after(content.safety_declared_on, deadlines.LASTS)
    return today >= until - dt.timedelta(days=max(deadlines.LAST_CALLS))
