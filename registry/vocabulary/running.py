"""Very many texts as arrays of words, so that what is asked of each word is asked of all at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[Any]
_T = TypeVar("_T")


def places_of(lengths: Numbers, chosen: Numbers) -> Numbers:
    """Return where everything stands that belongs to some things, one thing after the other.

    Args:
        lengths: how much belongs to each of all things; it stands in their order.
        chosen: the numbers of some of them.
    """
    many = lengths[chosen]
    begins = (np.cumsum(lengths) - lengths)[chosen] - (np.cumsum(many) - many)
    found: Numbers = np.arange(int(many.sum())) + np.repeat(begins, many)
    return found


class Kept:
    """What was found out about words, kept for other texts that are read with it: with the same vocabulary in use."""

    def __init__(self) -> None:
        self._answers: dict[Callable[[str], Any], _Answers] = {}

    def of(self, words: Iterable[str], said: Callable[[str], _T]) -> list[_T]:
        """Return what a function says of each word; it is asked about a word once."""
        answers = self._answers.setdefault(said, _Answers(said))
        return list(map(answers.__getitem__, words))


class _Answers(dict[str, Any]):
    def __init__(self, said: Callable[[str], Any]) -> None:
        super().__init__()
        self._said = said

    def __missing__(self, word: str) -> Any:
        answer = self[word] = self._said(word)
        return answer


@dataclass(frozen=True, slots=True)
class Running:
    """Words in the order in which they stand; the words of a text stand together.

    Attributes:
        spellings: the different words, as they are written.
        words: for each word of the texts, which of those it is.
        texts: for each word, the number of its text.
        begins: which words begin a sentence; the first one of a text does.
        divided: which words have a mark between them and the word before, or none before them.
        kept: what was found out about words.
    """

    spellings: Sequence[str]
    words: Numbers
    texts: Numbers
    begins: Numbers
    divided: Numbers
    kept: Kept

    def __len__(self) -> int:
        return len(self.words)

    def each(self, said: Sequence[Any], kind: npt.DTypeLike = np.bool_) -> Numbers:
        """Return for each word of the texts what is said of its spelling: by default, whether something is true."""
        found: Numbers = np.array(said, dtype=kind)[self.words]
        return found

    def about(self, said: Callable[[str], _T]) -> list[_T]:
        """Return what a function says of each spelling."""
        return self.kept.of(self.spellings, said)

    def only(self, chosen: Numbers) -> Running:
        """Return the texts to which the chosen words belong; whole texts must be chosen."""
        words = self.words[chosen]
        met = np.bincount(words, minlength=len(self.spellings)) > 0
        return Running(
            [self.spellings[number] for number in np.flatnonzero(met).tolist()],
            (np.cumsum(met) - 1)[words],
            self.texts[chosen],
            self.begins[chosen],
            self.divided[chosen],
            self.kept,
        )

    def before(self, at: int, most: int) -> list[str]:
        """Return the words before one in the same part of its sentence, at most so many."""
        first = at
        while at - first < most and not self.divided[first]:
            first -= 1
        return [self.spellings[number] for number in self.words[first:at].tolist()]
