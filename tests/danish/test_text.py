"""Words, plain spelling and Danish order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry import danish


def written(text: str) -> list[str]:
    return [word.text for word in danish.words(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Urolig dreng på 9, elsker heste!", ["Urolig", "dreng", "på", "9", "elsker", "heste"]),
        ("ADHD-barn", ["ADHD", "barn"]),
        ("læse- og skrivevanskeligheder", ["læse", "og", "skrivevanskeligheder"]),
        ("7/7-ordning", ["7", "7", "ordning"]),
        ("ADHD'en og pc’er", ["ADHD'en", "og", "pc’er"]),
        ("1½ år", ["1½", "år"]),
        ("lege_aftale", ["lege", "aftale"]),
        ("ha\u030an er soft\u00adhyphen", ["ha\u030an", "er", "soft\u00adhyphen"]),
        ("'hest'", ["hest"]),
        (" … – ", []),
        ("", []),
    ],
)
def test_finds_the_words_of_a_text(text: str, words: list[str]) -> None:
    assert written(text) == words


@given(st.text())
def test_a_word_stands_where_it_says(text: str) -> None:
    at = 0
    for word in danish.words(text):
        assert text[word.start : word.end] == word.text
        assert at <= word.start < word.end
        at = word.end


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("ÆBLE", "æble"),
        ("a\u030a", "å"),
        ("1½ år", "1,5 år"),
        ("½ time", "0,5 time"),
        ("2¼", "2,25"),
        ("pc’er", "pc'er"),
        ("soft\u00adhyphen", "softhyphen"),
        ("ﬁnde", "finde"),
    ],
)
def test_normalises_to_one_spelling(text: str, plain: str) -> None:
    assert danish.normalise(text) == plain


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Nørresundby", "noerresundby"),
        ("Vejgård", "vejgaard"),
        ("Ærø", "aeroe"),
        ("lektiecafé", "lektiecafe"),
        ("Malmö", "malmoe"),
        ("Müller", "muller"),
    ],
)
def test_folds_as_one_writes_without_danish_letters(text: str, folded: str) -> None:
    assert danish.fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert danish.fold(danish.fold(text)) == danish.fold(text)


def test_sorts_in_danish_order_by_plain_bytes() -> None:
    names = ["Aalborg", "Åby", "Ærø", "Øster", "Zoo", "Vester", "Bislev", "abe", "Ängen", "Übung"]
    in_order = ["abe", "Bislev", "Vester", "Übung", "Zoo", "Ängen", "Ærø", "Øster", "Åby", "Aalborg"]
    assert sorted(names, key=lambda name: danish.sort_key(name).encode()) == in_order


def test_a_name_sorts_before_the_longer_name_that_begins_with_it() -> None:
    names = ["Hals Skole", "Halskov", "Hals", "Hals-Ulsted"]
    assert sorted(names, key=danish.sort_key) == ["Hals", "Hals Skole", "Hals-Ulsted", "Halskov"]


@given(st.text())
def test_a_sort_key_has_nothing_that_databases_sort_differently(text: str) -> None:
    assert all(character in "abcdefghijklmnopqrstuvwxyz0123456789 " for character in danish.sort_key(text))


@given(st.text("abcdefghijklmnopqrstuvwxyzæøå", max_size=8), st.text("abcdefghijklmnopqrstuvwxyzæøå", max_size=8))
def test_sort_keys_order_words_letter_by_letter(one: str, other: str) -> None:
    alphabet = "abcdefghijklmnopqrstuvwxyzæøå"

    def places(word: str) -> list[int]:
        return [alphabet.index(letter) for letter in word.replace("aa", "å")]

    assert (danish.sort_key(one) < danish.sort_key(other)) == (places(one) < places(other))
