"""What of a typed sentence may be shown to its writer again: the words that are known, and nothing else."""

from __future__ import annotations

import re

from registry import danish, privacy
from registry.matching import activities
from registry.matching.lexicon import common_words
from registry.matching.understand import names
from registry.matching.understand.listed import passing_words
from registry.matching.understand.places import place_words
from registry.matching.understand.reading import Reading
from registry.matching.understand.sentence import Knowledge
from registry.vocabulary import needs_in

_GAP = re.compile(r"[ \t]{2,}")
_BEFORE_MARK = re.compile(r"\s+(?=[,.;:!?)])")
_REPEATED = re.compile(r"([,.])[,.]+")
_LONGEST_NUMBER = 4


def without_names(text: str, knowledge: Knowledge) -> str:
    """Return a sentence without personal data, names, and all words that nobody here knows and that may be one.

    Words that are taken for misspelt stay, so that the sentence can be searched for as it was written.
    """
    text = privacy.without(text, privacy.find(text))
    reading = Reading(text)
    needs = needs_in(text, keep_negated=True)
    said = {*names.find(reading, knowledge.vocabulary, needs)}
    in_places = place_words(reading, knowledge.vocabulary)
    kept, end = [], 0
    for number, (word, folded) in enumerate(zip(reading.words, reading.folded, strict=True)):
        span = (word.start, word.end)
        is_known = (
            number in in_places
            or folded in common_words()
            or folded in passing_words()
            or (word.text.isdecimal() and len(word.text) <= _LONGEST_NUMBER)
            or len(word.text) == 1
            or activities.meaning(folded) is not None
            or any(start <= span[0] and span[1] <= stop for start, stop in (found.span for found in needs))
            or knowledge.corrector.knows(danish.normalise(word.text))
            or knowledge.corrector.correct(word.text) is not None
        )
        kept.append(text[end : span[0]])
        if is_known and span not in said:
            kept.append(word.text)
        end = span[1]
    return _REPEATED.sub(r"\1", _BEFORE_MARK.sub("", _GAP.sub(" ", "".join((*kept, text[end:]))))).strip()
