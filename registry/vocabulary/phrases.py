"""Finds the vocabulary's phrases in Danish text.

A single word is met only as itself and its inflections, never inside a compound or by a stem it happens to share;
words in capitals (ADD, ASK) are acronyms and met in capitals only. A phrase of several words is met with each word
inflected, with small words in between ("kan *han* ikke sidde *helt* stille") and in the other ways that Danish has of
saying it (`wordings.py`). A phrase within a longer one isn't met; of two that overlap both are ("har det svært
*derhjemme*"). What is negated ("ikke genert") isn't found, unless the negation is part of it ("ingen venner").
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from registry import danish
from registry.vocabulary.negation import contains_negation, is_negated
from registry.vocabulary.wordings import wordings

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
_MOST_FILLERS = 2
_MOST_REMEMBERED = 1 << 15
_ENDS = frozenset(".!?;:\n•")
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


class _Phrase(NamedTuple):
    id: str | None
    text: str
    denies: bool


class _Step:
    """A place on the way through phrases of several words: which words lead on, and which phrases end here."""

    __slots__ = ("next", "phrases")

    def __init__(self) -> None:
        self.next: dict[int, _Step] = {}
        self.phrases: list[_Phrase] = []


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
        self._start = _Step()
        self._numbers: dict[str, int] = {}
        self._numbers_of: dict[str, list[int]] = {}
        self._reads: dict[str, _Read] = {}
        for id_, phrases in entries:
            for phrase in phrases:
                self._add(id_, phrase)
        for exception in exceptions:
            self._add(None, exception)

    def _add(self, id_: str | None, phrase: str) -> None:
        words = [word.text for word in danish.words(phrase)]
        one = _Phrase(id_, phrase, contains_negation(words))
        if len(words) > 1:
            for order in wordings(words):
                step = self._start
                for word in order:
                    step = step.next.setdefault(self._number(word), _Step())
                step.phrases.append(one)
        elif is_acronym(words[0]):
            for ending in _ACRONYM_ENDINGS:
                self._acronyms.setdefault(words[0] + ending, []).append(one)
        else:
            for spelling in _spellings(words[0]):
                self._singles.setdefault(spelling, []).append(one)

    def _number(self, word: str) -> int:
        """Return the number that stands for a word of a phrase, and remember all that may be written for it."""
        number = self._numbers.get(word)
        if number is None:
            number = self._numbers[word] = len(self._numbers)
            for key in {*_spellings(word), _stem(word)}:
                self._numbers_of.setdefault(key, []).append(number)
        return number

    def _read(self, word: str) -> _Read:
        """Return what a word of a text can be; most words are met again and again."""
        read = self._reads.get(word)
        if read is None:
            spelling = danish.fold(word)
            numbers = (*self._numbers_of.get(spelling, ()), *self._numbers_of.get(_stem(word), ()))
            read = _Read(
                numbers=numbers,
                starts=tuple(self._start.next[number] for number in numbers if number in self._start.next),
                is_filler=spelling in FILLERS,
                alone=tuple(self._singles.get(spelling) or self._singles.get(spelling.partition("'")[0]) or ()),
                acronym=tuple(self._acronyms.get(word.replace("’", "'"), ())),
            )
            if len(self._reads) > _MOST_REMEMBERED:
                self._reads.clear()
            self._reads[word] = read
        return read

    def find(self, text: str, *, keep_negated: bool = False) -> list[Found]:
        """Return the phrases in `text` in order; with `keep_negated` also the negated ones, marked as such."""
        words = danish.words(text)
        reads = [self._read(word.text) for word in words]
        shouted = len(words) >= _SHOUTED_FROM and text.isupper()
        found: list[Found] = []
        met_until = denied_until = -1
        for at, read in enumerate(reads):
            length, met = self._several_at(at, text, words, reads) if read.starts else (1, ())
            met = met or (read.alone if shouted else read.alone + read.acronym)
            span = (words[at].start, words[at + length - 1].end)
            if not met or span[1] <= met_until:
                continue
            met_until = span[1]
            negated = self._negatable and not met[0].denies and is_negated(text, words, at, denied_until)
            denied_until = span[1] if negated else denied_until
            ids = {one.id: one for one in reversed(met)}
            found += [
                Found(id_, one.text, span, text[slice(*span)], negated) for id_, one in reversed(ids.items()) if id_
            ]
        return [one for one in found if keep_negated or not one.negated]

    def _several_at(
        self, at: int, text: str, words: list[danish.Word], reads: list[_Read]
    ) -> tuple[int, tuple[_Phrase, ...]]:
        """Return how many words the longest phrase of several words takes here (1 if none), and all of that length."""
        longest, met = 1, list[_Phrase]()
        ways = [(step, 0) for step in reads[at].starts]
        for now in range(at + 1, len(words)):
            read = reads[now]
            steps = [(way.next[one], fillers) for way, fillers in ways for one in read.numbers if one in way.next]
            stays = [(way, fillers + 1) for way, fillers in ways if fillers < _MOST_FILLERS] if read.is_filler else []
            ways = steps + stays
            if not ways or _begins_sentence(text, words[now - 1], words[now]):
                break
            if ended := [phrase for step, _ in steps for phrase in step.phrases]:
                longest, met = now - at + 1, ended
        return longest, tuple(dict.fromkeys(met))


class _Read(NamedTuple):
    """What a word of a text can be: a word of phrases, by number; their first; a filler; a phrase by itself."""

    numbers: tuple[int, ...]
    starts: tuple[_Step, ...]
    is_filler: bool
    alone: tuple[_Phrase, ...]
    acronym: tuple[_Phrase, ...]


def _stem(word: str) -> str:
    """The index term, marked so that no spelling is taken for one."""
    return "=" + danish.term(word)


@lru_cache(maxsize=1 << 13)
def _spellings(word: str) -> frozenset[str]:
    """The forms of a word as they are written with and without Danish letters."""
    return frozenset(danish.fold(form) for form in danish.forms(word))


def _begins_sentence(text: str, before: danish.Word, word: danish.Word) -> bool:
    """Whether a sentence ends between two words; the full stop of "9. klasse" doesn't."""
    between = text[before.end : word.start]
    return between != " " and not _ENDS.isdisjoint(between) and not (between == ". " and before.text.isdigit())
