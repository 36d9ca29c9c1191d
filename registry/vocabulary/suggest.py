"""Suggests needs and policy elements from what a partner has written, with the words that led to them.

A suggestion is never more than that: the partner takes it or leaves it. So a few good ones beat many: a phrase counts
once however often it is written, a hint counts only beside something else, and the weak end is cut off.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from registry.vocabulary.loader import current
from registry.vocabulary.model import Audience, Element, Need
from registry.vocabulary.phrases import Found, PhraseFinder

#: No more than this many are shown at a time.
MOST = 5
#: The policy's guidepost that gave the product its task; its elements are suggested before all others.
FIRST_GUIDEPOST = "bup22.loesninger"
_SEVERAL_WORDS, _ONE_WORD, _HINT = 1.5, 1.0, 0.4
_ENOUGH = 1.0
_QUOTE_SIDE = 40
_SENTENCE_END = re.compile(r"[.!?](?=\s|$)\s*|\s*\n\s*")


class Quote(NamedTuple):
    """A short piece of the text around the words that led to a suggestion, to be shown as before, *words*, after."""

    before: str
    words: str
    after: str


class Suggestion(NamedTuple):
    """An id worth suggesting, the words that led to it, and where they stand in the text."""

    id: str
    words: tuple[str, ...]
    quotes: tuple[Quote, ...]
    score: float


class _Finder(NamedTuple):
    phrases: PhraseFinder
    hints: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, things: Iterable[Need] | Iterable[Element]) -> _Finder:
        entries: list[tuple[str, tuple[str, ...]]] = []
        hints: set[tuple[str, str]] = set()
        exceptions: list[str] = []
        for one in things:
            strong = one.phrases if isinstance(one, Need) else one.signals
            entries.append((one.id, (*strong, *one.hints)))
            hints |= {(one.id, hint) for hint in one.hints}
            exceptions += one.exceptions if isinstance(one, Need) else ()
        return cls(PhraseFinder(entries, exceptions), frozenset(hints))

    def suggest(self, text: str) -> list[Suggestion]:
        by_id: dict[str, dict[str, Found]] = {}
        for found in self.phrases.find(text):
            by_id.setdefault(found.id, {}).setdefault(found.phrase, found)
        made = [self._suggestion(text, id_, list(found.values())) for id_, found in by_id.items()]
        return sorted((one for one in made if one.score >= _ENOUGH), key=lambda one: -one.score)

    def _suggestion(self, text: str, id_: str, found: list[Found]) -> Suggestion:
        weighed = sorted(((self._weight(one), one) for one in found), key=lambda pair: -pair[0])
        return Suggestion(
            id=id_,
            words=tuple(one.text for _, one in weighed),
            quotes=tuple(quote(text, one.span) for _, one in weighed),
            score=sum(weight for weight, _ in weighed),
        )

    def _weight(self, found: Found) -> float:
        if (found.id, found.phrase) in self.hints:
            return _HINT
        return _SEVERAL_WORDS if " " in found.phrase else _ONE_WORD


def quote(text: str, span: tuple[int, int]) -> Quote:
    """Return the words at `span` with some whole words of the same sentence on each side, blanks squeezed."""
    start, end = span
    first = max((found.end() for found in _SENTENCE_END.finditer(text, 0, start)), default=0)
    after_end = _SENTENCE_END.search(text, end)
    last = after_end.start() if after_end else len(text)
    before = _squeezed(text[max(first, start - _QUOTE_SIDE) : start])
    after = _squeezed(text[end : min(last, end + _QUOTE_SIDE)])
    if start - first > _QUOTE_SIDE:
        before = "… " + before.partition(" ")[2]
    if last - end > _QUOTE_SIDE:
        after = after.rpartition(" ")[0] + " …"
    return Quote(before, text[start:end], after)


def _squeezed(text: str) -> str:
    lead, tail = text[:1].isspace() * " ", text[-1:].isspace() * " "
    middle = " ".join(text.split())
    return lead + middle + tail if middle else lead


@cache
def _needs() -> _Finder:
    return _Finder.of(current().needs.values())


@cache
def _elements(audience: Audience) -> _Finder:
    wanted = ("partner", "both") if audience == "partner" else ("partner", "both", "internal")
    return _Finder.of(one for one in current().elements.values() if one.audience in wanted)


def suggest_needs(text: str, most: int = MOST) -> list[Suggestion]:
    """Return the needs that an offer's text seems to meet, best first."""
    return _needs().suggest(text)[:most]


def suggest_elements(text: str, audience: Audience = "partner", most: int = MOST) -> list[Suggestion]:
    """Return the policy elements that an offer's text seems to serve: "Sammen om løsninger" first, then best first."""
    made = _elements(audience).suggest(text)
    return sorted(made, key=lambda one: not one.id.startswith(FIRST_GUIDEPOST))[:most]
