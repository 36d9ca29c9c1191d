"""Names of organisations in a sentence: somebody looks for what they offer, so their words are looked for.

Only a whole name is one. A word of a name may be a child's, too, and a name of nothing but people's names is taken for
a person's; see `names.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from registry import danish
from registry.danish import Corrector
from registry.matching.lexicon import common_words
from registry.matching.understand.listed import names as only_names
from registry.matching.understand.listed import word_names
from registry.matching.understand.reading import Reading, Span

#: So many words a name has at most.
_LONGEST = 8
#: So many words of names are looked for.
_MOST_WORDS = 8
_PERHAPS = 0.9


class Knowledge(Protocol):
    """What the organisations behind the offers are known by."""

    @property
    def corrector(self) -> Corrector:
        """What knows the words of the language."""

    def is_organisation(self, key: str) -> bool:
        """Whether a name, as `document.name_key` makes it, is that of somebody behind an offer."""


def find(reading: Reading, knowledge: Knowledge) -> list[Span]:
    """Return where whole names of organisations stand, in order; of two that share words the longer one."""
    return [(reading.words[first].start, reading.words[last].end) for first, last in _found(reading, knowledge)]


def read(reading: Reading, knowledge: Knowledge) -> list[Span]:
    """Read the names of organisations as words to look for, and return where they stand."""
    kept = 0
    spans = find(reading, knowledge)
    for span in spans:
        for word, folded in zip(reading.words, reading.folded, strict=True):
            if span[0] <= word.start < span[1] and folded not in common_words() and kept < _MOST_WORDS:
                own = (word.start, word.end)
                reading.add("word", danish.normalise(word.text), own, demand=False, confidence=_PERHAPS)
                kept += 1
        reading.take(span)
    return spans


def _found(reading: Reading, knowledge: Knowledge) -> Iterator[tuple[int, int]]:
    first, number = 0, len(reading.words)
    while first < number:
        lengths = range(min(_LONGEST, number - first), 0, -1)
        length = next((one for one in lengths if _is_name(reading, first, one, knowledge)), 0)
        if length:
            yield first, first + length - 1
        first += length or 1


def _is_name(reading: Reading, first: int, length: int, knowledge: Knowledge) -> bool:
    folded = reading.folded[first : first + length]
    if all(word in only_names() or word in word_names() or word in common_words() for word in folded):
        return False
    if length == 1 and knowledge.corrector.knows(danish.normalise(reading.words[first].text)):
        return False  # a word like any other
    return knowledge.is_organisation(" ".join(folded))
