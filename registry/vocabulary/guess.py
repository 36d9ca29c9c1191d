"""Which needs a sentence sounds like, where no phrase of the vocabulary says so.

People say what a child needs in more ways than anybody can list. So the vocabulary holds, beside its phrases, a few
thousand sentences with the needs that they speak of. From them it is learnt once how much each feature of a sentence
speaks for each need (see `learning.py`): its words as they are written and as terms, the parts of compounds, two words
beside each other, and how a word begins, which tells most of one that nobody has said before.

What comes of it is a guess with its likelihood, never more: it ranks, and whoever reads it can take it away. Words for
where somebody comes from, what they believe and whether parents are married speak for nothing here: a background is
never a need, only a wish that is said is, and the vocabulary's phrases know those.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, count, pairwise
from typing import NamedTuple

import numpy as np

from registry import danish
from registry.danish.text import written
from registry.vocabulary.in_use import current, remembered
from registry.vocabulary.learning import Rows, learn, likelihoods
from registry.vocabulary.model import Vocabulary
from registry.vocabulary.phrases import GAP
from registry.vocabulary.running import Numbers, Running, places_of

#: The class of sentences that speak of no need.
_NONE = "-"
#: What one phrase, and a sentence's needs after the first, count against a sentence and its first need.
_PHRASE, _LATER = 0.1, 0.5
#: A word's beginning has so many letters.
_BEGINNING = 4
#: Words as they are written, parts of compounds and pairs, and what they count against terms and beginnings.
_NARROW, _NARROW_WORTH = re.compile("^[=~]| "), 0.7
#: The lower, the surer of the best guess; and the higher, the less sure where a sentence has few words, or only common
#: ones. The second was chosen where the likelihoods of sentences of authors who were left out came nearest the truth,
#: the first a little above (0.46): a need that is only perhaps meant is worth guessing at.
_TEMPERATURE, _UNKNOWN = 0.6, 150.0
#: So many words, at most, are named as those that a guess comes from.
_NAMED = 3

#: How words of origin, language, faith and marriage begin, folded; English ones too.
_BACKGROUND = re.compile(
    "(?:dansk|danish|engelsk|english|tysk|german|polsk|polen|polish|poland|ukrain|arab|tyrk|turk|somal|syr(?:i|er)|irak|iraq"
    "|iran|pers(?:isk|ian)|farsi|dari|afghan|palaestin|palestin|libanes|libanon|leban|kurd|rumaen|roman|gronland|greenland"
    "|groenland|russ|kina|kines|chin|vietnam|afrik|afric|eritre|etiop|ethiop|pakist|indisk|indian|bosn|kosov|alban"
    "|muslim|islam|krist|christ|katol|cathol|jode|joed|jewish|buddh|hindu|kirke|church|moske|mosque|ramadan|tro(?:ende|sretning)"
    "|flygtning|refugee|asyl|asylum|indvandr|immigra|migrant|udlaending|foreign|etnisk|ethnic|tosprog|bilingual|minoritet"
    "|minorit|national|arbejdsindvandr|herkomst|hudfarve|skilt|skilsmis|fraskil|divorc|gift|married|enlig)"
)


class Guess(NamedTuple):
    """A need that a sentence may speak of, how likely it is (0 to 1), and where the words stand that say most.

    They stand beside each other and are all words of what is learnt from, so that nobody's name is among them.
    """

    id: str
    likelihood: float
    span: tuple[int, int]


def guess_needs(words: Sequence[danish.Word], *, at_least: float, most: int) -> list[Guess]:
    """Return the likeliest needs of a sentence, likeliest first.

    Args:
        words: those of the sentence that may speak of a need; without names, and without what is said no to.
        at_least: how likely a guess must be, 0 to 1. most: no more than so many.
    """
    return _weights().guess(words, at_least, most)


def likely_needs(running: Running, *, at_least: float) -> Iterator[tuple[int, str]]:
    """Yield the number of each text with a need that one of its sentences very likely speaks of."""
    yield from _weights().likeliest(running, at_least)


@remembered(of="sayings_version")
def _weights() -> _Weights:
    return _Weights(current())


class _Weights:
    """How much each feature speaks for each need; made once, then used from any thread."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._ids = (*vocabulary.needs, _NONE)
        self._never = {_NONE, *(need.id for need in vocabulary.needs.values() if need.retired)}
        rows = {id_: row for row, id_ in enumerate(self._ids)}
        column = count()
        columns_of: defaultdict[str, int] = defaultdict(lambda: next(column))
        columns, lengths, truth, spellings = array("I"), array("I"), array("f"), set[str]()
        for words, needs in _learnt(vocabulary):  # one at a time: all their features would take much memory
            if features := _features(words):
                columns.extend(columns_of[feature] for feature in features)
                lengths.append(len(features))
                told = dict.fromkeys(rows, 0.0) | needs
                truth.extend(told.values())
                spellings.update(words)
        self._columns = dict(columns_of)
        self._spellings = frozenset(map(danish.fold, spellings))
        cells, many = np.frombuffer(columns, dtype=np.uint32), np.array(lengths, dtype=np.int64)
        rarity = np.log(len(many) / np.bincount(cells) + 1)
        worth = [_NARROW_WORTH if _NARROW.search(feature) else 1.0 for feature in columns_of]
        self._worth = (rarity * np.array(worth)).astype(np.float32)
        examples = Rows.from_cells(cells, many, self._worth)
        counting = np.frombuffer(truth, dtype=np.float32).reshape(-1, len(rows))
        self._speaks = (learn(examples, counting) / np.float32(_TEMPERATURE)).astype(np.float16)

    def guess(self, words: Sequence[danish.Word], at_least: float, most: int) -> list[Guess]:
        """Return the needs with likelihoods of `at_least`, likeliest first."""
        made_of = _features([word.text for word in words])
        known = [feature for feature in made_of if feature in self._columns]
        if not known:
            return []
        sentence = Rows.of([[self._columns[feature] for feature in known]], self._worth, _UNKNOWN)
        speaks = sentence.parts(self._speaks)
        likely = likelihoods(speaks.sum(axis=0))
        found = []
        for row in np.argsort(-likely, kind="stable")[:most].tolist():
            if likely[row] >= at_least and self._ids[row] not in self._never:
                telling = (speaks[:, row] - speaks.mean(axis=1)).tolist()
                if span := self._span(telling, [made_of[one] for one in known], words):
                    found.append(Guess(self._ids[row], float(likely[row]), span))
        return found

    def likeliest(self, running: Running, at_least: float) -> Iterator[tuple[int, str]]:
        """Yield the text of each sentence that very likely speaks of a need, with the need."""
        sentences, rows = self._rows(running)
        texts = running.texts[running.begins][sentences].tolist()
        for some, sums in rows.sums(self._speaks):
            likely = likelihoods(sums)
            best, sure = likely.argmax(axis=1).tolist(), np.flatnonzero(likely.max(axis=1) >= at_least).tolist()
            for number in sure:
                if (id_ := self._ids[best[number]]) not in self._never:
                    yield texts[some][number], id_

    def _rows(self, running: Running) -> tuple[Numbers, Rows]:
        """Return which sentences have any known feature, and those sentences by their features."""
        terms = running.about(_terms)
        known = [[self._columns[name] for name in names if name in self._columns] for names in terms]
        lengths = np.array([len(columns) for columns in known], dtype=np.int64)
        sentence = np.cumsum(running.begins) - 1
        alone = np.fromiter(chain.from_iterable(known), np.int64)[places_of(lengths, running.words)]
        first = np.flatnonzero(~running.begins[1:])
        paired = self._pairs(terms, running.words[first], running.words[first + 1])
        at = np.concatenate((np.repeat(sentence, lengths[running.words]), sentence[first][paired >= 0]))
        cells = np.sort(at * len(self._columns) + np.concatenate((alone, paired[paired >= 0])))
        cells = cells[np.diff(cells, prepend=-1) > 0]
        sentences, many = np.unique_counts(cells // len(self._columns))
        return sentences, Rows.from_cells(cells % len(self._columns), many, self._worth, _UNKNOWN)

    def _pairs(self, terms: Sequence[tuple[str, ...]], one: Numbers, two: Numbers) -> Numbers:
        """Return the columns of words beside each other, given by their numbers; -1 for those that have none."""
        pairs, which = np.unique(one * len(terms) + two, return_inverse=True)
        named = ((terms[pair // len(terms)], terms[pair % len(terms)]) for pair in pairs.tolist())
        columns = [self._columns.get(f"{one[0]} {two[0]}", -1) if one and two else -1 for one, two in named]
        found: Numbers = np.array(columns, dtype=np.int64)[which]
        return found

    def _span(
        self, telling: list[float], made_of: list[tuple[int, ...]], words: Sequence[danish.Word]
    ) -> tuple[int, int] | None:
        """Return where the words stand whose features say most; None where that isn't to be told."""
        says = np.zeros(len(words))
        for amount, numbers in zip(telling, made_of, strict=True):
            says[list(numbers)] += amount / len(numbers)
        named = sorted(
            number
            for number in np.argsort(-says, kind="stable")[:_NAMED].tolist()
            if says[number] > 0 and danish.fold(words[number].text) in self._spellings
        )
        if not named:
            return None
        first = last = max(named, key=lambda number: says[number])
        while first - 1 in named and _are_together(words[first - 1], words[first]):
            first -= 1
        while last + 1 in named and _are_together(words[last], words[last + 1]):
            last += 1
        return words[first].start, words[last].end


def _are_together(one: danish.Word, two: danish.Word) -> bool:
    """Whether nothing that was left out stands between two words."""
    return two.start - one.end <= 1


def _learnt(vocabulary: Vocabulary) -> Iterator[tuple[Sequence[str], dict[str, float]]]:
    """Yield the words of each text that is learnt from, and the needs that it speaks of with what each counts."""
    for sentence in vocabulary.sentences:
        yield (
            written(sentence.text),
            {id_: _LATER if number else 1.0 for number, id_ in enumerate(sentence.needs or (_NONE,))},
        )
    for need in vocabulary.needs.values():
        for phrase in (*need.phrases, *need.doubtful, *need.phrases_en):
            yield written(phrase.replace(GAP, " ").replace("|", " ").replace("*", "")), {need.id: _PHRASE}


def _features(words: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Return a text's features with the numbers of the words they are made of: those of each word, and pairs."""
    terms = [_terms(word) for word in words]
    made: dict[str, tuple[int, ...]] = {}
    for number, names in enumerate(terms):
        for name in names:
            made.setdefault(name, (number,))
    for number, (one, two) in enumerate(pairwise(terms)):
        if one and two:
            made.setdefault(f"{one[0]} {two[0]}", (number, number + 1))
    return made


@lru_cache(maxsize=1 << 12)
def _terms(word: str) -> tuple[str, ...]:
    """A word's term, spelling, beginning and parts; a number, and a word of somebody's background, has none."""
    folded = danish.fold(word)
    if word[0].isdecimal() or _BACKGROUND.match(folded):
        return ()
    beginning = (f"^{folded[:_BEGINNING]}",) if len(folded) >= _BEGINNING else ()
    return (danish.term(word), f"={folded}", *beginning, *(f"~{part}" for part in danish.part_terms(word)))
