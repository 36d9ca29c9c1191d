"""One phrase of the vocabulary, and the ways in which people say it."""

from __future__ import annotations

import pytest

from registry.vocabulary.phrases import PhraseFinder
from registry.vocabulary.wordings import alternatives, wordings


@pytest.mark.parametrize(
    ("phrase", "phrases"),
    [
        ("mor drikker", ["mor drikker"]),
        ("mor|far drikker", ["mor drikker", "far drikker"]),
        ("mor|far er|var syg", ["mor er syg", "mor var syg", "far er syg", "far var syg"]),
    ],
)
def test_alternatives_are_written_out(phrase: str, phrases: list[str]) -> None:
    assert alternatives(phrase) == phrases


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("svært ved at læse", "har problemer med at læse"),
        ("svært ved at læse", "kæmper med at læse"),
        ("svært ved at læse", "har vanskeligt ved at læse"),
        ("svært ved at læse", "har udfordringer med at læse"),
        ("kan ikke lide larm", "hader larm"),
        ("kan ikke lide larm", "en dreng, der ikke kan lide larm"),
        ("kan ikke lide larm", "hun bryder sig ikke om larm"),
        ("mangler en ven", "har brug for en ven"),
        ("mangler en ven", "savner en ven"),
        ("vil gerne have venner", "som gerne vil have venner"),
        ("tør ikke", "når han ikke tør"),
        ("sidder aldrig stille", "dem, der aldrig sidder stille"),
        ("falder tit", "børn, som tit falder"),
        ("hele tiden på mobilen", "konstant på mobilen"),
        ("tale med nogen", "snakke med nogen"),
    ],
)
def test_a_phrase_is_met_in_other_wordings(phrase: str, said: str) -> None:
    assert PhraseFinder([("x", [phrase])]).find(said), wordings(phrase.split())


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("svært ved at læse", "har svært ved at regne"),
        ("svært ved at læse", "elsker at læse"),
        ("kan ikke lide larm", "kan lide larm"),
        ("mangler en ven", "har en ven"),
        ("tør ikke", "tør godt"),
    ],
)
def test_and_in_no_others(phrase: str, said: str) -> None:
    assert PhraseFinder([("x", [phrase])]).find(said) == []


def test_the_phrase_itself_comes_first() -> None:
    assert wordings(["svært", "ved", "alt"])[0] == ["svært", "ved", "alt"]
