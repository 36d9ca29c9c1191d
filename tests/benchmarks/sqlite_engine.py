"""SQLite: FTS5's bm25, facets as rows of a table."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from itertools import count
from pathlib import Path

from tests.benchmarks.engine import TOP, Found, facets_demanded, facets_of, in_portions, number_of
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
CREATE TEMP TABLE hit (id INTEGER PRIMARY KEY, score REAL);
"""
_WORDS = """
SELECT texts.rowid, bm25(texts, 2.5, 2.5, 1.3, 1.0, 6.0) FROM texts JOIN offer ON offer.id = texts.rowid
WHERE texts MATCH ?
"""
_EVERYTHING = "SELECT offer.id, 0.0 FROM offer WHERE 1"


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
        clauses, values = [], []
        match = " OR ".join(f'"{word}"' for word in (*query.words, *query.said, *query.needs))
        if match:
            values.append(match)
        if query.age:
            clauses.append("offer.age_min <= ? AND offer.age_max >= ?")
            values += [query.age[1], query.age[0]]
        for value in facets_demanded(query):
            clauses.append("EXISTS (SELECT 1 FROM facet WHERE facet.offer = offer.id AND facet.value = ?)")
            values.append(self._values.get(value, -1))
        chosen = " AND ".join([_WORDS if match else _EVERYTHING, *clauses])
        run = self._database.execute
        run("DELETE FROM hit")
        run(f"INSERT INTO hit {chosen}", values)
        total = run("SELECT count(*) FROM hit").fetchone()[0]
        top = run("SELECT id FROM hit ORDER BY score, id LIMIT ?", (TOP,)).fetchall()
        counts = run("SELECT value, count(*) FROM hit JOIN facet ON facet.offer = hit.id GROUP BY value").fetchall()
        names = {number: name for name, number in self._values.items()}
        return Found([id_ for (id_,) in top], total, {names[value]: times for value, times in counts})

    def processes(self) -> list[int]:
        """SQLite lives in this process."""
        return [os.getpid()]

    def close(self) -> None:
        """Close the file."""
        self._database.close()
