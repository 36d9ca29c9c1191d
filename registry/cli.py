"""The commands. They call the same actions as the pages."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import click

from registry.access import Role
from registry.i18n import gettext as _
from registry.i18n import ngettext, speaking
from registry.opening import collect_seldom, open_database, settings_or_stop
from registry.web import clock


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def main(context: click.Context) -> None:
    """Sammen: a registry of community offers for children and young people."""
    collect_seldom()
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
def worker() -> None:
    """Deliver mail and do what is to be done every night; `serve` does so too. Any number of them may run."""
    from registry.working import work

    work(settings_or_stop())


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


@main.command()
@click.option("--sizes", default="5000,100000,1000000", show_default=True, help="Numbers of offers.")
@click.option("--searches", default=300, show_default=True, type=click.IntRange(30), help="Searches at each size.")
def bench(sizes: str, searches: int) -> None:
    """Measure how fast a search is beside SQLite, PostgreSQL and tantivy; only in a checkout."""
    root = Path(__file__).resolve().parents[1]
    if not (root / "tests").is_dir():
        with speaking(settings_or_stop().language):
            elsewhere = _("Målingerne ligger i et checkout af kildekoden, ikke i den installerede pakke.")
        raise click.ClickException(elsewhere)
    if not all(size.isdigit() and int(size) for size in sizes.split(",")):
        raise click.BadParameter("numbers with commas between, such as 5000,100000", param_hint="--sizes")
    arguments = ["-m", "tests.benchmarks.run", "--sizes", sizes, "--searches", str(searches)]
    sys.exit(subprocess.call([sys.executable, "-W", "ignore", *arguments], cwd=root))  # noqa: S603


@main.group()
def account() -> None:
    """Accounts."""


@account.command("add")
@click.argument("email")
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice([role.value for role in Role]))
@click.option("--name", help="What the person is called.")
@click.option("--password-stdin", is_flag=True, help="Read a password from standard input.")
def add_account(email: str, roles: tuple[str, ...], name: str | None, password_stdin: bool) -> None:
    """Make an account, or give an existing one the role; without a password, print a one-time sign-in link."""
    from registry.accounts import command, rules

    settings = settings_or_stop()
    password = sys.stdin.readline().strip() if password_stdin else None
    database = open_database(settings)
    with speaking(settings.language):
        try:
            link = command.add_account(
                database, settings, email, [Role(role) for role in roles], name=name, password=password, now=clock.now()
            )
        except rules.Unfit as unfit:
            raise click.ClickException(unfit.message) from None
        finally:
            database.close()
        if link is not None:
            click.echo(_("Linket virker i 15 minutter og kun én gang:"), err=True)
            click.echo(link)
        else:
            click.echo(_("Kontoen er klar."), err=True)


@main.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--publish", is_flag=True, help="Put the offers live at once; otherwise they become drafts.")
@click.option("--dry-run", is_flag=True, help="Check everything, change nothing.")
def import_offers(file: Path, publish: bool, dry_run: bool) -> None:
    """Bring in offers from a JSON file of the format offers/1, a .csv or an .xlsx: all of them or none."""
    from registry import overlay, vocabulary
    from registry.interop import actions, offers_file, offers_table

    settings = settings_or_stop()
    with speaking(settings.language):
        try:
            read = offers_file.read if file.suffix.lower() == ".json" else offers_table.read
            database = open_database(settings)
            words = overlay.of(database.engine)
            offers = read(file.read_bytes(), words)
            with (
                vocabulary.using(words),
                database.writing() as db,
                click.progressbar(length=len(offers), label=file.name, file=sys.stderr) as bar,
            ):
                changed = actions.bring_in(
                    db, offers, publish_them=publish, now=clock.now(), progress=lambda: bar.update(1)
                )
                if not dry_run:
                    db.commit()
            database.close()
        except offers_file.BadFile as error:
            for problem in error.problems:
                click.echo(str(problem), err=True)
            raise click.ClickException(
                ngettext("Intet er ændret: 1 problem.", "Intet er ændret: %(n)s problemer.", len(error.problems))
                % {"n": len(error.problems)}
            ) from None
        done = _("Kontrolleret, intet er ændret") if dry_run else _("Bragt ind")
        click.echo(
            f"{done}: "
            + ngettext("1 tilbud", "%(n)s tilbud", len(offers)) % {"n": len(offers)}
            + _(", heraf nye eller ændrede: %(n)s.") % {"n": changed},
            err=True,
        )


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--offers",
    "offers_from",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Search these offers (a file of the format offers/1).",
)
@click.option("--json", "as_json", is_flag=True, help="Print all that was measured as JSON.")
def evaluate(file: Path, offers_from: Path | None, as_json: bool) -> None:
    """Measure the search with FILE, searches that people have judged (format judged/1).

    The searches run over the offers of --offers, else over those in FILE, else over what is published in the
    database. For each one: what was understood, nDCG@10, reciprocal rank, recall@20, and how many of the first ten
    violate a demand. The README describes the format.
    """
    from registry import vocabulary
    from registry.interop import evaluating, judged_file, offers_file

    settings, words, now = settings_or_stop(), vocabulary.current(), clock.now()
    with speaking(settings.language):
        try:
            judged = judged_file.read(file.read_bytes(), words)
            given = offers_file.read(offers_from.read_bytes(), words) if offers_from else judged.offers
        except offers_file.BadFile as error:
            for problem in error.problems:
                click.echo(str(problem), err=True)
            count = len(error.problems)
            raise click.ClickException(
                ngettext("Filen kan ikke bruges: 1 problem.", "Filen kan ikke bruges: %(n)s problemer.", count)
                % {"n": count}
            ) from None
        if given is not None:
            measured = evaluating.of_file(judged.searches, given, now, by_meaning=settings.semantic)
        else:
            database = open_database(settings)
            measured = evaluating.of_database(database, judged.searches, now, by_meaning=settings.semantic)
            database.close()
        if not measured.measured:
            raise click.ClickException(_("Ingen af de tilbud, som filen bedømmer, findes i data."))
        if as_json:
            click.echo(evaluating.as_json(measured))
        else:
            for line in evaluating.as_text(measured, shutil.get_terminal_size((100, 24)).columns):
                click.echo(line)
