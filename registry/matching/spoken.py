"""The needs that the texts of many documents speak of: "read:…" among a document's tags.

An organisation names the few needs that it thinks of, and its text may speak of more. Where it names none, the
sentences are also read for what they sound like.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from registry.matching.strings import Numbers
from registry.matching.texts import ReadTexts
from registry.vocabulary.guess import likely_needs
from registry.vocabulary.suggest import spoken_needs

_FIELDS = ("title", "summary", "description", "keywords")
#: How likely a sentence of an offer must be to speak of a need, 0 to 1, and how many sentences are read.
_LIKELY, _MOST_SENTENCES = 0.6, 20


def needs_in(read: ReadTexts, *, silent: Numbers) -> Iterator[tuple[int, str]]:
    """Yield documents with a need that their texts speak of.

    Args:
        silent: for each document, whether it names no need itself.
    """
    running = read.running.only(read.are_in(_FIELDS))
    yield from spoken_needs(running)
    unsaid = running.only(silent[running.texts])
    sentence = np.cumsum(unsaid.begins)
    first = np.diff(unsaid.texts, prepend=-1) != 0
    before = np.maximum.accumulate(np.where(first, sentence, 0))
    yield from likely_needs(unsaid.only(sentence - before < _MOST_SENTENCES), at_least=_LIKELY)
