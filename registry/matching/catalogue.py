"""Every live offer, in memory, immutable: a large base, a small delta on top of it, and what is gone from either.

An update makes a new catalogue that shares the base with the old one, so reads never wait and never see half an
update. Searching gives the same answer however the catalogue came to be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
from pyroaring import BitMap

from registry import danish
from registry.danish import Corrector
from registry.matching import segment
from registry.matching.document import Document, read
from registry.matching.segment import Numbers, Segment
from registry.matching.understand.spelling import vocabulary_corrector
from registry.offers.queries import LiveOffer
from registry.vocabulary import Vocabulary

#: The delta is merged into the base when it is larger than this share of it, and than this many documents.
_MERGED_FROM, _SMALL = 0.02, 200


@dataclass(frozen=True)
class Catalogue:
    """What can be found.

    Attributes:
        segments: base and delta.
        alive: the documents of each segment that are still live in it.
        change: the number of the latest change that it knows of; see `live.py`.
    """

    vocabulary: Vocabulary
    segments: tuple[Segment, ...] = ()
    alive: tuple[BitMap, ...] = ()
    change: int = 0

    @classmethod
    def build(cls, offers: Iterable[LiveOffer], vocabulary: Vocabulary, *, change: int = 0) -> Self:
        """Read offers into a new catalogue."""
        return cls._of(vocabulary, [read(offer, vocabulary) for offer in offers], [], change)

    def updated(self, changed: Collection[LiveOffer], gone: Collection[str], *, change: int | None = None) -> Self:
        """Return a catalogue in which `changed` offers are as they are now, and those with the ids `gone` aren't."""
        out = {*gone, *(offer.id for offer in changed)}
        new = [read(offer, self.vocabulary) for offer in changed]
        known = self.change if change is None else change
        if not self.segments:
            return self._of(self.vocabulary, new, [], known)
        base, *deltas = self.segments
        base_alive = self.alive[0] - BitMap(base.positions[id_] for id_ in out if id_ in base.positions)
        delta = [doc for one, alive in zip(deltas, self.alive[1:], strict=True) for doc in _alive(one, alive, out)]
        delta += new
        gone_from_base = len(base) - len(base_alive)
        if len(delta) + gone_from_base > max(_SMALL, _MERGED_FROM * len(base)):
            return self._of(self.vocabulary, [*_alive(base, base_alive, ()), *delta], [], known)
        made = segment.build(delta)
        return type(self)(self.vocabulary, (base, made), (base_alive, made.everything), known)

    @classmethod
    def _of(cls, vocabulary: Vocabulary, base: list[Document], delta: list[Document], change: int) -> Self:
        segments = tuple(segment.build(docs) for docs in (base, delta) if docs)
        return cls(vocabulary, segments, tuple(one.everything for one in segments), change)

    def __len__(self) -> int:
        return sum(map(len, self.alive))

    def __iter__(self) -> Iterator[LiveOffer]:
        for one, alive in zip(self.segments, self.alive, strict=True):
            for number in alive:
                yield one.docs[number].offer

    def get(self, offer_id: str) -> LiveOffer | None:
        """Return a live offer by its id."""
        doc = self.document(offer_id)
        return doc.offer if doc else None

    def document(self, offer_id: str) -> Document | None:
        """Return a live offer as it was read."""
        for one, alive in zip(self.segments, self.alive, strict=True):
            number = one.positions.get(offer_id)
            if number is not None and number in alive:
                return one.docs[number]
        return None

    def rarity(self, term: str) -> float:
        """Return how much a term tells offers apart: BM25's inverse document frequency, over the live offers."""
        known = self._rarities.get(term)
        if known is None:
            having = sum(
                int(np.count_nonzero(mask[one.postings(term)[0]]))
                for one, mask in zip(self.segments, self._masks, strict=True)
            )
            known = self._rarities[term] = float(np.log1p((len(self) - having + 0.5) / (having + 0.5)))
        return known

    def knows(self, word: str) -> bool:
        """Whether a word of a sentence is a word of some offer, and not possibly somebody's name there."""
        term = danish.term(word)
        return any(
            term in one.docs[number].words
            for one, alive in zip(self.segments, self.alive, strict=True)
            for number in one.postings(term)[0].tolist()
            if number in alive
        )

    @cached_property
    def spellings(self) -> Mapping[str, int]:
        """The words of the language in the offers, as they are written, with how many offers have them."""
        return Counter(
            word
            for one, alive in zip(self.segments, self.alive, strict=True)
            for number in alive
            for word in one.docs[number].spellings
        )

    @cached_property
    def corrector(self) -> Corrector:
        """What corrects misspelt words to those of the offers and the vocabulary."""
        return Corrector(self.spellings, vocabulary_corrector(self.vocabulary))

    @cached_property
    def _rarities(self) -> dict[str, float]:
        return {}

    @cached_property
    def _masks(self) -> tuple[Numbers, ...]:
        masks = []
        for one, alive in zip(self.segments, self.alive, strict=True):
            mask = np.zeros(len(one), dtype=bool)
            mask[segment.as_array(alive)] = True
            masks.append(mask)
        return tuple(masks)


def _alive(one: Segment, alive: BitMap, gone: Collection[str]) -> list[Document]:
    return [one.docs[number] for number in alive if one.docs[number].offer.id not in gone]
