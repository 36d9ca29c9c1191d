"""The concrete activities, and values of the activity facet, that the texts of many documents name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from registry.matching import activities
from registry.matching.activities import Target
from registry.matching.sought import CONCRETE
from registry.matching.strings import Numbers
from registry.matching.texts import FIELDS, NUMBER_OF, ReadTexts
from registry.matching.words import KnownWord
from registry.vocabulary.running import places_of

#: Fields in which a word for an activity says that it is done there: a riding club's offer may be about baking.
_TELLING = ("title", "keywords", "summary", "description")
#: Those in which what is named is what the offer is about, and those in which a concrete activity is.
_ABOUT, _ABOUT_CONCRETE = ("title", "keywords"), ("title", "keywords", "summary")
_NONE = -1


class Mentions(NamedTuple):
    """What is named where: for each time, the number of the target, the document, the number of the field."""

    targets: list[Target]
    target: Numbers
    document: Numbers
    field: Numbers


class Named(NamedTuple):
    """Index terms of the activities that are named, and of those that they are a kind of, each time that they are."""

    terms: list[str]
    term: Numbers
    document: Numbers
    field: Numbers


def mentions_in(read: ReadTexts) -> Mentions:
    """Return the activities that texts name; the longest expression at a place wins, and hides what is within it."""
    numbers: dict[Target, int] = {}

    def number(target: Target | None) -> int:
        return _NONE if target is None else numbers.setdefault(target, len(numbers))

    target = read.each(lambda one: number(one.can_name.alone) if one.can_name else _NONE, np.int64)
    for first, length, what in _expressions(read):
        target[first : first + length] = _NONE
        target[first] = number(what)
    at = np.flatnonzero((target != _NONE) & read.are_in(_TELLING))
    return Mentions(list(numbers), target[at], read.running.texts[at], read.field[at])


def _expressions(read: ReadTexts) -> Iterator[tuple[int, int, Target]]:
    """Yield where expressions of several words stand, how many words each has, and what it names."""
    begins = read.each(lambda one: one.can_name is not None and bool(one.can_name.expressions))
    follows = read.each(lambda one: one.can_follow) & ~read.first
    at = np.flatnonzero(begins[:-1] & follows[1:])
    until, most = 0, activities.most_words()
    words = read.running.words
    for place, word, second in zip(at.tolist(), words[at].tolist(), words[at + 1].tolist(), strict=True):
        can_name, then = read.known[word].can_name, read.known[second].folded
        if place < until or not can_name or not any(then in rest[0] for rest, _ in can_name.expressions):
            continue
        length, target = activities.longest(can_name, [one.folded for one in _following(read, place, most)])
        if target and length > 1:
            until = place + length
            yield place, length, target


def _following(read: ReadTexts, at: int, most: int) -> list[KnownWord]:
    """Return the words after one in the same text, fewer than so many."""
    there = slice(at + 1, at + most)
    ends = np.flatnonzero(read.first[there])
    words = read.running.words[there][: ends[0] if len(ends) else None]
    return [read.known[word] for word in words.tolist()]


def named(mentions: Mentions) -> Named:
    """Return the index terms of concrete activities that are named."""
    terms: dict[str, int] = {}
    wider = [
        [terms.setdefault(CONCRETE + id_, len(terms)) for id_ in activities.wider(target.activity)]
        if target.activity
        else []
        for target in mentions.targets
    ]
    many = np.array([len(one) for one in wider], dtype=np.int64)
    flat = np.array([term for one in wider for term in one], dtype=np.int64)
    times = many[mentions.target]
    term = flat[places_of(many, mentions.target)]
    return Named(list(terms), term, np.repeat(mentions.document, times), np.repeat(mentions.field, times))


def tags_of(mentions: Mentions) -> Iterator[tuple[str, Numbers]]:
    """Yield tags with documents that have them: "about" is what an offer must be about, "named" what it only names."""
    fields = [
        np.isin(np.arange(len(FIELDS)), [NUMBER_OF[name] for name in names])[mentions.field]
        for names in (_ABOUT, _ABOUT_CONCRETE)
    ]
    order = np.argsort(mentions.target, kind="stable")
    bounds = np.searchsorted(mentions.target[order], np.arange(len(mentions.targets) + 1)).tolist()
    for number, target in enumerate(mentions.targets):
        here = order[bounds[number] : bounds[number + 1]]
        yield f"named:{target.value}", mentions.document[here]
        yield f"about:{target.value}", mentions.document[here[fields[0][here]]]
        for wider in activities.wider(target.activity) if target.activity else ():
            yield f"about:{CONCRETE}{wider}", mentions.document[here[fields[1][here]]]
    yield "named:*", mentions.document
