"""How much each feature of a text speaks for each class, learnt from examples: multinomial logistic regression.

Counts weigh each feature as if it stood alone, so that what is said twice in other words counts twice. Here the weights
are moved together to where the examples are told best (Berger, Della Pietra and Della Pietra, "A Maximum Entropy
Approach to Natural Language Processing", 1996). All examples are looked at in every step, each feature moves the
faster the rarer it is, and goes on in the direction it has (Nesterov, "A Method of Solving a Convex Programming
Problem with Convergence Rate O(1/k²)", 1983). It ends after a few steps: later ones learn the examples by heart.

Nothing is drawn by lot, and nothing depends on how many processors there are.

Tried on the sentences of authors who were left out, against complement naive Bayes: the first guess is right in 77 of
100 instead of 70. Sentences like the one asked about (k nearest), a space of 150 dimensions, mixtures with either, and
pairs of words further apart brought nothing more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from mmap import MAP_ANONYMOUS, MAP_PRIVATE, mmap
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[Any]
Weights = NDArray[np.floating[Any]]

#: Chosen, as all that is learnt from sentences, where those of authors who were left out came out best.
_STEPS, _STRIDE, _MASS = 6, 4.0, 1.0
#: So likely an example may be one of any other class, all of them together: nobody who labels is always right (Szegedy,
#: Vanhoucke, Ioffe, Shlens and Wojna, "Rethinking the Inception Architecture for Computer Vision", 2016, section 7).
_DOUBT = 0.1
#: So many cells are gathered at once: they stay in the processor's cache, and little memory is needed.
_AT_ONCE = 1 << 12


class Rows:
    """Texts as rows of a matrix that is nearly empty: which columns each has, and with what amount.

    A row without any column has no place here.
    """

    def __init__(self, columns: Numbers, amounts: NDArray[np.float32], lengths: Numbers) -> None:
        """Take the cells of all rows in order, and how many each row has."""
        self.columns, self.amounts = columns, amounts
        self.starts = np.cumsum(lengths) - lengths

    @classmethod
    def of(cls, texts: Sequence[Sequence[int]], worth: NDArray[np.float32], unknown: float = 0.0) -> Rows:
        """Return the rows of texts, given by their columns, each column with its worth and each row of length 1.

        Args:
            unknown: the squared worth of what a text leaves unsaid; a text that says little more is shorter than 1.
        """
        lengths = np.array([len(text) for text in texts])
        columns = np.fromiter((column for text in texts for column in text), np.int64, lengths.sum())
        return cls.from_cells(columns, lengths, worth, unknown)

    @classmethod
    def from_cells(
        cls,
        columns: Numbers,
        lengths: Numbers,
        worth: NDArray[np.float32],
        unknown: float = 0.0,
    ) -> Rows:
        """Return the same, given by the columns of all texts in order, and how many each text has."""
        rows = cls(columns, worth[columns], lengths)
        norms = np.sqrt(np.add.reduceat(rows.amounts**2, rows.starts) + np.float32(unknown))
        rows.amounts /= np.repeat(norms, lengths)
        return rows

    def turned(self) -> Rows:
        """Return the columns as rows, and the rows as columns; each column must occur."""
        lengths = np.diff(self.starts, append=len(self.columns))
        order = np.argsort(self.columns, kind="stable")
        at_row = np.repeat(np.arange(len(lengths), dtype=np.uint32), lengths)
        return Rows(at_row[order], self.amounts[order], np.bincount(self.columns))

    def parts(self, weights: Weights) -> Weights:
        """Return what each cell adds to its row's sums: cells x classes."""
        return weights[self.columns].astype(np.float32) * self.amounts[:, None]

    def sums(self, weights: Weights) -> Iterator[tuple[slice, Weights]]:
        """Yield, some rows at a time, which they are and their sums of weights (columns x classes) times amounts."""
        ends = np.append(self.starts[1:], len(self.columns))
        first = 0
        while first < len(self.starts):
            start = self.starts[first]
            last = max(first + 1, int(np.searchsorted(ends, start + _AT_ONCE, side="right")))
            cells = slice(start, ends[last - 1])
            parts = weights[self.columns[cells]].astype(np.float32)
            parts *= self.amounts[cells, None]
            yield slice(first, last), np.add.reduceat(parts, self.starts[first:last] - start, axis=0)
            first = last


def likelihoods(sums: Weights) -> Weights:
    """Return how likely each class is, 0 to 1 and 1 in all, by the sums of what speaks for it: rows x classes."""
    likely: Weights = np.exp(sums - sums.max(axis=-1, keepdims=True))
    likely /= likely.sum(axis=-1, keepdims=True)
    return likely


def learn(rows: Rows, truth: Weights) -> Weights:
    """Return how much each column speaks for each class: columns x classes.

    Args:
        rows: the examples; each column must occur in one. truth: how much each counts as one of each class: rows x
            classes.
    """
    counting = truth.sum(axis=1, keepdims=True)
    truth = (1 - _DOUBT) * truth + counting * np.float32(_DOUBT / truth.shape[1])
    columns = rows.turned()
    mass = np.add.reduceat(columns.amounts**2 * counting[columns.columns, 0], columns.starts)
    stride = (_STRIDE / (mass + _MASS)).astype(np.float32)[:, None]
    reached, ahead = (_zeros(len(columns.starts), truth.shape[1]) for _ in range(2))
    missing = np.empty_like(truth)
    momentum = 1.0
    for _ in range(_STEPS):
        for some, sums in rows.sums(ahead):
            missing[some] = truth[some] - counting[some] * likelihoods(sums)
        before, momentum = momentum, (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        for some, sums in columns.sums(missing):
            moved = ahead[some] + stride[some] * sums
            ahead[some] = moved + np.float32((before - 1) / momentum) * (moved - reached[some])
            reached[some] = moved
    return reached


def _zeros(rows: int, columns: int) -> Weights:
    """Return zeros in memory of their own, all of which goes back to the system when it isn't needed any more."""
    room = mmap(-1, max(1, rows * columns * np.dtype(np.float32).itemsize), MAP_PRIVATE | MAP_ANONYMOUS)
    return np.frombuffer(room, np.float32, rows * columns).reshape(rows, columns)
