"""The guided way to a search: an age, needs by group, then practicalities. It gives the same chips as a sentence does.

What a child needs and likes are wishes there, as in a sentence; the rest are demands.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from registry import vocabulary
from registry.i18n import current_locale
from registry.i18n import gettext as _
from registry.matching import activities, address, editing, labels
from registry.matching.text import capitalised
from registry.matching.values import PARTS_OF_DAY, Kind, Value
from registry.matching.wish import Chip, Wish
from registry.offers.content import DAYS

#: Kinds that the form has one field of its own for.
_FIELDS: frozenset[Kind] = frozenset({"age", "place", "radius"})


@dataclass(frozen=True)
class Box:
    """A box to tick: a chip, whether it is chosen, and what it says."""

    name: str
    value: str
    text: str
    chosen: bool
    hint: str = ""


@dataclass(frozen=True)
class Boxes:
    """Boxes under a title."""

    id: str
    title: str
    boxes: tuple[Box, ...]

    @property
    def chosen(self) -> int:
        """How many are ticked."""
        return sum(box.chosen for box in self.boxes)


@dataclass(frozen=True)
class GuidePage:
    """What the guide draws, with what is asked for already filled in."""

    wish: Wish
    total: int

    @property
    def count(self) -> str:
        """How many offers there are, in words."""
        if not self.wish.demands:
            return _("%(n)s tilbud, de bedste først") % {"n": self.total} if self.wish else ""
        if not self.total:
            return _("Ingen tilbud passer helt, men du kan se de nærmeste")
        return _("1 tilbud passer") if self.total == 1 else _("%(n)s tilbud passer") % {"n": self.total}

    @property
    def age(self) -> str:
        """What stands in the field for the age."""
        return next((address.pair(chip)[1] for chip in self.wish.of("age") if chip.demand), "")

    @property
    def place(self) -> str:
        """The place chosen: a postal code, and the part of its district that is meant."""
        return next((address.pair(chip)[1] for chip in self.wish.of("place") if chip.demand), "")

    @property
    def radius(self) -> str:
        """The radius chosen, in km."""
        return next((str(chip.value) for chip in self.wish.of("radius") if chip.demand), "")

    @property
    def places(self) -> tuple[editing.Choices, ...]:
        """Where to choose from."""
        return editing.places()

    @property
    def radii(self) -> list[tuple[str, str]]:
        """Distances to choose from."""
        return editing.radii()

    @cached_property
    def needs(self) -> list[Boxes]:
        """The needs by group; each as the whole sentence that it is known by."""
        known, locale = vocabulary.current(), current_locale()
        asked = {chip.value for chip in self.wish.of("need")}
        return [
            Boxes(
                group.id,
                group.label(locale),
                tuple(
                    self._box("need", need.id, wished=True, text=need.short(locale), hint=need.label(locale))
                    for need in known.needs.values()
                    if need.group == group.id and (not need.retired or need.id in asked)
                ),
            )
            for group in known.groups.values()
        ]

    @cached_property
    def activities(self) -> Boxes:
        """The kinds of activity, and the concrete ones that are chosen."""
        known = vocabulary.current().facets["activity"].values
        concrete = [chip.value for chip in self.wish.of("activity") if chip.value not in known]
        boxes = (self._box("activity", value, wished=True) for value in (*concrete, *known))
        return Boxes("aktivitet", _("Aktiviteter"), tuple(boxes))

    @property
    def all_activities(self) -> list[tuple[str, str]]:
        """Every activity that can be looked for by its name: value and name."""
        known, locale = vocabulary.current().facets["activity"].values, current_locale()
        wide = [(id_, labels.chip_label("activity", id_).label(locale)) for id_ in known]
        concrete = [
            (one.id, capitalised(labels.chip_words("activity", one.id)).label(locale))
            for one in activities.activities().values()
            if not one.retired
        ]
        return sorted(wide + concrete, key=lambda pair: pair[1].lower())

    @cached_property
    def practical(self) -> list[Boxes]:
        """Days, times, price, access, language and size of the group."""
        facets = vocabulary.current().facets
        return [
            self._boxes("weekday", _("Hvilke dage kan barnet?"), DAYS),
            self._boxes("part_of_day", _("Hvornår på dagen?"), tuple(PARTS_OF_DAY)),
            self._boxes("price", _("Hvad må det koste?"), (0, 100, "stoette")),
            self._boxes("group_size", _("Hvor stor en gruppe?"), tuple(facets["group_size"].values)),
            self._boxes("access", _("Hvilke hensyn er der brug for?"), tuple(facets["access"].values)),
            self._boxes("language", _("Hvilket sprog er der brug for?"), tuple(facets["language"].values)),
        ]

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """The chips that the form has no field for."""
        drawn = {
            (box.name, box.value)
            for boxes in (*self.needs, self.activities, *self.practical)
            for box in boxes.boxes
            if box.chosen
        }
        pairs = [address.pair(chip) for chip in self.wish.chips if not self._has_field(chip)]
        return [pair for pair in pairs if pair not in drawn] + address.alike_pairs(self.wish)

    def _has_field(self, chip: Chip) -> bool:
        """Whether the form's own field tells about a chip: the first age demanded, the first place."""
        return chip.kind in _FIELDS and chip.demand and chip == next(c for c in self.wish.of(chip.kind) if c.demand)

    def _boxes(self, kind: Kind, title: str, values: tuple[Value, ...]) -> Boxes:
        return Boxes(address.name_of(kind), title, tuple(self._box(kind, value) for value in values))

    def _box(self, kind: Kind, value: Value, *, wished: bool = False, text: str = "", hint: str = "") -> Box:
        chosen = next((chip for chip in self.wish.chips if chip.key == (kind, value)), None)
        name, written = address.pair(chosen or Chip(kind, value, demand=not wished))
        return Box(name, written, text or _name(kind, value), chosen is not None, hint)


def _name(kind: Kind, value: Value) -> str:
    """The value's own name in the vocabulary, else what its chip says."""
    facet = vocabulary.current().facets.get(kind)
    known = facet.values.get(str(value)) if facet else None
    return known.label(current_locale()) if known else labels.chip_label(kind, value).label(current_locale())
