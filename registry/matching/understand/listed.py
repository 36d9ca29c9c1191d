"""Words kept in lists: names, names that are words too, and words that ask for nothing."""

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


def without_genitive(folded: str) -> tuple[str, ...]:
    """Return a word, and without the s that may be a genitive's: "emils"."""
    base = folded.partition("'")[0]
    return (base, base[:-1]) if base.endswith("s") else (base,)


def _listed(file: str) -> frozenset[str]:
    lines = (files("registry.matching") / "data" / file).read_text(encoding="utf-8").splitlines()
    return frozenset(danish.fold(word) for line in lines if not line.startswith("#") for word in line.split())
