"""Measures one engine at one size, in a process of its own: `python -m tests.benchmarks.one ENGINE FILE SEARCHES …`.

Says how it goes as lines of JSON on standard output, the last one with what was measured.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from tests.benchmarks import generate
from tests.benchmarks.engine import Engine, megabytes
from tests.benchmarks.generate import Query, Row

#: Name in reports → where it is.
ENGINES = {
    "Sammen": "product_engine:Engine",
    "tantivy": "tantivy_engine:Whole",
    "SQLite FTS5": "sqlite_engine:Whole",
    "PostgreSQL": "postgres_engine:Whole",
    "Sammen, kun rangering": "product_engine:Bare",
    "tantivy, kun rangering": "tantivy_engine:Engine",
    "SQLite FTS5, kun rangering": "sqlite_engine:Engine",
    "PostgreSQL, kun rangering": "postgres_engine:Engine",
}
WARM_UP = 20
#: At least so many searches are measured, however slow they are.
FEWEST = 30
#: Each search is asked so often, and the middle time counts: another process may have been in the way.
_TIMES = 3
_EVERY = 5000


class Measured(NamedTuple):
    """What one engine did at one size: seconds to build, MB held, and the milliseconds of each search."""

    engine: str
    offers: int
    build: float
    memory: float | None
    searches: list[float]

    def at(self, share: float) -> float:
        """Return the milliseconds that a share of the searches stay under."""
        ordered = sorted(self.searches)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def say(**what: Any) -> None:
    """Tell whoever started this."""
    print(json.dumps(what), flush=True)


def rows_of(file: Path) -> Iterator[Row]:
    """Read the offers one at a time."""
    decode = msgspec.json.Decoder(dict).decode
    with file.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            yield decode(line)
            if number % _EVERY == 0:
                say(built=_EVERY)


def measure(name: str, file: Path, offers: int, searches: int, seconds: float) -> Measured:
    """Build, then search one after another, for no longer than `seconds` or so."""
    module, _, kind = ENGINES[name].partition(":")
    with tempfile.TemporaryDirectory(prefix="sammen-bench-") as folder:
        engine: Engine = getattr(import_module(f"tests.benchmarks.{module}"), kind)(Path(folder))
        try:
            began = time.perf_counter()
            engine.build(rows_of(file))
            build = time.perf_counter() - began
            queries = generate.queries(searches + WARM_UP)
            for query in queries[:WARM_UP]:
                engine.find(query)
            times: list[float] = []
            until = time.perf_counter() + seconds
            for query in queries[WARM_UP:]:
                times.append(sorted(_timed(engine, query) for _ in range(_TIMES))[_TIMES // 2])
                say(asked=1)
                if time.perf_counter() > until and len(times) >= FEWEST:
                    break
            return Measured(name, offers, build, megabytes(engine.processes()), times)
        finally:
            engine.close()


def _timed(engine: Engine, query: Query) -> float:
    start = time.perf_counter()
    engine.find(query)
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    engine_name, rows_file, offers_there, searches_wanted, most_seconds = sys.argv[1:]
    measured = measure(engine_name, Path(rows_file), int(offers_there), int(searches_wanted), float(most_seconds))
    say(**measured._asdict())
