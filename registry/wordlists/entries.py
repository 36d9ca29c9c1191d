"""The lists, and one entry as it stands: what the package says, and what lies over it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from registry import danish, overlay, vocabulary
from registry.i18n import current_locale
from registry.overlay import State
from registry.vocabulary import Fields, Place, Vocabulary, edits
from registry.vocabulary.loader import Documents
from registry.wordlists import kinds
from registry.wordlists.calls import calls_of
from registry.wordlists.kinds import Field

#: What a list can be narrowed to beside a kind.
EDITED = "rettet"


@dataclass(frozen=True)
class Row:
    """A line of a list: an entry with what it is called, what it says, and how it stands."""

    kind: str
    id: str
    name: str
    under: str
    is_edited: bool
    is_added: bool
    is_retired: bool

    @property
    def url(self) -> str:
        """Where its page is."""
        return f"/administration/ordlister/{self.kind}/{self.id}"


@dataclass(frozen=True)
class Beside:
    """A field as the package has it, where something else counts: its text, or what is added and removed here."""

    says: str = ""
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """An entry as it stands.

    Attributes:
        values: its fields as they count now, as the form shows them.
        package: the same as the package has them; empty for what was added here.
        beside: what the package says, by field, where something else counts.
        number: of the last change to anything, which a form that is posted has seen.
    """

    kind: str
    id: str
    name: str
    values: Mapping[str, Any]
    package: Mapping[str, Any]
    number: int
    edited: tuple[Place, ...] = ()
    set_aside: str = ""
    beside: Mapping[str, Beside] = field(default_factory=dict)

    @property
    def is_added(self) -> bool:
        """Whether it isn't the package's."""
        return not self.package

    @property
    def url(self) -> str:
        """Where its page is."""
        return f"/administration/ordlister/{self.kind}/{self.id}"


def rows(db: Session, kind: str, text: str) -> list[Row]:
    """Return the entries of a kind, or those that are edited, in which a text is found."""
    state = overlay.state(db)
    wanted = kinds.KINDS if kind == EDITED else (kind,)
    sought = danish.fold(text)
    found = []
    for one in wanted:
        for row, said in _all(state, one):
            if (kind != EDITED or row.is_edited) and sought in danish.fold(said):
                found.append(row)
    return found


def totals(db: Session) -> dict[str, int]:
    """Return how many entries each list has."""
    words = overlay.current(db)
    return {
        "behov": len(words.needs),
        "aktivitet": len(words.activities.concrete),
        "aktivitetstype": len(words.facets["activity"].values),
        "omraade": len(words.areas),
        "besked": len(words.safety),
        EDITED: len(rows(db, EDITED, "")),
    }


def entry(db: Session, kind: str, id_: str) -> Entry | None:
    """Return an entry, None where there is none."""
    state = overlay.state(db)
    called = kinds.name(state.vocabulary, kind, id_) if kind in kinds.KINDS else None
    if called is None:
        return None
    places = kinds.places(kind, id_)
    documents = edits.laid_over(vocabulary.packaged_documents(), state.sound)
    now = _together(documents, places)
    package = _together(vocabulary.packaged_documents(), places)
    values = {one.name: _shown(one, now.get(one.name)) for one in kinds.fields(kind)}
    set_aside = [state.set_aside[place] for place in places.values() if place in state.set_aside]
    return Entry(
        kind=kind,
        id=id_,
        name=called,
        values=values | _special(state.vocabulary, kind, id_, now),
        package=package,
        number=state.number,
        edited=tuple(place for place in _own_places(state, kind, id_) if place in state.edits),
        set_aside=set_aside[0].in_words(current_locale()) if set_aside else "",
        beside=_beside(kind, package, now) if package else {},
    )


def _own_places(state: State, kind: str, id_: str) -> Iterator[Place]:
    """Yield the places that an entry's form edits."""
    yield from kinds.places(kind, id_).values()
    if kind == "omraade":
        codes = state.vocabulary.areas[id_].postals
        yield from (Place("postal", code) for code in codes)
        yield from (Place("locality", one.name) for one in state.vocabulary.localities if one.postal in codes)


def _together(documents: Documents, places: Mapping[str, Place]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for place in reversed(list(places.values())):
        found |= vocabulary.entry(documents, place) or {}
    return found


def _shown(one: Field, value: Any) -> Any:
    if one.shape == "phrases":
        return "\n".join(value or ())
    return bool(value) if one.shape == "tick" else value or ""


def _special(words: Vocabulary, kind: str, id_: str, now: Fields) -> dict[str, Any]:
    """Return what the fields that only one kind has show."""
    if kind == "besked":
        return calls_of(now.get("call", ()))
    if kind != "omraade":
        return {}
    codes = words.areas[id_].postals
    package = {one.name: one.postal for one in vocabulary.packaged().localities}
    own = [one for one in words.localities if one.postal in codes and package.get(one.name) != one.postal]
    return {"postals": list(codes), "localities": "\n".join(f"{one.name}, {one.postal}" for one in own)}


def _beside(kind: str, package: Fields, now: Fields) -> dict[str, Beside]:
    found = {}
    for one in kinds.fields(kind):
        before, after = package.get(one.name), now.get(one.name)
        if one.shape == "phrases":
            added = tuple(said for said in after or () if said not in (before or ()))
            removed = tuple(said for said in before or () if said not in (after or ()))
            if added or removed:
                found[one.name] = Beside("", added, removed)
        elif one.shape != "tick" and before != after:
            found[one.name] = Beside(dict(one.options).get(str(before), str(before or "")))
    return found


def _all(state: State, kind: str) -> Iterator[tuple[Row, str]]:
    """Yield every entry of a kind with all that may be searched in it."""
    words, locale = state.vocabulary, current_locale()
    for id_, name, under, retired, said in _listed(words, kind, locale):
        places = list(_own_places(state, kind, id_))
        row = Row(
            kind=kind,
            id=id_,
            name=name,
            under=under,
            is_edited=any(place in state.edits for place in places),
            is_added=kinds.name(vocabulary.packaged(), kind, id_) is None,
            is_retired=retired,
        )
        yield row, " ".join((id_, name, under, *said))


def _listed(words: Vocabulary, kind: str, locale: str) -> Iterator[tuple[str, str, str, bool, tuple[str, ...]]]:
    values = words.facets["activity"].values
    if kind == "behov":
        for need in words.needs.values():
            said = (need.label_da, need.label_en, *need.phrases, *need.phrases_en, *need.doubtful, *need.hints)
            yield need.id, need.label(locale), words.groups[need.group].label(locale), need.retired, said
    elif kind == "aktivitet":
        for one in sorted(words.activities.concrete.values(), key=lambda one: danish.sort_key(one.label(locale))):
            said = (one.label_en, *one.words, *one.words_en)
            yield one.id, one.label(locale), values[one.value].label(locale), one.retired, said
    elif kind == "aktivitetstype":
        for id_, own in words.activities.values.items():
            yield id_, values[id_].label(locale), "", False, (*own.words, *own.words_en)
    elif kind == "omraade":
        for area in words.areas.values():
            towns = [f"{code} {words.postals[code].town}" for code in area.postals]
            local = tuple(one.name for one in words.localities if one.postal in area.postals)
            yield area.id, area.label(locale), ", ".join(towns), False, local
    else:
        for signal in words.safety.values():
            numbers = ", ".join(call.number for call in signal.calls)
            yield signal.id, signal.label(locale), numbers, False, (signal.message_da, *signal.phrases)
