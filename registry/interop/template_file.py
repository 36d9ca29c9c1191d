"""The table to fill in: every column with its header, a row that shows how, and in an .xlsx the choices as lists."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterator, Mapping, Sequence

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from registry.i18n import gettext as _
from registry.interop import columns, writing
from registry.interop.columns import Column
from registry.interop.leaving import Leaving
from registry.interop.offers_table import example_title
from registry.offers.content import Contact, OfferContent, PolicyAnswer, Slot

#: So far down the lists of choices go.
_ROWS = 1000
_ASKED: Sequence[Column] = [column for column in writing.WRITTEN if column.kind != "told"]


def as_csv() -> Iterator[bytes]:
    """Yield the template as CSV with semicolons."""
    stream = io.StringIO(newline="")
    table = csv.writer(stream, delimiter=";")
    table.writerow([columns.header(column.key) for column in _ASKED])
    table.writerow([writing.neutralised(text) for text in map(_as_text, _example())])
    yield "\ufeff".encode() + stream.getvalue().encode()


def as_xlsx() -> Iterator[bytes]:
    """Yield the template as a spreadsheet: the table, and a sheet with the choices that its lists show."""
    book = Workbook()
    sheet = book.active
    sheet.title = _("Tilbud")
    lists = book.create_sheet(_("Valgmuligheder"))
    sheet.freeze_panes = "B2"
    for number, (column, value) in enumerate(zip(_ASKED, _example(), strict=True), start=1):
        letter = get_column_letter(number)
        head = sheet.cell(1, number, columns.header(column.key))
        head.font = Font(bold=True)
        if hint := _hints().get(column.kind):
            head.comment = Comment(hint, "Sammen", width=300, height=120)
        shown = sheet.cell(2, number, value)
        shown.fill = PatternFill("solid", fgColor="EEEEEE")
        if isinstance(value, dt.date):
            shown.number_format = "dd-mm-yyyy"
        sheet.column_dimensions[letter].width = 40 if column.kind == "text" else 22
        if column.kind in ("choice", "choices"):
            options = columns.offered(column.key)
        elif column.kind == "yes_no":
            options = [_("ja"), _("nej")]
        else:
            continue
        place = lists.max_column + 1 if lists.cell(1, 1).value else 1
        for row, text in enumerate([columns.header(column.key), *options], start=1):
            lists.cell(row, place, text).font = Font(bold=row == 1)
        where = get_column_letter(place)
        area = f"{quote_sheetname(lists.title)}!${where}$2:${where}${len(options) + 1}"
        # several choices may stand in a cell, which no list allows for: it helps and doesn't refuse
        choice = DataValidation("list", formula1=area, allow_blank=True, showErrorMessage=column.kind != "choices")
        choice.add(f"{letter}2:{letter}{_ROWS}")
        sheet.add_data_validation(choice)
    stream = io.BytesIO()
    book.save(stream)
    yield stream.getvalue()


FORMS: Mapping[str, Callable[[], Iterator[bytes]]] = {"csv": as_csv, "xlsx": as_xlsx}


def _hints() -> Mapping[str, str]:
    return {
        "choices": _("Flere svar: skriv semikolon mellem dem. Mulighederne står i arket ved siden af."),
        "words": _("Flere ord: skriv komma mellem dem."),
        "slots": _("Skriv for eksempel: mandag 15.30-17.00; onsdag 16-18."),
        "date": _("Skriv for eksempel 31-12-2026."),
        "yes_no": _("Ja eller nej. Lad feltet stå tomt, hvis I ikke ved det."),
    }


def _example() -> list[object]:
    content = OfferContent(
        title=example_title(),
        summary=_("Fire børn, fire heste og de samme to voksne hver gang."),
        description=_("Vi strigler, muger ud og rider, og der er altid plads til en pause."),
        activities=("dyr",),
        keywords=(_("heste"), _("ridning")),
        age_min=7,
        age_max=11,
        gender="alle",
        capacity=4,
        weekly=(Slot("mon", "15:30", "17:00"),),
        where="address",
        postal_code="9400",
        price_dkk=0,
        languages=("da",),
        needs=("plads_til_energi",),
        policy=(
            PolicyAnswer("bup22.loesninger.c1", _("Et barn kan komme før de andre og have stalden for sig selv.")),
        ),
        availability="ledig",
        signup=_("Ring eller skriv til os."),
        contact=Contact(email="navn@forening.example"),
    )
    offer = Leaving(number="", organisation=_("Jeres forening"), sector="association", cvr=None, content=content)
    by_key = dict(zip((column.key for column in writing.WRITTEN), writing.values(offer), strict=True))
    return [by_key[column.key] for column in _ASKED]


def _as_text(value: object) -> str:
    return "" if value is None else str(value)
