"""Concrete activities: football under sport, riding under animals, a layer that the facet's 25 values are too wide for.

The vocabulary names them (`activities.toml`). They are found in sentences and in offers alike, so that "ikke fodbold"
leaves other sport alone and "rideskole" finds "ridehold". A word is met as itself, its inflections and, when it is
long enough to be sure, as part of a compound: "gadefodbold", "fodboldtræning".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from registry import danish
from registry.danish import Word
from registry.vocabulary import current, english, remembered
from registry.vocabulary.model_activities import Activity

#: Letters a word must have to be looked for as the first, or the last, part of a compound.
_FIRST_PART, _LAST_PART = 5, 6
#: Letters the other part must have.
_OTHER_AFTER, _OTHER_BEFORE = 3, 4
#: What makes another word of a word instead of a compound: "naturlig".
_DERIVED = ("lig", "isk", "ism", "ist", "agtig", "else", "ere", "iker", "elle")


#: A word's forms, folded.
_Forms = Callable[[str], frozenset[str]]


class Mention(NamedTuple):
    """An activity met in a text: the facet's value, the concrete one if it was, and where."""

    value: str
    activity: str | None
    span: tuple[int, int]
    text: str


class Target(NamedTuple):
    """What words name: a value of the activity facet, and the concrete activity if it was one."""

    value: str
    activity: str | None


class _Index(NamedTuple):
    exact: dict[str, Target]
    first_parts: dict[str, Target]
    last_parts: dict[str, Target]
    #: By the first word's form: the other words' forms and the target; longest first.
    sequences: dict[str, list[tuple[tuple[frozenset[str], ...], Target]]]


def activities() -> Mapping[str, Activity]:
    """Return the concrete activities by id, in the order of the file; also those that are retired."""
    return current().activities.concrete


def find(word: str) -> Activity | None:
    """Return the concrete activity that a chip's value names, if it names one."""
    return activities().get(word)


def wordings() -> list[str]:
    """Return every Danish word and expression that an activity is known by."""
    return [phrase for phrase, _, _ in current().activities.phrases()]


@remembered(1 << 12)
def wider(id_: str) -> tuple[str, ...]:
    """Return a concrete activity and those that it is a kind of: football, ball games."""
    return (id_, *(one.id for one in activities().values() if id_ in one.includes))


def mentions(text: str, words: list[Word] | None = None) -> list[Mention]:
    """Return the activities in `text`, in order; the longest expression at a place wins.

    English words are met too, unless the text is plainly Danish.

    Args:
        words: its words, when they are known already.
    """
    words = danish.words(text) if words is None else words
    folded = [_folded(word.text) for word in words]
    is_danish = english.looks_danish(text, words)
    found: list[Mention] = []
    at = 0
    while at < len(words):
        length, target = _expression_at(folded, at)
        if not is_danish:
            length, target = max(((length, target), _english_at(folded, at)), key=_reach)
        if target:
            span = (words[at].start, words[at + length - 1].end)
            found.append(Mention(*target, span, text[slice(*span)]))
        at += length
    return found


class Beginning(NamedTuple):
    """What a word can name: expressions that it begins, longest first, and an activity by itself."""

    expressions: tuple[tuple[tuple[frozenset[str], ...], Target], ...]
    alone: Target | None


@remembered(1 << 15)
def beginning(folded: str) -> Beginning | None:
    """Return what a folded word can name; None for nothing."""
    expressions, alone = _index().sequences.get(folded, ()), meaning(folded)
    return Beginning(tuple(expressions), Target(*alone) if alone else None) if expressions or alone else None


def _expression_at(folded: list[str], at: int) -> tuple[int, Target | None]:
    can_be = beginning(folded[at])
    return longest(can_be, folded[at + 1 :]) if can_be else (1, None)


