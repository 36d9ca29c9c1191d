"""What may be written on a shortlist."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry import privacy
from registry.shortlists import rules
from tests.shortlists.stories import PERSONAL


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Heste og natur", "Heste og natur"),
        ("  Ro   på\nsmå hold ", "Ro på små hold"),
        ("9400 Nørresundby", "9400 Nørresundby"),
        ("Uge 45, 46 og 47 i 2026", "Uge 45, 46 og 47 i 2026"),
        ("x" * 80, "x" * 80),
    ],
)
def test_a_name_is_kept_on_one_line(typed: str, kept: str) -> None:
    assert rules.name(typed) == kept


@pytest.mark.parametrize("typed", ["", "   ", "x" * 81])
def test_a_name_that_is_empty_or_too_long_says_what_to_do(typed: str) -> None:
    with pytest.raises(rules.UnfitText) as refused:
        rules.name(typed)
    assert refused.value.message == "Skriv et navn på højst 80 tegn."


def test_a_note_keeps_its_lines_and_an_empty_one_is_none() -> None:
    assert rules.note(" Ring først.\r\nSpørg om hjelm. ") == "Ring først.\nSpørg om hjelm."
    assert rules.note(" \r\n ") is None


def test_a_note_that_is_too_long_says_by_how_much() -> None:
    with pytest.raises(rules.UnfitText) as refused:
        rules.note("x" * 403)
    assert refused.value.message == "Noten må være højst 400 tegn. Du har skrevet 3 for meget."
    assert refused.value.shown == "x" * 403


@pytest.mark.parametrize(("typed", "secret"), PERSONAL.values(), ids=PERSONAL)
def test_personal_data_of_every_kind_is_refused_and_taken_out(typed: str, secret: str) -> None:
    for check in (rules.name, rules.note):
        with pytest.raises(rules.UnfitText) as refused:
            check(typed)
        assert secret not in refused.value.shown
        assert secret not in refused.value.message
        assert secret not in repr(refused.value)


def test_the_message_names_what_was_found() -> None:
    with pytest.raises(rules.UnfitText) as refused:
        rules.note("010112-1234, mor@eksempel.example")
    assert refused.value.message == (
        "Der stod noget, der lignede et CPR-nummer og en e-mailadresse. Vi har taget det ud og ikke gemt noget."
    )


@given(st.text(alphabet="0123456789 -.@aAvejx\n", max_size=60))
def test_what_is_shown_again_never_holds_personal_data(typed: str) -> None:
    assert privacy.find(rules.without_personal_data(typed)) == []


@pytest.mark.parametrize("typed", ["01 02 03\n1234", "01\n02\n03\n1234", "010203\u20281234"])
def test_a_number_over_several_lines_of_a_name_is_still_one(typed: str) -> None:
    with pytest.raises(rules.UnfitText):
        rules.name(typed)
