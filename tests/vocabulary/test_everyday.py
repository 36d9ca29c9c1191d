"""How people really say it: everyday sentences reach the right need, and ordinary ones reach none.

`everyday.toml` was written before the vocabulary was widened, and its sentences aren't copied from any phrase.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from registry import vocabulary
from registry.vocabulary import needs_in, safety_in

SAID = tomllib.loads(Path(__file__).with_name("everyday.toml").read_text("utf-8"))
#: Of all sentences; a few are said in ways that no list of phrases should hold.
REACHED = 0.95


def reached(language: str) -> float:
    """Return how many of the sentences of a language reach their need."""
    hits = [
        id_ in {found.id for found in needs_in(sentence)}
        for id_, said in SAID["need"].items()
        for sentence in said[language]
    ]
    return sum(hits) / len(hits)


def test_every_need_is_said_in_at_least_six_ways() -> None:
    assert set(SAID["need"]) == set(vocabulary.current().needs)
    assert set(SAID["safety"]) == set(vocabulary.current().safety)
    assert all(len(said["sentences"]) >= 6 and len(said["english"]) >= 2 for said in SAID["need"].values())


@pytest.mark.parametrize("language", ["sentences", "english"])
def test_everyday_sentences_reach_their_need(language: str) -> None:
    assert reached(language) >= REACHED


@pytest.mark.parametrize("id_", SAID["need"])
def test_no_need_is_left_behind(id_: str) -> None:
    said = SAID["need"][id_]["sentences"]
    assert sum(id_ in {found.id for found in needs_in(sentence)} for sentence in said) >= len(said) - 2


@pytest.mark.parametrize(
    ("id_", "sentence"),
    [(id_, sentence) for id_, said in SAID["safety"].items() for sentence in (*said["sentences"], *said["english"])],
)
def test_a_worry_is_never_overlooked(id_: str, sentence: str) -> None:
    assert id_ in safety_in(sentence)


@pytest.mark.parametrize("sentence", [*SAID["none"]["sentences"], *SAID["none"]["english"]])
def test_ordinary_sentences_speak_of_no_need(sentence: str) -> None:
    assert needs_in(sentence) == []
    assert safety_in(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    ["han er ikke genert", "she is not shy", "he isn't lonely", "hun er hverken bange eller ked af det"],
)
def test_what_is_denied_is_no_need_in_either_language(sentence: str) -> None:
    assert needs_in(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "vinduer og døre er åbne",
        "holdet slår dem i finalen",
        "far kaster bolden, og vi griber",
        "vi klipper og klistrer",
        "grooming af heste og striglekursus",
        "han bryder sig ikke om, at nogen rører ved ham",
    ],
)
def test_ordinary_sentences_raise_no_alarm(sentence: str) -> None:
    assert safety_in(sentence) == []
