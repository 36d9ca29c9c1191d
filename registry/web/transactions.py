"""For handlers whose work doesn't fit into one transaction that is open from beginning to end.

Whoever checks or hashes a password, or counts attempts, must not hold SQLite's write lock meanwhile. Such a handler
says `dependencies=LOOKING`: its `db` only looks, and it opens its own transaction when it has something to write.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from litestar.di import Provide
from sqlalchemy.orm import Session

from registry import overlay
from registry.db import Database
from registry.web.http import Request


def database_of(request: Request) -> Database:
    """Return the application's database."""
    database: Database = request.app.state.database
    return database


def _provide_looking(request: Request) -> Iterator[Session]:
    with database_of(request).reading() as session, overlay.reading(session):
        yield session


LOOKING: Mapping[str, Provide] = {"db": Provide(_provide_looking)}


@contextmanager
def writing(request: Request) -> Iterator[Session]:
    """Open a transaction that writes: raising rolls back, leaving the block commits."""
    with database_of(request).writing() as session, session.begin():
        yield session
