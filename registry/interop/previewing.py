"""What the preview of an import shows: every row as an offer, what is wrong with it, and what can be done with all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from registry.interop import columns, own_offers
from registry.interop.offers_file import Problem
from registry.interop.offers_table import Reading, ReadRow
from registry.offers import show
from registry.web.paging import Paging

#: Rows on one page.
PAGE = 25
#: Problems that the summary names; each also stands with its row.
MOST_NAMED = 10


class Shown(NamedTuple):
    """A row with its problems; `lines` is what it says in short, `lacking` what it lacks before it can be sent."""

    row: ReadRow
    problems: tuple[Problem, ...]
    lines: tuple[str, ...]
    lacking: tuple[str, ...]


@dataclass(frozen=True)
class Preview:
    """A whole import before it is done.

    Attributes:
        reading: the rows.
        conflicts: what can't be brought in because of what is there already.
        now: decides whether declarations have lapsed.
        may_submit: whether the offers can be sent to the municipality together, if they are complete.
        asked: which rows are shown: `fejl` or all.
    """

    reading: Reading
    conflicts: tuple[Problem, ...]
    now: dt.datetime
    may_submit: bool
    asked: str = ""

    @cached_property
    def problems(self) -> list[Problem]:
        """Everything that is wrong, from the top, under the names of the columns."""
        found = [named(problem) for problem in (*self.reading.problems, *self.conflicts)]
        return sorted(found, key=lambda problem: problem.row)

    @cached_property
    def incomplete(self) -> int:
        """How many of the offers lack something before they can be sent."""
        return sum(bool(own_offers.lacking(offer, self.now)) for offer in self.reading.offers)

    @cached_property
    def wrong(self) -> set[int]:
        """The numbers of the rows with something wrong."""
        return {problem.row for problem in self.problems}

    @property
    def rows(self) -> Sequence[ReadRow]:
        """The rows that are asked for."""
        if self.asked == "fejl":
            return [row for row in self.reading.rows if row.number in self.wrong]
        return self.reading.rows

    def paging(self, number: int) -> Paging:
        """Return which page of the rows is shown."""
        return Paging.of(number, PAGE, len(self.rows))

    def on(self, paging: Paging) -> list[Shown]:
        """Return the rows of a page."""
        return [self._shown(row) for row in self.rows[paging.offset : paging.offset + PAGE]]

    def _shown(self, row: ReadRow) -> Shown:
        own = tuple(problem for problem in self.problems if problem.row == row.number)
        if row.offer is None:
            return Shown(row, own, (), ())
        content = row.offer.content
        place = [show.where(content)] if show.where(content) else []
        lines = (*show.who(content), *show.when(content), *place, *show.price(content))
        lacking = own_offers.lacking(row.offer, self.now) if self.may_submit else []
        return Shown(row, own, lines, tuple(fault.message for fault in lacking))


def named(problem: Problem) -> Problem:
    """Return a problem under the name of its column."""
    if problem.field in columns.BY_KEY:
        return Problem(problem.row, columns.header(problem.field), problem.reason)
    return problem
