"""The texts of many documents as numbers: everything about a word is found out once, however often it is written.

What is asked of their words, such as what they count (`postings.py`) and which activities they name (`mentioned.py`),
is then worked out for all the documents together. What comes out for a document doesn't depend on the others.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import methodcaller
from typing import Any

import numpy as np
import numpy.typing as npt

from registry.danish.text import DIVIDERS, SENTENCE_ENDS, tokens
from registry.matching import weights
from registry.matching.strings import Numbers
from registry.matching.words import KnownWord, known
from registry.vocabulary.running import Kept, Running, places_of

FIELDS = tuple(weights.FIELDS)
NUMBER_OF = {field: number for number, field in enumerate(FIELDS)}
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
    """Takes texts in, and gives all of them together.

    Args:
        kept: what was found out about words by those who read other texts.
    """

    def __init__(self, kept: Kept) -> None:
        self._kept = kept
        self._texts: list[str] = []
        self._documents = array("I")
        self._fields = array("B")

    def take(self, document: int, field: str, text: str) -> None:
        """Take a text of a document in; documents come one after the other."""
        self._texts.append(text)
        self._documents.append(document)
        self._fields.append(NUMBER_OF[field])

    def read(self) -> ReadTexts:
        """Return what was taken in."""
        spellings, token, passage = self._tokens()
        ends, divides = (np.array([one in marks for one in spellings], np.bool_) for marks in (SENTENCE_ENDS, DIVIDERS))
        at = np.flatnonzero(~(ends | divides)[token]) if len(token) else token
        words, passage = token[at], passage[at]
        first = np.diff(passage, prepend=-1) != 0
        marks = _before((ends | divides)[token], at)
        stops = _before(np.array([one == _FULL_STOP for one in spellings], np.bool_)[token], at)
        after_number = np.concatenate(([False], np.array([one.isdigit() for one in spellings], np.bool_)[words]))[:-1]
        begins = (_before(ends[token], at) > 0) & ~(after_number & (marks == 1) & (stops == 1))
        documents, fields = (np.array(one, dtype=np.int64)[passage] for one in (self._documents, self._fields))
        running = Running(spellings, words, documents, first | begins, first | (marks > 0), self._kept)
        return ReadTexts(running, fields, first, running.about(known))

    def _tokens(self) -> tuple[list[str], Numbers, Numbers]:
        """Return the different words and marks; and for each as it stands which of them it is, and in which text.

        No word and no mark has a blank in it. So the texts are cut at blanks, and each different piece is looked at
        once.
        """
        pieces, numbers = _Numbers(), _Numbers()
        piece = np.fromiter(
            map(pieces.__getitem__, chain.from_iterable(map(methodcaller("split", " "), self._texts))), np.int64
        )
        lengths = np.fromiter(map(methodcaller("count", " "), self._texts), np.int64, len(self._texts)) + 1
        made_of = [list(map(numbers.__getitem__, tokens(one))) for one in pieces]
        many = np.fromiter(map(len, made_of), np.int64, len(made_of))
        flat = np.fromiter(chain.from_iterable(made_of), np.int64)
        passage = np.repeat(np.repeat(np.arange(len(lengths)), lengths), many[piece])
        return list(numbers), flat[places_of(many, piece)], passage


class _Numbers(dict[str, int]):
    """The number of each string; a new one gets the next number."""

    def __missing__(self, string: str) -> int:
        number = self[string] = len(self)
        return number


def _before(chosen: Numbers, words: Numbers) -> Numbers:
    """Return how many of the chosen tokens stand between each word and the one before it."""
    return np.diff(np.cumsum(chosen)[words], prepend=0)
