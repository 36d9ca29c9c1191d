"""Edits that lie over the package's data: which entry, and what its fields say instead.

An edit names a place (a part of the vocabulary and an entry of it) and holds only the fields that differ. A list of
texts is changed by what is added and removed, `{"add": [...], "remove": [...]}`, so that a newer package's phrases come
through beside one's own; any other value stands instead of the package's, and None leaves the field out. A place that
the package doesn't have is a new entry, at the end of its part. Nothing of the package is ever taken away.

The parts are those of the files: `need` (with how it is said), `group`, `safety`, `area`, `postal`, `locality`,
`facet`, `value` (of a facet: "activity.idraet"), `kind` (the words of an activity value), `activity` (a concrete one),
`framework`, `element`, and `crosswalk` ("old element>new element").
"""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from registry.vocabulary.loader import (
    FACETS,
    NEEDS,
    SAFETY,
    SAYINGS,
    Documents,
    made_of,
    packaged,
    packaged_documents,
)
from registry.vocabulary.loader_activities import ACTIVITIES
from registry.vocabulary.loader_places import PLACES
from registry.vocabulary.loader_policy import POLICY
from registry.vocabulary.model import Vocabulary

#: What an entry says, or what of it is said differently.
Fields = Mapping[str, Any]


class Place(NamedTuple):
    """An entry of the vocabulary: its part and its id there."""

    part: str
    entry: str


Edits = Mapping[Place, Fields]

#: The parts that are lists of tables: the file, the list, and the fields that name an entry.
_LISTS = {
    "need": (NEEDS, "need", ("id",)),
    "group": (NEEDS, "group", ("id",)),
    "safety": (SAFETY, "safety", ("id",)),
    "area": (PLACES, "area", ("id",)),
    "postal": (PLACES, "postal", ("code",)),
    "locality": (PLACES, "locality", ("name",)),
    "facet": (FACETS, "facet", ("id",)),
    "framework": (POLICY, "framework", ("id",)),
    "element": (POLICY, "element", ("id",)),
    "crosswalk": (POLICY, "crosswalk", ("from", "to")),
}
#: Every part.
PARTS = (*_LISTS, "value", "kind", "activity")
#: How a need is said; it stands in a file of its own.
SAYING_FIELDS = ("phrases", "phrases_en", "doubtful", "hints", "exceptions")
_CHANGE = frozenset({"add", "remove"})


def edited(edits: Edits) -> Vocabulary:
    """Return the package's vocabulary with edits over it; its version is that of both.

    Raises:
        BrokenVocabulary: what comes out can't be right.
    """
    if not edits:
        return packaged()
    documents, sayings = laid_over(packaged_documents(), edits), _of_sayings(edits)
    return made_of(
        documents,
        _version(edits),
        lambda _needs: packaged().sentences,
        _version(sayings) if sayings else packaged().sayings_version,
    )


def entry(documents: Documents, place: Place) -> dict[str, Any] | None:
    """Return all fields of an entry as documents have them; None where there is none."""
    found = _table(documents, place)
    if found is None:
        return None
    fields = copy.deepcopy(found)
    if place.part == "kind":
        fields = {name: value for name, value in fields.items() if not isinstance(value, dict)}
    if place.part == "activity":
        fields["value"] = _value_of(documents, place.entry)
    if place.part == "need" and (said := _saying(documents, place.entry)):
        fields |= copy.deepcopy(said)
    return fields


def difference(package: Fields | None, wanted: Fields) -> dict[str, Any]:
    """Return the edit that makes the wanted fields of the package's; fields that aren't wanted stay as they are."""
    made: dict[str, Any] = {}
    for name, value in wanted.items():
        before = (package or {}).get(name)
        if value == before or (package is not None and not value and not before):
            continue
        if _is_texts(value) and (before is None or _is_texts(before)):
            change = {
                "add": [one for one in value if one not in (before or ())],
                "remove": [one for one in before or () if one not in value],
            }
            made |= {name: {way: texts for way, texts in change.items() if texts}} if any(change.values()) else {}
        else:
            made[name] = value
    return made


