"""Finds the vocabulary's phrases in Danish text.

A single word is met only as itself and its inflections, never inside a compound or by a stem it happens to share;
words in capitals (ADD, ASK) are acronyms and met in capitals only. A phrase of several words is met with each word
inflected, with small words in between ("kan *han* ikke sidde *helt* stille") and with "ikke" before or behind its
verb. The longest phrase at a place wins. What is negated ("ikke genert") isn't found, unless the negation is part
of the phrase ("ingen venner").
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from registry import danish
from registry.vocabulary.negation import contains_negation, is_negated

#: Small words that may stand between the words of a phrase without changing it.
FILLERS = frozenset(
    map(
        danish.fold,
        danish.word_set(
            """
            altid bare da de den der det du en et for ganske gerne godt han hans har hele helt hende hendes hun i
            igen jeg jo lidt lige man meget mere mest mig min nok nogle nu nye ofte os på ret rigtig rigtige sig sin
            sine sit sommetider stadig så sådan sådanne tit vi virkelig vist være alle alt hver barnet drengen pigen
            """
        ),
    )
)
_NOT = "ikke"
_MOST_FILLERS = 2
_ACRONYM_ENDINGS = ("", "s", "'s", "'en", "'et", "'er", "'erne", "en", "et", "er")
#: Longer texts without a single small letter are shouted: capitals mean nothing there.
_SHOUTED_FROM = 4


class Found(NamedTuple):
    """A phrase met in a text: whose it is, how the vocabulary writes it, where it stands and as what."""

    id: str
    phrase: str
    span: tuple[int, int]
    text: str
    negated: bool = False


class _Spelt(NamedTuple):
    """A word of a text as phrases are compared with it; the stem is marked, so that no spelling is taken for one."""

    spelling: str
    stem: str


class _Phrase(NamedTuple):
    """One phrase in one order of its words: for each word the spellings it may have, and its stem."""

    id: str | None
    text: str
    denies: bool
    words: tuple[tuple[frozenset[str], str], ...]


def is_acronym(word: str) -> bool:
    """Whether a phrase is written in capitals and so only met in capitals: ASK is not "ask"."""
    return len(word) > 1 and word.isupper()


class PhraseFinder:
    """Finds many phrases at once; made once, then used from any thread.

    Args:
        entries: ids with their phrases; one phrase may belong to several ids.
        exceptions: expressions that contain a phrase but mean something else; they hide what they cover.
        negatable: whether a negation before a phrase cancels it; not for what must never be overlooked.
    """

    def __init__(
        self, entries: Iterable[tuple[str, Iterable[str]]], exceptions: Iterable[str] = (), *, negatable: bool = True
    ) -> None:
        self._negatable = negatable
        self._acronyms: dict[str, list[_Phrase]] = {}
        self._singles: dict[str, list[_Phrase]] = {}
        self._sequences: dict[str, list[_Phrase]] = {}
        for id_, phrases in entries:
            for phrase in phrases:
                self._add(id_, phrase)
        for exception in exceptions:
            self._add(None, exception)

    def _add(self, id_: str | None, phrase: str) -> None:
        words = [word.text for word in danish.words(phrase)]
        denies = contains_negation(words)
        if len(words) > 1:
            for order in _orders(words):
                one = _Phrase(id_, phrase, denies, tuple((_spellings(word), _spelt(word).stem) for word in order))
                spellings, stem = one.words[0]
                for key in {*spellings, stem}:
                    self._sequences.setdefault(key, []).append(one)
        elif is_acronym(words[0]):
            for ending in _ACRONYM_ENDINGS:
                self._acronyms.setdefault(words[0] + ending, []).append(_Phrase(id_, phrase, denies, ()))
        else:
            for spelling in _spellings(words[0]):
                self._singles.setdefault(spelling, []).append(_Phrase(id_, phrase, denies, ()))

    def find(self, text: str, *, keep_negated: bool = False) -> list[Found]:
        """Return the phrases in `text` in order; with `keep_negated` also the negated ones, marked as such."""
        words = danish.words(text)
        spelt = [_spelt(word.text) for word in words]
        shouted = len(words) >= _SHOUTED_FROM and text.isupper()
        found: list[Found] = []
        at, denied_until = 0, -1
        while at < len(words):
            length, met = self._sequence_at(at, spelt)
            if not met:
                length, met = 1, [*self._singles.get(spelt[at].spelling, ())]
                if not shouted:
                    met += self._acronyms.get(words[at].text.replace("’", "'"), ())
            span = (words[at].start, words[at + length - 1].end)
            if met and self._negatable and not met[0].denies and is_negated(text, words, at, denied_until):
                denied_until = span[1]
            negated = denied_until == span[1]
            found += [Found(one.id, one.text, span, text[slice(*span)], negated) for one in met if one.id is not None]
            at += length
        return [one for one in found if keep_negated or not one.negated]

    def _sequence_at(self, at: int, spelt: list[_Spelt]) -> tuple[int, list[_Phrase]]:
        """Return the phrases of several words that are longest here, and how many words of the text they take."""
        spelling, stem = spelt[at]
        longest, met = 0, dict[tuple[str | None, str], _Phrase]()
        for one in (*self._sequences.get(spelling, ()), *self._sequences.get(stem, ())):
            length = _length(one, at, spelt)
            if length > longest:
                longest, met = length, {}
            if length and length == longest:
                met[one.id, one.text] = one
        return longest, list(met.values())


@lru_cache(maxsize=1 << 15)
def _spelt(word: str) -> _Spelt:
    return _Spelt(danish.fold(word), "=" + danish.term(word))


@lru_cache(maxsize=1 << 13)
def _spellings(word: str) -> frozenset[str]:
    """The forms of a word as they are written with and without Danish letters."""
    return frozenset(danish.fold(form) for form in danish.forms(word))


def _orders(words: list[str]) -> list[list[str]]:
    """The phrase as written and, as in a subordinate clause, with "ikke" before its verb: "der *ikke tør*"."""
    if _NOT not in words[1:]:
        return [words]
    at = words.index(_NOT, 1)
    return [words, [*words[: at - 1], _NOT, words[at - 1], *words[at + 1 :]]]


def _length(phrase: _Phrase, at: int, spelt: list[_Spelt]) -> int:
    """Return how many words of the text the phrase takes when it begins at `at`; 0 if it doesn't."""
    now, skipped = at, 0
    for spellings, stem in phrase.words:
        while now < len(spelt) and not (spelt[now].spelling in spellings or spelt[now].stem == stem):
            if now == at or skipped == _MOST_FILLERS or spelt[now].spelling not in FILLERS:
                return 0
            now, skipped = now + 1, skipped + 1
        if now == len(spelt):
            return 0
        now += 1
    return now - at
