"""Distances between postal districts."""

from __future__ import annotations

import itertools

import pytest

from registry.vocabulary import current, distance_km

POSTALS = current().postals


def test_the_fjord_is_narrow_and_hals_is_far() -> None:
    assert distance_km(POSTALS["9000"], POSTALS["9400"]) == pytest.approx(1.2, abs=0.1)
    assert distance_km(POSTALS["9000"], POSTALS["9370"]) == pytest.approx(24.3, abs=0.5)


def test_distance_is_the_same_both_ways_and_nothing_to_oneself() -> None:
    for one, other in itertools.product(POSTALS.values(), repeat=2):
        assert distance_km(one, other) == pytest.approx(distance_km(other, one))
        assert (distance_km(one, other) == 0) == (one is other)
