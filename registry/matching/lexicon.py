"""Which words say something: those too common to look for, and those that a need is spoken of with."""

from __future__ import annotations

from collections import Counter
from functools import cache, lru_cache
from importlib.resources import files

from registry import danish, vocabulary

_SHORTEST = 4
#: A word that more needs are spoken of with than this tells none of them from the others.
_MOST_NEEDS = 3


@cache
def common_words() -> frozenset[str]:
    """Return the words too common to look for, folded."""
    path = files("registry.matching") / "data" / "common_words.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset(danish.fold(word) for line in lines if not line.startswith("#") for word in line.split())


def terms_of_need(need: str) -> tuple[str, ...]:
    """Return the index terms of the words that a need is spoken of with and few others are.

    They are those of its phrases, hints, label and description. An offer that uses some of them is near the need even
    where no whole phrase is met; a word that many needs share ("komme", "derhjemme") says nothing of any.
    """
    return _terms_of_needs(vocabulary.current().version).get(need, ())


@lru_cache(maxsize=2)
def _terms_of_needs(version: str) -> dict[str, tuple[str, ...]]:
    spoken = {need.id: _terms(need) for need in vocabulary.current().needs.values()}
    shared = Counter(term for terms in spoken.values() for term in terms)
    return {
        need: tuple(sorted(term for term in terms if shared[term] <= _MOST_NEEDS)) for need, terms in spoken.items()
    }


def _terms(need: vocabulary.Need) -> set[str]:
    text = " ".join((*need.phrases, *need.doubtful, *need.hints, need.label_da, need.description_da))
    words = {word.text for word in danish.words(text) if len(word.text) >= _SHORTEST}
    return {danish.term(word) for word in words if danish.fold(word) not in common_words()}
