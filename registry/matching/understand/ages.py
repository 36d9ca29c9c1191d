"""Ages and school grades: "på 9", "7-9 år", "1½ år", "18 mdr.", "3. klasse", "7.b", "teenager".

A number is an age only where something says so, because sentences are full of other numbers: "for 2 år siden", "gået i
3 år", "på 2 hold". School grades come before ages: a pupil of grade n is n + 6 or n + 7 (folkeskoleloven § 34: school
begins in the calendar year of the sixth birthday, and may be put off by one).
"""

from __future__ import annotations

import re

from registry.matching.understand.reading import Reading, Span

_NUMBERS = {word: number for number, word in enumerate((
    "nul", "et", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv", "tretten", "fjorten",
    "femten", "seksten", "sytten", "atten", "nitten", "tyve",
))} | {"én": 1, "ét": 1, "en": 1}  # fmt: skip
_GRADES = {word: number for number, word in enumerate((
    "nulte", "første", "anden", "tredje", "fjerde", "femte", "sjette", "syvende", "ottende", "niende", "tiende",
))}  # fmt: skip
_WORD = "|".join(sorted((word for word in _NUMBERS if word not in {"nul", "en"}), key=len, reverse=True))
_N = rf"(?:\d{{1,2}}(?:[.,]5|½| ½| 1/2)?|(?:{_WORD})(?: et halvt| en halv| og et halvt)?)"
_TO = r"\s*(?:-|–|til|og|eller)\s*"
_YEARS = r"\s*-?\s*(?:års?\b\.?(?! ?(?:siden|tilbage|ventetid|ældre|yngre|endnu))|årig\w*|åring\w*)"
_PERSON = (
    r"(?:dreng|drengen|drenge|pige|pigen|piger|barn|barnet|børn|datter|datteren|søn|sønnen|elev|eleven|elever|ung|unge|"
    r"teenager|teenageren|bror|søster|tvillinger|tvilling|lillebror|lillesøster|storebror|storesøster|fyr|knægt|tøs|baby)"
)
#: What makes "på 9" something else than an age.
_COUNTED = (
    r"(?:hold|uger?|dage?|timer?|minutter|min|måned(?:er)?|mdr|gange?|børn|elever|unge|deltagere|personer|mennesker|km|"
    r"kr|kroner|meter|m|pladser|kg|kilo|skoler?|institutioner|steder|sprog|voksne|klasser?|kl|trin|etager|linjer|point|"
    r"procent|instrumenter|søskende|lektioner|moduler|stk|venner|forskellige|andre)\b"
)
_LATER = r"(?:for|i|gennem|om|inden for|på under|sidste|seneste|næste|første|hvert|hver|efter|sammenlagt)"

_DURATION_BEFORE = re.compile(
    rf"\b{_LATER}\s+(?:de\s+)?(?:(?:sidste|seneste|over|ca\.?|næsten|cirka|snart|mere end|kun|de)\s+)*$"
)
_THEN_BEFORE = re.compile(
    r"\b(?:da|siden|dengang|fra)\s+(?:han|hun|barnet|drengen|pigen|de|hen)\s+(?:var|blev|fyldte)\b[^,.;]*$"
)
_ADULT_BEFORE = re.compile(
    r"\b(?:mor|moren|moderen|far|faren|faderen|forælder|forældre|mormor|farmor|morfar|farfar|"
    r"bedstemor|bedstefar|onkel|tante|pædagog|lærer)\s+(?:er|på)?\s*$"
)

