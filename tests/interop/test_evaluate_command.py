"""`registry evaluate`: over the file's offers, other offers, or what is published; for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from registry.cli import main
from tests.interop.test_offers_file import LEAST

OTHER = LEAST | {
    "external_id": "aks-18",
    "title": "Trommer",
    "description": "Trommer og rytme.",
    "age_min": 14,
    "age_max": 17,
}
SEARCHES = [
    {"id": "a", "text": "blokfløjte til en på 9 år", "demands": {"age": [9, 9]}, "judgments": {"aks-17": 2}},
    {"id": "b", "text": "trommer", "demands": {"age": [9, 9]}, "judgments": {"aks-18": 1}},
]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Run a command in a folder with an SQLite file of its own; files are made of what is given by name."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REGISTRY_DATABASE_URL", "sqlite:///registry.db")

    def command(*arguments: str, **files: dict[str, Any]) -> Result:
        for name, document in files.items():
            Path(f"{name}.json").write_text(json.dumps(document))
        return CliRunner().invoke(main, list(arguments), env={"COLUMNS": "100"})

    return command


def judged(*searches: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"format": "judged/1", "queries": list(searches or SEARCHES), **more}


def offers(*rows: dict[str, Any]) -> dict[str, Any]:
    return {"format": "offers/1", "offers": list(rows)}


def test_a_file_with_its_own_offers_needs_no_database(run) -> None:
    done = run("evaluate", "judged.json", judged=judged(offers=[LEAST, OTHER]))
    assert done.exit_code == 0, done.stderr
    assert not Path("registry.db").exists()
    lines = done.stdout.splitlines()
    assert lines[1].split() == ["a", "blokfløjte", "til", "en", "på", "9", "år", "1,00", "1,00", "1,00", "0"]
    assert "9 år (krav)" in lines[2]
    assert "Blokfløjte for begyndere (2)" in lines[3]
    assert "Bryder krav: 1. Trommer (age)" in done.stdout
    assert lines[-1].split() == ["2", "søgninger", "1,00", "1,00", "1,00", "1"]


def test_over_other_offers(run) -> None:
    done = run("evaluate", "judged.json", "--offers", "o.json", judged=judged(offers=[LEAST, OTHER]), o=offers(LEAST))
    assert done.exit_code == 0, done.stderr
    assert "Søgninger, som intet i data passer til, og som derfor ikke er med i gennemsnittet: 1" in done.stdout
    assert "Bedømte tilbud, som ikke er i data, og som derfor ikke tæller: aks-18" in done.stdout


def test_over_what_is_published(run) -> None:
    run("import", "o.json", "--publish", o=offers(LEAST, OTHER))
    done = run("evaluate", "judged.json", "--json", judged=judged())
    assert done.exit_code == 0, done.stderr
    measured = json.loads(done.stdout)
    assert measured["format"] == "evaluation/1"
    assert measured["totals"] == {
        "searches": 2,
        "measured": 2,
        "ndcg_at_10": 1.0,
        "mrr": 1.0,
        "recall_at_20": 1.0,
        "violations": 1,
        "absent": [],
    }
    assert measured["searches"][0]["found"][0] == {
        "id": "aks-17",
        "title": "Blokfløjte for begyndere",
        "grade": 2,
        "violates": [],
    }


def test_in_english(run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGISTRY_LANG", "en")
    done = run("evaluate", "judged.json", judged=judged(offers=[LEAST, OTHER]))
    assert done.stdout.splitlines()[-1].split() == ["2", "searches", "1.00", "1.00", "1.00", "1"]


@pytest.mark.parametrize(
    ("document", "told"),
    [
        ({"format": "other/1"}, 'Filen skal begynde med {"format": "judged/1"}.'),
        (judged({"id": "a", "text": "x"}), "Søgning nr. 1, judgments: mangler"),
        (judged(), "Ingen af de tilbud, som filen bedømmer, findes i data."),
    ],
)
def test_a_file_that_can_not_be_used_is_refused_with_the_reason(run, document: dict[str, Any], told: str) -> None:
    done = run("evaluate", "judged.json", judged=document)
    assert done.exit_code == 1
    assert told in done.stderr
    assert done.stdout == ""


def test_a_file_that_is_not_there_is_wrong_usage(run) -> None:
    assert run("evaluate", "nowhere.json").exit_code == 2
