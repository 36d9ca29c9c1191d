"""Tantivy: a search engine in Rust, with its BM25 and aggregations over fast fields."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Document, FieldType, Occur
from tantivy import Query as Asked

from tests.benchmarks.engine import FACETS, FEW, NEARLY, TOP, UNSAID, Found, facets_demanded, facets_of, number_of
from tests.benchmarks.generate import Query, Row

_TEXTS = {"title": 2.5, "keywords": 2.5, "summary": 1.3, "description": 1.0}
_COUNTS = {name: {"terms": {"field": name, "size": 100}} for name in FACETS}
_HEAP = 512 << 20


class Engine:
    """An index in a folder of its own, in the pieces that tantivy makes of it."""

    def __init__(self, folder: Path) -> None:
        schema = tantivy.SchemaBuilder()
        for name in _TEXTS:
            schema.add_text_field(name, tokenizer_name="danish", index_option="freq")
        for name in FACETS:
            schema.add_text_field(name, tokenizer_name="raw", fast=True, index_option="basic")
        for name in ("number", "age_min", "age_max"):
            schema.add_integer_field(name, fast=True, indexed=True, stored=name == "number")
        self._schema = schema.build()
        (folder / "tantivy").mkdir()
        self._index = tantivy.Index(self._schema, path=str(folder / "tantivy"))
        simple = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.lowercase())
        self._analyzer = simple.filter(tantivy.Filter.stemmer("danish")).build()
        self._index.register_tokenizer("danish", self._analyzer)
        self._searcher: Any = None

    def build(self, rows: Iterable[Row]) -> None:
        """Write all documents, and wait until the pieces are put together."""
        writer = self._index.writer(_HEAP)
        for row in rows:
            document = Document(number=number_of(row), age_min=row["age_min"], age_max=row["age_max"])
            for name in ("title", "summary", "description"):
                document.add_text(name, row[name])
            document.add_text("keywords", " ".join(row["keywords"]))
            for facet in facets_of(row):
                document.add_text(*facet.split(":", 1))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def find(self, query: Query) -> Found:
        """Ask for the best and how many, then for the counts."""
        asked = _all_of([*self._ranked(query), *self._demands(query).values()])
        top, total = self._best(asked, TOP)
        return Found(top, total, self._counted(asked, FACETS))

    def _best(self, asked: Any, most: int) -> tuple[list[int], int]:
        found = self._searcher.search(asked, most, count=True)
        return [self._searcher.doc(address)["number"][0] for _, address in found.hits], found.count

    def _counted(self, asked: Any, facets: Sequence[str]) -> dict[str, int]:
        counted = self._searcher.aggregate(asked, {name: _COUNTS[name] for name in facets})
        return {
            f"{name}:{bucket['key']}": bucket["doc_count"] for name in facets for bucket in counted[name]["buckets"]
        }

    def _ranked(self, query: Query) -> list[Any]:
        """What ranks, of which something must be met."""
        ranked = [(Occur.Should, self._word(word)) for word in (*query.words, *query.said)]
        ranked += [(Occur.Should, Asked.boost_query(self._term("need", need), 6.0)) for need in query.needs]
        return [Asked.boolean_query(ranked)] if ranked else []

    def _demands(self, query: Query) -> dict[str, Any]:
        """What must be met, by what it is about."""
        demands = {}
        if query.age:
            low, high = query.age
            within = [
                Asked.range_query(self._schema, name, FieldType.Integer, lower, upper)
                for name, lower, upper in (("age_min", None, high), ("age_max", low, None))
            ]
            demands["age"] = Asked.const_score_query(_all_of(within), 0.0)
        for facet in facets_demanded(query):
            name, value = facet.split(":", 1)
            either = [(Occur.Should, self._term(name, one)) for one in (value, UNSAID)]
            demands[name] = Asked.const_score_query(Asked.boolean_query(either), 0.0)
        return demands

    def _word(self, word: str) -> Any:
        terms = self._analyzer.analyze(word)
        found = [(self._term(name, term, "freq"), weight) for name, weight in _TEXTS.items() for term in terms]
        return Asked.boolean_query([(Occur.Should, Asked.boost_query(one, weight)) for one, weight in found])

    def _term(self, field: str, value: str, index_option: str = "basic") -> Any:
        return Asked.term_query(self._schema, field, value, index_option)

    def processes(self) -> list[int]:
        """Tantivy lives in this process; its index is mapped into memory."""
        return [os.getpid()]

    def close(self) -> None:
        """Nothing is left open."""


class Whole(Engine):
    """The same, asked for all that the find page shows but reasons: what nearly fits, and what giving up gives."""

    def find(self, query: Query) -> Found:
        """Ask for what meets every demand, and once more without each."""
        ranked, demands = self._ranked(query), self._demands(query)
        asked = _all_of([*ranked, *demands.values()])
        top, total = self._best(asked, TOP)
        facets = self._counted(asked, [name for name in FACETS if name not in demands])
        nearly, more = {}, {}
        for name, demand in demands.items():
            others = [one for other, one in demands.items() if other != name]
            without = _all_of([*ranked, *others])
            if name in FACETS:
                facets |= self._counted(without, [name])
            failing = Asked.boolean_query([(Occur.Must, without), (Occur.MustNot, demand)])
            found, more[name] = self._best(failing, NEARLY if total < FEW else 1)
            if total < FEW:
                nearly[name] = found
        return Found(top, total, facets, nearly, more)


def _all_of(asked: Sequence[Any]) -> Any:
    return Asked.boolean_query([(Occur.Must, one) for one in asked]) if asked else Asked.all_query()
