"""Ages: "på 9", "7-9 år", "1½ år", "18 mdr.", "aged 9", "a nine-year-old". Grades and stages are in `grades.py`.

A number is an age only where something says so, because sentences are full of other numbers: "for 2 år siden", "gået i
3 år", "på 2 hold". School grades come before ages, since "3. klasse" is no age of three.
"""

from __future__ import annotations

import re
from typing import cast

from registry.matching.understand.grades import read_grades, read_stages
from registry.matching.understand.numbers import NUMBER as _N
from registry.matching.understand.numbers import WORD, whole
from registry.matching.understand.reading import Reading, Span
from registry.matching.values import Value
from registry.web import clock

_TO = r"\s*(?:-|–|til|og|eller|to|and|or)\s*"
_YEARS = (
    r"\s*-?\s*(?:års?\b\.?(?! ?(?:siden|tilbage|ventetid|ældre|yngre|endnu|senere|efter (?:\w+(?:et|en)|at|han|hun)\b))"
    r"(?:[- ]?alder\w*)?|årsalder\w*|årig\w*"
    r"|åring\w*"
    r"|(?:years?|yrs?)\b(?! ?(?:ago|later|younger|older|now|of))(?:[ -]olds?\b)?|y/?o\b)"
)
_PERSON = (
    r"(?:dreng|drengen|drenge|pige|pigen|piger|barn|barnet|børn|datter|datteren|søn|sønnen|elev|eleven|elever|ung"
    r"|unge|"
    r"teenager|teenageren|bror|søster|tvillinger|tvilling|lillebror|lillesøster|storebror|storesøster|fyr|knægt|tøs"
    r"|baby|plejebarn|plejesøn|plejedatter|adoptivbarn|adoptivsøn|adoptivdatter|barnebarn|enebarn|nevø|niece|autist"
    r"|k(?:ø|oe)restolsbruger|wheelchair user|grandson|granddaughter|nephew"
    r"|boy|boys|girl|girls|child|children|kid|kids|son|daughter|pupil|student|teen|brother|sister|twins|lad"
    r"|youngster)"
)
#: What makes "på 9" something else than an age.
_COUNTED = (
    r"(?:hold|uger?|dage?|timer?|minutter|min|måned(?:er)?|mdr|gange?|børn|elever|unge|deltagere|personer|mennesker"
    r"|km|"
    r"kr|kroner|meter|m|pladser|kg|kilo|skoler?|institutioner|steder|sprog|voksne|klasser?|kl|trin|etager|linjer"
    r"|point|"
    r"procent|instrumenter|søskende|lektioner|moduler|stk|venner|forskellige|andre|tiden|fritidsaktiviteter"
    r"|weeks?|days?|hours?|minutes|months?|times|children|kids|pupils|people|friends|groups?|teams?|schools?"
    r"|sessions?"
    r"|others?|am|pm|am|o'clock|percent)\b"
)
_LATER = (
    r"(?:i|gennem|om|inden for|på under|sidste|seneste|næste|første|hvert|hver|efter|sammenlagt"
    r"|in|after|over|past|last|next|every|within)"
)

_DURATION_BEFORE = re.compile(
    rf"\b{_LATER}\s+(?:de\s+|the\s+)?(?:(?:sidste|seneste|over|ca\.?|næsten|cirka|snart|mere end|kun|de|about|last"
    rf"|past)\s+)*$"
)
#: "tredje familie på fire år", "to flytninger på 3 år".
_SO_OFTEN_BEFORE = re.compile(
    rf"\b(?:første|anden|andet|tredje|fjerde|femte|sjette|syvende|flere|mange|{WORD}|\d+\.?)\s+\w+\s+$"
)
_FOR_BEFORE = re.compile(r"\bfor\s+(?:about |over |almost |næsten |over |ca\.? )?$")
_THEN_BEFORE = re.compile(
    r"\b(?:da|siden|dengang|fra|when|since)\s+(?:han|hun|barnet|drengen|pigen|de|hen|he|she|they)\s+"
    r"(?:var|blev|fyldte|was|were|turned)\b[^,.;]*$"
)
_ADULT_BEFORE = re.compile(
    r"\b(?:mor|moren|moderen|far|faren|faderen|forælder|forældre|mormor|farmor|morfar|farfar|bedstemor|bedstefar"
    r"|onkel|gravid|pregnant|"
    r"tante|pædagog|lærer|mum|mom|mother|dad|father|parents?|grandmother|grandfather|teacher)\s+(?:er|is|på|of)?\s*$"
)

