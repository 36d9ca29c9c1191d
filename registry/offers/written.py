"""Amounts, dates and times as people write them, in forms and in spreadsheets. Pure."""

from __future__ import annotations

import datetime as dt
import re

from registry.i18n import current_locale

_TIME = re.compile(r"(?:kl\.?\s*)?(\d{1,2})(?:\s*[.:]?\s*(\d{2}))?", re.IGNORECASE)
_DATE = re.compile(r"(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./ -]\s*(\d{4})")
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MONEY_WORDS = re.compile(r"(?:^(?:dkk|kr\.?)\s*)|(?:\s*(?:,-|,\s*–|dkk|kroner|kr\.?))$", re.IGNORECASE)
_CENTURY = (2000, 2100)


class NotReadable(ValueError):
    """What was typed is no amount, date or time."""


def money(text: str) -> float:
    """Return an amount in DKK as people write it; the language says what a lone "1.250" means.

    Raises:
        NotReadable: it is not an amount.
    """
    bare = _MONEY_WORDS.sub("", text.strip()).replace(" ", "").replace("\u00a0", "")
    thousands, decimal = (".", ",") if current_locale() == "da" else (",", ".")
    if re.fullmatch(r"\d+[.,]\d{1,2}", bare):  # two decimals are decimals in any language
        return float(bare.replace(",", "."))
    if not re.fullmatch(rf"\d{{1,3}}(?:[{thousands}]\d{{3}})+(?:[{decimal}]\d+)?|\d+(?:[{decimal}]\d+)?", bare):
        raise NotReadable
    return float(bare.replace(thousands, "").replace(decimal, "."))


def shown_money(amount: float | None) -> str:
    """Return an amount as it stands in a field."""
    if amount is None:
        return ""
    text = str(int(amount)) if amount == int(amount) else f"{amount:.2f}"
    return text.replace(".", ",") if current_locale() == "da" else text


def date(text: str) -> dt.date:
    """Return a date written 2026-12-24, 24.12.2026, 24/12-2026 or the like.

    Raises:
        NotReadable: it is not a date of this century.
    """
    if iso := _ISO_DATE.fullmatch(text):
        year, month, day = iso.groups()
    elif danish := _DATE.fullmatch(text):
        day, month, year = danish.groups()
    else:
        raise NotReadable
    try:
        found = dt.date(int(year), int(month), int(day))
    except ValueError:
        raise NotReadable from None
    if not _CENTURY[0] <= found.year < _CENTURY[1]:
        raise NotReadable
    return found


def clock_time(text: str) -> str:
    """Return "15:30" for 15.30, 15:30, 1530, "kl. 15.30" and so on, and "15:00" for 15.

    Raises:
        NotReadable: it is not a time of day.
    """
    found = _TIME.fullmatch(text)
    if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
        raise NotReadable
    return f"{int(found[1]):02}:{found[2] or '00'}"
