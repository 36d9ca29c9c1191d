"""Names of people, which are dropped before anything else is read.

A child must not be findable, so a word is taken for a name rather than let through. It is one after "hedder", "ved
navn", "mvh" and their like, whatever its case; when it is listed as one; when it has a capital inside a sentence and is
no word of the vocabulary, no place, day or language; when it stands right beside a name; and where only a name can
stand, as in "storm er 9 år". Words that are names as well, Storm and Skov, are names by their capital and their place,
and are never looked for as words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from registry import danish
from registry.matching import activities
from registry.matching.lexicon import common_words
from registry.matching.understand.days import NAME as _DAY
from registry.matching.understand.languages import is_language
from registry.matching.understand.listed import names as only_names
from registry.matching.understand.listed import passing_words, without_genitive, word_names
from registry.matching.understand.numbers import NUMBER
from registry.matching.understand.places import place_words
from registry.matching.understand.reading import Reading, Span
from registry.matching.understand.spelling import english_corrector, vocabulary_corrector
from registry.vocabulary import Vocabulary
from registry.vocabulary.phrases import Found

#: What is followed by a name.
_CUE = re.compile(
    r"\b(?:hedder|hedde|hed|kaldes|kaldet|ved navn|navnet|navn|navne|døbt|opkaldt|mvh|(?:venlig )?hilsen|kh|named"
    r"|called|names?"
    r"|goes by|regards)\b[\s:,\"'“”»«-]*(?:(?:er|is|vi|for|dem|are|efter|med|lille|fx|nemlig)\b[\s:,\"'“”»«-]*)*"
)
#: Somebody definite, and what they are: the word between is who.
_WHO = re.compile(
    r"\b(?:drengen|pigen|barnet|sønnen|datteren|eleven|babyen|teenageren|(?:min|vores|hendes|hans|deres|my|our|her"
    r"|his) "
    r"(?:søn|datter|dreng|pige|elev|bror|søster|lillebror|lillesøster|storebror|storesøster|son|daughter|boy|girl"
    r"|pupil|"
    r"brother|sister|client|student))\s+(?=(\w+))"
)
_NAME = r"\b([^\W\d_][\w'’-]+)"
_ENDS = r"(?:\s*-?\s*(?:års?\b|årig|years?|mdr)|\s*(?:$|[,.;)]|og\b|and\b))"
_IS_SO_OLD = re.compile(
    rf"{_NAME}(?=\s+(?:er|is|på|fylder|bliver|turns|aged)\s+(?:snart\s+|lige\s+|nu\s+|kun\s+|only\s+)*(?:{NUMBER})\b"
    rf"|(?:,\s+|\s+\()(?:{NUMBER}){_ENDS}|\s+(?:{NUMBER})\s*-?(?:års?\b|årig|years? old))"
)
_YEARS_OLD = re.compile(r"(?:\d|\w)[ -]?(?:årige?|year[- ]old)\s+([^\W\d_][\w'’-]+)")
_SENTENCE_ENDS = re.compile(r"[.!?\n•]\s*[\"'(»“]*$")
_MONTHS = danish.word_set(
    """
    januar februar marts april maj juni juli august september oktober november december jul påske nytår
    january february march may june july october christmas easter
    """
)
_DAY_NAME = re.compile(rf"{_DAY}(?:e|en|ene|s)?")
_LONGEST_NAME = 4
#: So many words without a small letter among them are shouted: capitals mean nothing there.
_SHOUTED_FROM = 3


def find(reading: Reading, vocabulary: Vocabulary, needs: list[Found]) -> list[Span]:
    """Return where names stand in a sentence, in order, word by word.

    Args:
        reading: the sentence.
        vocabulary: whose places are known.
        needs: where needs are said in it.
    """
    words = _Words(reading, vocabulary, needs)
    met = words.spread({*words.after_cues(), *words.listed(), *words.before_ages(), *words.by_capital()})
    return [(reading.words[at].start, reading.words[at].end) for at in sorted(met)]


def perhaps(reading: Reading) -> set[int]:
    """Return which words stand where a name or a verb does, "drengen *storm*": too uncertain to be looked for."""
    starts = {found.start(1) for pattern in (_WHO, _YEARS_OLD) for found in pattern.finditer(reading.plain)}
    return {number for number, word in enumerate(reading.words) if word.start in starts}


class _Words:
    """The words of a sentence, numbered, and which of them are names by each rule."""

    def __init__(self, reading: Reading, vocabulary: Vocabulary, needs: list[Found]) -> None:
        self._reading, self._words, self._folded = reading, reading.words, reading.folded
        self._shouted = len(self._words) >= _SHOUTED_FROM and reading.text.isupper()
        self._needs = [found.span for found in needs]
        self._places = place_words(reading, vocabulary)
        self._knows = (vocabulary_corrector(vocabulary).knows, english_corrector(vocabulary).knows)
        self._at = {word.start: number for number, word in enumerate(self._words)}
        self._sequences = [mention.span for mention in activities.mentions(reading.text, reading.words)]

    def after_cues(self) -> Iterator[int]:
        """The words after "hedder", as far as they can belong to a name."""
        for cue in _CUE.finditer(self._reading.plain):
            at = self._at.get(cue.end(), len(self._words))
            for number in range(at, min(at + _LONGEST_NAME, len(self._words))):
                if self._is_small(number) or (number > at and not self._follows(number)):
                    break
                yield number

    def listed(self) -> Iterator[int]:
        """Listed names; one that is a word too, only where it has a capital that means something."""
        for number, folded in enumerate(self._folded):
            if number in self._places:
                continue
            forms = without_genitive(folded)
            means_name = self._is_capital(number) and not self._begins(number)
            if not only_names().isdisjoint(forms) or (means_name and not word_names().isdisjoint(forms)):
                yield number

    def before_ages(self) -> Iterator[int]:
        """What is so and so old, unless it is a word that is known."""
        for found in _IS_SO_OLD.finditer(self._reading.plain):
            number = self._at.get(found.start(1))
            if number is not None and not self._is_known(number):
                yield number

    def by_capital(self) -> Iterator[int]:
        """Words with a capital inside a sentence that nobody here knows."""
        for number in range(len(self._words)):
            if self._is_capital(number) and not self._begins(number) and not self._is_known(number):
                yield number

    def spread(self, met: set[int]) -> set[int]:
        """Names with the words beside them that belong to them: "Emil Skov", "storm hansen"."""
        names = set(met)
        for number in sorted(met):
            following = number + 1
            while following < len(self._words) and self._follows(following) and self._belongs(following):
                names.add(following)
                following += 1
            before = number - 1
            while before >= 0 and self._follows(before + 1) and self._folded[before] in word_names():
                names.add(before)
                before -= 1
        return names

    def _belongs(self, number: int) -> bool:
        """Whether a word beside a name is a part of it."""
        if number in self._places:
            return False
        is_other = self._is_thing(number) or self._is_small(number)
        return self._folded[number] in word_names() or (self._is_capital(number) and not is_other)

    def _follows(self, number: int) -> bool:
        """Whether nothing but a blank or a hyphen stands between a word and the one before it."""
        return self._reading.text[self._words[number - 1].end : self._words[number].start] in {" ", "-", ". "}

    def _is_capital(self, number: int) -> bool:
        word = self._words[number].text
        return not self._shouted and word[0].isupper() and not (len(word) > 1 and word.isupper())

    def _begins(self, number: int) -> bool:
        before = self._reading.text[: self._words[number].start]
        return not before.strip(" \"'(»“-") or bool(_SENTENCE_ENDS.search(before))

    def _is_small(self, number: int) -> bool:
        """A word of grammar, or for people: no name."""
        folded = self._folded[number]
        return (folded in common_words() or folded in passing_words()) and folded not in word_names()

    def _is_thing(self, number: int) -> bool:
        """A place, a day, a month or a language."""
        plain = self._words[number].text.lower()
        is_time = plain in _MONTHS or bool(_DAY_NAME.fullmatch(plain))
        return number in self._places or is_time or is_language(plain)

    def _is_known(self, number: int) -> bool:
        if self._folded[number] in word_names():
            return False
        if self._is_small(number) or self._is_thing(number):
            return True
        word = self._words[number]
        if any(knows(word.text) for knows in self._knows):
            return True
        return any(start <= word.start and word.end <= end for start, end in (*self._needs, *self._sequences))
