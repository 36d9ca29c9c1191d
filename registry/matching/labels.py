"""What chips say, in Danish and English.

They are words of the vocabulary or short phrases kept here as data, because a label must read the same on the page,
in the API and in an explanation. `chip_label` stands alone ("Mandag"); `chip_words` stands inside a sentence ("uden
*mandag*").
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import cast

from registry import vocabulary
from registry.matching import activities
from registry.matching.text import Text, capitalised, clock, kilometres, number, same
from registry.matching.values import FIRST_MINUTE, LAST_MINUTE, UNKNOWN, Kind, Value
from registry.vocabulary.labelled import Labelled

WEEKDAYS = {
    "mon": Text("mandag", "Monday"),
    "tue": Text("tirsdag", "Tuesday"),
    "wed": Text("onsdag", "Wednesday"),
    "thu": Text("torsdag", "Thursday"),
    "fri": Text("fredag", "Friday"),
    "sat": Text("lørdag", "Saturday"),
    "sun": Text("søndag", "Sunday"),
}
PARTS_OF_DAY = {
    "formiddag": Text("formiddag", "morning"),
    "eftermiddag": Text("eftermiddag", "afternoon"),
    "aften": Text("aften", "evening"),
}
GENDERS = {"piger": Text("for piger", "for girls"), "drenge": Text("for drenge", "for boys")}
AUDIENCES = {
    "foraeldre": Text("for forældre", "for parents"),
    "familie": Text("for familier", "for families"),
    "fagfolk": Text("for fagfolk", "for professionals"),
}
PRICES = {
    "stoette": Text("støtte til prisen", "help with the fee"),
    "skolen_betaler": Text("betales af skole eller dagtilbud", "paid by school or daycare"),
    "kontingent": Text("kontingent", "membership fee"),
}
FREE = Text("gratis", "free")

#: What an offer hasn't said, by kind.
NOT_SAID: dict[Kind, Text] = {
    "age": Text("alder", "age"),
    "weekday": Text("dag", "day"),
    "part_of_day": Text("tid på dagen", "time of day"),
    "time": Text("klokkeslæt", "time"),
    "setting": Text("tidspunkt", "time"),
    "price": Text("pris", "price"),
    "need": Text("behov", "needs"),
    "activity": Text("aktivitet", "activity"),
    "place": Text("sted", "place"),
    "radius": Text("sted", "place"),
    "audience": Text("deltagere", "participants"),
    "group_size": Text("gruppens størrelse", "group size"),
    "access": Text("tilgængelighed", "accessibility"),
    "language": Text("sprog", "language"),
    "element": Text("politikmål", "policy goals"),
    "sector": Text("arrangør", "organiser"),
    "not_activity": Text("aktivitet", "activity"),
    "not_weekday": Text("dag", "day"),
    "not_place": Text("sted", "place"),
    "not_setting": Text("tidspunkt", "time"),
}


@vocabulary.remembered(4096)
def chip_label(kind: Kind, value: Value) -> Text:
    """Return what a chip says by itself, with a capital."""
    return capitalised(chip_words(kind, value))


@vocabulary.remembered(4096)
def chip_words(kind: Kind, value: Value) -> Text:
    """Return what a chip says inside a sentence."""
    if value == UNKNOWN and kind in NOT_SAID:
        said = NOT_SAID[kind]
        return Text(f"{said.da} ikke oplyst", f"{said.en} not stated")
    return _WORDS[kind](value)


def part_words(kind: Kind, part: str) -> Text:
    """Return what a place's chip says when a part of the district was named: "Vejgaard"."""
    return Text(f"ikke {part}", f"not {part}") if kind == "not_place" else same(part)


@lru_cache(maxsize=1 << 10)
def ages(low: int, high: int) -> Text:
    """Return "9 år", "7–11 år"; ages are whole years, both included."""
    span = str(low) if low == high else f"{low}–{high}"
    return Text(f"{span} år", "1 year" if span == "1" else f"{span} years")


def hours(start: str, end: str | None) -> Text:
    """Return "15.30–17.00", in English "15:30–17:00"."""
    first, last = clock(start), clock(end or "")
    return Text(f"{first.da}–{last.da}", f"{first.en}–{last.en}") if end else first


