"""The search API, as other systems see it."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from litestar.testing import TestClient
from sqlalchemy import text
from sqlalchemy.orm import Session

from registry.db import Database
from tests import make
from tests.cast import Cast


@pytest.fixture(autouse=True)
def offers(cast: Cast, database: Database) -> None:
    """Horses on Mondays in Nørresundby, and a choir that says little."""
    alice, charlie = cast.actor("alice"), cast.actor("charlie")
    with database.writing() as db, db.begin():
        make.live(db, alice)
        make.live(
            db,
            charlie,
            "tinsoldaten",
            title="Kor for alle stemmer",
            summary="Vi synger sammen.",
            description="Vi synger fra første gang, og alle er med.",
            activities=("musik",),
            needs=("finde_venner",),
            weekly=(),
            price_dkk=None,
            postal_code="9000",
            age_min=6,
            age_max=15,
        )


def search(client: TestClient, **body: Any) -> dict[str, Any]:
    answer = client.post("/api/v1/search", json=body)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_everything_is_found_when_nothing_is_asked_for(client: TestClient) -> None:
    found = search(client)
    assert found["total"] == 2
    assert found["understood"] == []
    assert set(found) == {
        "understood", "corrected", "safety", "total", "results", "maybe", "nearly", "relax", "facets",
    }  # fmt: skip


def test_a_result_says_what_the_contract_says(client: TestClient) -> None:
    (result,) = search(client, text="hest på 9", weekdays=["mon"], postal_code="9400")["results"]
    assert result["title"] == "Heste og ro på små hold"
    assert result["url"] == f"/tilbud/{result['id']}"
    assert result["organisation"] == {"name": "Havfruen", "sector": "association"}
    assert result["external_id"] is None
    assert isinstance(result["score"], float)
    assert {"kind": "weekday", "label": "Mandag 15.30–17.00"} in result["fits"]


def test_a_field_is_a_demand_and_what_is_not_said_is_set_apart(client: TestClient) -> None:
    found = search(client, weekdays=["mon"], free=True)
    assert [result["title"] for result in found["results"]] == ["Heste og ro på små hold"]
    (maybe,) = found["maybe"]
    assert maybe["title"] == "Kor for alle stemmer"
    assert {reason["kind"] for reason in maybe["unsure"]} == {"weekday", "price"}


def test_misspelt_words_are_read_as_they_were_meant_and_told_and_names_are_not(client: TestClient) -> None:
    found = search(client, text="Thilde på 9 og ottar elsker hæste")
    assert found["corrected"] == [{"from": "hæste", "to": "heste"}]
    assert "dyr" in [one["value"] for one in found["understood"]]
    assert not [name for name in ("thilde", "ottar") if name in str(found).lower()]


def test_near_misses_and_what_to_let_go_of(client: TestClient) -> None:
    found = search(client, weekdays=["tue"], postal_code="9400")
    assert found["total"] == 0
    (nearly,) = found["nearly"]
    assert nearly["missing"] == "weekday"
    assert {"drop": "weekday", "label": "tirsdag", "total": 1} in found["relax"]


def test_a_sentence_is_understood_with_its_spans(client: TestClient) -> None:
    text = "urolig dreng på 9 der elsker heste, Nørresundby, gratis"
    understood = search(client, text=text)["understood"]
    by_kind = {entry["kind"]: entry for entry in understood}
    assert by_kind["age"]["value"] == [9, 9]
    assert by_kind["age"]["demand"] is True
    assert by_kind["place"]["value"] == "9400"
    assert by_kind["price"]["value"] == 0
    assert by_kind["need"]["demand"] is False
    for entry in understood:
        start, end = entry["span"]
        assert text[start:end] == entry["text"]


def test_several_children_give_several_ages(client: TestClient) -> None:
    ages = [entry["value"] for entry in search(client, text="to søskende på 6 og 11 år")["understood"]
            if entry["kind"] == "age"]  # fmt: skip
    assert ages == [[6, 6], [11, 11]]


@pytest.mark.parametrize(
    "text",
    [
        "dreng født 010203-1234 vil ride",
        "skriv til mor.hansen@eksempel.example",
        "ring 20 30 40 50 om pigen",
        "bor på Eksempelvej 12 og vil synge",
    ],
)
def test_personal_data_is_refused_and_left_nowhere(
    client: TestClient, db: Session, caplog: pytest.LogCaptureFixture, text: str
) -> None:
    caplog.set_level(logging.DEBUG)
    answer = client.post("/api/v1/search", json={"text": text})
    assert answer.status_code == 422
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert answer.json()["type"] == "/problems/personal-data"
    for part in ("1234", "hansen", "30 40", "Eksempelvej"):
        assert part not in answer.text
        assert part not in caplog.text


def test_names_are_dropped_and_not_echoed(client: TestClient) -> None:
    answer = client.post("/api/v1/search", json={"text": "Xaviera vil synge"})
    assert answer.status_code == 200
    assert "xaviera" not in answer.text.lower()


def test_every_bad_field_is_named(client: TestClient) -> None:
    answer = client.post(
        "/api/v1/search",
        json={
            "text": "x" * 501,
            "age": [9],
            "radius_km": -5,
            "weekdays": ["man"],
            "needs": ["findes_ikke"],
            "limit": 1000,
            "colour": "blå",
        },
    )
    assert answer.status_code == 422
    assert {error["field"] for error in answer.json()["errors"]} == {
        "text", "age", "radius_km", "weekdays", "needs", "limit", "colour",
    }  # fmt: skip
    assert "findes_ikke" not in answer.text


@pytest.mark.parametrize("body", ["", "{", "[]", '"tekst"'])
def test_a_body_that_is_no_object_is_answered_kindly(client: TestClient, body: str) -> None:
    answer = client.post("/api/v1/search", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == (200 if body == "" else 422)


def test_paging_cuts_results_and_keeps_the_total(client: TestClient) -> None:
    first, second = search(client, limit=1), search(client, limit=1, offset=1)
    assert first["total"] == second["total"] == 2
    assert first["results"][0]["id"] != second["results"][0]["id"]


def test_one_offer_can_be_had_in_full(client: TestClient) -> None:
    result = search(client, text="heste")["results"][0]
    offer = client.get(f"/api/v1/offers/{result['id']}").json()
    assert offer["description"].startswith("Vi strigler")
    assert [answer["element"] for answer in offer["policy"]] == ["bup22.loesninger.c1", "bup22.faellesskaber.a1"]
    assert client.get("/api/v1/offers/findesikke").status_code == 404


def test_the_api_is_described(client: TestClient) -> None:
    described = client.get("/api/v1/openapi.json").json()
    assert set(described["paths"]) == {"/api/v1/search", "/api/v1/offers/{offer_id}"}
    body = described["paths"]["/api/v1/search"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert "postal_code" in body["properties"]


def test_english_is_spoken_to_those_who_ask_for_it(client: TestClient) -> None:
    answer = client.post("/api/v1/search", json={"weekdays": ["mon"]}, headers={"accept-language": "en"})
    assert "Monday 15:30–17:00" in answer.text


def test_a_radius_needs_a_place_from_a_field_or_from_the_sentence(client: TestClient) -> None:
    refused = client.post("/api/v1/search", json={"text": "heste", "radius_km": 5})
    assert refused.status_code == 422
    assert [error["field"] for error in refused.json()["errors"]] == ["radius_km"]
    assert search(client, radius_km=5, postal_code="9400")["total"] == 2
    assert search(client, radius_km=5, text="noget i Nørresundby")["total"] == 2
    assert search(client, radius_km=0.5, text="noget i Nørresundby")["total"] == 1


@pytest.mark.parametrize("body", ["[" * 100_000, '{"a":' * 100_000])
def test_a_body_without_end_is_answered_kindly(client: TestClient, body: str) -> None:
    assert client.post("/api/v1/search", content=body).status_code == 422


def test_what_is_no_name_of_a_field_is_not_echoed(client: TestClient) -> None:
    answer = client.post("/api/v1/search", json={"010203-1234": "x", "bogus": "y"})
    assert answer.status_code == 422
    assert "1234" not in answer.text
    assert [error["field"] for error in answer.json()["errors"]] == ["", "bogus"]


@pytest.mark.parametrize(("path", "body"), [("/api/v1/search", {"json": {"text": "heste"}}), ("/find", {"data": {}})])
def test_searching_waits_for_nobody_who_writes(
    client: TestClient, database: Database, path: str, body: dict[str, Any]
) -> None:
    with database.writing() as db, db.begin():
        db.execute(text("DELETE FROM throttle"))
        assert client.post(path, **body).status_code in (200, 303)
