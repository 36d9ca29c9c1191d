"""Places: postal codes, the towns and localities of the vocabulary, and how far one will go."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from registry import danish
from registry.matching.understand.reading import AT_MOST, Reading, Span
from registry.vocabulary import Vocabulary

#: Names that are words too: they need a capital inside a sentence, or "i" before them.
_ALSO_WORDS = frozenset({"hals", "visse", "trekanten", "lindholm", "midtbyen", "vestbyen"})
_IN = re.compile(r"\b(?:i|ved|nær|omkring|til|fra)\s+$")
#: Where somebody used to be.
_LEFT = re.compile(r"\bflyttet fra\s+$")
_CODE = re.compile(r"(?<![\d.,])\b(\d{4})\b(?![.,]?\d|\s*(?:kr|,-))")
_CODE_SAID = re.compile(r"\bpostn(?:umme)?r\.?\s*$")
_KM = re.compile(
    rf"\b(?:inden for|indenfor|under|ikke længere (?:væk )?end|{AT_MOST})?\s*"
    r"(?<![\d.,])(\d{1,3}(?:[.,]\d)?)\s*(?:km\b\.?|kilometer\b)(?:\s+(?:fra|væk|af|omkring|rundt om))?"
)
_NEAR = re.compile(r"\b(?:tæt (?:på|ved)|nær(?:ved| ved)?|i nærheden af|lige ved|omkring|omegnen af)\s+$")
_FIRST_CODE, _LAST_CODE = 9000, 9999

NEAR_KM = 5


class Place(NamedTuple):
    """A place's name met in a sentence: the words `first` to `last`, the postal code and where it stands."""

    code: str
    first: int
    last: int
    span: Span


def read(reading: Reading, vocabulary: Vocabulary) -> None:
    """Read where, and how far away."""
    radii = [(found.span(), float(found[1].replace(",", "."))) for found in reading.find(_KM)]
    for span, _ in radii:
        reading.take(span)
    near: list[Span] = []
    for found in reading.find(_CODE):
        known = found[1] in vocabulary.postals or _CODE_SAID.search(reading.before(found.span()))
        if known or _FIRST_CODE <= int(found[1]) <= _LAST_CODE:
            reading.add("place", found[1], found.span())
    for place in places(reading, vocabulary):
        if nearby := _NEAR.search(reading.plain[: place.span[0]]):
            near.append((nearby.start(), place.span[1]))
        reading.add("place", place.code, place.span)
    _add_radius(reading, radii, near)


def places(reading: Reading, vocabulary: Vocabulary) -> list[Place]:
    """Return the places named in what isn't understood yet; the longest name wins."""
    names = _names(vocabulary)
    found: list[Place] = []
    at = 0
    while at < len(reading.words):
        place = _place_at(reading, names, at)
        if place and reading.is_free(place.span) and _is_meant(reading, place):
            found.append(place)
        at = place.last + 1 if place else at + 1
    return found


def _place_at(reading: Reading, names: dict[str, list[tuple[tuple[str, ...], str]]], at: int) -> Place | None:
    for name, code in names.get(reading.folded[at], ()):
        if tuple(reading.folded[at : at + len(name)]) == name:
            last = at + len(name) - 1
            return Place(code, at, last, (reading.words[at].start, reading.words[last].end))
    return None


def _is_meant(reading: Reading, place: Place) -> bool:
    before = reading.plain[: place.span[0]]
    if _LEFT.search(before):
        return False
    if reading.folded[place.first] not in _ALSO_WORDS or place.last > place.first or _IN.search(before):
        return True
    is_capital = reading.words[place.first].text[0].isupper()
    begins = place.span[0] == 0 or bool(re.search(r"[.!?]\s*$", before))
    follows_name = place.first > 0 and reading.words[place.first - 1].text[0].isupper() and not begins
    return is_capital and not begins and not follows_name


def _add_radius(reading: Reading, radii: list[tuple[Span, float]], near: list[Span]) -> None:
    """A distance is measured from a place; without one it means nothing."""
    if not any(chip.kind == "place" for chip in reading.chips):
        return
    for span, kilometres in radii[:1]:
        if kilometres:
            reading.add("radius", int(kilometres) if kilometres == int(kilometres) else kilometres, span)
    if near and not radii:
        reading.add("radius", NEAR_KM, near[0], confidence=0.8)


@lru_cache(maxsize=4)
def _names_of(version: str, names: tuple[tuple[str, str], ...]) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, code in names:
        words = tuple(danish.fold(word.text) for word in danish.words(name))
        found.setdefault(words[0], []).append((words, code))
    for same_start in found.values():
        same_start.sort(key=lambda entry: -len(entry[0]))
    return found


def _names(vocabulary: Vocabulary) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    names = [(postal.town, postal.code) for postal in vocabulary.postals.values()]
    names += [(locality.name, locality.postal) for locality in vocabulary.localities]
    return _names_of(vocabulary.version, tuple(names))