def _english_at(folded: list[str], at: int) -> tuple[int, Target | None]:
    index = _english_index()
    expressions, alone = index.sequences.get(folded[at], ()), index.exact.get(folded[at])
    return longest(Beginning(tuple(expressions), alone), folded[at + 1 :])


def _reach(expression: tuple[int, Target | None]) -> tuple[bool, int]:
    """What means something at all comes before what doesn't, and longer expressions before shorter ones."""
    length, target = expression
    return target is not None, length


def longest(can_be: Beginning, following: list[str]) -> tuple[int, Target | None]:
    """Return how many words name something, and what.

    Args:
        can_be: what the first of them can name.
        following: the folded words after it.
    """
    for rest, target in can_be.expressions:
        if len(following) >= len(rest) and all(
            word in forms for word, forms in zip(following[: len(rest)], rest, strict=True)
        ):
            return 1 + len(rest), target
    return 1, can_be.alone


@remembered()
def most_words() -> int:
    """Return how many words an expression has at most."""
    return max((1 + len(rest) for some in _index().sequences.values() for rest, _ in some), default=1)


@remembered(1 << 15)
def may_follow(folded: str) -> bool:
    """Whether a folded word can be the second one of an expression."""
    return folded in _seconds()


@remembered()
def _seconds() -> frozenset[str]:
    return frozenset().union(*(rest[0] for some in _index().sequences.values() for rest, _ in some))


@lru_cache(maxsize=1 << 16)
def _folded(word: str) -> str:
    return danish.fold(word)


@remembered(1 << 16)
def meaning(folded: str) -> tuple[str, str | None] | None:
    """Return what one folded word means: the facet's value and the concrete activity, if any."""
    index = _index()
    if target := index.exact.get(folded):
        return target
    for length in range(len(folded) - _OTHER_BEFORE, _LAST_PART - 1, -1):
        target = index.last_parts.get(folded[-length:])
        if target and not _is_another(folded, target):
            return target
    for length in range(len(folded) - _OTHER_AFTER, _FIRST_PART - 1, -1):
        target = index.first_parts.get(folded[:length])
        if target and not folded[length:].startswith(_DERIVED) and not _is_another(folded, target):
            return target
    return None


def _is_another(folded: str, target: Target) -> bool:
    """Whether a word only looks like a compound with an activity: no "skolegård" is a farm."""
    others = activities()[target.activity].but if target.activity else ()
    return any(danish.fold(other) in folded for other in others)


@remembered()
def _index() -> _Index:
    return _indexed(current().activities.phrases(), _forms)


@remembered()
def _english_index() -> _Index:
    return _indexed(current().activities.phrases_en(), english.forms)


def _indexed(phrases: Iterable[tuple[str, str, str | None]], forms: _Forms) -> _Index:
    index = _Index({}, {}, {}, {})
    for phrase, value, id_ in phrases:
        words = [word.text for word in danish.words(phrase)]
        if len(words) > 1:
            _add_sequence(index, words, Target(value, id_), forms)
        else:
            others = activities()[id_].but if id_ else ()
            _add_word(index, words[0], Target(value, id_), forms(words[0]) - {danish.fold(other) for other in others})
    for sequences in index.sequences.values():
        sequences.sort(key=lambda sequence: -len(sequence[0]))
    return index


def _add_sequence(index: _Index, words: list[str], target: Target, forms: _Forms) -> None:
    rest = tuple(forms(word) for word in words[1:])
    for form in forms(words[0]):
        index.sequences.setdefault(form, []).append((rest, target))


def _add_word(index: _Index, word: str, target: Target, forms: frozenset[str]) -> None:
    folded = danish.fold(word)
    for form in forms:
        index.exact.setdefault(form, target)
        if target.activity and len(folded) >= _LAST_PART:
            index.last_parts.setdefault(form, target)
    if len(folded) >= _FIRST_PART:
        index.first_parts.setdefault(folded, target)


def _forms(word: str) -> frozenset[str]:
    return frozenset(danish.fold(form) for form in danish.forms(word))
