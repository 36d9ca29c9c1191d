"""Suggests needs and policy elements from what a partner has written, with the words that led to them.

A suggestion is never more than that: the partner takes it or leaves it. So a few good ones beat many: a phrase counts
once however often it is written, a hint counts only beside something else, and the weak end is cut off.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from operator import itemgetter
from typing import NamedTuple

import numpy as np

from registry.vocabulary.in_use import current, remembered
from registry.vocabulary.model import Audience, Element, Need
from registry.vocabulary.phrases import Found, PhraseFinder, written_out
from registry.vocabulary.quotes import Quote, quote
from registry.vocabulary.running import Numbers, Running
from registry.vocabulary.sweeping import sweep

#: No more than this many are shown at a time.
MOST = 5
#: The policy's guidepost that gave the product its task; its elements are suggested before all others.
_FIRST_GUIDEPOST = "bup22.loesninger"

#: What a phrase counts: several words are seldom a coincidence, a doubtful word may be, a hint often is.
_SEVERAL_WORDS, _ONE_WORD, _DOUBTFUL, _HINT = 1.5, 1.0, 0.7, 0.4
#: One good word is enough, and so are three hints.
_ENOUGH = 1.0
_DECIMALS = 3


class Suggestion(NamedTuple):
    """An id worth suggesting, the words that led to it (most telling first) and where they stand in the text."""

    id: str
    words: tuple[str, ...]
    quotes: tuple[Quote, ...]
    score: float


class _Scored(NamedTuple):
    """What a text suggests, and the phrases that do, with what each counts."""

    id: str
    weighed: tuple[tuple[float, Found], ...]

    @property
    def score(self) -> float:
        return round(sum(weight for weight, _ in self.weighed), _DECIMALS)

    def suggestion(self, text: str) -> Suggestion:
        met = [one for _, one in sorted(self.weighed, key=lambda pair: -pair[0])]
        return Suggestion(
            self.id, tuple(one.text for one in met), tuple(quote(text, one.span) for one in met), self.score
        )


class _Finder:
    """Finds what a text suggests of one kind of things."""

    def __init__(
        self, things: Iterable[tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]]], exceptions: Iterable[str]
    ) -> None:
        listed = list(things)
        self._finder = PhraseFinder(
            ((id_, (*strong, *doubtful, *hints)) for id_, strong, doubtful, hints in listed), exceptions
        )
        self._doubtful = frozenset((id_, word) for id_, _, doubtful, _ in listed for word in doubtful)
        self._hints = frozenset(
            (id_, word) for id_, _, _, hints in listed for hint in hints for word in written_out(hint)
        )

    def find(self, text: str) -> list[_Scored]:
        """Return what is worth suggesting, best first."""
        by_id: dict[str, dict[str, Found]] = {}
        for found in self._finder.find(text):
            by_id.setdefault(found.id, {}).setdefault(found.phrase, found)
        scored = [
            _Scored(id_, tuple((self._weight(id_, one.phrase), one) for one in found.values()))
            for id_, found in by_id.items()
        ]
        return sorted((one for one in scored if one.score >= _ENOUGH), key=lambda one: -one.score)

    def find_in_each(self, running: Running, most: int) -> Iterator[tuple[int, str]]:
        """Yield the number of each text with what is worth suggesting for it, best first, at most so many."""
        swept = sweep(self._finder, running)
        said = np.flatnonzero(~swept.negated)
        text, phrase, first, _ = _pairs(swept.texts[said], swept.phrase[said], len(swept.phrases))
        order = np.argsort(first)
        ids = list(dict.fromkeys(id_ for id_, _ in swept.phrases))
        id_of = np.array([ids.index(id_) for id_, _ in swept.phrases], dtype=np.int64)
        weight = np.array([self._weight(*one) for one in swept.phrases])[phrase[order]]
        text, id_, first, which = _pairs(text[order], id_of[phrase[order]], len(ids))
        scores = np.bincount(which, weight, len(text)).round(_DECIMALS)
        order = np.lexsort((first, -scores, text))
        order = order[scores[order] >= _ENOUGH]
        rows = zip(text[order].tolist(), id_[order].tolist(), strict=True)
        for one, its in groupby(rows, key=itemgetter(0)):
            yield from ((one, ids[number]) for _, number in islice(its, most))

    def _weight(self, id_: str, phrase: str) -> float:
        if (id_, phrase) in self._hints:
            return _HINT
        if (id_, phrase) in self._doubtful:
            return _DOUBTFUL
        return _SEVERAL_WORDS if " " in phrase else _ONE_WORD


def _pairs(texts: Numbers, things: Numbers, different: int) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Return the different pairs of a text and one of its things; where each is first, and for each as given which."""
    pairs, first, which = np.unique(texts * different + things, return_index=True, return_inverse=True)
    return *np.divmod(pairs, max(1, different)), first, which


@remembered(of="sayings_version")
def _needs() -> _Finder:
    needs: list[Need] = current().offered_needs
    return _Finder(
        ((need.id, need.phrases, need.doubtful, need.hints) for need in needs),
        (exception for need in needs for exception in need.exceptions),
    )


@remembered()
def _elements(audience: Audience) -> _Finder:
    elements: Iterable[Element] = current().elements.values()
    wanted = [one for one in elements if one.is_for_partners or audience == "internal"]
    return _Finder(((one.id, one.signals, (), one.hints) for one in wanted), ())


def suggest_needs(text: str, most: int = MOST) -> list[Suggestion]:
    """Return the needs that an offer's text seems to meet, best first, at most `most`."""
    return [one.suggestion(text) for one in _needs().find(text)[:most]]


def spoken_needs(running: Running) -> Iterator[tuple[int, str]]:
    """Yield the number of each text with a need that is suggested for it, in the order of `suggest_needs`."""
    yield from _needs().find_in_each(running, MOST)


def suggest_elements(text: str, audience: Audience = "partner", most: int = MOST) -> list[Suggestion]:
    """Return the policy elements that an offer's text seems to serve, at most `most`.

    "Sammen om løsninger" comes first, then best first. A guidepost is left out where one of its own ambitions or
    commitments is suggested, since those ask a more telling question.
    """
    found = _elements(audience).find(text)
    parents = {current().elements[one.id].parent for one in found}
    telling = [one for one in found if one.id not in parents]
    first = first_elements()
    return [one.suggestion(text) for one in sorted(telling, key=lambda one: one.id not in first)[:most]]


@remembered()
def first_elements() -> frozenset[str]:
    """Return the elements of the guidepost that comes first, and those that took over from them."""
    words = current()
    own = {id_ for id_ in words.elements if id_.startswith(_FIRST_GUIDEPOST)}
    return frozenset(own | {line.target for line in words.crosswalks if line.source in own and line.target})
