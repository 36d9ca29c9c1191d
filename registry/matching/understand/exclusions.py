"""What is not wanted: "ikke fodbold", "hader bold", "ikke om mandagen", "undtagen Aalborg Øst", "not on Mondays".

Only activities, days, places and settings can be excluded, and only right after a word that says no: "ingen venner",
"tør ikke" and "kan ikke sidde stille" are needs. Inability isn't dislike: "kan ikke svømme" excludes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from registry.matching import activities
from registry.matching.understand import places
from registry.matching.understand.days import ENDING, NAME, WORKDAYS, weekday
from registry.matching.understand.reading import Reading, Span
from registry.matching.values import Kind, Value
from registry.offers.content import DAYS
from registry.vocabulary import Vocabulary

_TRIGGER = re.compile(
    r"\b(?:kan ikke (?:lide|fordrage|udstå|holde ud|med)|bryder sig ikke om|er ikke (?:til|vild med|glad for"
    r"|interesseret i)|"
    r"ikke er (?:til|vild med|glad for|interesseret i)|ikke (?:kan lide|bryder sig om)|gider ikke|alt andet end|"
    r"ikke|ikk|ingen|intet|hader|afskyr|undgå|undgår|undtagen|bortset fra|uden|nej til|træt af|led og ked af"
    r"|frabeder|slippe for|fri for|"
    r"(?:does not|doesn't|don't|do not) (?:like|want|enjoy|care for)|is not into|isn't into|not into|anything but|"
    r"not|no|hates?|dislikes?|avoid|except|without|tired of|på nær|(?:any ?(?:time|day)|all days) but"
    r"|(?:^|(?<=[,;] )|(?<=\bmen )|(?<=\bbut ))(?:aldrig|never))\b"
)
#: Not only football: football too.
_NOT_ONLY = re.compile(r"\s+(?:kun|bare|blot|alene|only|just)\b")
#: What one doesn't do: a fact, not a dislike.
_FACT_BEFORE = re.compile(
    r"\b(?:går|gået|gik|spiller|spillet|har|dyrker|laver|prøvet|endnu|does|do|did|has|have|play|plays)\s+(?:\w+\s+)?$"
)
#: What one can't do, or doesn't dare: often just what is to be learnt.
_INABILITY_BEFORE = re.compile(r"\b(?:kan|kunne|tør|turde|lærer|lært|can|could|dare|dares)\s+(?:\w+\s+)?$")
_SMALL = re.compile(
    r"(?:[\s,]|\b(?:til|om|på|i|noget|nogen|med|at|spille|gå|lave|have|være|vil|for|en|et|den|det|de|mere|kun|igen"
    r"|ville|"
    r"hver|der har|som har|har|fra|lide|særlig|lange|alt|slags|meget|foregår|ligger|hvor der er|"
    r"to|on|in|at|the|any|a|an|with|do|playing|play|want|like|kind of|of|be|it|during|too much)\b)*"
)
_AND = re.compile(
    r"\s*(?:,|og|eller|heller ikke|og heller ikke|and|or|nor)(?:\s+(?:og|eller|ikke|heller|and|or|not))*\s+"
)
_SOFT = re.compile(r"\b(?:helst|gerne|måske|evt|eventuelt|preferably|ideally|rather|maybe)\s+(?:\w+\s+)?$")
_DAY = re.compile(rf"(?:om |på |on )?({NAME}){ENDING}\b")
#: Says that a day won't do: "onsdag dur ikke", "tirsdag er optaget", "Wednesdays don't work".
_WONT_DO = re.compile(
    rf"\b(?:om |på |on )?({NAME}){ENDING}(?:\s+(?:og|eller|and|or)\s+(?:om |på |on )?({NAME}){ENDING})?\s+"
    r"(?:(?:dur|duer|går|passer|fungerer|virker)(?:\s+\w+){0,2}?\s+ikke|(?:kan|må)\s+\w+(?:\s+\w+)?\s+ikke"
    r"|er\s+(?:\w+\s+){0,2}?(?:optaget|udelukket|umulig\w*|fulde?|fyldt|taget|no-go)"
    r"|(?:do|does)(?:n't| not) (?:work|suit)|(?:is|are) (?:full|busy|out|impossible|taken))\b"
)
#: "kan ikke på hverdage", "hverdage går ikke".
_NO_BEFORE = re.compile(r"\b(?:ikke|not|can't|cannot)\s*$")
_NO_AFTER = re.compile(
    r"\s+(?:(?:dur|duer|går|passer|fungerer|virker|kan)(?:\s+\w+){0,2}?\s+ikke|(?:do|does)(?:n't| not) (?:work|suit))\b"
)
#: "kan ikke bruge noget, der ligger om onsdagen": what one can't come to is no day to look for.
_CANNOT = re.compile(
    r"\b(?:(?:kan|kunne|må)\s+(?:\w+\s+)?ikke\s+(?:bruge|komme|deltage|nå|være med|gå til)"
    r"|(?:can't|cannot|can not|couldn't)\s+(?:use|come|attend|make|do))\b"
    r"(?:[^,.;!?]|,(?= (?:der|som|hvor|that|which)\b))*$"
)
#: What may be excluded besides activities, days and places: the kind, the value, in Danish and English.
_OTHERS: tuple[tuple[Kind, str, str], ...] = (
    ("not_setting", "weekend", r"(?:i |om |at |on )?(?:the )?weekend(?:en|er|erne|s)?\b"),
    ("not_setting", "aften", r"(?:om |in the )?(?:aften(?:en|er)?|evenings?)\b"),
    ("not_setting", "online", r"online\b"),
    ("not_setting", "i_skoletiden", r"(?:i |in |during )?(?:skoletid(?:en)?|school (?:hours|time))\b"),
    ("not_setting", "i_skoletiden", r"(?:om |in the )?(?:formiddag(?:en|e|ene)?|mornings?)\b"),
    ("not_setting", "efter_skole", r"(?:om |in the )?(?:eftermiddag(?:en|e|ene)?|afternoons?)\b"),
    ("not_setting", "efter_skole", r"(?:efter skole|after school)\b"),
    (
        "not_setting",
        "ferie",
        r"(?:i |in )?(?:the )?(?:sommer|skole)?(?:ferie(?:n|r|rne)?|(?:summer |school )?holidays?)\b",
    ),
    (
        "not_activity",
        "gaming",
        r"skærm(?:e|en|tid|aktiviteter|baseret)?\b|screens?\b|screen time\b|computere?n?\b|ipads?\b",
    ),
)
_OTHER = [(kind, value, re.compile(rf"\b(?:{pattern})")) for kind, value, pattern in _OTHERS]
_TEAM_SPORTS = re.compile(r"\b(?:holdsport\w*|holdidræt\w*|holdspil|team sports?)\b")
#: The concrete activity that stands for team sports, or else the widest kind of them.
_TEAM, _BALLS = "holdsport", "boldspil"


class _Excluded(NamedTuple):
    kind: Kind
    value: Value
    span: Span
    #: The part of a district that was named; ruling out all of the district for it is more than was said.
    part: str = ""


def read(reading: Reading, vocabulary: Vocabulary) -> None:
    """Read what is ruled out, and take it, so that it isn't read as wanted."""
    _days(reading)
    found_at: dict[int, _Excluded] = {}
    for candidate in _candidates(reading, vocabulary):
        found_at.setdefault(candidate.span[0], candidate)
    for trigger in _TRIGGER.finditer(reading.plain) if found_at else ():
        if _NOT_ONLY.match(reading.plain, trigger.end()) or not reading.is_free(trigger.span()):
            continue
        before = reading.before(trigger.span())
        is_plain = trigger[0] in {"ikke", "ikk", "not"}
        is_unable = is_plain and bool(_INABILITY_BEFORE.search(before))
        is_fact = is_plain and bool(_FACT_BEFORE.search(before))
        is_never = trigger[0] in {"aldrig", "never"}  # who never plays football may well want to
        possible = {
            at: one for at, one in found_at.items() if not ((is_unable or is_never) and one.kind == "not_activity")
        }
        _exclude(reading, possible, trigger, is_fact=is_fact, is_soft=bool(_SOFT.search(before)))


