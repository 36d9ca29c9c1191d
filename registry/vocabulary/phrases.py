"""Finds the vocabulary's phrases in text.

A single word is met only as itself and its inflections, never inside a compound or by a stem it happens to share,
unless it is written with a star ("selvskad*"); words in capitals (ADD, ASK) are acronyms and met in capitals only. A
phrase of several words is met with each word inflected, with small words in between ("kan *han* ikke sidde *helt*
stille") and in the other ways that the language has of saying it (`wordings.py`). A phrase within a longer one isn't
met; of two that overlap both are ("har det svært *derhjemme*"). What is negated ("ikke genert") isn't found, unless
the negation is part of it ("ingen venner").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from registry import danish
from registry.vocabulary.languages import DANISH, Language
from registry.vocabulary.walks import Phrase, Step, Walk, Way

#: Stands for up to so many words of any kind: "vil … bestemme".
GAP, _MOST_IN_A_GAP = "…", 3
_MOST_FILLERS = 3
#: So many words, and so many that lead on from others, are remembered.
_MOST_REMEMBERED, _MOST_LED = 1 << 15, 1 << 17
_SHORTEST_PREFIX = 3
#: Shorter stems are shared by too many words: "ret" is also that of "rettigheder".
_SHORTEST_STEM = 5
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


class _Read(NamedTuple):
    """What a word of a text can be: a word of phrases, by number; their first; a filler; a phrase by itself."""

    numbers: frozenset[int]
    begins: Walk | None
    is_filler: bool
    alone: tuple[Phrase, ...]
    acronym: tuple[Phrase, ...]


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
        self._negatable = negatable
        self._language = language
        self._acronyms: dict[str, list[Phrase]] = {}
        self._singles: defaultdict[str, list[Phrase]] = defaultdict(list)
        self._single_prefixes: dict[str, list[Phrase]] = {}
        self._start = Step()
        self._numbers: dict[str, int] = {}
        self._places: dict[str, list[int]] = {}
        self._written: defaultdict[str, list[list[int]]] = defaultdict(list)
        self._prefixes: dict[str, list[int]] = {}
        self._reads: dict[str, _Read] = {}
        self._walks: dict[tuple[tuple[Way, ...], tuple[Phrase, ...]], Walk] = {}
        self._led = 0
        for id_, phrases in entries:
            for phrase in phrases:
                self._add(id_, phrase)
        for exception in exceptions:
            self._add(None, exception)

    def _add(self, id_: str | None, phrase: str) -> None:
        slots = slots_of(phrase)
        if len(slots) == 1:
            for word in written_out(slots[0]):
                self._add_single(Phrase(id_, word, self._language.contains_negation([word])))
            return
        one = Phrase(
            id_, phrase, self._language.contains_negation([word for slot in slots for word in slot.split("|")])
        )
        for order in self._language.wordings(slots):
            step = self._start
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
            for spelling in self._language.spellings(one.text):
                self._singles[spelling].append(one)

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
            for spelling in self._language.spellings(word):
                self._written[spelling].append(places)
            if len(stem := self._stem(word)) > _SHORTEST_STEM:
                self._written[stem].append(places)
        return places

    def _numbers_of(self, written: str) -> list[int]:
        """Return the places of all words that a spelling, or a stem, may stand for, in the phrases' order."""
        return sorted({number for places in self._written.get(written, ()) for number in places})

    def _stem(self, word: str) -> str:
        """The stem, marked so that no spelling is taken for one."""
        return "=" + self._language.stem(word)

    def _read(self, word: str) -> _Read:
        """Return what a word of a text can be; most words are met again and again."""
        read = self._reads.get(word)
        if read is None:
            spelling, start = danish.fold(word), self._start.next
            beginnings = [spelling[:length] for length in range(_SHORTEST_PREFIX, len(spelling) + 1)]
            numbers = dict.fromkeys((*self._numbers_of(spelling), *self._numbers_of(self._stem(word))))
            numbers |= dict.fromkeys(one for beginning in beginnings for one in self._prefixes.get(beginning, ()))
            alone = self._singles.get(spelling) or self._singles.get(spelling.partition("'")[0]) or []
            read = _Read(
                numbers=frozenset(numbers),
                begins=self._walk([(start[number], 0, 0) for number in numbers if number in start], []),
                is_filler=spelling in self._language.fillers,
                alone=(*alone, *(one for start in beginnings for one in self._single_prefixes.get(start, ()))),
                acronym=tuple(self._acronyms.get(word.replace("’", "'"), ())),
            )
            if len(self._reads) > _MOST_REMEMBERED or self._led > _MOST_LED:
                self._reads.clear()
                self._walks.clear()
                self._led = 0
            self._reads[word] = read
        return read

    def find(self, text: str, *, keep_negated: bool = False, words: list[danish.Word] | None = None) -> list[Found]:
        """Return the phrases in `text` in order; with `keep_negated` also the negated ones, marked as such.

        Args:
            words: the text's words, when they are known already.
        """
        words = danish.words(text) if words is None else words
        reads = [self._reads.get(word.text) or self._read(word.text) for word in words]
        shouted = len(words) >= _SHOUTED_FROM and text.isupper()
        found: list[Found] = []
        met_until = denied_until = -1
        for at, read in enumerate(reads):
            length, met = self._several_at(at, text, words, reads) if read.begins else (1, ())
            met = met or (read.alone if shouted else read.alone + read.acronym)
            if not met:
                continue
            span = (words[at].start, words[at + length - 1].end)
            if span[1] <= met_until:
                continue
            met_until = span[1]
            if length == 1 and any(one.id is None for one in met):
                continue
            negated = self._negatable and not met[0].denies and self._language.is_negated(text, words, at, denied_until)
            denied_until = span[1] if negated else denied_until
            ids = {one.id: one for one in reversed(met)}
            found += [
                Found(id_, one.text, span, text[slice(*span)], negated) for id_, one in reversed(ids.items()) if id_
            ]
        return [one for one in found if keep_negated or not one.negated]

    def _several_at(
        self, at: int, text: str, words: list[danish.Word], reads: list[_Read]
    ) -> tuple[int, tuple[Phrase, ...]]:
        """Return how many words the longest phrase of several words takes here (1 if none), and all of that length."""
        longest, met = 1, tuple[Phrase, ...]()
        walk = reads[at].begins
        for now in range(at + 1, len(words)):
            word = words[now]
            if walk is None or _begins_sentence(text, words[now - 1], word):
                break
            read = reads[now]
            is_stranger = read.numbers.isdisjoint(walk.onward)
            if is_stranger and not (read.is_filler or walk.is_open):
                break
            key = read.is_filler if is_stranger else word.text
            if key not in walk.leads:
                walk.leads[key] = self._lead_on(walk, read)
            walk = walk.leads[key]
            if walk is not None and walk.ended:
                longest, met = now - at + 1, walk.ended
        return longest, met

    def _lead_on(self, walk: Walk, read: _Read) -> Walk | None:
        """Return where one more word leads."""
        self._led += 1
        steps: list[Way] = [
            (leads_on[one], fillers, 0)
            for step, fillers, _ in walk.ways
            if (leads_on := step.next)
            for one in (leads_on if len(leads_on) < len(read.numbers) else read.numbers)
            if one in leads_on and one in read.numbers
        ]
        stays: list[Way] = [(step, fillers, free - 1) for step, fillers, free in walk.ways if free]
        if read.is_filler:
            stays += [
                (step, fillers + 1, 0) for step, fillers, free in walk.ways if not free and fillers < _MOST_FILLERS
            ]
        return self._walk(steps, stays)

    def _walk(self, steps: list[Way], stays: list[Way]) -> Walk | None:
        """Return the walk at which some steps were taken now and others wait; None where nothing leads on."""
        gaps = [(step.gap, fillers, _MOST_IN_A_GAP) for step, fillers, _ in steps if step.gap]
        if not (steps or stays):
            return None
        ways = tuple(dict.fromkeys((*steps, *gaps, *stays)))
        ended = tuple(dict.fromkeys(phrase for step, _, _ in steps for phrase in step.phrases))
        return self._walks.setdefault((ways, ended), Walk(ways, ended))


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


def _begins_sentence(text: str, before: danish.Word, word: danish.Word) -> bool:
    """Whether a sentence ends between two words; the full stop of "9. klasse" doesn't."""
    between = text[before.end : word.start]
    return between != " " and not _ENDS.isdisjoint(between) and not (between == ". " and before.text.isdigit())
