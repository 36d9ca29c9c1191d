"""The kinds of things that can be asked for, and how several values of one kind go together."""

from __future__ import annotations

from typing import Literal

#: In the order in which chips are shown and written into URLs.
Kind = Literal[
    "age",
    "weekday",
    "part_of_day",
    "time",
    "setting",
    "price",
    "need",
    "activity",
    "word",
    "place",
    "radius",
    "gender",
    "audience",
    "group_size",
    "access",
    "language",
    "element",
    "sector",
    "not_activity",
    "not_weekday",
    "not_place",
    "not_setting",
]

Sort = Literal["fit", "distance", "newest"]
Value = str | int | float | tuple[int, int] | tuple[str, str]
#: Offers that a sentence is like in meaning, the most similar first, and how much: standard deviations above the mean.
Alike = tuple[tuple[str, float], ...]
MOST_ALIKE = 8

#: Chosen in a facet: offers that don't say.
UNKNOWN = "unknown"

#: Kinds where one of the values demanded is enough: an offer can't be in two places. Of the other kinds every value
#: demanded must be met: a child that needs step-free access and a quiet room needs both.
ANY_OF: frozenset[Kind] = frozenset(
    {
        "weekday",
        "part_of_day",
        "time",
        "setting",
        "price",
        "activity",
        "place",
        "radius",
        "gender",
        "audience",
        "group_size",
        "language",
        "sector",
    }
)

#: Never suggested to be given up, and an offer that fails one isn't "nearly" right (matching.md, "Never a dead end").
NEVER_RELAXED: frozenset[Kind] = frozenset(
    {"access", "gender", "not_activity", "not_weekday", "not_place", "not_setting"}
)

#: Parts of the day, with the minutes after midnight between which something begins.
PARTS_OF_DAY: dict[str, tuple[int, int]] = {
    "formiddag": (6 * 60, 12 * 60),
    "eftermiddag": (12 * 60, 17 * 60),
    "aften": (17 * 60, 24 * 60),
}


#: A time with no beginning, or no end, is open to the beginning or end of the day.
FIRST_MINUTE, LAST_MINUTE = "00:00", "23:59"


def minutes(time: str) -> int:
    """Return "15:30" as minutes after midnight."""
    hours, _, rest = time.partition(":")
    return int(hours) * 60 + int(rest or 0)
