"""CPR numbers, e-mail addresses, phone numbers and street addresses in a text."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

Kind = Literal["cpr", "email", "phone", "address"]


class Finding(NamedTuple):
    """That the characters from `span[0]` to `span[1]` are personal data of a kind; not what they are."""

    kind: Kind
    span: tuple[int, int]


_SPACE = r"[ \t\u00a0\u2007\u2009\u202f]"
_BETWEEN = rf"(?:{_SPACE}|[-./–—_‐‑‒])"
_CPR = re.compile(
    rf"(?<!\d)(\d\d){_BETWEEN}?(\d\d){_BETWEEN}?(\d\d){_BETWEEN}{{0,3}}\d{_BETWEEN}?\d{_BETWEEN}?\d{_BETWEEN}?\d(?!\d)"
)
_EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(
    rf"(?<![\d,.+-])(?:(?:\+|00){_SPACE}?45[- .]?)?(?:\d{{8}}|\d{{2}}(?:[- .]\d{{2}}){{3}}|\d{{4}}[- .]\d{{4}}|\d{{3}}[- .]\d{{2}}[- .]\d{{3}})(?![\d])"
)
_STREET = re.compile(
    r"\b[^\W\d_]*(?:vej|vejen|gade|gaden|allé|alle|stræde|strædet|vænget|vænge|plads|pladsen|torv|torvet|boulevard|boulevarden)\s+\d{1,3}\s?[A-ZÆØÅa-zæøå]?\b",
    re.IGNORECASE,
)


def _is_date(day: int, month: int, year: int) -> bool:
    """Whether DDMMYY can be a birthday in any of the centuries that the two digits may mean."""
    if not 1 <= month <= 12:
        return False
    leap = year % 4 == 0
    longest = 29 if month == 2 and leap else calendar.monthrange(2001, month)[1]
    return 1 <= day <= longest


def find_cpr(text: str) -> list[Finding]:
    """Return where CPR numbers stand: a valid date DDMMYY and four digits, with or without separators.

    Modulus 11 is never asked for, because numbers issued since 2007 need not satisfy it (cpr.dk).
    """
    return [
        Finding("cpr", found.span())
        for found in _CPR.finditer(text)
        if _is_date(int(found[1]), int(found[2]), int(found[3]))
    ]


def find(text: str) -> list[Finding]:
    """Return all personal data found in `text`, in the order it stands there, without overlaps."""
    found = find_cpr(text)
    for kind, pattern in (("email", _EMAIL), ("phone", _PHONE), ("address", _STREET)):
        for hit in pattern.finditer(text):
            if not any(start < hit.end() and hit.start() < end for _, (start, end) in found):
                found.append(Finding(kind, hit.span()))  # type: ignore[arg-type]
    return sorted(found, key=lambda finding: finding.span)


def without(text: str, findings: Iterable[Finding]) -> str:
    """Return `text` with what was found taken out and the spaces around it joined."""
    for finding in sorted(findings, key=lambda one: one.span, reverse=True):
        start, end = finding.span
        text = text[:start].rstrip() + " " + text[end:].lstrip()
    return text.strip()
