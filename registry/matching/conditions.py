"""What is asked for as conditions: each offer meets one, contradicts it, or doesn't say.

Chips of a kind where one value is enough make one condition together; every other chip is a condition of its own. A
`Judge` knows the documents of one segment that meet a condition for certain and those that don't say; all others
contradict it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, cast

import numpy as np
from pyroaring import BitMap

from registry import vocabulary
from registry.matching.segment import NO_TIME, OLDEST, Numbers, Segment, as_bitmap
from registry.matching.sought import CONCRETE, concrete_term, ways_to_say
from registry.matching.values import ANY_OF, PARTS_OF_DAY, UNKNOWN, Kind, Value, minutes
from registry.matching.wish import Chip, Wish
from registry.offers.content import DAYS
from registry.vocabulary import distance_km

#: A weekly time without an end is taken to last this long, in minutes, when asked what goes on at a moment.
_USUALLY_LASTS = 60
#: Kinds with so few values that a verdict on one is soon asked for again, and how many are kept for a segment.
_OFTEN_ASKED: frozenset[Kind] = frozenset(
    {"age", "place", "weekday", "price", "gender", "setting", "language", "access"}
)
_MOST_VERDICTS = 128
#: Participants, lowest and highest, that the facet's sizes ask for: room for a class, or no more than six.
_GROUP_SIZES = {"en": (1, 1), "lille": (1, 6), "mellem": (1, 15), "klasse": (16, 10**6), "stor": (29, 10**6)}


@dataclass(frozen=True, eq=False)
class Condition:
    """One thing that an offer meets, contradicts or doesn't say; each is itself and no other.

    Attributes:
        kind: of its chips; a place with a radius is a "place".
        chips: any of them is enough; a radius belongs to all the places.
    """

    kind: Kind
    chips: tuple[Chip, ...]
    demand: bool

    @cached_property
    def values(self) -> tuple[Value, ...]:
        """The values of its chips, without a radius."""
        return tuple(chip.value for chip in self.chips if chip.kind == self.kind)

    @cached_property
    def radius(self) -> float | None:
        """The radius in km, when there is one."""
        return next((cast("float", chip.value) for chip in self.chips if chip.kind == "radius"), None)


class Verdict(NamedTuple):
    """The documents that meet a condition for certain, and those that don't say."""

    meets: BitMap
    unknown: BitMap


def conditions(wish: Wish) -> tuple[Condition, ...]:
    """Return a wish's conditions; the demands and the wishes of a kind are apart."""
    groups: dict[tuple[Kind, bool, object], list[Chip]] = {}
    for chip in wish.chips:
        kind: Kind = "place" if chip.kind == "radius" else chip.kind
        groups.setdefault((kind, chip.demand, None if kind in ANY_OF else chip.value), []).append(chip)
    made = []
    for (kind, demand, _), chips in groups.items():
        radius = tuple(chip for chip in wish.of("radius") if kind == "place" and chip not in chips)
        made.append(Condition(kind, (*chips, *radius), demand))
    return tuple(made)


@vocabulary.remembered(1 << 12)
def kilometres_between(code: str, other: str) -> float | None:
    """Return the distance between two postal districts; None where one has no coordinates."""
    postals = vocabulary.current().postals
    if code in postals and other in postals:
        return distance_km(postals[code], postals[other])
    return 0.0 if code == other else None


def verdict_on(segment: Segment, condition: Condition, days: frozenset[str] | None) -> Verdict:
    """Return the verdict of a segment's documents; on what is often asked for it is worked out once.

    Args:
        days: weekdays that a time of day is meant on. None for every day.
    """
    if condition.kind not in _OFTEN_ASKED:
        return Judge(segment, days).verdict(condition)
    key = (vocabulary.current().version, condition.kind, condition.values, condition.radius)
    known: Verdict | None = segment.verdicts.get(key)
    if known is None:
        if len(segment.verdicts) >= _MOST_VERDICTS:
            segment.verdicts.clear()
        known = segment.verdicts[key] = Judge(segment).verdict(condition)
    return known


