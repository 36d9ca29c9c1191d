"""Finds the vocabulary's phrases in very many texts at once: one step of every walk at a time.

What is met is the same as `PhraseFinder.find` meets in each of the texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np

from registry.vocabulary.phrases import MOST_BEFORE, SHOUTED_FROM, PhraseFinder, Read, told
from registry.vocabulary.running import Numbers, Running, places_of
from registry.vocabulary.walks import Phrase, Walk, Walks

_NOWHERE = -1


class Swept(NamedTuple):
    """The phrases that are met, each time that they are, in order.

    Attributes:
        phrases: the different ones, each with an id that has it.
        phrase: which of those is met. texts: the number of the text. negated: whether it is denied there.
    """

    phrases: list[tuple[str, str]]
    phrase: Numbers
    texts: Numbers
    negated: Numbers


class _Longest(NamedTuple):
    """For each word, how many words the longest phrase takes that begins there, and the number of its walk's end."""

    length: Numbers
    walk: Numbers
    walks: Sequence[Walk]


class _Together:
    """Numbers for phrases that are met together; 0 for none."""

    def __init__(self) -> None:
        self._listed: dict[tuple[Phrase, ...], int] = {(): 0}

    def numbers(self, phrases: Iterable[tuple[Phrase, ...]]) -> Numbers:
        return np.array([self._listed.setdefault(some, len(self._listed)) for some in phrases], dtype=np.int64)

    def each(self, is_true: Callable[[tuple[Phrase, ...]], bool]) -> Numbers:
        """Return for each number whether something is true of its phrases."""
        return np.array(list(map(is_true, self._listed)), dtype=np.bool_)

    def swept(self, met: Numbers, texts: Numbers, negated: Numbers) -> Swept:
        """Return what counts of phrases that are met together."""
        numbers: dict[tuple[str, str], int] = {}
        listed = [[numbers.setdefault(one, len(numbers)) for one in told(some)] for some in self._listed]
        many = np.array(list(map(len, listed)), dtype=np.int64)
        flat = np.array(list(chain.from_iterable(listed)), dtype=np.int64)
        times = many[met]
        return Swept(list(numbers), flat[places_of(many, met)], np.repeat(texts, times), np.repeat(negated, times))


def sweep(finder: PhraseFinder, running: Running) -> Swept:
    """Find phrases in texts; those that are negated are marked as such."""
    reads = running.about(finder.read)
    longest = _longest(finder.walks, reads, running)
    together = _Together()
    several = together.numbers((*(walk.ended for walk in longest.walks), ()))[longest.walk]
    alone = together.numbers(read.alone for read in reads)[running.words]
    spelled = together.numbers(read.alone + read.acronym for read in reads)[running.words]
    met = np.where(several > 0, several, np.where(_shouted(running), alone, spelled))
    at = np.flatnonzero(met)
    ends = at + longest.length[at]
    farthest = np.maximum.accumulate(np.concatenate(([0], ends)))[:-1]
    hides = together.each(lambda some: any(phrase.id is None for phrase in some))[met[at]] & (several[at] == 0)
    counts = (ends > farthest) & ~hides  # what lies within a longer phrase doesn't
    at, ends = at[counts], ends[counts]
    can_be = together.each(lambda some: finder.negatable and not any(phrase.denies for phrase in some[:1]))[met[at]]
    return together.swept(met[at], running.texts[at], _negated(finder, running, at, ends, can_be))


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


def _negated(finder: PhraseFinder, running: Running, at: Numbers, ends: Numbers, can_be: Numbers) -> Numbers:
    """Return which phrases, given by where they begin and end, are denied by words before them."""
    found = np.zeros(len(at), dtype=np.bool_)
    text = denied_until = _NOWHERE
    for number in np.flatnonzero(can_be & _deniable(running, finder)[at]).tolist():
        if text != running.texts[at[number]]:
            text, denied_until = running.texts[at[number]], _NOWHERE
        place = int(at[number])
        before = running.before(place, MOST_BEFORE)
        if finder.language.is_negated(before, denied_until - (place - len(before))):
            found[number], denied_until = True, int(ends[number])
    return found


def _deniable(running: Running, finder: PhraseFinder) -> Numbers:
    """Which words have one that may deny them before them, near enough and in the same part of the sentence."""
    places = np.arange(len(running))
    denying = np.where(running.each(running.about(finder.language.may_deny)), places, _NOWHERE)
    nearest = np.concatenate(([_NOWHERE], np.maximum.accumulate(denying)))[:-1]
    first = np.maximum.accumulate(np.where(running.divided, places, 0))
    near: Numbers = nearest >= np.maximum(first, places - MOST_BEFORE)
    return near


def _shouted(running: Running) -> Numbers:
    """Which words stand in texts in which capitals mean nothing, because there is no small letter."""
    small = running.each([any(map(str.islower, word)) for word in running.spellings])
    capital = running.each([any(map(str.isupper, word)) for word in running.spellings])
    firsts = np.flatnonzero(np.diff(running.texts, prepend=-1))
    if not len(firsts):
        return small
    many = np.diff(firsts, append=len(running))
    shouts = ~np.logical_or.reduceat(small, firsts) & np.logical_or.reduceat(capital, firsts) & (many >= SHOUTED_FROM)
    found: Numbers = np.repeat(shouts, many)
    return found
