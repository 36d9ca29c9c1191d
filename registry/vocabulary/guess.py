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
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
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
from registry.vocabulary.running import Running

#: The class of sentences that speak of no need.
_NONE = "-"
#: What one phrase, and a sentence's needs after the first, count against a sentence and its first need.
_PHRASE, _LATER = 0.1, 0.5
#: A word's beginning has so many letters.
_BEGINNING = 4
#: Words as they are written, parts of compounds and pairs, and what they count against terms and beginnings.
_NARROW, _NARROW_WORTH = re.compile("^[=~]| "), 0.7
#: The lower, the surer of the best guess; and the higher, the less sure where a sentence has few words, or only common
#: ones. Chosen where the likelihoods of sentences of authors who were left out came nearest the truth.
_TEMPERATURE, _UNKNOWN = 0.46, 150.0
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
    bounds = [*np.flatnonzero(running.begins).tolist(), len(running)]
    for first, last in pairwise(bounds):
        words = danish.words(" ".join(running.spellings[number] for number in running.words[first:last].tolist()))
        for guess in guess_needs(words, at_least=at_least, most=1):
            yield int(running.texts[first]), guess.id


@remembered(of="sayings_version")
def _weights() -> _Weights:
    return _Weights(current())


class _Weights:
    """How much each feature speaks for each need; made once, then used from any thread."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._ids = (*vocabulary.needs, _NONE)
        self._never = {_NONE, *(need.id for need in vocabulary.needs.values() if need.retired)}
        learnt = [one for one in _learnt(vocabulary) if one.features]
        self._spellings = frozenset(map(danish.fold, set(chain.from_iterable(one.words for one in learnt))))
        column = count()
        columns_of: defaultdict[str, int] = defaultdict(lambda: next(column))
        texts = [[columns_of[feature] for feature in one.features] for one in learnt]
        self._columns = dict(columns_of)
        rarity = np.log(len(texts) / np.bincount(list(chain.from_iterable(texts))) + 1)
        worth = [_NARROW_WORTH if _NARROW.search(feature) else 1.0 for feature in columns_of]
        self._worth = (rarity * np.array(worth)).astype(np.float32)

        rows = {id_: row for row, id_ in enumerate(self._ids)}
        truth = np.zeros((len(learnt), len(rows)), np.float32)
        for number, one in enumerate(learnt):
            for id_, counting in one.needs:
                truth[number, rows[id_]] = counting
        self._speaks = learn(Rows.of(texts, self._worth), truth) / np.float32(_TEMPERATURE)

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


class _Learnt(NamedTuple):
    """What is learnt from: a text's words and features, and the needs that it speaks of with what each counts."""

    words: Sequence[str]
    features: Collection[str]
    needs: Sequence[tuple[str, float]]


def _learnt(vocabulary: Vocabulary) -> Iterator[_Learnt]:
    for sentence in vocabulary.sentences:
        words = written(sentence.text)
        needs = [(id_, _LATER if number else 1.0) for number, id_ in enumerate(sentence.needs or (_NONE,))]
        yield _Learnt(words, list(_features(words)), needs)
    for need in vocabulary.needs.values():
        for phrase in (*need.phrases, *need.doubtful, *need.phrases_en):
            words = written(phrase.replace(GAP, " ").replace("|", " ").replace("*", ""))
            yield _Learnt(words, list(_features(words)), [(need.id, _PHRASE)])


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


@lru_cache(maxsize=1 << 14)
def _terms(word: str) -> tuple[str, ...]:
    """A word's term, spelling, beginning and parts; a number, and a word of somebody's background, has none."""
    folded = danish.fold(word)
    if word[0].isdecimal() or _BACKGROUND.match(folded):
        return ()
    beginning = (f"^{folded[:_BEGINNING]}",) if len(folded) >= _BEGINNING else ()
    return (danish.term(word), f"={folded}", *beginning, *(f"~{part}" for part in danish.part_terms(word)))
