"""Why an offer stands where it does: what fits, what doesn't, and what it doesn't say.

A reason is about something that was asked for and says what the *offer* has: "Mandag 15.30–17.00" fits "mandag". A need
read from the text is marked as a guess, because the organisation hasn't said it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

import numpy as np
from pyroaring import BitMap

from registry.matching import facts, labels
from registry.matching.conditions import Condition, fits_time
from registry.matching.outcome import Missing, Reason
from registry.matching.points import POINTS, is_of_the_facet
from registry.matching.segment import NO_TIME, Numbers, Segment
from registry.matching.selection import Selection
from registry.matching.sought import ways_to_say
from registry.matching.text import OR, Text, capitalised, listed
from registry.matching.values import Kind, Value, minutes
from registry.matching.wish import Chip
from registry.offers.content import OfferContent, Slot

Status = Literal["meets", "unknown", "fails"]
_Documents = BitMap | frozenset[int]

#: A place farther away isn't called fitting, in km, where nearness was only wished for.
_NEAR_KM = 5.0
#: What isn't said is named as asked for ("trinfri adgang"), not by its question ("tilgængelighed").
_NAMED: frozenset[Kind] = frozenset({"access", "need", "element", "activity"})
_TIMES: frozenset[Kind] = frozenset({"weekday", "part_of_day", "time"})


class Explainer:
    """Gives the reasons for offers of one selection."""

    def __init__(self, selection: Selection, documents: Sequence[Numbers]) -> None:
        """Prepare to tell about some documents of each segment."""
        self._selection = selection
        self._documents = documents
        self._verdicts = [
            {condition: selection.verdict(number, condition, selection.days) for condition in selection.conditions}
            for number in range(len(selection.offers))
        ]

        self._told: dict[object, tuple[Reason, Reason, Reason]] = {}
        self._having: dict[tuple[int, object], tuple[_Documents, _Documents]] = {}

    def reasons(
        self, number: int, document: int, content: OfferContent, distance_km: float
    ) -> tuple[tuple[Reason, ...], tuple[Reason, ...], tuple[Reason, ...]]:
        """Return what fits, what doesn't and what isn't said of document `document` of segment `number`.

        Args:
            content: what the offer says.
        """
        said: dict[Status, dict[Text, Reason]] = {"meets": {}, "fails": {}, "unknown": {}}
        for condition in self._selection.conditions:
            status = self._status(condition, number, document, distance_km)
            for told, reason in self._reasons(condition, status, number, document, content, distance_km):
                said[told].setdefault(reason.text, reason)
        fits, misses, unsure = (tuple(said[status].values()) for status in ("meets", "fails", "unknown"))
        return fits, misses, unsure

    def missing(self, condition: Condition, content: OfferContent, distance_km: float) -> Missing:
        """Return the demand that an offer fails, and what it has instead."""
        has = what_it_has(condition, content, "fails", distance_km)
        return Missing(condition.kind, in_words(condition), has)

    def _status(self, condition: Condition, number: int, document: int, distance_km: float) -> Status:
        verdict = self._verdicts[number][condition]
        if document in verdict.meets:
            return "meets"
        if document in verdict.unknown:
            return "unknown"
        if condition.kind == "place" and not condition.demand and condition.radius is None and distance_km <= _NEAR_KM:
            return "meets"
        return "fails"

    def _reasons(
        self,
        condition: Condition,
        status: Status,
        number: int,
        document: int,
        content: OfferContent,
        distance_km: float,
    ) -> list[tuple[Status, Reason]]:
        kind = condition.kind
        if kind in POINTS:
            return self._of_content(condition, status, number, document)
        if status == "unknown":
            unsaid = Reason(kind, capitalised(_unsaid(condition)), is_unsaid=True)
            return [(status, unsaid)] if not _silent(condition) else []
        has = what_it_has(condition, content, status, distance_km, self._selection.days)
        return [(status, Reason(kind, capitalised(has)))] if has else []

    def _of_content(
        self, condition: Condition, status: Status, number: int, document: int
    ) -> list[tuple[Status, Reason]]:
        """Needs, activities and words, each by itself; what is only read from the text is a guess, and fits a wish."""
        made: list[tuple[Status, Reason]] = []
        for chip in condition.chips:
            says, guesses, unsaid = self._reasons_of(chip)
            own, read = self._has(chip, number, document)
            if own:
                made.append(("meets", says))
            elif read and not condition.demand:
                made.append(("meets", guesses))
            elif condition.demand and status == "unknown":
                made.append(("unknown", unsaid))
        return made

    def _reasons_of(self, chip: Chip) -> tuple[Reason, Reason, Reason]:
        """What is told of an offer that says what a chip asks for, whose text does, or that doesn't say."""
        known = self._told.get(chip.key)
        if known is None:
            kind, text = chip.kind, labels.chip_label(chip.kind, chip.value)
            guess = Reason(kind, _guessed(chip, text), is_guess=True)
            known = self._told[chip.key] = (Reason(kind, text), guess, Reason(kind, text, is_unsaid=True))
        return known

    def _has(self, chip: Chip, number: int, document: int) -> tuple[bool, bool]:
        """Whether an offer says that it has a need, an activity or a word, and whether its text does."""
        key = (number, chip.key)
        having = self._having.get(key)
        if having is None:
            having = self._having[key] = _having(
                chip, self._selection.catalogue.segments[number], self._documents[number]
            )
        return document in having[0], document in having[1]


