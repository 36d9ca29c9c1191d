"""Words kept in lists: names, names that are words too, and words and expressions that ask for nothing."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from registry import danish


@cache
def names() -> frozenset[str]:
    """Return names that hardly are anything else, folded."""
    return _listed("names.txt")


@cache
def word_names() -> frozenset[str]:
    """Return names that are words too, folded."""
    return _listed("word_names.txt")


@cache
def passing_words() -> frozenset[str]:
    """Return words that a sentence is full of and that ask for nothing by themselves, folded."""
    return _listed("passing_words.txt")


@cache
def expressions() -> tuple[str, ...]:
    """Return expressions in which a word for an activity means something else, as phrases of the vocabulary."""
    return tuple(_lines("figurative.txt"))


def without_genitive(folded: str) -> tuple[str, ...]:
    """Return a word, and without the s that may be a genitive's: "emils"."""
    base = folded.partition("'")[0]
    return (base, base[:-1]) if base.endswith("s") else (base,)


def _listed(file: str) -> frozenset[str]:
    return frozenset(danish.fold(word) for line in _lines(file) for word in line.split())


def _lines(file: str) -> list[str]:
    lines = (files("registry.matching") / "data" / file).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