_MONTHS = re.compile(
    rf"\b(\d{{1,2}}|{WORD})\s*-?\s*(?:mdr\b\.?|måneders?\b|mnd\b\.?|months?\b)"
    r"(?:(\s+gam(?:mel|le)|[ -]old)\b)?(?! (?:siden|ago))"
)
_MONTHS_CONTEXT = re.compile(rf"\b(?:på|er|aged?|{_PERSON}),?\s+$")
#: By themselves between commas, months tell an age.
_ALONE_BEFORE, _ALONE_AFTER = re.compile(r"(?:^|[,;.])\s*$"), re.compile(r"\s*(?:$|[,;.])")
_WEEKS = re.compile(
    rf"\b(?:\d{{1,2}}|{WORD})[\s-]*(?:uger|ugers|weeks?)[\s-]+(?:gam(?:mel|le|melt)|old|baby|barn|spædbarn)\b"
    rf"|\b(?:barn(?:et)?|baby(?:en)?|spædbarn(?:et)?|nyfødt\w*|pige|dreng|søn|datter|tvillinger)(?: på| er|,)? "
    rf"(?:\d{{1,2}}|{WORD}) uger\b(?! siden)"
)
_HALF_YEARS = (
    (
        re.compile(
            r"\bhalvandet års?\b|\bpå halvandet\b(?! \w*(?:time|uge|måned|kilomet|døgn))|\bhalvandetårig\w*"
            r"|\b(?:a|one) year and a half old\b"
        ),
        1,
    ),
    (re.compile(r"\b(?:et halvt|½|1/2) års?\b(?! siden)(?: gam(?:mel|le))?|\bhalf a year old\b"), 0),
)
_RANGE = re.compile(
    rf"\b(?:mellem\s+|fra\s+|i alderen\s+(?:fra\s+)?|alderen\s+|between\s+|from\s+"
    rf"|ages?d?\s+)?(?<![\d.,])({_N})(?:{_YEARS})?{_TO}({_N}){_YEARS}"
    rf"|\b(?:mellem|i alderen(?: fra| mellem)?|alderen|between|ages|aged)\s+({_N}){_TO}({_N})\b(?!\s*{_COUNTED})"
    rf"|\b(?:på|børn|unge|piger|drenge|children|kids|boys|girls)\s+({_N})\s*(?:-|–)\s*({_N})\b(?!\s*{_COUNTED})"
)
_TWO = re.compile(
    rf"\b(?:på|aged|ages|of)\s+({_N})(?:,\s*({_N}))?,?\s+(?:og|and)\s+({_N})\b(?:{_YEARS})?(?!\s*{_COUNTED})"
)
_YEARS_OLD = re.compile(rf"(?<![\d.,])\b({_N}){_YEARS}(\s+gam(?:mel|le))?")
_UNDER = re.compile(
    rf"\b(under|op til|indtil|yngre end|til og med)\s+({_N})\s*år\b|\b(under|younger than"
    rf"|up to)\s+({_N})\b(?!\s*{_COUNTED})(?:{_YEARS})?"
)
_OVER = re.compile(
    rf"\b(?:over|fra|ældre end|mindst)\s+({_N})\s*år\b|(?<!\d)(\d{{1,2}})\s*(?:\+|år og (?:op|ældre)\w*|and (?:up"
    rf"|over|older)\b)"
    rf"|\b(?:older than|at least|from)\s+({_N})\s+years\b|\bover\s+(\d{{1,2}})\s+years\b"
)
_BARE = re.compile(
    rf"\bpå\s+(?:snart\s+|lige\s+|næsten\s+|kun\s+)?(?!et\b|one\b)({_N})\b(?![.,:]?\d)(?!\s*[%-])(?!\.?\s*{_COUNTED})(?!\.\s*kl)"
    rf"|\b(?:aged?|alder:?)\s+({_N})\b(?![.,:]?\d)(?!\s*-)"
    rf"|\b{_PERSON} of ({_N})\b(?!\s*{_COUNTED})"
)
_AFTER_PERSON = re.compile(rf"\b{_PERSON},?\s*\(?(\d{{1,2}})\b(?![.,:]\d)(?!\.?\s*{_COUNTED})(?!\s*[%-])(?!\.\s*kl)")
_IS = re.compile(
    rf"(?:\b(?:jeg er|i am|i'm)|(?:^|[,.;!?]\s*)(?:er|is))\s+(?:lige\s+|snart\s+|kun\s+|only\s+|almost\s+)?({_N})"
    r"(?=\s*(?:$|[,.;!?)]|(?:og|men|and|but)\b))"
    rf"|\b(?:han|hun|hen|barnet|drengen|pigen|sønnen|datteren|eleven|som|der|den unge|he|she|who|boy|girl|child|son"
    rf"|daughter)"
    rf"(?:'s)?\s+(?:er\s+|is\s+)?(?:lige\s+|snart\s+|nu\s+|kun\s+|blevet\s+|only\s+|just\s+|almost\s+"
    rf"|turned\s+)*({_N})"
    r"(?=\s*(?:$|[,.;!?)]|(?:og|men|som|der|med|har|kan|vil|and|but|who|with|has)\b))"
)
_TURNS = re.compile(
    rf"\b(?:fylder|fyldt|turns|turning|turned|nu|now)\s+(?:snart\s+|lige\s+)?({_N})\b(?![.,:]?\d)(?!\.?\s*{_COUNTED})"
)
_BORN = re.compile(r"\b(?:f\.|født(?:\s+(?:i|d\.?))?|årgang|born(?:\s+in)?)\s*((?:19|20)\d\d)\b")
_GROUP_BEFORE = re.compile(
    r"\b(?:klasse|klassen|gruppe|gruppen|hold|holdet|flok|team|højst|max|maks|class|group)\s+(?:of\s+)?$"
)
#: A parent's own age, when no child's is told.
_YOUNG_PARENT = re.compile(
    rf"\bunge? (?:mor|far|forældre|mødre|fædre)\s+på\s+({_N})\b|\byoung (?:mother|mum|mom|father|dad)\s+(?:of"
    rf"|aged)\s+({_N})\b"
)
_OLDEST_MEANT, _OLDEST_BARE, _GROWN = 99, 25, 18
_AFTER_NAME = re.compile(
    rf",?\s*(?:er |is )?\(?(\d{{1,2}})\b(?=\s*(?:$|[,.;)]|og\b|and\b))(?![.,:]\d)(?!\.?\s*{_COUNTED})"
)
#: A number that stands alone between commas, where nothing else tells an age: "skærer i sig selv, 14".
_ALONE = re.compile(r"(?:^|[,;(]\s*)(\d{1,2})(?=\s*(?:$|[,;)]|\.\s*$))")
#: How far from a grade's ages a number of years may lie and still tell of the same child.
_SAME_CHILD_YEARS = 1


