"""What is not wanted: "ikke fodbold", "hader bold", "ikke om mandagen", "undtagen Aalborg Øst".

Only activities, days, places and settings can be excluded, and only right after a word that says no: "ingen venner",
"tør ikke" and "kan ikke sidde stille" are needs. Inability isn't dislike: "kan ikke svømme" excludes nothing.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from registry.matching import activities
from registry.matching.understand import places, times
from registry.matching.understand.reading import Reading, Span
from registry.matching.values import Kind, Value
from registry.vocabulary import Vocabulary

_TRIGGER = re.compile(
    r"\b(?:kan ikke (?:lide|fordrage|udstå|holde ud)|bryder sig ikke om|er ikke (?:til|vild med|glad for)|gider ikke|"
    r"ikke|ikk|ingen|intet|hader|afskyr|undgå|undgår|undtagen|bortset fra|uden|nej til|træt af|frabeder)\b"
)
#: Not only football: football too.
_NOT_ONLY = re.compile(r"\s+(?:kun|bare|blot|alene)\b")
#: What one doesn't do, or can't: a fact, not a dislike.
_FACT_BEFORE = re.compile(
    r"\b(?:kan|kunne|tør|turde|går|gået|gik|spiller|spillet|har|dyrker|laver|prøvet|lærer|endnu)\s+(?:\w+\s+)?$"
)
_SMALL = re.compile(
    r"(?:[\s,]|\b(?:til|om|på|i|noget|nogen|med|at|spille|gå|lave|have|være|vil|for|en|et|den|det|de|mere|kun|igen|"
    r"hver|der har|som har|har|fra|lide|særlig|lange|alt)\b)*"
)
_AND = re.compile(r"\s*(?:,|og|eller|heller ikke|og heller ikke)(?:\s+(?:og|eller|ikke|heller))*\s+")
_SOFT = re.compile(r"\b(?:helst|gerne|måske|evt|eventuelt)\s+(?:\w+\s+)?$")
_DAY = re.compile(rf"(?:om |på )?({'|'.join(times._DANISH)})(?:e|en|ene)?\b")
_SETTINGS = {
    "weekend": re.compile(r"(?:i |om )?weekend(?:en|er|erne)?\b"),
    "aften": re.compile(r"(?:om )?aften(?:en|er)?\b"),
    "online": re.compile(r"online\b"),
    "i_skoletiden": re.compile(r"(?:i )?skoletid(?:en)?\b"),
    "ferie": re.compile(r"(?:i )?ferie(?:n|r|rne)?\b"),
}


class _Excluded(NamedTuple):
    kind: Kind
    value: Value
    span: Span


def read(reading: Reading, vocabulary: Vocabulary) -> None:
    """Read what is ruled out, and take it, so that it isn't read as wanted."""
    found_at: dict[int, _Excluded] = {}
    for candidate in _candidates(reading, vocabulary):
        found_at.setdefault(candidate.span[0], candidate)
    for trigger in _TRIGGER.finditer(reading.plain):
        if _NOT_ONLY.match(reading.plain, trigger.end()):
            continue
        is_fact = trigger[0] in {"ikke", "ikk"} and bool(_FACT_BEFORE.search(reading.before(trigger.span())))
        soft = bool(_SOFT.search(reading.before(trigger.span())))
        at, kind = trigger.end(), None
        while (one := _next(reading, found_at, at)) and kind in {None, one.kind}:
            kind = one.kind
            if one.kind == "not_activity" and is_fact:
                reading.take(one.span)
            else:
                start = trigger.start() if at == trigger.end() else one.span[0]
                reading.add(one.kind, one.value, (start, one.span[1]), demand=not soft)
            following = _AND.match(reading.plain, one.span[1])
            if not following:
                break
            at = following.end()


def _next(reading: Reading, found_at: dict[int, _Excluded], at: int) -> _Excluded | None:
    """What is ruled out right after a character, small words apart."""
    small = _SMALL.match(reading.plain, at)
    last = small.end() if small else at
    return next((found_at[start] for start in range(at, last + 1) if start in found_at), None)


def _candidates(reading: Reading, vocabulary: Vocabulary) -> list[_Excluded]:
    made = [
        _Excluded("not_activity", mention.activity or mention.value, mention.span)
        for mention in activities.mentions(reading.text)
    ]
    made += [_Excluded("not_weekday", times.weekday(found[1]), found.span()) for found in _DAY.finditer(reading.plain)]
    for id_, pattern in _SETTINGS.items():
        made += [_Excluded("not_setting", id_, found.span()) for found in pattern.finditer(reading.plain)]
    made += [_Excluded("not_place", place.code, place.span) for place in places.places(reading, vocabulary)]
    return [one for one in made if reading.is_free(one.span)]
