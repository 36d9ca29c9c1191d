"""Reads the places file: the municipality, its postal districts, areas and the names people use."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from registry.vocabulary import checks
from registry.vocabulary.model_places import Area, Locality, Municipality, Postal
from registry.vocabulary.reading import Table, keyed, only, tables

PLACES = "places.toml"


def read_places(document: dict[str, Any]) -> dict[str, Any]:
    """Return the vocabulary's fields about places from the parsed file."""
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
        "areas": keyed(_area(table, postals) for table in areas.values()),
        "localities": tuple(_locality(table, postals) for table in tables(document, PLACES, "locality", "name")),
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
        raise table.broken("no [[postal]] lies in this area", "området skal have mindst ét postnummer")
    table.done()
    return area


def _locality(table: Table, postals: Mapping[str, Postal]) -> Locality:
    locality = Locality(
        name=checks.locality(table, table.text("name"), {postal.town for postal in postals.values()}),
        postal=table.one_of("postal", postals, "a [[postal]] of this file"),
    )
    table.done()
    return locality
