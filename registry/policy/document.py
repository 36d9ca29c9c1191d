"""A policy framework as it is written: the tables and fields of `policy.toml`, as plain values that JSON can hold.

A document is `{"framework": {…}, "element": [{…}], "crosswalk": [{…}]}`. Dates are texts ("2026-01-31"). A draft may
have holes, so nothing here is a struct: `problems.py` says what is missing or wrong, and the vocabulary reads what is
finished.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from registry.i18n import gettext as _
from registry.vocabulary import Crosswalk, Framework, Vocabulary

#: An entry: a table of the file.
Entry = dict[str, Any]
Document = dict[str, Any]

FRAMEWORK_FIELDS = (
    "id",
    "kind",
    "title_da",
    "title_en",
    "short_da",
    "short_en",
    "version",
    "valid_from",
    "valid_to",
    "adopted",
    "adopted_by",
    "source_url",
    "replaces",
    "replaced_until",
)
ELEMENT_FIELDS = (
    "id",
    "framework",
    "type",
    "parent",
    "order",
    "label_da",
    "label_en",
    "question_da",
    "question_en",
    "source_ref",
    "audience",
    "signals",
    "hints",
)
CROSSWALK_FIELDS = ("from", "to", "relation", "needs_review")
FIELDS = {"framework": FRAMEWORK_FIELDS, "element": ELEMENT_FIELDS, "crosswalk": CROSSWALK_FIELDS}
#: Fields that may be left out for good.
OPTIONAL = frozenset({"valid_to", "replaces", "replaced_until", "parent", "hints", "to"})
TYPES = ("guidepost", "ambition", "commitment", "principle")
AUDIENCES = ("partner", "both", "internal")
#: Characters of a text, by field; 200 where nothing is said.
LONGEST = {"id": 60, "label_da": 120, "label_en": 120, "question_da": 300, "question_en": 300, "version": 30}


def named() -> dict[str, str]:
    """Return what the fields are called, within a sentence: "skriv navnet på dansk"."""
    return {
        "id": _("id'et"),
        "kind": _("hvilken slags politik det er"),
        "title_da": _("navnet på dansk"),
        "title_en": _("navnet på engelsk"),
        "short_da": _("det korte navn på dansk"),
        "short_en": _("det korte navn på engelsk"),
        "version": _("udgaven, for eksempel 2026-2029"),
        "valid_from": _("første dag"),
        "valid_to": _("sidste dag i perioden"),
        "adopted": _("hvornår den er vedtaget"),
        "adopted_by": _("hvem der har vedtaget den"),
        "source_url": _("adressen, hvor den kan læses"),
        "replaces": _("hvilken politik den afløser"),
        "replaced_until": _("hvor længe de gamle svar vises"),
        "framework": _("hvilken politik målet hører til"),
        "type": _("hvilken slags mål det er"),
        "parent": _("hvilket mål det hører under"),
        "order": _("målets plads i rækkefølgen"),
        "label_da": _("målets navn på dansk"),
        "label_en": _("målets navn på engelsk"),
        "question_da": _("spørgsmålet på dansk"),
        "question_en": _("spørgsmålet på engelsk"),
        "source_ref": _("hvor i dokumentet det står"),
        "audience": _("hvem der bliver spurgt"),
        "signals": _("signalord"),
        "hints": _("støtteord"),
        "from": _("hvilket gammelt mål linjen handler om"),
        "to": _("hvilket nyt mål det svarer til"),
        "relation": _("hvordan målene hænger sammen"),
        "needs_review": _("om partneren skal spørges"),
    }


def types() -> dict[str, str]:
    """Return what the kinds of elements are called."""
    return {
        "guidepost": _("Pejlemærke"),
        "ambition": _("Ambition"),
        "commitment": _("Forpligtelse"),
        "principle": _("Princip"),
    }


def audiences() -> dict[str, str]:
    """Return who can be asked."""
    return {
        "partner": _("Partnere"),
        "both": _("Partnere og kommunale tilbud"),
        "internal": _("Kun kommunale tilbud"),
    }


def relations() -> dict[str, str]:
    """Return how an old element can relate to new ones."""
    return {
        "same": _("Det samme mål"),
        "broader": _("Det nye er bredere"),
        "narrower": _("Det nye er snævrere"),
        "split": _("Delt i flere"),
        "retired": _("Går ud"),
    }


def from_vocabulary(framework: Framework, words: Vocabulary) -> Document:
    """Return a framework of the vocabulary as a document, with what leads to it."""
    return {
        "framework": _plain(framework, FRAMEWORK_FIELDS),
        "element": [_plain(one, ELEMENT_FIELDS) for one in words.elements_of(framework.id)],
        "crosswalk": [line_entry(line) for line in lines_to(framework, words)],
    }


def lines_to(framework: Framework, words: Vocabulary) -> list[Crosswalk]:
    """Return the lines of the crosswalk that lead to a framework; a retired element leads to what replaces its own."""
    return [
        line
        for line in words.crosswalks
        if (
            words.elements[line.target].framework == framework.id
            if line.target
            else words.elements[line.source].framework == framework.replaces
        )
    ]


def line_entry(line: Crosswalk) -> Entry:
    """Return a line of the crosswalk as a table."""
    made: Entry = {"from": line.source, "relation": line.relation, "needs_review": line.needs_review}
    return made | ({"to": line.target} if line.target else {})


def lines_of(document: Document) -> list[Crosswalk]:
    """Return a document's lines of the crosswalk, those of which are whole."""
    return [
        Crosswalk(
            source=str(entry["from"]),
            target=str(entry["to"]) if entry.get("to") else None,
            relation=str(entry["relation"]),
            needs_review=bool(entry.get("needs_review")),
        )
        for entry in document["crosswalk"]
        if entry.get("from") and entry.get("relation") and (entry.get("to") or entry["relation"] == "retired")
    ]


def in_order(elements: Sequence[Entry]) -> list[Entry]:
    """Return elements in the order of a page: each followed by what belongs under it."""
    known = {entry.get("id") for entry in elements}

    def under(parent: Any) -> list[Entry]:
        own = [one for one in elements if (one.get("parent") if one.get("parent") in known else None) == parent]
        own.sort(key=lambda one: one["order"] if isinstance(one.get("order"), int) else 100)
        return [each for one in own for each in (one, *(under(one.get("id")) if one.get("id") else ()))]

    ordered = under(None)
    return [*ordered, *(one for one in elements if one not in ordered)]  # parents in a circle are a problem, not a loss


def _plain(thing: object, fields: Sequence[str]) -> Entry:
    values: Mapping[str, Any] = {name: getattr(thing, name) for name in fields}
    return {name: plain_value(value) for name, value in values.items() if value not in (None, ())}


def plain_value(value: Any) -> Any:
    """Return a value as JSON can hold it."""
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [plain_value(one) for one in value]
    return value
