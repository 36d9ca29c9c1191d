"""Why an offer stands where it does: what fits, what doesn't, and what it doesn't say.

A reason is about something that was asked for and says what the *offer* has: "Mandag 15.30–17.00" fits "mandag". A need
read from the text is marked as a guess, because the organisation hasn't said it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

import numpy as np
from pyroaring import BitMap

from registry import vocabulary
from registry.matching import facts, labels
from registry.matching.conditions import Condition, fits_time
from registry.matching.outcome import Missing, Reason
from registry.matching.points import POINTS, is_of_the_facet
from registry.matching.segment import NO_TIME, Segment
from registry.matching.selection import Selection
from registry.matching.sought import ways_to_say
from registry.matching.text import OR, Text, capitalised, listed
from registry.matching.values import Kind, Value, minutes
from registry.matching.wish import Chip
from registry.offers.content import OfferContent, Slot

Status = Literal["meets", "fails"]
_Documents = BitMap | frozenset[int]

#: A place farther away isn't called fitting, in km, where nearness was only wished for.
_NEAR_KM = 5.0
#: What isn't said is named as asked for ("trinfri adgang"), not by its question ("tilgængelighed").
_NAMED: frozenset[Kind] = frozenset({"access", "need", "element", "activity"})
_REMEMBERED = 1 << 12
_TIMES: frozenset[Kind] = frozenset({"weekday", "part_of_day", "time"})


class Reasons(NamedTuple):
    """What fits of what was asked for, what doesn't, and what isn't said."""

    fits: list[Reason]
    misses: list[Reason]
    unsure: list[Reason]


class Explainer:
    """Gives the reasons for some documents of one segment: those of all of them, one condition after the other.

    Args:
        shown: the documents, with what each offer says and its distance in km (nan where that isn't known).
    """

    def __init__(self, selection: Selection, number: int, shown: Mapping[int, tuple[OfferContent, float]]) -> None:
        self._selection = selection
        self._number = number
        self._segment = selection.catalogue.segments[number]
        self._shown = shown
        self._reasons = {document: Reasons([], [], []) for document in shown}
        for condition in selection.conditions:
            if condition.kind in POINTS:
                self._tell_each_chip(condition)
            else:
                self._tell(condition)

    def reasons(self, document: int) -> tuple[tuple[Reason, ...], tuple[Reason, ...], tuple[Reason, ...]]:
        """Return what fits, what doesn't and what isn't said of a document, each thing once."""
        fits, misses, unsure = self._reasons[document]
        return _once(fits), _once(misses), _once(unsure)

    def missing(self, condition: Condition, document: int) -> Missing:
        """Return the demand that an offer fails, and what it has instead."""
        has = what_it_has(condition, *self._shown[document], "fails")
        return Missing(condition.kind, in_words(condition), has)

    def _tell(self, condition: Condition) -> None:
        """Tell what each offer has of a condition, or that it doesn't say."""
        kind, days = condition.kind, self._selection.days
        meets, unknown = self._selection.verdict(self._number, condition, days)
        unsaid = _unsaid_reason(condition) if unknown else None
        may_be_near = kind == "place" and not condition.demand and condition.radius is None
        for document, (content, distance_km) in self._shown.items():
            told = self._reasons[document]
            if document not in meets and document in unknown:
                if unsaid:
                    told.unsure.append(unsaid)
                continue
            is_met = document in meets or (may_be_near and distance_km <= _NEAR_KM)
            has = what_it_has(condition, content, distance_km, "meets" if is_met else "fails", days)
            if has:
                (told.fits if is_met else told.misses).append(_reason(kind, has))

    def _tell_each_chip(self, condition: Condition) -> None:
        """Tell needs, activities and words, each by itself; what only the text says is a guess, and fits a wish."""
        days = self._selection.days
        unknown = self._selection.verdict(self._number, condition, days).unknown if condition.demand else BitMap()
        for chip in condition.chips:
            says, guesses, unsaid = _reasons_of(chip)
            own, read = _having(chip, self._segment, self._shown)
            for document, told in self._reasons.items():
                if document in own:
                    told.fits.append(says)
                elif document in read and not condition.demand:
                    told.fits.append(guesses)
                elif document in unknown:
                    told.unsure.append(unsaid)


def _once(reasons: list[Reason]) -> tuple[Reason, ...]:
    if len(reasons) < 2:
        return tuple(reasons)
    once: dict[Text, Reason] = {}
    for reason in reasons:
        once.setdefault(reason.text, reason)
    return tuple(once.values())


@lru_cache(maxsize=_REMEMBERED)
def _reason(kind: Kind, has: Text) -> Reason:
    return Reason(kind, capitalised(has))


@vocabulary.remembered(_REMEMBERED)
def _reasons_of(chip: Chip) -> tuple[Reason, Reason, Reason]:
    """What is told of an offer that says what a chip asks for, whose text does, or that doesn't say."""
    kind, text = chip.kind, labels.chip_label(chip.kind, chip.value)
    return Reason(kind, text), Reason(kind, _guessed(chip, text), is_guess=True), Reason(kind, text, is_unsaid=True)


def _having(chip: Chip, segment: Segment, documents: Iterable[int]) -> tuple[_Documents, _Documents]:
    """Those documents that say what a chip asks for, and those whose text does."""
    if chip.kind == "need":
        return segment.tagged(f"need:{chip.value}"), segment.tagged(f"read:{chip.value}")
    if is_of_the_facet(chip):
        return segment.tagged(f"activity:{chip.value}"), segment.tagged(f"named:{chip.value}")
    some = np.array(list(documents), dtype=np.int64)
    for ways in ways_to_say(str(chip.value)):
        some = some[np.any([segment.have_term(some, one.term) for one in ways], axis=0)]
    return frozenset(some.tolist()), frozenset()


def what_it_has(
    condition: Condition,
    content: OfferContent,
    distance_km: float | None,
    status: Status,
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
    fitting = tuple(slot for slot in meant if any(_fits(slot, condition.kind, value) for value in condition.values))
    return facts.times(fitting) or (labels.PARTS_OF_DAY["aften"] if condition.kind == "part_of_day" else None)


def _fits(slot: Slot, kind: Kind, value: Value) -> bool:
    return slot.day == value if kind == "weekday" else _fits_time(kind, value, slot.start, slot.end)


@lru_cache(maxsize=_REMEMBERED)
def _fits_time(kind: Kind, value: Value, start: str | None, end: str | None) -> bool:
    first, last = (np.array(minutes(time) if time else NO_TIME) for time in (start, end))
    return start is not None and bool(fits_time(kind, value, first, last))


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


def _unsaid_reason(condition: Condition) -> Reason | None:
    """What is only wished not to be isn't worth telling that one doesn't know."""
    if condition.kind.startswith("not_") and not condition.demand:
        return None
    return Reason(condition.kind, capitalised(_unsaid(condition)), is_unsaid=True)


def _unsaid(condition: Condition) -> Text:
    if condition.kind == "not_weekday":
        day = labels.chip_words("weekday", condition.values[0])
        return Text(f"om {day.da} er nødvendig", f"whether {day.en} is needed")
    return in_words(condition) if condition.kind in _NAMED else labels.NOT_SAID[condition.kind]


def known_distance(distance_km: float) -> float | None:
    """Return a distance, None for nan."""
    return None if math.isnan(distance_km) else round(distance_km, 1)
