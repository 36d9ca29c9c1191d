"""Every Danish text has an English one, every English text is still used, and both fill in the same things."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po
from jinja2.ext import babel_extract

from registry.i18n import CATALOGUES, LOCALES, gettext, ngettext, speaking

ROOT = Path(__file__).resolve().parents[1]
PYTHON_WORDS = {"_": None, "gettext": None, "ngettext": (1, 2)}
#: As `registry.web.templates` sets up the environment; else a text over several lines would be another text.
JINJA_OPTIONS = {
    "newstyle_gettext": "true",
    "trim_blocks": "true",
    "lstrip_blocks": "true",
    "silent": "false",
    "extensions": "jinja2.ext.do",
}
#: What every page has belongs to the front of the house.
HOUSE = {"base", "components", "errors"}
PLACEHOLDER = re.compile(r"%\((\w+)\)\w")

#: A text as it is looked up: alone, or its forms for one and for many.
Key = str | tuple[str, str]


@dataclass(frozen=True)
class English:
    """A text in an English file."""

    room: str
    key: Key
    strings: tuple[str, ...]
    fuzzy: bool


def room_of(path: Path) -> str:
    """Return the room that a file's texts are translated in."""
    parts = path.relative_to(ROOT).parts
    room = parts[1].split(".")[0]
    return "front" if room in HOUSE else room


def extracted() -> Iterator[tuple[Path, int, Key]]:
    for path in sorted((ROOT / "registry").rglob("*.py")):
        for line, function, message, _ in extract_python(BytesIO(path.read_bytes()), PYTHON_WORDS, [], {}):
            yield path, line, _key(function, message)
    for path in sorted((ROOT / "templates").rglob("*.*")):
        for line, function, message, _ in babel_extract(
            BytesIO(path.read_bytes()), ("_", "gettext", "ngettext"), (), JINJA_OPTIONS
        ):
            yield path, line, _key(function or "gettext", message)


def _key(function: str, message: object) -> Key:
    if function == "ngettext":
        assert isinstance(message, tuple | list)
        return (str(message[0]), str(message[1]))
    return str(message[0] if isinstance(message, tuple | list) else message)


@cache
def texts() -> dict[Key, list[tuple[Path, int]]]:
    """Every Danish text of the product, and where it stands."""
    found: dict[Key, list[tuple[Path, int]]] = {}
    for path, line, key in extracted():
        found.setdefault(key, []).append((path, line))
    return found


@cache
def english() -> list[English]:
    found = []
    for file in sorted((CATALOGUES / "en").glob("*.po")):
        for message in read_po(BytesIO(file.read_bytes()), locale="en"):
            if message.id:
                key: Key = message.id if isinstance(message.id, str) else (message.id[0], message.id[1])
                strings = (message.string,) if isinstance(message.string, str) else tuple(message.string)
                found.append(English(file.stem, key, strings, message.fuzzy))
    return found


def where(key: Key) -> str:
    path, line = texts()[key][0]
    return f"{path.relative_to(ROOT)}:{line}: {key!r}"


def test_danish_is_the_language_of_the_texts_and_english_the_other() -> None:
    assert LOCALES == ("da", "en")
    assert [folder.name for folder in CATALOGUES.iterdir() if folder.is_dir()] == ["en"]


def test_every_text_has_english() -> None:
    known = {one.key for one in english()}
    known |= {key[0] for key in known if isinstance(key, tuple)}
    assert sorted(where(key) for key in texts() if key not in known) == []


def test_all_english_is_english_for_a_text_of_its_room() -> None:
    rooms: dict[Key, set[str]] = {}
    for key, places in texts().items():
        rooms[key] = {room_of(path) for path, _ in places}
    assert sorted(f"{one.room}.po: {one.key!r}" for one in english() if one.room not in rooms.get(one.key, set())) == []


def test_no_english_is_empty_or_a_guess() -> None:
    unfinished = [one for one in english() if one.fuzzy or not all(one.strings)]
    assert [f"{one.room}.po: {one.key!r}" for one in unfinished] == []


def test_a_plural_has_both_forms() -> None:
    single = [one for one in english() if isinstance(one.key, tuple) and len(one.strings) != 2]
    assert [f"{one.room}.po: {one.key!r}" for one in single] == []


def test_danish_and_english_fill_in_the_same_things() -> None:
    differing = []
    for one in english():
        danish = one.key if isinstance(one.key, tuple) else (one.key,)
        if [placeholders(text) for text in danish] != [placeholders(text) for text in one.strings]:
            differing.append(f"{one.room}.po: {one.key!r} → {one.strings!r}")
    assert differing == []


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def test_a_text_is_translated_alike_wherever_it_stands() -> None:
    by_key: dict[Key, set[tuple[str, ...]]] = {}
    for one in english():
        by_key.setdefault(one.key, set()).add(one.strings)
    assert {key: strings for key, strings in by_key.items() if len(strings) > 1} == {}


def test_a_text_alone_and_the_same_with_a_form_for_many_are_two_texts() -> None:
    with speaking("en"):
        assert gettext("1 tilbud") == "1 offer"
        assert [ngettext("1 tilbud", "%(n)s tilbud", n) for n in (0, 1, 2)] == [
            "%(n)s offers",
            "1 offer",
            "%(n)s offers",
        ]
        assert ngettext("1 tilbud", "%(n)s andre", 2) == "%(n)s andre"
        assert gettext("Står ikke i noget katalog") == "Står ikke i noget katalog"
    assert gettext("1 tilbud") == "1 tilbud"
    assert ngettext("1 tilbud", "%(n)s tilbud", 2) == "%(n)s tilbud"


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('{{ _("Find tilbud") }}', ["Find tilbud"]),
        ('{{ _("Gemt i %(name)s", name=x) }}', ["Gemt i %(name)s"]),
        ("{% trans n=x %}1 tilbud{% pluralize %}{{ n }} tilbud{% endtrans %}", [("1 tilbud", "%(n)s tilbud")]),
        ('{{ ngettext("1 ting", "%(num)s ting", x) }}', [("1 ting", "%(num)s ting")]),
        ("{% do x.append(_('Ja')) %}", ["Ja"]),
    ],
)
def test_texts_are_found_however_a_template_says_them(source: str, found: list[Key]) -> None:
    lines = babel_extract(BytesIO(source.encode()), ("_", "gettext", "ngettext"), (), JINJA_OPTIONS)
    assert [_key(function or "gettext", message) for _, function, message, _ in lines] == found
