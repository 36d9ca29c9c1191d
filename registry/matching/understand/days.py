"""Days and parts of the day: "om mandagen", "tirs/tors", "mandag til torsdag", "on Mondays", "om eftermiddagen"."""

from __future__ import annotations

import re

from registry.matching.understand.reading import Reading, Span
from registry.offers.content import DAYS

_FULL = (
    ("mandag", "monday"), ("tirsdag", "tuesday"), ("onsdag", "wednesday"), ("torsdag", "thursday"),
    ("fredag", "friday"), ("lørdag", "saturday"), ("søndag", "sunday"),
)  # fmt: skip
#: Short names, which are only days beside another: "man" is also "one", and "søn" a son.
_SHORT = (
    "man",
    "tir",
    "tirs",
    "ons",
    "tor",
    "tors",
    "fre",
    "lør",
    "søn",
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
)
_OF = {name: day for day, names in zip(DAYS, _FULL, strict=True) for name in names}
_OF |= {"loerdag": "sat", "løerdag": "sat", "soendag": "sun", "søendag": "sun"}
_OF |= {short: day for short in _SHORT for name, day in _OF.items() if name.startswith(short) and len(short) < 5}

NAME = rf"(?:{'|'.join(name for name in _OF if name not in _SHORT)})"
_ANY = rf"(?:{NAME}|{'|'.join(sorted(_SHORT, key=len, reverse=True))})"
ENDING = r"(?:e|en|ene|s)?"
_THROUGH = re.compile(rf"\b({_ANY}){ENDING}\.?\s*(?:-|–|til|to|through)\s*({_ANY})\.?{ENDING}\b")
_PAIR = re.compile(rf"\b({_ANY})\.?\s*/\s*({_ANY})\b\.?")
#: One day or another: each will do, so an offer must be on one of them.
_EITHER = re.compile(
    rf"\b(?:enten |either )?(?:om |på |on )?({NAME}){ENDING},?\s+(?:eller|or)\s+(?:om |på |on )?({NAME}){ENDING}\b"
)
#: What happens each week is told rather than asked for where a need is said with it, "ondt i maven hver mandag", or
#: where a longer part of a sentence looks for nothing.
_HABIT = re.compile(r"(?:hver(?! anden)|every(?! other))\b")
_BY_TURNS = re.compile(r"hver anden|every other")
_LONG = 4
#: Whoever has the child then looks for something to do then.
_TOGETHER = re.compile(
    r"\b(?:samvær|har (?:sin|sine|ham|hende|dem|børnene|barnet|datteren|sønnen)|er hos|has (?:him|her|them|the kids))\b"
)
#: "hver fredag ligger hun på sit værelse", "hver anden søndag, når han skal hjem".
_SOMEBODY_DOES = re.compile(r"\s+\w+\s+(?:han|hun|hen|de|jeg|vi|barnet|drengen|pigen)\b|,?\s+(?:når|hvor|when)\b")
#: The days that are full are told of, not asked for.
_ARE_FULL = re.compile(r"\s+(?:er|are)\s+(?:\w+\s+){0,2}?(?:fulde?|fyldte?|optaget|optagne|travle|pakkede|full|busy)\b")
_ONE = re.compile(rf"\b(?:om |på |hver (?:anden )?|on |every (?:other )?)?({NAME}){ENDING}\b")
_WITH_PART = re.compile(
    rf"\b({NAME})(?:s|e)?\s*(formiddag|eftermiddag|aften|morgen|morning|afternoon|evening)(?:e|en|er|s)?\b"
)
WORKDAYS = re.compile(
    r"\b(?:på |alle |i )?(?:hverdage|hverdagene|ugedage|ugedagene)\b|\b(?:til )?hverdag\b(?!en)"
    r"|\b(?:on )?(?:week|school)days?\b|\b(?:på )?skoledage\b"
)

#: Says that what follows is looked for.
_SOUGHT = re.compile(
    r"\b(?:noget|nogen|tilbud|aktivitet\w*|hold|gruppe|klub|café|søger|savner|ønsker|gerne|vil|kan|baby\w*"
    r"|something|someone|activit\w+|group|club|class|looking|wants?|needs?|would like)\b"
)

#: When somebody works is when somebody else is alone: "forældrene arbejder aften".
_WORKS = re.compile(
    r"\b(?:arbejder|på arbejde|har vagt(?:er)?|på vagt|works?|working|on shift)\s+"
    r"(?:(?:altid|mest|sent|tit|ofte|hver|always|mostly|late|often|every)\s+)*$"
)

