"""Reads the policy file: frameworks, their elements, and what old elements correspond to in newer ones."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, cast

from registry.vocabulary import checks
from registry.vocabulary.model import Crosswalk, Element, Framework
from registry.vocabulary.reading import Table, keyed, only, tables

POLICY = "policy.toml"
_ELEMENT_TYPES = ("guidepost", "ambition", "commitment", "principle")
_RELATIONS = ("same", "narrower", "broader", "split", "retired")


def read_policy(
    document: dict[str, Any],
) -> tuple[Mapping[str, Framework], Mapping[str, Element], tuple[Crosswalk, ...]]:
    """Return frameworks, elements and crosswalks of the parsed file."""
    only(document, POLICY, "framework", "element", "crosswalk")
    frameworks = [_framework(table) for table in tables(document, POLICY, "framework")]
    known = [framework.id for framework in frameworks]
    elements: dict[str, Element] = {}
    for table in tables(document, POLICY, "element"):
        element = _element(table, known)
        checks.parent(table, element, elements)
        elements[element.id] = element
    crosswalks = tuple(_crosswalk(fields, elements) for fields in document.get("crosswalk", ()))
    return keyed(frameworks), MappingProxyType(elements), crosswalks


def _framework(table: Table) -> Framework:
    framework = Framework(
        id=table.identifier(),
        kind=table.identifier("kind"),
        **table.both("title"),
        **table.both("short"),
        version=table.text("version"),
        valid_from=table.date("valid_from"),
        valid_to=table.date("valid_to") if table.get("valid_to") is not None else None,
        adopted=table.text("adopted"),
        adopted_by=table.text("adopted_by"),
        source_url=table.text("source_url"),
        replaces=table.identifier("replaces") if table.get("replaces") is not None else None,
        replaced_until=table.date("replaced_until") if table.get("replaced_until") is not None else None,
    )
    checks.framework(table, framework)
    table.done()
    return framework


def _element(table: Table, frameworks: list[str]) -> Element:
    element = Element(
        id=table.identifier(),
        framework=table.one_of("framework", frameworks, "a [[framework]] of this file"),
        type=table.one_of("type", _ELEMENT_TYPES),
        parent=table.identifier("parent") if table.get("parent") is not None else None,
        order=int(table.number("order", 1, 99)),
        **table.both("label"),
        **table.both("question"),
        source_ref=table.text("source_ref"),
        audience=cast("Any", table.one_of("audience", ("partner", "both", "internal"))),
        signals=table.phrases("signals"),
        hints=table.phrases("hints", needed=False),
    )
    table.done()
    return element


def _crosswalk(fields: Any, elements: Mapping[str, Element]) -> Crosswalk:
    table = Table(POLICY, fields, "from")
    relation = table.one_of("relation", _RELATIONS)
    retired = relation == "retired"
    crosswalk = Crosswalk(
        source=table.one_of("from", elements, "an [[element]] of this file"),
        target=None if retired else table.one_of("to", elements, "an [[element]] of this file"),
        relation=relation,
        needs_review=table.truth("needs_review"),
    )
    checks.crosswalk(table, crosswalk, elements)
    table.done()
    return crosswalk
