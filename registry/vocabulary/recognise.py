"""What a searcher's sentence says in the vocabulary's terms: needs, and worries that an offer can't answer."""

from __future__ import annotations

from registry import danish
from registry.vocabulary import english
from registry.vocabulary.in_use import current, remembered
from registry.vocabulary.languages import ENGLISH
from registry.vocabulary.phrases import Found, PhraseFinder


@remembered(of="sayings_version")
def _needs() -> PhraseFinder:
    needs = current().offered_needs
    return PhraseFinder(
        ((need.id, (*need.phrases, *need.doubtful)) for need in needs),
        (exception for need in needs for exception in need.exceptions),
    )


@remembered(of="sayings_version")
def _needs_in_english() -> PhraseFinder:
    return PhraseFinder(((need.id, need.phrases_en) for need in current().offered_needs), language=ENGLISH)


@remembered(of="sayings_version")
def _doubtful() -> frozenset[tuple[str, str]]:
    return frozenset((need.id, word) for need in current().offered_needs for word in need.doubtful)


@remembered()
def _safety() -> tuple[PhraseFinder, PhraseFinder]:
    signals = current().safety.values()
    exceptions = [exception for one in signals for exception in one.exceptions]
    return (
        PhraseFinder(((one.id, one.phrases) for one in signals), exceptions, negatable=False),
        PhraseFinder(((one.id, one.phrases_en) for one in signals), exceptions, negatable=False, language=ENGLISH),
    )


def needs_in(text: str, *, keep_negated: bool = False) -> list[Found]:
    """Return where a sentence speaks of needs, in order; denied ones only when asked for, marked as such.

    Danish phrases are looked for unless the sentence is plainly English, and English ones unless it is plainly Danish.
    """
    words = danish.words(text)
    found: list[Found] = []
    if not english.looks_english(text, words):
        found += _needs().find(text, keep_negated=keep_negated, words=words)
    if not english.looks_danish(text, words):
        found += _needs_in_english().find(text, keep_negated=keep_negated, words=words)
        found.sort(key=lambda one: one.span)
    return found


def is_doubtful(found: Found) -> bool:
    """Whether what was met is a single word that means the need in some sentences only."""
    return (found.id, found.phrase) in _doubtful()


def safety_in(text: str) -> list[str]:
    """Return the ids of the safety signals in a sentence, in the vocabulary's order; denying one doesn't cancel it."""
    words = danish.words(text)
    met = {found.id for finder in _safety() for found in finder.find(text, words=words)}
    return [id_ for id_ in current().safety if id_ in met]
