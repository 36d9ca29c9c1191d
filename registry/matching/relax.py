"""What giving up, or widening, one demand would give (matching.md, "Never a dead end").

In the order in which one would try it: day and time, distance, activity, price, the age by a year, other demands.
Accessibility and exclusions are never suggested.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from registry.matching import labels
from registry.matching.conditions import Condition
from registry.matching.explain import in_words
from registry.matching.outcome import Relaxation
from registry.matching.segment import OLDEST
from registry.matching.selection import Selection, total
from registry.matching.text import Text
from registry.matching.values import NEVER_RELAXED, Kind
from registry.matching.wish import Chip, Wish

RADII_KM = (5, 10, 25)
#: Given up as a question, where "uden inden for 5 km" or "uden gratis" would be no Danish.
_WHATEVER: frozenset[Kind] = frozenset(
    {"setting", "time", "part_of_day", "place", "price", "group_size", "language", "audience", "sector"}
)
_ORDER: tuple[Kind, ...] = ("weekday", "time", "part_of_day", "setting", "place", "activity", "price", "age")


def relaxations(selection: Selection) -> tuple[Relaxation, ...]:
    """Return what each demand that may be given up would give."""
    now = total(selection.results)
    made = []
    for condition in sorted(selection.demands, key=_turn):
        if condition.kind in NEVER_RELAXED:
            continue
        if condition.kind == "place":
            made += list(_place(selection, condition, now))
        elif condition.kind == "age":
            made.append(_age(selection, condition, now))
        else:
            made.append(_dropped(selection, condition, now))
    return tuple(made)


def _turn(condition: Condition) -> int:
    return _ORDER.index(condition.kind) if condition.kind in _ORDER else len(_ORDER)


def _dropped(selection: Selection, condition: Condition, now: int) -> Relaxation:
    count = total(selection.without(condition))
    wish = selection.wish.without(*condition.chips)
    words = in_words(condition)
    return Relaxation(condition.kind, words, _given_up(condition.kind, words), count, count - now, wish)


def _given_up(kind: Kind, words: Text) -> Text:
    """Say that a demand is given up: "uden mandag", "uanset sted"."""
    if kind in _WHATEVER:
        asked = labels.NOT_SAID[kind]
        return Text(f"uanset {asked.da}", f"whatever the {asked.en}")
    return Text(f"uden {words.da}", f"without {words.en}")


def _place(selection: Selection, condition: Condition, now: int) -> Iterator[Relaxation]:
    """The first wider distance that gives more; then anywhere."""
    for radius in RADII_KM:
        if radius <= (condition.radius or 0):
            continue
        wider = Chip("radius", radius)
        places = tuple(chip for chip in condition.chips if chip.kind == "place")
        count = selection.count(selection.without(condition), Condition("place", (*places, wider), demand=True))
        if count > now:
            wish = selection.wish.without_kinds("radius").with_chips([wider])
            words = labels.chip_words("radius", radius)
            yield Relaxation("radius", words, words, count, count - now, wish)
            break
    yield _dropped(selection, condition, now)


def _age(selection: Selection, condition: Condition, now: int) -> Relaxation:
    """An age is never given up, only widened by a year on each side."""
    chip = condition.chips[0]
    low, high = cast("tuple[int, int]", chip.value)
    wider = replace(chip, value=(max(0, low - 1), min(OLDEST, high + 1)))
    words = labels.chip_words("age", wider.value)
    count = selection.count(selection.without(condition), Condition("age", (wider,), demand=True))
    wish = _replaced(selection.wish, chip, wider)
    sentence = Text(f"hvis alderen er {words.da}", f"if the age is {words.en}")
    return Relaxation("age", words, sentence, count, count - now, wish)


def _replaced(wish: Wish, old: Chip, new: Chip) -> Wish:
    return wish.without(old).with_chips([new])
