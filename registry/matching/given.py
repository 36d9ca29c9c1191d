"""What needs, wide activities and frequent words give each document of a segment, worked out once.

There are few of them, they are asked for often, and many documents have them: so each is a column, remembered as long
as the catalogue is the same. What few documents have is gathered anew for each search.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from pyroaring import BitMap

from registry import vocabulary
from registry.matching import weights
from registry.matching.catalogue import Catalogue
from registry.matching.lexicon import terms_of_need
from registry.matching.points import giving, has_tags, kin_of, postings_of, share_of, tags_of
from registry.matching.segment import Numbers, Segment, as_array
from registry.matching.wish import Chip

#: So much memory, in bytes, is spent on remembering, and on no more things than this.
_REMEMBERED, _MOST = 64 << 20, 500
#: A word is frequent when more than one in so many documents has it.
_FREQUENT = 4


class Given(NamedTuple):
    """What a chip gives the documents of a segment.

    Attributes:
        having: the documents that are, or say, what is asked for.
        kinds, amounts: the points for being it, or being close to it, by a document's number in `kinds`.
        said: points for saying it, a column for each way to.
        size: the bytes that it takes.
    """

    having: BitMap
    kinds: Numbers
    amounts: Numbers
    said: tuple[Numbers, ...]
    size: int

    def add_to(self, sums: Numbers, documents: Numbers) -> None:
        """Add the points of some documents to what they have."""
        if len(self.amounts) > 1:
            sums += self.amounts.take(self.kinds.take(documents))
        for points in self.said:
            sums += points.take(documents)


def given_by(chip: Chip, catalogue: Catalogue, number: int) -> Given | None:
    """Return what a chip gives the documents of segment `number`; None for a word that isn't frequent."""
    known = catalogue.given
    key = (number, chip.key, chip.guessed, vocabulary.current().version)
    given: Given | None = known.get(key)
    segment = catalogue.segments[number]
    if given is None and (has_tags(chip) or _is_frequent(chip, segment)):
        given = _given_by(chip, catalogue, segment)
        _make_room(known, given.size)
        known[key] = given
    return given


def _make_room(known: dict[Any, Given], size: int) -> None:
    """Forget what was remembered first, until one more fits in; other threads may be at it too."""
    for key in list(known):
        if len(known) < _MOST and sum(one.size for one in list(known.values())) + size <= _REMEMBERED:
            return
        known.pop(key, None)


def _given_by(chip: Chip, catalogue: Catalogue, segment: Segment) -> Given:
    sets, amounts = (*tags_of(chip, segment), *kin_of(chip, segment)), [0.0]
    kinds = np.zeros(len(segment) if sets else 0, dtype=np.uint8)
    for bit, (tagged, amount) in enumerate(sets):
        kinds[as_array(tagged)] |= 1 << bit
        amounts += [known + amount for known in amounts]
    said = [_column(segment, *one) for one in points_said(chip, catalogue, segment)]
    if chip.kind == "need":
        words = _words_of_need(catalogue, segment, str(chip.value))
        said.append(words * share_of(chip) if chip.guessed else words)
    size = kinds.nbytes + sum(column.nbytes for column in said)
    return Given(giving(chip, segment), kinds, np.array(amounts), tuple(said), size)


def _column(segment: Segment, documents: Numbers, points: Numbers) -> Numbers:
    column = np.zeros(len(segment), dtype=points.dtype)
    column[documents] = points
    return column


def points_said(chip: Chip, catalogue: Catalogue, segment: Segment) -> Iterator[tuple[Numbers, Numbers]]:
    """Yield the documents that say a word, or name an activity, ascending, with their points."""
    for term, weight, documents, impacts in postings_of(chip, segment):
        yield documents, impacts * (weight * catalogue.rarity(term))


def _is_frequent(chip: Chip, segment: Segment) -> bool:
    return _FREQUENT * sum(len(documents) for _, _, documents, _ in postings_of(chip, segment)) > len(segment)


def _words_of_need(catalogue: Catalogue, segment: Segment, need: str) -> Numbers:
    """A few points for the words that a need is spoken of with."""
    documents, points = [np.empty(0, dtype=np.int64)], [np.empty(0)]
    for term in terms_of_need(need):
        there, impacts = segment.postings(term)
        documents.append(there)
        points.append(impacts * catalogue.rarity(term))
    words = np.bincount(np.concatenate(documents), np.concatenate(points), len(segment))
    few: Numbers = np.minimum(words * weights.NEED_WORDS, weights.NEED_WORDS_MOST).astype(np.float32)
    return few
