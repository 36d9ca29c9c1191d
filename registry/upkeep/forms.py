"""The form on which an organisation says that its offers still hold: a row for each offer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from litestar.datastructures import FormMultiDict

from registry import vocabulary
from registry.i18n import gettext as _
from registry.offers import at_once, deadlines
from registry.offers.content import OfferContent
from registry.offers.models import Offer
from registry.offers.written import NotReadable, date


@dataclass(frozen=True)
class Row:
    """An offer on the form.

    Attributes:
        renews: whether its declaration has to be made or renewed, now or soon, and can be as it stands.
        lacks_declaration: whether it was never made, though it has to be.
        has_ended: whether its last day is over, so that confirming alone doesn't bring it back.
    """

    offer: Offer
    content: OfferContent
    renews: bool
    lacks_declaration: bool
    has_ended: bool


@dataclass(frozen=True)
class Answer:
    """What was said of an offer.

    Attributes:
        holds: whether it still holds.
        availability: whether there is room, as the form said; None when nothing was chosen.
        available_from: from when there is room again, as it was typed.
        reopens_on: the same as a day; None when none was typed, or it can't be read.
    """

    row: Row
    holds: bool
    availability: str | None
    available_from: str
    reopens_on: dt.date | None


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
            renews=_renews(content, offer.declaration_owed, today),
            lacks_declaration=deadlines.lacks_declaration(content),
            has_ended=bool(content.ends_on and content.ends_on < today),
        )
        for offer, content in offers
    ]


def read(posted: FormMultiDict, shown: Sequence[Row], today: dt.date) -> Answers:
    """Read the posted form; offers that it wasn't about are passed over."""
    holding = {str(value) for value in posted.getall("holds", [])}
    errors: dict[str, str] = {}
    answers = [_answer(posted, row, today, errors, holds=row.offer.id in holding) for row in shown]
    name, wrong = at_once.declared_by(str(posted.get("declared_by", "")))
    renews = any(one.holds and one.row.renews for one in answers)
    if wrong and (name or renews):
        errors["declared_by"] = wrong
    if not holding:
        errors["holds"] = _("Sæt kryds ved det, der stadig passer")
    return Answers(tuple(answers), name, errors)


def _answer(posted: FormMultiDict, row: Row, today: dt.date, errors: dict[str, str], *, holds: bool) -> Answer:
    """Read what was said of an offer; what is wrong with it goes into `errors`.

    A day that was sent as it was shown is as it is now: the page may have been open for days.
    """
    field, shown = f"available_from.{row.offer.id}", f"shown.{row.offer.id}"
    is_untouched = field not in posted or posted[field] == posted.get(shown)
    chosen = str(posted.get(f"availability.{row.offer.id}", ""))
    typed = str((row.content.available_from or "") if is_untouched else posted[field]).strip()
    availability = chosen if chosen in vocabulary.current().facets["capacity"].values else None
    try:
        day = date(typed) if typed else None
    except NotReadable:
        day = None
        errors[field] = _("Skriv datoen som dag, måned og år, for eksempel 24.12.2026")
    wrong = at_once.wrong_about_reopening(row.content, availability or row.content.availability, day, today)
    if wrong:
        errors[field] = wrong
    return Answer(row, holds, availability, day.isoformat() if day else typed, day)


def with_availability(answer: Answer) -> OfferContent:
    """Return what an offer says with the answer to whether, and from when, there is room."""
    content = answer.row.content
    availability = answer.availability or content.availability
    reopens_on = at_once.reopening(availability, answer.reopens_on)
    return msgspec.structs.replace(content, availability=availability, available_from=reopens_on)


def _renews(content: OfferContent, owed: dt.date | None, today: dt.date) -> bool:
    """Whether the declaration lapses within the time of the last calls."""
    if not (deadlines.needs_declaration(content) and deadlines.can_declare(content)):
        return False
    until = deadlines.declared_until(content, owed)
    return until is not None and today >= until - dt.timedelta(days=max(deadlines.LAST_CALLS))