def _having(chip: Chip, segment: Segment, documents: Numbers) -> tuple[_Documents, _Documents]:
    """Those documents that have what a chip asks for, and those whose text does."""
    if chip.kind == "need":
        return segment.tagged(f"need:{chip.value}"), segment.tagged(f"read:{chip.value}")
    if is_of_the_facet(chip):
        return segment.tagged(f"activity:{chip.value}"), segment.tagged(f"named:{chip.value}")
    for ways in ways_to_say(str(chip.value)):
        documents = documents[np.any([segment.have_term(documents, one.term) for one in ways], axis=0)]
    return frozenset(documents.tolist()), frozenset()


def what_it_has(
    condition: Condition,
    content: OfferContent,
    status: Status,
    distance_km: float | None,
    days: frozenset[str] | None = None,
) -> Text | None:
    """Return what an offer has that a condition is about, as inside a sentence; None where there is nothing to say.

    Args:
        days: the weekdays that a time of day is meant on; None for any.
    """
    kind, values = condition.kind, condition.values
    if kind in _TIMES:
        return _times(condition, content, status, days)
    if kind == "place":
        return facts.place(content, distance_km)
    if kind in _FACTS:
        return _FACTS[kind](content)
    if kind == "gender":
        return facts.gender(content)
    if kind in {"not_weekday", "not_place", "not_setting", "not_activity"}:
        return _positive(kind, values[0]) if status == "fails" else None
    if status == "meets":
        return _met(kind, values, content)
    chosen = facts.chosen(kind, getattr(content, _OWN[kind])) if kind in _OWN else None
    return Text(f"kun {chosen.da}", f"only {chosen.en}") if chosen else None


def _guessed(chip: Chip, text: Text) -> Text:
    """A need that the organisation hasn't named is never shown as if it had."""
    return Text(f"{text.da} (læst i teksten)", f"{text.en} (read from the text)") if chip.kind == "need" else text


def in_words(condition: Condition) -> Text:
    """Return what a condition asks for, as inside a sentence: "mandag eller tirsdag", "inden for 5 km af Gug"."""
    words = listed([chip.words for chip in condition.chips if chip.kind == condition.kind], last=OR)
    if condition.kind != "place" or condition.radius is None:
        return words
    within = labels.chip_words("radius", condition.radius)
    return Text(f"{within.da} af {words.da}", f"{within.en} of {words.en}")


_FACTS = {"age": facts.ages, "price": facts.price, "group_size": facts.group_size}
#: The field that holds an offer's own values of a kind.
_OWN: dict[Kind, str] = {"setting": "setting", "language": "languages", "audience": "audience"}


def _times(condition: Condition, content: OfferContent, status: Status, days: frozenset[str] | None) -> Text | None:
    """The weekly times that fit, or all there are where none does."""
    if status != "meets":
        had = facts.times(content.weekly)
        return Text(f"kun {had.da}", f"only {had.en}") if had else None
    meant = [slot for slot in content.weekly if days is None or slot.day in days]
    fitting = [slot for slot in meant if any(_fits(slot, condition.kind, value) for value in condition.values)]
    return facts.times(fitting) or (labels.PARTS_OF_DAY["aften"] if condition.kind == "part_of_day" else None)


def _fits(slot: Slot, kind: Kind, value: Value) -> bool:
    if kind == "weekday":
        return slot.day == value
    start, end = (np.array(minutes(time) if time else NO_TIME) for time in (slot.start, slot.end))
    return slot.start is not None and bool(fits_time(kind, value, start, end))


def _met(kind: Kind, values: tuple[Value, ...], content: OfferContent) -> Text:
    """The values asked for that the offer has; all of them where the offer's own aren't listed in it."""
    own = getattr(content, _OWN[kind]) if kind in _OWN else values
    met = [value for value in values if value in own] or list(values)
    return listed([labels.chip_words(kind, value) for value in met], last=OR)


def _positive(kind: Kind, value: Value) -> Text:
    of: dict[Kind, Kind] = {
        "not_weekday": "weekday",
        "not_place": "place",
        "not_setting": "setting",
        "not_activity": "activity",
    }
    return labels.chip_words(of[kind], value)


def _unsaid(condition: Condition) -> Text:
    if condition.kind == "not_weekday":
        day = labels.chip_words("weekday", condition.values[0])
        return Text(f"om {day.da} er nødvendig", f"whether {day.en} is needed")
    return in_words(condition) if condition.kind in _NAMED else labels.NOT_SAID[condition.kind]


def _silent(condition: Condition) -> bool:
    """What is only wished not to be isn't worth telling that one doesn't know."""
    return condition.kind.startswith("not_") and not condition.demand


def known_distance(distance_km: float) -> float | None:
    """Return a distance, None for nan."""
    return None if math.isnan(distance_km) else round(distance_km, 1)
