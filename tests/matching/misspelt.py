"""Sentences misspelt as people misspell: letters swapped, left out, doubled, or taken for one that sounds alike."""

from __future__ import annotations

import random

_ALIKE = {"ø": "o", "å": "a", "æ": "e", "e": "æ", "o": "ø", "a": "æ", "d": "t", "t": "d", "g": "k", "k": "g"}
_SHORTEST = 5


def misspelt(sentence: str, seed: int, share: float = 1.0) -> str:
    """Return a sentence with one mistake in a share of its long words; names and first words stay as they are."""
    chance = random.Random(f"{seed} {sentence}")
    words = sentence.split(" ")
    return " ".join(_word(word, chance) if chance.random() < share else word for word in words)


def _word(word: str, chance: random.Random) -> str:
    core = word.strip(",.!?")
    if len(core) < _SHORTEST or not core.isalpha() or not core[0].islower():
        return word
    return word.replace(core, _mistaken(core, chance))


def _mistaken(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word) - 1)
    match chance.choice(("swapped", "left out", "doubled", "alike")):
        case "swapped":
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        case "doubled":
            return word[:at] + word[at] + word[at:]
        case "alike" if places := [place for place in range(1, len(word)) if word[place] in _ALIKE]:
            place = chance.choice(places)
            return word[:place] + _ALIKE[word[place]] + word[place + 1 :]
    return word[:at] + word[at + 1 :]
