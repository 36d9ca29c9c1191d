"""The score of every document of a segment, kept in its parts (matching.md, "Ranking that explains itself")."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, cast

import numpy as np

from registry import danish, vocabulary
from registry.matching import weights
from registry.matching.conditions import Condition, concrete_term, kilometres_between
from registry.matching.document import CONCRETE
from registry.matching.lexicon import terms_of_need
from registry.matching.outcome import Part
from registry.matching.segment import Numbers, Segment, as_array
from registry.matching.selection import Selection
from registry.matching.values import Kind
from registry.matching.wish import Chip, Wish

#: Kinds that give points instead of a factor.
POINTS: frozenset[Kind] = frozenset({"need", "activity", "word"})
_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Scores:
    """A segment's scores and what they are made of.

    Attributes:
        total: one number a document.
        distance: km from the nearest place asked for; nan when there is none or it isn't known.
        parts: name, whether points or factor, and one number a document.
    """

    total: Numbers
    distance: Numbers
    parts: tuple[tuple[str, Literal["points", "factor"], Numbers], ...]

    def of(self, number: int) -> tuple[Part, ...]:
        """Return the parts of one document's score, without those that change nothing."""
        parts = ((name, float(values[number]), by) for name, by, values in self.parts)
        return tuple(Part(*part) for part in parts if part[1] != (0.0 if part[2] == "points" else 1.0))


def score(selection: Selection, number: int, now: dt.datetime) -> Scores:
    """Score the documents of a segment of the selection's catalogue."""
    segment, wish = selection.catalogue.segments[number], selection.wish
    distance = _distance(segment, wish)
    points = [("start", np.full(len(segment), weights.START)), *_points(selection, number)]
    factors = [
        *_factors(selection, number),
        *_age(segment, wish),
        *_place(segment, wish, distance),
        *_condition(segment, now),
    ]
    total = np.sum([values for _, values in points], axis=0)
    for _, values in factors:
        total = total * values
    parts: list[tuple[str, Literal["points", "factor"], Numbers]] = [
        (name, "points", values) for name, values in points
    ]
    parts += [(name, "factor", values) for name, values in factors]
    return Scores(np.round(total, _DECIMALS), distance, tuple(parts))


def _points(selection: Selection, number: int) -> Iterator[tuple[str, Numbers]]:
    segment = selection.catalogue.segments[number]
    for chip in selection.wish.of("need", "activity", "word"):
        values = np.zeros(len(segment))
        if chip.kind == "need":
            values = _need(selection, number, str(chip.value))
        elif chip.kind == "activity" and chip.value in vocabulary.current().facets["activity"].values:
            values[as_array(segment.tagged(f"named:{chip.value}"))] = weights.ACTIVITY_NAMED
            values[as_array(segment.tagged(f"about:{chip.value}"))] = weights.ACTIVITY_READ
            values[as_array(segment.tagged(f"activity:{chip.value}"))] = weights.ACTIVITY
        else:
            for term in terms_of(chip):
                documents, impacts = segment.postings(term)
                values[documents] += impacts * selection.catalogue.rarity(term)
        yield f"{chip.kind}:{chip.value}", values


def _need(selection: Selection, number: int, need: str) -> Numbers:
    """Points for a need said, or read from the text, and a few for the words that it is spoken of with."""
    segment = selection.catalogue.segments[number]
    words, values = np.zeros(len(segment)), np.zeros(len(segment))
    for term in terms_of_need(need):
        documents, impacts = segment.postings(term)
        if len(documents):
            words[documents] += impacts * selection.catalogue.rarity(term)
    values[as_array(segment.tagged(f"read:{need}"))] = weights.NEED_READ
    values[as_array(segment.tagged(f"need:{need}"))] = weights.NEED
    return values + np.minimum(words * weights.NEED_WORDS, weights.NEED_WORDS_MOST)


def terms_of(chip: Chip) -> list[str]:
    """Return the index terms that a word, or an activity by name, is looked for by."""
    concrete = concrete_term(str(chip.value))
    return [CONCRETE + concrete] if concrete else [danish.term(word.text) for word in danish.words(str(chip.value))]


def _factors(selection: Selection, number: int) -> Iterator[tuple[str, Numbers]]:
    """Conditions other than age and place: 1 where they are met."""
    segment = selection.catalogue.segments[number]
    for condition in selection.conditions:
        if condition.kind in POINTS or condition.kind in {"age", "place"}:
            continue
        fails, unknown = weights.factor(condition.kind)
        verdict = selection.verdict(number, condition, selection.days)
        values = np.full(len(segment), fails)
        values[as_array(verdict.unknown)] = unknown
        values[as_array(verdict.meets)] = 1.0
        yield name_of(condition), values


def name_of(condition: Condition) -> str:
    """Return the name of a condition's part in a score."""
    return ":".join([condition.kind, *map(str, condition.values)])


def _age(segment: Segment, wish: Wish) -> Iterator[tuple[str, Numbers]]:
    for chip in wish.of("age"):
        low, high = cast("tuple[int, int]", chip.value)
        outside = np.maximum(np.maximum(segment.age_min - high, low - segment.age_max), 0)
        values = np.select([outside == 0, outside <= 1], [1.0, weights.AGE_NEAR], weights.AGE_FAR)
        unsaid = np.zeros(len(segment), dtype=bool)
        unsaid[as_array(segment.ages_unsaid)] = True
        values[unsaid & (outside == 0)] = weights.AGE_UNKNOWN
        yield f"age:{low}-{high}", values


def _place(segment: Segment, wish: Wish, distance: Numbers) -> Iterator[tuple[str, Numbers]]:
    if not wish.of("place"):
        return
    youngest = min((cast("tuple[int, int]", chip.value)[0] for chip in wish.of("age")), default=weights.YOUNG_BELOW)
    reach = weights.REACH_YOUNG_KM if youngest < weights.YOUNG_BELOW else weights.REACH_KM
    away = np.where(np.isnan(distance), weights.UNKNOWN_PLACE_KM, distance)
    values = np.maximum(np.exp(-away / reach), weights.LEAST_PLACE)
    values[as_array(segment.tagged("anywhere"))] = 1.0
    yield "place", values


def _distance(segment: Segment, wish: Wish) -> Numbers:
    """Km from the nearest place asked for to each document's postal district."""
    places = [str(chip.value) for chip in wish.of("place")]
    by_postal = [
        min((away for place in places if (away := kilometres_between(place, code)) is not None), default=math.nan)
        for code in segment.postals
    ]
    distance = np.array([*by_postal, math.nan])[segment.postal]
    distance[as_array(segment.tagged("anywhere"))] = math.nan
    return distance


def _condition(segment: Segment, now: dt.datetime) -> Iterator[tuple[str, Numbers]]:
    """How the offer itself is: full, or not confirmed for long."""
    room = np.ones(len(segment))
    room[as_array(segment.tagged("full"))] = weights.FULL
    yield "capacity", room
    long_ago = (now - dt.timedelta(days=weights.UNCONFIRMED_AFTER_DAYS)).timestamp()
    last = np.where(np.isnan(segment.confirmed), segment.published, segment.confirmed)
    yield "freshness", np.where(last < long_ago, weights.UNCONFIRMED, 1.0)
