"""Short quotes from a text, to show where a suggestion comes from."""

from __future__ import annotations

import re
from typing import NamedTuple

#: About how many characters of the sentence are shown on each side.
_SIDE = 40
_SENTENCE_END = re.compile(r"[.!?:;]\s|\n")
_MORE = "…"


class Quote(NamedTuple):
    """A short piece of a text: what stands before the words in question, the words, and what stands after."""

    before: str
    words: str
    after: str


def quote(text: str, span: tuple[int, int]) -> Quote:
    """Return the words at `span` with what surrounds them in the same sentence: whole words, some 40 characters a side.

    The three parts read as one when put together; "…" marks where the sentence goes on.
    """
    start, end = span
    before = _SENTENCE_END.split(text[:start])[-1]
    after = _SENTENCE_END.split(text[end:])[0]
    return Quote(_last_words(before), " ".join(text[start:end].split()), _first_words(after))


def _last_words(text: str) -> str:
    text = _squeezed(text).lstrip()
    if len(text) <= _SIDE:
        return text
    return f"{_MORE} {text[-_SIDE:].partition(' ')[2]}"


def _first_words(text: str) -> str:
    text = _squeezed(text).rstrip()
    if len(text) <= _SIDE:
        return text.rstrip(" .!?")
    return f"{text[:_SIDE].rpartition(' ')[0]} {_MORE}"


def _squeezed(text: str) -> str:
    """One blank for many, keeping one at each end, where the quoted words join."""
    return re.sub(r"\s+", " ", text)
