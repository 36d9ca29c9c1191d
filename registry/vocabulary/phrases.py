"""Finds the vocabulary's phrases in text.

A single word is met only as itself and its inflections, never inside a compound or by a stem it happens to share,
unless it is written with a star ("selvskad*"); words in capitals (ADD, ASK) are acronyms and met in capitals only. A
phrase of several words is met with each word inflected, with small words in between ("kan *han* ikke sidde *helt*
stille") and in the other ways that the language has of saying it (`wordings.py`). A phrase within a longer one isn't
met; of two that overlap both are ("har det svært *derhjemme*"). What is negated ("ikke genert") isn't found, unless
the negation is part of it ("ingen venner").
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from registry import danish
from registry.danish.text import DIVIDERS, SENTENCE_ENDS
from registry.vocabulary.languages import DANISH, Language
from registry.vocabulary.walks import Part, Phrase, Step, Walk, Walks

#: Stands for a few words of any kind: "vil … bestemme".
GAP = "…"
#: So many words, and so many that lead on from others, are remembered.
_MOST_REMEMBERED, _MOST_DRAWN = 1 << 15, 1 << 17
_SHORTEST_PREFIX = 3
#: Shorter stems are shared by too many words: "ret" is also that of "rettigheder".
_SHORTEST_STEM = 5
_ENDS, _MARKS = frozenset(SENTENCE_ENDS), frozenset(SENTENCE_ENDS + DIVIDERS)
_ACRONYM_ENDINGS = ("", "s", "'s", "'en", "'et", "'er", "'erne", "en", "et", "er")
#: Longer texts without a single small letter are shouted: capitals mean nothing there.
SHOUTED_FROM = 4
#: No negation stands farther before what it denies.
MOST_BEFORE = 6


class Found(NamedTuple):
    """A phrase met in a text: whose it is, how the vocabulary writes it, where it stands and as what."""

    id: str
    phrase: str
    span: tuple[int, int]
    text: str
    negated: bool = False


class Read(NamedTuple):
    """What a word of a text can be: a part of phrases, the first one of some, a phrase by itself."""

    part: Part
    begins: Walk | None
    alone: tuple[Phrase, ...]
    acronym: tuple[Phrase, ...]


class _Met(NamedTuple):
    """Phrases of the same words: the number of the first one, and how many they are."""

    at: int
    length: int
    phrases: tuple[Phrase, ...]


class _Settled(NamedTuple):
    """What counts of the phrases met somewhere: one for each id, and whether it is denied."""

    at: int
    length: int
    phrases: tuple[tuple[str, str], ...]
    negated: bool


def is_acronym(word: str) -> bool:
    """Whether a phrase is written in capitals and so only met in capitals: ASK is not "ask"."""
    return len(word) > 1 and word.isupper()


class PhraseFinder:
    """Finds many phrases at once; made once, then used from any thread.

    Args:
        entries: ids with their phrases; one phrase may belong to several ids.
        exceptions: expressions that contain a phrase but mean something else; they hide what they cover.
        negatable: whether a negation before a phrase cancels it; not for what must never be overlooked.
        language: that of the phrases.
    """

    def __init__(
        self,
        entries: Iterable[tuple[str, Iterable[str]]],
        exceptions: Iterable[str] = (),
        *,
        negatable: bool = True,
        language: Language = DANISH,
    ) -> None:
        self.negatable = negatable
        self.language = language
        self._acronyms: dict[str, list[Phrase]] = {}
        self._singles: dict[str, tuple[Phrase, ...]] = {}
        self._single_prefixes: dict[str, list[Phrase]] = {}
        self.walks = Walks()
        self._numbers: dict[str, int] = {}
        self._places: dict[str, list[int]] = {}
        self._written: dict[str, tuple[list[int], ...]] = {}
        self._prefixes: dict[str, list[int]] = {}
        self._reads: dict[str, Read] = {}
        for id_, phrases in entries:
            for phrase in phrases:
                self._add(id_, phrase)
        for exception in exceptions:
            self._add(None, exception)

    def _add(self, id_: str | None, phrase: str) -> None:
        slots = slots_of(phrase)
        if len(slots) == 1:
            for word in written_out(slots[0]):
                self._add_single(Phrase(id_, word, self.language.contains_negation([word])))
            return
        one = Phrase(id_, phrase, self.language.contains_negation([word for slot in slots for word in slot.split("|")]))
        for order in self.language.wordings(slots):
            step: Step = self.walks.start
            for slot in order:
                if slot == GAP:
                    step.gap = step.gap or Step()
                    step = step.gap
                else:
                    step = step.then(self._number(slot))
            step.phrases.append(one)

    def _add_single(self, one: Phrase) -> None:
        if is_acronym(one.text):
            for ending in _ACRONYM_ENDINGS:
                self._acronyms.setdefault(one.text + ending, []).append(one)
        elif one.text.endswith("*"):
            self._single_prefixes.setdefault(danish.fold(one.text[:-1]), []).append(one)
        else:
            for spelling in self.language.spellings(one.text):
                self._singles[spelling] = (*self._singles.get(spelling, ()), one)

    def _number(self, slot: str) -> int:
        """Return the number that stands for a place in phrases, and remember the words that may stand there."""
        number = self._numbers.get(slot)
        if number is None:
            number = self._numbers[slot] = len(self._numbers)
            for word in slot.split("|"):
                if word.endswith("*"):
                    self._prefixes.setdefault(danish.fold(word[:-1]), []).append(number)
                else:
                    self._places_of(word).append(number)
        return number

    def _places_of(self, word: str) -> list[int]:
        """Return the places where a word may stand, by number, kept under all that may be written for the word."""
        places = self._places.get(word)
        if places is None:
            places = self._places[word] = []
            for spelling in self.language.spellings(word):
                self._stands_for(spelling, places)
            if len(stem := self._stem(word)) > _SHORTEST_STEM:
                self._stands_for(stem, places)
        return places

    def _stands_for(self, written: str, places: list[int]) -> None:
        """Remember the places of a spelling, or a stem; in a tuple, as there are very many and hardly any has two."""
        self._written[written] = (*self._written.get(written, ()), places)

    def _numbers_of(self, written: str) -> list[int]:
        """Return the places of all words that a spelling, or a stem, may stand for, in the phrases' order."""
        return sorted({number for places in self._written.get(written, ()) for number in places})

    def _stem(self, word: str) -> str:
        """The stem, marked so that no spelling is taken for one."""
        return "=" + self.language.stem(word)

    def read(self, word: str) -> Read:
        """Return what a word of a text can be; most words are met again and again."""
        read = self._reads.get(word)
        if read is None:
            if len(self._reads) > _MOST_REMEMBERED or self.walks.drawn > _MOST_DRAWN:
                self._reads.clear()
                self.walks.forget()
            read = self._reads[word] = self._read(word)
        return read

    def _read(self, word: str) -> Read:
        spelling = danish.fold(word)
        beginnings = [spelling[:length] for length in range(_SHORTEST_PREFIX, len(spelling) + 1)]
        numbers = dict.fromkeys((*self._numbers_of(spelling), *self._numbers_of(self._stem(word))))
        numbers |= dict.fromkeys(one for beginning in beginnings for one in self._prefixes.get(beginning, ()))
        alone = self._singles.get(spelling) or self._singles.get(spelling.partition("'")[0], ())
        return Read(
            part=Part(frozenset(numbers), spelling in self.language.fillers),
            begins=self.walks.begin(numbers),
            alone=(*alone, *(one for start in beginnings for one in self._single_prefixes.get(start, ()))),
            acronym=tuple(self._acronyms.get(word.replace("’", "'"), ())),
        )

    def find(self, text: str, *, keep_negated: bool = False, words: list[danish.Word] | None = None) -> list[Found]:
        """Return the phrases in `text` in order; with `keep_negated` also the negated ones, marked as such.

        Args:
            words: the text's words, when they are known already.
        """
        words = danish.words(text) if words is None else words
        reads = [self._reads.get(word.text) or self.read(word.text) for word in words]
        begins, divided = _divisions(text, words)
        shouted = len(words) >= SHOUTED_FROM and text.isupper()

        def met() -> Iterator[_Met]:
            for at, read in enumerate(reads):
                longest = self._longest_at(at, reads, begins) if read.begins else None
                alone = read.alone if shouted else read.alone + read.acronym
                if longest or alone:
                    yield longest or _Met(at, 1, alone)

        def before(at: int) -> list[str]:
            first = at
            while at - first < MOST_BEFORE and not divided[first]:
                first -= 1
            return [word.text for word in words[first:at]]

        found: list[Found] = []
        for at, length, phrases, negated in self._settled(met(), before):
            span = (words[at].start, words[at + length - 1].end)
            if keep_negated or not negated:
                found += [Found(id_, phrase, span, text[slice(*span)], negated) for id_, phrase in phrases]
        return found

    def _settled(self, met: Iterable[_Met], before: Callable[[int], list[str]]) -> Iterator[_Settled]:
        """Yield what counts of the phrases met in a text, in order: nothing within a longer one, nothing hidden.

        Args:
            met: the longest phrases at each place, in order.
            before: the words before a place in the same part of the sentence, at most `MOST_BEFORE`.
        """
        until = denied_until = -1
        for at, length, phrases in met:
            if at + length <= until:
                continue
            until = at + length
            if length == 1 and any(one.id is None for one in phrases):
                continue
            negated = False
            if self.negatable and not phrases[0].denies:
                words = before(at)
                negated = self.language.is_negated(words, denied_until - (at - len(words)))
            if negated:
                denied_until = until
            yield _Settled(at, length, told(phrases), negated)

    def _longest_at(self, at: int, reads: list[Read], begins: list[bool]) -> _Met | None:
        """Return the longest phrases of several words that begin at a place."""
        longest, walk = None, reads[at].begins
        for now in range(at + 1, len(reads)):
            if walk is None or begins[now]:
                break
            walk = self.walks.after(walk, reads[now].part)
            if walk is not None and walk.ended:
                longest = _Met(at, now - at + 1, walk.ended)
        return longest


