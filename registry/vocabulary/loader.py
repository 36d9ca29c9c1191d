"""Reads `data/*.toml` into a `Vocabulary` and refuses anything that doesn't hold together."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, cast

from registry.vocabulary import checks
from registry.vocabulary.loader_places import PLACES, read_places
from registry.vocabulary.loader_policy import POLICY, read_policy
from registry.vocabulary.model import (
    Call,
    Facet,
    FacetValue,
    Need,
    NeedGroup,
    SafetySignal,
    Vocabulary,
)
from registry.vocabulary.reading import Table, keyed, only, read_file, tables

DATA = Path(__file__).parent / "data"
NEEDS, SAFETY, FACETS = "needs.toml", "safety.toml", "facets.toml"
FILES = (NEEDS, SAFETY, POLICY, FACETS, PLACES)


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
    frameworks, elements, crosswalks = read_policy(documents[POLICY])
    vocabulary = Vocabulary(
        version=_version(folder),
        groups=groups,
        needs=needs,
        safety=_safety(documents[SAFETY]),
        frameworks=frameworks,
        elements=elements,
        crosswalks=crosswalks,
        facets=_facets(documents[FACETS]),
        **read_places(documents[PLACES]),
    )
    checks.phrases(vocabulary)
    return vocabulary


def _version(folder: Path) -> str:
    """Sixteen hexadecimal digits that change with any byte of the data."""
    together = hashlib.sha256()
    for file in FILES:
        together.update((folder / file).read_bytes())
    return together.hexdigest()[:16]


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
                phrases=table.phrases("phrases"),
                hints=table.phrases("hints", needed=False),
                exceptions=table.phrases("exceptions", needed=False),
            )
        )
        table.done()
    return keyed(groups), keyed(needs)


def _safety(document: dict[str, Any]) -> Mapping[str, SafetySignal]:
    only(document, SAFETY, "safety")
    signals = []
    for table in tables(document, SAFETY, "safety"):
        signals.append(
            SafetySignal(
                id=table.identifier(),
                **table.both("label"),
                **table.both("message"),
                phrases=table.phrases("phrases"),
                calls=tuple(_call(table, one) for one in checks.entries(table, "call", "number")),
            )
        )
        table.done()
    return keyed(signals)


def _call(signal: Table, fields: Any) -> Call:
    table = Table(signal.file, fields, "number", within=signal.id)
    call = Call(number=table.text("number"), **table.both("label"), **table.both("when"))
    checks.telephone(table, call.number)
    table.done()
    return call


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
                values=keyed(_value(table, one) for one in checks.entries(table, "value")),
            )
        )
        table.done()
    return keyed(facets)


def _value(facet: Table, fields: Any) -> FacetValue:
    table = Table(facet.file, fields, within=facet.id)
    value = FacetValue(id=table.identifier(), **table.both("label"))
    table.done()
    return value
