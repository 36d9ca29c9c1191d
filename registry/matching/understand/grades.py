"""School grades and stages of childhood: "3. klasse", "7.b", "2.g", "3rd grade", "SFO", "mellemtrinnet", "toddler".

A pupil of grade n is n + 6 or n + 7 years old (folkeskoleloven § 34: school begins in the calendar year of the sixth
birthday, and may be put off by one). A number of years in the same sentence tells the age of the same child better.
"""

from __future__ import annotations

import re

from registry.matching.understand.numbers import ORDINAL, order
from registry.matching.understand.reading import Reading, Span

_CLASS = r"\s*(?:klasser?\b|klassen\b|klasses\w*|klassetrin\w*|klassinger?\w*|kl\b\.?(?!\s*\d)|årgang\b)"
_RANGE = re.compile(
    rf"(?<![\d.])({ORDINAL})\.?(?:{_CLASS})?\s*(?:-|–|til|og|eller|/)\s*({ORDINAL})\.?{_CLASS}"
    rf"|\bgrades?\s+(\d{{1,2}})\s*(?:-|–|to|and|or)\s*(\d{{1,2}})\b"
)
_ONE = re.compile(
    rf"(?<![\d.])({ORDINAL})\.?{_CLASS}"
    rf"|\b({ORDINAL})(?:st|nd|rd|th)?[ -]grade(?:r|rs)?\b|\b(?:grade|year)\s+(\d{{1,2}})\b(?!\s*(?:old|ago))"
)
#: "går i 3." with nothing after it that would be third.
_ENDS = r"(?=\s*(?:$|[,;!?)]|\.\s*$|\b(?:og|på|som|der|hvor|med|men|har|er|i|vil|kan)\b))"
_BARE = re.compile(
    rf"\bi\s+(\d)\.{_ENDS}|\b(?:går|elev|elever|dreng|pige|barn|datter|søn|lige startet)\s+i\s+({ORDINAL})\.?{_ENDS}"
)
_FORM = re.compile(r"(?<![\d.,])\b(10|\d)\.?([a-e])\b(?!\s*(?:4|vitamin))|(?<![\d.,])\b(10|\d)\. ([a-e])\b")
_GYMNASIUM = re.compile(r"(?<![\d.,])\b([1-3])\.\s?g\b|\b([1-3])g\b(?!\s*(?:net|tele))")
_SIBLINGS = re.compile(r"\b(?:søskende|brødre|søstre|tvillinger|siblings|brothers|sisters)\b")

#: Words that tell an age without a number.
_STAGES: tuple[tuple[str, tuple[int, int], float], ...] = (
    (r"baby\w*|babies|spædb[aø]rn\w*|nyfødt\w*|newborns?|infants?", (0, 1), 0.8),
    (
        r"nybagte? (?:mor|far|forældre|mødre|fædre)|førstegangs(?:mor|far|mødre|fædre|forældre|fødende)\w*"
        r"|(?:på|under) (?:barsel|barsels?orlov|forældreorlov)\b(?!.*\b(?:store(?:bror|søster)|ældste)\b)"
        r"|(?:new|first-time) (?:mums?|moms?|dads?|mothers?|fathers?|parents?)|(?:maternity|paternity|parental) leave",
        (0, 1),
        0.7,
    ),
    (r"(?:starte|starter|begynde|begynder) i (?:vuggestue|dagpleje)\w*", (0, 1), 0.7),
    (r"vuggestue\w*|dagpleje\w*|nursery", (0, 2), 0.8),
    (r"tumling\w*|toddlers?", (1, 2), 0.8),
    (r"(?:starte|starter|begynde|begynder) i børnehave(?!klasse)\w*", (2, 3), 0.7),
    (
        r"børnehaveklasse\w*|(?:starte|starter|begynde|begynder) i (?:nulte|0\.|skole(?:n)?\b(?! igen))\w*"
        r"|skolestart\w*"
        r"|skolebegynder\w*|(?:starting|start) school",
        (5, 7),
        0.7,
    ),
    (r"førskole\w*|storbørnsgruppe\w*|pre-?schoolers? starting school", (5, 6), 0.8),
    (r"børnehave\w*|kindergart(?:en|ner)\w*|pre-?school(?:er|ers)?", (3, 5), 0.8),
    (r"småb[aø]rn\w*|small children|young children|little ones", (0, 5), 0.6),
    (r"dus[- ]?(?:ii|2)\b|juniordus|tweens?|præteens?", (10, 12), 0.7),
    (r"indskoling\w*|(?:de )?(?:yngste|mindste|små) (?:skolebørn|elever|klasser)\w*", (6, 9), 0.8),
    (r"(?<!sus og )dus(?:'?en|-?b[aø]rn\w*)?|sfo\w*|sfo'en|fritidshjem\w*|after-school care", (6, 9), 0.7),
    (r"mellemtrin\w*", (10, 12), 0.8),
    (r"udskoling\w*", (13, 16), 0.8),
    (r"konfirmand\w*", (13, 14), 0.7),
    (r"teenage\w*|teens?", (13, 17), 0.8),
    (r"efterskoleelev\w*", (14, 17), 0.8),
    (r"gymnasie(?:elev|pige|dreng|ung)\w*|gymnasiet|gymnasie|ungdomsuddannelse\w*|(?:hf|eud)-?elev\w*", (16, 18), 0.8),
)  # fmt: skip
_STAGE = [(re.compile(rf"\b(?:{words})\b"), ages, confidence) for words, ages, confidence in _STAGES]


def read_grades(reading: Reading) -> None:
    """Read school grades."""
    for found in reading.find(_RANGE):
        low, high = sorted(order(part) for part in found.groups() if part)
        if high - low > 1 and " og " in found[0] and _SIBLINGS.search(reading.plain):
            for grade in (low, high):
                _add(reading, ages_of(grade), found.span())
        elif high <= 10:
            _add(reading, (ages_of(low)[0], ages_of(high)[1]), found.span())
    for pattern, confidence in ((_ONE, 1.0), (_BARE, 0.8), (_FORM, 0.8)):
        for found in reading.find(pattern):
            grade = order(next(part for part in found.groups() if part))
            if grade <= 10:
                _add(reading, ages_of(grade), found.span(), confidence)
    for found in reading.find(_GYMNASIUM):
        year = int(found[1] or found[2])
        _add(reading, (15 + year, 16 + year), found.span(), 0.8)


def read_stages(reading: Reading) -> None:
    """Read stages of childhood; several of them are one span of years."""
    met: list[tuple[Span, tuple[int, int], float]] = []
    for pattern, ages, confidence in _STAGE:
        for found in reading.find(pattern):
            reading.take(found.span())
            met.append((found.span(), ages, confidence))
    if met:
        span = min(met)[0]
        low, high = min(ages[0] for _, ages, _ in met), max(ages[1] for _, ages, _ in met)
        _add(reading, (low, high), span, min(confidence for *_, confidence in met))


def ages_of(grade: int) -> tuple[int, int]:
    """Return how old pupils of a grade are; in grade 0 from five to seven years."""
    return (grade + 6, grade + 7) if grade else (5, 7)


def _add(reading: Reading, ages: tuple[int, int], span: Span, confidence: float = 1.0) -> None:
    reading.add("age", ages, span, confidence=confidence)
