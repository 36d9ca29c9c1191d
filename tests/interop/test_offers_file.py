"""A file is read whole: every problem is named with its row, field and reason."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from registry import vocabulary
from registry.interop.offers_file import BadFile, ImportedOffer, read
from registry.offers.content import Slot

LEAST = {
    "external_id": "aks-17",
    "organisation": "Aalborg Kulturskole",
    "sector": "culture",
    "title": "Blokfløjte for begyndere",
    "description": "Vi spiller sammen fra første time.",
    "age_min": 9,
    "age_max": 12,
}
WHOLE = LEAST | {
    "cvr": None,
    "summary": "Spil sammen fra første time.",
    "for": "alle",
    "postal_code": "9000",
    "town": "Aalborg",
    "address": None,
    "weekly": [{"day": "mon", "start": "15:00", "end": "17:00"}, {"day": "tue", "start": None}],
    "period": "hele året",
    "price_dkk": 12.5,
    "capacity": 12,
    "availability": "ledig",
    "languages": ["da"],
    "access": ["trinfri"],
    "activities": ["musik"],
    "setting": ["efter_skole"],
    "ways": ["fast_hold"],
    "keywords": ["blokfløjte"],
    "access_note": "Elevator fra gården",
    "needs": ["finde_venner"],
    "policy": [{"element": "bup22.loesninger.a2", "answer": "Børnene vælger selv, hvad vi spiller til koncerten."}],
    "signup": "Ring til kontoret.",
    "contact": {"name": None, "email": "kontor@eksempel.example", "phone": None},
}


def file(*rows: Any, form: str = "offers/1") -> bytes:
    return msgspec.json.encode({"format": form, "offers": list(rows)})


def load(data: bytes) -> list[ImportedOffer]:
    return read(data, vocabulary.current())


def problems(data: bytes) -> list[tuple[int, str]]:
    with pytest.raises(BadFile) as stopped:
        load(data)
    return [(problem.row, problem.field) for problem in stopped.value.problems]


def test_what_is_required_is_enough() -> None:
    (offer,) = load(file(LEAST))
    assert offer.content.title == "Blokfløjte for begyndere"
    assert offer.content.gender is None
    assert offer.content.price_dkk is None


def test_every_field_of_the_format_is_read() -> None:
    (offer,) = load(file(WHOLE))
    content = offer.content
    assert content.gender == "alle"
    assert content.weekly == (Slot("mon", "15:00", "17:00"), Slot("tue"))
    assert content.price_dkk == 12.5
    assert content.contact.email == "kontor@eksempel.example"
    assert content.policy[0].element == "bup22.loesninger.a2"
    assert content.where == "address"


def test_null_and_an_empty_list_mean_not_known() -> None:
    (offer,) = load(file(LEAST | {"needs": None, "weekly": [], "price_dkk": None, "contact": None}))
    assert offer.content.needs == ()
    assert offer.content.contact.email is None


def test_a_field_of_our_own_may_be_given_by_its_name() -> None:
    (offer,) = load(file(LEAST | {"price_unit": "saeson", "safety": ["boerneattest"], "starts_on": "2026-09-01"}))
    assert offer.content.price_unit == "saeson"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": None}, "title"),
        ({"external_id": ""}, "external_id"),
        ({"age_min": "ni"}, "age_min"),
        ({"age_min": 9.5}, "age_min"),
        ({"age_max": 130}, "age_max"),
        ({"age_min": 13}, "age_max"),
        ({"sector": "klub"}, "sector"),
        ({"cvr": "12345678"}, "cvr"),
        ({"for": "kvinder"}, "for"),
        ({"colour": "blå"}, "colour"),
        ({"activities": ["findes_ikke"]}, "activities"),
        ({"needs": ["findes_ikke"]}, "needs"),
        ({"availability": "findes_ikke"}, "availability"),
        ({"postal_code": "900"}, "postal_code"),
        ({"weekly": [{"day": "man"}]}, "weekly"),
        ({"weekly": [{"day": "mon", "start": "25:00"}]}, "weekly.0.start"),
        ({"weekly": [{"day": "mon", "start": "17:00", "end": "15:00"}]}, "weekly.0.end"),
        ({"price_dkk": -1}, "price_dkk"),
        ({"policy": [{"element": "findes.ikke", "answer": "x" * 30}]}, "policy"),
        ({"policy": [{"element": "bup22.loesninger.a2", "answer": "for kort"}]}, "policy.bup22.loesninger.a2"),
        ({"description": "Ring om Karl, 010203-1234."}, "description"),
    ],
)
def test_each_mistake_is_named_with_its_row_and_field(change: dict[str, Any], field: str) -> None:
    assert problems(file(LEAST, LEAST | {"external_id": "b"} | change)) == [(2, field)]


def test_all_problems_come_at_once() -> None:
    found = problems(file(LEAST | {"title": "", "sector": "klub"}, {"external_id": "b"}, "ikke et tilbud"))
    assert {row for row, _field in found} == {1, 2, 3}
    assert (1, "title") in found
    assert (1, "sector") in found


def test_the_same_external_id_twice_is_a_mistake() -> None:
    assert problems(file(LEAST, LEAST)) == [(2, "external_id")]


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"format": "offers/2", "offers": []}', b'{"format": "offers/1"}'])
def test_another_kind_of_file_is_refused(data: bytes) -> None:
    assert problems(data) == [(0, "")]


@pytest.mark.parametrize("field", ["organisation", "external_id"])
def test_a_personal_number_stands_in_no_field(field: str) -> None:
    with pytest.raises(BadFile) as stopped:
        load(file(LEAST | {field: "Hos 01 02 03\n1234"}))
    assert [problem.field for problem in stopped.value.problems] == [field]
    assert "1234" not in str(stopped.value.problems[0])


def test_the_personal_number_is_not_in_the_reason() -> None:
    with pytest.raises(BadFile) as stopped:
        load(file(LEAST | {"description": "Ring om Karl, 010203-1234."}))
    assert "010203" not in str(stopped.value.problems[0])


def test_the_judged_offers_can_be_read() -> None:
    judged = Path(__file__).resolve().parents[3] / "shared" / "eval" / "judged.json"
    if not judged.exists():
        pytest.skip("the judged searches are not beside this checkout")
    rows = msgspec.json.decode(judged.read_bytes())["offers"]
    assert len(load(file(*rows))) == len(rows)
