"""What the product is compared with answers the same questions: a benchmark of unlike things says nothing."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks import generate, sqlite_engine, tantivy_engine
from tests.benchmarks.engine import FEW

OFFERS = 400


def test_engines_that_are_compared_find_the_same_by_demands_alone(tmp_path: Path) -> None:
    engines = [sqlite_engine.Whole(tmp_path), tantivy_engine.Whole(tmp_path)]
    rows = list(generate.offers(OFFERS))
    for engine in engines:
        engine.build(rows)
    nearly = 0
    for query in generate.queries(60):
        asked = query._replace(words=(), said=(), needs=())
        first, second = (engine.find(asked) for engine in engines)
        assert first.total == second.total
        assert first.without == second.without
        assert first.facets == {value: times for value, times in second.facets.items() if times}
        assert set(first.nearly) == (set(first.without) if first.total < FEW else set())
        nearly += bool(first.nearly)
    assert nearly
    for engine in engines:
        engine.close()
