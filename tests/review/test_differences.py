"""What is new in a text about an offer, row by row."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.i18n import speaking
from registry.offers import rules
from registry.offers.content import Contact, OfferContent, PolicyAnswer, Slot
from registry.review import differences
from registry.review.segments import Segments
from tests import make

FIRST, SECOND = make.CONTENT.policy


def text(row: Segments) -> str:
    return "".join(segment.text for segment in row).replace("][", "")


def marked(row: Segments) -> str:
    """A row with brackets around what changed."""
    return "".join(f"[{segment.text}]" if segment.changed else segment.text for segment in row).replace("][", "")


def changes(**to: Any) -> list[tuple[str, str, str]]:
    """The rows that differ after a change, with what changed in brackets."""
    found = differences.differences(make.CONTENT, make.content(**to))
    return [(row.label, marked(row.before), marked(row.now)) for row in found]


def test_every_field_stands_in_one_row_in_the_order_of_the_form() -> None:
    rows = [field for row in differences.ROWS for field in row.fields]
    assert rows == [field for field in rules.SECTION_OF_FIELD if field != "policy"]
    assert {*rows, "policy"} == {field.name for field in msgspec.structs.fields(OfferContent)}


def test_nothing_is_new_in_the_same_text() -> None:
    assert differences.differences(make.CONTENT, make.CONTENT) == []


@pytest.mark.parametrize(
    ("to", "rows"),
    [
        ({"age_min": 5}, [("Alder", "[7]–11 år", "[5]–11 år")]),
        ({"gender": "piger"}, [("Piger eller drenge", "", "[Kun piger]")]),
        ({"audience": ("foraeldre",), "gender": None}, [("Voksne deltagere", "", "[For forældre]")]),
        (
            {"weekly": (Slot("tue", "15:30", "17:00"),)},
            [("Hvornår", "[Mandag] 15.30–17.00", "[Tirsdag] 15.30–17.00")],
        ),
        (
            {"period": "Holder pause i december"},
            [("Hvornår", "Mandag 15.30–17.00", "Mandag 15.30–17.00\n[Holder pause i december]")],
        ),
        (
            {"by_appointment": False},
            [("Hvornår", "Mandag 15.30–17.00", "Mandag 15.30–17.00\n[Ingen andre tider efter aftale]")],
        ),
        (
            {"price_dkk": 25, "price_unit": "gang", "price_note": "Hjelm kan lånes"},
            [("Pris", "[Gratis]", "[25 kr. pr. gang\nHjelm kan lånes]")],
        ),
        ({"price_support": False}, [("Pris", "Gratis", "Gratis\n[Ingen støtte til betaling]")]),
        (
            {"where": "online"},
            [
                (
                    "Hvor",
                    "[På en adresse]\nEksempelvej 12, 9400 Nørresundby",
                    "[Online]\nEksempelvej 12, 9400 Nørresundby",
                )
            ],
        ),
        (
            {"activities": ("dyr", "natur")},
            [("Aktiviteter", "Dyr", "Dyr, [Natur og friluftsliv]")],
        ),
        (
            {"contact": Contact(name="Karen", email="karen@eksempel.example", phone="20 30 40 50")},
            [("Kontakt", "Karen\nkaren@eksempel.example", "Karen\nkaren@eksempel.example\n[20 30 40 50]")],
        ),
        ({"description": make.CONTENT.description + " "}, []),
    ],
)
def test_a_row_is_shown_before_and_now(to: dict[str, Any], rows: list[tuple[str, str, str]]) -> None:
    assert changes(**to) == rows


CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "title": st.text("heste på land", min_size=1, max_size=20),
        "description": st.text("ab c.\n", max_size=40),
        "age_min": st.none() | st.integers(0, 18),
        "price_dkk": st.none() | st.sampled_from([0, 25, 99.5]),
        "price_unit": st.none() | st.sampled_from(["gang", "aar"]),
        "closed_in_holidays": st.none() | st.booleans(),
        "where": st.none() | st.sampled_from(["address", "online", "comes_to_you"]),
        "town": st.none() | st.just("Hals"),
        "safety": st.just(()) | st.just(("boerneattest",)),
    },
)


@given(CHANGES, CHANGES)
def test_the_segments_of_each_row_are_what_it_said_and_says(old: dict[str, Any], new: dict[str, Any]) -> None:
    before, now = make.content(**old), make.content(**new)
    rows = {row.field: row for row in differences.ROWS}
    for change in differences.differences(before, now):
        assert text(change.before) == rows[change.field].text(before)
        assert text(change.now) == rows[change.field].text(now)


def test_a_new_offer_is_read_row_by_row() -> None:
    rows = {row.label: row for row in differences.reading(make.CONTENT)}
    assert rows["Alder"].text == "7–11 år"
    assert rows["Sprog"].text == ""
    assert rows["Sprog"].is_missed
    assert not rows["Søgeord"].is_missed
    assert rows["Trygge rammer"].text.endswith("\nErklæret 1. november 2026 af Karen, formand")


def test_comments_are_about_things_within_a_sentence() -> None:
    about = {row.field: row.about for row in differences.reading(make.CONTENT)}
    assert about["age_min"] == "alder"
    assert about["signup"] == "hvordan man kommer i gang"
    with speaking("en"):
        assert {row.field: row.about for row in differences.reading(make.CONTENT)}["age_min"] == "age"


def test_answers_are_new_changed_or_as_before() -> None:
    policy = (
        FIRST,
        PolicyAnswer(SECOND.element, SECOND.answer.replace("hest", "kanin")),
        PolicyAnswer("bup22.faellesskaber.a2", "Vi spiser sammen, før vi går hjem."),
    )
    found = differences.answers(make.CONTENT, make.content(policy=policy))
    assert [answer.news for answer in found] == ["same", "changed", "new"]
    assert marked(found[1].now) == "Alle får deres egen [kanin] at passe, også den, der ikke vil ride."
    assert text(found[2].now) == "Vi spiser sammen, før vi går hjem."
    assert differences.changed_answers(make.CONTENT, make.content(policy=policy)) == 2
    assert len(differences.dropped_answers(make.CONTENT, make.content(policy=(FIRST,)))) == 1


def test_an_answer_to_an_element_that_is_gone_is_still_read() -> None:
    (answer,) = differences.answers(None, make.content(policy=(PolicyAnswer("gammel.a1", "Vi gør det sammen."),)))
    assert (answer.label, answer.question, answer.news) == ("gammel.a1", "", "new")
