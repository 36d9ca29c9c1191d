"""How many take part: a number is a condition, "få børn" and "ikke for store hold" are wishes about the size."""

from __future__ import annotations

import re

from registry.matching.understand.reading import AT_MOST, Reading

_CHILDREN = (
    r"(?:børn|elever|deltagere|unge|personer|på holdet|i gruppen|children|kids|pupils|participants|young people"
    r"|people)"
)
_AT_MOST = re.compile(
    rf"\b(?:{AT_MOST}|under|fewer than|less than)\s+(\d{{1,2}})\s+(?:andre |other )?{_CHILDREN}(?: på holdet"
    rf"| i gruppen| ad gangen)?\b"
)
_NOUN = r"(?:hold|grupper?|flokke?|forsamlinger|groups?|teams?|classes)"
_ONE = re.compile(
    r"\b(?:én|en|ét|1)[ -]?til[ -]?(?:én|en|ét|1)\b|\b1:1\b|\balene med en voksen\b|\benetimer?\b"
    r"|\bsoloundervisning\b"
    r"|\b(?:one|1)[ -](?:to|on)[ -](?:one|1)\b|\bindividual(?:ly)? (?:lessons|sessions|support)\b"
    r"|\bindividuelle? (?:forløb|timer|støtte)\b"
)
_SMALL = re.compile(
    rf"\b(?:ganske |meget )?(?:få|nogle få|kun få) (?:andre )?{_CHILDREN}"
    rf"|\b(?:et |en |helt )?(?:små|lille|lillebitte|mini) {_NOUN}\b|\bmini(?:hold|grupper?)\b"
    rf"|\b(?:a |very )?small {_NOUN}\b|\b(?:only )?(?:a )?few (?:other )?{_CHILDREN}\b"
)
_NOT_LARGE = re.compile(
    rf"\b(?:ikke|ingen|uden|undgå) (?:(?:et|en|i|på|for|så|alt|med|vil|være|gå) ){{0,4}}(?:stor|stort"
    rf"|store) {_NOUN}\b"
    rf"|\b(?:ikke|uden) (?:(?:for|så|alt|ret) ){{0,2}}mange (?:andre )?(?:{_CHILDREN}|mennesker)\b"
    rf"|\b(?:overskuelig|mindre) {_NOUN}\b|\b(?:store {_NOUN} er (?:for meget|svært))\b"
    rf"|\b(?:not|no|without|avoid) (?:(?:in|too|very|a|so) ){{0,2}}(?:large|big) {_NOUN}\b"
    rf"|\bnot too many (?:other )?{_CHILDREN}\b"
)
_CLASS = re.compile(
    r"\b(?:for |til |med )?(?:hele|min|vores|en|én) (?:(?:10|\d)\.\s*)?(?:skole)?klassen?\b"
    r"(?: (?:på|med) \d\d (?:elever|børn)\b)?|\bfor klassen\b|\bhele klassen\b|\bklasse(?:n)? på \d\d\b"
    r"|\bskoleklasse\b"
    r"|\b(?:for )?(?:the |my |our |a )?(?:whole|entire|school) class\b|\b(?:for )?(?:my|our) class\b"
    r"|\bclass of \d\d\b"
)
#: Some of a class are no class.
_AMONG = re.compile(r"\b(?:i|fra|af|ud af|in|from|of)\s+$")
_YEAR_GROUP = re.compile(
    r"\bhele årgangen\b|\bflere klasser\b|\bhele skolen\b|\b(?:several classes|whole year group)\b"
)


def read(reading: Reading) -> None:
    """Read how many are to take part."""
    for found in reading.find(_AT_MOST):
        reading.add("group_size", int(found[1]), found.span())
    for pattern, id_ in ((_YEAR_GROUP, "stor"), (_ONE, "en")):
        for found in reading.find(pattern):
            reading.add("group_size", id_, found.span(), confidence=0.8)
    for found in _CLASS.finditer(reading.plain):
        if not reading.in_phrase(found.span()) and not _AMONG.search(reading.before(found.span())):
            reading.add("group_size", "klasse", found.span(), confidence=0.8)
    if reading.has("group_size"):
        return
    for pattern, id_ in ((_SMALL, "lille"), (_NOT_LARGE, "mellem")):
        for found in reading.find(pattern):
            reading.note("group_size", id_, found.span(), 0.7)
