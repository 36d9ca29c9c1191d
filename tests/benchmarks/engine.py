"""What is measured: something that is given offers, and then answers searches with top 20, total and facets."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, Protocol

from tests.benchmarks.generate import Query, Row

TOP = 20
#: The facets that every engine counts; the product counts some more.
FACETS = ("sector", "postal_code", "price", "weekday", "activity", "need", "access", "setting")


#: How many nearly right offers are shown for each demand, when fewer than `FEW` offers meet them all.
NEARLY, FEW = 3, 5
#: Stands for what an offer doesn't say: "weekday:?".
UNSAID = "?"
_NOTHING: Mapping[str, list[int]] = MappingProxyType({})
_NONE: Mapping[str, int] = MappingProxyType({})


class Found(NamedTuple):
    """What an engine answers.

    Attributes:
        top: the numbers of the best offers. total: how many there are.
        facets: how many of them have each value; for the whole page, how many there would be if it was chosen too.
        nearly: the best offers that fail just one demand, by that demand; for the whole page, when few meet all.
        without: how many more there would be without each demand; for the whole page.
    """

    top: list[int]
    total: int
    facets: dict[str, int]
    nearly: Mapping[str, list[int]] = _NOTHING
    without: Mapping[str, int] = _NONE


class Engine(Protocol):
    """A way to search."""

    def build(self, rows: Iterable[Row]) -> None:
        """Take in the offers; searching may begin when this returns."""

    def find(self, query: Query) -> Found | None:
        """Answer a search."""

    def processes(self) -> list[int]:
        """Return the ids of the processes that hold what is searched."""

    def close(self) -> None:
        """Stop."""


def number_of(row: Row) -> int:
    """Return the number of a generated offer."""
    return int(row["external_id"].rpartition("-")[2])


def facets_of(row: Row) -> list[str]:
    """Return what is counted of an offer: "need:finde_venner", or "need:?" when it doesn't say."""
    values = {
        "sector": [row["sector"]],
        "postal_code": [row["postal_code"]],
        "price": [] if row["price_dkk"] is None else ["paid" if row["price_dkk"] else "free"],
        "weekday": sorted({slot["day"] for slot in row["weekly"]}),
        "activity": row["activities"],
        "need": row["needs"],
        "access": row["access"],
        "setting": row["setting"],
    }
    return [f"{name}:{value}" for name in FACETS for value in values[name] or [UNSAID]]


def facets_demanded(query: Query) -> list[str]:
    """Return which values of facets a search demands; whoever doesn't say may have them."""
    asked = {"postal_code": query.postal_code, "weekday": query.weekday, "activity": query.activity}
    return [f"{name}:{value}" for name, value in asked.items() if value] + (["price:free"] if query.free else [])


def in_portions(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    """Cut rows into lists of at most `size`."""
    portion: list[Row] = []
    for row in rows:
        portion.append(row)
        if len(portion) == size:
            yield portion
            portion = []
    if portion:
        yield portion


def megabytes(processes: Iterable[int]) -> float | None:
    """Return the memory that processes hold, what they share counted once; None where the system doesn't tell."""
    total = 0
    for process in processes:
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1])
    return total / 1024 or None
