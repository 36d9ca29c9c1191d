"""Everything about a word of an offer's text, found out once."""

from __future__ import annotations

from typing import NamedTuple

from registry import danish
from registry.matching import activities
from registry.matching.lexicon import common_words
from registry.matching.sought import PART_OF, sought_parts
from registry.vocabulary import remembered

#: So many different words are remembered; nearly all words of a text are among them.
_REMEMBERED = 1 << 15


class KnownWord(NamedTuple):
    """A word as it is written.

    Attributes:
        folded: as one writes it without Danish letters.
        terms: its index terms, and those of a compound's parts.
        is_telling: whether somebody may look for it.
        is_small: whether it begins with a small letter, which a name hardly ever does.
        spelling: its plain spelling, when it is small letters and nothing else.
        can_name: the activities that it names, or that it can begin an expression for.
        can_follow: whether it can be the second word of such an expression.
    """

    folded: str
    terms: tuple[str, ...]
    is_telling: bool = False
    is_small: bool = False
    spelling: str | None = None
    can_name: activities.Beginning | None = None
    can_follow: bool = False


@remembered(_REMEMBERED)
def known(word: str) -> KnownWord:
    """Return everything about a word as it is written; of a mark there is nothing to know."""
    if not word[0].isalnum():
        return KnownWord("", ())
    folded = danish.fold(word)
    return KnownWord(
        folded=folded,
        terms=(danish.term(word), *(PART_OF + part for part in sought_parts(word))),
        is_telling=folded not in common_words(),
        is_small=word[0].islower(),
        spelling=danish.normalise(word) if word.islower() and word.isalpha() else None,
        can_name=activities.beginning(folded),
        can_follow=activities.may_follow(folded),
    )
