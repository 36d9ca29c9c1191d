"""Places: postal codes, the towns and parts of towns of the vocabulary, and how far one will go.

A part of a town is asked for by its postal district; the chip keeps the part's name, since that is what was said.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from registry import danish
from registry.matching.understand.reading import AT_MOST, Reading, Span
from registry.vocabulary import Vocabulary

#: Names that are words too: they need a capital inside a sentence, or "i" before them.
_ALSO_WORDS = frozenset({"hals", "visse", "trekanten", "lindholm", "midtbyen", "vestbyen", "hou", "mou", "gug"})
_IN = re.compile(r"\b(?:i|ved|nær|omkring|til|fra|in|near|around|at|from)\s+$")
#: Where somebody used to be.
_LEFT = re.compile(r"\b(?:flyttet (?:væk )?fra|moved (?:away )?from)\s+$")
#: What makes the name of an authority or a house of the town's name.
_OWNER = re.compile(
    r"s?[ -](?:kommunes?|municipality|universitet\w*|university|zoo|symfoni\w*|kulturskole\w*|bibliotek\w*"
    r"|ungdomsskole\w*|musikskole\w*|teater\w*)\b"
)
_CODE = re.compile(r"(?<![\d.,])\b(\d{4})\b(?![.,]?\d|\s*(?:kr|,-))")
_CODE_SAID = re.compile(r"\b(?:postn(?:umme)?r\.?|post(?:al)? ?code|zip)\s*$")
_KM = re.compile(
    rf"\b(?:inden for|indenfor|under|ikke længere (?:væk )?end|within|no (?:more|further) than|{AT_MOST})?\s*"
    r"(?<![\d.,])(\d{1,3}(?:[.,]\d)?)\s*(?:km\b\.?|kilometers?\b|kilometres?\b)(?:\s+(?:fra|væk|af|omkring|rundt om"
    r"|from|of|away|around))?"
)
_NEAR = re.compile(
    r"\b(?:tæt (?:på|ved)|nær(?:ved| ved)?|i nærheden af|lige ved|omkring|omegnen af|ikke (?:alt "
    r"|så )?(?:for )?langt (?:væk )?fra|not (?:too )?far (?:away )?from|(?:i )?(?:cykelafstand"
    r"|gåafstand) (?:fra|til|af)"
    r"|near(?: to| by)?|close to|around|in the area of|within (?:walking|cycling) distance of)\s+$"
)
_NEAR_AFTER = re.compile(
    r"\s*(?:og omegn|eller (?:tæt på|i nærheden|omegn)|and (?:surroundings|nearby)|area|-området)\b"
)
_FIRST_CODE, _LAST_CODE = 9000, 9999
#: What a name is short for: "Nr. Sundby" is Nørresundby, "Aalborg Ø" is Aalborg Øst.
_LONG = {"oe": "oest", "sv": "sydvest", "soe": "sydoest", "nr": "noerre", "j": "", "oest": "oest", "east": "oest"}
#: Names by which a district is called in English or in passing, beside the vocabulary's.
_MORE_NAMES = (
    ("{} centrum", "{} c"), ("{} city centre", "{} c"), ("{} by", "{} c"), ("{} east", "{} oest"),
    ("east {}", "{} oest"), ("oestre {}", "{} oest"), ("{} southeast", "{} sydoest"), ("{} southwest", "{} sydvest"),
)  # fmt: skip

NEAR_KM = 5


class Place(NamedTuple):
    """A place's name met in a sentence: its code, its name where it is a part of a district, its words, and where."""

    code: str
    part: str
    first: int
    last: int
    span: Span


class _Name(NamedTuple):
    words: tuple[str, ...]
    code: str
    part: str


_Names = dict[str, list[_Name]]
#: The names of the vocabulary in use, by its version.
_NAMES: dict[str, _Names] = {}


