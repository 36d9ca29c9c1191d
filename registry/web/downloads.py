"""Tables to take home: CSV that spreadsheets open as it is, and JSON; sent row by row, so that no file is too long."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from litestar.response import Stream

#: What a spreadsheet would take for a formula at the beginning of a cell.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_HEADERS = {"cache-control": "no-store", "x-content-type-options": "nosniff"}


def as_csv(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> Stream:
    """Answer with a CSV file: semicolons and a byte order mark, as Danish spreadsheets expect them."""
    return Stream(_lines(header, rows), media_type="text/csv", headers=_named(name))


def as_json(name: str, rows: Iterable[dict[str, Any]]) -> Stream:
    """Answer with a JSON file: one list of objects."""
    return Stream(_objects(rows), media_type="application/json", headers=_named(name))


def _named(name: str) -> dict[str, str]:
    return {**_HEADERS, "content-disposition": f'attachment; filename="{name}"'}


def _lines(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    yield "\ufeff" + _line(header)
    for row in rows:
        yield _line(row)


def _line(cells: Sequence[object]) -> str:
    written = io.StringIO()
    csv.writer(written, delimiter=";").writerow([_cell(cell) for cell in cells])
    return written.getvalue()


def _cell(cell: object) -> str:
    """A text that begins like a formula gets an apostrophe, so that opening the file runs nothing."""
    text = "" if cell is None else str(cell)
    is_number = isinstance(cell, int | float)
    return f"'{text}" if text.startswith(_FORMULA) and not is_number else text


def _objects(rows: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    before = b"["
    for row in rows:
        yield before + b"\n" + msgspec.json.encode(row)
        before = b","
    yield b"[]\n" if before == b"[" else b"\n]\n"
