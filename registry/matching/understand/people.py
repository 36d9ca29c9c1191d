"""Who takes part: girls or boys, parents, families or professionals, and how many."""

from __future__ import annotations

import re

from registry.matching.understand.reading import AT_MOST, Reading

_BOY = re.compile(
    r"\b(?:dreng|drengen|drengs|søn|sønnen|knægt|knægten)\b|\b(?:for|til|kun|kun for) drenge\b|\bdrengehold\w*"
)
_GIRL = re.compile(
    r"\b(?:pige|pigen|piges|datter|datteren|tøs|tøsen)\b|\b(?:for|til|kun|kun for) piger\b|\bpigehold\w*"
)
_AUDIENCES = (
    ("foraeldre", re.compile(r"\b(?:for|til) forældre\b")),
    ("familie", re.compile(r"\b(?:for|til) familier\b|\b(?:for |til )?hele familien\b|\bsom familie\b")),
    (
        "fagfolk",
        re.compile(r"\b(?:for|til) (?:fagfolk|fagpersoner|pædagoger|lærere|personale|personalet|medarbejdere)\b"),
    ),
)
_CLASS = re.compile(
    r"\b(?:for |til |med )?(?:hele|min|vores|en|én) (?:(?:10|\d)\.\s*)?(?:skole)?klassen?\b"
    r"(?: (?:på|med) \d\d (?:elever|børn)\b)?|\bfor klassen\b|\bhele klassen\b|\bklasse(?:n)? på \d\d\b|\bskoleklasse\b"
)
_YEAR_GROUP = re.compile(r"\bhele årgangen\b|\bflere klasser\b")
_AT_MOST = re.compile(rf"\b{AT_MOST}\s+(\d{{1,2}})\s+(?:andre )?(?:børn|elever|deltagere|unge|personer)\b")
_ONE = re.compile(r"\b(?:én|en|ét|1)[ -]?til[ -]?(?:én|en|ét|1)\b|\b1:1\b|\balene med en voksen\b")


def read(reading: Reading) -> None:
    """Read who is to take part."""
    _gender(reading)
    for id_, pattern in _AUDIENCES:
        for found in reading.find(pattern):
            reading.add("audience", id_, found.span(), confidence=0.8)
    for found in reading.find(_AT_MOST):
        reading.add("group_size", int(found[1]), found.span())
    for pattern, id_ in ((_YEAR_GROUP, "stor"), (_ONE, "en")):
        for found in reading.find(pattern):
            reading.add("group_size", id_, found.span(), confidence=0.8)
    for found in _CLASS.finditer(reading.plain):
        if not reading.in_phrase(found.span()):
            reading.add("group_size", "klasse", found.span(), confidence=0.8)


def _gender(reading: Reading) -> None:
    """The child's gender, when one is told: it rules out what is for the others only."""
    boys, girls = list(reading.find(_BOY)), list(reading.find(_GIRL))
    if boys and not girls:
        reading.add("gender", "drenge", boys[0].span(), demand=True, confidence=0.9)
    elif girls and not boys:
        reading.add("gender", "piger", girls[0].span(), demand=True, confidence=0.9)
