"""Opening the database, and the two kinds of transaction."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.orm import Session, sessionmaker

#: Handlers run in this many threads; the pool has a connection for each.
THREADS = 16
#: Seconds that a writer on SQLite waits for the one before it: a whole import is one transaction.
_PATIENCE = 30
_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={_PATIENCE * 1000}")


class Database:
    """An opened database.

    `reading()` and `writing()` make sessions. On SQLite a writing transaction takes the write lock at its first
    statement: one that reads first and writes later would fail at once when another has written in between.
    """

    def __init__(self, url: str) -> None:
        """Open the database; an SQLite file's folder is made if it is missing."""
        self.url = url
        parsed = make_url(url)
        options: dict[str, Any] = {
            "pool_size": THREADS,
            "max_overflow": 4,
            "pool_pre_ping": True,
            "hide_parameters": True,
        }
        if parsed.get_backend_name() == "sqlite":
            if parsed.database:
                Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
            options["connect_args"] = {"check_same_thread": False, "timeout": _PATIENCE}
        self.engine: Engine = create_engine(parsed, **options)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        if self.is_sqlite:
            event.listen(self.engine, "connect", _prepare_sqlite)
            event.listen(self.engine, "begin", _begin_sqlite)
        self._reading = sessionmaker(self.engine, expire_on_commit=False)
        self._writing = sessionmaker(self.engine.execution_options(writes=True), expire_on_commit=False)

    def reading(self) -> Session:
        """Return a session for a request that only looks."""
        return self._reading()

    def writing(self) -> Session:
        """Return a session for a request that may change something."""
        return self._writing()

    def is_alive(self) -> bool:
        """Whether the database answers."""
        try:
            with self.engine.connect() as connection:
                connection.execute(text("SELECT 1"))
        except Exception:
            return False
        return True

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions begin where `_begin_sqlite` says so
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