def town(code: str) -> Text:
    """Return the town of a postal code, or the code itself where the town isn't known."""
    postal = vocabulary.current().postals.get(code)
    return same(postal.town if postal else code)


def in_sentence(thing: Labelled) -> Text:
    """Return a label of the vocabulary as it stands inside a sentence; acronyms keep their capital."""
    return Text(_lowered(thing.label_da), _lowered(thing.label_en))


def _lowered(label: str) -> str:
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def _age(value: Value) -> Text:
    low, high = cast("tuple[int, int]", value)
    return ages(low, high)


def _time(value: Value) -> Text:
    start, end = cast("tuple[str, str]", value)
    if end == LAST_MINUTE:
        return Text(f"efter kl. {clock(start).da}", f"after {start}")
    if start == FIRST_MINUTE:
        return Text(f"før kl. {clock(end).da}", f"before {end}")
    span = hours(start, None if start == end else end)
    return Text(f"kl. {span.da}", span.en)


def _price(value: Value) -> Text:
    if isinstance(value, str):
        return PRICES.get(value, same(value))
    if value == 0:
        return FREE
    amount = number(cast("float", value))
    return Text(f"højst {amount.da} kr.", f"DKK {amount.en} at most")


def _group_size(value: Value) -> Text:
    if isinstance(value, str):
        return _facet("group_size")(value)
    return Text(f"højst {value} børn", f"{value} children at most")


def _activity(value: Value) -> Text:
    known = vocabulary.current().facets["activity"].values.get(str(value))
    if known:
        return in_sentence(known)
    concrete = activities.find(str(value))
    return Text(str(value), concrete.label_en) if concrete else same(str(value))


def _radius(value: Value) -> Text:
    distance = kilometres(cast("float", value))
    return Text(f"inden for {distance.da}", f"within {distance.en}")


def _facet(id_: str) -> Callable[[Value], Text]:
    def words(value: Value) -> Text:
        known = vocabulary.current().facets[id_].values.get(str(value))
        return in_sentence(known) if known else same(str(value))

    return words


def _language(value: Value) -> Text:
    known = vocabulary.current().facets["language"].values.get(str(value))
    return Text(f"på {_lowered(known.label_da)}", f"in {known.label_en}") if known else same(str(value))


def _need(value: Value) -> Text:
    need = vocabulary.current().needs.get(str(value))
    return Text(_lowered(need.short_da), _lowered(need.short_en)) if need else same(str(value))


def _element(value: Value) -> Text:
    element = vocabulary.current().elements.get(str(value))
    if element is None:
        return same(str(value))
    others = vocabulary.current().elements.values()
    if not any(one.label_da == element.label_da and one.id != element.id for one in others):
        return Text(element.label_da, element.label_en)
    # an aim that a newer policy has under the same name
    version = vocabulary.current().frameworks[element.framework].version.replace("-", "–")
    return Text(f"{element.label_da} ({version})", f"{element.label_en} ({version})")


def _among(texts: dict[str, Text]) -> Callable[[Value], Text]:
    return lambda value: texts.get(str(value), same(str(value)))


def _not(words: Callable[[Value], Text]) -> Callable[[Value], Text]:
    return lambda value: Text(*(f"{no} {word}" for no, word in zip(("ikke", "not"), words(value), strict=True)))


_WORDS: dict[Kind, Callable[[Value], Text]] = {
    "age": _age,
    "weekday": _among(WEEKDAYS),
    "part_of_day": _among(PARTS_OF_DAY),
    "time": _time,
    "setting": _facet("setting"),
    "price": _price,
    "need": _need,
    "activity": _activity,
    "word": lambda value: same(str(value)),
    "place": lambda value: town(str(value)),
    "radius": _radius,
    "gender": _among(GENDERS),
    "audience": _among(AUDIENCES),
    "group_size": _group_size,
    "access": _facet("access"),
    "language": _language,
    "element": _element,
    "sector": _facet("sector"),
    "not_activity": _not(_activity),
    "not_weekday": _not(_among(WEEKDAYS)),
    "not_place": _not(lambda value: town(str(value))),
    "not_setting": _not(_facet("setting")),
}
