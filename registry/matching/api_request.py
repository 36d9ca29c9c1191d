"""Reading the body of a search: every bad field is told, none of their values is echoed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_type_hints

import msgspec
from litestar.openapi.spec import OpenAPIMediaType, Operation, RequestBody, Schema

from registry import vocabulary
from registry.i18n import gettext as _
from registry.matching.address import word
from registry.matching.values import Kind, Sort
from registry.matching.wish import Chip, Wish
from registry.offers.content import Day

_Ids = list[Annotated[str, msgspec.Meta(max_length=60)]]
_Age = Annotated[int, msgspec.Meta(ge=0, le=120)]


class SearchRequest(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What may be asked for. Every field is optional; what is given in a field is a demand."""

    text: Annotated[str, msgspec.Meta(max_length=500)] = ""
    age: tuple[_Age, _Age] | None = None
    postal_code: Annotated[str, msgspec.Meta(pattern=r"^\d{4}$")] | None = None
    radius_km: Annotated[float, msgspec.Meta(gt=0, le=500)] | None = None
    weekdays: list[Day] = []
    free: bool = False
    needs: _Ids = []
    elements: _Ids = []
    activities: _Ids = []
    sectors: _Ids = []
    access: _Ids = []
    languages: _Ids = []
    not_activities: _Ids = []
    sort: Literal["fit", "distance", "newest"] = "fit"
    limit: Annotated[int, msgspec.Meta(ge=0, le=100)] = 20
    offset: Annotated[int, msgspec.Meta(ge=0, le=100_000)] = 0


@dataclass(frozen=True)
class Asked:
    """A search as it was asked for: the sentence, the demands of the fields, the order, and which results."""

    text: str
    chips: tuple[Chip, ...]
    sort: Sort
    limit: int
    offset: int

    def wish(self, understood: tuple[Chip, ...]) -> Wish:
        """Return the wish of the fields and of what was understood in the sentence.

        Raises:
            BadRequest: there is a radius, and neither names a place that it is around.
        """
        chips = (*self.chips, *understood)
        if any(chip.kind == "radius" for chip in self.chips) and not any(chip.kind == "place" for chip in chips):
            raise BadRequest([{"field": "radius_km", "reason": _("kræver også et sted, for eksempel postal_code")}])
        return Wish(chips, self.sort)


class BadRequest(Exception):
    """The body can't be used; `errors` has a field and a reason for each problem."""

    def __init__(self, errors: list[dict[str, str]]) -> None:
        self.errors = errors
        super().__init__(f"{len(errors)} bad fields")


_HINTS = get_type_hints(SearchRequest, include_extras=True)


def read(body: bytes) -> Asked:
    """Read a body.

    Raises:
        BadRequest: with every problem in it.
    """
    try:
        given = msgspec.json.decode(body or b"{}")
    except (msgspec.DecodeError, RecursionError):
        raise BadRequest([{"field": "", "reason": _("Indholdet er ikke gyldig JSON.")}]) from None
    if not isinstance(given, dict):
        raise BadRequest([{"field": "", "reason": _("Indholdet skal være et JSON-objekt.")}])
    errors: list[dict[str, str]] = []
    values: dict[str, Any] = {}
    for field, value in given.items():
        if field not in _HINTS:
            errors.append(
                {"field": field[:60] if field.isidentifier() else "", "reason": _("er ikke et felt i søgningen")}
            )
        elif value is not None:
            try:
                values[field] = msgspec.convert(value, _HINTS[field])
            except msgspec.ValidationError:
                errors.append({"field": field, "reason": _reason(field)})
    asked = SearchRequest(**values)
    errors += _rules(asked)
    if errors:
        raise BadRequest(errors)
    return Asked(asked.text, tuple(_chips(asked)), asked.sort, asked.limit, asked.offset)


def _reason(field: str) -> str:
    return {
        "text": _("skal være en tekst på højst 500 tegn"),
        "age": _("skal være to hele tal fra 0 til 120, laveste alder først"),
        "postal_code": _("skal være et postnummer med fire cifre"),
        "radius_km": _("skal være et tal over 0 og højst 500"),
        "weekdays": _("skal være en liste med dage: mon, tue, wed, thu, fri, sat, sun"),
        "free": _("skal være true eller false"),
        "sort": _("skal være fit, distance eller newest"),
        "limit": _("skal være et helt tal fra 0 til 100"),
        "offset": _("skal være et helt tal fra 0 til 100000"),
    }.get(field, _("skal være en liste med id'er"))


def _rules(asked: SearchRequest) -> list[dict[str, str]]:
    words = vocabulary.current()
    found = []
    if asked.age and asked.age[0] > asked.age[1]:
        found.append({"field": "age", "reason": _reason("age")})
    known: dict[str, Any] = {
        "needs": words.needs,
        "elements": words.elements,
        "sectors": words.facets["sector"].values,
        "access": words.facets["access"].values,
        "languages": words.facets["language"].values,
    }
    for field, values in known.items():
        if any(value not in values for value in getattr(asked, field)):
            found.append({"field": field, "reason": _("indeholder et id, der ikke findes")})
    strange = [
        field
        for field in ("activities", "not_activities")
        if any(word(value) is None for value in getattr(asked, field))
    ]
    return found + [{"field": field, "reason": _("skal være id'er eller enkelte ord")} for field in strange]


def _chips(asked: SearchRequest) -> list[Chip]:
    chips: list[Chip] = []
    if asked.age:
        chips.append(Chip("age", asked.age))
    if asked.postal_code:
        chips.append(Chip("place", asked.postal_code))
    if asked.radius_km:
        chips.append(Chip("radius", asked.radius_km))
    if asked.free:
        chips.append(Chip("price", 0))
    lists: list[tuple[Kind, list[Any]]] = [
        ("weekday", asked.weekdays),
        ("need", asked.needs),
        ("element", asked.elements),
        ("activity", [word(value) for value in asked.activities]),
        ("sector", asked.sectors),
        ("access", asked.access),
        ("language", asked.languages),
        ("not_activity", [word(value) for value in asked.not_activities]),
    ]
    return chips + [Chip(kind, value) for kind, values in lists for value in values]


@dataclass
class SearchOperation(Operation):
    """Describes the body in the OpenAPI document; the handler reads it itself, to tell every bad field at once."""

    def __post_init__(self) -> None:
        """Add the request body."""
        _schemas, components = msgspec.json.schema_components([SearchRequest], ref_template="#/$defs/{name}")
        properties = components["SearchRequest"]["properties"]
        self.request_body = RequestBody(
            content={"application/json": OpenAPIMediaType(schema=Schema(type=None, properties=properties))}
        )
