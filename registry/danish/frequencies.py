"""How common words are: what tells a word from a misspelling, and a likely way to take a compound apart from others.

The numbers are those of the package wordfreq. Its small lists have nearly thirty thousand words a language, so a word
that is missing there may well exist; a word that is there hardly ever is a mistake.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

#: What the rarest listed words have, a million words of text.
RAREST = 1.0


@cache
def _danish() -> dict[str, float]:
    return _per_million("da")


@cache
def _english() -> dict[str, float]:
    return _per_million("en")


def _per_million(language: str) -> dict[str, float]:
    from wordfreq import get_frequency_dict  # slow to import, and not every process asks how common a word is

    listed = get_frequency_dict(language, wordlist="small")
    return {word: 1e6 * share for word, share in listed.items() if word.isalpha()}


def frequency(word: str) -> float:
    """Return how often a normalised Danish word is met in a million words; 0.0 for one that isn't listed."""
    return _danish().get(word, 0.0)


def listed(words: Iterable[str]) -> frozenset[str]:
    """Return those of many normalised words that are met in Danish."""
    danish = _danish()
    return frozenset(word for word in words if word in danish)


def english_frequency(word: str) -> float:
    """Return how often a normalised English word is met in a million words; 0.0 for one that isn't listed."""
    return _english().get(word, 0.0)


def common_words(at_least: float) -> dict[str, float]:
    """Return the Danish words met at least so often in a million words."""
    return {word: often for word, often in _danish().items() if often >= at_least}
