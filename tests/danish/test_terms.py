"""Index terms: what is the same word for a search, and that threads may ask for them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry import danish
from registry.danish.frequencies import common_words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nørresundby", "Noerresundby"),
        ("Vejgård", "vejgaard"),
        ("heste", "hesten"),
        ("klub", "klubberne"),
        ("Børn", "BOERN"),
        ("lektiecaféen", "lektiecafeer"),
        ("café", "cafeerne"),
        ("komité", "komiteen"),
        ("museet", "museer"),
        ("ideen", "idé"),
        ("idraet", "idræt"),
        ("arbejdsmiljoe", "arbejdsmiljøet"),
        ("paaroerende", "pårørende"),
        ("byen", "by"),
        ("stuen", "stue"),
        ("stuerne", "stue"),
        ("søerne", "soe"),
        ("træer", "træ"),
        ("ADHD", "ADHD'en"),
        ("pc'er", "pc’en"),
        ("venner", "ven"),
        ("a\u030aben", "ÅBEN"),
    ],
)
def test_one_word_has_one_term(one: str, other: str) -> None:
    assert danish.term(one) == danish.term(other)


@pytest.mark.parametrize(("one", "other"), [("mandag", "mand"), ("forening", "forår"), ("sol", "søl")])
def test_different_words_have_different_terms(one: str, other: str) -> None:
    assert danish.term(one) != danish.term(other)


def test_terms_come_in_the_order_of_the_text() -> None:
    assert danish.terms("Heste og en hest") == [danish.term(word) for word in ("hest", "og", "en", "hest")]


@pytest.mark.parametrize(("one", "other"), [("broen", "brøn"), ("duer", "du"), ("stuen", "stub")])
def test_what_only_looks_spelled_out_or_inflected_is_not(one: str, other: str) -> None:
    assert danish.term(one) != danish.term(other)


def test_nearly_all_words_are_the_same_however_their_danish_letters_are_written() -> None:
    lettered = [word for word in common_words(1.0) if not word.isascii()]
    different = [word for word in lettered if danish.term(word) != danish.term(danish.fold(word))]
    assert len(different) < 0.001 * len(lettered), different


@given(st.text())
def test_every_word_has_a_term(text: str) -> None:
    assert all(danish.terms(text))


@given(st.text("abcdefghijklmnopqrstuvwxyzæøåABCÆØÅ", min_size=1))
def test_case_makes_no_difference(word: str) -> None:
    assert danish.term(word) == danish.term(word.upper()) == danish.term(word.lower())


def test_a_pasted_endless_word_is_handled() -> None:
    assert danish.term("å" * 100_000)


def test_threads_get_the_same_terms() -> None:
    words = [f"ord{number}erne" for number in range(2000)]
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda _: [danish.term(word) for word in words], range(8)))
    assert all(result == results[0] for result in results)
