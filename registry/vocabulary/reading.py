"""Reads one table of a vocabulary file field by field, and says in plain words what is wrong with it."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol, TypeVar

from registry.vocabulary.labelled import BrokenVocabulary


class _WithId(Protocol):
    @property
    def id(self) -> str: ...


_Thing = TypeVar("_Thing", bound=_WithId)
_ID = re.compile("[a-z0-9][a-z0-9_.-]*")
_KIND = re.compile(r"\{(\w+)\}")
_NO_KINDS: Mapping[str, str] = MappingProxyType({})


def read_file(folder: Path, file: str) -> dict[str, Any]:
    """Return the parsed TOML of one file.

    Raises:
        BrokenVocabulary: it is missing or isn't TOML.
    """
    try:
        return tomllib.loads((folder / file).read_text("utf-8"))
    except FileNotFoundError:
        raise BrokenVocabulary(file, "", "the file is missing", "filen mangler") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise BrokenVocabulary(
            file, "", f"the file can't be read: {problem}", f"filen kan ikke læses: {problem}"
        ) from None


class Table:
    """One entry of a file; each reader returns a checked value or raises `BrokenVocabulary`.

    Args:
        file: the file's name, for messages.
        fields: the parsed entry.
        key: the field that names the entry in messages.
    """

    def __init__(self, file: str, fields: Any, key: str = "id", within: str = "") -> None:
        self.file, self.fields = file, fields
        if not isinstance(fields, dict):
            raise BrokenVocabulary(
                file, within, f"expected a table with fields, found {fields!r}", "her skal stå en tabel med felter"
            )
        self.read: set[str] = set()
        self.id = within
        self.id = f"{within}.{self.text(key)}" if within else self.text(key)

    def broken(self, reason: str, danish: str) -> BrokenVocabulary:
        """Return the error for this entry, to be raised; `danish`: the reason for those who edit in the product."""
        return BrokenVocabulary(self.file, self.id, reason, danish)

    def get(self, field: str) -> Any:
        """Return the raw value of a field, None if absent, and remember that the field is known."""
        self.read.add(field)
        return self.fields.get(field)

    def text(self, field: str) -> str:
        """Return a required text without blanks at its ends."""
        value = self.get(field)
        if value is None:
            raise self.broken(f"{field} is missing", f"{field} mangler")
        if not isinstance(value, str) or not value.strip():
            raise self.broken(f"{field} must be a text, not {value!r}", f"{field} skal være en tekst")
        if value != value.strip():
            raise self.broken(f"{field} begins or ends with a blank", f"{field} begynder eller ender med et mellemrum")
        return value

    def identifier(self, field: str = "id") -> str:
        """Return a required id: lower-case ASCII letters, digits, dot, hyphen and underscore."""
        value = self.text(field)
        if not _ID.fullmatch(value):
            raise self.broken(
                f"{field} {value!r} may only have a-z, 0-9, dot, hyphen and underscore",
                f"{field} ”{value}” må kun have a-z, 0-9, punktum, bindestreg og understreg",
            )
        return value

    def both(self, field: str) -> dict[str, str]:
        """Return the Danish and the English text of a field, as `{field_da: …, field_en: …}`."""
        return {f"{field}_{language}": self.text(f"{field}_{language}") for language in ("da", "en")}

    def one_of(self, field: str, known: Collection[str], of: str = "") -> str:
        """Return a text that must be among the known ones."""
        value = self.text(field)
        if value not in known:
            raise self.broken(
                f"{field} {value!r} is not {of or 'one of ' + ', '.join(sorted(known))}",
                f"{field} kender ikke ”{value}”",
            )
        return value

    def number(self, field: str, least: float, most: float) -> float:
        """Return a required number within bounds."""
        value = self.get(field)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.broken(f"{field} must be a number, not {value!r}", f"{field} skal være et tal")
        if not least <= value <= most:
            raise self.broken(
                f"{field} {value} is not between {least} and {most}", f"{field} skal ligge mellem {least} og {most}"
            )
        return float(value)

    def truth(self, field: str) -> bool:
        """Return a required true or false."""
        value = self.get(field)
        if not isinstance(value, bool):
            raise self.broken(f"{field} must be true or false, not {value!r}", f"{field} skal være true eller false")
        return value

    def maybe(self, field: str) -> bool:
        """Return true or false; false where it isn't said."""
        return self.get(field) is not None and self.truth(field)

    def date(self, field: str) -> dt.date:
        """Return a required date, written in the file as a date or as "2026-01-31"."""
        value = self.get(field)
        try:
            return value if type(value) is dt.date else dt.date.fromisoformat(value)
        except (TypeError, ValueError):
            raise self.broken(
                f"{field} must be a date such as 2026-01-31, not {value!r}",
                f"{field} skal være en dato som 2026-01-31",
            ) from None

    def texts(self, field: str, *, needed: bool = True) -> tuple[str, ...]:
        """Return a list of different, non-empty texts; at least one unless it isn't `needed`."""
        value = self.get(field)
        if value is None and not needed:
            return ()
        if not isinstance(value, list) or (needed and not value):
            raise self.broken(f"{field} must be a list with at least one text", f"{field} skal have mindst én tekst")
        seen: set[str] = set()
        for one in value:
            if not isinstance(one, str) or not one.strip() or one != one.strip():
                raise self.broken(
                    f"{field} holds {one!r}, which is not a text without blanks at its ends",
                    f"{field} har ”{one}”, som er tom eller har mellemrum i enderne",
                )
            if one in seen:
                raise self.broken(f"{field} holds {one!r} twice", f"{field} har ”{one}” to gange")
            seen.add(one)
        return tuple(value)

    def phrases(self, field: str, kinds: Mapping[str, str] = _NO_KINDS, *, needed: bool = True) -> tuple[str, ...]:
        """Return a list of phrases, with each {kind} as the alternatives that it stands for.

        Args:
            field: its name.
            kinds: kinds of words, each with its words as "mor|far".
            needed: whether there must be one.
        """
        return tuple(self._phrase(field, phrase, kinds) for phrase in self.texts(field, needed=needed))

    def _phrase(self, field: str, phrase: str, kinds: Mapping[str, str]) -> str:
        def words(found: re.Match[str]) -> str:
            if found[1] not in kinds:
                raise self.broken(
                    f"{field} holds {phrase!r}, and {found[0]} is no kind of words",
                    f"{field} har ”{phrase}”, men {found[0]} er ikke en slags ord",
                )
            return kinds[found[1]]

        written = _KIND.sub(words, phrase)
        if not all(alternative for word in written.split() for alternative in word.split("|")):
            raise self.broken(
                f"{field} holds {phrase!r}, which has an alternative without a word",
                f"{field} har ”{phrase}”, hvor der mangler et ord ved siden af en lodret streg",
            )
        return written

    def done(self) -> None:
        """Raise if the entry has a field that nobody reads, most often a misspelt one."""
        if unknown := sorted(self.fields.keys() - self.read):
            raise self.broken(f"has an unknown field {unknown[0]!r}", f"har et ukendt felt ”{unknown[0]}”")


def tables(document: dict[str, Any], file: str, name: str, key: str = "id") -> list[Table]:
    """Return the `[[name]]` entries of a file, at least one, with their keys checked to be different."""
    entries = document.get(name)
    if not isinstance(entries, list) or not entries:
        raise BrokenVocabulary(file, "", f"has no [[{name}]]", f"har ingen [[{name}]]")
    found = [Table(file, entry, key) for entry in entries]
    seen: set[str] = set()
    for table in found:
        if table.id in seen:
            raise table.broken(f"there are two [[{name}]] with this {key}", f"der er to [[{name}]] med samme {key}")
        seen.add(table.id)
    return found


def only(document: dict[str, Any], file: str, *names: str) -> None:
    """Raise if a file has a top-level name that nobody reads."""
    if unknown := sorted(document.keys() - set(names)):
        raise BrokenVocabulary(file, "", f"has an unknown part {unknown[0]!r}", f"har en ukendt del ”{unknown[0]}”")


def keyed(things: Iterable[_Thing]) -> Mapping[str, _Thing]:
    """Return things by their id, in order, not to be changed."""
    return MappingProxyType({thing.id: thing for thing in things})
