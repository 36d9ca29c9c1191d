"""Every live offer, to be searched: a large base, small deltas on top of it, and what is gone from either.

An update makes a new catalogue that shares the base with the old one, so reads never wait and never see half an
update. Searching gives the same answer however the catalogue came to be. What an offer says in words isn't held here:
a page loads the few offers that it shows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, reduce
from itertools import islice
from typing import Any, Self

import numpy as np
from pyroaring import BitMap

from registry import danish
from registry.danish import Corrector
from registry.matching import building, merging
from registry.matching.segment import Numbers, Segment, as_array
from registry.matching.sought import may_be_known_by_parts, ways_to_write
from registry.matching.understand.spelling import vocabulary_corrector
from registry.offers.queries import LiveOffer
from registry.vocabulary import Vocabulary

#: Reads live offers by their ids; those that aren't live any more are left out.
Texts = Callable[[Sequence[str]], Iterable[LiveOffer]]

#: A catalogue is worth merging when more than this share of its base has changed, and more than this many documents.
_MERGED_FROM, _SMALL = 0.02, 200
#: The newest documents have a segment of their own until they are so many.
_NEWEST = 64
#: So many offers that were shown or changed last are kept.
_MOST_KEPT, _FORGOTTEN = 2000, 500


@dataclass(frozen=True)
class Catalogue:
    """What can be found.

    Attributes:
        segments: base and deltas.
        alive: the documents of each segment that are still live in it.
        change: the number of the latest change that it knows of; see `live.py`. base_change: that of its base.
        texts: reads what offers say; None for a catalogue that keeps all of its offers.
        kept: offers that needn't be read again.
        may_keep: whether what `texts` reads is as new as the catalogue.
        given: what `given.py` remembers of what documents get for what is asked for.
    """

    vocabulary: Vocabulary
    segments: tuple[Segment, ...] = ()
    alive: tuple[BitMap, ...] = ()
    change: int = 0
    base_change: int = 0
    texts: Texts | None = None
    kept: dict[str, LiveOffer] = field(default_factory=dict, repr=False)
    may_keep: bool = True
    given: dict[Any, Any] = field(default_factory=dict, repr=False)
    _rarities: dict[str, float] = field(default_factory=dict, repr=False)

    @classmethod
    def build(cls, offers: Iterable[LiveOffer], vocabulary: Vocabulary) -> Self:
        """Read offers into a new catalogue that keeps all of them."""
        kept = {offer.id: offer for offer in offers}
        return cls(vocabulary, kept=kept).on([building.build(kept.values(), vocabulary)], 0)

    def on(self, segments: Iterable[Segment], change: int) -> Self:
        """Return a catalogue of whole segments."""
        filled = tuple(one for one in segments if len(one))
        return replace(
            self,
            segments=filled,
            alive=tuple(one.everything for one in filled),
            change=change,
            _rarities={},
            given={},
        )

    def reading(self, texts: Texts, *, is_current: bool = True) -> Self:
        """Return this catalogue with texts for one request; `is_current`: they are as new as the catalogue."""
        return replace(self, texts=texts, may_keep=is_current)

    def updated(self, changed: Collection[LiveOffer], gone: Collection[str], *, change: int | None = None) -> Self:
        """Return a catalogue in which `changed` offers are as they are now, and those with the ids `gone` aren't."""
        out = {*gone, *(offer.id for offer in changed)}
        made = building.build(changed, self.vocabulary)
        parts = [(one, _without(one, alive, out)) for one, alive in zip(self.segments, self.alive, strict=True)]
        parts = merging.tidied([*parts, (made, made.everything)], _NEWEST, _SMALL)
        kept = {id_: offer for id_, offer in self.kept.items() if id_ not in out}
        kept |= {offer.id: offer for offer in changed}
        if self.texts:
            _shorten(kept)
        return replace(
            self,
            segments=tuple(one for one, _ in parts),
            alive=tuple(alive for _, alive in parts),
            change=self.change if change is None else change,
            kept=kept,
            _rarities={},
            given={},
        )

    @property
    def is_worth_merging(self) -> bool:
        """Whether so much has changed since the base was made that searching would be faster without deltas."""
        if not self.segments:
            return False
        base = len(self.segments[0])
        changed = base - len(self.alive[0]) + sum(map(len, self.segments[1:]))
        return changed > max(_SMALL, _MERGED_FROM * base)

    def merged(self) -> Self:
        """Return the same catalogue with a base and nothing else."""
        parts = list(zip(self.segments, self.alive, strict=True))
        return self.on([merging.merged(parts)] if parts else [], self.change)

    def __len__(self) -> int:
        return sum(map(len, self.alive))

    def ids(self) -> Iterator[str]:
        """Yield the ids of the live offers."""
        for one, alive in zip(self.segments, self.alive, strict=True):
            yield from (one.offer_id(number) for number in alive)

    def offers(self, ids: Iterable[str]) -> dict[str, LiveOffer]:
        """Return some offers by id, with all that they say; without those that aren't live any more."""
        wanted = list(ids)
        found = {id_: offer for id_ in wanted if (offer := self.kept.get(id_))}
        missing = [id_ for id_ in wanted if id_ not in found]
        if missing and self.texts:
            read_now = {offer.id: offer for offer in self.texts(missing)}
            found |= read_now
            if self.may_keep:
                self.kept.update(read_now)
                _shorten(self.kept)
        return found

    def get(self, offer_id: str) -> LiveOffer | None:
        """Return a live offer by its id."""
        return self.offers([offer_id]).get(offer_id) if self.place(offer_id) else None

    def place(self, offer_id: str) -> tuple[int, int] | None:
        """Return where a live offer stands: the number of its segment, and its document there."""
        for number, (one, alive) in enumerate(zip(self.segments, self.alive, strict=True)):
            document = one.position(offer_id)
            if document is not None and document in alive:
                return number, document
        return None

    def rarity(self, term: str) -> float:
        """Return how much a term tells offers apart: BM25's inverse document frequency, over the live offers."""
        known = self._rarities.get(term)
        if known is None:
            having = sum(
                len(documents)
                - (int(np.count_nonzero(np.isin(dead, documents, assume_unique=True))) if len(dead) else 0)
                for documents, dead in ((one.postings(term)[0], dead) for one, dead in self._dead)
            )
            known = self._rarities[term] = float(np.log1p((len(self) - having + 0.5) / (having + 0.5)))
        return known

    def knows(self, word: str) -> bool:
        """Whether a word of a sentence is a word of some offer, and not possibly somebody's name there."""
        return any(self._has_word(one.term) for one in ways_to_write(word)) or (
            may_be_known_by_parts(word) and all(map(self.knows, danish.parts(word)))
        )

    def is_organisation(self, key: str) -> bool:
        """Whether a name, as `document.name_key` makes it, is that of somebody behind an offer."""
        return any(f"by:{key}" in one.tags for one in self.segments)

    def _has_word(self, term: str) -> bool:
        return any(one.has_word(term, alive) for one, alive in zip(self.segments, self.alive, strict=True))

    @property
    def spellings(self) -> Mapping[str, int]:
        """The words of the language in the offers, as they are written, with how many offers have them.

        What is gone counts until the segment that it was in is merged.
        """
        counts: Counter[str] = Counter()
        for one in self.segments:
            counts.update(one.spelled_words())
        return counts

    @property
    def corrector(self) -> Corrector:
        """What corrects misspelt words to those of the offers and the vocabulary."""
        beneath = vocabulary_corrector(self.vocabulary)
        return reduce(lambda corrector, one: one.corrector(corrector), self.segments, beneath)

    @cached_property
    def _dead(self) -> tuple[tuple[Segment, Numbers], ...]:
        """Each segment with the documents that aren't alive in it any more."""
        return tuple(
            (one, as_array(one.everything - alive)) for one, alive in zip(self.segments, self.alive, strict=True)
        )


def _without(one: Segment, alive: BitMap, ids: Collection[str]) -> BitMap:
    return alive - BitMap(number for id_ in ids if (number := one.position(id_)) is not None)


def _shorten(kept: dict[str, LiveOffer]) -> None:
    """Forget those that were kept first, many at a time: finding the first in a dictionary that others left is slow."""
    if len(kept) > _MOST_KEPT:
        for id_ in list(islice(kept, len(kept) - _MOST_KEPT + _FORGOTTEN)):
            kept.pop(id_, None)
