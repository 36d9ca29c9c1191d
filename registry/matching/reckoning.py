"""The parts of a score in words, for whoever wants to see how an offer came to stand where it does."""

from __future__ import annotations

from dataclasses import dataclass

from registry.matching import labels
from registry.matching.outcome import ALIKE_PART, Match, Part
from registry.matching.text import OR, Text, capitalised, listed, number
from registry.matching.wish import Wish

_NAMED = {
    "start": Text("Det begynder alle tilbud med", "Every offer begins with"),
    "place": Text("Afstand", "Distance"),
    "capacity": Text("Venteliste eller lukket for nye", "A waiting list, or closed to newcomers"),
    "freshness": Text("Ikke bekræftet for nylig", "Not confirmed lately"),
    ALIKE_PART: Text("Teksten ligner det, du skrev", "The text is like what you wrote"),
}


@dataclass(frozen=True)
class Row:
    """A part of a score: what it is about, and what it adds or is multiplied by."""

    about: Text
    amount: Text


def rows(match: Match, wish: Wish) -> list[Row]:
    """Return what an offer's score is made of, in the order in which it is worked out."""
    return [Row(_about(part, wish), _amount(part)) for part in match.parts]


def _about(part: Part, wish: Wish) -> Text:
    if part.name in _NAMED:
        return _NAMED[part.name]
    chips = [chip for chip in wish.chips if chip.kind == part.name.partition(":")[0]]
    values = set(part.name.split(":")[1:])
    meant = [chip for chip in chips if str(chip.value) in values] or chips
    return capitalised(listed([labels.chip_words(chip.kind, chip.value) for chip in meant], last=OR))


def _amount(part: Part) -> Text:
    amount = number(round(part.amount, 2))
    sign = "+" if part.by == "points" else "×"
    return Text(f"{sign} {amount.da}", f"{sign} {amount.en}")