def laid_over(documents: Documents, edits: Edits) -> Documents:
    """Return documents with edits over them; the given ones stay as they are."""
    copied = {file: copy.deepcopy(document) for file, document in documents.items()}
    for place, fields in edits.items():
        table = _table(copied, place)
        if table is None:
            table = _new(copied, place, fields)
        for name, value in fields.items():
            if place.part == "activity" and name == "value":
                continue
            _lay(_said(copied, place.entry, table) if _is_saying(place, name) else table, name, value)
    return copied


def _lay(table: dict[str, Any], name: str, value: Any) -> None:
    if isinstance(value, dict) and value.keys() <= _CHANGE:
        removed = value.get("remove", ())
        kept = [one for one in table.get(name, ()) if one not in removed]
        value = kept + [one for one in value.get("add", ()) if one not in kept]
    if value is None:
        table.pop(name, None)
    else:
        table[name] = copy.deepcopy(value)


def _table(documents: Documents, place: Place) -> dict[str, Any] | None:
    part, id_ = place
    if part == "kind":
        found: dict[str, Any] | None = documents[ACTIVITIES].get(id_)
        return found
    if part == "activity":
        value = _value_of(documents, id_)
        return documents[ACTIVITIES][value][id_] if value else None
    if part == "value":
        facet, _, id_ = id_.partition(".")
        tables = _values(documents, facet)
        keys: tuple[str, ...] = ("id",)
    else:
        file, name, keys = _LISTS[part]
        tables = documents[file].get(name, [])
    return next((table for table in tables if ">".join(str(table.get(key, "")) for key in keys) == id_), None)


def _new(documents: Documents, place: Place, fields: Fields) -> dict[str, Any]:
    """Make a place for an entry that isn't there, and return it."""
    part, id_ = place
    if part in {"kind", "activity"}:
        above = documents[ACTIVITIES]
        if part == "activity":
            above = above.setdefault(str(fields.get("value", "")), {})
        made: dict[str, Any] = above.setdefault(id_, {})
        return made
    if part == "value":
        facet, _, id_ = id_.partition(".")
        made = {"id": id_}
        _values(documents, facet).append(made)
        return made
    file, name, keys = _LISTS[part]
    made = {key: value for key, value in zip(keys, id_.split(">"), strict=True) if value}
    documents[file].setdefault(name, []).append(made)
    return made


def _values(documents: Documents, facet: str) -> list[dict[str, Any]]:
    above = _table(documents, Place("facet", facet))
    values: list[dict[str, Any]] = [] if above is None else above.setdefault("value", [])
    return values


def _value_of(documents: Documents, activity: str) -> str | None:
    document = documents[ACTIVITIES]
    return next((value for value, table in document.items() if isinstance(table.get(activity), dict)), None)


def _is_saying(place: Place, field: str) -> bool:
    return place.part == "need" and field in SAYING_FIELDS


def _saying(documents: Documents, need: str) -> dict[str, Any] | None:
    return next((found for file in SAYINGS if (found := documents[file].get(need)) is not None), None)


def _said(documents: Documents, need: str, table: Fields) -> dict[str, Any]:
    """Return how a need is said, where its group's file has it; for a new need, a place there."""
    found = _saying(documents, need)
    if found is None:
        file = f"needs/{table.get('group')}.toml"
        found = documents[file if file in SAYINGS else SAYINGS[0]].setdefault(need, {})
    return found


def _is_texts(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(one, str) for one in value)


def _of_sayings(edits: Edits) -> Edits:
    """Return those edits that change how needs are said, or which there are: finders take long to make."""
    fields = {*SAYING_FIELDS, "retired"}
    return {
        place: said
        for place, all_said in edits.items()
        if place.part == "need" and (said := {name: value for name, value in all_said.items() if name in fields})
    }


def _version(edits: Edits) -> str:
    said = [[*place, fields] for place, fields in edits.items()]
    written = json.dumps(said, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(f"{packaged().version} {written}".encode()).hexdigest()[:16]
