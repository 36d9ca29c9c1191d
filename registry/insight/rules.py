"""What may be shown of counted searches, and how times are summed up. Pure.

A number of searches under `LEAST` could be one person's, so it is shown as "<5". No other number may give it away:
- a total is the sum of what is shown, so that nothing can be subtracted from it;
- the numbers of a month that isn't over are rounded down to a whole number of fives, so that the same page on two days
  tells of five searches or of none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

#: The smallest number that is shown.
LEAST = 5


@dataclass(frozen=True)
class Shown:
    """A number as it may be shown. `value`: what may be added up; `is_hidden`: it is under `LEAST`, and not 0."""

    value: int
    is_hidden: bool = False
    is_rounded: bool = False

    def __str__(self) -> str:
        return f"<{LEAST}" if self.is_hidden else str(self.value)


def shown(count: int, *, is_over: bool) -> Shown:
    """Return what may be shown of a number of searches; `is_over`: nothing will be added to it any more."""
    if count == 0:
        return Shown(0)
    if count < LEAST:
        return Shown(0, is_hidden=True)
    return Shown(count) if is_over else Shown(count - count % LEAST, is_rounded=True)


def total(numbers: Iterable[Shown]) -> Shown:
    """Return the sum of what is shown; hidden when all of it is."""
    parts = list(numbers)
    value = sum(part.value for part in parts)
    return Shown(value, is_hidden=not value and any(part.is_hidden for part in parts))


def percentile(values: Sequence[float], share: float) -> float | None:
    """Return the smallest of the values that at least this share of them (0 to 1) doesn't exceed; None of none."""
    if not values:
        return None
    ordered = sorted(values)
    at = max(0, -(-len(ordered) * round(share * 100) // 100) - 1)
    return ordered[at]


def months(last: dt.date, number: int) -> list[dt.date]:
    """Return the first days of so many months, the one of `last` at the end."""
    counted = last.year * 12 + last.month - 1
    return [dt.date(one // 12, one % 12 + 1, 1) for one in range(counted - number + 1, counted + 1)]


def after(month: dt.date) -> dt.date:
    """Return the first day of the month after one."""
    return (month.replace(day=1) + dt.timedelta(days=31)).replace(day=1)
