"""When in a child's life: after school, in school hours, at weekends, in the holidays, online."""

from __future__ import annotations

import re
from typing import NamedTuple

from registry.matching.understand.reading import Reading, Span


class _Setting(NamedTuple):
    id: str
    danish: str
    english: str
    #: Only suggested.
    is_wish: bool = False


_SETTINGS = (
    _Setting(
        "efter_skole",
        r"efter (?:skole|skoletid|skolen)\b(?! er\b)|når (?:skolen er slut|han har fri fra skole"
        r"|hun har fri fra skole)"
        r"|efter (?:klubben|sfo|dus)\b",
        r"after[- ]school(?! care)",
    ),
    _Setting(
        "i_skoletiden",
        r"(?:i|inden for) (?:skoletiden|skoletid|skoledagen|undervisningstiden|skolens tid)|(?:i )?dag(?:tid"
        r"|timer)\w*",
        r"(?:in|during) (?:school (?:hours|time)|the school day|lessons)",
    ),
    _Setting(
        "i_skoletiden",
        r"(?:kan |vil )?(?:i )?(?:komme|kommer|kom) (?:ud )?(?:til|på|i) (?:skolen|skoler|klassen|klasserne)"
        r"|(?:foregår|inde|hos os|være|afholdes) på (?:skolen|vores skole|egen skole)|på vores egen skole|(?:tilbud"
        r"|forløb|undervisning|noget|aktivitet\w*) på skolen",
        r"(?:come|comes|coming) to (?:the|our) (?:school|class)|held at (?:the|our) school|on school premises",
        is_wish=True,
    ),
    _Setting(
        "i_dagtilbud",
        r"i (?:dagtilbuddets tid|børnehavetiden|børnehavens tid|vuggestuetiden|institutionstiden|åbningstiden)",
        r"(?:in|during) (?:kindergarten|daycare|nursery) hours",
    ),
    _Setting(
        "i_dagtilbud",
        r"(?:komme|kommer|kom) (?:ud )?(?:til|i) (?:børnehaven|vuggestuen|institutionen|dagplejen|børnehuset)",
        r"(?:come|comes|coming) to (?:the|our) (?:kindergarten|nursery|daycare)",
        is_wish=True,
    ),
    _Setting(
        "weekend",
        r"(?:i |om )?weekend(?:en|er|erne)?\b|weekend(?:tilbud|hold|aktivitet)\w*",
        r"(?:at |on |in )?(?:the )?weekends?\b",
    ),
    _Setting(
        "ferie",
        r"(?:i |om )(?:sommer|efterårs|vinter|jule|påske|skole)?ferie(?:n|r|rne)\b"
        r"|(?:sommer|efterårs|vinter|jule|påske)ferien?\b|ferie(?:tilbud|hold|aktivitet)\w*"
        r"|(?:i )?uge (?:7|8|42|2[6-9]|3[0-2])\b|på skolefridage|(?:på )?lukkedage",
        r"(?:in|during|over) (?:the )?(?:school |summer |autumn |winter |christmas |easter )?(?:holidays?|vacations?)"
        r"|(?:summer|autumn|winter|christmas|easter|school) (?:holidays?|vacation)|half[- ]term",
    ),
    _Setting("online", r"online\b|over nettet|på nettet|digitale? tilbud", r"remotely|over the internet"),
)
#: A holiday that something happened before or since is no time for an offer; nor is one that something comes after.
_TOLD_OF_BEFORE = re.compile(
    r"\b(?:siden|efter|før|inden|op til|til|fra|da|sidste|forrige|since|after|before|until|last)"
    r"\s+(?:(?:den|de|the|i)\s+)?$"
)
#: How somebody spends the time after school is told; who has no time then looks for nothing then.
_SPENDS_BEFORE = re.compile(
    r"\b(?:ligger|sidder|sover|hænger|græder|falder i søvn|lies|lying|sits|sitting|sleeps|cries)\b[^,.;]*$"
)
_NO_TIME_BEFORE = re.compile(r"\b(?:aldrig|ikke|ingen|sjældent|no|never|little)\s+(?:har\s+|has\s+)?(?:tid|time)\s+$")
#: How sure it is that what is said in passing is meant.
_PERHAPS = 0.6
_ASKED = re.compile(r"(?:\s|\b(?:noget|tilbud|aktivitet\w*|hvad|at lave|der|foregår|something|activit\w+|to do)\b)*")
_PATTERNS = [(one, re.compile(rf"\b(?:{one.danish}|{one.english})")) for one in _SETTINGS]


def read(reading: Reading) -> None:
    """Read settings; where a need is said with one, "keder sig efter skole", it is only a wish."""
    for one, pattern in _PATTERNS:
        for found in reading.find(pattern):
            before = reading.before(found.span())
            is_told_of = one.id == "ferie" and _TOLD_OF_BEFORE.search(before)
            is_spent = one.id == "efter_skole" and _SPENDS_BEFORE.search(before)
            if is_told_of or _NO_TIME_BEFORE.search(before) or reading.is_denied(found.span()):
                reading.take(found.span())
            elif one.is_wish or is_spent or _is_said_in_passing(reading, found.span()):
                reading.note("setting", one.id, found.span(), _PERHAPS)
            else:
                reading.add("setting", one.id, found.span())


def _is_said_in_passing(reading: Reading, span: Span) -> bool:
    """Whether a need is said with it; "noget i ferien" asks for it all the same."""
    return any(not _ASKED.fullmatch(reading.plain[start : span[0]]) for start, _ in reading.phrases_over(span))
