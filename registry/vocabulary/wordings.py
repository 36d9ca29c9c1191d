"""The ways in which Danish says one thing: word order and common turns that mean the same.

A phrase of the vocabulary is written in one way and met in all of them, so that "svært ved at læse" is also met as
"problemer med at læse", and "tør ikke" as "der ikke tør".
"""

from __future__ import annotations

from itertools import product

_NOT = "ikke"
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
    """Return a phrase's words in every wording: as they are first, then with other turns and with "ikke" moved."""
    found = [words]
    for first, *others in _TURN_WORDS:
        at = _index(words, first)
        if at is not None:
            found += [[*words[:at], *other, *words[at + len(first) :]] for other in others]
    return found + [moved for wording in found if (moved := _with_not_moved(wording))]


def _index(words: list[str], turn: list[str]) -> int | None:
    for at in range(len(words) - len(turn) + 1):
        if words[at : at + len(turn)] == turn:
            return at
    return None


def _with_not_moved(words: list[str]) -> list[str] | None:
    """As in a subordinate clause, "ikke" before the verb instead of behind it: "der *ikke tør*"."""
    if _NOT not in words[1:]:
        return None
    at = words.index(_NOT, 1)
    return [*words[: at - 1], _NOT, words[at - 1], *words[at + 1 :]]
