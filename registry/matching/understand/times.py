"""Days and times: "om mandagen", "mandag til torsdag", "kl. 15-17", "efter skole", "i weekenden", "i ferien"."""

from __future__ import annotations

import re

from registry.matching.understand.reading import Reading
from registry.matching.values import FIRST_MINUTE, LAST_MINUTE
from registry.offers.content import DAYS

_DANISH = dict(zip(("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"), DAYS, strict=True))
_NAMES = "mandag|tirsdag|onsdag|torsdag|fredag|lø(?:e)?rdag|loerdag|sø(?:e)?ndag|soendag"
_DAY = rf"(?:{_NAMES})"
_DAY_RANGE = re.compile(rf"\b({_DAY})e?n?\s*(?:-|–|til)\s*({_DAY})(?:e|en|ene)?\b")
_ONE_DAY = re.compile(rf"\b(?:om |på |hver )?({_DAY})(?:e|en|ene|s)?\b")
_DAY_PART = re.compile(rf"\b({_DAY})(?:s|e)?\s*(formiddag|eftermiddag|aften)(?:e|en|er)?\b")
_WORKDAYS = re.compile(r"\b(?:på |alle |i )?(?:hverdage|hverdagene|ugedage|ugedagene)\b|\b(?:til )?hverdag\b(?!en)")

_T = r"(\d{1,2})(?:[.:]([0-5]\d))?"
_FROM_TO = re.compile(
    rf"\b(?:mellem |fra )?(?:kl\.?|klokken)\s*{_T}\s*(?:-|–|til|og)\s*(?:kl\.?\s*)?{_T}\b"
    r"|(?<![\d.])\b(\d{1,2})[.:]([0-5]\d)\s*(?:-|–|til)\s*(\d{1,2})[.:]([0-5]\d)\b"
)
_AFTER = re.compile(rf"\b(?:efter|fra|tidligst|fri|har fri)\s+(?:kl\.?|klokken)\s*{_T}\b")
_BEFORE = re.compile(rf"\b(?:før|inden|senest|indtil|til)\s+(?:kl\.?|klokken)\s*{_T}\b")
_AT = re.compile(rf"\b(?:kl\.?|klokken)\s*{_T}\b")

_PART = re.compile(r"\b(?:om |hen på |sidst på |i )?(formiddag|eftermiddag|aften)(e|en|er|erne)?\b")
_SETTINGS: tuple[tuple[str, str], ...] = (
    ("efter_skole", r"\befter (?:skole|skoletid|skolen)\b(?! er\b)"),
    ("i_skoletiden", r"\b(?:i|inden for) (?:skoletiden|skoletid|skoledagen|undervisningstiden)\b"),
    ("i_dagtilbud", r"\bi (?:dagtilbuddets tid|børnehavetiden|børnehavens tid)\b"),
    ("weekend", r"\b(?:i |om )?weekend(?:en|er|erne)?\b"),
    (
        "ferie",
        r"\b(?:i |om )(?:sommer|efterårs|vinter|jule|påske|skole)?ferie(?:n|r|rne)\b"
        r"|\b(?:sommer|efterårs|vinter|jule|påske)ferien\b",
    ),
    ("online", r"\bonline\b|\bover nettet\b"),
)
_SETTING = [(id_, re.compile(pattern)) for id_, pattern in _SETTINGS]
#: Today's evening isn't the time of something weekly.
_TODAY = re.compile(r"\bi $")


def read(reading: Reading) -> None:
    """Read clock times, weekdays, parts of the day and settings."""
    _clock(reading)
    _days(reading)
    _settings(reading)
    _parts(reading)


def weekday(written: str) -> str:
    """Return the day of a Danish name: "mon"."""
    return _DANISH[written.replace("oe", "ø").replace("øe", "ø")]


def _clock(reading: Reading) -> None:
    for found in reading.find(_FROM_TO):
        start, end = (_time(*found.groups()[at : at + 2]) for at in ((0, 2) if found[1] else (4, 6)))
        if start and end and start <= end:
            reading.add("time", (start, end), found.span())
    for found in reading.find(_AFTER):
        if start := _time(found[1], found[2]):
            reading.add("time", (start, LAST_MINUTE), found.span())
    for found in reading.find(_BEFORE):
        if end := _time(found[1], found[2]):
            reading.add("time", (FIRST_MINUTE, end), found.span())
    for found in reading.find(_AT):
        if at := _time(found[1], found[2]):
            reading.add("time", (at, at), found.span())


def _time(hour: str, minute: str | None) -> str | None:
    return f"{int(hour):02}:{minute or '00'}" if int(hour) < 24 else None


def _days(reading: Reading) -> None:
    for found in reading.find(_DAY_RANGE):
        first, last = DAYS.index(weekday(found[1])), DAYS.index(weekday(found[2]))
        for day in DAYS[first : last + 1]:
            reading.add("weekday", day, found.span())
    for found in reading.find(_DAY_PART):
        reading.add("weekday", weekday(found[1]), found.span())
        reading.add("part_of_day", found[2], found.span())
    for found in reading.find(_ONE_DAY):
        reading.add("weekday", weekday(found[1]), found.span())
    for found in reading.find(_WORKDAYS):
        for day in DAYS[:5]:
            reading.add("weekday", day, found.span())


def _settings(reading: Reading) -> None:
    for id_, pattern in _SETTING:
        for found in reading.find(pattern):
            if not reading.in_phrase(found.span()):
                reading.add("setting", id_, found.span())


def _parts(reading: Reading) -> None:
    """A part of the day, unless it tells when something is hard: "sover dårligt om aftenen"."""
    for found in reading.find(_PART):
        if found[0].startswith("i ") or reading.near_phrase(found.span()):
            continue
        reading.add("part_of_day", found[1], found.span())
