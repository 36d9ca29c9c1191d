"""A spreadsheet (.xlsx) that is sent while it is being written: however long it is, it begins to arrive at once.

openpyxl makes the book with its heading, and the rows are put in between while the archive passes by.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

_ROWS_AT_A_TIME = 200
_SHEET = "xl/worksheets/sheet1.xml"
_END = b"</sheetData>"
#: What XML has no way to say.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
#: Spreadsheets take no longer text in a cell.
_LONGEST = 32_767
#: Spreadsheets count days from here.
_DAY_ZERO = dt.date(1899, 12, 30)


class _Passing(io.RawIOBase):
    """Where an archive is written to and taken from again; what has passed can't be gone back to."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._waiting.append(bytes(data))
        return len(data)

    def taken(self) -> bytes:
        """Return what was written since the last time."""
        data = b"".join(self._waiting)
        self._waiting.clear()
        return data


def written(title: str, heading: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """Yield a spreadsheet with one sheet of texts, numbers and dates; None is an empty cell. No text is a formula.

    Args:
        title: of the sheet. heading: its first row, bold, that stays in sight.
    """
    book, day_style = _book(title, heading)
    before, _end, after = book[_SHEET].partition(_END)
    passing = _Passing()
    with zipfile.ZipFile(passing, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in book.items():
            if name != _SHEET:
                archive.writestr(name, part)
        with archive.open(_SHEET, "w") as sheet:
            sheet.write(before)
            numbered = enumerate(rows, start=2)
            while some := list(islice(numbered, _ROWS_AT_A_TIME)):
                sheet.write("".join(_row(number, row, day_style) for number, row in some).encode())
                yield passing.taken()
            sheet.write(_END + after)
    yield passing.taken()


def _book(title: str, heading: Sequence[str]) -> tuple[dict[str, bytes], int]:
    """Return the parts of a book without rows, and the number of the style that shows a day."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    sheet.freeze_panes = "A2"
    sheet.append(list(heading))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet["A2"] = dt.date(2026, 1, 1)
    day_style = sheet["A2"].style_id
    sheet.delete_rows(2)
    stream = io.BytesIO()
    book.save(stream)
    with zipfile.ZipFile(stream) as archive:
        return {name: archive.read(name) for name in archive.namelist()}, day_style


def _row(number: int, values: Sequence[Any], day_style: int) -> str:
    cells = (
        _cell(f"{get_column_letter(column)}{number}", value, day_style)
        for column, value in enumerate(values, start=1)
        if value is not None
    )
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(place: str, value: Any, day_style: int) -> str:
    if isinstance(value, dt.date):
        return f'<c r="{place}" s="{day_style}"><v>{(value - _DAY_ZERO).days}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{place}"><v>{value}</v></c>'
    text = escape(_UNPRINTABLE.sub("", str(value))[:_LONGEST], {"\r": "&#13;"})
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
