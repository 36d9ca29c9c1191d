"""Reading a table out of a .csv or .xlsx file, without knowing what it is about.

Danish spreadsheets save CSV with semicolons in cp1252 as often as in UTF-8, so both are read. What can't be read safely
is refused with a sentence that says what to do: formulas (what they gave may be old), merged cells, files that unpack
to far more than they are.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import msgspec
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from registry import privacy
from registry.i18n import gettext as _
from registry.i18n import ngettext
from registry.interop.offers_file import BadFile, Problem

#: Bytes of a file, and of what an .xlsx unpacks to.
LARGEST = 10_000_000
_LARGEST_UNPACKED = 100_000_000
MOST_ROWS = 2_000
MOST_COLUMNS = 200
_LONGEST_CELL = 20_000
#: So far down the headers may stand.
_HEADERS_WITHIN = 10
_DELIMITERS = ";,\t|"
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
#: What an export puts before a text that a spreadsheet would take for a formula, see `writing`.
_NEUTRALISED = re.compile(r"^'(?=[=+\-@\t\r])")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')

Value = str | int | float | bool | None
#: Tells how well a row names the columns that somebody looks for.
Judge = Callable[[Sequence[str]], int]


class Row(msgspec.Struct, frozen=True):
    """A row with its number in the sheet, as the spreadsheet shows it; as many cells as the table has columns."""

    number: int
    cells: tuple[Value, ...]


class Table(msgspec.Struct, frozen=True):
    """A sheet: its name ("" for CSV), the headers and the rows below them that say something."""

    sheet: str
    headers: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class CellProblem(Problem):
    """What is wrong with one cell; `field` begins with where it is, such as "C4"."""

    cell: str = field(default="", kw_only=True)


def at(row: int, column: int, reason: str, header: str = "") -> CellProblem:
    """Return a problem at a cell; rows count from 1, columns from 0."""
    cell = f"{get_column_letter(column + 1)}{row}"
    return CellProblem(row, f"{cell} {header}".strip(), reason, cell=cell)


def read(data: bytes, judge: Judge) -> Table:
    """Read a file: of its sheets and first rows, what `judge` likes best are the headers.

    Raises:
        BadFile: with every problem in it.
    """
    if len(data) > LARGEST:
        raise BadFile([Problem(0, "", too_large())])
    if not data.strip():
        raise BadFile([Problem(0, "", _("Filen er tom."))])
    if data.startswith(b"PK\x03\x04"):
        return _read_workbook(data, judge)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise BadFile([Problem(0, "", _("Filen er i et gammelt format eller låst. Gem den som .xlsx uden kode."))])
    return _table("", _read_csv(data), judge)


def too_large() -> str:
    """Return what to say about a file that is too large."""
    return _("Filen er for stor: den må højst fylde %(most)s MB. Del den i flere.") % {"most": LARGEST // 1_000_000}


def _read_csv(data: bytes) -> Iterator[tuple[int, list[Value]]]:
    text = _decoded(data)
    separator = re.match(r"sep=(.)\r?\n", text)
    text = text[separator.end() :] if separator else text
    delimiter = separator[1] if separator else _delimiter(text)
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1):
            yield number + bool(separator), [_NEUTRALISED.sub("", _UNPRINTABLE.sub("", cell)).strip() for cell in cells]
    except csv.Error:
        reason = _("Filen kan ikke læses som CSV. Åbn den i et regneark, og gem den igen som .xlsx.")
        raise BadFile([Problem(0, "", reason)]) from None


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if b"\0" in data:
        reason = _("Filen er ikke et regneark. Brug en .csv- eller .xlsx-fil.")
        raise BadFile([Problem(0, "", reason)])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    outside = re.sub(r'"[^"]*"', "", first)
    return max(_DELIMITERS, key=lambda one: outside.count(one) * 10 - _DELIMITERS.index(one))


def _read_workbook(data: bytes, judge: Judge) -> Table:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(one.file_size for one in archive.infolist()) > _LARGEST_UNPACKED:
                reason = _("Filen fylder alt for meget, når den pakkes ud. Kopiér tilbuddene til et nyt regneark.")
                raise BadFile([Problem(0, "", reason)])
            book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
            return _best_sheet(book, archive, judge)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, SyntaxError, TypeError, OSError, EOFError):
        # openpyxl tells a broken file in as many ways as there are parts in it
        reason = _("Filen kan ikke læses. Åbn den i et regneark, og gem den igen som .xlsx.")
        raise BadFile([Problem(0, "", reason)]) from None


def _best_sheet(book: object, archive: zipfile.ZipFile, judge: Judge) -> Table:
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]  # type: ignore[attr-defined]
    best, liking = None, -1
    for sheet in sheets:
        sheet.reset_dimensions()  # what a file says of its size may be wrong
        rows = sheet.iter_rows(max_row=_HEADERS_WITHIN, max_col=MOST_COLUMNS, values_only=True)
        here = max((judge([str(cell or "") for cell in row]) for row in rows), default=-1)
        if here > liking:
            best, liking = sheet, here
    if best is None:
        raise BadFile([Problem(0, "", _("Regnearket har ingen ark med noget i."))])
    found: list[Problem] = []
    table = _table(best.title, _cells(best, found), judge, found)
    merged = _MERGED.findall(archive.read(best._worksheet_path))
    last = table.rows[-1].number if table.rows else 0
    for area in merged:
        left, top, _right, bottom = range_boundaries(area.decode())
        if top is not None and bottom is not None and left is not None and _first(table) <= bottom and top <= last:
            reason = _("Cellen er flettet med andre. Ophæv fletningen, og skriv værdien i hver række.")
            found.append(at(max(top, _first(table)), left - 1, reason))
    if found:
        raise BadFile(sorted(found, key=lambda problem: problem.row))
    return table


def _first(table: Table) -> int:
    return table.rows[0].number if table.rows else 0


def _cells(sheet: object, found: list[Problem]) -> Iterator[tuple[int, list[Value]]]:
    """Yield the rows of a sheet; formulas and broken cells are noted as problems."""
    rows: Iterable[Sequence[object]] = sheet.iter_rows(  # type: ignore[attr-defined]
        max_row=MOST_ROWS + _HEADERS_WITHIN + 1, max_col=MOST_COLUMNS
    )
    for number, row in enumerate(rows, start=1):
        values: list[Value] = []
        for column, cell in enumerate(row):
            kind, value = getattr(cell, "data_type", "n"), getattr(cell, "value", None)
            if kind == "f":
                reason = _("Cellen er en formel. Kopiér den, og sæt den ind igen som værdi.")
                found.append(at(number, column, reason))
                value = None
            elif kind == "e":
                found.append(at(number, column, _("Cellen viser en fejl. Skriv det, der skal stå.")))
                value = None
            values.append(_value(value))
        yield number, values


def _value(value: object) -> Value:
    if isinstance(value, dt.datetime):
        whole_day = value.time() == dt.time()
        return value.date().isoformat() if whole_day else value.isoformat(" ", "minutes")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dt.time):
        return value.isoformat("minutes")
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if value is None or isinstance(value, bool | int | float):
        return value
    return _UNPRINTABLE.sub("", str(value)).strip()


def _table(
    name: str, rows: Iterable[tuple[int, list[Value]]], judge: Judge, found: list[Problem] | None = None
) -> Table:
    said = [(number, cells) for number, cells in rows if any(cell not in (None, "") for cell in cells)]
    problems = [] if found is None else found
    if not said:
        raise BadFile([Problem(0, "", _("Der står ikke noget i filen."))])
    place = max(range(min(_HEADERS_WITHIN, len(said))), key=lambda n: judge([str(one or "") for one in said[n][1]]))
    headers = [str(one or "") for one in said[place][1]]
    while headers and not headers[-1]:
        headers.pop()
    below = said[place + 1 :]
    if not below:
        raise BadFile([Problem(0, "", _("Der står ingen tilbud under overskrifterne."))])
    if len(below) > MOST_ROWS:
        reason = ngettext("Filen har over 1 række.", "Filen har over %(n)s rækker. Del den i flere.", MOST_ROWS)
        raise BadFile([Problem(0, "", reason % {"n": MOST_ROWS})])
    if max(len(cells) for _number, cells in said) > MOST_COLUMNS:
        reason = _("Filen har over %(n)s kolonner. Slet dem, der ikke bruges.") % {"n": MOST_COLUMNS}
        raise BadFile([Problem(0, "", reason)])
    made = []
    for number, cells in below:
        problems += _unfit(number, cells, headers)
        made.append(Row(number, tuple([*cells, *[None] * len(headers)][: len(headers)])))
    problems += _unfit(said[place][0], headers, headers)
    if found is None and problems:
        raise BadFile(problems)
    return Table(name, tuple(headers), tuple(made))


def _unfit(number: int, cells: Sequence[Value], headers: Sequence[str]) -> Iterator[Problem]:
    """Yield what stops a row from being kept even for a moment."""
    for column, value in enumerate(cells):
        header = headers[column] if column < len(headers) else ""
        if column >= len(headers) and value not in (None, ""):
            yield at(number, column, _("Kolonnen har ingen overskrift. Skriv en, eller slet det, der står her."))
        elif isinstance(value, str) and len(value) > _LONGEST_CELL:
            yield at(number, column, _("Der står for meget i cellen."), header)
        if isinstance(value, str) and privacy.find_cpr(" ".join(value.split())):
            yield at(number, column, _("Fjern CPR-nummeret. Skriv ikke personnumre i Sammen."), header)
