"""Languages an offer is to be given in. What is spoken at home is background and asks for nothing.

"på arabisk", "arabisktalende voksne", "nogen skal kunne arabisk" and "hun taler kun arabisk" are conditions; that
parents speak nothing else says what would help, so it is a wish, unless somebody must understand them. "taler ikke
dansk" names no language that anything could be given in. Where somebody comes from says it only with "hans sprog".
"""

from __future__ import annotations

import re

from registry.matching.understand.reading import Reading

_LANGUAGES = (
    ("en", "engelsk", "english"),
    ("ar", "arabisk", "arabic"),
    ("uk", "ukrainsk", "ukrainian"),
    ("so", "somali|somalisk", "somali"),
    ("tr", "tyrkisk", "turkish"),
    ("fa", "farsi|dari|persisk", "farsi|dari|persian"),
    ("pl", "polsk", "polish"),
    ("kl", "grønlandsk", "greenlandic"),
    ("ro", "rumænsk", "romanian"),
    ("tegn", "dansk tegnsprog|tegnsprog", "danish sign language|sign language"),
)
_OF = {name: id_ for id_, *both in _LANGUAGES for names in both for name in names.split("|")}
_NAME = f"({'|'.join(sorted(_OF, key=len, reverse=True))})"
#: How countries and peoples begin, for "fra Ukraine … hans sprog".
_FROM = {
    "ukrain": "uk",
    "somal": "so",
    "syri": "ar",
    "irak": "ar",
    "iraq": "ar",
    "palæstin": "ar",
    "palestin": "ar",
    "liban": "ar",
    "leban": "ar",
    "tyrki": "tr",
    "turk": "tr",
    "iran": "fa",
    "afghan": "fa",
    "polen": "pl",
    "poland": "pl",
    "grønland": "kl",
    "greenland": "kl",
    "rumæn": "ro",
    "romania": "ro",
}
_STAFF = (
    r"(?:voksne?|personale|træner\w*|frivillig\w*|leder\w*|rådgiver\w*|psykolog\w*|tilbud|hold"
    r"|adults?|staff|coach\w*|volunteers?)"
)
_GIVEN_IN = (
    re.compile(rf"\b(?:foregår |tilbud |undervisning |noget )?på {_NAME}(?: eller {_NAME})?\b"),
    re.compile(rf"\b(?:given |offered |something |activities |lessons )?in {_NAME}(?: or {_NAME})?\b"),
    re.compile(rf"\b{_NAME}-?\s?(?:talende|sproget|sprogede|speaking)\s+{_STAFF}\b"),
    re.compile(
        rf"\b(?:nogen|voksne?|en|frivillige?|personale|ledere?|hvor de|hvor man|someone|staff|adults|volunteers)"
        rf"(?: der| som| who| that)? (?:kan |can )?(?:taler?|snakker?|speaks?) {_NAME}\b"
    ),
    re.compile(
        r"\b(?:skal|must|has to|have to|needs? to)(?: kunne| be able to)?"
        rf"(?: tale| snakke| forstå| speak| understand)? {_NAME}(?: (?:eller|or) {_NAME})?\b"
    ),
)
_ONLY = re.compile(
    rf"\b(?:taler|snakker|forstår|kan|kun) (?:kun |ikke dansk,? (?:men |kun )(?:kun |taler )?){_NAME}\b"
    rf"|\b(?:only speaks?|speaks? only|only understands?|they speak|family speaks|speaks? no danish,? (?:but|only))"
    rf" {_NAME}\b"
    rf"|\b(?:bruger|taler|har|uses) ((?:dansk )?tegnsprog|sign language)\b"
)
_ALONE = re.compile(r"\b(?:kun|only)\b")
#: What is spoken at home is told, not asked for.
_AT_HOME = re.compile(
    r"\b(?:hjemme|derhjemme|at home|forældrene|familien|family|moren|faren|mor|far|parents)\b[^,.;]*$"
)
_PICTURES = re.compile(
    r"\b(?:med|på|bruger|with|uses) (?:piktogram\w*|pictograms?)"
    r"|\b(?:skal|must)(?: kunne| be able to)? (?:bruge|tale med|kommunikere med|use|communicate with) "
    r"(?:billeder|billedkort|pictures|picture cards)\b"
)
#: Somebody must be there who is understood.
_MUST = re.compile(
    r"\b(?:skal|must|has to|have to|needs? to) (?:kunne |be able to )?(?:tale|snakke|forstå|speak|understand)\b"
    r"|\b(?:skal (?:der )?være|must be|has to be|needs? to be) (?:nogen|en|et|someone|somebody|an?)\b[^.;]*"
    r"\b(?:taler?|snakker?|forstår?|speaks?|understands?)\b"
)
_THEIR_LANGUAGE = re.compile(
    r"\b(?:hans|hendes|deres|barnets|familiens|his|her|their) (?:eget |own )?(?:sprog|modersmål|language)\b"
)
_COMES_FROM = re.compile(rf"\b({'|'.join(_FROM)})\w*")


def is_language(word: str) -> bool:
    """Whether a small word is a language's name."""
    return word in _OF or word in {"dansk", "danish"}


def read(reading: Reading) -> None:
    """Read the languages that are asked for."""
    for pattern in _GIVEN_IN:
        for found in reading.find(pattern):
            if reading.is_denied(found.span()):
                reading.take(found.span())
            elif found[0].startswith("på ") and _AT_HOME.search(reading.before(found.span())):
                reading.note("language", _OF[found[1]], found.span(), 0.7)
                reading.take(found.span())
            else:
                for name in filter(None, found.groups()):
                    reading.add("language", _OF[name], found.span())
    is_needed = bool(_MUST.search(reading.plain))
    for found in _ONLY.finditer(reading.plain):
        name = next(part for part in found.groups() if part)
        if is_needed or (_ALONE.search(found[0]) and not _AT_HOME.search(reading.before(found.span()))):
            reading.add("language", _OF[name], found.span())
        else:
            reading.note("language", _OF[name], found.span(), 0.7)
        reading.take(found.span())
    theirs = _THEIR_LANGUAGE.search(reading.plain)
    if is_needed and theirs and not reading.has("language"):
        for id_ in sorted({_FROM[found[1]] for found in _COMES_FROM.finditer(reading.plain)}):
            reading.add("language", id_, theirs.span())
    for found in reading.find(_PICTURES):
        reading.add("language", "piktogram", found.span())