_MONTHS = re.compile(r"\b(\d{1,2})\s*(?:mdr\b\.?|måneders?\b|mnd\b\.?)(\s+gam(?:mel|le))?")
_MONTHS_CONTEXT = re.compile(rf"\b(?:på|er|{_PERSON})\s+$")
_RANGE = re.compile(
    rf"\b(?:mellem\s+|fra\s+|i alderen\s+|alderen\s+)?(?<![\d.,])({_N})(?:{_YEARS})?{_TO}({_N}){_YEARS}"
    rf"|\b(?:mellem|i alderen|alderen)\s+({_N}){_TO}({_N})\b(?!\s*{_COUNTED})"
    rf"|\b(?:på|børn|unge|piger|drenge)\s+({_N})\s*(?:-|–)\s*({_N})\b(?!\s*{_COUNTED})"
)
_TWO = re.compile(rf"\bpå\s+({_N})(?:,\s*({_N}))?\s+og\s+({_N})\b(?:{_YEARS})?(?!\s*{_COUNTED})")
_YEARS_OLD = re.compile(rf"(?<![\d.,])\b({_N}){_YEARS}(\s+gam(?:mel|le))?")
_UNDER = re.compile(rf"\b(under|op til|indtil|yngre end|til og med)\s+({_N})\s*år\b")
_OVER = re.compile(rf"\b(over|fra|ældre end|mindst)\s+({_N})\s*år\b|(?<!\d)(\d{{1,2}})\s*(?:\+|år og (?:op|ældre)\w*)")
_BARE = re.compile(
    rf"\bpå\s+(?:snart\s+|lige\s+|næsten\s+|kun\s+)?({_N})\b(?![.,:]?\d)(?!\s*%)(?!\.?\s*{_COUNTED})(?!\.\s*kl)"
)
_AFTER_PERSON = re.compile(rf"\b{_PERSON},?\s*\(?(\d{{1,2}})\b(?![.,:]\d)(?!\.?\s*{_COUNTED})(?!\s*[%-])")
_IS = re.compile(
    rf"\b(?:han|hun|hen|barnet|drengen|pigen|sønnen|datteren|eleven|som|der|den unge)\s+(?:er\s+)?"
    rf"(?:lige\s+|snart\s+|nu\s+|kun\s+|blevet\s+)*({_N})"
    r"(?=\s*(?:$|[,.;!?)]|(?:og|men|som|der|med|har|kan|vil)\b))"
)
_TURNS = re.compile(rf"\b(?:fylder|fyldt)\s+(?:snart\s+|lige\s+)?({_N})\b(?![.,:]?\d)(?!\.?\s*{_COUNTED})")
_GROUP_BEFORE = re.compile(r"\b(?:klasse|klassen|gruppe|gruppen|hold|holdet|flok|team|højst|max|maks)\s+$")
_HALF_YEARS = re.compile(r"\bhalvandet års?\b|\bhalvandetårig\w*")

_G = r"(?:10|\d|" + "|".join(_GRADES) + r")"
_CLASS = r"\s*(?:klasser?\b|klassen\b|klasses\w*|klassetrin\w*|kl\b\.?(?!\s*\d)|årgang\b)"
_GRADE_RANGE = re.compile(rf"(?<!\d)({_G})\.?(?:{_CLASS})?\s*(?:-|–|til|og|eller|/)\s*({_G})\.?{_CLASS}")
_GRADE = re.compile(rf"(?<![\d.])({_G})\.?{_CLASS}")
_FORM = re.compile(r"(?<![\d.,])\b(10|\d)\.?([a-e])\b|(?<![\d.,])\b(10|\d)\. ([a-e])\b")

#: Words that tell an age without a number; a number beside them tells it better.
_STAGES: tuple[tuple[str, tuple[int, int]], ...] = (
    (r"bab(?:y|yer|yen|yerne)|spædb[aø]rn\w*|nyfødt\w*", (0, 1)),
    (r"vuggestue\w*|dagpleje\w*", (0, 2)),
    (r"tumling\w*", (1, 2)),
    (r"børnehaveklasse\w*", (5, 7)),
    (r"førskoleb[aø]rn\w*|førskole", (5, 6)),
    (r"børnehave\w*", (3, 5)),
    (r"indskoling\w*", (6, 9)),
    (r"mellemtrin\w*", (10, 12)),
    (r"udskoling\w*", (13, 16)),
    (r"teenage\w*|teenager\w*", (13, 17)),
    (r"gymnasie(?:elev|pige|dreng|ung)\w*|gymnasiet|gymnasie", (16, 18)),
    (r"efterskoleelev\w*", (14, 17)),
)
_STAGE = [(re.compile(rf"\b(?:{words})\b"), ages) for words, ages in _STAGES]
#: A parent's own age, when no child's is told.
_YOUNG_PARENT = re.compile(rf"\bunge? (?:mor|far|forældre|mødre|fædre)\s+på\s+({_N})\b")
_OLDEST_MEANT, _OLDEST_BARE, _GROWN = 99, 25, 18


def read(reading: Reading) -> None:
    """Read the ages of a sentence; each child is a chip of its own."""
    _grades(reading)
    _months(reading)
    _ranges(reading)
    _limits(reading)
    _single(reading)
    if not any(chip.kind == "age" for chip in reading.chips):
        _stages(reading)


def years(written: str) -> int:
    """Return a number of whole years: "1½" and "halvandet" are one."""
    digits = re.match(r"\d+", written)
    return int(digits[0]) if digits else _NUMBERS[written.split(maxsplit=1)[0]]


