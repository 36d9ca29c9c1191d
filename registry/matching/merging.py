"""Putting segments together, array by array: nothing is read or taken apart again."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from pyroaring import BitMap

from registry.matching.building import places, ranked
from registry.matching.segment import Segment, Slots, as_array, as_bitmap
from registry.matching.strings import Numbers, Strings, joined

#: A segment, and its documents that are still live.
Part = tuple[Segment, BitMap]

_COLUMNS = ("age_min", "age_max", "price", "capacity", "published", "confirmed")
#: So many postings are moved at a time.
_AT_A_TIME = 1 << 22


def tidied(parts: Sequence[Part], newest: int, small: int) -> list[Part]:
    """Return parts as at most three, a base, a delta and the newest; as one where all is small.

    Args:
        newest: so many documents stay in the last segment before they join the delta.
        small: so many documents aren't worth dividing.
    """
    parts = [(one, alive) for one, alive in parts if alive]
    if sum(len(one) for one, _ in parts) <= small:
        return [_one(parts)] if parts else []
    base, *deltas = parts
    if sum(len(one) for one, _ in deltas[1:]) > newest:
        return [base, _one(deltas)]
    return [base, *deltas[:1], *([_one(deltas[1:])] if deltas[1:] else [])]


def _one(parts: Sequence[Part]) -> Part:
    made = merged(parts)
    return made, made.everything


def merged(parts: Sequence[Part]) -> Segment:
    """Return one segment with the live documents of several, in their order."""
    if len(parts) == 1 and len(parts[0][1]) == len(parts[0][0]):
        return parts[0][0]
    chosen = [as_array(alive) for _, alive in parts]
    numbers = _numbers(parts, chosen)
    columns: dict[str, Any] = {name: _taken([getattr(one, name) for one, _ in parts], chosen) for name in _COLUMNS}
    ids = joined([one.ids.take(some) for (one, _), some in zip(parts, chosen, strict=True)])
    titles = joined([one.titles.take(some) for (one, _), some in zip(parts, chosen, strict=True)])
    spellings, spelled = _spellings([one for one, _ in parts])
    postals = list(dict.fromkeys(code for one, _ in parts for code in one.postals))
    postal = [np.array([*map(postals.index, one.postals), -1], dtype=np.int16)[one.postal] for one, _ in parts]
    listed = ids.all()
    return Segment(
        ids=ids,
        by_id=ranked(listed),
        titles=titles,
        order=places(ranked(list(zip(titles.all(), listed, strict=True)))),
        tags=_tags([one for one, _ in parts], numbers),
        **columns,
        postals=tuple(postals),
        postal=_taken(postal, chosen),
        slots=_slots([one.slots for one, _ in parts], numbers),
        spellings=spellings,
        spelled=spelled,
        **_postings([one for one, _ in parts], numbers),
    )


def _numbers(parts: Sequence[Part], chosen: Sequence[Numbers]) -> list[Numbers]:
    """For each part, the new number of each of its documents; -1 for those that are gone."""
    first, found = 0, []
    for (one, _), some in zip(parts, chosen, strict=True):
        numbers = np.full(len(one), -1, dtype=np.int64)
        numbers[some] = np.arange(first, first + len(some))
        found.append(numbers)
        first += len(some)
    return found


def _taken(columns: Sequence[Numbers], chosen: Sequence[Numbers]) -> Numbers:
    return np.concatenate([column[some] for column, some in zip(columns, chosen, strict=True)])


def _tags(segments: Sequence[Segment], numbers: Sequence[Numbers]) -> dict[str, BitMap]:
    found: dict[str, BitMap] = {}
    for one, new in zip(segments, numbers, strict=True):
        for tag, documents in one.tags.items():
            moved = new[as_array(documents)]
            bitmap = as_bitmap(moved[moved >= 0])
            if bitmap:
                found[tag] = found[tag] | bitmap if tag in found else bitmap
    return found


def _slots(slots: Sequence[Slots], numbers: Sequence[Numbers]) -> Slots:
    moved = [new[one.document] for one, new in zip(slots, numbers, strict=True)]
    live = [document >= 0 for document in moved]
    return Slots(
        np.concatenate([document[some] for document, some in zip(moved, live, strict=True)]).astype(np.uint32),
        *(
            np.concatenate([getattr(one, name)[some] for one, some in zip(slots, live, strict=True)])
            for name in ("day", "start", "end")
        ),
    )


def _spellings(segments: Sequence[Segment]) -> tuple[Strings, Numbers]:
    """What only documents that are gone were written with stays: it is only there to correct towards."""
    counts: dict[bytes, int] = {}
    for one in segments:
        for spelling, count in zip(one.spellings.all(), one.spelled.tolist(), strict=True):
            counts[spelling] = counts.get(spelling, 0) + count
    listed = sorted(counts)
    return Strings.of(listed), np.array([counts[spelling] for spelling in listed], dtype=np.uint32)


def _postings(segments: Sequence[Segment], numbers: Sequence[Numbers]) -> dict[str, Any]:
    """Each term's postings of every part, one part after the other, so that documents stay ascending."""
    known = [one.terms.all() for one in segments]
    lengths = [_live_postings(one, new) for one, new in zip(segments, numbers, strict=True)]
    had = {
        term for terms, length in zip(known, lengths, strict=True) for term, n in zip(terms, length, strict=True) if n
    }
    terms = sorted(had)
    number_of = {term: number for number, term in enumerate(terms)}
    targets = [np.array([number_of.get(term, 0) for term in listed], dtype=np.int64) for listed in known]
    offsets = np.zeros(len(terms) + 1, dtype=np.int64)
    for target, length in zip(targets, lengths, strict=True):
        np.add.at(offsets, target + 1, length)
    np.cumsum(offsets, out=offsets)
    total = int(offsets[-1])
    documents, impacts = np.empty(total, dtype=np.uint32), np.empty(total, dtype=np.float32)
    is_word = np.empty(total, dtype=np.bool_)
    begins = offsets[:-1].copy()
    for one, new, target, length in zip(segments, numbers, targets, lengths, strict=True):
        for first, last in _portions(one.offsets):
            some = slice(int(one.offsets[first]), int(one.offsets[last]))
            moved = new[one.documents[some]]
            live = moved >= 0
            count = length[first:last]
            where = np.arange(int(count.sum())) + np.repeat(
                begins[target[first:last]] - (np.cumsum(count) - count), count
            )
            documents[where] = moved[live]
            impacts[where] = one.impacts[some][live]
            is_word[where] = one.is_word[some][live]
        np.add.at(begins, target, length)
    return {
        "terms": Strings.of(terms),
        "offsets": offsets,
        "documents": documents,
        "impacts": impacts,
        "is_word": is_word,
    }


def _live_postings(one: Segment, new: Numbers) -> Numbers:
    """How many documents that are still live each term has."""
    counts = np.zeros(len(one.terms), dtype=np.int64)
    for first, last in _portions(one.offsets):
        start = int(one.offsets[first])
        live = np.zeros(int(one.offsets[last]) - start + 1, dtype=np.int64)
        np.cumsum(new[one.documents[start : start + len(live) - 1]] >= 0, out=live[1:])
        bounds = live[one.offsets[first : last + 1] - start]
        counts[first:last] = np.diff(bounds)
    return counts


def _portions(offsets: Numbers) -> list[tuple[int, int]]:
    """Cut terms into stretches with about so many postings as are moved at a time."""
    cuts = [0]
    while cuts[-1] < len(offsets) - 1:
        upto = int(np.searchsorted(offsets, offsets[cuts[-1]] + _AT_A_TIME, side="right")) - 1
        cuts.append(max(upto, cuts[-1] + 1))
    return list(pairwise(cuts))
