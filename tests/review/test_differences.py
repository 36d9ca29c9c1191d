"""What is new in a text, field by field and word by word."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.offers.content import Contact, Slot
from registry.review import rules
from registry.review.differences import compare, differences
from registry.review.rules import CHECKLIST, Judgement, obstacles
from tests import make

TODAY = dt.date(2026, 11, 16)


def test_nothing_is_new_in_the_same_text() -> None:
    assert differences(make.CONTENT, make.CONTENT) == []


def test_a_younger_age_and_a_new_day_are_two_fields() -> None:
    new = make.content(age_min=5, weekly=(Slot("tue", "15:30", "17:00"),))
    assert [(change.field, change.label) for change in differences(make.CONTENT, new)] == [
        ("age_min", "Alder"),
        ("weekly", "Hvornår"),
    ]


def test_prices_are_one_field() -> None:
    (change,) = differences(make.CONTENT, make.content(price_dkk=25, price_unit="gang", price_note="Hjelm kan lånes"))
    assert change.field == "price_dkk"
    assert "".join(segment.text for segment in change.now) == "25 kr. pr. gang\nHjelm kan lånes"


def test_a_word_that_was_exchanged_is_marked_and_the_rest_is_not() -> None:
    removed, added = compare("en voksen for hver fem børn", "en voksen for hver tre børn")
    assert [(one.kind, one.text) for one in removed] == [
        ("same", "en voksen for hver "),
        ("removed", "fem"),
        ("same", " børn"),
    ]
    assert ("added", "tre") in [(one.kind, one.text) for one in added]


@given(st.text(max_size=80), st.text(max_size=80))
def test_the_segments_are_the_texts_again(old: str, new: str) -> None:
    removed, added = compare(old, new)
    assert "".join(one.text for one in removed) == old
    assert "".join(one.text for one in added) == new


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


def texts(**changes: object) -> set[str]:
    content = make.content(**changes)
    return {flag.text for flag in rules.flags(content, None, sector="association", verified=True, today=TODAY)}


def test_an_ordinary_offer_asks_for_no_attention() -> None:
    assert texts() == set()


@pytest.mark.parametrize(
    ("changes", "flag"),
    [
        ({"ways": ("en_til_en",)}, "Én til én"),
        ({"contact": Contact(email="karen@gmail.com")}, "Ligner en privat e-mail"),
        ({"description": "Ring 20 30 40 50, når I kommer."}, "Kontaktoplysninger i teksten"),
        ({"summary": "Se www.eksempel.example"}, "Link i teksten"),
        ({"safety_declared_on": dt.date(2025, 11, 1)}, "Erklæringen er over et år gammel eller mangler"),
    ],
)
def test_what_deserves_attention_is_flagged(changes: dict[str, object], flag: str) -> None:
    assert flag in texts(**changes)


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
