"""Needs, activities and words: what ranks. They are wishes, however firmly they are said."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from registry import danish
from registry.matching import activities
from registry.matching.lexicon import common_words
from registry.matching.understand import names
from registry.matching.understand.listed import names as only_names
from registry.matching.understand.listed import passing_words, without_genitive, word_names
from registry.matching.understand.reading import Reading
from registry.vocabulary import safety_in
from registry.vocabulary.phrases import Found

#: A phrase of several words is hardly ever meant otherwise; a single word may be.
_SEVERAL_WORDS, _ONE_WORD = 0.95, 0.7
_MOST_WORDS = 12
_SHORTEST_WORD = 3
#: Endings of street names, folded.
_STREETS = ("vej", "vejen", "gade", "gaden", "alle", "straede", "vaenge", "boulevard")


def read_needs(reading: Reading, needs: Iterable[Found]) -> None:
    """Read needs; what is denied ("ikke genert") is understood, but no need, and a name is none."""
    for found in needs:
        if any(start <= found.span[0] and found.span[1] <= end for start, end in reading.names):
            continue
        reading.take_phrase(found.span)
        if not found.negated and not any(chip.key == ("need", found.id) for chip in reading.chips):
            confidence = _SEVERAL_WORDS if " " in found.phrase or found.phrase.isupper() else _ONE_WORD
            reading.note("need", found.id, found.span, confidence)


def read_activities(reading: Reading) -> None:
    """Read activities: the concrete one where it is one; an interest means its value, and is looked for as a word."""
    for mention in activities.mentions(reading.text):
        if not reading.is_free(mention.span):
            continue
        concrete = activities.find(mention.activity) if mention.activity else None
        if concrete and not concrete.is_interest:
            reading.note("activity", concrete.id, mention.span)
        else:
            reading.note("activity", mention.value, mention.span)
            if concrete:
                reading.note("word", concrete.id, mention.span)
        reading.take(mention.span)


def read_words(reading: Reading, knows: Callable[[str], bool]) -> None:
    """Read what is left as words, if some offer knows them; all others, names above all, are dropped."""
    kept = 0
    unsure = names.perhaps(reading)
    for number, (word, folded) in enumerate(zip(reading.words, reading.folded, strict=True)):
        span = (word.start, word.end)
        if (
            number in unsure
            or not reading.is_free(span)
            or reading.in_phrase(span)
            or not _is_sought(word.text, folded)
        ):
            continue
        if kept < _MOST_WORDS and knows(word.text):
            reading.note("word", danish.normalise(word.text), span, _ONE_WORD)
            kept += 1


def _is_sought(word: str, folded: str) -> bool:
    """Whether a word may say what is looked for: no number, no word of grammar, no name, no street."""
    if len(word) < _SHORTEST_WORD or any(map(str.isdecimal, word)) or folded in common_words():
        return False
    forms = set(without_genitive(folded))
    return forms.isdisjoint(passing_words() | word_names() | only_names()) and not folded.endswith(_STREETS)


def read_safety(text: str) -> tuple[str, ...]:
    """Return the ids of the safety signals in a sentence; they are never denied away."""
    return tuple(safety_in(text))
