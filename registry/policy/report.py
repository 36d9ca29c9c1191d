"""What becomes of which offers when a framework takes over: expected, until it has happened, then as it happened.

Both are lines of an offer and an old element with its fate, so everything else is asked of them in the same way. The
number of statements is flat, and a page of the list is found by its last offer, not by counting.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Select, and_, case, false, func, literal, or_, select, true, tuple_
from sqlalchemy.orm import Session

from registry.i18n import gettext as _
from registry.offers.content import from_document
from registry.offers.models import Offer, OfferVersion, PolicySuccession, TagVerdict
from registry.offers.scheduling import PUBLISHED
from registry.partners.models import Organisation
from registry.policy import rules
from registry.policy.rules import Fate, Outcome, Step

#: Offers on a page of the list, and in a portion of the file.
PAGE, _PORTION = 25, 500
Category = Literal["", "venter", "svaret", "med", "slut"]
CATEGORIES: tuple[Category, ...] = ("", "venter", "svaret", "med", "slut")


@dataclass(frozen=True)
class Succession:
    """What a framework takes over, and how.

    Attributes:
        framework: the new framework's id.
        outcomes: what becomes of each old element.
        has_happened: whether anything was carried over; else what is told is expected.
    """

    framework: str
    outcomes: Mapping[str, Outcome]
    has_happened: bool


@dataclass(frozen=True)
class Line:
    """What becomes of one answer of an offer, and when the partner has answered or said no."""

    step: Step
    answered_at: dt.datetime | None = None
    declined_at: dt.datetime | None = None


@dataclass(frozen=True)
class Row:
    """An offer in the report."""

    offer_id: str
    title: str
    organisation_id: str
    organisation: str
    is_live: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class OldElement:
    """An old element, and how many offers answer it."""

    outcome: Outcome
    offers: int


def succession(db: Session, framework: str, outcomes: Mapping[str, Outcome]) -> Succession:
    """Return what there is to tell of a framework."""
    happened = select(PolicySuccession.offer_id).where(PolicySuccession.framework == framework).limit(1)
    return Succession(framework, outcomes, db.scalar(happened) is not None)


def totals(db: Session, of: Succession) -> dict[Category, int]:
    """Return how many offers there are in each category; "" is all of them."""
    offers = _offers(of).subquery()
    found: dict[Any, int] = {
        row[0]: row[1] for row in db.execute(select(offers.c.category, func.count()).group_by(offers.c.category))
    }
    return {category: found.get(category, 0) if category else sum(found.values()) for category in CATEGORIES}


def elements(db: Session, of: Succession) -> list[OldElement]:
    """Return the old elements with how many offers answer each, in order."""
    lines = _lines(of).subquery()
    counted = {
        row[0]: row[1]
        for row in db.execute(
            select(lines.c.source, func.count(func.distinct(lines.c.offer_id))).group_by(lines.c.source)
        )
    }
    return [OldElement(outcome, counted.get(id_, 0)) for id_, outcome in of.outcomes.items()]


def rows(
    db: Session, of: Succession, category: Category = "", element: str = "", after: str = "", most: int = PAGE
) -> tuple[list[Row], bool]:
    """Return offers of a category that answer an old element, and whether there are more after them.

    Args:
        after: the id of the last offer that was shown; "" from the beginning.
    """
    offers = _offers(of, element).subquery()
    found = (
        select(Offer.id, Organisation.id, Organisation.name, OfferVersion.id, OfferVersion.document, Offer.status)
        .join(offers, offers.c.offer_id == Offer.id)
        .join(Organisation, Organisation.id == Offer.organisation_id)
        .join(OfferVersion, OfferVersion.id == Offer.live_version_id)
        .order_by(Organisation.sort_key, Offer.id)
        .limit(most + 1)
    )
    if category:
        found = found.where(offers.c.category == category)
    if after and (place := _place(db, after)):
        found = found.where(tuple_(Organisation.sort_key, Offer.id) > tuple_(literal(place), literal(after)))
    listed = db.execute(found).all()
    shown, contents = listed[:most], {row[0]: from_document(row[4]) for row in listed[:most]}
    if of.has_happened:
        lines = _as_happened(db, of, list(contents))
    else:
        accepted: dict[str, set[str]] = {}
        for version, one in db.execute(
            select(TagVerdict.version_id, TagVerdict.element).where(
                TagVerdict.version_id.in_([row[3] for row in shown]), TagVerdict.accepted
            )
        ):
            accepted.setdefault(version, set()).add(one)
        lines = {
            row[0]: [
                Line(step) for step in rules.steps(contents[row[0]].policy, accepted.get(row[3], set()), of.outcomes)
            ]
            for row in shown
        }
    made = [
        Row(row[0], contents[row[0]].title, row[1], row[2], row[5] == "live", tuple(lines.get(row[0], ())))
        for row in shown
    ]
    return made, len(listed) > most


def every_row(db: Session, of: Succession, category: Category = "", element: str = "") -> Iterator[Row]:
    """Yield every offer of a category, a portion at a time."""
    after, more = "", True
    while more:
        portion, more = rows(db, of, category, element, after, _PORTION)
        yield from portion
        after = portion[-1].offer_id if portion else ""


def fates() -> dict[str, str]:
    """Return what can become of an answer, in a few words."""
    return {
        Fate.CARRIED: _("Følger med af sig selv"),
        Fate.ASKED: _("Partneren skal svare"),
        Fate.ENDS: _("Slutter med den gamle politik"),
        Fate.HELD: _("Tilbuddet svarer allerede på det nye mål"),
    }


def as_csv(found: Iterator[Row], labels: Mapping[str, str]) -> bytes:
    """Return the report as a file that a Danish spreadsheet opens: semicolons, and UTF-8 with its mark."""
    out = io.StringIO()
    table = csv.writer(out, delimiter=";", lineterminator="\r\n")
    head = (
        _("Organisation"),
        _("Tilbud"),
        _("Gammelt mål"),
        _("Hvad sker der"),
        _("Nyt mål"),
        _("Svar"),
        _("Besvaret"),
    )
    table.writerow(head)
    words = fates()
    for row in found:
        for line in row.lines:
            step, settled = line.step, line.answered_at or line.declined_at
            table.writerow(
                _plain(cell)
                for cell in (
                    row.organisation,
                    row.title,
                    labels.get(step.source, step.source),
                    words[step.fate],
                    labels.get(step.target, step.target),
                    step.answer,
                    settled.date().isoformat() if settled else "",
                )
            )
    return out.getvalue().encode("utf-8-sig")


def _plain(text: str) -> str:
    """A cell that a spreadsheet would take for a formula begins with an apostrophe."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _as_happened(db: Session, of: Succession, ids: Sequence[str]) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for row in db.scalars(
        select(PolicySuccession)
        .where(PolicySuccession.offer_id.in_(ids), PolicySuccession.framework == of.framework)
        .order_by(PolicySuccession.source, PolicySuccession.target)
    ):
        step = Step(row.source, row.target, Fate(row.fate), row.relation, row.answer)
        found.setdefault(row.offer_id, []).append(Line(step, row.answered_at, row.declined_at))
    return found


