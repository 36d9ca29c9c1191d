"""A wish as the parameters of a URL, and back: /find?alder=9&gerne-behov=plads_til_energi&sted=9400&pris=gratis.

A parameter's plain name is a demand, as a ticked box in a plain form is; "gerne-" before it makes it a wish, and
"maaske-" guesses at needs, all of them in one: maaske-behov=frirum.ro_i_naturen. People edit URLs and old ones are
followed, so what makes no sense is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, cast
from urllib.parse import urlencode

from registry import danish, privacy, vocabulary
from registry.matching.values import MOST_ALIKE, PARTS_OF_DAY, UNKNOWN, Alike, Kind, Sort, Value
from registry.offers.content import DAYS

if TYPE_CHECKING:
    from registry.matching.wish import Chip, Wish

WISHED, GUESSED = "gerne-", "maaske-"
ALIKE = "ligner"
#: Between guesses; nothing that would have to be escaped.
_BETWEEN = "."
SORT_NAMES: dict[Sort, str] = {"fit": "bedst", "distance": "naermest", "newest": "nyest"}

#: Longer than any Danish word that anybody searches for.
_LONGEST_WORD = 40
_MOST_PAIRS = 200
_OLDEST = 120
_FARTHEST_KM = 500
_HIGHEST_DKK = 100_000
_LARGEST_GROUP = 1000
_TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")
_AGE = re.compile(r"(\d{1,3})(?:-(\d{1,3}))?")
_PLACES: frozenset[Kind] = frozenset({"place", "not_place"})
#: An offer's id, and tenths of a standard deviation.
_ALIKE = re.compile(r"(\w{1,40})-(\d{1,2})", re.ASCII)
_NUMBER = re.compile(r"\d{1,6}(?:[.,]\d{1,2})?")


class Parameter(NamedTuple):
    """A kind's name in URLs, how its values are read (None: makes no sense) and written."""

    kind: Kind
    name: str
    read: Callable[[str], Value | None]
    write: Callable[[Value], str] = str


class Asked(NamedTuple):
    """One parameter, read: the makings of a chip."""

    kind: Kind
    value: Value
    demand: bool
    #: The part of a place's district that is meant.
    named: str = ""
    guessed: bool = False


def read(pairs: Iterable[tuple[str, str]]) -> tuple[list[Asked], Sort, int]:
    """Return what some parameters ask for: the makings of chips, the order and the page."""
    chips: list[Asked] = []
    sort: Sort = "fit"
    page = 1
    for name, written in list(pairs)[:_MOST_PAIRS]:
        text = written.strip()
        if name == "sort":
            sort = next((one for one, known in SORT_NAMES.items() if known == text), "fit")
        elif name == "side":
            page = int(text) if text.isdecimal() and len(text) < 5 else 1
        elif text:
            if name == GUESSED + name_of("need"):
                chips += _guesses(text)
                continue
            demand = not name.startswith(WISHED)
            for parameter in _BY_NAME.get(name.removeprefix(WISHED), ()):
                part = _part(text) if parameter.kind in _PLACES else ""
                value = parameter.read(text.removesuffix(part).rstrip())
                if value is not None:
                    chips.append(Asked(parameter.kind, value, demand, part))
                    break
    return chips, sort, page


def _guesses(written: str) -> Iterator[Asked]:
    read_one = _BY_KIND["need"].read
    values = [read_one(text) for text in written.split(_BETWEEN)[:_MOST_PAIRS]]
    yield from (Asked("need", value, demand=False, guessed=True) for value in values if value is not None)


def write(wish: Wish) -> list[tuple[str, str]]:
    """Return a wish as parameters."""
    pairs: list[tuple[str, str]] = []
    for is_guessed, chips in groupby(wish.chips, key=lambda chip: chip.guessed):
        some = [pair(chip) for chip in chips]
        pairs += [(some[0][0], _BETWEEN.join(value for _, value in some))] if is_guessed else some
    if wish.sort != "fit":
        pairs.append(("sort", SORT_NAMES[wish.sort]))
    if wish.page > 1:
        pairs.append(("side", str(wish.page)))
    return pairs + alike_pairs(wish)


def read_alike(pairs: Iterable[tuple[str, str]]) -> Alike:
    """Return the offers that a sentence was like, and how much."""
    written = next((text for name, text in pairs if name == ALIKE), "")
    found = [_ALIKE.fullmatch(part) for part in written.split(".")[:MOST_ALIKE]]
    return tuple((one[1], int(one[2]) / 10) for one in found if one)


def alike_pairs(wish: Wish) -> list[tuple[str, str]]:
    """Return the offers that a sentence was like as a parameter, "ligner=h4kq7tz2mxnp-31.…"; none when it wasn't."""
    written = ".".join(f"{id_}-{min(round(above * 10), 99)}" for id_, above in wish.alike)
    return [(ALIKE, written)] if written else []


def pair(chip: Chip) -> tuple[str, str]:
    """Return one chip as name and value, as a form's box or hidden field has them."""
    parameter = _BY_KIND[chip.kind]
    value = parameter.write(chip.value)
    prefix = "" if chip.demand else GUESSED if chip.guessed else WISHED
    return prefix + parameter.name, f"{value} {chip.named}" if chip.named else value


