"""Clock times: "kl. 15-17", "efter kl. 16", "ikke senere end 18", "after 4 pm", "between 3 and 5 pm"."""

from __future__ import annotations

import re

from registry.matching.understand.reading import Reading
from registry.matching.values import FIRST_MINUTE, LAST_MINUTE

_T = r"(\d{1,2})(?:[.:]([0-5]\d))?"
_HALF = r"\s*([ap])\.?m\b\.?"
_KL = r"(?:kl\.?|klokken)\s*"
_FROM_TO = (
    re.compile(rf"\b(?:mellem |fra )?{_KL}{_T}\s*(?:-|–|til|og)\s*(?:{_KL})?{_T}\b"),
    re.compile(r"(?<![\d.])\b(\d{1,2})[.:]([0-5]\d)\s*(?:-|–|til|to)\s*(\d{1,2})[.:]([0-5]\d)\b"),
)
_FROM_TO_ENGLISH = re.compile(rf"\b(?:between |from )?{_T}(?:{_HALF})?\s*(?:-|–|to|and|until)\s*{_T}{_HALF}")
_DOES = r"(?:være |ligge |slutte |begynde |starte |be |start |end )?"
#: What is ruled out says when it must be instead, so it is read first.
_AFTER = (
    re.compile(rf"\bikke {_DOES}før\s+(?:{_KL}){_T}\b"),
    re.compile(rf"\bnot {_DOES}(?:before|earlier than)\s+(?:at )?{_T}{_HALF}"),
    re.compile(rf"(?<!ikke )\b(?:efter|fra|tidligst|fri|har fri)\s+(?:{_KL}){_T}\b"),
    re.compile(
        r"(?<!ikke )\b(?:efter|tidligst) (1[2-9]|2[0-2])(?:[.:]([0-5]\d))?\b(?!\.?\s*(?:[-–%]|år\b|\w*(?:dage|uger|"
        r"måneder|mdr|minut|time|gange|forsøg|kr|km|børn|elever|unge|stk)))"
    ),
    re.compile(rf"(?<!not )\b(?:after|from|earliest)\s+(?:at )?{_T}{_HALF}"),
)
_BEFORE = (
    re.compile(rf"\bikke {_DOES}(?:senere end|efter)\s+(?:{_KL})?{_T}\b"),
    re.compile(rf"\bnot {_DOES}(?:after|later than)\s+(?:at )?{_T}{_HALF}"),
    re.compile(rf"\b(?:før|inden|senest|indtil|til)\s+(?:{_KL}){_T}\b"),
    re.compile(rf"\b(?:before|until|by|latest)\s+(?:at )?{_T}{_HALF}"),
)
#: When children sleep, nothing is offered: such a time only tells of a night.
_NIGHT = re.compile(
    r"(?:kl\.?|klokken|at|until|till?)\s*\d{1,2}(?:[.:][0-5]\d)?\s*(?:[ap]\.?m\.?\s*)?(?:om natten|i nat|at night)\b"
)
#: When somebody sleeps, gets up or comes in late is told, too.
_TOLD_BEFORE = re.compile(
    r"\b(?:aldrig|kommer|møder|dukker|vågner|sover|står op|ligger|oppe|kommer op|i seng|never|wakes?|sleeps?|gets? up"
    r"|arrives?|stays? up)\b[^,.;]*$"
)
_AT = (
    re.compile(rf"\b{_KL}{_T}\b"),
    re.compile(rf"(?:\bat )?\b{_T}{_HALF}"),
)


def read(reading: Reading) -> None:
    """Read clock times; what is ruled out ("ikke efter kl. 17") says when it must be instead."""
    for found in reading.find(_NIGHT):
        reading.take(found.span())
    _spans(reading)
    _open(reading, (*_AFTER[:2], *_BEFORE[:2]))
    _open(reading, (*_AFTER[2:], *_BEFORE[2:]))
    for pattern in _AT:
        for found in reading.find(pattern):
            if not _is_told(reading, found) and (at := _time(*found.groups())):
                reading.add("time", (at, at), found.span())


def _open(reading: Reading, patterns: tuple[re.Pattern[str], ...]) -> None:
    """Times with no beginning, or with no end."""
    for pattern in patterns:
        for found in reading.find(pattern):
            if _is_told(reading, found):
                continue
            if at := _time(*found.groups()):
                reading.add("time", (at, LAST_MINUTE) if pattern in _AFTER else (FIRST_MINUTE, at), found.span())


def _is_told(reading: Reading, found: re.Match[str]) -> bool:
    """Whether a time is when something happens that is told of, and take it then."""
    is_told = bool(_TOLD_BEFORE.search(reading.before(found.span())))
    if is_told:
        reading.take(found.span())
    return is_told


def _spans(reading: Reading) -> None:
    for pattern in _FROM_TO:
        for found in reading.find(pattern):
            _add_span(reading, found, _time(found[1], found[2]), _time(found[3], found[4]))
    for found in reading.find(_FROM_TO_ENGLISH):
        _add_span(reading, found, _time(found[1], found[2], found[3] or found[6]), _time(found[4], found[5], found[6]))


def _add_span(reading: Reading, found: re.Match[str], start: str | None, end: str | None) -> None:
    if start and end and start <= end:
        reading.add("time", (start, end), found.span())


def _time(hour: str, minute: str | None, half: str | None = None) -> str | None:
    """Return "15:30"; with a half of the day, "a" or "p", the hour is of twelve."""
    number = int(hour)
    if half and 1 <= number <= 12:
        number = number % 12 + (12 if half == "p" else 0)
    return f"{number:02}:{minute or '00'}" if number < 24 else None