class Judge:
    """Judges the documents of one segment.

    Args:
        days: weekdays that may be meant: a time of day only counts on them. None for every day.
    """

    def __init__(self, segment: Segment, days: frozenset[str] | None = None) -> None:
        self._segment = segment
        self._days = days

    def verdict(self, condition: Condition) -> Verdict:
        """Return who meets a condition and who doesn't say."""
        if condition.kind == "place":
            return self._place(condition)
        judge = _BY_KIND[condition.kind]
        parts = [self._unsaid(condition.kind) if value == UNKNOWN else judge(self, value) for value in condition.values]
        meets = BitMap.union(*(part.meets for part in parts))
        return Verdict(meets, BitMap.union(*(part.unknown for part in parts)) - meets)

    def _unsaid(self, kind: Kind) -> Verdict:
        return Verdict(self._not_said(kind), BitMap())

    def _not_said(self, kind: str) -> BitMap:
        return self._segment.everything - self._segment.tagged(f"said:{kind}")

    def _tagged(self, kind: str, value: Value) -> Verdict:
        meets = self._segment.tagged(f"{kind}:{value}")
        return Verdict(meets, self._not_said(kind) - meets)

    def _age(self, value: Value) -> Verdict:
        one = self._segment
        low, high = cast("tuple[int, int]", value)
        meets = BitMap.union(BitMap(), *one.by_age[low : min(high, OLDEST) + 1])
        unsure = BitMap(
            number for number in one.ages_unsaid if one.age_min[number] <= high and one.age_max[number] >= low
        )
        return Verdict(meets, unsure)

    def _place(self, condition: Condition) -> Verdict:
        one, radius = self._segment, condition.radius
        meets, unknown = BitMap(one.tagged("anywhere")), self._not_said("place")
        for code in one.postals:
            away = [kilometres_between(str(place), code) for place in condition.values]
            known = [distance for distance in away if distance is not None]
            if code in condition.values or (radius is not None and known and min(known) <= radius):
                meets |= one.tagged(f"place:{code}")
            elif radius is not None and len(known) < len(away):
                unknown |= one.tagged(f"place:{code}")
        return Verdict(meets, unknown - meets)

    def _setting(self, value: Value) -> Verdict:
        meets = self._segment.tagged(f"setting:{value}")
        return Verdict(meets, self._not_said(f"setting:{value}") - meets)

    def _part_of_day(self, value: Value) -> Verdict:
        meets, unknown = self._at_times("part_of_day", value)
        if value == "aften":
            meets = meets | (self._segment.tagged("evenings") & unknown)
        return Verdict(meets, unknown - meets)

    def _time(self, value: Value) -> Verdict:
        return self._at_times("time", value)

    def _at_times(self, kind: Kind, value: Value) -> Verdict:
        """Whether some weekly time on a day that may be meant fits; times that aren't given leave it open."""
        slots, everything = self._segment.slots, self._segment.everything
        meant = np.ones(len(slots.day), dtype=bool)
        if self._days is not None:
            meant = np.isin(slots.day, [number for number, day in enumerate(DAYS) if day in self._days])
        told = slots.start != NO_TIME
        meets = as_bitmap(slots.document[meant & told & fits_time(kind, value, slots.start, slots.end)])
        without_days = everything - self._segment.tagged("said:weekday")
        return Verdict(meets, (without_days | as_bitmap(slots.document[meant & ~told])) - meets)

    def _price(self, value: Value) -> Verdict:
        one = self._segment
        if isinstance(value, str):
            meets = one.tagged(f"price:{value}")
            return Verdict(meets, self._not_said(f"price:{value}") - meets)
        cheap = np.flatnonzero(one.price <= cast("float", value))
        return Verdict(as_bitmap(cheap), self._not_said("price"))

    def _group_size(self, value: Value) -> Verdict:
        low, high = _GROUP_SIZES[value] if isinstance(value, str) else (1, cast("int", value))
        capacity = self._segment.capacity
        return Verdict(
            as_bitmap(np.flatnonzero((capacity >= low) & (capacity <= high))),
            as_bitmap(np.flatnonzero(np.isnan(capacity))),
        )

    def _gender(self, value: Value) -> Verdict:
        """An offer that doesn't say whom it is for is for all."""
        return Verdict(self._segment.tagged(f"gender:{value}") | self._segment.tagged("gender:alle"), BitMap())

    def _access(self, value: Value) -> Verdict:
        """A list of what there is never says what there isn't."""
        meets = self._segment.tagged(f"access:{value}")
        return Verdict(meets, self._segment.everything - meets)

    def _sector(self, value: Value) -> Verdict:
        return Verdict(self._segment.tagged(f"sector:{value}"), BitMap())

    def _word(self, value: Value) -> Verdict:
        return Verdict(self._containing(str(value)), BitMap())

    def _containing(self, word: str) -> BitMap:
        met = [
            BitMap.union(*(as_bitmap(self._segment.postings(one.term)[0]) for one in ways))
            for ways in ways_to_say(word)
        ]
        return BitMap.intersection(*met) if met else BitMap()

    def _activity(self, value: Value) -> Verdict:
        if value in vocabulary.current().facets["activity"].values:
            return self._tagged("activity", value)
        return self._word(value)

    def _not_activity(self, value: Value) -> Verdict:
        """What an offer is about rules it out; what its description only mentions leaves it open."""
        one = self._segment
        if value not in vocabulary.current().facets["activity"].values:
            concrete, mentions = concrete_term(str(value)), self._containing(str(value))
            about = one.tagged(f"about:{CONCRETE}{concrete}") if concrete else mentions
            return Verdict(one.everything - mentions, mentions - about)
        has = one.tagged(f"activity:{value}") | one.tagged(f"about:{value}")
        said = one.tagged("said:activity")
        perhaps = (one.tagged(f"named:{value}") | (one.everything - one.tagged("named:*"))) - said
        return Verdict(one.everything - has - perhaps, perhaps - has)

    def _not_weekday(self, value: Value) -> Verdict:
        """On other days too is enough where one may come and go; else one may have to come on all of them."""
        one = self._segment
        has, said = one.tagged(f"weekday:{value}"), one.tagged("said:weekday")
        others = BitMap.union(*(one.tagged(f"weekday:{day}") for day in DAYS if day != value))
        also = has & others
        meets = (said - has) | (also & one.tagged("drop_in"))
        return Verdict(meets, ((one.everything - said) | also) - meets)

    def _not_place(self, value: Value) -> Verdict:
        one = self._segment
        meets = (one.tagged("said:place") - one.tagged(f"place:{value}")) | one.tagged("anywhere")
        return Verdict(meets, self._not_said("place") - meets)

    def _not_setting(self, value: Value) -> Verdict:
        """Other settings too leave it open which one is meant."""
        one = self._segment
        has, settled = one.tagged(f"setting:{value}"), one.tagged(f"said:setting:{value}")
        values = vocabulary.current().facets["setting"].values
        others = BitMap.union(*(one.tagged(f"setting:{id_}") for id_ in values if id_ != value))
        return Verdict(settled - has, (one.everything - settled - has) | (has & others))


