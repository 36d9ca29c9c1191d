"""Very many short strings in two arrays, which can lie in a mapped file: no object for each, nothing to load."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Any, Self, overload

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[Any]


class Strings(Sequence[bytes]):
    """Strings as UTF-8, numbered from 0.

    Args:
        ends: where each ends among the letters.
        letters: all of them, one after the other.
    """

    __slots__ = ("ends", "letters")

    def __init__(self, ends: Numbers, letters: Numbers) -> None:
        self.ends = ends
        self.letters = letters

    @classmethod
    def of(cls, strings: Iterable[bytes]) -> Self:
        """Put strings one after the other."""
        listed = list(strings)
        lengths = np.fromiter(map(len, listed), dtype=np.int64, count=len(listed))
        return cls(np.cumsum(lengths), np.frombuffer(b"".join(listed), dtype=np.uint8))

    def __len__(self) -> int:
        return len(self.ends)

    @overload
    def __getitem__(self, number: int) -> bytes: ...
    @overload
    def __getitem__(self, number: slice) -> Strings: ...
    def __getitem__(self, number: int | slice) -> bytes | Strings:
        if isinstance(number, slice):
            return self.take(np.arange(len(self))[number])
        if not 0 <= number < len(self.ends):
            raise IndexError(number)
        start = self.ends[number - 1] if number else 0
        return self.letters[start : self.ends[number]].tobytes()

    def find(self, string: bytes, order: Sequence[int] | Numbers | None = None) -> int | None:
        """Return the number of a string, None when it isn't there.

        Args:
            order: the numbers of the strings in ascending order, for strings that don't stand so themselves.
        """
        if order is None:
            at = bisect_left(self, string)
            return at if at < len(self) and self[at] == string else None
        at = bisect_left(order, string, key=self.__getitem__)
        return int(order[at]) if at < len(order) and self[order[at]] == string else None

    def take(self, numbers: Numbers) -> Strings:
        """Return some of the strings, in the order asked for."""
        starts = np.concatenate(([0], self.ends[:-1]))[numbers] if len(self) else self.ends[:0]
        lengths = self.ends[numbers] - starts
        ends = np.cumsum(lengths)
        where = np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(starts - (ends - lengths), lengths)
        return Strings(ends, self.letters[where])

    def all(self) -> list[bytes]:
        """Return every string; quicker than one by one."""
        letters, at, found = self.letters.tobytes(), 0, []
        for end in self.ends.tolist():
            found.append(letters[at:end])
            at = end
        return found


def joined(parts: Sequence[Strings]) -> Strings:
    """Return the strings of several in one."""
    shift, ends = 0, []
    for part in parts:
        ends.append(part.ends + shift)
        shift += int(part.ends[-1]) if len(part) else 0
    return Strings(np.concatenate(ends), np.concatenate([part.letters for part in parts]))
