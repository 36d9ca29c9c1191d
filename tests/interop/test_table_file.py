"""A table is read out of the files that Danish spreadsheets make; what can't be read safely is refused with words."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterable
from typing import Any

import pytest
from openpyxl import Workbook

from registry.interop import table_file
from registry.interop.offers_file import BadFile
from registry.interop.offers_table import judge
from registry.interop.table_file import Table


def book(*rows: Iterable[Any], title: str = "Ark1") -> Workbook:
    made = Workbook()
    made.active.title = title
    for row in rows:
        made.active.append(list(row))
    return made


def saved(made: Workbook) -> bytes:
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def cells(data: bytes) -> list[tuple[Any, ...]]:
    return [row.cells for row in read(data).rows]


def read(data: bytes) -> Table:
    return table_file.read(data, judge)


def refused(data: bytes) -> str:
    with pytest.raises(BadFile) as stopped:
        read(data)
    return " ".join(str(problem) for problem in stopped.value.problems)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_csv_in_any_of_the_ways_spreadsheets_save_it(encoding: str, delimiter: str) -> None:
    text = f'Navn{delimiter}Beskrivelse\r\nBlå lørdag{delimiter}"Æbler; pærer, og\nmere"\r\n'
    assert cells(text.encode(encoding)) == [("Blå lørdag", "Æbler; pærer, og\nmere")]


def test_excels_own_line_about_the_separator_is_obeyed() -> None:
    table = read(b"sep=|\nNavn|Pris\nKor|1,5\n")
    assert table.headers == ("Navn", "Pris")
    assert table.rows[0].number == 3


def test_numbers_dates_and_times_of_a_spreadsheet_keep_what_they_are() -> None:
    row = ["Kor", 9000.0, 12.5, dt.date(2026, 12, 31), dt.time(15, 30), True, None]
    made = book(["Navn", "Postnr", "Pris", "Startdato", "Tider", "Støtte", "By"], row)
    assert cells(saved(made)) == [("Kor", 9000, 12.5, "2026-12-31", "15:30", True, None)]


def test_empty_rows_are_passed_over_and_rows_keep_their_numbers() -> None:
    made = book(["Navn", "Alder"], [None, None], ["Kor", 9], ["", " "], ["Dans", 10])
    assert [(row.number, row.cells[0]) for row in read(saved(made)).rows] == [(3, "Kor"), (5, "Dans")]


def test_headers_may_stand_below_a_title() -> None:
    made = book(["Vores tilbud i 2026"], [], ["Navn", "Alder"], ["Kor", "9-12"])
    table = read(saved(made))
    assert table.headers == ("Navn", "Alder")
    assert [row.number for row in table.rows] == [4]


def test_the_sheet_with_the_offers_is_found_wherever_it_stands() -> None:
    made = book(["Vejledning"], ["Læs mig først"], title="Forside")
    made.create_sheet("Tilbud").append(["Navn", "Alder"])
    made["Tilbud"].append(["Kor", "9-12"])
    assert read(saved(made)).sheet == "Tilbud"


def test_a_formula_is_named_with_its_cell() -> None:
    made = book(["Navn", "Pris"], ["Kor", "=2*50"])
    assert "Række 2, B2: Cellen er en formel" in refused(saved(made))


def test_a_cell_that_shows_an_error_is_named() -> None:
    made = book(["Navn", "Pris"], ["Kor", "#N/A"])
    assert "B2: Cellen viser en fejl" in refused(saved(made))


def test_merged_cells_below_the_headers_are_named_and_those_of_a_title_are_not() -> None:
    made = book(["Vores tilbud"], ["Navn", "By"], ["Kor", "Aalborg"], ["Dans", None])
    made.active.merge_cells("A1:B1")
    assert len(read(saved(made)).rows) == 2
    made.active.merge_cells("B3:B4")
    assert "B3: Cellen er flettet" in refused(saved(made))


def test_a_file_that_unpacks_to_far_too_much_is_refused_before_it_is_unpacked() -> None:
    stream = io.BytesIO(saved(book(["Navn"], ["Kor"])))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/nothing.bin", b"\0" * 110_000_000)
    assert len(stream.getvalue()) < table_file.LARGEST
    assert "fylder alt for meget" in refused(stream.getvalue())


def test_a_file_that_is_too_large_is_refused() -> None:
    assert "højst fylde 10 MB" in refused(b"Navn\n" + b"x" * 10_000_000)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Filen er tom"),
        (b" \n\n", "Filen er tom"),
        (b";;\n;;\n", "Der står ikke noget i filen"),
        (b"Navn;Alder\n", "ingen tilbud under overskrifterne"),
        (b"\xd0\xcf\x11\xe0rest", "gammelt format eller låst"),
        (b"%PDF\0\0\0", "ikke et regneark"),
        (b"PK\x03\x04 and then nothing", "kan ikke læses"),
        ("Navn;Alder\nKor;9;løst".encode(), "C2: Kolonnen har ingen overskrift"),
        (b"Navn\n" + b"Kor\n" * 2001, "over 2000 rækker"),
    ],
)
def test_what_is_no_table_of_offers_is_refused_with_what_to_do(data: bytes, words: str) -> None:
    assert words in refused(data)


def test_a_cpr_number_is_found_before_anything_is_kept_and_is_not_repeated() -> None:
    said = refused(b"Navn;Tekst\nKor;Ring om 010203-1234\n")
    assert "B2" in said
    assert "CPR-nummeret" in said
    assert "010203" not in said


def test_a_broken_workbook_of_any_kind_is_refused() -> None:
    data = saved(book(["Navn"], ["Kor"]))
    for cut in range(100, len(data) - 100, 400):
        assert "kan ikke læses" in refused(data[:cut])
