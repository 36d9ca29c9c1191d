"""Reads the activities file: the words for each value of the activity facet, and the concrete activities under it."""

from __future__ import annotations

from collections.abc import Collection
from types import MappingProxyType
from typing import Any

from registry import danish
from registry.vocabulary.labelled import BrokenVocabulary
from registry.vocabulary.model_activities import Activities, Activity, ActivityWords
from registry.vocabulary.reading import Table

ACTIVITIES = "activities.toml"


def read_activities(document: dict[str, Any], known: Collection[str]) -> Activities:
    """Return the activities of the parsed file; `known`: the values of the activity facet."""
    values: dict[str, ActivityWords] = {}
    concrete: dict[str, Activity] = {}
    for value, fields in document.items():
        table = Table(ACTIVITIES, {"id": value, **_fields(fields, value)})
        table.one_of("id", known, "a value of the facet 'activity'")
        for id_ in [name for name, inner in table.fields.items() if isinstance(inner, dict)]:
            one = _activity(id_, value, table.get(id_))
            if one.id in concrete or one.id in known:
                raise BrokenVocabulary(
                    ACTIVITIES, one.id, "there are two activities with this id", "der er to aktiviteter med dette navn"
                )
            concrete[one.id] = one
        values[value] = ActivityWords(words=table.texts("words"), words_en=table.texts("words_en"))
        table.done()
    for value in known:
        if value not in values:
            raise BrokenVocabulary(ACTIVITIES, value, "has no table", "mangler sine ord")
    _check(concrete, values)
    return Activities(MappingProxyType(values), MappingProxyType(concrete))


def _fields(fields: Any, value: str) -> dict[str, Any]:
    if not isinstance(fields, dict):
        raise BrokenVocabulary(
            ACTIVITIES, value, f"expected a table with fields, found {fields!r}", "her skal stå en tabel med felter"
        )
    return fields


def _activity(id_: str, value: str, fields: dict[str, Any]) -> Activity:
    table = Table(ACTIVITIES, {"id": id_, **fields})
    if id_ != danish.normalise(id_) or not id_.isalnum():
        raise table.broken(
            "an activity's id is one word in small letters", "en aktivitet hedder ét ord med små bogstaver"
        )
    one = Activity(
        id=id_,
        value=value,
        label_da=id_,
        label_en=table.text("en"),
        words=table.texts("words", needed=False),
        words_en=table.texts("words_en", needed=False),
        but=table.texts("but", needed=False),
        includes=table.texts("includes", needed=False),
        is_interest=table.maybe("interest"),
        retired=table.maybe("retired"),
    )
    table.done()
    return one


def _check(concrete: dict[str, Activity], values: dict[str, ActivityWords]) -> None:
    """A kind of something is known itself, and a word belongs to one activity only."""
    owners: dict[str, str] = {}
    listed = [(one.id, (one.id, *one.words)) for one in concrete.values()]
    for id_, words in [*listed, *((value, said.words) for value, said in values.items())]:
        for word in words:
            folded = danish.fold(word)
            if not any(map(str.isalnum, folded)):
                raise BrokenVocabulary(ACTIVITIES, id_, f"{word!r} has no word in it", f"der er intet ord i ”{word}”")
            if owners.setdefault(folded, id_) != id_:
                raise BrokenVocabulary(
                    ACTIVITIES,
                    id_,
                    f"{word!r} belongs to {owners[folded]!r} already",
                    f"”{word}” hører allerede til ”{owners[folded]}”",
                )
    for one in concrete.values():
        for narrower in one.includes:
            if narrower not in concrete:
                raise BrokenVocabulary(
                    ACTIVITIES,
                    one.id,
                    f"includes {narrower!r}, which is no activity of this file",
                    f"”{narrower}” er ikke en aktivitet",
                )