def fits_time(kind: Kind, value: Value, start: Numbers, end: Numbers) -> Numbers:
    """Return which times, in minutes, fit a part of the day or a time; `end` is -1 where it isn't told."""
    if kind == "part_of_day":
        first, last = PARTS_OF_DAY[str(value)]
        return (start >= first) & (start < last)
    first, last = (minutes(part) for part in cast("tuple[str, str]", value))
    until = np.where(end == NO_TIME, np.minimum(start + _USUALLY_LASTS, 24 * 60), end)
    is_moment = first == last
    inside = (start >= first) & (start < last) & (until <= last)
    fitting: Numbers = (start <= first) & (first < np.maximum(until, start + 1)) if is_moment else inside
    return fitting


def days_meant(asked: Iterable[Condition]) -> frozenset[str] | None:
    """Return the weekdays that demanded times of day must be on; None when any will do."""
    days = set(DAYS)
    for condition in asked:
        if condition.demand and condition.kind == "weekday" and UNKNOWN not in condition.values:
            days &= {str(value) for value in condition.values}
        elif condition.demand and condition.kind == "not_weekday":
            days -= {str(value) for value in condition.values}
    return None if len(days) == len(DAYS) else frozenset(days)


def _by_tag(kind: str) -> Callable[[Judge, Value], Verdict]:
    return lambda judge, value: judge._tagged(kind, value)


_BY_KIND: dict[Kind, Callable[[Judge, Value], Verdict]] = {
    "age": Judge._age,
    "weekday": _by_tag("weekday"),
    "part_of_day": Judge._part_of_day,
    "time": Judge._time,
    "setting": Judge._setting,
    "price": Judge._price,
    "need": _by_tag("need"),
    "activity": Judge._activity,
    "word": Judge._word,
    "gender": Judge._gender,
    "audience": _by_tag("audience"),
    "group_size": Judge._group_size,
    "access": Judge._access,
    "language": _by_tag("language"),
    "element": _by_tag("element"),
    "sector": Judge._sector,
    "not_activity": Judge._not_activity,
    "not_weekday": Judge._not_weekday,
    "not_place": Judge._not_place,
    "not_setting": Judge._not_setting,
}
