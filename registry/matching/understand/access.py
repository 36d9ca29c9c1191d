"""Accessibility and languages, where they are named as a condition and not as something about the child."""

from __future__ import annotations

import re

from registry.matching.understand.reading import Reading

_ACCESS = [
    (id_, re.compile(pattern))
    for id_, pattern in (
        (
            "trinfri",
            r"\btrinfri\w*(?: adgang)?\b|\buden trapper\b|\bniveaufri\w*|\belevator\w*",
        ),
        (
            "trinfri",
            r"\bk(?:ø|oe)restols(?:adgang|venlig)\w*|\bhandicapvenlig\w*|\badgang (?:for|til|med) k(?:ø|oe)restol\w*",
        ),
        ("hc_toilet", r"\bhandicaptoilet\w*|\bhc-?toilet\w*"),
        ("hc_parkering", r"\bhandicapparkering\w*|\bhc-?parkering\w*"),
        ("teleslynge", r"\bteleslynge\w*"),
        ("stillerum", r"\bstille ?rum\b"),
        ("sansevenlig", r"\bsansevenlig\w*|\bskånsom(?:t)? (?:lyd|lys)\w*"),
        ("fast_struktur", r"\bbilledskema\w*"),
        ("ledsager", r"\bledsager gratis\b|\bgratis ledsager\b|\bledsagerkort\b"),
        ("koensneutral_omklaedning", r"\b(?:privat|kønsneutral) omklædning\w*"),
    )
]
_LANGUAGES = {
    "engelsk": "en",
    "arabisk": "ar",
    "ukrainsk": "uk",
    "somali": "so",
    "somalisk": "so",
    "tyrkisk": "tr",
    "farsi": "fa",
    "dari": "fa",
    "persisk": "fa",
    "polsk": "pl",
    "grønlandsk": "kl",
    "rumænsk": "ro",
    "tegnsprog": "tegn",
    "dansk tegnsprog": "tegn",
}
_NAMES = "|".join(sorted(_LANGUAGES, key=len, reverse=True))
_STAFF = r"(?:voksne?|personale|træner\w*|frivillig\w*|leder\w*)"
_LANGUAGE = re.compile(rf"\bpå ({_NAMES})\b|\b({_NAMES})-?(?:talende|sproget|sprogede)\s+{_STAFF}\b")
_PICTURES = re.compile(r"\b(?:med|på) piktogram\w*")


def read(reading: Reading) -> None:
    """Read what must be there."""
    for id_, pattern in _ACCESS:
        for found in reading.find(pattern):
            reading.add("access", id_, found.span())
    for found in reading.find(_LANGUAGE):
        reading.add("language", _LANGUAGES[found[1] or found[2]], found.span())
    for found in reading.find(_PICTURES):
        reading.add("language", "piktogram", found.span())