def _days(reading: Reading) -> None:
    """Read the days that won't do, where no word right before them says no."""
    for found in reading.find(_WONT_DO):
        for written in filter(None, found.groups()):
            reading.add("not_weekday", weekday(written), found.span())
    for found in reading.find(WORKDAYS):
        if _NO_BEFORE.search(reading.before(found.span())) or _NO_AFTER.match(reading.plain, found.end()):
            for day in DAYS[:5]:
                reading.add("not_weekday", day, found.span())
    for found in reading.find(_DAY):
        if _CANNOT.search(reading.plain[: found.start()]):
            reading.add("not_weekday", weekday(found[1]), found.span())


def _exclude(
    reading: Reading, found_at: dict[int, _Excluded], trigger: re.Match[str], *, is_fact: bool, is_soft: bool
) -> None:
    """Exclude what follows a trigger, and what "eller" or a comma adds to it."""
    at, kind = trigger.end(), None
    while (one := _next(reading, found_at, at)) and kind in {None, one.kind}:
        kind = one.kind
        if one.kind == "not_activity" and is_fact:
            reading.take(one.span)
        else:
            start = trigger.start() if at == trigger.end() else one.span[0]
            demand = not (is_soft or one.part)
            reading.add(one.kind, one.value, (start, one.span[1]), demand=demand, named=one.part)
        following = _AND.match(reading.plain, one.span[1])
        if not following:
            break
        at = following.end()


def _next(reading: Reading, found_at: dict[int, _Excluded], at: int) -> _Excluded | None:
    """What is ruled out right after a character, small words apart."""
    small = _SMALL.match(reading.plain, at)
    last = small.end() if small else at
    return next((found_at[start] for start in range(at, last + 1) if start in found_at), None)


def _candidates(reading: Reading, vocabulary: Vocabulary) -> Iterator[_Excluded]:
    """What stands in the sentence that could be ruled out; what comes first is preferred where two begin."""
    team = _TEAM if activities.find(_TEAM) else _BALLS
    found = [_Excluded("not_activity", team, one.span()) for one in _TEAM_SPORTS.finditer(reading.plain)]
    found += [
        _Excluded("not_activity", mention.activity or mention.value, mention.span)
        for mention in activities.mentions(reading.text, reading.words)
    ]
    found += [_Excluded("not_weekday", weekday(one[1]), one.span()) for one in _DAY.finditer(reading.plain)]
    for kind, value, pattern in _OTHER:
        found += [_Excluded(kind, value, one.span()) for one in pattern.finditer(reading.plain)]
    found += [_Excluded("not_place", one.code, one.span, one.part) for one in places.places(reading, vocabulary)]
    return (one for one in found if reading.is_free(one.span))
