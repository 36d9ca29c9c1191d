"""Corrects misspelt words: only to words that are known, and never what may be a word or a name of its own.

A sentence about a child has words that nobody here knows, first of all the child's name. So a word is left alone when
it has a capital inside a sentence, is short, has a digit, is listed in Danish or English, is a form of a listed word,
or when the nearest word isn't one that an offer or the vocabulary has. What is left must be very near to a known word.
Letters that are mistaken for each other, doubled, silent or swapped count less than others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

from registry.danish.compounds import parts
from registry.danish.frequencies import common_words, english_frequency, frequency
from registry.danish.inflection import forms
from registry.danish.text import normalise, without_accents

_SHORTEST = 4
#: A capital at a sentence's beginning is no sign of a name, but it may be one: only what is very near is meant.
_SHORTEST_WITH_CAPITAL, _LONG_WITH_CAPITAL = 6, 8
#: Two mistakes are possible from so many letters on.
_TWO_FROM = 6
#: What mistakes may cost in all, by the number of letters: the last line that is not above it.
#: A compound that nobody knows is a word all the same, unless it is this near: "fodblod".
_CHEAPEST = 0.6
_LIMITS = ((4, 0.6), (5, 1.0), (8, 1.5), (11, 1.8))
_SPELLED_OUT = (("aa", "å"), ("ae", "æ"), ("oe", "ø"))
#: Danish words at least this common, a million words, are what one may have meant too.
_MEANT_FROM = 2.0
#: English words at least this common are English, not misspelt Danish.
_ENGLISH_FROM = 1.0
_ENDINGS = ("erne", "ene", "ens", "ets", "ers", "ede", "en", "et", "er", "es", "te", "e", "s", "t")
_AFTER_VOWEL = ("r", "n", "rne", "de")
_VOWELS = "aeiouyæøå"
_SHORTEST_STEM, _SHORTEST_INFLECTED = 4, 9
#: Letters that sound alike or lie on one key in another alphabet.
_ALIKE = frozenset(
    map(
        frozenset,
        ["æe", "æa", "øo", "åo", "åa", "øy", "iy", "ei", "ij", "dt", "gk", "bp", "vw", "sz", "ck", "cs", "jg"],
    )
)
_SILENT = frozenset("dhgtr")
#: What single mistakes cost: letters alike or doubled, swapped or silent ones, one left out, the key beside, any other.
_CHEAP, _SWAPPED, _LEFT_OUT, _BESIDE, _OTHER = 0.5, 0.6, 0.8, 0.9, 1.2
#: Hardly anybody mistakes the first letter.
_FIRST = 0.6
#: A word that is common, but that neither an offer nor the vocabulary has, must be so much nearer.
_UNSOUGHT = 0.2
_FAR = 9.0
_KEYBOARD = ("qwertyuiopå", "asdfghjklæø", "zxcvbnm")


class Corrector:
    """Knows words and what misspelt ones were meant to be; made once, then used from any thread.

    Args:
        words: normalised words with how often they are met, by which a tie is broken.
        beneath: a corrector whose words are known too.
    """

    def __init__(self, words: Mapping[str, int], beneath: Corrector | None = None) -> None:
        self._beneath = beneath
        self._words = _Words(words)
        _common()  # made ahead, so that the first misspelt word needn't wait for it

    @property
    def foundation(self) -> Corrector:
        """The corrector that this one, and those beneath it, stand on."""
        return self._beneath.foundation if self._beneath else self

    def knows(self, word: str) -> bool:
        """Whether a word is known here, however its Danish letters are written."""
        return self._has(_key(word))

    def correct(self, word: str, *, begins_sentence: bool = False) -> str | None:
        """Return the known word that a misspelt one was meant to be; None to leave it as it is.

        Args:
            word: as written, with its capitals.
            begins_sentence: whether a capital says nothing about it.
        """
        if not word.isalpha() or len(word) < _SHORTEST or not (word[1:].islower()):
            return None
        if word[0].isupper() and not (begins_sentence and len(word) >= _SHORTEST_WITH_CAPITAL):
            return None
        plain = normalise(word)
        if self._is_word(plain):
            return None
        most = _most(word)
        meant = self._meant(plain, most)
        if meant is None:
            bases = (stem for stem in _stems(plain) if len(stem) >= _SHORTEST_INFLECTED)
            meant = next((found for stem in bases if (found := self._meant(stem, min(most, _limit(_key(stem)))))), None)
        return None if meant is None or meant in forms(plain) or plain in forms(meant) else meant

    def _is_word(self, word: str) -> bool:
        """Whether it is a word of Danish or English, or a form of one that is known."""
        if self.knows(word) or frequency(word) or english_frequency(word) >= _ENGLISH_FROM:
            return True
        return any(frequency(stem) or self.knows(stem) for stem in _stems(word))

    def _meant(self, word: str, limit: float) -> str | None:
        """Return the likeliest known word near a misspelt one: of several alike, the one that is met most."""
        key = _key(word)
        for most in (1, 2) if len(key) >= _TWO_FROM else (1,):
            ways = [
                (_cost(key, near) + (0.0 if self._has(near) else _UNSOUGHT), -often, near, meant)
                for near, often, meant in self._near(key, most)
            ]
            cost, _, near, meant = min(ways, default=(_FAR, 0.0, "", ""))
            if cost <= limit:
                return meant if self._has(near) else None
        return None

    def _has(self, key: str) -> bool:
        return self._words.has(key) or (self._beneath is not None and self._beneath._has(key))

    def _near(self, key: str, most: int) -> Iterator[tuple[str, float, str]]:
        yield from self._words.near(key, most)
        yield from self._beneath._near(key, most) if self._beneath else _common().near(key, most)


class _Words:
    """Words by their plain spelling, with what rules most of them out at once: their length and their letters."""

    def __init__(self, words: Mapping[str, float]) -> None:
        best: dict[str, tuple[float, str]] = {}
        for word, often in words.items():
            key = _key(word)
            weight = often + frequency(word)
            if len(key) >= _SHORTEST - 1 and best.get(key, (-1.0, ""))[0] < weight:
                best[key] = (weight, word)
        self._best = best
        self._keys = list(best)
        self._lengths = np.fromiter(map(len, self._keys), dtype=np.int16, count=len(self._keys))
        self._letters = _letters(self._keys, self._lengths)

    def has(self, key: str) -> bool:
        return key in self._best

    def near(self, key: str, most: int) -> Iterator[tuple[str, float, str]]:
        """Yield the words at most so many mistakes away: spelling, how often it is met, the word."""
        possible = [self._keys[number] for number in self._possible(key, most)]
        for near, _, _ in process.extract_iter(key, possible, scorer=OSA.distance, score_cutoff=most):
            yield near, *self._best[near]

    def _possible(self, key: str, most: int) -> npt.NDArray[np.int64]:
        """A mistake changes the length by one at most, and takes one letter out and puts one in at most."""
        fits = np.abs(self._lengths - len(key)) <= most
        fits &= np.bitwise_count(self._letters ^ _letters([key], np.array([len(key)]))) <= 2 * most
        return np.flatnonzero(fits)


def _most(word: str) -> float:
    """What the mistakes in a word may cost: little where it may be a name, or a compound of its own."""
    if word[0].isupper():
        return _LEFT_OUT if len(word) >= _LONG_WITH_CAPITAL else _CHEAPEST
    return _CHEAPEST if parts(word) else _limit(_key(word))


def _stems(word: str) -> Iterator[str]:
    """What a word may be a form of, by its endings alone."""
    for ending in (*_ENDINGS, *_AFTER_VOWEL):
        stem = word.removesuffix(ending)
        if len(stem) >= _SHORTEST_STEM and stem != word and (ending in _ENDINGS or stem[-1] in _VOWELS):
            yield stem


def _key(word: str) -> str:
    """The word as it is compared: small letters, no accents, and Danish letters also where they are spelled out."""
    plain = without_accents(normalise(word))
    for spelled_out, letter in _SPELLED_OUT:
        plain = plain.replace(spelled_out, letter)
    return plain


def _letters(keys: list[str], lengths: npt.NDArray[Any]) -> npt.NDArray[np.uint64]:
    """The letters in each word as bits, however often and wherever they stand."""
    if not keys:
        return np.empty(0, dtype=np.uint64)
    codes = np.frombuffer("".join(keys).encode("utf-32-le"), dtype=np.uint32)
    begins = np.concatenate(([0], np.cumsum(lengths[:-1], dtype=np.int64)))
    bits: npt.NDArray[np.uint64] = np.bitwise_or.reduceat(np.uint64(1) << (codes % 64).astype(np.uint64), begins)
    return bits


def _limit(key: str) -> float:
    return max((limit for length, limit in _LIMITS if length <= len(key)), default=0.0)


def _cost(written: str, meant: str) -> float:
    """How unlikely it is that somebody who meant one word wrote the other: the least sum of single mistakes."""
    before: list[float] = []
    above = [0.0]
    for column in range(len(meant)):
        above.append(above[-1] + _left_out(meant, column))
    for row, letter in enumerate(written):
        here = [above[0] + _left_out(written, row)]
        for column, other in enumerate(meant):
            ways = [
                above[column] + _replaced(letter, other, first=row == column == 0),
                above[column + 1] + _left_out(written, row),
                here[column] + _left_out(meant, column),
            ]
            if row and column and letter == meant[column - 1] and written[row - 1] == other:
                ways.append(before[column - 1] + _SWAPPED + _FIRST * (row == column == 1))
            here.append(min(ways))
        before, above = above, here
    return above[-1]


def _replaced(letter: str, other: str, *, first: bool) -> float:
    if letter == other:
        return 0.0
    both = frozenset((letter, other))
    if both in _ALIKE:
        return _CHEAP + _FIRST * (first and letter not in _VOWELS)
    return (_BESIDE if both in _beside() else _OTHER) + _FIRST * first


def _left_out(word: str, at: int) -> float:
    """What it costs to leave out, or to put in, a letter of a word."""
    letter, neighbours = word[at], word[max(0, at - 1) : at] + word[at + 1 : at + 2]
    if letter in neighbours:
        return _CHEAP
    return (_SWAPPED if letter in _SILENT else _LEFT_OUT) + _FIRST * (at == 0)


@cache
def _beside() -> frozenset[frozenset[str]]:
    return frozenset(frozenset(pair) for row in _KEYBOARD for pair in pairwise(row))


@cache
def _common() -> _Words:
    return _Words(dict.fromkeys(common_words(_MEANT_FROM), 0))
