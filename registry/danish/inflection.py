"""Which forms a Danish word takes."""

from __future__ import annotations

_ENDINGS = ("en", "et", "e", "er", "ene", "erne", "n", "r", "rne", "ne", "t", "te", "ede")


def forms(word: str) -> frozenset[str]:
    """Return `word` (lower case) with its regular inflections."""
    made = {word, *(word + ending for ending in _ENDINGS)}
    return frozenset(made | {form + "s" for form in made})
