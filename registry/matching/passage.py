"""A piece of an offer's text taken apart: its words, of which everything is found out once, and what they name."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from registry import danish
from registry.danish.text import written
from registry.matching import activities
from registry.matching.lexicon import common_words
from registry.matching.sought import PART_OF, sought_parts

#: So many different words are remembered; nearly all words of a text are among them.
_REMEMBERED = 1 << 15


class KnownWord(NamedTuple):
    """A word as it is written.

    Attributes:
        folded: as one writes it without Danish letters.
        terms: its index terms, and those of a compound's parts.
        telling: the same, but nothing for a word that nobody looks for.
        is_small: whether it begins with a small letter, which a name hardly ever does.
        spelling: its plain spelling, when it is small letters and nothing else.
        can_name: the activities that it names, or that it can begin an expression for.
    """

    folded: str
    terms: tuple[str, ...]
    telling: tuple[str, ...]
    is_small: bool
    spelling: str | None
    can_name: activities.Beginning | None


class Passage(NamedTuple):
    """A text's words in order, and the activities that they name."""

    words: list[KnownWord]
    activities: list[activities.Target]

    @classmethod
    def of(cls, text: str) -> Passage:
        """Take a text apart."""
        words = [_known(word) for word in written(text)]
        beginnings = [(at, word.can_name) for at, word in enumerate(words) if word.can_name]
        return cls(words, activities.named([word.folded for word in words], beginnings) if beginnings else [])


@lru_cache(maxsize=_REMEMBERED)
def _known(word: str) -> KnownWord:
    folded = danish.fold(word)
    terms = (danish.term(word), *(PART_OF + part for part in sought_parts(word)))
    return KnownWord(
        folded=folded,
        terms=terms,
        telling=() if folded in common_words() else terms,
        is_small=word[0].islower(),
        spelling=danish.normalise(word) if word.islower() and word.isalpha() else None,
        can_name=activities.beginning(folded),
    )
