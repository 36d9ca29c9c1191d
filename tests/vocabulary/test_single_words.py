"""Every single word that calls up a need or a safety message by itself, with what else it may mean, decided."""

from __future__ import annotations

from pathlib import Path

import pytest

from registry import vocabulary
from registry.vocabulary import Need, SafetySignal
from registry.vocabulary.phrases import slots_of, written_out
from registry.vocabulary.recognise import is_doubtful

FILE = Path(__file__).with_name("single_words.tsv")
DECISIONS = {"keep", "doubtful"}


def decided() -> dict[tuple[str, str, str], tuple[str, str]]:
    """Return what else each word of each thing may mean, and the decision."""
    rows = [line.split("\t") for line in FILE.read_text("utf-8").splitlines() if not line.startswith("#")]
    return {(word, id_, language): (other, decision) for word, id_, language, other, decision in rows}


def single_words() -> set[tuple[str, str, str]]:
    """Return the words that stand alone, with whose they are and in which language."""
    known = vocabulary.current()
    things: list[Need | SafetySignal] = [*known.needs.values(), *known.safety.values()]
    found = {
        (word, thing.id, language)
        for thing in things
        for language, phrases in (("da", thing.phrases), ("en", thing.phrases_en))
        for phrase in phrases
        if len(slots_of(phrase)) == 1
        for word in written_out(phrase)
    }
    return found | {(word, need.id, "da") for need in known.needs.values() for word in need.doubtful}


def test_every_single_word_is_decided() -> None:
    assert single_words() == set(decided())


def test_the_decision_is_what_the_data_say() -> None:
    known = vocabulary.current().needs
    for (word, id_, language), (other, decision) in decided().items():
        assert decision in DECISIONS, word
        is_in_doubt = language == "da" and id_ in known and word in known[id_].doubtful
        assert is_in_doubt == (decision == "doubtful"), word
        assert other != "-" or decision == "keep", f"{word}: say what else it means"


@pytest.mark.parametrize("word", ["bange", "stamme", "uro", "snus"])
def test_a_doubtful_word_is_read_as_such(word: str) -> None:
    assert [is_doubtful(found) for found in vocabulary.needs_in(f"hun er {word}")] == [True]
