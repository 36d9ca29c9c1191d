"""E-mail addresses and telephone numbers."""

from __future__ import annotations

import re

from registry.privacy.spans import Span, Taken

_AT = r"(?:@|\s?[\[(](?:at|a|snabel-?a)[\])]\s?)"
_DOT = r"\s?(?:\.|[\[(](?:dot|punktum|prik)[\])])\s?"
_EMAILS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"[\w.+%'-]{{1,64}}{_AT}\w[\w-]{{0,62}}(?:\.[\w-]{{1,63}}){{1,8}}",
        # anna @ mail . dk
        rf"[\w.+%'-]{{1,64}}(?:\s@\s?|@\s|{_AT})\w[\w-]{{0,62}}(?:{_DOT}[a-z]{{2,10}}\b){{1,3}}",
        # anna snabel-a mail punktum dk
        r"[\w.+%'-]{1,64}\s+snabel[- ]?a\s+\w[\w-]{0,62}(?:\s*(?:\.|\bpunktum\b|\bprik\b|\bdot\b"
        r"|\s)\s*[a-z]{2,10}\b){0,2}",
        # anna at mail dot dk
        r"[\w.+%'-]{1,64}\s+(?:at|@)\s+\w[\w-]{0,62}\s+(?:dot|punktum|prik)\s+[a-z]{2,10}\b",
        # anna@mail, @anna_9
        r"(?:[\w.+%'-]{1,64}@[\w-]{2,63}|(?<!\w)@\w[\w.]{2,40})(?![\w@])",
    )
)

#: Danish numbers have eight digits and don't begin with 0 or 1; written in one piece or in these groups, with the
#: same mark between all groups. Years ("2022-2025") and opening hours ("20.30-22.00") are not written so.
_GROUPS = (
    r"[2-9]\d{7}",
    r"[2-9]\d([ .\-\u00a0])\d\d\1\d\d\1\d\d",
    r"[2-9]\d{3}[ \u00a0]\d{4}",
    r"[2-9]\d[ \u00a0]\d{3}[ \u00a0]\d{3}",
    r"[2-9]\d{2}[ \u00a0]\d{2}[ \u00a0]\d{3}",
    r"[2-9]\d{2}[ \u00a0]\d{3}[ \u00a0]\d{2}",
    r"[2-9]\d[ \-\u00a0]\d{6}",
    r"(?!9\d{3}-9)[2-9]\d{3}-\d{4}",  # "9000-9400" is two postal codes
    r"[2-9]\d{2}-\d{3}-\d{2}",
    r"[2-9]\d/\d\d/\d\d/\d\d",
    r"[2-9]([ .\-\u00a0])\d(?:\1\d){6}",
)
_BEFORE = r"(?<![\d+])(?<!\d[.,/\-])"
_AFTER = r"(?![.,/\-]?\d)(?!\s?(?:kr\b|dkk\b|,-))"
_NUMBERS = tuple(re.compile(_BEFORE + group + _AFTER, re.IGNORECASE) for group in _GROUPS)
#: With a country in front, any digits in any groups.
_WITH_COUNTRY = re.compile(r"(?<!\d)\(?(?:\+|00)\(?[1-9]\d{0,2}\)?(?:[ .\-\u00a0]?\d){6,12}(?!\d)")
_YEARS = re.compile(r"(?:19|20)\d\d[\s-](?:19|20)\d\d")
_CVR = re.compile(r"\bcvr[\s.:-]*(?:nr|nummer|no)?[\s.:-]*$", re.IGNORECASE)


def email_spans(text: str) -> list[Span]:
    """Return where e-mail addresses and the like stand, also with "(at)" or "snabel-a" for the sign."""
    taken = Taken(text)
    return sorted(found.span() for form in _EMAILS for found in form.finditer(text) if taken.take(found.span()))


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