def read(reading: Reading) -> None:
    """Read the ages of a sentence; each child is a chip of its own."""
    read_grades(reading)
    by_grade = [chip for chip in reading.chips if chip.kind == "age"]
    _months(reading)
    _ranges(reading)
    _limits(reading)
    _single(reading)
    _after_names(reading)
    _birth_years(reading)
    if not reading.has("age"):
        _alone(reading)
    told = [chip.value for chip in reading.chips if chip.kind == "age" and chip not in by_grade]
    for chip in by_grade:
        if any(_is_same_child(chip.value, value) for value in told):
            reading.drop(chip)
    if not reading.has("age"):
        read_stages(reading)
    if not reading.has("age"):
        _young_parents(reading)


def _after_names(reading: Reading) -> None:
    """A number right after a name: "Emil (9)", "Emil, 9 and restless"."""
    for _, end in reading.names:
        found = _AFTER_NAME.match(reading.plain, end)
        if found and reading.is_free(found.span(1)):
            _add(reading, int(found[1]), int(found[1]), found.span(1), 0.8)


def _alone(reading: Reading) -> None:
    """A number by itself that may be a child's age, if there is only one."""
    numbers = [found for found in _ALONE.finditer(reading.plain) if 0 < int(found[1]) < _GROWN]
    if len(numbers) == 1 and reading.is_free(numbers[0].span(1)) and reading.plain.strip() != numbers[0][1]:
        _add(reading, int(numbers[0][1]), int(numbers[0][1]), numbers[0].span(1), 0.7)


def _birth_years(reading: Reading) -> None:
    """A year of birth leaves two ages, since the birthday isn't told."""
    for found in reading.find(_BORN):
        oldest = clock.now().year - int(found[1])
        if 0 <= oldest <= _OLDEST_BARE:
            _add(reading, max(0, oldest - 1), oldest, found.span(), 0.9)


def _is_same_child(grade: Value, told: Value) -> bool:
    (low, high), (first, last) = cast("tuple[int, int]", grade), cast("tuple[int, int]", told)
    return first == last and low - _SAME_CHILD_YEARS <= first <= high + _SAME_CHILD_YEARS


