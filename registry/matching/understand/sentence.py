"""Reads a sentence: every rule in turn, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from registry import privacy
from registry.matching.understand import (
    access,
    ages,
    days,
    exclusions,
    groups,
    interests,
    languages,
    names,
    organisations,
    people,
    places,
    policy,
    prices,
    settings,
    spelling,
    times,
)
from registry.matching.understand.reading import Reading, Span
from registry.matching.understand.spelling import Corrected
from registry.matching.wish import Chip
from registry.vocabulary import Vocabulary, needs_in
from registry.vocabulary.phrases import Found


class Knowledge(interests.Knowledge, organisations.Knowledge, Protocol):
    """What reading a sentence needs to know: a catalogue, or its like in a test."""

    @property
    def vocabulary(self) -> Vocabulary:
        """The vocabulary."""


class PersonalData(ValueError):
    """A sentence tells who somebody is, so it must not be searched for, kept or shown.

    Attributes:
        kinds: what was found, never the thing itself: cpr, email, phone, address.
    """

    def __init__(self, kinds: tuple[privacy.Kind, ...]) -> None:
        self.kinds = kinds
        super().__init__(", ".join(kinds))


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a sentence says.

    Attributes:
        chips: in the order of the sentence; where they stand is where they stand in what was written.
        safety: ids of the vocabulary's safety signals.
        corrected: the words that were taken for misspelt, in order.
    """

    chips: tuple[Chip, ...] = ()
    safety: tuple[str, ...] = ()
    corrected: tuple[Corrected, ...] = ()

    @property
    def several_ages(self) -> bool:
        """Whether several ages are told, so that one may have to choose the child that is meant."""
        return sum(chip.kind == "age" for chip in self.chips) > 1


def understand(text: str, knowledge: Knowledge, *, exact: bool = False) -> Understanding:
    """Return what a sentence asks for.

    Args:
        text: the sentence.
        knowledge: what is known.
        exact: read it as it is written, misspelt words and all.

    Raises:
        PersonalData: a civil registration number, an e-mail address, a phone number or a street address is in it.
    """
    found = privacy.find(text)
    if found:
        raise PersonalData(tuple(dict.fromkeys(one.kind for one in found)))
    reading, needs, left_alone = _begin(text, knowledge)
    meant = spelling.as_written(text) if exact else spelling.corrected(text, knowledge.corrector, left_alone)
    if meant.corrected:
        is_name = [meant.in_corrected(span) for span in reading.names]
        reading, needs, _ = _begin(meant.text, knowledge, is_name)
    _read_conditions(reading, knowledge.vocabulary)
    interests.drop_spoken_for(reading)
    interests.guess_needs(reading, needs)
    interests.read_activities(reading)
    interests.read_words(reading, knowledge)
    chips = sorted(map(meant.in_original, reading.chips), key=lambda chip: chip.span or (0, 0))
    safety = interests.read_safety(f"{meant.text}\n{text}" if meant.corrected else text)
    return Understanding(tuple(chips), safety, meant.corrected)


def _begin(text: str, knowledge: Knowledge, is_name: Iterable[Span] = ()) -> tuple[Reading, list[Found], list[Span]]:
    """Begin to read: names first, so that no rule reads one, then needs, whose words mean nothing by themselves.

    Returns:
        What is read, the needs that are said, and where names stand, of people and of organisations: they are never
        misspelt.
    """
    reading = Reading(text)
    needs = needs_in(text, keep_negated=True)
    theirs = organisations.read(reading, knowledge)
    persons = {*names.find(reading, knowledge.vocabulary, needs), *is_name}
    reading.take_names(
        sorted(span for span in persons if not any(start <= span[0] < end for start, end in theirs)),
    )
    needs = [one for one in needs if not any(start <= one.span[0] < end for start, end in theirs)]
    interests.read_needs(reading, needs)
    return reading, needs, sorted([*reading.names, *theirs])


def _read_conditions(reading: Reading, vocabulary: Vocabulary) -> None:
    """Read what is said of who, when, where and how, in the order in which words are claimed."""
    exclusions.read(reading, vocabulary)
    times.read(reading)
    days.read_days(reading)
    settings.read(reading)
    days.read_parts(reading)
    prices.read(reading)
    places.read(reading, vocabulary)
    access.read(reading)
    languages.read(reading)
    ages.read(reading)
    groups.read(reading)
    people.read(reading)
    policy.read(reading, vocabulary)
