"""A spreadsheet arrives while it is being written, and says what it was given."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator

from openpyxl import load_workbook

from registry.interop import sheet

DAY = dt.date(2026, 11, 22)


def test_what_is_written_is_what_a_spreadsheet_shows() -> None:
    rows = [
        ("=1+1", 12, 2.5, DAY, "Sø & <å>\n  to linjer ", None),
        ("\x00-\x1fA", None, None, None, "x" * 40_000, "ja"),
    ]
    data = b"".join(sheet.written("Tilbud", ["Navn", "Antal", "Pris", "Dag", "Tekst", "Mere"], rows))
    found = load_workbook(io.BytesIO(data))["Tilbud"]
    assert [cell.value for cell in found[1]] == ["Navn", "Antal", "Pris", "Dag", "Tekst", "Mere"]
    assert found["A1"].font.bold
    assert found.freeze_panes == "A2"
    first = [cell.value for cell in found[2]]
    first[3] = first[3].date()
    assert first == ["=1+1", 12, 2.5, DAY, "Sø & <å>\n  to linjer ", None]
    assert found["A2"].data_type == "s"
    assert found["D2"].is_date
    second = [cell.value for cell in found[3]]
    assert second[0] == "-A"
    assert len(second[4]) == 32_767
    assert found.max_row == 3


def test_it_begins_to_arrive_before_the_last_row_is_known() -> None:
    asked = []

    def rows() -> Iterator[tuple[int]]:
        for number in range(1000):
            asked.append(number)
            yield (number,)

    pieces = sheet.written("Tilbud", ["Nummer"], rows())
    assert next(pieces).startswith(b"PK")
    assert len(asked) < 1000
    assert sum(1 for _piece in pieces) > 2
    assert len(asked) == 1000


def test_one_without_rows_can_be_opened() -> None:
    found = load_workbook(io.BytesIO(b"".join(sheet.written("Tilbud", ["Navn"], []))))["Tilbud"]
    assert [[cell.value for cell in row] for row in found.rows] == [["Navn"]]
