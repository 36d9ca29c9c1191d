"""The commands. They call the same actions as the pages."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click

from registry.db import Database
from registry.db.migrate import upgrade
from registry.settings import BadSetting, Settings, from_environment


def open_database(settings: Settings) -> Database:
    """Open the database, brought to the newest schema.

    Raises:
        click.ClickException: it can't be reached.
    """
    from sqlalchemy.exc import DBAPIError

    try:
        database = Database(settings.database_url)
        upgrade(database)
    except (DBAPIError, OSError) as error:
        reason = str(getattr(error, "orig", error)).strip().splitlines()[0]
        raise click.ClickException(f"The database can't be opened: {reason}") from None
    return database


def settings_or_stop() -> Settings:
    """Read the settings.

    Raises:
        click.ClickException: one of them can't be used.
    """
    try:
        return from_environment()
    except BadSetting as error:
        raise click.ClickException(str(error)) from None


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def main(context: click.Context) -> None:
    """Sammen: a registry of community offers for children and young people."""
    if context.invoked_subcommand is None:
        context.invoke(serve)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Server processes.")
@click.option("--demo/--empty", "demo", default=None, help="Seed invented offers into an empty database, or do not.")
def serve(host: str = "127.0.0.1", port: int = 8000, workers: int = 1, demo: bool | None = None) -> None:
    """Serve the site (the default)."""
    from registry.serving import serve as start

    start(settings_or_stop(), host=host, port=port, workers=workers, demo=demo)


@main.command()
def migrate() -> None:
    """Bring the database to the newest schema."""
    open_database(settings_or_stop()).close()
    click.echo("The database has the newest schema.", err=True)


@main.command(context_settings={"ignore_unknown_options": True}, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def test(arguments: tuple[str, ...]) -> None:
    """Run the tests; arguments are pytest's."""
    root = Path(__file__).resolve().parents[1]
    if not (root / "tests").is_dir():
        raise click.ClickException("The tests are in a checkout of the repository, not in the installed package.")
    sys.exit(subprocess.call([sys.executable, "-m", "pytest", *arguments], cwd=root))  # noqa: S603
