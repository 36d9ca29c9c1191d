"""A table read as offers: each row becomes one, with what is wrong at each cell.

`Reading.rows` holds all of it, so that a page can show every row as an offer before anything is brought in; `offers`
are those that can be, and are only to be used when there are no `problems`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from registry.danish import fold
from registry.i18n import LOCALES, speaking
from registry.i18n import gettext as _
from registry.interop import cells, columns, offers_file
from registry.interop.columns import BY_KEY
from registry.interop.offers_file import BadFile, ImportedOffer, Problem
from registry.interop.table_file import CellProblem, Row, Table, Value, at
from registry.interop.table_file import read as read_table
from registry.offers.content import MOST_POLICY_ANSWERS
from registry.vocabulary import Vocabulary

#: What a row needs where another system's number isn't asked for: drafts are finished later.
NEEDED_OF_DRAFTS = ("title",)


@dataclass(frozen=True)
class Owner:
    """The organisation whose offers a whole table is about; its columns of that need not be there."""

    name: str
    sector: str
    cvr: str | None = None


@dataclass(frozen=True)
class ReadRow:
    """A row as an offer (None while something is wrong with it), with its problems and what it says in its title."""

    number: int
    title: str
    offer: ImportedOffer | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Reading:
    """All rows of a table; `examples` are the numbers of rows that only show how to fill the template in."""

    rows: tuple[ReadRow, ...]
    examples: tuple[int, ...] = ()

    @property
    def problems(self) -> list[Problem]:
        """What is wrong, from the top."""
        return [problem for row in self.rows for problem in row.problems]

    @property
    def offers(self) -> list[ImportedOffer]:
        """The rows that can be brought in."""
        return [row.offer for row in self.rows if row.offer is not None]


def judge(headers: Sequence[str]) -> int:
    """Return how many columns of offers a row of headers names."""
    return len([key for key in columns.recognise(headers) if key])


def read(data: bytes, vocabulary: Vocabulary) -> list[ImportedOffer]:
    """Read a .csv or .xlsx file whose columns are all recognised by their headers.

    Raises:
        BadFile: with every problem in it.
    """
    table = read_table(data, judge)
    keys = columns.recognise(table.headers)
    if problems := [*missing_columns(keys, offers_file.REQUIRED, table.sheet)]:
        raise BadFile(problems)
    reading = read_rows(table, keys, vocabulary)
    if reading.problems:
        raise BadFile(reading.problems)
    return reading.offers


def missing_columns(keys: Collection[str | None], needed: Collection[str], sheet: str = "") -> Iterator[Problem]:
    """Yield a problem for each column that must be there and isn't."""
    for key in needed:
        if key not in keys and not (key in ("age_min", "age_max") and "ages" in keys):
            where = _("Arket ”%(sheet)s”") % {"sheet": sheet} if sheet else _("Filen")
            told = {"where": where, "column": columns.header(key)}
            yield Problem(0, key, _("%(where)s har ingen kolonne ”%(column)s”.") % told)


def read_rows(
    table: Table,
    keys: Sequence[str | None],
    vocabulary: Vocabulary,
    *,
    owner: Owner | None = None,
    required: Collection[str] = offers_file.REQUIRED,
) -> Reading:
    """Read the rows of a table.

    Args:
        table: the cells.
        keys: which column of an offer each column of the table is; None: not used.
        vocabulary: the words that choices are checked against.
        owner: the organisation that all rows belong to.
        required: the fields of `offers/1` that each row must have.
    """
    examples = _examples()
    rows: list[ReadRow] = []
    skipped: list[int] = []
    seen: dict[str, int] = {}
    for row in table.rows:
        said = {key: value for key, value in zip(keys, row.cells, strict=True) if key}
        title = " ".join(str(said.get("title") or "").split())
        if title in examples:
            skipped.append(row.number)
            continue
        rows.append(_read_row(row, title, said, keys, vocabulary, owner, required, seen))
    return Reading(tuple(rows), tuple(skipped))


def example_title() -> str:
    """Return the title of the row that shows how a template is filled in."""
    return _("Eksempel: Heste og ro på små hold")


