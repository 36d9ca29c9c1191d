"""Documents put together for fast searching: postings, bitmaps and columns. Never changed once made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
from pyroaring import BitMap

from registry.matching.document import Document
from registry.matching.values import minutes
from registry.offers.content import DAYS

Numbers = npt.NDArray[Any]

OLDEST = 120
NO_TIME = -1
_EMPTY = np.empty(0, dtype=np.uint32)
_DAY_NUMBER = {day: number for number, day in enumerate(DAYS)}


@dataclass(frozen=True, slots=True)
class Slots:
    """Every weekly time of every document, one row each: the document, the day 0-6, minutes after midnight or -1."""

    document: Numbers
    day: Numbers
    start: Numbers
    end: Numbers


@dataclass(frozen=True, slots=True)
class Segment:
    """Documents, numbered from 0, and how to find them.

    Attributes:
        positions: offer id → document number.
        tags: tag → the documents that have it.
        by_age: at `age`, the documents that take that age; `ages_unsaid` are the documents that lack a limit.
        price: DKK, nan when not said. published, confirmed: seconds since 1970; confirmed is nan when it never was.
        postals: codes; `postal` is each document's index among them, -1 for none.
        order: each document's rank by title and id, so that ties are the same everywhere.
        choices: what `facets.py` has worked out about its choices.
        offsets, documents, impacts: postings of term `t` are `documents[offsets[t]:offsets[t + 1]]`.
    """

    docs: tuple[Document, ...]
    positions: dict[str, int]
    everything: BitMap
    tags: dict[str, BitMap]
    by_age: tuple[BitMap, ...]
    ages_unsaid: BitMap
    age_min: Numbers
    age_max: Numbers
    price: Numbers
    capacity: Numbers
    published: Numbers
    confirmed: Numbers
    postals: tuple[str, ...]
    postal: Numbers
    order: Numbers
    slots: Slots
    terms: dict[str, int]
    offsets: Numbers
    documents: Numbers
    impacts: Numbers
    read_needs: dict[str, BitMap]
    choices: dict[Any, BitMap] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.docs)

    def tagged(self, tag: str) -> BitMap:
        """Return the documents with a tag."""
        return self.tags.get(tag) or BitMap()

    def postings(self, term: str) -> tuple[Numbers, Numbers]:
        """Return the documents that have a term, and what it counts in each before its rarity."""
        number = self.terms.get(term)
        if number is None:
            return _EMPTY, _EMPTY
        first, last = self.offsets[number], self.offsets[number + 1]
        return self.documents[first:last], self.impacts[first:last]


def build(docs: Iterable[Document]) -> Segment:
    """Put documents together."""
    docs = tuple(docs)
    contents = [doc.offer.content for doc in docs]
    postals = tuple(sorted({content.postal_code for content in contents if content.postal_code}))
    numbers = {code: number for number, code in enumerate(postals)}
    terms, offsets, documents, impacts = _postings(docs)
    by_age, unsaid = _by_age(docs)
    return Segment(
        docs=docs,
        positions={doc.offer.id: number for number, doc in enumerate(docs)},
        everything=BitMap(range(len(docs))),
        tags=_bitmaps((number, doc.tags) for number, doc in enumerate(docs)),
        by_age=by_age,
        ages_unsaid=unsaid,
        age_min=_column((content.age_min for content in contents), -1),
        age_max=_column((content.age_max for content in contents), 999),
        price=_column((content.price_dkk for content in contents), np.nan),
        capacity=_column((content.capacity for content in contents), np.nan),
        published=_column((doc.offer.published_at.timestamp() for doc in docs), 0.0),
        confirmed=_column((_seconds(doc.offer.confirmed_at) for doc in docs), np.nan),
        postals=postals,
        postal=np.array([numbers.get(content.postal_code or "", -1) for content in contents], dtype=np.int32),
        order=_order(docs),
        slots=_slots(docs),
        terms=terms,
        offsets=offsets,
        documents=documents,
        impacts=impacts,
        read_needs=_bitmaps((number, doc.read_needs) for number, doc in enumerate(docs)),
    )


def as_array(documents: BitMap) -> Numbers:
    """Return a bitmap's document numbers, ascending."""
    return np.array(documents.to_array(), dtype=np.int64)


def _seconds(when: dt.datetime | None) -> float | None:
    return when.timestamp() if when else None


def _column(values: Iterable[float | None], missing: float) -> Numbers:
    return np.array([missing if value is None else value for value in values], dtype=np.float64)


def _bitmaps(rows: Iterable[tuple[int, Iterable[str]]]) -> dict[str, BitMap]:
    found: dict[str, list[int]] = {}
    for number, tags in rows:
        for tag in tags:
            found.setdefault(tag, []).append(number)
    return {tag: BitMap(numbers) for tag, numbers in found.items()}


def _by_age(docs: tuple[Document, ...]) -> tuple[tuple[BitMap, ...], BitMap]:
    """Ages are whole years, so ranges overlap exactly when they share a year."""
    ages: list[list[int]] = [[] for _ in range(OLDEST + 1)]
    unsaid = BitMap()
    for number, doc in enumerate(docs):
        low, high = doc.offer.content.age_min, doc.offer.content.age_max
        if low is None or high is None:
            unsaid.add(number)
        else:
            for age in range(max(0, low), min(OLDEST, high) + 1):
                ages[age].append(number)
    return tuple(BitMap(numbers) for numbers in ages), unsaid


def _order(docs: tuple[Document, ...]) -> Numbers:
    ranked = sorted(range(len(docs)), key=lambda number: (docs[number].title_key, docs[number].offer.id))
    order = np.empty(len(docs), dtype=np.int64)
    order[ranked] = np.arange(len(docs))
    return order


def _slots(docs: tuple[Document, ...]) -> Slots:
    rows = [
        (
            number,
            _DAY_NUMBER[slot.day],
            minutes(slot.start) if slot.start else NO_TIME,
            minutes(slot.end) if slot.end else NO_TIME,
        )
        for number, doc in enumerate(docs)
        for slot in doc.offer.content.weekly
    ]
    table = np.array(rows, dtype=np.int64).reshape(len(rows), 4)
    return Slots(*table.T)


def _postings(docs: tuple[Document, ...]) -> tuple[dict[str, int], Numbers, Numbers, Numbers]:
    terms: dict[str, int] = {}
    columns: list[int] = []
    impacts: list[float] = []
    for doc in docs:
        columns += [terms.setdefault(term, len(terms)) for term in doc.terms]
        impacts += doc.terms.values()
    term_of = np.array(columns, dtype=np.int64)
    document_of = np.repeat(np.arange(len(docs), dtype=np.uint32), [len(doc.terms) for doc in docs])
    by_term = np.argsort(term_of, kind="stable")
    offsets = np.zeros(len(terms) + 1, dtype=np.int64)
    np.cumsum(np.bincount(term_of, minlength=len(terms)), out=offsets[1:])
    return terms, offsets, document_of[by_term], np.array(impacts, dtype=np.float32)[by_term]
