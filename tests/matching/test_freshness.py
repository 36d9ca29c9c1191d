"""An approval shows in the next search of every server process on the database."""

from __future__ import annotations

from pathlib import Path

import httpx

from registry.db import Database
from registry.offers import actions
from tests import make
from tests.cast import Cast
from tests.serving import running


def titles(url: str) -> list[str]:
    answer = httpx.post(f"{url}/api/v1/search", json={}, timeout=30)
    assert answer.status_code == 200
    return [result["title"] for result in answer.json()["results"]]


def test_what_one_process_publishes_every_process_finds_in_its_next_search(
    database: Database, database_url: str, cast: Cast, tmp_path: Path
) -> None:
    alice = cast.actor("alice")
    with (
        running(tmp_path, "--empty", database_url=database_url) as one,
        running(tmp_path, "--empty", database_url=database_url) as other,
    ):
        assert titles(one) == titles(other) == []
        for title in ("Heste", "Kor", "Skak"):
            with database.writing() as db, db.begin():
                offer_id = make.live(db, alice, title=title).offer_id
            assert title in titles(one)
            assert title in titles(other)
        with database.writing() as db, db.begin():
            actions.pause(db, alice, offer_id, now=make.NOW)
        assert "Skak" not in titles(one)
        assert "Skak" not in titles(other)
