"""Opening the registry for a command: the settings and the database, or a clear message why not; and a fast start."""

from __future__ import annotations

import gc

import click
from sqlalchemy.exc import DBAPIError

from registry.db import Database
from registry.db.migrate import upgrade
from registry.settings import BadSetting, Settings, from_environment


def collect_seldom() -> None:
    """Let a process that begins look for what can go less often: nearly all that it loads stays.

    Looking through it again and again takes a fifth of the start, and later the slowest requests wait for it.
    """
    gc.set_threshold(20_000, 20, 50)


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