def _lines(of: Succession) -> Select[str, str, str, bool]:
    """Offers with an old element, its fate, and whether that is settled."""
    if of.has_happened:
        settled = or_(PolicySuccession.answered_at.is_not(None), PolicySuccession.declined_at.is_not(None))
        return select(
            PolicySuccession.offer_id, PolicySuccession.source, PolicySuccession.fate, settled.label("settled")
        ).where(PolicySuccession.framework == of.framework)
    by_fate = {
        fate: [id_ for id_, outcome in of.outcomes.items() if outcome.fate is fate]
        for fate in (Fate.CARRIED, Fate.ASKED)
    }
    fate = case(
        *((TagVerdict.element.in_(ids), literal(one.value)) for one, ids in by_fate.items()),
        else_=literal(Fate.ENDS.value),
    )
    return (
        select(
            Offer.id.label("offer_id"), TagVerdict.element.label("source"), fate.label("fate"), false().label("settled")
        )
        .join(TagVerdict, TagVerdict.version_id == Offer.live_version_id)
        .where(Offer.status.in_(PUBLISHED), TagVerdict.accepted, TagVerdict.element.in_(list(of.outcomes)))
    )


def _offers(of: Succession, element: str = "") -> Select[Any]:
    """Offers with their category: what waits counts before what has been answered, and that before the rest."""
    lines = _lines(of).subquery()

    def some(condition: Any) -> Any:
        return func.max(case((condition, 1), else_=0)) == 1

    asked = lines.c.fate == Fate.ASKED.value
    category = case(
        (some(and_(asked, lines.c.settled == false())), "venter"),
        (some(asked), "svaret"),
        (some(lines.c.fate.in_([Fate.CARRIED.value, Fate.HELD.value])), "med"),
        else_="slut",
    )
    chosen = some(lines.c.source == element) if element else true()
    return select(lines.c.offer_id, category.label("category")).group_by(lines.c.offer_id).having(chosen)


def _place(db: Session, offer_id: str) -> str | None:
    """Return the sort key of the organisation of an offer."""
    return db.scalar(
        select(Organisation.sort_key).join(Offer, Offer.organisation_id == Organisation.id).where(Offer.id == offer_id)
    )
