"""The ways in which Danish says one thing: word order and common turns that mean the same.

A phrase of the vocabulary is written in one way and met in all of them, so that "svært ved at læse" is also met as
"problemer med at læse", and "tør ikke" as "der ikke tør".
"""

from __future__ import annotations

from itertools import product

from registry import danish

#: Adverbs that stand behind the verb in a main clause and before it in a subordinate one.
_MOVING = danish.word_set("ikke aldrig sjældent altid ofte tit")
#: Turns that stand for each other wherever a phrase has the first of them.
_TURNS: tuple[tuple[str, ...], ...] = (
    (
        "svært ved",
        "vanskeligt ved",
        "besvær med",
        "problemer med",
        "udfordringer med",
        "udfordret af",
        "udfordret med",
        "vanskeligheder med",
        "kæmper med",
        "bøvler med",
    ),
    ("kan ikke lide", "bryder sig ikke om", "kan ikke fordrage", "hader", "er ikke glad for"),
    ("mangler", "har brug for", "savner", "søger"),
    ("hele tiden", "konstant", "altid"),
    ("vil gerne", "gerne vil"),
    ("tale med", "snakke med"),
    ("tale om", "snakke om"),
)
_TURN_WORDS = tuple(tuple(turn.split() for turn in turns) for turns in _TURNS)


def alternatives(phrase: str) -> list[str]:
    """Return the phrases that a phrase with alternatives stands for: "mor|far drikker" is two."""
    return [" ".join(words) for words in product(*(word.split("|") for word in phrase.split()))]


def wordings(words: list[str]) -> list[list[str]]:
    """Return a phrase's words in every wording: first as they are, then with other turns and in other orders."""
    found = [words]
    for first, *others in _TURN_WORDS:
        at = _index(words, first)
        if at is not None:
            found += [[*words[:at], *other, *words[at + len(first) :]] for other in others]
    return found + [moved for wording in found if (moved := _in_subordinate_clause(wording))]


def _index(words: list[str], turn: list[str]) -> int | None:
    for at in range(len(words) - len(turn) + 1):
        if words[at : at + len(turn)] == turn:
            return at
    return None


def _in_subordinate_clause(words: list[str]) -> list[str] | None:
    """The adverb before the verb instead of behind it: "hun tør ikke", but "en pige, der *ikke tør*"."""
    for at, word in enumerate(words[1:], start=1):
        if word in _MOVING:
            return [*words[: at - 1], word, words[at - 1], *words[at + 1 :]]
    return None
