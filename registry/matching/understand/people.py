"""Who takes part: girls or boys, parents, families or professionals."""

from __future__ import annotations

import re
from typing import NamedTuple

from registry.matching.understand.reading import Reading, Span

_GENDERS = (
    (
        "drenge",
        r"dreng|drengen|drengs|søn|sønnen|sønnens|knægt|knægten|(?:for|til|kun|kun for) drenge|drengehold\w*"
        r"|drengeklub\w*",
        r"boy|boy's|son|son's|lad|(?:for|only for|only) boys|boys only",
    ),
    (
        "piger",
        r"pige|pigen|piges|pigens|datter|datteren|datterens|tøs|tøsen|(?:for|til|kun|kun for) piger|pigehold\w*"
        r"|pigeklub\w*",
        r"girl|girl's|daughter|daughter's|(?:for|only for|only) girls|girls only",
    ),
)
_GENDER = [(id_, re.compile(rf"\b(?:{danish}|{english})\b")) for id_, danish, english in _GENDERS]


class _Audience(NamedTuple):
    id: str
    danish: str
    english: str
    #: Only suggested by who comes along.
    is_wish: bool = False


_AUDIENCES = (
    _Audience(
        "foraeldre",
        r"(?:for|til) (?:forældre\b(?!nes)|mødre|fædre|kommende forældre)",
        r"for (?:parents|mothers|fathers|mums|dads)",
    ),
    _Audience(
        "familie",
        r"(?:for|til) (?:familier|familien\b|hele familien)|(?:for |til )?hele familien"
        r"|for børn og forældre",
        r"for (?:families|the (?:whole )?family)|(?:the )?whole family",
    ),
    _Audience(
        "familie",
        r"som familie"
        r"|sammen med (?:sin |sine |hans |hendes )?(?:mor|far|forældre|forældrene|familien|søskende|bror|søster)"
        r"|(?:mor|far|forælder|forældre)[ -](?:og[ -])?(?:barn|børn|søn|datter)\b"
        r"|(?:søskende|lillebror|lillesøster|storebror|storesøster) (?:også |gerne )?(?:kan |må |skal )?(?:også "
        r"|gerne )?(?:komme|være"
        r"|tages?) med"
        r"|tage (?:sine |sin )?(?:søskende|lillebror|lillesøster|storebror|storesøster) med|både børn og forældre",
        r"as a family"
        r"|(?:together )?with (?:his|her|their) (?:mother|mum|father|dad|parents|family|siblings?|brother|sister)"
        r"|siblings (?:can|may) (?:come|join)(?: too| along)?|parent and child",
        is_wish=True,
    ),
    _Audience(
        "fagfolk",
        r"(?:for|til) (?:fagfolk|fagpersoner|pædagoger|lærere|personale|personalet|medarbejdere|socialrådgivere"
        r"|kolleger)"
        r"|kurs(?:us|er) (?:for|til) (?:personalet|os)|supervision|personalekurs\w*",
        r"for (?:professionals|teachers|staff|social workers|educators)",
    ),
)
_AUDIENCE = [(one, re.compile(rf"\b(?:{one.danish}|{one.english})\b")) for one in _AUDIENCES]
#: Whose the child is; such a word alone says nothing of who comes along.
_NOT_FOR = re.compile(r"\b(?:hjælp|svært|problem\w*|bekymring\w*|difficult|hard|trouble)\s+$")


def read(reading: Reading) -> None:
    """Read who is to take part."""
    for one, pattern in _AUDIENCE:
        for found in reading.find(pattern):
            if reading.is_denied(found.span()):
                reading.take(found.span())
            elif one.is_wish:
                reading.note("audience", one.id, found.span(), 0.6)
            elif not _NOT_FOR.search(reading.before(found.span())):
                reading.add("audience", one.id, found.span(), confidence=0.8)
    _gender(reading)


def _gender(reading: Reading) -> None:
    """The child's gender, when one is told: it rules out what is for the others only."""
    met: dict[str, Span] = {}
    for id_, pattern in _GENDER:
        found = next(reading.find(pattern), None)
        if found:
            met[id_] = found.span()
    if len(met) == 1:
        for id_, span in met.items():
            reading.add("gender", id_, span, demand=True, confidence=0.9)