def _examples() -> set[str]:
    titles = set()
    for locale in LOCALES:
        with speaking(locale):
            titles.add(example_title())
    return titles


def _read_row(
    row: Row,
    title: str,
    said: Mapping[str, Value],
    keys: Sequence[str | None],
    vocabulary: Vocabulary,
    owner: Owner | None,
    required: Collection[str],
    seen: dict[str, int],
) -> ReadRow:
    problems: list[Problem] = []
    values: dict[str, Any] = {}
    for key, value in said.items():
        try:
            found = cells.read(BY_KEY[key], value)
        except cells.Unreadable as unreadable:
            problems.append(_problem(row.number, key, keys, str(unreadable)))
            found = None
        if found is not None:
            values[key] = found
    if owner is not None:
        problems += [_problem(row.number, key, keys, reason) for key, reason in _another(owner, values)]
        values |= {"organisation": owner.name, "sector": owner.sector, "cvr": owner.cvr}
    document = _document(values)
    known = {problem.field for problem in problems}
    for problem in offers_file.check(row.number, document, vocabulary, required):
        placed = _problem(row.number, _key_of(problem.field, keys, values), keys, problem.reason)
        if placed.field not in known:  # a cell that can't be read is not missing too
            problems.append(placed)
            known.add(placed.field)
    external_id = document.get("external_id")
    if external_id in seen:
        told = _("står også i række %(row)s") % {"row": seen[external_id]}
        problems.append(_problem(row.number, "external_id", keys, told))
    elif external_id:
        seen[external_id] = row.number
    offer = None if problems else offers_file.offer_of(row.number, document)
    return ReadRow(row.number, title, offer, tuple(problems))


def _another(owner: Owner, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield where a row says that it belongs to another organisation than the one it is brought in for."""
    reason = _("Rækken er for en anden organisation. Slet den, eller hent den ind for den organisation.")
    cvr = re.sub(r"\D", "", str(values.get("cvr") or ""))
    if cvr and owner.cvr and cvr != owner.cvr:
        yield "cvr", reason
    elif not cvr and values.get("organisation") and fold(values["organisation"]) != fold(owner.name):
        yield "organisation", reason


def _document(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row of `offers/1`."""
    document: dict[str, Any] = {key: value for key, value in values.items() if "." not in key and key != "ages"}
    if "ages" in values:
        low, high = values["ages"]
        document.setdefault("age_min", low)
        document.setdefault("age_max", high if high is not None else 18)
    if isinstance(document.get("cvr"), str):
        document["cvr"] = re.sub(r"\s", "", document["cvr"])
    contact = {key.split(".")[1]: value for key, value in values.items() if key.startswith("contact.")}
    if contact:
        document["contact"] = contact
    answers = [
        {"element": values[f"policy.{n}.element"], "answer": values.get(f"policy.{n}.answer", "")}
        for n in range(MOST_POLICY_ANSWERS)
        if f"policy.{n}.element" in values
    ]
    if answers:
        document["policy"] = answers
    return document


def _key_of(field: str, keys: Sequence[str | None], values: Mapping[str, Any]) -> str:
    """Return the column where a field of `offers/1` is put right."""
    if field in BY_KEY and (field in keys or "ages" not in keys or field not in ("age_min", "age_max")):
        return field
    if field in ("age_min", "age_max"):
        return "ages"
    if field == "gender":
        return "for"
    head = field.split(".", maxsplit=1)[0]
    if head == "contact":
        return "contact.name"
    if head == "policy":
        element = field.partition(".")[2]
        return next(
            (key.replace("element", "answer") for key, value in values.items() if element and value == element),
            "policy.0.element",
        )
    return head


def _problem(number: int, key: str, keys: Sequence[str | None], reason: str) -> CellProblem:
    """Return a problem at the cell of a column; where the table has no such column, at the row."""
    header = columns.header(key) if key in BY_KEY else key
    if key in keys:
        return at(number, keys.index(key), reason, header)
    return CellProblem(number, header, reason)
