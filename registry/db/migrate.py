"""Bringing the database to the newest schema with Alembic."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from registry.db.engine import Database

_PACKAGE = Path(__file__).resolve().parents[1]
#: In a checkout beside the package, in an installed wheel inside it.
MIGRATIONS = next(path for path in (_PACKAGE / "_migrations", _PACKAGE.parent / "migrations") if path.is_dir())


def config() -> Config:
    """Return Alembic's configuration without its ini file."""
    alembic = Config()
    alembic.set_main_option("script_location", str(MIGRATIONS))
    alembic.set_main_option("file_template", "%%(year)d_%%(month).2d_%%(day).2d_%%(slug)s")
    return alembic


def is_current(database: Database) -> bool:
    """Whether the database already has the newest schema."""
    head = ScriptDirectory.from_config(config()).get_current_head()
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == head


def upgrade(database: Database) -> None:
    """Bring the database to the newest schema; nothing happens when it has it."""
    if is_current(database):
        return
    alembic = config()
    with database.engine.execution_options(writes=True).connect() as connection, connection.begin():
        alembic.attributes["connection"] = connection
        command.upgrade(alembic, "head")
