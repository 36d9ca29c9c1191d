"""What a searcher's sentence says in the vocabulary's terms: needs, and worries that an offer can't answer."""

from __future__ import annotations

from functools import cache

from registry.vocabulary.loader import current
from registry.vocabulary.phrases import Found, PhraseFinder


@cache
def _needs() -> PhraseFinder:
    needs = current().needs.values()
    return PhraseFinder(
        ((need.id, need.phrases) for need in needs), (exception for need in needs for exception in need.exceptions)
    )


@cache
def _safety() -> PhraseFinder:
    return PhraseFinder(((one.id, one.phrases) for one in current().safety.values()), negatable=False)


def needs_in(text: str, *, keep_negated: bool = False) -> list[Found]:
    """Return where a sentence speaks of needs, in order; denied ones only when asked for, marked as such."""
    return _needs().find(text, keep_negated=keep_negated)


def safety_in(text: str) -> list[str]:
    """Return the ids of the safety signals in a sentence, in the vocabulary's order; denying one doesn't cancel it."""
    met = {found.id for found in _safety().find(text)}
    return [id_ for id_ in current().safety if id_ in met]
