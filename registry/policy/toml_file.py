"""A policy framework as a TOML file: read with the line of each table and field, and written in the same form."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import dataclass, field
from typing import Any

import tomlkit

from registry.i18n import gettext as _
from registry.policy.document import FIELDS, Document, in_order, plain_value

#: Longest file that is read, in characters; the municipality's own policy is 20 thousand.
LONGEST = 400_000
_HEADER = re.compile(r"\s*\[\[\s*(framework|element|crosswalk)\s*\]\]")
_FIELD = re.compile(r"\s*([A-Za-z0-9_-]+)\s*=")
_AT = re.compile(r"\(at line (\d+), column (\d+)\)")
#: Characters of a list that stands on one line.
_LINE = 90
_DATES = ("valid_from", "valid_to", "replaced_until")


class Unreadable(ValueError):
    """The text can't be read as a policy file at all; the text says why, and `line` where."""

    def __init__(self, message: str, line: int | None = None) -> None:
        self.line = line
        super().__init__(message)


@dataclass
class Lines:
    """On which line each table and each of its fields begins, from 1."""

    at: dict[tuple[str, int, str], int] = field(default_factory=dict)

    def of(self, part: str, index: int, name: str = "") -> int | None:
        """Return the line of a field of a table, or of the table where it has no such field."""
        return self.at.get((part, index, name)) or self.at.get((part, index, ""))


def read(text: str) -> tuple[Document, Lines]:
    """Return what a file says, and on which lines.

    Raises:
        Unreadable: it isn't TOML, or not the tables of one framework.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if len(text) > LONGEST:
        raise Unreadable(_("Filen er for stor til at være en politik. Del den op, eller skriv målene her på siden."))
    try:
        parsed = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise _not_toml(problem) from None
    lines = _lines(text)
    for name, value in parsed.items():
        if name not in FIELDS:
            raise Unreadable(
                _("”%(name)s” hører ikke til her. Der må kun være [[framework]], [[element]] og [[crosswalk]].")
                % {"name": name}
            )
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise Unreadable(_("Skriv [[%(name)s]] i dobbelte klammer over hver del.") % {"name": name})
    frameworks = parsed.get("framework", [])
    if len(frameworks) != 1:
        raise Unreadable(
            _("Der skal stå præcis én [[framework]] i filen. Her står %(n)s.") % {"n": len(frameworks)},
            lines.of("framework", 1),
        )
    return {
        "framework": _plain(frameworks[0]),
        "element": [_plain(one) for one in parsed.get("element", [])],
        "crosswalk": [_plain(one) for one in parsed.get("crosswalk", [])],
    }, lines


def write(document: Document) -> str:
    """Return a document as a TOML file."""
    file = tomlkit.document()
    for part in ("framework", "element", "crosswalk"):
        entries = [document[part]] if part == "framework" else document[part]
        tables = tomlkit.aot()
        for entry in in_order(entries) if part == "element" else entries:
            tables.append(_table(part, entry))
        if entries:
            file.append(part, tables)
    return tomlkit.dumps(file)


def _table(part: str, entry: dict[str, Any]) -> tomlkit.items.Table:
    table = tomlkit.table()
    known = [name for name in FIELDS[part] if name in entry]
    for name in [*known, *(name for name in entry if name not in known)]:
        value = entry[name]
        if value is None or value == "":
            continue
        if name in _DATES and (day := _day(value)):
            value = day
        if isinstance(value, list):
            listed = tomlkit.array()
            listed.extend(value)
            value = listed.multiline(multiline=len(", ".join(map(str, value))) > _LINE)
        table.append(name, value)
    return table


def _day(value: Any) -> dt.date | None:
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        return None


def _plain(entry: dict[str, Any]) -> dict[str, Any]:
    return {name: plain_value(value) for name, value in entry.items()}


def _not_toml(problem: tomllib.TOMLDecodeError) -> Unreadable:
    at = _AT.search(str(problem))
    if at is None:
        return Unreadable(_("Filen slutter midt i noget. Se efter, om der mangler et anførselstegn eller en klamme."))
    return Unreadable(
        _("Linjen kan ikke læses fra tegn %(column)s. Tekster skal stå i anførselstegn, og lister i klammer.")
        % {"column": at[2]},
        int(at[1]),
    )


def _lines(text: str) -> Lines:
    lines, counts = Lines(), dict.fromkeys(FIELDS, -1)
    part = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            part = header[1]
            counts[part] += 1
            lines.at[part, counts[part], ""] = number
        elif part and (found := _FIELD.match(line)):
            lines.at.setdefault((part, counts[part], found[1]), number)
    return lines
