"""What deserves attention, what a decision needs, and how long somebody has waited."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from registry.offers import risk
from registry.offers.content import Contact, OfferContent, PolicyAnswer
from registry.offers.risk import Flag, Level
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


def flags(**changes: object) -> list[Flag]:
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


def risky(live: OfferContent | None = None, own: tuple[str, ...] = (), **changes: object) -> list[tuple[str, Level]]:
    found = risk.flags(make.content(**changes), live, sector="association", today=TODAY, own=own)
    return [(flag.text, flag.level) for flag in found]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, Level.NONE),
        ({"website": "https://www.eksempel.example"}, Level.SOME),
        ({"ways": ("en_til_en",)}, Level.HIGH),
        ({"ways": ("en_til_en",), "website": "https://www.eksempel.example"}, Level.HIGH),
        ({"safety": (), "safety_declared_on": None}, Level.HIGH),
        ({"safety": (), "safety_declared_on": None, "age_min": 14}, Level.HIGH),
        ({"safety": (), "safety_declared_on": None, "age_min": 15, "age_max": 18}, Level.NONE),
        ({"safety": (), "safety_declared_on": None, "age_min": None}, Level.HIGH),
    ],
)
def test_the_risk_is_that_of_the_worst(changes: dict[str, object], expected: Level) -> None:
    found = risk.flags(make.content(**changes), None, sector="association", today=TODAY)
    assert risk.level(found) == expected


@pytest.mark.parametrize(
    ("own", "email", "is_foreign"),
    [
        ((), "karen@andet.example", False),
        (("https://www.havfruen.example/om",), "karen@havfruen.example", False),
        (("https://www.havfruen.example/om",), "karen@mail.havfruen.example", False),
        (("https://www.havfruen.example/om",), "karen@andet.example", True),
        (("https://www.havfruen.example/om",), "karen@ikkehavfruen.example", True),
        (("post@andet.example", "https://havfruen.example"), "karen@andet.example", False),
        (("havfruen@gmail.com",), "karen@andet.example", False),
    ],
)
def test_a_contact_at_another_domain_is_some_risk(own: tuple[str, ...], email: str, is_foreign: bool) -> None:
    said = [("E-mail på et andet domæne end organisationens", Level.SOME)] if is_foreign else []
    assert risky(own=own, contact=Contact(email=email)) == said


def test_a_change_to_what_keeps_children_safe_is_a_risk() -> None:
    live = make.content(safety=("boerneattest", "mobbestrategi"), age_min=9)
    assert risky(live, age_min=7) == [
        ("Yngre børn end før", Level.HIGH),
        ("Færre løfter om trygge rammer end før", Level.HIGH),
    ]
    assert risky(make.CONTENT, contact=Contact(email="karen@andet.example")) == [
        ("Kontakten har fået et andet domæne", Level.SOME)
    ]


def test_an_organisation_that_nobody_knows_is_a_risk() -> None:
    found = rules.flags(make.CONTENT, None, sector="association", verified=True, today=TODAY, is_first=True)
    assert [(flag.text, flag.level) for flag in found] == [("Organisationens første tilbud", Level.SOME)]
    found = rules.flags(make.CONTENT, None, sector="association", verified=False, today=TODAY, is_first=True)
    assert [(flag.text, flag.level) for flag in found] == [("Organisationen er ikke bekræftet", Level.HIGH)]


@pytest.mark.parametrize("weekdays", [1, 5, 10])
@pytest.mark.parametrize("today", [TODAY + dt.timedelta(days=n) for n in range(7)])
def test_the_last_day_that_is_over_a_number_of_weekdays_ago(weekdays: int, today: dt.date) -> None:
    last = rules.last_day_waited_over(weekdays, today)
    assert rules.weekdays_between(last, today) > weekdays
    assert rules.weekdays_between(last + dt.timedelta(days=1), today) <= weekdays


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
