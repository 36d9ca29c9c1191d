"""What is searched for, from the counts of a month, with small numbers hidden."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registry import vocabulary
from registry.i18n import current_locale
from registry.insight import rules
from registry.insight.rules import Shown
from registry.matching.counting import Found, Kind
from registry.matching.models import SearchCount

#: Months one can look back.
MONTHS = 13


@dataclass(frozen=True)
class Line:
    """How often something was searched for: with no, few (1 to 4) and more results, and as far as shown in all."""

    id: str
    label: str
    none: Shown
    few: Shown
    many: Shown

    @property
    def total(self) -> Shown:
        """The sum of what is shown."""
        return rules.total((self.none, self.few, self.many))

    @property
    def poor(self) -> Shown:
        """The searches with few or no results, as far as shown."""
        return rules.total((self.none, self.few))


@dataclass(frozen=True)
class Searches:
    """The searches of a month: all, by need, by area; the most asked for first."""

    month: dt.date
    is_over: bool
    everything: Line
    needs: tuple[Line, ...]
    areas: tuple[Line, ...]

    @property
    def poorest(self) -> list[Line]:
        """The needs that were most often searched for with few or no results, as far as shown."""
        poor = [line for line in self.needs if line.poor.value]
        return sorted(poor, key=lambda line: (-line.poor.value, line.label))[:10]


def of_month(db: Session, month: dt.date, today: dt.date) -> Searches:
    """Return what was searched for in a month; one query over the month's few rows."""
    counts: dict[tuple[str, str], dict[str, int]] = {}
    rows = db.execute(
        select(SearchCount.kind, SearchCount.value, SearchCount.found, func.sum(SearchCount.count))
        .where(SearchCount.day >= month, SearchCount.day < rules.after(month))
        .group_by(SearchCount.kind, SearchCount.value, SearchCount.found)
    )
    for kind, value, found, count in rows:
        counts.setdefault((kind, value), {})[found] = count
    is_over = rules.after(month) <= today
    words, locale = vocabulary.current(), current_locale()

    def lines(kind: Kind, label: Callable[[str], str | None]) -> tuple[Line, ...]:
        named = [(value, label(value), found) for (one, value), found in counts.items() if one == kind]
        made = [_line(value, name, found, is_over) for value, name, found in named if name is not None]
        return tuple(sorted(made, key=lambda line: (-line.total.value, -line.total.is_hidden, line.label)))

    return Searches(
        month,
        is_over,
        _line("", "", counts.get((Kind.ALL, ""), {}), is_over),
        lines(Kind.NEED, lambda id_: words.needs[id_].short(locale) if id_ in words.needs else None),
        lines(Kind.AREA, lambda id_: words.areas[id_].label(locale) if id_ in words.areas else None),
    )


def months(today: dt.date) -> list[dt.date]:
    """Return the months one can look at, newest first."""
    return rules.months(today, MONTHS)[::-1]


def asked_for(db: Session, today: dt.date) -> dict[str, int]:
    """Return which kinds of chips searches of a quarter had, the most frequent first: for an order, not to be shown."""
    rows = db.execute(
        select(SearchCount.value, func.sum(SearchCount.count))
        .where(SearchCount.kind == Kind.CHIP, SearchCount.day >= today - dt.timedelta(days=91))
        .group_by(SearchCount.value)
    )
    return dict(sorted(((value, int(count)) for value, count in rows), key=lambda one: (-one[1], one[0])))


def _line(id_: str, label: str, found: Mapping[str, int], is_over: bool) -> Line:
    none, few, many = (rules.shown(found.get(one, 0), is_over=is_over) for one in (Found.NONE, Found.FEW, Found.MANY))
    return Line(id_, label, none, few, many)
