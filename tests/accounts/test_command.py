"""`registry account add`, as the contract says it."""

from __future__ import annotations

import os

import pytest
from click.testing import CliRunner, Result
from litestar.testing import TestClient
from sqlalchemy import select

from registry.access import Role
from registry.cli import main
from registry.db import Database
from registry.history import HistoryLine
from registry.settings import Settings
from tests.accounts.post import GOOD, account, close
from tests.cast import Cast

NEW = "ny@eksempel.example"


class Run:
    """Runs the command on the test's database."""

    def __init__(self, settings: Settings) -> None:
        unset = {name: None for name in os.environ if name.startswith("REGISTRY_")}
        self.environment: dict[str, str | None] = unset | {
            "REGISTRY_DATABASE_URL": settings.database_url.replace("postgresql+psycopg", "postgresql"),
            "REGISTRY_BASE_URL": settings.base_url,
        }

    def __call__(self, *arguments: str, typed: str = "", **variables: str) -> Result:
        return CliRunner().invoke(
            main, ["account", "add", *arguments], input=typed, env=self.environment | variables, catch_exceptions=False
        )


@pytest.fixture
def run(settings: Settings) -> Run:
    return Run(settings)


def test_without_a_password_it_prints_a_link_that_signs_in_once(
    run: Run, client: TestClient, database: Database
) -> None:
    done = run(NEW, "--role", "administrator", "--name", "Nina Ny")
    assert done.exit_code == 0
    (address,) = done.stdout.splitlines()
    assert address.startswith("http://testserver.local/log-ind/link/")
    made = account(database, NEW)
    assert made
    assert (made.name, made.roles, made.is_open) == ("Nina Ny", frozenset({Role.ADMINISTRATOR}), True)
    assert client.get(address).status_code == 200
    assert client.post(address).headers["location"] == "/godkend"
    assert client.post(address).status_code == 410
    with database.reading() as db:
        line = db.scalars(select(HistoryLine)).one()
    assert (line.verb, line.actor_name, line.note) == ("account_added", "system", "administrator")


def test_with_a_password_it_prints_nothing(run: Run, client: TestClient, database: Database) -> None:
    done = run("NY@eksempel.example", "--role", "partner", "--password-stdin", typed=f"{GOOD}\n")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "Kontoen er klar" in done.stderr
    assert client.post("/log-ind/adgangskode", data={"email": NEW, "password": GOOD}).status_code == 303


def test_again_it_adds_the_role_and_leaves_the_rest(run: Run, cast: Cast, database: Database) -> None:
    for _ in range(2):
        assert run("alice@eksempel.example", "--role", "administrator", "--role", "professional").exit_code == 0
    made = account(database, "alice@eksempel.example")
    assert made
    assert made.name == "Alice"
    assert made.roles == frozenset(Role)


def test_it_speaks_the_language_of_the_registry(run: Run) -> None:
    assert "virker i 15 minutter" in run(NEW, "--role", "partner").stderr
    assert "works for 15 minutes" in run(NEW, "--role", "partner", REGISTRY_LANG="en").stderr


@pytest.mark.parametrize(
    ("arguments", "typed", "says"),
    [
        (["alice", "--role", "partner"], "", "hel e-mailadresse"),
        ([NEW, "--role", "partner", "--name", "N/N"], "", "Skriv navnet med bogstaver"),
        ([NEW, "--role", "partner", "--password-stdin"], "kort\n", "mindst 10 tegn"),
        ([NEW, "--role", "partner", "--password-stdin"], "", "mindst 10 tegn"),
    ],
)
def test_what_cannot_be_used_is_explained(
    run: Run, database: Database, arguments: list[str], typed: str, says: str
) -> None:
    done = run(*arguments, typed=typed)
    assert (done.exit_code, done.stdout) == (1, "")
    assert says in done.stderr
    assert account(database, NEW) is None


def test_a_closed_account_stays_closed(run: Run, cast: Cast, database: Database) -> None:
    close(database, "alice")
    done = run("alice@eksempel.example", "--role", "administrator")
    assert done.exit_code == 1
    assert "lukket" in done.stderr


@pytest.mark.parametrize("arguments", [[], [NEW], [NEW, "--role", "boss"], [NEW, "--role"], ["--role", "partner"]])
def test_wrong_usage_is_told_apart(run: Run, arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert "Error:" in done.stderr
