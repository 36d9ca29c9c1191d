"""What an offer has, in words: its ages, its days, its price. Each as it stands inside a sentence, or None."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache

from registry.matching import labels
from registry.matching.text import AND, Text, clock, kilometres, listed, number, same
from registry.matching.values import Kind
from registry.offers.content import DAYS, OfferContent, Slot

_PER = {
    "gang": Text("pr. gang", "per session"),
    "maaned": Text("pr. måned", "per month"),
    "saeson": Text("pr. sæson", "per season"),
    "aar": Text("pr. år", "per year"),
    "forloeb": Text("pr. forløb", "per course"),
}
#: More weekly times than this are told by their days only.
_MOST_TIMES = 2
_REMEMBERED = 1 << 12


def ages(content: OfferContent) -> Text | None:
    """Return "7–11 år"; an open end is said as such."""
    low, high = content.age_min, content.age_max
    if low is not None and high is not None:
        return labels.ages(low, high)
    if low is not None:
        return Text(f"fra {low} år", f"from {low} years")
    return Text(f"til og med {high} år", f"up to {high} years") if high is not None else None


def price(content: OfferContent) -> Text | None:
    """Return "gratis", or "40 kr. pr. gang, støtte mulig"."""
    if content.price_dkk is None:
        return labels.PRICES["skolen_betaler"] if content.price_school else None
    if not content.price_dkk:
        return labels.FREE
    said = _amount(content.price_dkk, content.price_unit or "")
    return Text(f"{said.da}, støtte mulig", f"{said.en}, help possible") if content.price_support else said


@lru_cache(maxsize=_REMEMBERED)
def _amount(dkk: float, unit: str) -> Text:
    amount, per = number(dkk), _PER.get(unit, same(""))
    return Text(f"{amount.da} kr. {per.da}".rstrip(), f"DKK {amount.en} {per.en}".rstrip())


def slot(one: Slot) -> Text:
    """Return "mandag 15.30–17.00", or "mandag fra kl. 15.30" where no end is said."""
    day, span = labels.WEEKDAYS[one.day], _span(one)
    return Text(f"{day.da} {span.da}", f"{day.en} {span.en}") if span else day


def _span(one: Slot) -> Text | None:
    if not one.start:
        return None
    if not one.end:
        start = clock(one.start)
        return Text(f"fra kl. {start.da}", f"from {start.en}")
    return labels.hours(one.start, one.end)


@lru_cache(maxsize=_REMEMBERED)
def times(slots: tuple[Slot, ...]) -> Text | None:
    """Return weekly times with the clock when they are few, else their days: "tirsdag og torsdag"."""
    if not slots:
        return None
    if len(slots) <= _MOST_TIMES:
        said = [slot(one) for one in slots]
        if len(slots) == _MOST_TIMES and slots[0].day == slots[1].day:
            said[1] = _span(slots[1]) or said[1]  # "tirsdag 15.00–16.00 og 16.15–17.15"
        return listed(said, last=AND)
    days = [day for day in DAYS if any(one.day == day for one in slots)]
    return listed([labels.WEEKDAYS[day] for day in days], last=AND)


def place(content: OfferContent, distance_km: float | None) -> Text | None:
    """Return "Nørresundby, 1,2 km", or that the offer comes to where the child is."""
    if content.where == "online" or (content.where is None and "online" in content.setting):
        return Text("online", "online")
    if content.where == "comes_to_you":
        return Text("kommer ud til jer", "comes to you")
    town = same(content.town) if content.town else labels.town(content.postal_code) if content.postal_code else None
    if town is None or distance_km is None or math.isnan(distance_km) or distance_km < 0.05:
        return town
    return _at_a_distance(town, distance_km)


@lru_cache(maxsize=_REMEMBERED)
def _at_a_distance(town: Text, distance_km: float) -> Text:
    away = kilometres(distance_km)
    return Text(f"{town.da}, {away.da}", f"{town.en}, {away.en}")


def group_size(content: OfferContent) -> Text | None:
    """Return "op til 12 børn"."""
    if content.capacity is None:
        return None
    if content.capacity == 1:
        return Text("ét barn ad gangen", "one child at a time")
    return Text(f"op til {content.capacity} børn", f"up to {content.capacity} children")


def gender(content: OfferContent) -> Text | None:
    """Return "kun for piger" where it isn't for all."""
    words = labels.GENDERS.get(content.gender or "")
    return Text(f"kun {words.da}", f"only {words.en}") if words else None


def chosen(kind: Kind, values: Iterable[str]) -> Text | None:
    """Return an offer's own values of a facet: "weekend og ferie", "på dansk og ukrainsk"."""
    words = [labels.chip_words(kind, value) for value in values]
    if kind == "language":
        words = [*words[:1], *(Text(word.da.removeprefix("på "), word.en.removeprefix("in ")) for word in words[1:])]
    return listed(words, last=AND) if words else None
