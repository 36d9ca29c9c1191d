"""The commands keep to the contract: what they say, where, and with which exit code."""

from __future__ import annotations

import socket
from pathlib import Path

import httpx
import msgspec
import pytest
from click.testing import CliRunner, Result

from registry.cli import main
from registry.db import Database
from registry.offers.queries import live_offers
from tests.interop.test_offers_file import LEAST
from tests.serving import running


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Run a command on an SQLite file of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REGISTRY_DATABASE_URL", "sqlite:///registry.db")

    def command(*arguments: str, stdin: str | None = None) -> Result:
        return CliRunner().invoke(main, list(arguments), input=stdin)

    return command


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "offers.json"
    path.write_bytes(msgspec.json.encode({"format": "offers/1", "offers": [LEAST]}))
    return path


def published() -> list[str]:
    if not Path("registry.db").exists():
        return []
    database = Database("sqlite:///registry.db")
    with database.reading() as db:
        titles = [offer.content.title for offer in live_offers(db)]
    database.close()
    return titles


def test_an_import_that_publishes(run, file: Path) -> None:
    done = run("import", str(file), "--publish")
    assert done.exit_code == 0, done.stderr
    assert "Bragt ind: 1 tilbud" in done.stderr
    assert published() == ["Blokfløjte for begyndere"]


def test_an_import_of_a_table(run, tmp_path: Path) -> None:
    table = tmp_path / "offers.csv"
    text = "External_id;Organisation;Sektor;Navn;Beskrivelse;Alder\na;Koret;Forening;Kor på lørdage;Syng med;{}\n"
    table.write_bytes(text.format("ni").encode("cp1252"))
    refused = run("import", str(table), "--publish")
    assert refused.exit_code == 1
    assert "Række 2, F2 Alder: Skriv alderen som for eksempel 7-11." in refused.stderr
    table.write_bytes(text.format("9-12").encode("cp1252"))
    assert run("import", str(table), "--publish").exit_code == 0
    assert published() == ["Kor på lørdage"]


def test_a_dry_run_changes_nothing(run, file: Path) -> None:
    done = run("import", str(file), "--publish", "--dry-run")
    assert done.exit_code == 0
    assert "intet er ændret" in done.stderr
    assert published() == []


def test_every_problem_is_told_with_row_field_and_reason(run, file: Path) -> None:
    bad = LEAST | {"external_id": "b", "age_min": "ni", "sector": "klub"}
    file.write_bytes(msgspec.json.encode({"format": "offers/1", "offers": [LEAST, bad]}))
    done = run("import", str(file), "--publish")
    assert done.exit_code == 1
    assert "Række 2, age_min: skal være et helt tal" in done.stderr
    assert "Række 2, sector: skal være en af:" in done.stderr
    assert "Intet er ændret: 2 problemer." in done.stderr
    assert published() == []
    assert "Traceback" not in done.output


def test_problems_can_be_told_in_english(run, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGISTRY_LANG", "en")
    file.write_text("{")
    done = run("import", str(file))
    assert done.exit_code == 1
    assert "The file is not valid JSON" in done.stderr


def test_migrating_says_so(run) -> None:
    assert run("migrate").exit_code == 0


@pytest.mark.parametrize(
    "arguments", [["import"], ["import", "findes-ikke.json"], ["serve", "--port", "abc"], ["unknown"]]
)
def test_wrong_usage_is_2(run, arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("REGISTRY_DATABASE_URL", "mysql://x"),
        ("REGISTRY_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none"),
        ("REGISTRY_LANG", "fr"),
        ("REGISTRY_COLOUR", "blue"),
        ("REGISTRY_SMTP_URL", "http://mail"),
        ("REGISTRY_TILE_URL", "https://kort.example/{z}/{x}.png"),
        ("REGISTRY_TILE_URL", "https://{s}.kort.example/{z}/{x}/{y}.png"),
        ("REGISTRY_TILE_URL", "https://kort.example/{z}/{x}/{y}.png"),
        ("REGISTRY_TILE_ATTRIBUTION", "Kortet er fra kort.example"),
    ],
)
def test_what_cannot_be_used_stops_with_a_message(run, monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    done = run("migrate")
    assert done.exit_code == 1
    assert done.stderr.startswith("Error: ")
    assert "Traceback" not in done.output


def test_a_port_that_is_taken_is_told(run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run("serve", "--port", str(taken.getsockname()[1]))
    assert done.exit_code == 1
    assert "can't be used" in done.stderr


def test_a_demo_is_refused_where_something_is(run, file: Path) -> None:
    run("import", str(file))
    done = run("serve", "--demo", "--port", "65000")
    assert done.exit_code == 1
    assert "only seeded into an empty one" in done.stderr


def test_a_database_that_was_named_is_served_empty(tmp_path: Path) -> None:
    with running(tmp_path, database_url=f"sqlite:///{tmp_path}/own.db") as url:
        assert httpx.post(f"{url}/api/v1/search", json={}).json()["total"] == 0
        assert httpx.post(f"{url}/demo/log-ind", data={"role": "administrator"}).status_code == 404


def test_a_first_run_on_this_machine_is_a_demo(tmp_path: Path) -> None:
    with running(tmp_path) as url:
        # the first search of a new process waits for its catalogue, and a busy machine makes it wait longer
        assert httpx.post(f"{url}/api/v1/search", json={}, timeout=60).json()["total"] == 48
        signed_in = httpx.post(f"{url}/demo/log-ind", data={"role": "administrator"})
        assert signed_in.status_code == 303
        assert "session" in signed_in.cookies
    assert (tmp_path / "var" / "registry.db").exists()


def test_no_secret_and_no_name_reaches_the_log(tmp_path: Path) -> None:
    """Addresses with tokens, sentences and posted fields are nobody's business."""
    with running(tmp_path, "--empty", database_url=f"sqlite:///{tmp_path}/own.db") as url:
        httpx.get(f"{url}/log-ind/link/hemmeligt-tegn")
        httpx.post(f"{url}/find", data={"text": "Xaviera på 9 vil ride, 010203-1234"})
        httpx.post(f"{url}/log-ind", data={"email": "lone.vind@eksempel.example"})
    (log,) = tmp_path.glob("server-*.log")
    said = log.read_text()
    for secret in ("hemmeligt", "Xaviera", "010203", "lone.vind"):
        assert secret not in said