_PART_OF = {
    "formiddag": "formiddag", "morgen": "formiddag", "morning": "formiddag", "eftermiddag": "eftermiddag",
    "afternoon": "eftermiddag", "aften": "aften", "evening": "aften",
}  # fmt: skip
#: From one part of the day to another is most of it, and no part.
_MOST_OF_THE_DAY = re.compile(
    r"\b(?:fra )?(?:(?:om )?(?:morgen(?:en)?|formiddag(?:en)?) til (?:efter)?(?:middag|aften)\w*"
    r"|(?:from )?morning (?:to|until|till) (?:afternoon|evening|night))\b"
)
#: A whole part of the day, or all of them, is when something happens that is told of.
_WHOLE, _ALL = re.compile(r"\b(?:hele|al|every|all|whole)\s+$"), re.compile(r"(?<!tim)(?:ene|erne)$")
_PARTS = (
    re.compile(r"\b(?:om |hen på |sidst på |i )?(formiddag|eftermiddag|aften)(?:e|en|er|erne)?\b"),
    re.compile(r"\b(?:om |hver )(morgen)en?\b(?! til)"),
    re.compile(r"\b(?:om )?(formiddag|eftermiddag|aften)stimerne?\b"),
    re.compile(r"\b(eftermiddag|aften)s?(?:hold|tilbud|aktivitet|klub)\w*"),
    re.compile(r"\b(?:in the |on |early |late )?(morning|afternoon|evening)s?\b"),
)


def read_days(reading: Reading) -> None:
    """Read weekdays, one by one, from one to another, or all but the weekend's."""
    for found in reading.find(_THROUGH):
        first, last = DAYS.index(weekday(found[1])), DAYS.index(weekday(found[2]))
        for day in DAYS[first : last + 1]:
            reading.add("weekday", day, found.span())
    for found in reading.find(_PAIR):
        for written in found.groups():
            reading.add("weekday", weekday(written), found.span(), demand=False)
    for found in reading.find(_EITHER):
        is_hedged = reading.is_hedged(found.span())
        for written in found.groups():
            reading.add("weekday", weekday(written), found.span(), demand=not is_hedged)
    for found in reading.find(_WITH_PART):
        reading.add("weekday", weekday(found[1]), found.span())
        reading.add("part_of_day", _PART_OF[found[2]], found.span())
    for found in reading.find(_ONE):
        before = reading.before(found.span())
        if _WORKS.search(before):
            reading.take(found.span())
            continue
        is_sought = _SOUGHT.search(before) or _TOGETHER.search(before)
        by_turns = _BY_TURNS.match(found[0]) and (not is_sought or _SOMEBODY_DOES.match(reading.plain, found.end()))
        is_told = by_turns or (_HABIT.match(found[0]) and _tells(reading, found.span()))
        reading.add("weekday", weekday(found[1]), found.span(), demand=False if is_told else None)
    _workdays(reading)


def _workdays(reading: Reading) -> None:
    for found in reading.find(WORKDAYS):
        if _ARE_FULL.match(reading.plain, found.end()):
            reading.take(found.span())
            continue
        for day in DAYS[:5]:
            reading.add("weekday", day, found.span())


def read_parts(reading: Reading) -> None:
    """Read parts of the day; where a need is said, "sover dårligt om aftenen", one may only tell when it is hard.

    So one does of whole ones ("sidder alene hele aftenen") and of all of them ("aftenerne ender i skænderi").
    """
    for found in reading.find(_MOST_OF_THE_DAY):
        reading.take(found.span())
    for pattern in _PARTS:
        for found in reading.find(pattern):
            if found[0].startswith("i "):
                continue
            before = reading.before(found.span())
            if _WORKS.search(before):
                reading.take(found.span())
                continue
            is_sought = _SOUGHT.search(before)
            is_told = bool(_WHOLE.search(before) or _ALL.search(found[0]))
            if not is_sought and (is_told or reading.near_phrase(found.span())):
                reading.take(found.span())
            else:
                is_wish = is_told or reading.near_phrase(found.span()) or _tells(reading, found.span())
                demand = False if is_wish else None
                reading.add("part_of_day", _PART_OF[found[1]], found.span(), demand=demand)


def _tells(reading: Reading, span: Span) -> bool:
    if reading.near_phrase(span) or _SOMEBODY_DOES.match(reading.after(span)):
        return True
    before = reading.before(span)
    return len(before.split()) >= _LONG and not _SOUGHT.search(before)


def weekday(written: str) -> str:
    """Return the day of a name, Danish or English, whole or short: "mon"."""
    return _OF[written]
