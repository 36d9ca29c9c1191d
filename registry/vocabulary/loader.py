"""Reads `data/*.toml` into a `Vocabulary` and refuses anything that doesn't hold together."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol, TypeVar, cast

from registry.vocabulary import checks
from registry.vocabulary.model import (
    Area,
    Call,
    Crosswalk,
    Element,
    Facet,
    FacetValue,
    Framework,
    Locality,
    Municipality,
    Need,
    NeedGroup,
    Postal,
    SafetySignal,
    Vocabulary,
)
from registry.vocabulary.reading import Table, only, read_file, tables

DATA = Path(__file__).parent / "data"
NEEDS, SAFETY, POLICY, FACETS, PLACES = "needs.toml", "safety.toml", "policy.toml", "facets.toml", "places.toml"
FILES = (NEEDS, SAFETY, POLICY, FACETS, PLACES)

_ELEMENT_TYPES = ("guidepost", "ambition", "commitment", "principle")
_RELATIONS = ("same", "narrower", "broader", "split", "retired")


class _WithId(Protocol):
    @property
    def id(self) -> str: ...


_Thing = TypeVar("_Thing", bound=_WithId)


@cache
def current() -> Vocabulary:
    """Return the product's vocabulary, read once.

    Raises:
        BrokenVocabulary: a file is missing or says something that can't be right.
    """
    return load(DATA)


def load(folder: Path) -> Vocabulary:
    """Return the vocabulary in the five files of a folder.

    Raises:
        BrokenVocabulary: a file is missing or says something that can't be right.
    """
    documents = {file: read_file(folder, file) for file in FILES}
    groups, needs = _needs(documents[NEEDS])
    frameworks, elements, crosswalks = _policy(documents[POLICY])
    vocabulary = Vocabulary(
        version=_version(folder),
        groups=groups,
        needs=needs,
        safety=_safety(documents[SAFETY]),
        frameworks=frameworks,
        elements=elements,
        crosswalks=crosswalks,
        facets=_facets(documents[FACETS]),
        **_places(documents[PLACES]),
    )
    checks.phrases(vocabulary)
    return vocabulary


def _version(folder: Path) -> str:
    """Sixteen hexadecimal digits that change with any byte of the data."""
    together = hashlib.sha256()
    for file in FILES:
        together.update((folder / file).read_bytes())
    return together.hexdigest()[:16]


def _keyed(things: Iterable[_Thing]) -> Mapping[str, _Thing]:
    return MappingProxyType({thing.id: thing for thing in things})


def _needs(document: dict[str, Any]) -> tuple[Mapping[str, NeedGroup], Mapping[str, Need]]:
    only(document, NEEDS, "group", "need")
    groups = []
    for table in tables(document, NEEDS, "group"):
        groups.append(NeedGroup(id=table.identifier(), **table.both("label")))
        table.done()
    known = [group.id for group in groups]
    needs = []
    for table in tables(document, NEEDS, "need"):
        needs.append(
            Need(
                id=table.identifier(),
                group=table.one_of("group", known, "a [[group]] of this file"),
                **table.both("label"),
                **table.both("short"),
                **table.both("description"),
                phrases=table.texts("phrases"),
                hints=table.texts("hints", needed=False),
                exceptions=table.texts("exceptions", needed=False),
            )
        )
        table.done()
    return _keyed(groups), _keyed(needs)


def _safety(document: dict[str, Any]) -> Mapping[str, SafetySignal]:
    only(document, SAFETY, "safety")
    signals = []
    for table in tables(document, SAFETY, "safety"):
        signals.append(
            SafetySignal(
                id=table.identifier(),
                **table.both("label"),
                **table.both("message"),
                phrases=table.texts("phrases"),
                calls=tuple(_call(table, one) for one in checks.entries(table, "call", "number")),
            )
        )
        table.done()
    return _keyed(signals)


def _call(signal: Table, fields: Any) -> Call:
    table = Table(signal.file, fields, "number", within=signal.id)
    call = Call(number=table.text("number"), **table.both("label"), **table.both("when"))
    checks.telephone(table, call.number)
    table.done()
    return call


def _policy(
    document: dict[str, Any],
) -> tuple[Mapping[str, Framework], Mapping[str, Element], tuple[Crosswalk, ...]]:
    only(document, POLICY, "framework", "element", "crosswalk")
    frameworks = [_framework(table) for table in tables(document, POLICY, "framework")]
    known = [framework.id for framework in frameworks]
    elements: dict[str, Element] = {}
    for table in tables(document, POLICY, "element"):
        element = _element(table, known)
        checks.parent(table, element, elements)
        elements[element.id] = element
    crosswalks = tuple(_crosswalk(fields, elements) for fields in document.get("crosswalk", ()))
    return _keyed(frameworks), MappingProxyType(elements), crosswalks


def _framework(table: Table) -> Framework:
    framework = Framework(
        id=table.identifier(),
        kind=table.identifier("kind"),
        **table.both("title"),
        **table.both("short"),
        version=table.text("version"),
        valid_from=table.date("valid_from"),
        valid_to=table.date("valid_to") if table.get("valid_to") is not None else None,
        adopted=table.text("adopted"),
        adopted_by=table.text("adopted_by"),
        source_url=table.text("source_url"),
    )
    checks.framework(table, framework)
    table.done()
    return framework


def _element(table: Table, frameworks: list[str]) -> Element:
    element = Element(
        id=table.identifier(),
        framework=table.one_of("framework", frameworks, "a [[framework]] of this file"),
        type=table.one_of("type", _ELEMENT_TYPES),
        parent=table.identifier("parent") if table.get("parent") is not None else None,
        order=int(table.number("order", 1, 99)),
        **table.both("label"),
        **table.both("question"),
        source_ref=table.text("source_ref"),
        audience=cast("Any", table.one_of("audience", ("partner", "both", "internal"))),
        signals=table.texts("signals"),
        hints=table.texts("hints", needed=False),
    )
    table.done()
    return element


def _crosswalk(fields: Any, elements: Mapping[str, Element]) -> Crosswalk:
    table = Table(POLICY, fields, "from")
    relation = table.one_of("relation", _RELATIONS)
    retired = relation == "retired"
    crosswalk = Crosswalk(
        source=table.one_of("from", elements, "an [[element]] of this file"),
        target=None if retired else table.one_of("to", elements, "an [[element]] of this file"),
        relation=relation,
        needs_review=table.truth("needs_review"),
    )
    checks.crosswalk(table, crosswalk, elements)
    table.done()
    return crosswalk


def _facets(document: dict[str, Any]) -> Mapping[str, Facet]:
    only(document, FACETS, "facet")
    facets = []
    for table in tables(document, FACETS, "facet"):
        facets.append(
            Facet(
                id=table.identifier(),
                **table.both("label"),
                select=cast("Any", table.one_of("select", ("single", "multi"))),
                match=cast("Any", table.one_of("match", ("hard", "soft"))),
                values=_keyed(_value(table, one) for one in checks.entries(table, "value")),
            )
        )
        table.done()
    return _keyed(facets)


def _value(facet: Table, fields: Any) -> FacetValue:
    table = Table(facet.file, fields, within=facet.id)
    value = FacetValue(id=table.identifier(), **table.both("label"))
    table.done()
    return value


def _places(document: dict[str, Any]) -> dict[str, Any]:
    only(document, PLACES, "municipality", "border", "area", "postal", "locality")
    municipality = _municipality(document.get("municipality"))
    postals = {}
    areas = {table.identifier(): table for table in tables(document, PLACES, "area")}
    for table in tables(document, PLACES, "postal", "code"):
        postal = _postal(table, municipality, areas)
        postals[postal.code] = postal
    border = Table(PLACES, document.get("border", {}) | {"id": "border"})
    return {
        "municipality": municipality,
        "postals": MappingProxyType(postals),
        "border_postals": checks.border(border, postals),
        "areas": _keyed(_area(table, postals) for table in areas.values()),
        "localities": tuple(
            Locality(name=table.text("name"), postal=table.one_of("postal", postals, "a [[postal]] of this file"))
            for table in tables(document, PLACES, "locality", "name")
        ),
    }


def _municipality(fields: Any) -> Municipality:
    table = Table(PLACES, (fields or {}) | {"id": "municipality"})
    box = Table(PLACES, (table.get("box") or {}) | {"id": "box"}, within="municipality")
    municipality = Municipality(
        name=table.text("name"),
        code=table.text("code"),
        cvr=table.text("cvr"),
        website=table.text("website"),
        phone=table.text("phone"),
        box=(
            box.number("south", 54, 58),
            box.number("west", 8, 16),
            box.number("north", 54, 58),
            box.number("east", 8, 16),
        ),
    )
    checks.municipality(table, municipality)
    table.done()
    box.done()
    return municipality


def _postal(table: Table, municipality: Municipality, areas: Mapping[str, Table]) -> Postal:
    south, west, north, east = municipality.box
    postal = Postal(
        code=checks.postal_code(table, table.text("code")),
        town=table.text("town"),
        lat=table.number("lat", south, north),
        lon=table.number("lon", west, east),
        area=table.one_of("area", areas, "an [[area]] of this file"),
    )
    table.done()
    return postal


def _area(table: Table, postals: Mapping[str, Postal]) -> Area:
    area = Area(
        id=table.identifier(),
        **table.both("label"),
        postals=tuple(postal.code for postal in postals.values() if postal.area == table.id),
    )
    if not area.postals:
        raise table.broken("no [[postal]] lies in this area")
    table.done()
    return area
