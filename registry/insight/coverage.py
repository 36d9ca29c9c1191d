"""How many live offers there are for each need or policy element, in each area or for each age: tables of counts.

An offer counts for a need when its organisation chose it or its text speaks of it, as in the search; for an area when
it is there, and under "anywhere" when it comes to the child or is on a screen; for an age when it takes that age.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pyroaring import BitMap

from registry import vocabulary
from registry.i18n import current_locale
from registry.i18n import gettext as _
from registry.matching.catalogue import Catalogue
from registry.matching.segment import Segment


class Rows(StrEnum):
    """What the rows are; the values are those of the address."""

    NEEDS = "behov"
    ELEMENTS = "maal"


class Columns(StrEnum):
    """What the columns are."""

    AREAS = "omraade"
    AGES = "alder"


#: Ages as people speak of them (Danish school: børnehave, indskoling, mellemtrin, udskoling, ungdom): both included.
AGES = ((0, 2), (3, 5), (6, 9), (10, 12), (13, 15), (16, 18))


@dataclass(frozen=True)
class Line:
    """A row: what it is, the counts under each column, and how many offers there are for it in all."""

    id: str
    label: str
    counts: tuple[int, ...]
    total: int


@dataclass(frozen=True)
class Table:
    """Counts with their headings; `most` is the highest of them."""

    columns: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def most(self) -> int:
        """The highest count."""
        return max((count for line in self.lines for count in line.counts), default=0)

    @property
    def gaps(self) -> int:
        """How many cells have no offer."""
        return sum(not count for line in self.lines for count in line.counts)


_Chosen = Callable[[Segment], BitMap]


def table(catalogue: Catalogue, rows: Rows, columns: Columns) -> Table:
    """Count the live offers; it costs about the same for a hundred thousand of them as for a hundred."""
    across = _areas() if columns is Columns.AREAS else _ages()
    down = _needs() if rows is Rows.NEEDS else _elements()
    counts = {id_: [0] * len(across) for id_, _label, _tags in down}
    totals = dict.fromkeys(counts, 0)
    for segment, alive in zip(catalogue.segments, catalogue.alive, strict=True):
        cells = [chosen(segment) & alive for _label, chosen in across]
        for id_, _label, tags in down:
            having = _any(segment, tags) & alive
            totals[id_] += len(having)
            for number, cell in enumerate(cells):
                counts[id_][number] += having.intersection_cardinality(cell)
    lines = tuple(Line(id_, label, tuple(counts[id_]), totals[id_]) for id_, label, _tags in down)
    return Table(tuple(label for label, _chosen in across), lines)


def _needs() -> list[tuple[str, str, list[str]]]:
    words, locale = vocabulary.current(), current_locale()
    return [(one.id, one.short(locale), [f"need:{one.id}", f"read:{one.id}"]) for one in words.needs.values()]


def _elements() -> list[tuple[str, str, list[str]]]:
    words, locale = vocabulary.current(), current_locale()
    return [(one.id, one.label(locale), [f"element:{one.id}"]) for one in words.elements.values()]


def _areas() -> list[tuple[str, _Chosen]]:
    words, locale = vocabulary.current(), current_locale()
    named = [(area.label(locale), _with([f"place:{code}" for code in area.postals])) for area in words.areas.values()]
    return [*named, (_("Kommer ud eller online"), _with(["anywhere"]))]


def _ages() -> list[tuple[str, _Chosen]]:
    return [(_("%(low)s–%(high)s år") % {"low": low, "high": high}, _within(low, high)) for low, high in AGES]


def _with(tags: Sequence[str]) -> _Chosen:
    return lambda segment: _any(segment, tags)


def _within(low: int, high: int) -> _Chosen:
    return lambda segment: BitMap().union(*segment.by_age[low : high + 1])


def _any(segment: Segment, tags: Sequence[str]) -> BitMap:
    return BitMap().union(*(segment.tagged(tag) for tag in tags))
