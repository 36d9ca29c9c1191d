"""The posted fields of a policy framework, and back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from litestar.datastructures import FormMultiDict

from registry.i18n import gettext as _
from registry.policy.document import CROSSWALK_FIELDS, ELEMENT_FIELDS, FRAMEWORK_FIELDS, Document, Entry
from registry.policy.problems import Problem
from registry.policy.rules import BY_ITSELF
from registry.vocabulary import Element
from registry.web.forms import Form, typed_text
from registry.web.screening import screen

_LISTS = frozenset({"signals", "hints"})
#: Fields of a framework that are written in its form; the days on which it begins are given when it is published.
OF_FRAMEWORK = tuple(field for field in FRAMEWORK_FIELDS if field not in ("valid_from", "replaced_until"))
OF_ELEMENT = tuple(field for field in ELEMENT_FIELDS if field != "framework")


def show(entry: Entry, names: Sequence[str]) -> Form[Any]:
    """Return a form that shows an entry; a list has a line for each of its texts."""
    return Form.showing(
        {name: "\n".join(map(str, entry.get(name) or ())) if name in _LISTS else entry.get(name, "") for name in names}
    )


def read(posted: FormMultiDict, names: Sequence[str]) -> tuple[Form[Any], Entry]:
    """Read an entry. What is left blank isn't in it; CPR numbers are refused and do not come back."""
    form: Form[Any] = Form()
    form.values = {name: typed_text(posted.get(name)) for name in names}
    screen(form)
    entry: Entry = {}
    for name, text in form.values.items():
        if not text:
            continue
        if name in _LISTS:
            entry[name] = list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
        elif name == "order":
            entry[name] = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else text
        else:
            entry[name] = text
    return form, entry


def refuse(form: Form[Any], problems: Sequence[Problem]) -> Form[Any]:
    """Put what is wrong at its fields. Holes may stay while it is a draft."""
    for problem in problems:
        if not problem.is_hole and problem.field not in form.errors:
            form.reject(problem.field if problem.field in form.values else "", problem.message)
    return form


def read_day(posted: FormMultiDict, form: Form[Any], name: str, *, needed: bool = True) -> dt.date | None:
    """Read a date into a form; what isn't one is an error."""
    text = form.values[name] = typed_text(posted.get(name))
    try:
        day = dt.date.fromisoformat(text) if text else None
    except ValueError:
        day = None
    if day is None and (text or needed):
        form.reject(name, _("Vælg en dag, for eksempel den 1. januar 2027."))
    return day


def show_crosswalk(document: Document, old: Sequence[Element]) -> Form[Any]:
    """Return the form of the crosswalk: for each old element its relation, its new elements, and whether to ask."""
    values: dict[str, Any] = {}
    for element in old:
        lines = [line for line in document["crosswalk"] if line.get("from") == element.id]
        values[f"relation.{element.id}"] = lines[0].get("relation", "") if lines else ""
        values[f"to.{element.id}"] = [str(line["to"]) for line in lines if line.get("to")]
        values[f"ask.{element.id}"] = any(line.get("needs_review") and line["relation"] in BY_ITSELF for line in lines)
    return Form.showing(values)


def read_crosswalk(posted: FormMultiDict, old: Sequence[Element], before: Document) -> tuple[Form[Any], list[Entry]]:
    """Read the crosswalk. A relation without its new elements is kept as far as it goes: a draft may have holes."""
    form: Form[Any] = Form()
    new = {str(one.get("id")) for one in before["element"]}
    lines: list[Entry] = []
    for element in old:
        relation = typed_text(posted.get(f"relation.{element.id}"))
        targets = [str(one) for one in dict.fromkeys(posted.getall(f"to.{element.id}", [])) if one in new]
        asks = bool(posted.get(f"ask.{element.id}"))
        form.values |= {
            f"relation.{element.id}": relation,
            f"to.{element.id}": targets,
            f"ask.{element.id}": asks,
        }
        lines += _lines(element.id, relation, targets, asks)
    return form, lines


def _lines(source: str, relation: str, targets: Sequence[str], asks: bool) -> list[Entry]:
    if not relation:
        return []
    asked = asks or relation in ("narrower", "split")
    base: Mapping[str, Any] = {"from": source, "relation": relation}
    if relation == "retired" or not targets:
        return [{**base, "needs_review": asked and relation != "retired"}]
    made = [{**base, "to": target, "needs_review": asked} for target in targets]
    return [{name: line[name] for name in CROSSWALK_FIELDS if name in line} for line in made]
