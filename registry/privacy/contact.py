"""E-mail addresses and telephone numbers."""

from __future__ import annotations

import re

from registry.privacy.spans import Span, Taken

_AT = r"(?:@|\s?[\[(](?:at|a|snabel-?a)[\])]\s?)"
_EMAIL = re.compile(rf"[\w.+%'-]{{1,64}}{_AT}\w[\w-]{{0,62}}(?:\.[\w-]{{1,63}}){{1,8}}", re.IGNORECASE)

#: Danish numbers have eight digits and don't begin with 0 or 1; written in one piece or in these groups, with the
#: same mark between all groups. Years ("2022-2025") and opening hours ("20.30-22.00") are not written so.
_GROUPS = (
    r"[2-9]\d{7}",
    r"[2-9]\d([ .\-\u00a0])\d\d\1\d\d\1\d\d",
    r"[2-9]\d{3}[ \u00a0]\d{4}",
    r"[2-9]\d[ \u00a0]\d{3}[ \u00a0]\d{3}",
    r"[2-9]\d{2}[ \u00a0]\d{2}[ \u00a0]\d{3}",
    r"[2-9]\d{2}[ \u00a0]\d{3}[ \u00a0]\d{2}",
)
_BEFORE = r"(?<![\d+])(?<!\d[.,/\-])"
_AFTER = r"(?![.,/\-]?\d)(?!\s?(?:kr\b|dkk\b|,-))"
_NUMBERS = tuple(re.compile(_BEFORE + group + _AFTER, re.IGNORECASE) for group in _GROUPS)
#: With a country in front, any digits in any groups.
_WITH_COUNTRY = re.compile(r"(?<!\d)\(?(?:\+|00)\(?[1-9]\d{0,2}\)?(?:[ .\-\u00a0]?\d){6,12}(?!\d)")
_YEARS = re.compile(r"(?:19|20)\d\d\s(?:19|20)\d\d")
_CVR = re.compile(r"\bcvr[\s.:-]*(?:nr|nummer|no)?[\s.:-]*$", re.IGNORECASE)


def email_spans(text: str) -> list[Span]:
    """Return where e-mail addresses stand, also with "(at)" for the sign."""
    return [found.span() for found in _EMAIL.finditer(text)]


def phone_spans(text: str) -> list[Span]:
    """Return where telephone numbers stand: Danish ones in the usual groups, and any with a country code."""
    taken = Taken(text)
    found = [match.span() for match in _WITH_COUNTRY.finditer(text) if taken.take(match.span())]
    for pattern in _NUMBERS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if _YEARS.fullmatch(match[0]) or _CVR.search(text[max(0, start - 20) : start]):
                continue
            if taken.take((start, end)):
                found.append((start, end))
    return sorted(found)
