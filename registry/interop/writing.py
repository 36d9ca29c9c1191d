"""Writing offers into files that an import reads again: JSON (`offers/1`), CSV and XLSX.

They are written while they are sent, and nothing is held in memory.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import msgspec

from registry.i18n import current_locale
from registry.i18n import gettext as _
from registry.interop import columns, sheet
from registry.interop.columns import COLUMNS, Column
from registry.interop.leaving import AT_A_TIME, Leaving
from registry.interop.offers_file import FORMAT
from registry.offers import show, standing
from registry.offers.content import OfferContent, to_document
from registry.offers.written import shown_money
from registry.web.clock import danish_day

MEDIA_TYPES = {
    "json": "application/json",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
#: The columns of a file; the ages have two of their own.
WRITTEN: Sequence[Column] = [column for column in COLUMNS if column.key != "ages"]
#: A spreadsheet takes a text that begins so for a formula.
_FORMULA = re.compile(r"[=+\-@\t\r]")


def write(form: str, offers: Iterable[Leaving]) -> Iterator[bytes]:
    """Yield a file in one of the forms of `MEDIA_TYPES`, in the current language."""
    return {"json": as_json, "csv": as_csv, "xlsx": as_xlsx}[form](offers)


def as_json(offers: Iterable[Leaving]) -> Iterator[bytes]:
    """Yield a file of the format `offers/1`."""
    yield b'{"format": "%s", "offers": [' % FORMAT.encode()
    rows = map(_document, offers)
    before = b"\n"
    while some := list(islice(rows, AT_A_TIME)):
        yield before + b",\n".join(map(msgspec.json.encode, some))
        before = b",\n"
    yield b"\n]}\n"


def as_csv(offers: Iterable[Leaving]) -> Iterator[bytes]:
    """Yield a table as Danish spreadsheets open it: with semicolons, in UTF-8 with its mark."""
    yield "\ufeff".encode() + _lines([[columns.header(column.key) for column in WRITTEN]])
    rows = (_texts(offer) for offer in offers)
    while some := list(islice(rows, AT_A_TIME)):
        yield _lines(some)


def as_xlsx(offers: Iterable[Leaving]) -> Iterator[bytes]:
    """Yield a spreadsheet; its texts are texts, whatever they begin with."""
    return sheet.written(_("Tilbud"), [columns.header(column.key) for column in WRITTEN], map(values, offers))


def values(offer: Leaving) -> list[Any]:
    """Return what stands in the columns of `WRITTEN`: texts, numbers and dates; None for nothing."""
    return [_value(column, offer) for column in WRITTEN]


def neutralised(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula when it opens a CSV; an import reads it as it was."""
    return f"'{text}" if _FORMULA.match(text) else text


def _document(offer: Leaving) -> dict[str, Any]:
    own = {"external_id": offer.number, "organisation": offer.organisation, "sector": offer.sector, "cvr": offer.cvr}
    told: dict[str, Any] = {"status": offer.status} if offer.status else {}
    if offer.partners:
        told["partners"] = offer.partners
    if offer.confirmed_at:
        told["confirmed_on"] = danish_day(offer.confirmed_at).isoformat()
    return {**own, **to_document(offer.content), **told}


def _lines(rows: Iterable[Sequence[str]]) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=";").writerows(rows)
    return stream.getvalue().encode()


def _texts(offer: Leaving) -> list[str]:
    texts = []
    for column, value in zip(WRITTEN, values(offer), strict=True):
        if isinstance(value, dt.date):
            texts.append(value.strftime("%d-%m-%Y") if current_locale() == "da" else value.isoformat())
        elif isinstance(value, float | int):
            texts.append(shown_money(value) if column.kind == "amount" else str(value))
        else:
            texts.append(neutralised(value or ""))
    return texts


def _value(column: Column, offer: Leaving) -> Any:
    value = _OF_OFFER[column.key](offer) if column.key in _OF_OFFER else _said(column.key, offer.content)
    if value in (None, "", ()):
        return None
    if column.kind == "yes_no":
        return (_("ja") if value else _("nej")) if isinstance(value, bool) else value
    if column.kind in ("choice", "choices"):
        return _labels(column.key, [value] if isinstance(value, str) else value)
    if column.kind == "words":
        return ", ".join(value)
    if column.kind == "slots":
        return "; ".join(_slot(slot.day, slot.start, slot.end) for slot in value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _said(key: str, content: OfferContent) -> Any:
    if key.startswith("policy."):
        _policy, number, part = key.split(".")
        return getattr(content.policy[int(number)], part) if int(number) < len(content.policy) else None
    if key.startswith("contact."):
        return getattr(content.contact, key.removeprefix("contact."))
    return content.gender if key == "for" else getattr(content, key)


def _labels(key: str, ids: Sequence[str]) -> str:
    known, labels = columns.spellings(key), columns.choices(key)
    # where two things have one name, their ids tell them apart
    return "; ".join(labels[id_] if id_ in labels and known[columns.plain(labels[id_])] == id_ else id_ for id_ in ids)


def _slot(day: str, start: str | None, end: str | None) -> str:
    times = "-".join(show.clock_time(time) for time in (start, end) if time)
    return f"{show.day_name(day)} {times}".strip()


def _status(offer: Leaving) -> str:
    """Return in words where an offer stands; "" where all of them are published."""
    if offer.status is None:
        return ""
    return ", ".join(state.text for state in standing.states(offer.status, offer.version_status or ""))


_OF_OFFER: Mapping[str, Callable[[Leaving], Any]] = {
    "external_id": lambda offer: offer.number,
    "organisation": lambda offer: offer.organisation,
    "sector": lambda offer: offer.sector,
    "cvr": lambda offer: offer.cvr,
    "partners": lambda offer: "; ".join(offer.partners),
    "status": _status,
    "confirmed_on": lambda offer: danish_day(offer.confirmed_at) if offer.confirmed_at else None,
}
