"""The texts of many documents as numbers: everything about a word is found out once, however often it is written.

What is asked of their words, such as what they count (`postings.py`) and which activities they name (`mentioned.py`),
is then worked out for all the documents together. What comes out for a document doesn't depend on the others.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from registry.danish.text import DIVIDERS, SENTENCE_ENDS, tokens
from registry.matching import weights
from registry.matching.strings import Numbers
from registry.matching.words import KnownWord, known
from registry.vocabulary.running import Running

FIELDS = tuple(weights.FIELDS)
NUMBER_OF = {field: number for number, field in enumerate(FIELDS)}
#: Fields whose texts are short and met again and again.
_REPEATED = frozenset({"organisation", "keywords", "labels"})
_FULL_STOP = "."


@dataclass(frozen=True, slots=True)
class ReadTexts:
    """The words of documents, field by field, in the order in which they were taken in.

    Attributes:
        running: the words; the number of a text is that of its document.
        field: for each word, the number of its field.
        first: which words are the first ones of a text of a field.
        known: what is known of each spelling.
    """

    running: Running
    field: Numbers
    first: Numbers
    known: Sequence[KnownWord]

    def each(self, said: Callable[[KnownWord], Any], kind: npt.DTypeLike = np.bool_) -> Numbers:
        """Return for each word what is said of it: by default, whether something is true."""
        return self.running.each([said(one) for one in self.known], kind)

    def are_in(self, fields: Sequence[str]) -> Numbers:
        """Return which words stand in one of some fields."""
        chosen = np.zeros(len(FIELDS), dtype=np.bool_)
        chosen[[NUMBER_OF[name] for name in fields]] = True
        found: Numbers = chosen[self.field]
        return found


class Texts:
    """Takes texts in, and gives all of them together."""

    def __init__(self) -> None:
        self._numbers = _Numbers()
        self._tokens = array("I")
        self._lengths = array("I")
        self._documents = array("I")
        self._fields = array("B")
        self._remembered: dict[str, array[int]] = {}

    def take(self, document: int, field: str, text: str) -> None:
        """Take a text of a document in; documents come one after the other."""
        numbers = self._remembered.get(text) if field in _REPEATED else None
        if numbers is None:
            numbers = array("I", map(self._numbers.__getitem__, tokens(text)))
            if field in _REPEATED:
                self._remembered[text] = numbers
        self._tokens.extend(numbers)
        self._lengths.append(len(numbers))
        self._documents.append(document)
        self._fields.append(NUMBER_OF[field])

    def read(self) -> ReadTexts:
        """Return what was taken in."""
        spellings = list(self._numbers)
        token, length = (np.array(one, dtype=np.int64) for one in (self._tokens, self._lengths))
        ends, divides = (np.array([one in marks for one in spellings], np.bool_) for marks in (SENTENCE_ENDS, DIVIDERS))
        at = np.flatnonzero(~(ends | divides)[token]) if len(token) else token
        words = token[at]
        passage = np.repeat(np.arange(len(length)), length)[at]
        first = np.diff(passage, prepend=-1) != 0
        marks = _before((ends | divides)[token], at)
        stops = _before(np.array([one == _FULL_STOP for one in spellings], np.bool_)[token], at)
        after_number = np.concatenate(([False], np.array([one.isdigit() for one in spellings], np.bool_)[words]))[:-1]
        begins = (_before(ends[token], at) > 0) & ~(after_number & (marks == 1) & (stops == 1))
        documents, fields = (np.array(one, dtype=np.int64)[passage] for one in (self._documents, self._fields))
        running = Running(spellings, words, documents, first | begins, first | (marks > 0))
        return ReadTexts(running, fields, first, [known(spelling) for spelling in spellings])


class _Numbers(dict[str, int]):
    """The number of each word and mark as it is written; a new one gets the next number."""

    def __missing__(self, token: str) -> int:
        number = self[token] = len(self)
        return number


def _before(chosen: Numbers, words: Numbers) -> Numbers:
    """Return how many of the chosen tokens stand between each word and the one before it."""
    return np.diff(np.cumsum(chosen)[words], prepend=0)
