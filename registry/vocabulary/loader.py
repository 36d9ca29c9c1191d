"""Reads the files in `data/` into a `Vocabulary` and refuses anything that doesn't hold together.

Between the two stand documents: what the files say, parsed. `edits.py` lays edits over them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any, cast

from registry.vocabulary import checks
from registry.vocabulary.labelled import BrokenVocabulary
from registry.vocabulary.loader_activities import ACTIVITIES, read_activities
from registry.vocabulary.loader_places import PLACES, read_places
from registry.vocabulary.loader_policy import POLICY, read_policy
from registry.vocabulary.loader_sentences import SENTENCES, read_sentences
from registry.vocabulary.model import (
    Call,
    Facet,
    FacetValue,
    Need,
    NeedGroup,
    SafetySignal,
    Sentence,
    Vocabulary,
)
from registry.vocabulary.reading import Table, keyed, only, read_file, tables

DATA = Path(__file__).parent / "data"
NEEDS, KIN, SAFETY, FACETS, WORDS = "needs.toml", "kin.toml", "safety.toml", "facets.toml", "words.toml"
#: How the needs of each group are said.
SAYINGS = tuple(
    f"needs/{group}.toml"
    for group in (
        "faellesskab",
        "trivsel",
        "skole",
        "sprog",
        "krop",
        "ro",
        "familie",
        "overgange",
        "fritid",
        "unge",
    )
)
TABLES = (NEEDS, KIN, SAFETY, POLICY, FACETS, PLACES, WORDS, ACTIVITIES, *SAYINGS)
FILES = (*TABLES, *SENTENCES)

#: What each of the tables says, parsed; never changed in place.
Documents = Mapping[str, dict[str, Any]]
#: Gives what people were met to say, for the ids of the needs.
Sentences = Callable[[Collection[str]], tuple[Sentence, ...]]


@cache
def packaged() -> Vocabulary:
    """Return the vocabulary of the package, read once.

    Raises:
        BrokenVocabulary: a file is missing or says something that can't be right.
    """
    return made_of(packaged_documents(), _version(DATA), partial(read_sentences, DATA))


@cache
def packaged_documents() -> Documents:
    """Return what the files of the package say, read once.

    Raises:
        BrokenVocabulary: a file is missing or isn't TOML.
    """
    return _documents(DATA)


def load(folder: Path) -> Vocabulary:
    """Return the vocabulary in the files of a folder.

    Raises:
        BrokenVocabulary: a file is missing or says something that can't be right.
    """
    return made_of(_documents(folder), _version(folder), partial(read_sentences, folder))


def made_of(documents: Documents, version: str, sentences: Sentences, sayings_version: str | None = None) -> Vocabulary:
    """Return the vocabulary that documents say.

    Raises:
        BrokenVocabulary: they say something that can't be right.
    """
    kinds = _kinds(documents[WORDS])
    groups, needs = _needs(documents, kinds)
    frameworks, elements, crosswalks = read_policy(documents[POLICY])
    facets = _facets(documents[FACETS])
    if "activity" not in facets:
        raise BrokenVocabulary(FACETS, "", "has no facet 'activity'", "mangler facetten ”activity”")
    vocabulary = Vocabulary(
        version=version,
        sayings_version=sayings_version or version,
        groups=groups,
        needs=needs,
        sentences=sentences(needs),
        safety=_safety(documents[SAFETY], kinds),
        frameworks=frameworks,
        elements=elements,
        crosswalks=crosswalks,
        facets=facets,
        activities=read_activities(documents[ACTIVITIES], facets["activity"].values),
        **read_places(documents[PLACES]),
    )
    checks.phrases(vocabulary)
    return vocabulary


def _documents(folder: Path) -> Documents:
    return {file: read_file(folder, file) for file in TABLES}


def _version(folder: Path) -> str:
    """Sixteen hexadecimal digits that change with any byte of the data."""
    together = hashlib.sha256()
    for file in FILES:
        try:
            together.update((folder / file).read_bytes())
        except FileNotFoundError:
            raise BrokenVocabulary(file, "", "the file is missing", "filen mangler") from None
    return together.hexdigest()[:16]


def _kinds(document: dict[str, Any]) -> Mapping[str, str]:
    """Return the kinds of words that phrases may name, each with its words as alternatives."""
    only(document, WORDS, "kinds")
    if not document.get("kinds"):
        raise BrokenVocabulary(WORDS, "", "has no [kinds]", "har ingen [kinds]")
    table = Table(WORDS, {"id": "kinds", **document.get("kinds", {})})
    kinds = {name: "|".join(table.text(name).split()) for name in document.get("kinds", {})}
    table.done()
    return kinds


def _needs(documents: Documents, kinds: Mapping[str, str]) -> tuple[Mapping[str, NeedGroup], Mapping[str, Need]]:
    document = documents[NEEDS]
    only(document, NEEDS, "group", "need")
    groups = []
    for table in tables(document, NEEDS, "group"):
        groups.append(NeedGroup(id=table.identifier(), **table.both("label")))
        table.done()
    known = [group.id for group in groups]
    for file in SAYINGS:
        if not documents[file]:
            raise BrokenVocabulary(file, "", "has no [need]", "har intet behov")
    sayings = {id_: (file, fields) for file in SAYINGS for id_, fields in documents[file].items()}
    needs = []
    kin = _kin(documents[KIN])
    for table in tables(document, NEEDS, "need"):
        file, fields = sayings.pop(table.id, (NEEDS, {}))
        said = Table(file, {"id": table.id, **fields})
        needs.append(
            Need(
                id=table.identifier(),
                group=table.one_of("group", known, "a [[group]] of this file"),
                **table.both("label"),
                **table.both("short"),
                **table.both("description"),
                phrases=said.phrases("phrases", kinds),
                phrases_en=said.phrases("phrases_en", kinds, needed=False),
                doubtful=said.phrases("doubtful", kinds, needed=False),
                hints=said.phrases("hints", kinds, needed=False),
                exceptions=said.phrases("exceptions", kinds, needed=False),
                retired=table.maybe("retired"),
                kin=kin.get(table.id, ()),
            )
        )
        table.done()
        said.done()
    for id_, (file, _) in sayings.items():
        raise BrokenVocabulary(file, id_, f"is not a [[need]] of {NEEDS}", "er ikke et behov")
    by_id = keyed(needs)
    _check_kin(kin, by_id)
    return keyed(groups), by_id


def _kin(document: dict[str, Any]) -> Mapping[str, tuple[str, ...]]:
    """Return the ids of the needs that lie close to each need, the closest first."""
    if not document:
        raise BrokenVocabulary(KIN, "", "has no need", "har intet behov")
    table = Table(KIN, {"id": "kin", **document})
    return {id_: table.texts(id_) for id_ in document}


def _check_kin(kin: Mapping[str, tuple[str, ...]], needs: Mapping[str, Need]) -> None:
    for id_, others in kin.items():
        if wrong := [one for one in (id_, *others) if one not in needs or id_ in others]:
            raise BrokenVocabulary(
                KIN, id_, f"{wrong[0]!r} is not another [[need]]", f"”{wrong[0]}” er ikke et andet behov"
            )


def _safety(document: dict[str, Any], kinds: Mapping[str, str]) -> Mapping[str, SafetySignal]:
    only(document, SAFETY, "safety")
    signals = []
    for table in tables(document, SAFETY, "safety"):
        signals.append(
            SafetySignal(
                id=table.identifier(),
                **table.both("label"),
                **table.both("message"),
                phrases=table.phrases("phrases", kinds),
                phrases_en=table.phrases("phrases_en", kinds, needed=False),
                exceptions=table.phrases("exceptions", kinds, needed=False),
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
