"""What deserves attention, what a decision needs, and how long somebody has waited."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from registry.offers.content import Contact, PolicyAnswer
from registry.review import rules
from registry.review.rules import CHECKLIST, Judgement, obstacles
from tests import make

TODAY = dt.date(2026, 11, 16)


@pytest.mark.parametrize(
    ("start", "end", "weekdays"),
    [
        ("2026-11-16", "2026-11-16", 0),
        ("2026-11-16", "2026-11-17", 1),
        ("2026-11-13", "2026-11-16", 1),
        ("2026-11-14", "2026-11-15", 0),
        ("2026-11-13", "2026-11-23", 6),
        ("2026-11-20", "2026-11-16", 0),
    ],
)
def test_only_weekdays_are_waited(start: str, end: str, weekdays: int) -> None:
    assert rules.weekdays_between(dt.date.fromisoformat(start), dt.date.fromisoformat(end)) == weekdays


def flags(**changes: object) -> list[rules.Flag]:
    return rules.flags(make.content(**changes), None, sector="association", verified=True, today=TODAY)


def texts(**changes: object) -> set[str]:
    return {flag.text for flag in flags(**changes)}


def test_an_ordinary_offer_asks_for_no_attention() -> None:
    assert texts() == set()


@pytest.mark.parametrize(
    ("changes", "flag"),
    [
        ({"ways": ("en_til_en",)}, "Én til én"),
        ({"contact": Contact(email="karen@gmail.com")}, "Ligner en privat e-mail"),
        ({"description": "Ring 20 30 40 50, når I kommer."}, "Kontaktoplysninger i teksten"),
        ({"summary": "Se www.eksempel.example"}, "Link i teksten"),
        ({"summary": "Skriv til karen@eksempel.example"}, "Kontaktoplysninger i teksten"),
        (
            {"policy": (PolicyAnswer("bup22.loesninger.c1", "Ring 20 30 40 50 til Karen."),)},
            "Kontaktoplysninger i teksten",
        ),
        ({"website": "https://www.eksempel.example"}, "Link til en anden side"),
        ({"safety_declared_on": dt.date(2025, 11, 1)}, "Erklæringen er over 12 måneder gammel"),
        ({"safety_declared_on": None}, "Erklæring om børneattest mangler"),
        ({"safety": ("mobbestrategi",)}, "Erklæring om børneattest mangler"),
    ],
)
def test_what_deserves_attention_is_flagged(changes: dict[str, object], flag: str) -> None:
    assert flag in texts(**changes)


@pytest.mark.parametrize("address", ["karen@gmail.com", "karen@YAHOO.co.uk", "karen@live.dk", "karen@mail.dk"])
def test_an_address_that_looks_private_is_a_hint(address: str) -> None:
    assert [flag.is_hint for flag in flags(contact=Contact(email=address))] == [True]


@pytest.mark.parametrize("address", ["karen@mail.forening.dk", "gmail@forening.dk", "outlook.com@forening.dk"])
def test_an_organisations_own_address_is_none(address: str) -> None:
    assert flags(contact=Contact(email=address)) == []


def test_who_offers_it_is_flagged() -> None:
    found = rules.flags(make.CONTENT, None, sector="business", verified=False, today=TODAY)
    assert [flag.text for flag in found] == ["Organisationen er ikke bekræftet", "Virksomhed"]


def test_what_was_approved_before_is_not_flagged_again() -> None:
    live = make.content(ways=("en_til_en",), website="https://eksempel.example", summary="Ring 20 30 40 50")
    new = msgspec.structs.replace(live, title="Nyt navn", description="Se www.eksempel.example")
    found = rules.flags(new, live, sector="business", verified=True, today=TODAY)
    assert [(flag.field, flag.text) for flag in found] == [("description", "Link i teksten")]


def test_younger_children_than_before_are_flagged() -> None:
    found = rules.flags(make.content(age_min=4), make.CONTENT, sector="association", verified=True, today=TODAY)
    assert [(flag.field, flag.text) for flag in found] == [("age_min", "Yngre børn end før")]


ALL = frozenset(CHECKLIST)


def judged(
    verdicts: dict[str, bool | None] | None = None,
    reasons: dict[str, str] | None = None,
    comments: dict[str, str] | None = None,
    checked: frozenset[str] = ALL,
    note: str = "",
) -> Judgement:
    return Judgement(verdicts if verdicts is not None else {"a": True}, reasons or {}, comments or {}, checked, note)


@pytest.mark.parametrize(
    ("decision", "judgement", "fields"),
    [
        ("approve", judged(), set()),
        ("approve", judged({"a": True, "b": None}), {"verdict.b"}),
        ("approve", judged({"a": False}, {"a": "Sig mere"}), {"verdict.a"}),
        ("approve", judged({"a": True, "b": False}), {"reason.b"}),
        ("approve", judged(checked=frozenset()), {"check.no_children"}),
        ("approve", judged({}), set()),
        ("return", judged({"a": None}, checked=frozenset()), {"note"}),
        ("return", judged(note="Skriv mere"), set()),
        ("return", judged(comments={"title": "Et andet navn?"}), set()),
        ("return", judged({"a": False}, {"a": "Sig mere"}), set()),
        ("decline", judged(), {"note"}),
        ("decline", judged({"a": None}, note="Ikke for børn", checked=frozenset()), set()),
        ("return", judged(note="x" * 2001), {"note"}),
    ],
)
def test_a_decision_needs_what_it_needs(decision: rules.Decision, judgement: Judgement, fields: set[str]) -> None:
    assert set(obstacles(decision, judgement)) == fields
