"""Alembic: runs the migrations on the connection that `registry.db.migrate` opened, in its transaction."""

import sqlalchemy as sa
from alembic import context

import registry.app  # noqa: F401  importing it brings every table
from registry.db import Base, Database
from registry.db.base import UtcDateTime
from registry.settings import from_environment


def render_item(kind, item, autogenerating):
    """Write the registry's own column types by their names."""
    if kind == "type" and isinstance(item, UtcDateTime | sa.JSON):
        name = "UtcDateTime()" if isinstance(item, UtcDateTime) else "Document"
        autogenerating.imports.add(f"from registry.db.base import {name.removesuffix('()')}")
        return name
    return False


def run(connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        compare_type=True,
        render_item=render_item,
        render_as_batch=connection.dialect.name == "sqlite",
    )
    with context.begin_transaction():
        context.run_migrations()


if (given := context.config.attributes.get("connection")) is not None:
    run(given)
else:  # the alembic command itself, for whoever writes a migration
    database = Database(from_environment().database_url)
    with database.engine.begin() as opened:
        run(opened)
