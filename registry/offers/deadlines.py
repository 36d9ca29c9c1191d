"""Until when what an offer says counts as true: when its organisation is asked again, and when it is hidden. Pure.

Three things run out. What the offer says holds for twelve months after it was last confirmed; an offer that follows
the school year is asked for again at the beginning of the next one, too. The declaration about safety holds for twelve
months (børneattestloven asks for renewal; the year is the municipality's rule). And an offer with a last day ends after
it. Before the first two the organisation is asked several times; nothing is hidden that wasn't asked about. A fourth
day brings something back: the one on which a closed offer said that it would take newcomers again.
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from registry.offers.content import OfferContent

#: Months after which an offer is asked about for the first time, and after which it is hidden.
ASKED_AFTER, LASTS = 6, 12
#: Days after the first call at which it is asked about again.
AGAIN_AFTER = 30
#: Days before the end of the time at which it is asked about again.
LAST_CALLS = (30, 14)
#: A school year's offers are confirmed by this day (month, day), some weeks after school has begun …
SCHOOL_YEAR = (9, 15)
#: … unless they were confirmed so few days before it.
LATELY = 60
#: Days from the last call to hiding, however late the call was.
GRACE = 7
#: Days in which an organisation gives a declaration of its own for an offer that came without one.
TO_DECLARE = 14
#: Children under this age: who works with them must have a certificate (børneattestloven § 2).
CERTIFICATE_AGE = 15


class Kind(StrEnum):
    """What runs out."""

    CONFIRMATION = "confirmation"
    DECLARATION = "declaration"
    PERIOD = "period"
    REOPENING = "reopening"


#: What an offer is called when it has run out and is hidden.
STATUS = {Kind.CONFIRMATION: "expired", Kind.DECLARATION: "undeclared", Kind.PERIOD: "ended"}
HIDDEN = frozenset(STATUS.values())


@dataclass(frozen=True)
class Deadline:
    """A day on which an offer is hidden, and the days on which its organisation is asked before that, in order."""

    kind: Kind
    due: dt.date
    calls: tuple[dt.date, ...] = ()

    def next_call(self, asked: dt.date | None) -> dt.date | None:
        """Return the first call after the one on, or before, the day `asked`; None when there are no more."""
        return next((call for call in self.calls if asked is None or call > asked), None)


def deadlines(content: OfferContent, confirmed: dt.date, owed: dt.date | None = None) -> list[Deadline]:
    """Return what runs out for a published offer.

    Args:
        content: what it says.
        confirmed: when its organisation last said that it is true.
        owed: since when its organisation owes a declaration of its own, if it does: see `Offer.declaration_owed`.
    """
    found = [confirmation(confirmed, in_school_year=follows_school_year(content))]
    due = declared_until(content, owed)
    if due and needs_declaration(content):
        found.append(Deadline(Kind.DECLARATION, due, _calls_to_declare(owed) if owed else _last_calls(due)))
    if content.ends_on:
        found.append(Deadline(Kind.PERIOD, content.ends_on + dt.timedelta(days=1)))
    if content.available_from:
        found.append(Deadline(Kind.REOPENING, content.available_from, (content.available_from,)))
    return found


def confirmation(confirmed: dt.date, *, in_school_year: bool) -> Deadline:
    """Return until when a confirmation holds."""
    due = months_after(confirmed, LASTS)
    if in_school_year:
        begun = dt.date(confirmed.year, *SCHOOL_YEAR)
        if (begun - confirmed).days < LATELY:
            begun = dt.date(confirmed.year + 1, *SCHOOL_YEAR)
        due = min(due, begun)
    last = _last_calls(due)
    first = months_after(confirmed, ASKED_AFTER)
    early = (first, first + dt.timedelta(days=AGAIN_AFTER))
    return Deadline(Kind.CONFIRMATION, due, (*(call for call in early if call < last[0]), *last))


def follows_school_year(content: OfferContent) -> bool:
    """Whether an offer begins anew with each school year: it says so, or keeps the schools' hours or holidays."""
    said = (content.period or "").casefold()
    return "skoleår" in said or "i_skoletiden" in content.setting or bool(content.closed_in_holidays)


def needs_declaration(content: OfferContent) -> bool:
    """Whether adults meet children under 15 there, so that certificates must be declared (børneattestloven § 2)."""
    return content.age_min is None or content.age_min < CERTIFICATE_AGE


def hidden_as(content: OfferContent, confirmed: dt.date | None, today: dt.date, owed: dt.date | None = None) -> str:
    """Return "live", or what hides a published offer on a day however often its organisation was asked.

    Args:
        content: what it says.
        confirmed: when its organisation last said that it is true; None: never.
        today: the day.
        owed: since when its organisation owes a declaration of its own, if it does: see `Offer.declaration_owed`.
    """
    found = {one.kind: one.due for one in deadlines(content, confirmed or dt.date.min, owed)}
    for kind in (Kind.PERIOD, Kind.DECLARATION, Kind.CONFIRMATION):
        if kind in found and found[kind] <= today:
            return STATUS[kind]
    return "live"


def lacks_declaration(content: OfferContent) -> bool:
    """Whether nobody has ever declared what must be: an offer may have been brought in from a file without it."""
    return needs_declaration(content) and (content.safety_declared_on is None or "boerneattest" not in content.safety)


def declare_by(owed: dt.date) -> dt.date:
    """Return the day until which a declaration that is owed since a day has to be made."""
    return owed + dt.timedelta(days=TO_DECLARE)


def can_declare(content: OfferContent) -> bool:
    """Whether what an offer says about safety can be declared as it stands, again or for the first time."""
    return bool(content.safety) and ("boerneattest" in content.safety or not needs_declaration(content))


def declared_until(content: OfferContent, owed: dt.date | None) -> dt.date | None:
    """Return the day until which the declaration about safety holds; None where there is none, and none is owed.

    Nobody declares for another: an organisation that takes an offer over, or whose offer a file brought in without a
    declaration, has `TO_DECLARE` days to make one.
    """
    declared = content.safety_declared_on
    ends = [months_after(declared, LASTS)] if declared else []
    if owed:
        ends.append(declare_by(owed))
    return min(ends, default=None)


def months_after(day: dt.date, months: int) -> dt.date:
    """Return the same day so many months later, or the last of that month: 31 August + 6 months is 28 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))


def _calls_to_declare(owed: dt.date) -> tuple[dt.date, ...]:
    return owed + dt.timedelta(days=1), owed + dt.timedelta(days=TO_DECLARE - GRACE)


def _last_calls(due: dt.date) -> tuple[dt.date, ...]:
    return tuple(due - dt.timedelta(days=days) for days in LAST_CALLS)
