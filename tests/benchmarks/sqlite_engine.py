"""SQLite: FTS5's bm25, facets as rows of a table."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from itertools import count
from pathlib import Path

from tests.benchmarks.engine import FEW, NEARLY, TOP, UNSAID, Found, facets_demanded, facets_of, in_portions, number_of
from tests.benchmarks.generate import Query, Row

_SCHEMA = """
PRAGMA journal_mode = off;
PRAGMA synchronous = off;
PRAGMA cache_size = -524288;
PRAGMA temp_store = memory;
CREATE VIRTUAL TABLE texts USING fts5(title, keywords, summary, description, needs,
    content='', tokenize="unicode61 tokenchars '_'");
CREATE TABLE offer (id INTEGER PRIMARY KEY, age_min INTEGER, age_max INTEGER);
CREATE TABLE facet (offer INTEGER, value INTEGER, PRIMARY KEY (offer, value)) WITHOUT ROWID;
CREATE TEMP TABLE hit (id INTEGER PRIMARY KEY, score REAL, failed INTEGER);
"""
_SCORE = "bm25(texts, 2.5, 2.5, 1.3, 1.0, 6.0)"
_MATCHING = "texts JOIN offer ON offer.id = texts.rowid WHERE texts MATCH :match"


class Engine:
    """A database file of its own."""

    def __init__(self, folder: Path) -> None:
        self._database = sqlite3.connect(folder / "benchmark.db")
        self._database.executescript(_SCHEMA)
        self._values: dict[str, int] = {}

    def build(self, rows: Iterable[Row]) -> None:
        """Fill the tables, then make the index for what is demanded."""
        numbers = count()
        for portion in in_portions(rows, 5000):
            texts, offers, facets = [], [], []
            for row in portion:
                number = number_of(row)
                words = (row["title"], " ".join(row["keywords"]), row["summary"], row["description"])
                texts.append((number, *words, " ".join(row["needs"])))
                offers.append((number, row["age_min"], row["age_max"]))
                for value in facets_of(row):
                    if value not in self._values:
                        self._values[value] = next(numbers)
                    facets.append((number, self._values[value]))
            self._database.executemany(
                "INSERT INTO texts (rowid, title, keywords, summary, description, needs) VALUES (?, ?, ?, ?, ?, ?)",
                texts,
            )
            self._database.executemany("INSERT INTO offer VALUES (?, ?, ?)", offers)
            self._database.executemany("INSERT OR IGNORE INTO facet VALUES (?, ?)", facets)
        self._database.execute("INSERT INTO texts (texts) VALUES ('optimize')")
        self._database.execute("CREATE INDEX facet_value ON facet (value, offer)")
        self._database.execute("ANALYZE")
        self._database.commit()

    def find(self, query: Query) -> Found:
        """Keep what is found in a temporary table, and count in it."""
        self._fill(query, at_most_failed=0)
        run = self._database.execute
        counts = run("SELECT value, count(*) FROM hit JOIN facet ON facet.offer = hit.id GROUP BY value").fetchall()
        return Found(self._best("failed = 0", TOP), self._count("failed = 0"), self._named(counts))

    def _fill(self, query: Query, *, at_most_failed: int) -> list[str]:
        """Put what is found into `hit`, with the number of the demand that it fails or 0; return the demands."""
        demands: dict[str, str] = {}
        values: dict[str, object] = {
            "match": " OR ".join(f'"{one}"' for one in (*query.words, *query.said, *query.needs))
        }
        if query.age:
            demands["age"] = "(offer.age_min <= :high AND offer.age_max >= :low)"
            values |= {"low": query.age[0], "high": query.age[1]}
        for number, value in enumerate(facets_demanded(query)):
            facet = value.partition(":")[0]
            demands[facet] = (
                "EXISTS (SELECT 1 FROM facet WHERE facet.offer = offer.id "
                f"AND facet.value IN (:facet{number}, :unsaid{number}))"
            )
            values[f"facet{number}"] = self._values.get(value, -1)
            values[f"unsaid{number}"] = self._values.get(f"{facet}:{UNSAID}", -1)
        names = list(demands)
        if at_most_failed:
            without = [" AND ".join(demands[other] for other in names if other != name) or "1" for name in names]
            where = f"({' OR '.join(without)})" if without else "1"
            failed = "".join(f" WHEN NOT {demands[name]} THEN {number}" for number, name in enumerate(names, 1))
        else:
            where, failed = " AND ".join(demands.values()) or "1", ""
        score, source = (_SCORE, _MATCHING) if values["match"] else ("0.0", "offer WHERE 1")
        self._database.execute("DELETE FROM hit")
        self._database.execute(
            f"INSERT INTO hit SELECT offer.id, {score}, CASE WHEN 0 THEN 0{failed} ELSE 0 END "
            f"FROM {source} AND {where}",
            values,
        )
        return names

    def _count(self, where: str) -> int:
        found: int = self._database.execute(f"SELECT count(*) FROM hit WHERE {where}").fetchone()[0]
        return found

    def _best(self, where: str, most: int) -> list[int]:
        sql = f"SELECT id FROM hit WHERE {where} ORDER BY score, id LIMIT ?"
        return [id_ for (id_,) in self._database.execute(sql, (most,))]

    def _named(self, counts: Iterable[tuple[int, int]]) -> dict[str, int]:
        names = {number: name for name, number in self._values.items()}
        return {names[value]: times for value, times in counts}

    def processes(self) -> list[int]:
        """SQLite lives in this process."""
        return [os.getpid()]

    def close(self) -> None:
        """Close the file."""
        self._database.close()


class Whole(Engine):
    """The same, asked for all that the find page shows but reasons: what nearly fits, and what giving up gives."""

    def find(self, query: Query) -> Found:
        """Keep every offer that fails one demand at most, and count in them."""
        names = self._fill(query, at_most_failed=1)
        counted, values = ["failed = 0"], list[int]()
        for number, name in enumerate(names, 1):
            kinds = [id_ for value, id_ in self._values.items() if value.startswith(f"{name}:")]
            counted.append(f"failed = {number} AND value IN ({', '.join('?' * len(kinds))})")
            values += kinds
        counts = self._database.execute(
            "SELECT value, count(*) FROM hit JOIN facet ON facet.offer = hit.id "
            f"WHERE {' OR '.join(counted)} GROUP BY value",
            values,
        ).fetchall()
        total = self._count("failed = 0")
        failing = {name: f"failed = {number}" for number, name in enumerate(names, 1)}
        return Found(
            self._best("failed = 0", TOP),
            total,
            self._named(counts),
            {name: self._best(where, NEARLY) for name, where in failing.items()} if total < FEW else {},
            {name: self._count(where) for name, where in failing.items()},
        )