def read(reading: Reading, vocabulary: Vocabulary) -> None:
    """Read where, and how far away."""
    radii = [(found.span(), float(found[1].replace(",", "."))) for found in reading.find(_KM)]
    for span, _ in radii:
        reading.take(span)
    near: list[Span] = []
    met = places(reading, vocabulary)
    for found in reading.find(_CODE):
        known = found[1] in vocabulary.postals or _CODE_SAID.search(reading.before(found.span()))
        if known or _FIRST_CODE <= int(found[1]) <= _LAST_CODE:
            part = next((place.part for place in met if place.code == found[1]), "")
            reading.add("place", found[1], found.span(), named=part)
    for place in met:
        if nearby := _NEAR.search(reading.plain[: place.span[0]]):
            near.append((nearby.start(), place.span[1]))
        elif after := _NEAR_AFTER.match(reading.plain, place.span[1]):
            near.append((place.span[0], after.end()))
        reading.add("place", place.code, place.span, named=_common_part(met, place))
    _add_radius(reading, radii, near)


def places(reading: Reading, vocabulary: Vocabulary) -> list[Place]:
    """Return the places named in what isn't understood yet; the longest name wins."""
    names = _names(vocabulary)
    found: list[Place] = []
    at = 0
    while at < len(reading.words):
        place = _place_at(reading, names, at)
        if place and _OWNER.match(reading.plain, place.span[1]):
            reading.take(place.span)
        elif place and reading.is_free(place.span) and _is_meant(reading, place):
            found.append(place)
        at = place.last + 1 if place else at + 1
    return found


def place_words(reading: Reading, vocabulary: Vocabulary) -> set[int]:
    """Return which words of a sentence belong to the name of a place, whatever is meant by it."""
    names = _names(vocabulary)
    met = [place for at in range(len(reading.words)) if (place := _place_at(reading, names, at))]
    return {number for place in met for number in range(place.first, place.last + 1)}


def _place_at(reading: Reading, names: _Names, at: int) -> Place | None:
    for name in names.get(reading.folded[at], ()):
        if tuple(reading.folded[at : at + len(name.words)]) == name.words:
            last = at + len(name.words) - 1
            return Place(name.code, name.part, at, last, (reading.words[at].start, reading.words[last].end))
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
    return is_capital and not begins and not (follows_name and not re.search(r"[,;]\s*$", before))


def _common_part(met: list[Place], place: Place) -> str:
    """The part's name, unless several parts of one district are named: then the district's will do."""
    parts = {one.part for one in met if one.code == place.code}
    return place.part if len(parts) == 1 else ""


def _add_radius(reading: Reading, radii: list[tuple[Span, float]], near: list[Span]) -> None:
    """A distance is measured from a place; without one it means nothing."""
    if not reading.has("place"):
        return
    for span, kilometres in radii[:1]:
        if kilometres:
            reading.add("radius", int(kilometres) if kilometres == int(kilometres) else kilometres, span)
    if near and not radii:
        reading.add("radius", NEAR_KM, near[0], confidence=0.8)


def _names_of(towns: tuple[tuple[str, str], ...], parts: tuple[tuple[str, str], ...]) -> _Names:
    town_of = dict(towns)
    written = [_Name(_words(town), code, "") for code, town in towns]
    written += [_Name(_words(name), code, "" if _is_same(name, town_of[code]) else name) for name, code in parts]
    known = {" ".join(name.words): name for name in written}
    for town in {name.words[0] for name in written}:
        for other, usual in _MORE_NAMES:
            if meant := known.get(usual.format(town)):
                written.append(meant._replace(words=tuple(other.format(town).split())))
    found: _Names = {}
    for name in written:
        found.setdefault(name.words[0], []).append(name)
    for same_start in found.values():
        same_start.sort(key=lambda name: -len(name.words))
    return found


def _words(name: str) -> tuple[str, ...]:
    return tuple(danish.fold(word.text) for word in danish.words(name))


def _is_same(name: str, town: str) -> bool:
    """Whether a name is only another spelling of its district's town."""
    return _spelled_out(name) == _spelled_out(town)


def _spelled_out(name: str) -> str:
    return "".join(_LONG.get(word, word) for word in _words(name))


def _names(vocabulary: Vocabulary) -> _Names:
    names = _NAMES.get(vocabulary.version)
    if names is None:
        towns = tuple((postal.code, postal.town) for postal in vocabulary.postals.values())
        parts = tuple((locality.name, locality.postal) for locality in vocabulary.localities)
        names = _names_of(towns, parts)
        _NAMES.clear()
        _NAMES[vocabulary.version] = names
    return names
