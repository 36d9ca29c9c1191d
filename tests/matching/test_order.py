"""The first few of many documents are the same however few of them are looked at closely."""

import datetime as dt

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from registry.matching.freshness import days_since, fresh_documents, freshness
from registry.matching.order import Column, smallest
from tests.matching.make import NOW, catalogue, offer

_FEW_VALUES = st.integers(0, 4).map(float)


@given(st.lists(st.tuples(_FEW_VALUES, _FEW_VALUES), min_size=1, max_size=200), st.integers(1, 9))
def test_the_first_are_found_by_what_their_values_cannot_be_below(drawn, wanted):
    values = np.array([value for value, _ in drawn])
    least = values - np.array([below for _, below in drawn])
    ranks = np.random.default_rng(0).permutation(len(drawn))
    columns = [Column(lambda some: values[some], lambda some: least[some]), Column(lambda some: ranks[some])]
    first = smallest(np.arange(len(drawn)), columns, wanted)
    expected = sorted(range(len(drawn)), key=lambda document: (values[document], ranks[document]))[:wanted]
    assert first.documents.tolist() == expected
    assert first.values[0].tolist() == [values[document] for document in expected]


def test_documents_that_cannot_be_among_the_first_are_not_looked_at():
    asked = []

    def values(some):
        asked.extend(some.tolist())
        return some.astype(float)

    columns = [Column(values, lambda some: some - 0.5), Column(lambda some: some)]
    assert smallest(np.arange(1000), columns, 3).documents.tolist() == [0, 1, 2]
    assert len(asked) < 100


def test_offers_are_fresh_at_any_time_of_the_day():
    said = [NOW - dt.timedelta(days=180 + hours / 7) for hours in range(60)]
    offers = [offer(f"o{n:02}", published=when, confirmed=None if n % 2 else when) for n, when in enumerate(said)]
    one = catalogue(*offers).segments[0]
    everything = np.arange(len(one))
    for hours in (0, 1, 11.9, 12, 12.1, 30, 24 * 9, 5):
        now = NOW.timestamp() + hours * 3600
        fresh = everything[freshness(days_since(one, everything, now)) == 1.0].tolist()
        assert list(fresh_documents(one, now)) == fresh
        assert hours > 48 or 0 < len(fresh) < len(said)