def told(phrases: tuple[Phrase, ...]) -> tuple[tuple[str, str], ...]:
    """Return the ids of phrases that are met together, each with its first phrase."""
    texts = {one.id: one.text for one in reversed(phrases)}
    return tuple((id_, texts[id_]) for id_ in reversed(texts) if id_)


def slots_of(phrase: str) -> list[str]:
    """Return the places of a phrase, each a word, its alternatives ("mor|far"), a beginning ("selvskad*") or a gap.

    A hyphen divides words, as it does in texts.
    """
    places: list[str] = []
    for written in phrase.split():
        if written == GAP:
            places.append(GAP)
        elif "|" in written:
            places.append(written)
        else:
            found = [word.text for word in danish.words(written)]
            places += [*found[:-1], found[-1] + ("*" if written.endswith("*") else "")] if found else []
    return places


def written_out(phrase: str) -> list[str]:
    """Return the single words that a phrase of one place stands for; a longer phrase stands for itself."""
    return [phrase] if " " in phrase else phrase.split("|")


def _divisions(text: str, words: list[danish.Word]) -> tuple[list[bool], list[bool]]:
    """Return which words begin a sentence, and which follow a mark; the full stop of "9. klasse" ends none."""
    begins, divided = [True], [True]
    for before, word in pairwise(words):
        between = text[before.end : word.start]
        marks = [] if between == " " else [mark for mark in between if mark in _MARKS]
        divided.append(bool(marks))
        begins.append(not _ENDS.isdisjoint(marks) and not (marks == ["."] and before.text.isdigit()))
    return begins, divided
