"""Places in the vocabulary: the municipality, its postal districts, areas, and the names people use."""

from __future__ import annotations

from dataclasses import dataclass

from registry.vocabulary.labelled import Labelled


@dataclass(frozen=True, slots=True, kw_only=True)
class Municipality:
    """The municipality the registry serves; the box is (south, west, north, east) in degrees."""

    name: str
    code: str
    cvr: str
    website: str
    phone: str
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Postal:
    """A postal district: four digits, its town, the town's centre in degrees, and the area it belongs to."""

    code: str
    town: str
    lat: float
    lon: float
    area: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Area(Labelled):
    """A part of the municipality: some postal districts under a name."""

    postals: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Locality:
    """A name people use for a place, with the postal code it mainly lies in."""

    name: str
    postal: str
