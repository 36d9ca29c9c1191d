"""What a text about an offer must live up to, as a table."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from registry import vocabulary
from registry.offers import rules
from registry.offers.content import Contact, OfferContent, PolicyAnswer, Slot
from tests.make import CONTENT, content

TODAY = dt.date(2026, 11, 22)
WORDS = vocabulary.current()


def missing(**changes: Any) -> dict[str, str]:
    return {fault.field: fault.message for fault in rules.missing(content(**changes), WORDS, TODAY)}


def faults(**changes: Any) -> dict[str, str]:
    return {fault.field: fault.message for fault in rules.faults(content(**changes), WORDS)}


def test_a_complete_text_lacks_nothing() -> None:
    assert missing() == {}
    assert faults() == {}


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"title": ""}, "title", "Skriv, hvad tilbuddet hedder"),
        ({"summary": None}, "summary", "Skriv en kort beskrivelse på en eller to sætninger"),
        ({"description": ""}, "description", "Beskriv tilbuddet"),
        ({"age_min": None}, "age_min", "Skriv, fra hvilken alder man kan være med"),
        ({"age_max": None}, "age_max", "Skriv, til hvilken alder man kan være med"),
        ({"where": None}, "where", "Vælg, hvor tilbuddet foregår"),
        ({"postal_code": None}, "postal_code", "Skriv postnummeret på det sted, hvor tilbuddet foregår"),
        ({"needs": ()}, "needs", "Vælg mindst ét behov, som tilbuddet møder"),
        ({"policy": ()}, "policy", "Svar på mindst ét politikmål"),
        (
            {"policy": (PolicyAnswer("bup22.loesninger.c1"),)},
            "policy.bup22.loesninger.c1",
            "Skriv et svar på ”Nysgerrig og fleksibel efter barnets behov”",
        ),
        (
            {"contact": Contact(name="Karen")},
            "contact.email",
            "Skriv en e-mail eller et telefonnummer, som fagpersoner kan bruge",
        ),
        ({"safety": ("foto",)}, "safety", "Erklær, at I indhenter børneattester, hvor loven kræver det"),
        (
            {"safety_declared_by": None, "safety_declared_on": None},
            "safety_declared_by",
            "Skriv, hvem der erklærer, at rammerne er trygge",
        ),
        (
            {"safety_declared_on": TODAY - dt.timedelta(days=366)},
            "safety_declared_by",
            "Erklæringen om trygge rammer er over et år gammel. Gem den igen",
        ),
    ],
)
def test_what_is_missing_is_said_at_its_field(changes: dict[str, Any], field: str, message: str) -> None:
    assert missing(**changes) == {field: message}


@pytest.mark.parametrize(
    "changes",
    [
        {"where": "online", "postal_code": None},
        {"where": "comes_to_you", "postal_code": None},
        {"contact": Contact(phone="00 00 00 01")},
        {"safety_declared_on": TODAY - dt.timedelta(days=365)},
        {"price_dkk": None, "weekly": (), "signup": None, "availability": None, "languages": ()},
    ],
)
def test_what_nobody_knows_yet_need_not_be_said(changes: dict[str, Any]) -> None:
    assert missing(**changes) == {}


def test_an_empty_draft_lacks_everything_and_has_nothing_wrong() -> None:
    lacking = rules.missing(OfferContent(), WORDS, TODAY)
    assert {fault.section for fault in lacking} == set(rules.SECTIONS)
    assert rules.faults(OfferContent(), WORDS) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": "x" * 121}, "title"),
        ({"contact": Contact(role="x" * 121, email="a@b.dk")}, "contact.role"),
        ({"age_min": -1}, "age_min"),
        ({"age_max": 121}, "age_max"),
        ({"age_min": 12, "age_max": 11}, "age_max"),
        ({"capacity": 0}, "capacity"),
        ({"price_dkk": -1}, "price_dkk"),
        ({"starts_on": TODAY, "ends_on": TODAY - dt.timedelta(days=1)}, "ends_on"),
        ({"weekly": (Slot("mon", "25:00"),)}, "weekly.0.start"),
        ({"weekly": (Slot("mon"), Slot("tue", "15:00", "15:00"))}, "weekly.1.end"),
        ({"weekly": (Slot("mon", None, "15:00"),)}, "weekly.0.start"),
        ({"postal_code": "940"}, "postal_code"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"contact": Contact(email="karen at forening")}, "contact.email"),
        ({"contact": Contact(phone="12")}, "contact.phone"),
        ({"contact": Contact(phone="98 12 34 5")}, "contact.phone"),
        ({"activities": ("dyr", "raketter")}, "activities"),
        ({"availability": "måske"}, "availability"),
        ({"needs": ("en_hest",)}, "needs"),
        ({"policy": (PolicyAnswer("bup99.x", "x" * 30),)}, "policy"),
        ({"policy": (PolicyAnswer("bup22.loesninger.c1", "For kort"),)}, "policy.bup22.loesninger.c1"),
        ({"policy": (PolicyAnswer("bup22.loesninger.c1", "x" * 401),)}, "policy.bup22.loesninger.c1"),
        ({"policy": (PolicyAnswer("inkl22.p1", "x" * 30),) * 2}, "policy"),
        ({"policy": tuple(PolicyAnswer(f"inkl22.p{n}", "x" * 30) for n in range(1, 6))}, "policy"),
        ({"description": "Ring til 010119-1234"}, "description"),
        ({"keywords": ("heste", "0101191234")}, "keywords"),
        ({"policy": (PolicyAnswer("inkl22.p1", "Hils hende, 010119 1234, fra os."),)}, "policy.inkl22.p1"),
        ({"contact": Contact(phone="010119-1234")}, "contact.phone"),
    ],
)
def test_what_cannot_be_right_is_found_wherever_the_text_comes_from(changes: dict[str, Any], field: str) -> None:
    assert list(faults(**changes)) == [field]


@pytest.mark.parametrize(
    "phone", ["12345678", "+45 12 34 56 78", "12 34 56 78, lokal 12", "+46 70 123 45 67", "116 111"]
)
def test_a_whole_telephone_number_is_right_however_it_is_written(phone: str) -> None:
    assert not faults(contact=Contact(phone=phone))


def test_a_lapsed_or_missing_declaration_is_told_apart_from_a_valid_one() -> None:
    assert not rules.declaration_has_lapsed(CONTENT, TODAY)
    assert rules.declaration_has_lapsed(content(safety_declared_on=None), TODAY)
    assert rules.declaration_has_lapsed(content(safety_declared_on=dt.date(2025, 11, 21)), TODAY)


def test_a_fault_says_in_which_section_it_is_put_right() -> None:
    fields = {"weekly.0.end": "hvem", "policy.inkl22.p1": "behov", "contact.email": "tryghed", "title": "om"}
    assert {field: rules.Fault(field, "").section for field in fields} == fields
    assert sorted(fields, key=rules.place_of) == ["title", "weekly.0.end", "policy.inkl22.p1", "contact.email"]
