"""Why an offer stands where it does: what fits, what doesn't, and what it doesn't say.

A reason is about something that was asked for and says what the *offer* has: "Mandag 15.30–17.00" fits "mandag". A need
read from the text is marked as a guess, because the organisation hasn't said it.
"""

from __future__ import annotations

import math
from typing import Literal

from registry import vocabulary
from registry.matching import facts, labels
from registry.matching.conditions import Condition
from registry.matching.outcome import Missing, Reason
from registry.matching.scoring import terms_of
from registry.matching.selection import Selection
from registry.matching.text import OR, Text, capitalised, listed
from registry.matching.values import Kind, Value
from registry.offers.content import OfferContent

Status = Literal["meets", "unknown", "fails"]

#: A place farther away isn't called fitting, in km, where nearness was only wished for.
_NEAR_KM = 5.0
#: What isn't said is named as asked for ("trinfri adgang"), not by its question ("tilgængelighed").
_NAMED: frozenset[Kind] = frozenset({"access", "need", "element", "activity"})
_TIMES: frozenset[Kind] = frozenset({"weekday", "part_of_day", "time"})


class Explainer:
    """Gives the reasons for offers of one selection."""

    def __init__(self, selection: Selection) -> None:
        self._selection = selection

    def reasons(
        self, number: int, document: int, distance_km: float
    ) -> tuple[tuple[Reason, ...], tuple[Reason, ...], tuple[Reason, ...]]:
        """Return what fits, what doesn't and what isn't said of document `document` of segment `number`."""
        said: dict[Status, dict[Text, Reason]] = {"meets": {}, "fails": {}, "unknown": {}}
        for condition in self._selection.conditions:
            status = self._status(condition, number, document, distance_km)
            for reason in self._reasons(condition, status, number, document, distance_km):
                said[status].setdefault(reason.text, reason)
        fits, misses, unsure = (tuple(said[status].values()) for status in ("meets", "fails", "unknown"))
        return fits, misses, unsure

    def missing(self, condition: Condition, number: int, document: int, distance_km: float) -> Missing:
        """Return the demand that an offer fails, and what it has instead."""
        content = self._selection.catalogue.segments[number].docs[document].offer.content
        has = what_it_has(condition, content, "fails", distance_km)
        return Missing(condition.kind, in_words(condition), has)

    def _status(self, condition: Condition, number: int, document: int, distance_km: float) -> Status:
        verdict = self._selection.verdict(number, condition, self._selection.days)
        if document in verdict.meets:
            return "meets"
        if document in verdict.unknown:
            return "unknown"
        if condition.kind == "place" and not condition.demand and condition.radius is None and distance_km <= _NEAR_KM:
            return "meets"
        return "fails"

    def _reasons(
        self, condition: Condition, status: Status, number: int, document: int, distance_km: float
    ) -> list[Reason]:
        kind = condition.kind
        if kind in {"need", "activity", "word"}:
            return self._of_content(condition, status, number, document)
        if status == "unknown":
            return [Reason(kind, capitalised(_unsaid(condition)), is_unsaid=True)] if not _silent(condition) else []
        content = self._selection.catalogue.segments[number].docs[document].offer.content
        has = what_it_has(condition, content, status, distance_km)
        return [Reason(kind, capitalised(has))] if has else []

    def _of_content(self, condition: Condition, status: Status, number: int, document: int) -> list[Reason]:
        """Needs, activities and words: each value by itself, and what is only read from the text is a guess."""
        segment = self._selection.catalogue.segments[number]
        made = []
        for chip in (chip for chip in condition.chips if chip.kind == condition.kind):
            value, text = str(chip.value), labels.chip_label(chip.kind, chip.value)
            if chip.kind == "need":
                own = document in segment.tagged(f"need:{value}")
                read = value in segment.docs[document].read_needs
            elif chip.kind == "activity" and value in vocabulary.current().facets["activity"].values:
                own = document in segment.tagged(f"activity:{value}")
                read = document in segment.tagged(f"named:{value}")
            else:
                own, read = all(term in segment.docs[document].terms for term in terms_of(chip)), False
            if status == "unknown" and condition.demand:
                made.append(Reason(chip.kind, text, is_unsaid=True))
            elif own or read:
                made += [Reason(chip.kind, text, is_guess=not own)] if status == "meets" or not condition.demand else []
        return made


def what_it_has(condition: Condition, content: OfferContent, status: Status, distance_km: float | None) -> Text | None:
    """Return what an offer has that a condition is about, as inside a sentence; None where there is nothing to say."""
    kind, values = condition.kind, condition.values
    if kind in _TIMES:
        return _times(condition, content, status)
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
    own = _OWN.get(kind)
    return facts.chosen(kind, getattr(content, own)) if own else None


def in_words(condition: Condition) -> Text:
    """Return what a condition asks for, as inside a sentence: "mandag eller tirsdag", "inden for 5 km af Gug"."""
    words = listed([labels.chip_words(condition.kind, value) for value in condition.values], last=OR)
    if condition.kind != "place" or condition.radius is None:
        return words
    within = labels.chip_words("radius", condition.radius)
    return Text(f"{within.da} af {words.da}", f"{within.en} of {words.en}")


_FACTS = {"age": facts.ages, "price": facts.price, "group_size": facts.group_size}
#: The field that holds an offer's own values of a kind.
_OWN: dict[Kind, str] = {"setting": "setting", "language": "languages", "audience": "audience"}


def _times(condition: Condition, content: OfferContent, status: Status) -> Text | None:
    if status != "meets":
        had = facts.times(content.weekly)
        return Text(f"kun {had.da}", f"only {had.en}") if had else None
    if condition.kind != "weekday":
        return facts.times(content.weekly)
    return facts.times(slot for slot in content.weekly if slot.day in condition.values)


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
