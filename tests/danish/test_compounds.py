"""Compounds come apart where a reader would take them apart, and other words stay whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry import danish
from registry.danish.compound_words import FIRST_PARTS, HEADS, NEVER

HERE = Path(__file__).parent
STUDY = HERE.parents[2] / "shared" / "eval" / "compounds.tsv"
WHOLE = "-"

letters = st.text("abcdefghijklmnopqrstuvwxyzæøå", min_size=1, max_size=24)
#: Words of the lists put together, with and without an s: most are compounds that nobody has seen.
made = st.tuples(
    st.sampled_from(sorted(HEADS | FIRST_PARTS)), st.sampled_from(["", "s", "e"]), st.sampled_from(sorted(HEADS))
).map("".join)


def judged(path: Path) -> list[tuple[str, str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [(word, gold) for line in lines if line and line[0] != "#" for word, gold in [line.split("\t")]]


def wrong(rows: list[tuple[str, str]]) -> list[tuple[str, str, str]]:
    split = [(word, gold, "+".join(danish.parts(word)) or WHOLE) for word, gold in rows]
    return [row for row in split if row[1] != row[2]]


@pytest.mark.parametrize(("file", "share"), [("compounds.tsv", 0.97), ("compounds_demo.tsv", 0.95)])
def test_takes_words_apart_as_a_reader_does(file: str, share: float) -> None:
    rows = judged(HERE / file)
    missed = wrong(rows)
    assert len(missed) <= (1 - share) * len(rows), missed


@pytest.mark.skipif(not STUDY.exists(), reason="the study's words aren't here")
def test_takes_the_words_of_the_study_apart() -> None:
    rows = judged(STUDY)
    missed = wrong(rows)
    assert len([row for row in missed if row[1] != WHOLE]) <= 5, missed
    assert len([row for row in missed if row[1] == WHOLE]) <= 2, missed


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Svømmehold", "svømme hold"),
        ("svømmeholdene", "svømme holdene"),
        ("ungdomsklub", "ungdom klub"),
        ("arbejdsmarked", "arbejde marked"),
        ("børnekor", "børne kor"),
        ("fælleshus", "fælles hus"),
        ("brætspilscafé", "brætspil café"),
        ("byggelegeplads", "bygge legeplads"),
        ("BRÆTSPIL", "bræt spil"),
    ],
)
def test_an_s_that_joins_goes_and_an_e_stays(word: str, parts: str) -> None:
    assert danish.parts(word) == tuple(parts.split())


@pytest.mark.parametrize("word", ["haandboldhold", "svoemmehold", "traevaerksted"])
def test_danish_letters_may_be_spelled_out(word: str) -> None:
    whole = word.replace("aa", "å").replace("ae", "æ").replace("oe", "ø")
    assert danish.parts(word) == danish.parts(whole) != ()


def test_a_word_has_the_same_parts_however_its_danish_letters_are_written() -> None:
    words = [word for file in ("compounds.tsv", "compounds_demo.tsv") for word, _ in judged(HERE / file)]
    lettered = [word for word in words if not word.isascii()]
    assert [word for word in lettered if danish.part_terms(word) != danish.part_terms(danish.fold(word))] == []


@pytest.mark.parametrize("word", [*sorted(NEVER), "Mikkelsen", "Aisha", "hold", "ø", "", "9400", "ADHD", "x" * 500])
def test_other_words_stay_whole(word: str) -> None:
    assert danish.parts(word) == ()
    assert danish.part_terms(word) == ()


def test_the_terms_are_those_of_the_parts_and_of_their_parts() -> None:
    expected = [danish.term(part) for part in ("brætspil", "café", "bræt", "spil")]
    assert sorted(danish.part_terms("brætspilscaféen")) == sorted(expected)


@given(letters | made)
def test_parts_put_together_give_the_word_but_for_letters_that_join(word: str) -> None:
    parts = danish.parts(word)
    assert len(parts) in {0, 2}
    if parts:
        first, last = parts
        plain = word if word.endswith(last) else word.replace("aa", "å").replace("ae", "æ").replace("oe", "ø")
        assert plain in {first + last, first + "s" + last, first.removesuffix("e") + "s" + last}


@given(letters | made)
def test_no_part_is_empty_and_no_term_is_the_whole_word_s(word: str) -> None:
    assert all(len(part) > 1 for part in danish.parts(word))
    assert danish.term(word) not in danish.part_terms(word)
    assert bool(danish.part_terms(word)) <= bool(danish.parts(word))


@given(letters | made)
def test_capitals_say_nothing(word: str) -> None:
    assert danish.parts(word.upper()) == danish.parts(word.capitalize()) == danish.parts(word)
