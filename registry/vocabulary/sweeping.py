"""Finds the vocabulary's phrases in very many texts at once: one step of every walk at a time.

What is met is the same as `PhraseFinder.find` meets in each of the texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import numpy as np

from registry.vocabulary.languages import Language
from registry.vocabulary.phrases import MOST_BEFORE, SHOUTED_FROM, Met, PhraseFinder, Read, Settled
from registry.vocabulary.running import Numbers, Running
from registry.vocabulary.walks import Walk, Walks

_NOWHERE = -1


class _Longest(NamedTuple):
    """For each word, how many words the longest phrase takes that begins there, and the number of its walk's end."""

    length: Numbers
    walk: Numbers
    walks: Sequence[Walk]


def sweep(finder: PhraseFinder, running: Running) -> Iterator[tuple[int, list[Settled]]]:
    """Yield the number of each text in which something is met, with what is, in order."""
    reads = [finder.read(word) for word in running.spellings]
    longest = _longest(finder.walks, reads, running)
    alone = running.each([bool(read.alone or read.acronym) for read in reads])
    at = np.flatnonzero((longest.walk != _NOWHERE) | alone)
    columns = (running.texts[at], at, longest.length[at], longest.walk[at], running.words[at])
    shouted = _shouted(running)

    def met(row: tuple[int, int, int, int, int]) -> Met:
        text, place, length, walk, word = row
        if walk != _NOWHERE:
            return Met(place, length, longest.walks[walk].ended)
        read = reads[word]
        return Met(place, 1, read.alone if text in shouted else read.alone + read.acronym)

    deniable = _deniable(running, finder.language).tobytes()

    def before(place: int) -> list[str]:
        return running.before(place, MOST_BEFORE) if deniable[place] else []

    rows = zip(*(column.tolist() for column in columns), strict=True)
    for text, its in groupby(rows, key=itemgetter(0)):
        if found := list(finder.settled(map(met, its), before)):
            yield text, found


def _longest(walks: Walks, reads: Sequence[Read], running: Running) -> _Longest:
    """Walk on from every word that begins a phrase, all together, until no walk leads on."""
    numbers: dict[Walk, int] = {}
    listed: list[Walk] = []

    def number(walk: Walk | None) -> int:
        if walk is None:
            return _NOWHERE
        if walk not in numbers:
            numbers[walk] = len(listed)
            listed.append(walk)
        return numbers[walk]

    parts = {part: number for number, part in enumerate(dict.fromkeys(read.part for read in reads))}
    part_of = list(parts)
    part = running.each([parts[read.part] for read in reads], np.int64)
    walk = running.each([number(read.begins) for read in reads], np.int64)
    length, last = np.ones(len(running), dtype=np.int64), np.full(len(running), _NOWHERE)
    at = np.flatnonzero(walk != _NOWHERE)
    walk, step = walk[at], 1
    while len(at):
        goes_on = at + step < len(running)
        goes_on[goes_on] = ~running.begins[at[goes_on] + step]
        at, walk = at[goes_on], walk[goes_on]
        pairs, which = np.unique(walk * len(part_of) + part[at + step], return_inverse=True)
        after = [
            number(walks.after(listed[pair // len(part_of)], part_of[pair % len(part_of)])) for pair in pairs.tolist()
        ]
        walk = np.array(after, dtype=np.int64)[which]
        at, walk = at[walk != _NOWHERE], walk[walk != _NOWHERE]
        step += 1
        ends = np.array([bool(one.ended) for one in listed], dtype=np.bool_)[walk]
        length[at[ends]], last[at[ends]] = step, walk[ends]
    return _Longest(length, last, listed)


def _deniable(running: Running, language: Language) -> Numbers:
    """Which words have one that may deny them before them, near enough and in the same part of the sentence."""
    places = np.arange(len(running))
    denying = np.where(running.each([language.may_deny(word) for word in running.spellings]), places, _NOWHERE)
    nearest = np.concatenate(([_NOWHERE], np.maximum.accumulate(denying)))[:-1]
    first = np.maximum.accumulate(np.where(running.divided, places, 0))
    near: Numbers = nearest >= np.maximum(first, places - MOST_BEFORE)
    return near


def _shouted(running: Running) -> set[int]:
    """The texts in which capitals mean nothing, because there is no small letter."""
    small = running.each([any(map(str.islower, word)) for word in running.spellings])
    capital = running.each([any(map(str.isupper, word)) for word in running.spellings])
    texts, firsts, many = np.unique(running.texts, return_index=True, return_counts=True)
    if not len(texts):
        return set()
    shouts = ~np.logical_or.reduceat(small, firsts) & np.logical_or.reduceat(capital, firsts) & (many >= SHOUTED_FROM)
    return set(texts[shouts].tolist())
