"""Reading a file of the format `judged/1`: searches that people have judged, with offers of its own or without.

    {"format": "judged/1",
     "offers": [as in offers/1; may be absent, then the searches are about other data],
     "queries": [{"id": "j01", "text": "urolig dreng på 9 der elsker heste",
                  "demands": {"age": [9, 9]},
                  "judgments": {"e1": 2, "e2": 1}}]}

`judgments` grade offers by external id (2 just right, 1 useful, 0 out of place), `demands` are what none of the first
ten may violate: age, postal_code, radius_km, weekdays, free, languages, access and not_activities, as in the search
API. Other fields of the file are for its readers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_type_hints

import msgspec

from registry import privacy
from registry.i18n import gettext as _
from registry.interop import offers_file
from registry.interop.offers_file import BadFile, ImportedOffer, Problem
from registry.matching.evaluation import Demands, JudgedSearch
from registry.vocabulary import Vocabulary

FORMAT = "judged/1"
_REQUIRED = ("id", "text", "judgments")
_HINTS = get_type_hints(JudgedSearch, include_extras=True)
_DEMANDS = get_type_hints(Demands, include_extras=True)


@dataclass(frozen=True)
class JudgedFile:
    """Searches, and the offers that they were judged over; None when the file has none of its own."""

    searches: tuple[JudgedSearch, ...]
    offers: tuple[ImportedOffer, ...] | None


def read(data: bytes, vocabulary: Vocabulary) -> JudgedFile:
    """Read a file.

    Raises:
        BadFile: with every problem in it.
    """
    document = _document(data)
    problems, searches = _searches(document["queries"], vocabulary)
    offers = document.get("offers")
    own: list[ImportedOffer] | None = None
    if offers is not None:
        try:
            own = offers_file.read(msgspec.json.encode({"format": offers_file.FORMAT, "offers": offers}), vocabulary)
        except BadFile as error:
            problems += error.problems
    if problems:
        raise BadFile(problems)
    return JudgedFile(tuple(searches), None if own is None else tuple(own))


def _document(data: bytes) -> dict[str, Any]:
    try:
        document = msgspec.json.decode(data)
    except msgspec.DecodeError as error:
        raise BadFile([_of_the_file(_("Filen er ikke gyldig JSON: %(detail)s") % {"detail": error})]) from None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise BadFile([_of_the_file(_('Filen skal begynde med {"format": "%(format)s"}.') % {"format": FORMAT})])
    if not isinstance(document.get("queries"), list) or not document["queries"]:
        raise BadFile([_of_the_file(_('Filen skal have en liste med navnet "queries" og mindst én søgning.'))])
    return document


def _searches(rows: list[Any], vocabulary: Vocabulary) -> tuple[list[Problem], list[JudgedSearch]]:
    problems: list[Problem] = []
    searches: list[JudgedSearch] = []
    seen: set[str] = set()
    for number, row in enumerate(rows, start=1):
        found = list(_check(row, vocabulary))
        id_ = row.get("id") if isinstance(row, dict) else None
        if isinstance(id_, str) and id_ in seen:
            found.append(("id", _("står også ved en anden søgning")))
        elif isinstance(id_, str):
            seen.add(id_)
        problems += [_of_a_search(number, field, reason) for field, reason in found]
        if not found:
            searches.append(msgspec.convert({field: row[field] for field in row if field in _HINTS}, JudgedSearch))
    return problems, searches


def _check(row: Any, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Each problem of a search, as a field and a reason."""
    if not isinstance(row, dict):
        yield "-", _("skal være et objekt")
        return
    yield from ((field, _("er ikke et felt i formatet")) for field in row if field not in _HINTS)
    yield from ((field, _("mangler")) for field in _REQUIRED if not row.get(field) and row.get(field) != {})
    for field in _REQUIRED:
        if row.get(field) and not _fits(row[field], _HINTS[field]):
            yield field, _reason(field)
    text = row.get("text")
    if isinstance(text, str) and privacy.find(text):
        yield "text", _("indeholder personoplysninger. Skriv søgningen uden dem.")
    demands = row.get("demands", {})
    if not isinstance(demands, dict):
        yield "demands", _("skal være et objekt")
        return
    for field, value in demands.items():
        if field not in _DEMANDS:
            yield f"demands.{field}", _("kendes ikke. Krav kan være: %(known)s") % {"known": ", ".join(_DEMANDS)}
        elif not _fits(value, _DEMANDS[field]) or (field == "age" and value and value[0] > value[1]):
            yield f"demands.{field}", _reason(field)
    yield from _unknown_ids(demands, vocabulary)


def _unknown_ids(demands: dict[str, Any], vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    for field, facet in (("languages", "language"), ("access", "access")):
        values = demands.get(field)
        if isinstance(values, list) and not all(value in vocabulary.facets[facet].values for value in values):
            yield f"demands.{field}", _("indeholder et id, der ikke findes")


def _fits(value: Any, kind: Any) -> bool:
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError:
        return False
    return True


def _reason(field: str) -> str:
    return {
        "id": _("skal være en tekst på højst 60 tegn"),
        "text": _("skal være en tekst på højst 500 tegn"),
        "judgments": _("skal give hvert tilbud 0, 1 eller 2"),
        "age": _("skal være to hele tal fra 0 til 120, laveste alder først"),
        "postal_code": _("skal være et postnummer med fire cifre"),
        "radius_km": _("skal være et tal på mindst 0"),
        "weekdays": _("skal være en liste med dage: mon, tue, wed, thu, fri, sat, sun"),
        "free": _("skal være true eller false"),
    }.get(field, _("skal være en liste med tekster"))


def _of_the_file(reason: str) -> Problem:
    return Problem(0, "", reason)


def _of_a_search(number: int, field: str, reason: str) -> Problem:
    told = {"number": number, "field": field, "reason": reason}
    return Problem(0, "", _("Søgning nr. %(number)s, %(field)s: %(reason)s") % told)
