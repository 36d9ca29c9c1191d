"""Misspelt words become the words that were meant, and nothing else is touched: names least of all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry import danish
from registry.danish import Corrector

KNOWN = danish.word_set("""
    heste hest fodbold svømning svømmehold angst skolevægring ensom ensomhed venskab genert mobbet gratis tirsdag dreng
    nørresundby vejgaard kørestol musik kor klatring stille mere mange digte håndbold lektiecafé rideskole koncentration
    tegning friluftsliv spejder selvværd måltid ferie café børn rolig
""")
CORRECTOR = Corrector(dict.fromkeys(KNOWN, 1))
letters = st.text("abcdefghijklmnopqrstuvwxyzæøå", min_size=1, max_size=16)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("hæste", "heste"),
        ("heeste", "heste"),
        ("fodbld", "fodbold"),
        ("fodblod", "fodbold"),
        ("fodbolf", "fodbold"),
        ("svøming", "svømning"),
        ("svomning", "svømning"),
        ("svømehold", "svømmehold"),
        ("svommehold", "svømmehold"),
        ("angts", "angst"),
        ("skolvægring", "skolevægring"),
        ("skolevægringg", "skolevægring"),
        ("skolvægringen", "skolevægring"),
        ("ensommhed", "ensomhed"),
        ("venskap", "venskab"),
        ("gennert", "genert"),
        ("gratits", "gratis"),
        ("tirsdg", "tirsdag"),
        ("nøresundby", "nørresundby"),
        ("norresundby", "nørresundby"),
        ("kørestl", "kørestol"),
        ("håndblod", "håndbold"),
        ("handbold", "håndbold"),
        ("lektiecafe", None),
        ("frilufsliv", "friluftsliv"),
        ("selvværdd", "selvværd"),
        ("Fodblod", "fodbold"),
        ("Svømmehol", "svømmehold"),
        ("Ensommhed", "ensomhed"),
    ],
)
def test_reads_misspelt_words(written: str, meant: str | None) -> None:
    assert CORRECTOR.correct(written, begins_sentence=True) == meant


@pytest.mark.parametrize(
    "word",
    [
        *("heste", "HESTE", "høste", "haste", "hesten", "hestehov", "ridehold", "frikvarter", "morgenmad"),
        *("the", "horses", "likes", "lonely", "swimming", "he's", "pc'er", "9400", "7b", "adhd", "ADHD", "fodb0ld"),
        *("dolk", "gelænder", "muger", "børneattest", "buslinje", "feriedage", "hyggedag", "vandseng", "ene", "uf"),
        *("aisha", "yusuf", "mohammed", "freja", "malik", "zahra", "emre", "siri", "lærke", "mathilde", "oksana"),
    ],
)
def test_leaves_words_and_names_alone(word: str) -> None:
    assert CORRECTOR.correct(word) is None


@pytest.mark.parametrize("word", ["Hæste", "Fodbld", "Ensommhed", "Angts", "FODBLD", "McFodbld"])
def test_a_capital_inside_a_sentence_is_a_name(word: str) -> None:
    assert CORRECTOR.correct(word) is None


@pytest.mark.parametrize("word", ["Hæste", "Angts", "Emre", "Sille", "Magne", "Korl", "Fodbld", "Sverre", "Andrej"])
def test_a_short_word_that_begins_a_sentence_may_be_a_name(word: str) -> None:
    assert CORRECTOR.correct(word, begins_sentence=True) is None


def test_a_common_word_is_meant_rather_than_none_though_nothing_is_corrected_to_it() -> None:
    assert CORRECTOR.correct("trore") is None


def test_of_two_words_as_near_the_more_frequent_one_is_meant() -> None:
    for often, seldom in (("zzrimle", "zzramle"), ("zzramle", "zzrimle")):
        assert Corrector({often: 9, seldom: 1}).correct("zzrmle") == often


def test_a_corrector_on_top_of_another_knows_the_words_of_both() -> None:
    both = Corrector({"tumlesal": 1}, CORRECTOR)
    assert both.knows("tumlesal")
    assert both.knows("HÆSTE") is both.knows("hæste") is False
    assert both.knows("klatring")
    assert both.correct("tumlsesal") == "tumlesal"
    assert both.correct("fodbld") == "fodbold"


@pytest.mark.parametrize("word", ["noerresundby", "Vejgård", "lektiecafe", "boern", "maaltid", "kørestol"])
def test_knows_words_however_their_danish_letters_are_written(word: str) -> None:
    assert CORRECTOR.knows(word)


@given(letters | st.sampled_from(sorted(KNOWN)).flatmap(lambda word: st.permutations(list(word[:4])).map("".join)))
def test_what_is_corrected_is_known_and_not_corrected_again(word: str) -> None:
    meant = CORRECTOR.correct(word)
    assert meant is None or (meant in KNOWN and CORRECTOR.correct(meant) is None)


@given(st.sampled_from(sorted(KNOWN)), st.data())
def test_one_slip_in_a_long_word_is_mended_or_left(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(word) - 1))
    slip = data.draw(st.sampled_from([word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:]]))
    meant = CORRECTOR.correct(slip)
    assert meant is None or danish.fold(meant)[:1] == danish.fold(word)[:1]


@given(st.text(max_size=40))
def test_anything_may_be_asked(word: str) -> None:
    CORRECTOR.correct(word, begins_sentence=True)
