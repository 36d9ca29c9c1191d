"""Reading one cell the way people write: "7-11 år", "ja", "31-12-2026", "mandag 15.30-17; onsdag 16-18", "Musik, Dans".

Each kind of column (`columns.Kind`) has its reader. They return what a field of `offers/1` holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from registry.i18n import gettext as _
from registry.interop import columns
from registry.interop.columns import Column
from registry.interop.table_file import Value
from registry.offers import rules
from registry.offers.content import DAYS
from registry.offers.written import NotReadable, clock_time, date, money

YES = frozenset({"ja", "j", "yes", "y", "x", "1", "sand", "sandt", "true", "✓"})
NO = frozenset({"nej", "n", "no", "0", "falsk", "falskt", "false"})
_UNKNOWN = frozenset({"", "-", "–", "ved ikke", "unknown", "n/a"})
_YEARS = re.compile(r"(\d{1,3})\s*(?:år|years?)?", re.IGNORECASE)
_COUNT = re.compile(r"(\d{1,6})\s*(?:børn|deltagere|personer|pladser|children|people|places)?", re.IGNORECASE)
_AGES = re.compile(r"(\d{1,3})\s*(?:år\s*)?(?:-|–|—|til|to)\s*(\d{1,3})\s*(?:år|years?)?", re.IGNORECASE)
_FROM_AGE = re.compile(r"(?:fra\s*|from\s*)?(\d{1,3})\s*(?:\+|år og op(?:efter)?|år og derover)", re.IGNORECASE)
_SLOT = re.compile(
    r"([^\W\d]+)\.?\s*(?:(?:kl\.?\s*)?([\d.:]+)\s*(?:(?:-|–|—|til|to)\s*(?:kl\.?\s*)?([\d.:]+))?)?", re.IGNORECASE
)
_DAY_NAMES: Mapping[str, tuple[str, ...]] = {
    "mon": ("mandag", "man", "monday", "mon"),
    "tue": ("tirsdag", "tirs", "tir", "tuesday", "tue", "tues"),
    "wed": ("onsdag", "ons", "wednesday", "wed"),
    "thu": ("torsdag", "tors", "tor", "thursday", "thu", "thurs"),
    "fri": ("fredag", "fre", "friday", "fri"),
    "sat": ("lørdag", "lør", "saturday", "sat"),
    "sun": ("søndag", "søn", "sunday", "sun"),
}
_DAY = {name: day for day in DAYS for name in (*_DAY_NAMES[day], *(one + "e" for one in _DAY_NAMES[day][:1]))}


class Unreadable(ValueError):
    """A cell can't be read; the text says what to write instead."""


def read(column: Column, value: Value) -> Any:
    """Return what a cell says, in the form of its field; None for nothing. "ages" gives a pair.

    Raises:
        Unreadable: it is not of the kind that the column holds.
    """
    if isinstance(value, str) and plain_blank(value):
        return None
    return None if value is None else _READERS[column.kind](column, value)


def plain_blank(text: str) -> bool:
    """Whether a text says nothing."""
    return text.strip().casefold() in _UNKNOWN


def _line(_column: Column, value: Value) -> str:
    return " ".join(_text(_column, value).split())


def _text(_column: Column, value: Value) -> str:
    if isinstance(value, bool):
        return _("Ja") if value else _("Nej")
    return str(value).replace("\r\n", "\n").strip()


def _words(_column: Column, value: Value) -> list[str]:
    found = (" ".join(word.split()) for word in re.split(r"[,;|\n]", str(value)))
    return list(dict.fromkeys(word for word in found if word))


def _whole(column: Column, value: Value) -> int:
    pattern, message = (
        (_COUNT, _("Skriv et helt tal."))
        if column.key == "capacity"
        else (_YEARS, _("Skriv en alder i hele år fra 0 til 120"))
    )
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and (found := pattern.fullmatch(value.strip())):
        return int(found[1])
    raise Unreadable(message)


def _ages(_column: Column, value: Value) -> tuple[int | None, int | None]:
    text = str(value).strip()
    if found := _AGES.fullmatch(text):
        return int(found[1]), int(found[2])
    if found := _FROM_AGE.fullmatch(text):
        return int(found[1]), None
    if found := _YEARS.fullmatch(text):
        return int(found[1]), int(found[1])
    raise Unreadable(_("Skriv alderen som for eksempel 7-11."))


def _amount(_column: Column, value: Value) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if str(value).strip().casefold() in ("gratis", "free"):
        return 0.0
    try:
        return money(str(value))
    except NotReadable:
        raise Unreadable(_("Skriv prisen i kroner, 0 hvis det er gratis")) from None


def _yes_no(_column: Column, value: Value) -> bool:
    said = str(value).strip().casefold()
    if value is True or said in YES:
        return True
    if value is False or said in NO:
        return False
    raise Unreadable(_("Skriv ja eller nej."))


def _date(_column: Column, value: Value) -> str:
    try:
        return date(str(value).strip()).isoformat()
    except NotReadable:
        raise Unreadable(_("Skriv datoen som dag, måned og år, for eksempel 24.12.2026")) from None


def _choice(column: Column, value: Value) -> str:
    known = columns.spellings(column.key)
    if (found := known.get(columns.plain(str(value)))) is not None:
        return found
    raise Unreadable(_not_a_choice(column, str(value)))


def _choices(column: Column, value: Value) -> list[str]:
    """Several choices in a cell. A comma may stand between two or within one, so the longest that is known is taken."""
    known = columns.spellings(column.key)
    found: list[str] = []
    for part in re.split(r"[;|\n]", str(value)):
        pieces = [piece for piece in part.split(",") if piece.strip()]
        while pieces:
            taken = next((n for n in range(len(pieces), 0, -1) if columns.plain(",".join(pieces[:n])) in known), 0)
            if not taken:
                raise Unreadable(_not_a_choice(column, pieces[0].strip()))
            found.append(known[columns.plain(",".join(pieces[:taken]))])
            pieces = pieces[taken:]
    return list(dict.fromkeys(found))


def _not_a_choice(column: Column, said: str) -> str:
    options = list(columns.choices(column.key).values())
    if len(options) > 12:
        return _("”%(said)s” er ikke en af mulighederne. Se dem i skabelonen.") % {"said": said}
    return _("”%(said)s” er ikke en af mulighederne: %(options)s.") % {"said": said, "options": "; ".join(options)}


def _slots(_column: Column, value: Value) -> list[dict[str, str | None]]:
    found = []
    for part in re.split(r"[;|\n]|,(?!\d)", str(value)):
        if not part.strip():
            continue
        slot = _SLOT.fullmatch(part.strip())
        day = _DAY.get(slot[1].casefold()) if slot else None
        if slot is None or day is None:
            raise Unreadable(_("Skriv tiderne som for eksempel: mandag 15.30-17.00; onsdag 16-18."))
        try:
            start, end = (clock_time(time) if time else None for time in (slot[2], slot[3]))
        except NotReadable:
            raise Unreadable(rules.time_message()) from None
        found.append({"day": day, "start": start, "end": end})
    return found


def _told(_column: Column, _value: Value) -> None:
    return None


_READERS: Mapping[str, Callable[[Column, Value], Any]] = {
    "line": _line,
    "text": _text,
    "words": _words,
    "whole": _whole,
    "ages": _ages,
    "amount": _amount,
    "yes_no": _yes_no,
    "date": _date,
    "choice": _choice,
    "choices": _choices,
    "slots": _slots,
    "told": _told,
}
