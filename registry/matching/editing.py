"""Small forms that change one chip in the page: another age, another place, another day.

A form holds the other chips as hidden fields, so it is a plain GET that leads to the changed wish.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from registry import vocabulary
from registry.i18n import current_locale
from registry.i18n import gettext as _
from registry.matching import address, labels
from registry.matching.values import PARTS_OF_DAY, Kind, Value
from registry.matching.wish import Chip, Wish
from registry.offers.content import DAYS

#: Distances to choose from, in km.
RADII_KM = (2, 5, 10, 25)
_SAME_PRICES: tuple[Value, ...] = (0, 50, 100, 250, "stoette", "skolen_betaler", "kontingent")


class Choices(NamedTuple):
    """Values to choose from under a title; without one they stand by themselves."""

    title: str
    options: tuple[tuple[str, str], ...]


class Typed(NamedTuple):
    """A field to type in: what it is for, and the pattern that a browser holds it to."""

    hint: str
    pattern: str


@dataclass(frozen=True)
class Editor:
    """A form with one field.

    Attributes:
        id: of the field; no two on a page are alike.
        label: what is asked.
        name, value: of the field.
        choices: to choose from; none for a field to type in.
        radius: the distance chosen, in km, where the form also asks for one; "" for the postal district alone.
        hidden: the other chips.
    """

    id: str
    label: str
    name: str
    value: str
    hidden: tuple[tuple[str, str], ...]
    choices: tuple[Choices, ...] = ()
    typed: Typed | None = None
    radius: str | None = None


def editor(wish: Wish, chip: Chip) -> Editor | None:
    """Return the form that changes a chip; None for one that can only be removed, such as a word."""
    if chip.kind not in _LABELS:
        return None
    name, value = address.pair(replace(chip, guessed=False))  # what somebody chooses is no guess any more
    together: set[Kind] = {"place", "radius"} if chip.kind == "place" else {chip.kind}
    gone = {chip.key, *(one.key for one in wish.of("radius") if "radius" in together)}
    hidden = [address.pair(one) for one in wish.chips if one.key not in gone] + address.alike_pairs(wish)
    if wish.sort != "fit":
        hidden.append(("sort", address.SORT_NAMES[wish.sort]))
    radius = next((address.pair(one)[1] for one in wish.of("radius")), "") if chip.kind == "place" else None
    return Editor(
        id=f"ret-{name}-{value}".replace(":", "").replace(" ", ""),
        label=_LABELS[chip.kind](),
        name=name,
        value=value,
        hidden=tuple(hidden),
        choices=_choices(chip),
        typed=_TYPED[chip.kind]() if chip.kind in _TYPED else None,
        radius=radius,
    )


def radii() -> list[tuple[str, str]]:
    """Return the distances to choose from, with their names."""
    return [(str(km), labels.chip_label("radius", km).label(current_locale())) for km in RADII_KM]


def places() -> tuple[Choices, ...]:
    """Return the postal districts, and the parts of towns and villages that lie in them."""
    known = vocabulary.current()
    postals = tuple((one.code, f"{one.code} {one.town}") for one in known.postals.values())
    towns = {one.town for one in known.postals.values()}
    named = sorted((one for one in known.localities if one.name not in towns), key=lambda one: one.name)
    localities = tuple((f"{one.postal} {one.name}", f"{one.name} ({_district(one.postal)})") for one in named)
    return (Choices(_("Postnumre"), postals), Choices(_("Bydele og landsbyer"), localities))


def districts(chosen: str) -> tuple[Choices, ...]:
    """Return the postal districts, and the part of one that is chosen."""
    postals = places()[0].options
    known = {value for value, _text in postals}
    return (Choices("", postals if chosen in known or not chosen else ((chosen, chosen), *postals)),)


def needs(chosen: Value = "") -> tuple[Choices, ...]:
    """Return the needs by group; a retired one only where it is chosen."""
    known, locale = vocabulary.current(), current_locale()
    offered = [need for need in known.needs.values() if not need.retired or need.id == chosen]
    return tuple(
        Choices(
            group.label(locale),
            tuple((need.id, need.short(locale)) for need in offered if need.group == group.id),
        )
        for group in known.groups.values()
    )


def _district(code: str) -> str:
    postal = vocabulary.current().postals.get(code)
    return f"{code} {postal.town}" if postal else code


def _choices(chip: Chip) -> tuple[Choices, ...]:
    if chip.kind in _TYPED:
        return ()
    if chip.kind == "place":
        return districts(address.pair(chip)[1])
    if chip.kind == "need":
        return needs(chip.value)
    values = list(_values(chip.kind))
    if chip.value not in values:
        values.insert(0, chip.value)
    return (Choices("", tuple(_option(chip.kind, value) for value in values)),)


def _option(kind: Kind, value: Value) -> tuple[str, str]:
    return address.pair(Chip(kind, value))[1], labels.chip_label(kind, value).label(current_locale())


def _values(kind: Kind) -> Iterable[Value]:
    if kind in _LISTED:
        return _LISTED[kind]
    return vocabulary.current().facets[kind.removeprefix("not_")].values


_LISTED: dict[Kind, tuple[Value, ...]] = {
    "weekday": DAYS,
    "not_weekday": DAYS,
    "part_of_day": tuple(PARTS_OF_DAY),
    "radius": RADII_KM,
    "price": _SAME_PRICES,
    "gender": tuple(labels.GENDERS),
    "audience": tuple(labels.AUDIENCES),
}
_TYPED: dict[Kind, Callable[[], Typed]] = {
    "age": lambda: Typed(_("Skriv for eksempel 9 eller 7-9"), r"\d{1,3}(-\d{1,3})?"),
    "time": lambda: Typed(_("Skriv for eksempel 15.00-17.00"), r"\d{1,2}[.:]\d{2}-\d{1,2}[.:]\d{2}"),
}
_LABELS: dict[Kind, Callable[[], str]] = {
    "age": lambda: _("Alder i år"),
    "weekday": lambda: _("Dag"),
    "part_of_day": lambda: _("Tid på dagen"),
    "time": lambda: _("Klokken"),
    "setting": lambda: _("Tidspunkt"),
    "price": lambda: _("Pris"),
    "need": lambda: _("Behov"),
    "activity": lambda: _("Aktivitet"),
    "place": lambda: _("Postnummer"),
    "radius": lambda: _("Hvor langt væk"),
    "gender": lambda: _("Hvem er det for?"),
    "audience": lambda: _("Hvem er det for?"),
    "group_size": lambda: _("Gruppestørrelse"),
    "access": lambda: _("Tilgængelighed"),
    "language": lambda: _("Sprog"),
    "sector": lambda: _("Hvem tilbyder det?"),
    "not_weekday": lambda: _("Dag, der ikke går"),
}
