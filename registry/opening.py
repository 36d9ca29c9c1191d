"""Opening the registry for a command: the settings and the database, or a clear message why not."""

from __future__ import annotations

import click
from sqlalchemy.exc import DBAPIError

from registry.db import Database
from registry.db.migrate import upgrade
from registry.settings import BadSetting, Settings, from_environment


def settings_or_stop() -> Settings:
    """Read the settings.

    Raises:
        click.ClickException: one of them can't be used.
    """
    try:
        return from_environment()
    except BadSetting as error:
        raise click.ClickException(str(error)) from None


def open_database(settings: Settings) -> Database:
    """Open the database, brought to the newest schema.

    Raises:
        click.ClickException: it can't be reached.
    """
    try:
        database = Database(settings.database_url)
        upgrade(database)
    except (DBAPIError, OSError) as error:
        reason = str(getattr(error, "orig", error)).strip().splitlines()[0]
        raise click.ClickException(f"The database can't be opened: {reason}") from None
    return database
