"""Which words say something: those too common to look for, and those that a need is spoken of with."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files

from registry import danish, vocabulary

_SHORTEST = 4


@cache
def common_words() -> frozenset[str]:
    """Return the words too common to look for, folded."""
    path = files("registry.matching") / "data" / "common_words.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset(danish.fold(word) for line in lines if not line.startswith("#") for word in line.split())


def terms_of_need(need: str) -> tuple[str, ...]:
    """Return the index terms of the words in a need's phrases, label and description.

    An offer that uses some of them is near the need even where no whole phrase is met.
    """
    return _terms_of_need(need, vocabulary.current().version)


@lru_cache(maxsize=512)
def _terms_of_need(need: str, version: str) -> tuple[str, ...]:
    known = vocabulary.current().needs.get(need)
    if known is None:
        return ()
    text = " ".join((*known.phrases, known.label_da, known.description_da))
    words = {word.text for word in danish.words(text) if len(word.text) >= _SHORTEST}
    return tuple(sorted({danish.term(word) for word in words if danish.fold(word) not in common_words()}))
