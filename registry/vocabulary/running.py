"""Very many texts as arrays of words, so that what is asked of each word is asked of all at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[Any]


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


@dataclass(frozen=True, slots=True)
class Running:
    """Words in the order in which they stand; the words of a text stand together.

    Attributes:
        spellings: the different words, as they are written.
        words: for each word of the texts, which of those it is.
        texts: for each word, the number of its text.
        begins: which words begin a sentence; the first one of a text does.
        divided: which words have a mark between them and the word before, or none before them.
    """

    spellings: Sequence[str]
    words: Numbers
    texts: Numbers
    begins: Numbers
    divided: Numbers

    def __len__(self) -> int:
        return len(self.words)

    def each(self, said: Sequence[Any], kind: npt.DTypeLike = np.bool_) -> Numbers:
        """Return for each word of the texts what is said of its spelling: by default, whether something is true."""
        found: Numbers = np.array(said, dtype=kind)[self.words]
        return found

    def only(self, chosen: Numbers) -> Running:
        """Return the texts to which the chosen words belong; whole texts must be chosen."""
        return Running(
            self.spellings, self.words[chosen], self.texts[chosen], self.begins[chosen], self.divided[chosen]
        )

    def before(self, at: int, most: int) -> list[str]:
        """Return the words before one in the same part of its sentence, at most so many."""
        first = at
        while at - first < most and not self.divided[first]:
            first -= 1
        return [self.spellings[number] for number in self.words[first:at].tolist()]