def url(path: str, pairs: list[tuple[str, str]]) -> str:
    """Return `path` with parameters."""
    return f"{path}?{urlencode(pairs)}" if pairs else path


def name_of(kind: Kind) -> str:
    """Return a kind's name in URLs and forms."""
    return _BY_KIND[kind].name


def _age(text: str) -> Value | None:
    found = _AGE.fullmatch(text)
    if not found:
        return None
    low, high = int(found[1]), int(found[2] or found[1])
    return (low, high) if low <= high <= _OLDEST else None


def _write_age(value: Value) -> str:
    low, high = cast("tuple[int, int]", value)
    return str(low) if low == high else f"{low}-{high}"


def _amount(text: str, highest: float) -> int | float | None:
    if not _NUMBER.fullmatch(text):
        return None
    amount = float(text.replace(",", "."))
    if amount > highest:
        return None
    return int(amount) if amount == int(amount) else amount


def _radius(text: str) -> Value | None:
    return _amount(text.removesuffix("km").strip(), _FARTHEST_KM) or None


def _price(text: str) -> Value | None:
    named: dict[str, Value] = {"gratis": 0, "under_100": 100}
    if text in named:
        return named[text]
    if text in {"stoette", "skolen_betaler", "kontingent", UNKNOWN}:
        return text
    return _amount(text, _HIGHEST_DKK)


def _write_price(value: Value) -> str:
    return "gratis" if value == 0 else str(value)


def _group_size(text: str) -> Value | None:
    if text.isdecimal() and 0 < len(text) < 5:
        return int(text) if 1 <= int(text) <= _LARGEST_GROUP else None
    return _facet("group_size", UNKNOWN)(text)


def _time(text: str) -> Value | None:
    found = [_TIME.fullmatch(part) for part in text.split("-")]
    times = [f"{int(one[1]):02}:{one[2]}" for one in found if one]
    return (times[0], times[1]) if len(times) == len(found) == 2 and times[0] <= times[1] else None


def _part(text: str) -> str:
    """Return the part of a postal district that stands behind its code, if that is one: "9000 Vejgaard"."""
    code, _, part = text.partition(" ")
    return part if any(one.postal == code and one.name == part for one in vocabulary.current().localities) else ""


def _postal(text: str) -> Value | None:
    return text if len(text) == 4 and text.isascii() and text.isdecimal() else None


def word(text: str) -> str | None:
    """Return `text` as a normalised word, if it is one: letters, a hyphen, a few digits, and nothing personal."""
    plain = danish.normalise(text)
    letters = plain.replace("-", "").replace("'", "")
    if not 2 <= len(plain) <= _LONGEST_WORD or not letters.isalnum() or sum(map(str.isdecimal, letters)) > 3:
        return None
    return None if privacy.find(plain) else plain


def _facet(id_: str, *more: str) -> Callable[[str], Value | None]:
    return lambda text: text if text in more or text in vocabulary.current().facets[id_].values else None


def _among(known: Iterable[str]) -> Callable[[str], Value | None]:
    values = frozenset(known)
    return lambda text: text if text in values else None


def _need(text: str) -> Value | None:
    return text if text in vocabulary.current().needs else None


def _element(text: str) -> Value | None:
    return text if text in vocabulary.current().elements else None


def _span(value: Value) -> str:
    return "-".join(cast("tuple[str, str]", value))


PARAMETERS: tuple[Parameter, ...] = (
    Parameter("age", "alder", _age, _write_age),
    Parameter("weekday", "dag", _among((*DAYS, UNKNOWN))),
    Parameter("part_of_day", "tid", _among(PARTS_OF_DAY)),
    Parameter("time", "tid", _time, _span),
    Parameter("setting", "ramme", _facet("setting", UNKNOWN)),
    Parameter("price", "pris", _price, _write_price),
    Parameter("need", "behov", _need),
    Parameter("activity", "aktivitet", word),
    Parameter("word", "ord", word),
    Parameter("place", "sted", _postal),
    Parameter("radius", "radius", _radius),
    Parameter("gender", "for", _among(("piger", "drenge"))),
    Parameter("audience", "deltager", _among(("foraeldre", "familie", "fagfolk", UNKNOWN))),
    Parameter("group_size", "gruppe", _group_size),
    Parameter("access", "adgang", _facet("access")),
    Parameter("language", "sprog", _facet("language", UNKNOWN)),
    Parameter("element", "maal", _element),
    Parameter("sector", "hvem", _facet("sector")),
    Parameter("not_activity", "uden-aktivitet", word),
    Parameter("not_weekday", "uden-dag", _among(DAYS)),
    Parameter("not_place", "uden-sted", _postal),
    Parameter("not_setting", "uden-ramme", _facet("setting")),
)
_BY_KIND: dict[Kind, Parameter] = {parameter.kind: parameter for parameter in PARAMETERS}
_BY_NAME: dict[str, list[Parameter]] = {}
for _parameter in PARAMETERS:
    _BY_NAME.setdefault(_parameter.name, []).append(_parameter)
