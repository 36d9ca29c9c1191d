"""What the pages about Sammen promise, held against what the product does."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from litestar.testing import TestClient

from registry import vocabulary
from registry.app import create_app
from registry.db import Database
from registry.db.facts import mark_as_demo
from registry.front import frameworks, kept
from registry.i18n import speaking
from registry.settings import Settings

REGISTRY = Path(frameworks.__file__).resolve().parents[1]


@pytest.mark.parametrize(
    ("path", "danish", "english"),
    [
        ("/om", "Sådan bliver et tilbud godkendt", "How an offer is approved"),
        ("/privatliv", "Et barn kan ikke findes i Sammen", "A child cannot be found in Sammen"),
        ("/tilgaengelighed", "Hvor tilgængelig er Sammen?", "How accessible is Sammen?"),
    ],
)
def test_the_pages_are_there_in_both_languages(client: TestClient, path: str, danish: str, english: str) -> None:
    assert danish in client.get(path).text
    assert english in client.get(path, headers={"accept-language": "en"}).text


def test_an_expired_policy_is_shown_as_such(client: TestClient) -> None:
    page = client.get("/om").text
    assert "Perioden er udløbet" in page
    assert "Udgave 2022–2025, vedtaget april 2023 af Børne- og Undervisningsudvalget." in page
    assert "Fra januar 2022 til december 2025" in page
    assert "Principper for inklusion" in page
    assert "Gælder nu" in page


@pytest.mark.parametrize(
    ("today", "status"),
    [
        (dt.date(2021, 12, 31), "På vej"),
        (dt.date(2022, 1, 1), "Gælder nu"),
        (dt.date(2025, 12, 31), "Gælder nu"),
        (dt.date(2026, 1, 1), "Perioden er udløbet"),
    ],
)
def test_a_policy_is_told_of_by_where_it_is_in_its_life(today: dt.date, status: str) -> None:
    with speaking("da"):
        policy = frameworks.facts(vocabulary.current(), today)[0]
    assert policy.status[0] == status
    assert policy.aims > 0
    assert bool(policy.note) is (status == "Perioden er udløbet")


def test_every_cookie_of_the_product_is_told_of() -> None:
    source = "\n".join(file.read_text() for file in REGISTRY.rglob("*.py"))
    set_by_us = set(re.findall(r'^(?:\w+_)?COOKIE = "(\w+)"', source, re.MULTILINE))
    assert len(set_by_us) >= 4
    assert {name for name, _, _ in kept.cookies()} == set_by_us


def test_the_attributions_that_licences_ask_for_are_given(client: TestClient) -> None:
    page = client.get("/om").text
    for named in ("GeoNames", "CC BY 4.0", "Det Fælles Designsystem", "MIT", "IBM Plex", "SIL Open Font License"):
        assert named in page


def test_a_demo_says_so_where_people_ask_who_is_behind(database: Database, settings: Settings) -> None:
    for is_demo in (False, True):
        if is_demo:
            with database.writing() as db, db.begin():
                mark_as_demo(db)
        with TestClient(create_app(settings), base_url=settings.base_url) as client:
            for path in ("/om", "/privatliv"):
                assert ("Dette er en demo." in client.get(path).text) is is_demo
