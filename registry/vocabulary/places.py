"""How far it is from one place to another."""

from __future__ import annotations

import math

from registry.vocabulary.model_places import Postal

_EARTH_RADIUS_KM = 6371.0


def distance_km(a: Postal, b: Postal) -> float:
    """Return the distance in km as the crow flies between the centres of two postal districts."""
    north_a, north_b = math.radians(a.lat), math.radians(b.lat)
    across = math.sin((north_b - north_a) / 2) ** 2
    along = math.cos(north_a) * math.cos(north_b) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 2 * _EARTH_RADIUS_KM * math.asin(math.sqrt(across + along))
