"""What an edit changes, in words: field by field, against what counted before it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from registry import vocabulary
from registry.i18n import current_locale
from registry.i18n import gettext as _
from registry.vocabulary import Fields, Place, Vocabulary
from registry.wordlists import kinds


@dataclass(frozen=True)
class Line:
    """A field that is changed: from what to what, or what is added and removed."""

    label: str
    was: str = ""
    becomes: str = ""
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Told:
    """An edit of one place: what it is called, where its page is ("" for none), and what is changed.

    What was added here is new, and may be removed again; what is the package's is set back.
    """

    name: str
    url: str
    is_new: bool
    is_set_back: bool
    is_removed: bool
    lines: tuple[Line, ...]


def told(words: Vocabulary, place: Place, before: Fields, after: Fields) -> Told:
    """Return what an edit says differently from the one before it at the same place.

    Args:
        words: the vocabulary to take names from.
        place: what is edited.
        before: what lay over it before.
        after: what lies over it then.
    """
    package = vocabulary.entry(vocabulary.packaged_documents(), place)
    kind, id_ = kinds.kind_of(place) or ("", place.entry)
    known = {one.name: one for one in kinds.fields(kind, is_new=True)} if kind else {}
    lines = []
    for name in dict.fromkeys((*before, *after)):
        if before.get(name) != after.get(name):
            field = known.get(name)
            label = field.label if field else _other(name)
            options = dict(field.options) if field else {}
            lines.append(_line(label, (package or {}).get(name), before.get(name), after.get(name), options))
    return Told(
        name=(kinds.name(words, kind, id_) if kind else None) or _own_name(after) or _own_name(before) or place.entry,
        url=f"/administration/ordlister/{kind}/{id_}" if kind and kinds.name(words, kind, id_) else "",
        is_new=package is None and not before,
        is_set_back=package is not None and not after,
        is_removed=package is None and not after,
        lines=tuple(lines),
    )


def names(all_told: Iterable[Told]) -> str:
    """Return what the history calls a change."""
    return ", ".join(dict.fromkeys(one.name for one in all_told))


def note(all_told: Iterable[Told]) -> str:
    """Return which fields a change is about."""
    return ", ".join(dict.fromkeys(line.label for one in all_told for line in one.lines))


def _other(name: str) -> str:
    """Return the name of a field that isn't in any form by itself."""
    return {
        "call": _("Hvem man kan ringe til"),
        "area": _("Område"),
        "postal": _("Postnummer"),
    }.get(name, name)


def _own_name(fields: Fields) -> str:
    return str(fields.get("label_en" if current_locale().startswith("en") else "label_da") or "")


def _line(label: str, package: Any, before: Any, after: Any, options: Mapping[str, str]) -> Line:
    if _is_list(package) or _is_list(before) or _is_list(after):
        was, becomes = _texts(package, before), _texts(package, after)
        return Line(
            label,
            added=tuple(one for one in becomes if one not in was),
            removed=tuple(one for one in was if one not in becomes),
        )
    was, becomes = (package if one is None else one for one in (before, after))
    if isinstance(was, bool) or isinstance(becomes, bool):
        return Line(label, _("ja") if was else _("nej"), _("ja") if becomes else _("nej"))
    return Line(label, _one(was, options), _one(becomes, options))


def _is_list(value: Any) -> bool:
    if isinstance(value, dict):
        return True
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _texts(package: Any, edit: Any) -> list[str]:
    """Return a list as an edit makes it of the package's."""
    if edit is None:
        return list(package or ())
    if isinstance(edit, dict):
        removed = edit.get("remove", ())
        kept = [one for one in package or () if one not in removed]
        return kept + [one for one in edit.get("add", ()) if one not in kept]
    return list(edit)


def _one(value: Any, options: Mapping[str, str]) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(f"{one.get('number', '')} {one.get('label_da', '')}".strip() for one in value)
    return options.get(str(value), str(value))
