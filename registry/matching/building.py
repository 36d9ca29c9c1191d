"""Making a segment of offers, one offer at a time, so that their texts are never all there at once."""

from __future__ import annotations

import datetime as dt
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from pyroaring import BitMap

from registry import danish
from registry.matching.document import passages, tags
from registry.matching.mentioned import Mentions, mentions_in, named, tags_of
from registry.matching.postings import postings
from registry.matching.segment import NO_TIME, OLDEST, Segment, Slots, as_array, as_bitmap
from registry.matching.spoken import needs_in
from registry.matching.strings import Numbers, Strings
from registry.matching.texts import ReadTexts, Texts
from registry.matching.values import minutes
from registry.offers.content import DAYS, OfferContent, Slot
from registry.offers.queries import LiveOffer
from registry.vocabulary import Vocabulary
from registry.vocabulary.running import Kept

_DAY_NUMBER = {day: number for number, day in enumerate(DAYS)}
_NOTHING = float("nan")
#: Each numeric column: how it is read from an offer, what stands for nothing, and its type.
_COLUMNS: dict[str, tuple[Callable[[OfferContent], float | None], float, str]] = {
    "age_min": (lambda content: content.age_min, -1, "int16"),
    "age_max": (lambda content: content.age_max, 999, "int16"),
    "price": (lambda content: content.price_dkk, _NOTHING, "float64"),
    "capacity": (lambda content: content.capacity, _NOTHING, "float64"),
}


class Builder:
    """Takes offers in; `segment()` gives what they make together.

    Args:
        kept: what was found out about words while other offers were read with the same vocabulary.
    """

    def __init__(self, vocabulary: Vocabulary, kept: Kept | None = None) -> None:
        self._vocabulary = vocabulary
        self._texts = Texts(kept or Kept())
        self._ids: list[bytes] = []
        self._titles: list[bytes] = []
        self._columns = {name: array("d") for name in (*_COLUMNS, "published", "confirmed")}
        self._postals: dict[str, int] = {}
        self._postal = array("i")
        self._slots = array("i")
        self._tags: defaultdict[str, array[int]] = defaultdict(_numbers_of)

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, offer: LiveOffer) -> None:
        """Take an offer in."""
        number, content = len(self), offer.content
        self._ids.append(offer.id.encode())
        self._titles.append(danish.sort_key(content.title).encode())
        for name, (value_of, nothing, _) in _COLUMNS.items():
            value = value_of(content)
            self._columns[name].append(nothing if value is None else value)
        self._columns["published"].append(offer.published_at.timestamp())
        self._columns["confirmed"].append(_seconds(offer.confirmed_at))
        code = content.postal_code
        self._postal.append(self._postals.setdefault(code, len(self._postals)) if code else -1)
        for slot in content.weekly:
            self._slots.extend((number, *_numbers(slot)))
        for tag in tags(offer, self._vocabulary):
            self._tags[tag].append(number)
        for field, text in passages(offer, self._vocabulary):
            self._texts.take(number, field, text)

    def segment(self) -> Segment:
        """Return the segment of the offers taken in so far."""
        ids, titles = Strings.of(self._ids), Strings.of(self._titles)
        columns: dict[str, Any] = {name: np.array(values) for name, values in self._columns.items()}
        columns |= {name: columns[name].astype(kind) for name, (_, _, kind) in _COLUMNS.items()}
        slots = np.array(self._slots, dtype=np.int32).reshape(-1, 4).T
        read = self._texts.read()
        mentions = mentions_in(read)
        return Segment(
            ids=ids,
            by_id=ranked(self._ids),
            titles=titles,
            order=places(ranked(list(zip(self._titles, self._ids, strict=True)))),
            tags={**self._tagged(read, mentions), **_by_age(columns["age_min"], columns["age_max"])},
            **columns,
            postals=tuple(self._postals),
            postal=np.array(self._postal, dtype=np.int16),
            slots=Slots(slots[0].astype(np.uint32), *(column.astype(np.int16) for column in slots[1:])),
            **postings(read, named(mentions), len(self))._asdict(),
        )

    def _tagged(self, read: ReadTexts, mentions: Mentions) -> dict[str, BitMap]:
        """Every tag with its documents; a need that a document names isn't also read from its text."""
        found = {tag: BitMap(numbers) for tag, numbers in self._tags.items()}
        for tag, documents in tags_of(mentions):
            if some := as_bitmap(documents):
                found[tag] = found[tag] | some if tag in found else some
        silent = np.ones(len(self), dtype=np.bool_)
        silent[as_array(found.get("said:need", BitMap()))] = False
        spoken: defaultdict[str, array[int]] = defaultdict(_numbers_of)
        for document, id_ in needs_in(read, silent=silent):
            spoken[id_].append(document)
        for id_, numbers in spoken.items():
            if some := BitMap(numbers) - found.get(f"need:{id_}", BitMap()):
                found[f"read:{id_}"] = some
        return found


def build(offers: Iterable[LiveOffer], vocabulary: Vocabulary) -> Segment:
    """Put offers together."""
    builder = Builder(vocabulary)
    for offer in offers:
        builder.add(offer)
    return builder.segment()


def ranked(keys: list[bytes] | list[tuple[bytes, bytes]]) -> Numbers:
    """Return the numbers of keys in the order of the keys."""
    return np.array(sorted(range(len(keys)), key=keys.__getitem__), dtype=np.int64)


def places(order: Numbers) -> Numbers:
    """Return at which place of an order each number stands."""
    found = np.empty(len(order), dtype=np.int64)
    found[order] = np.arange(len(order))
    return found


def _numbers_of() -> array[int]:
    return array("I")


def _seconds(when: dt.datetime | None) -> float:
    return when.timestamp() if when else _NOTHING


def _numbers(slot: Slot) -> tuple[int, int, int]:
    start, end = (minutes(time) if time else NO_TIME for time in (slot.start, slot.end))
    return _DAY_NUMBER[slot.day], start, end


def _by_age(low: Numbers, high: Numbers) -> dict[str, BitMap]:
    """Ages are whole years, so ranges overlap exactly when they share a year."""
    unsaid = (low == -1) | (high == 999)
    tags = {f"age:{age}": _where((low <= age) & (high >= age) & ~unsaid) for age in range(OLDEST + 1)}
    return {tag: found for tag, found in {**tags, "age:unsaid": _where(unsaid)}.items() if found}


def _where(chosen: Numbers) -> BitMap:
    return as_bitmap(np.flatnonzero(chosen))
