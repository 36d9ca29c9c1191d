"""Reading a file of the format `offers/1`: every problem is found, with its row, field and reason."""

from __future__ import annotations

import datetime as dt
import types
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
from stdnum.dk import cvr as cvr_number

from registry import privacy
from registry.i18n import gettext as _
from registry.offers import rules
from registry.offers.content import OfferContent
from registry.vocabulary import Vocabulary

FORMAT = "offers/1"
_OWN = {"external_id": str, "organisation": str, "sector": str, "cvr": str | None}
#: What an export says of an offer besides; an import passes over it.
TOLD = ("partners", "status", "confirmed_on")
REQUIRED = ("external_id", "organisation", "sector", "title", "description", "age_min", "age_max")
_HINTS = get_type_hints(OfferContent)
_FIELDS = {spec.encode_name: spec.name for spec in msgspec.structs.fields(OfferContent)}


@dataclass(frozen=True)
class Problem:
    """What is wrong with a file: the row counts from 1, 0 is the file itself."""

    row: int
    field: str
    reason: str

    def __str__(self) -> str:
        if not self.row:
            return self.reason
        return _("Række %(row)s, %(field)s: %(reason)s") % {"row": self.row, "field": self.field, "reason": self.reason}


@dataclass(frozen=True)
class ImportedOffer:
    """A row that can be brought in. `external_id` is "" where a table need not have one."""

    row: int
    external_id: str
    organisation: str
    sector: str
    cvr: str | None
    content: OfferContent


class BadFile(Exception):
    """The file can't be brought in; `problems` says why, each with row, field and reason."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__(f"{len(problems)} problems")


def read(data: bytes, vocabulary: Vocabulary) -> list[ImportedOffer]:
    """Read a file.

    Raises:
        BadFile: with every problem in it.
    """
    rows = _rows(data)
    problems: list[Problem] = []
    offers: list[ImportedOffer] = []
    seen: dict[str, int] = {}
    for number, row in enumerate(rows, start=1):
        found = list(check(number, row, vocabulary))
        external_id = row.get("external_id") if isinstance(row, dict) else None
        if isinstance(external_id, str) and external_id in seen:
            found.append(Problem(number, "external_id", _("står også i række %(row)s") % {"row": seen[external_id]}))
        elif isinstance(external_id, str):
            seen[external_id] = number
        problems += found
        if not found:
            offers.append(offer_of(number, row))
    if problems:
        raise BadFile(problems)
    return offers


def _rows(data: bytes) -> list[Any]:
    try:
        document = msgspec.json.decode(data)
    except msgspec.DecodeError as error:
        raise BadFile([Problem(0, "", _("Filen er ikke gyldig JSON: %(detail)s") % {"detail": error})]) from None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise BadFile([Problem(0, "", _('Filen skal begynde med {"format": "%(format)s"}.') % {"format": FORMAT})])
    rows = document.get("offers")
    if not isinstance(rows, list):
        raise BadFile([Problem(0, "", _('Filen skal have en liste med navnet "offers".'))])
    return rows


def check(number: int, row: Any, vocabulary: Vocabulary, required: Collection[str] = REQUIRED) -> Iterator[Problem]:
    """Yield what is wrong with a row: missing or unknown fields, values of the wrong form, faults in what it says."""
    if not isinstance(row, dict):
        yield Problem(number, "-", _("skal være et objekt"))
        return
    for field in row:
        if field not in _OWN and field not in _FIELDS and field not in TOLD:
            yield Problem(number, field, _("er ikke et felt i formatet"))
    for field in required:
        if row.get(field) in (None, ""):
            yield Problem(number, field, _("mangler"))
    wrong = False
    for field, value in row.items():
        kind = _OWN.get(field) or _HINTS.get(_FIELDS.get(field, ""))
        if kind is None or value is None or not (reason := _wrong_form(value, kind)):
            continue
        wrong = True
        yield Problem(number, field, reason)
    yield from _own_problems(number, row, vocabulary)
    if not wrong:
        for fault in rules.faults(_content(row), vocabulary):
            yield Problem(number, fault.field, fault.message)


def _own_problems(number: int, row: dict[str, Any], vocabulary: Vocabulary) -> Iterator[Problem]:
    sector, cvr = row.get("sector"), row.get("cvr")
    sectors = vocabulary.facets["sector"].values
    if isinstance(sector, str) and sector and sector not in sectors:
        yield Problem(number, "sector", _("skal være en af: %(choices)s") % {"choices": ", ".join(sectors)})
    if isinstance(cvr, str) and cvr and not cvr_number.is_valid(cvr):
        yield Problem(number, "cvr", _("er ikke et gyldigt CVR-nummer"))
    for field, most in (("external_id", 200), ("organisation", 120)):
        value = row.get(field)
        if isinstance(value, str) and len(value) > most:
            yield Problem(number, field, rules.too_long(most, len(value) - most))
        if isinstance(value, str) and privacy.find_cpr(" ".join(value.split())):
            yield Problem(number, field, _("Fjern CPR-nummeret. Skriv ikke personnumre i Sammen."))


def _wrong_form(value: Any, kind: Any) -> str | None:
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        where = str(error).rpartition(" - at ")[2].strip("`$.") if " - at " in str(error) else ""
        return f"{where}: {_expected(kind)}" if where else _expected(kind)
    return None


def _expected(kind: Any) -> str:
    """Return what a field takes, in words."""
    if get_origin(kind) in (Union, types.UnionType):
        kind = next(part for part in get_args(kind) if part is not types.NoneType)
    if get_origin(kind) is Literal:
        return _("skal være en af: %(choices)s") % {"choices": ", ".join(map(str, get_args(kind)))}
    if get_origin(kind) is tuple:
        return _("skal være en liste i den form, som formatet beskriver")
    return {
        str: _("skal være en tekst"),
        int: _("skal være et helt tal"),
        float: _("skal være et tal"),
        bool: _("skal være true eller false"),
        dt.date: _("skal være en dato som 2026-11-22"),
    }.get(kind, _("har ikke den form, som formatet beskriver"))


def _content(row: dict[str, Any]) -> OfferContent:
    given = {field: value for field, value in row.items() if field in _FIELDS and value is not None}
    content = msgspec.convert(given, OfferContent)
    if content.where is None:
        content = msgspec.structs.replace(content, where=_where(content))
    return content


def _where(content: OfferContent) -> Literal["address", "comes_to_you", "online"] | None:
    """Return where an offer takes place, when the rest of the row says so."""
    if content.address or content.postal_code or content.town:
        return "address"
    if "online" in content.setting:
        return "online"
    return "comes_to_you" if "besoeg_ude" in content.ways else None


def offer_of(number: int, row: dict[str, Any]) -> ImportedOffer:
    """Return the offer that a row without problems says."""
    cvr = row.get("cvr")
    return ImportedOffer(
        row=number,
        external_id=row.get("external_id") or "",
        organisation=row["organisation"].strip(),
        sector=row["sector"],
        cvr=cvr_number.compact(cvr) if cvr else None,
        content=_content(row),
    )
