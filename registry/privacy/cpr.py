"""CPR numbers: the civil registration numbers that everybody in Denmark has.

The number is a birthday, DDMMYY, and four digits. Modulus 11 is never asked for: numbers given out since 2007 need
not satisfy it (cpr.dk). What looks like one is treated as one, so a P number (a workplace, ten digits) that happens
to begin with a date is refused too.
"""

from __future__ import annotations

import calendar
import re

from registry.privacy.spans import Span, Taken

#: Between the parts of the date, and between date and serial number: blanks, dashes of all kinds, dots, slashes,
#: and what a copied text may hide there.
_MARK = r"[ \t\u00a0\u2000-\u200d\u202f\u2060\ufeff\u00ad./_·•\-\u2010-\u2015\u2212]"
_DATE = rf"(?P<day>\d\d)(?P<mark>{_MARK}{{0,3}})(?P<month>\d\d)(?P=mark)(?P<year>\d\d)"
#: What people put between the date and the rest when they spell the number out.
_WORD = r"(?:nr|nummer|cpr|cpr-?nr|de sidste fire|sidste fire|sidste 4|last four)"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        # 0102031234, 010203-1234, 01.02.03 - 1234, 01 02 03 1234; the same mark within the date, or "10-12.10.2026" is
        # one
        rf"(?<!\d){_DATE}{_MARK}{{0,5}}\d{{4}}(?!\d)",
        # 010203, 1234 and 010203: 1234: anything but letters, since nobody writes a date with a time like that
        r"(?<!\d)(?P<day>\d\d)(?P<month>\d\d)(?P<year>\d\d)[^\w]{1,5}\d{4}(?!\d)",
        # 01 02 03 12 34: pairs with the same mark all through
        rf"(?<!\d)(?P<day>\d\d)(?P<mark>{_MARK})(?P<month>\d\d)(?P=mark)(?P<year>\d\d)(?P=mark)\d\d(?P=mark)\d\d(?!\d)",
        # 0 1 0 2 0 3 1 2 3 4: digit by digit
        rf"(?<!\d)(?P<day>\d(?P<mark>{_MARK})\d)(?P=mark)(?P<month>\d(?P=mark)\d)(?P=mark)(?P<year>\d(?P=mark)\d)"
        r"(?:(?P=mark)\d){4}(?!\d)",
        # 010203-12 34, 010203 1 2 3 4, 010203-12-34: the last four in pieces
        rf"(?<!\d){_DATE}{_MARK}{{1,3}}(?:\d\d \d\d|\d \d \d \d|\d \d{{3}}|\d{{3}} \d)(?!\d)",
        rf"(?<!\d)(?P<day>\d\d)(?P<month>\d\d)(?P<year>\d\d){_MARK}{{0,3}}\d\d[-\u2010-\u2015.]\d\d(?!\d)",
        # 010203 nr. 1234
        rf"(?<!\d){_DATE}[\s,.:;-]{{0,3}}\b{_WORD}\b[\s,.:;-]{{0,3}}(?:er )?\d{{4}}(?!\d)",
        # 01022003-1234, 01.02.2003 1234
        rf"(?<!\d)(?P<day>\d\d)(?P<mark>{_MARK}?)(?P<month>\d\d)(?P=mark)(?:1[89]|20)(?P<year>\d\d)"
        r"(?: ?[-\u2010-\u2015]? ?)\d{4}(?!\d)",
        # 1/2-03-1234, 1.2.2003-1234
        r"(?<![\d.,/-])(?P<day>\d\d?)[./-](?P<month>\d\d?)[./-](?:1[89]"
        r"|20)?(?P<year>\d\d) ?[-\u2010-\u2015] ?\d{4}(?!\d)",
    )
)


def _is_birthday(day: int, month: int, year: int) -> bool:
    """Whether DDMMYY is a day in any of the centuries that the two digits of the year may mean."""
    if not 1 <= month <= 12:
        return False
    longest = 29 if month == 2 and year % 4 == 0 else calendar.monthrange(2001, month)[1]
    return 1 <= day <= longest


def _spans(form: re.Pattern[str], text: str) -> list[Span]:
    found, at = [], 0
    while match := form.search(text, at):
        if _is_birthday(*(_number(match[part]) for part in ("day", "month", "year"))):
            found.append(match.span())
            at = match.end()
        else:
            at = match.start() + 1  # a number before it must not hide the next one
    return found


def _number(written: str) -> int:
    return int("".join(filter(str.isdecimal, written)))


def cpr_spans(text: str) -> list[Span]:
    """Return where a valid date DDMMYY and four digits stand together, in order; never within a longer number."""
    taken = Taken(text)
    return sorted(span for form in _FORMS for span in _spans(form, text) if taken.take(span))