def _grades(reading: Reading) -> None:
    for found in reading.find(_GRADE_RANGE):
        low, high = sorted((_grade(found[1]), _grade(found[2])))
        _add(reading, _ages_of(low)[0], _ages_of(high)[1], found.span())
    for found in reading.find(_GRADE):
        _add(reading, *_ages_of(_grade(found[1])), found.span())
    for found in reading.find(_FORM):
        _add(reading, *_ages_of(int(found[1] or found[3])), found.span(), 0.8)


def _grade(written: str) -> int:
    return int(written) if written.isdecimal() else _GRADES[written]


def _ages_of(grade: int) -> tuple[int, int]:
    return (grade + 6, grade + 7) if grade else (5, 7)


def _months(reading: Reading) -> None:
    for found in reading.find(_MONTHS):
        before = reading.before(found.span())
        told = found[2] or found[0].startswith(found[1] + " mdr") or _MONTHS_CONTEXT.search(before)
        if told and not _is_duration(reading, found.span()):
            _add(reading, int(found[1]) // 12, int(found[1]) // 12, found.span())
    for found in reading.find(_HALF_YEARS):
        if not _is_duration(reading, found.span()):
            _add(reading, 1, 1, found.span())


def _ranges(reading: Reading) -> None:
    for found in reading.find(_TWO):
        for number in (1, 2, 3):
            if found[number] and years(found[number]) <= _OLDEST_BARE:
                _add(reading, years(found[number]), years(found[number]), found.span(number), 0.9)
        reading.take(found.span())
    for found in reading.find(_RANGE):
        low, high = (years(part) for part in found.groups() if part)
        between = re.search(r"\bog\b", found[0])
        if _is_duration(reading, found.span()) or high > _OLDEST_MEANT:
            reading.take(found.span())
        elif between and not found[0].startswith("mellem"):
            _add(reading, low, low, found.span())
            _add(reading, high, high, found.span())
        elif low <= high:
            _add(reading, low, high, found.span())


def _limits(reading: Reading) -> None:
    for found in reading.find(_UNDER):
        limit = years(found[2]) - (found[1] in {"under", "yngre end"})
        if not _is_duration(reading, found.span()):
            _add(reading, 0, max(0, limit), found.span())
    for found in reading.find(_OVER):
        limit = years(found[2] or found[3])
        if limit <= _GROWN and not _is_duration(reading, found.span()):
            _add(reading, limit, _GROWN, found.span())


def _single(reading: Reading) -> None:
    for found in reading.find(_YEARS_OLD):
        if years(found[1]) > _OLDEST_MEANT or (not found[2] and _is_duration(reading, found.span())):
            reading.take(found.span())
        else:
            _add_child(reading, found, 1.0)
    for pattern in (_BARE, _AFTER_PERSON, _TURNS, _IS):
        for found in reading.find(pattern):
            if years(found[1]) <= _OLDEST_BARE and not _GROUP_BEFORE.search(reading.before(found.span())):
                _add_child(reading, found, 0.9)


def _add_child(reading: Reading, found: re.Match[str], confidence: float) -> None:
    """Add an age unless it is an adult's, or what the child's was once."""
    before = reading.plain[: found.start(1)]
    if _ADULT_BEFORE.search(before.removesuffix("på ")) or _THEN_BEFORE.search(before):
        reading.take(found.span())
    else:
        _add(reading, years(found[1]), years(found[1]), _tight(found), confidence)


def _tight(found: re.Match[str]) -> Span:
    """The words that tell the age, without the person they tell it of."""
    start = found.start() if found[0].startswith(("på", "fylder", "fyldt")) else found.start(1)
    return start, found.end()


def _stages(reading: Reading) -> None:
    """A young parent's age, or a stage of childhood."""
    if found := _YOUNG_PARENT.search(reading.plain):
        _add(reading, years(found[1]), years(found[1]), found.span())
        return
    for pattern, (low, high) in _STAGE:
        for found in reading.find(pattern):
            _add(reading, low, high, found.span(), 0.8)
            return


def _is_duration(reading: Reading, span: Span) -> bool:
    """Whether years or months are how long something took, not how old somebody is."""
    before = reading.before(span)
    return bool(_DURATION_BEFORE.search(before) or _THEN_BEFORE.search(before))


def _add(reading: Reading, low: int, high: int, span: Span, confidence: float = 1.0) -> None:
    reading.add("age", (low, high), span, confidence=confidence)
