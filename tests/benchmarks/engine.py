"""What is measured: something that is given offers, and then answers searches with top 20, total and facets."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, Protocol

from tests.benchmarks.generate import Query, Row

TOP = 20
#: The facets that every engine counts; the product counts some more.
FACETS = ("sector", "postal_code", "price", "weekday", "activity", "need", "access", "setting")


class Found(NamedTuple):
    """What an engine answers: the best offers by number, how many there are, and the counts of the facets' values."""

    top: list[int]
    total: int
    facets: dict[str, int]


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
    """Return what is counted of an offer: "need:finde_venner"."""
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
    return [f"{name}:{value}" for name in FACETS for value in values[name]]


def facets_demanded(query: Query) -> list[str]:
    """Return which values of facets a search demands."""
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