def _months(reading: Reading) -> None:
    for found in reading.find(_MONTHS):
        before = reading.before(found.span())
        begins = _ALONE_BEFORE.search(reading.plain[: found.start()])
        is_alone = begins and _ALONE_AFTER.match(reading.plain, found.end())
        told = found[2] or "mdr" in found[0] or _MONTHS_CONTEXT.search(before) or is_alone
        if told and not _is_duration(reading, found.span()):
            _add(reading, whole(found[1]) // 12, whole(found[1]) // 12, found.span())
    for found in reading.find(_WEEKS):
        _add(reading, 0, 0, found.span())
    for pattern, age in _HALF_YEARS:
        for found in reading.find(pattern):
            if not _is_duration(reading, found.span()):
                _add(reading, age, age, found.span())


def _ranges(reading: Reading) -> None:
    for found in reading.find(_TWO):
        for number in (1, 2, 3):
            if found[number] and whole(found[number]) <= _OLDEST_BARE:
                _add(reading, whole(found[number]), whole(found[number]), found.span(number), 0.9)
        reading.take(found.span())
    for found in reading.find(_RANGE):
        low, high = (whole(part) for part in found.groups() if part)
        several = re.search(r"\b(?:og|and)\b", found[0]) and not re.match(r"mellem|between", found[0])
        if _is_duration(reading, found.span()) or high > _OLDEST_MEANT:
            reading.take(found.span())
        elif several:
            _add(reading, low, low, found.span())
            _add(reading, high, high, found.span())
        elif low <= high:
            _add(reading, low, high, found.span())


def _limits(reading: Reading) -> None:
    for found in reading.find(_UNDER):
        word, number = (part for part in found.groups() if part)
        limit = whole(number) - (word in {"under", "yngre end", "younger than"})
        if limit <= _GROWN and not _is_duration(reading, found.span()):
            _add(reading, 0, max(0, limit), found.span())
    for found in reading.find(_OVER):
        limit = whole(next(part for part in found.groups() if part))
        if limit <= _GROWN and not _is_duration(reading, found.span()):
            _add(reading, limit, _GROWN, found.span())


def _single(reading: Reading) -> None:
    for found in reading.find(_YEARS_OLD):
        told = found[2] or re.search("årig|åring|alder|old|y/?o", found[0])
        lasted = _is_duration(reading, found.span()) or _FOR_BEFORE.search(reading.before(found.span()))
        if whole(found[1]) > _OLDEST_MEANT or (not told and lasted):
            reading.take(found.span())
        else:
            _add_child(reading, found, 1.0)
    for pattern in (_BARE, _AFTER_PERSON, _TURNS, _IS):
        for found in reading.find(pattern):
            number = next(part for part in found.groups() if part)
            if whole(number) <= _OLDEST_BARE and not _GROUP_BEFORE.search(reading.before(found.span())):
                _add_child(reading, found, 0.9)


def _add_child(reading: Reading, found: re.Match[str], confidence: float) -> None:
    """Add an age unless it is an adult's, or what the child's was once."""
    at = next(number for number in range(1, found.re.groups + 1) if found[number])
    before = reading.plain[: found.start(at)]
    if _ADULT_BEFORE.search(before.removesuffix("på ")) or _THEN_BEFORE.search(before):
        reading.take(found.span())
    else:
        _add(reading, whole(found[at]), whole(found[at]), _tight(found, at), confidence)


def _tight(found: re.Match[str], at: int) -> Span:
    """The words that tell the age, without the person they tell it of."""
    introduces = found[0].startswith(("på", "fylder", "fyldt", "age", "alder", "turn"))
    return found.start() if introduces else found.start(at), found.end()


def _young_parents(reading: Reading) -> None:
    if found := _YOUNG_PARENT.search(reading.plain):
        number = whole(found[1] or found[2])
        _add(reading, number, number, found.span())


def _is_duration(reading: Reading, span: Span) -> bool:
    """Whether years or months are how long something took, not how old somebody is."""
    before, text = reading.before(span), reading.plain[slice(*span)]
    if re.search("årig|åring|alder|old", text):
        return False
    often = _SO_OFTEN_BEFORE.search(before.removesuffix("på "))
    return bool(
        _DURATION_BEFORE.search(before) or _THEN_BEFORE.search(before) or (often and _counts_no_children(before, often))
    )


def _counts_no_children(before: str, often: re.Match[str]) -> bool:
    """Whether what is counted isn't children: "to drenge på 8 år" tells their age."""
    return before.endswith("på ") and not re.search(rf"\b{_PERSON}\s+$", often[0])


def _add(reading: Reading, low: int, high: int, span: Span, confidence: float = 1.0) -> None:
    reading.add("age", (low, high), span, confidence=confidence)
