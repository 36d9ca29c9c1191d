"""Languages an offer is to be given in. What is spoken at home is background and asks for nothing.

"på arabisk" and "arabisktalende voksne" are conditions; "taler kun arabisk" says what would help, so it is a wish.
"taler ikke dansk" names no language that anything could be given in.
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
_STAFF = (
    r"(?:voksne?|personale|træner\w*|frivillig\w*|leder\w*|rådgiver\w*|psykolog\w*|tilbud|hold"
    r"|adults?|staff|coach\w*|volunteers?)"
)
_GIVEN_IN = (
    re.compile(rf"\b(?:foregår |tilbud |undervisning |noget )?på {_NAME}\b"),
    re.compile(rf"\b(?:given |offered |something |activities |lessons )?in {_NAME}\b"),
    re.compile(rf"\b{_NAME}-?\s?(?:talende|sproget|sprogede|speaking)\s+{_STAFF}\b"),
    re.compile(
        rf"\b(?:nogen|voksne?|en|frivillige?|personale|ledere?|hvor de|hvor man|someone|staff|adults|volunteers)"
        rf"(?: der| som| who| that)? (?:kan |can )?(?:taler?|snakker?|speaks?) {_NAME}\b"
    ),
)
_ONLY = re.compile(
    rf"\b(?:taler|snakker|forstår|kan|kun) (?:kun |ikke dansk,? (?:men |kun )(?:kun |taler )?){_NAME}\b"
    rf"|\b(?:only speaks?|speaks? only|only understands?|they speak|family speaks|speaks? no danish,? (?:but|only))"
    rf" {_NAME}\b"
    rf"|\b(?:bruger|taler|har|uses) ((?:dansk )?tegnsprog|sign language)\b"
)
#: What is spoken at home is told, not asked for.
_AT_HOME = re.compile(r"\b(?:hjemme|derhjemme|at home|forældrene|familien|moren|faren|mor|far|parents)\b[^,.;]*$")
_PICTURES = re.compile(r"\b(?:med|på|bruger|with|uses) (?:piktogram\w*|pictograms?)")


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
                reading.add("language", _OF[found[1]], found.span())
    for found in _ONLY.finditer(reading.plain):
        name = next(part for part in found.groups() if part)
        reading.note("language", _OF[name], found.span(), 0.7)
        reading.take(found.span())
    for found in reading.find(_PICTURES):
        reading.add("language", "piktogram", found.span())
