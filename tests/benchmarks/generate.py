"""Invented offers and searches in any number, for benchmarks: always the same ones, made one at a time.

An offer is about a concrete activity and made in the image of the demo's: its words are drawn by Zipf's law from the
demo's texts, the activities, what is said of the needs it meets, and a long tail of compounds; places, ages, days and
prices are as unevenly spread as they are in a municipality. A search is asked by somebody with one such activity, or a
few needs, in mind.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import Any, NamedTuple

from registry import danish, vocabulary
from registry.matching import activities
from registry.matching.lexicon import common_words
from registry.offers.content import DAYS

Row = dict[str, Any]

_SEED = 20261122
#: Last parts of the compounds that make the long tail of a language's words.
_HEADS = danish.word_set(
    """
    hold klub gruppe kor café dag tur skole værksted time fest lejr uge forening træning leg kreds rum center stævne
    aften morgen projekt netværk forløb hus bane sal lærer leder
    """
)
_TITLES = ("{} for begyndere", "{} på små hold", "Kom og prøv {}", "{} i {town}", "{} for alle", "{}klubben i {town}")
_STARTS = ("09:00", "10:00", "13:00", "14:30", "15:00", "15:30", "16:00", "16:30", "17:00", "18:30", "19:00")
#: Words of a phrase that a need is spoken of with.
_MOST_WORDS = 4
_ANSWER = "Vi aftaler sammen med barnet og de voksne, hvad der skal til."


class Query(NamedTuple):
    """A search, as any engine can be asked it: words and needs rank, everything else must be met.

    Attributes:
        said: the words that the needs are spoken of with in the sentence. The product reads the needs out of them, and
            looks for all the words that a need is spoken of with; what has no such lexicon looks for these.
    """

    words: tuple[str, ...]
    needs: tuple[str, ...]
    said: tuple[str, ...]
    age: tuple[int, int] | None
    postal_code: str | None
    weekday: str | None
    free: bool
    activity: str | None

    @property
    def demands(self) -> int:
        """How many things must be met."""
        return sum(map(bool, (self.age, self.postal_code, self.weekday, self.free, self.activity)))


@dataclass(frozen=True)
class _Drawn:
    """Things to draw from, the first one most often."""

    things: Sequence[Any]
    weights: list[float]

    @classmethod
    def by_zipf(cls, things: Sequence[Any], exponent: float = 1.0) -> _Drawn:
        return cls(things, list(accumulate(1 / (rank + 3) ** exponent for rank in range(len(things)))))

    def some(self, chance: random.Random, k: int) -> list[Any]:
        return chance.choices(self.things, cum_weights=self.weights, k=k)

    def one(self, chance: random.Random) -> Any:
        return self.some(chance, 1)[0]

    def different(self, chance: random.Random, k: int) -> list[Any]:
        return list(dict.fromkeys(self.some(chance, k)))


class _World(NamedTuple):
    """What offers and searches are made from."""

    words: _Drawn
    rarer: _Drawn
    things: _Drawn
    needs: _Drawn
    said_of: dict[str, list[str]]
    places: _Drawn
    names: dict[str, str]
    facets: dict[str, _Drawn]
    elements: _Drawn


@cache
def _world() -> _World:
    known = vocabulary.current()
    met = _demo_words()
    compounds = [a + head for a in activities.activities() if a.isalpha() for head in sorted(_HEADS)]
    random.Random(_SEED).shuffle(compounds)
    by_frequency = [word for word, _ in met.most_common()]
    telling = [word for word in by_frequency if danish.fold(word) not in common_words() and len(word) > 3]
    return _World(
        words=_Drawn.by_zipf([*by_frequency, *compounds]),
        rarer=_Drawn.by_zipf([*telling[:600], *compounds[:300]], 0.7),
        things=_Drawn.by_zipf([(one.id, one.value) for one in activities.activities().values()], 0.8),
        needs=_Drawn.by_zipf(list(known.needs), 0.6),
        said_of={id_: _said_of(need) for id_, need in known.needs.items()},
        places=_Drawn.by_zipf(list(known.postals), 0.7),
        names={code: postal.town for code, postal in known.postals.items()},
        facets={name: _Drawn.by_zipf(list(facet.values)) for name, facet in known.facets.items()},
        elements=_Drawn.by_zipf(list(known.elements)),
    )


def _said_of(need: vocabulary.Need) -> list[str]:
    """A need as somebody says it in a few words."""
    return [phrase for phrase in (*need.phrases, need.label_da) if len(phrase.split()) <= _MOST_WORDS]


def _demo_words() -> Counter[str]:
    """The words of the demo's texts, with how often they are met."""
    met: Counter[str] = Counter()
    for file in sorted((files("registry.demo") / "offers").iterdir(), key=lambda file: file.name):
        for offer in json.loads(file.read_text(encoding="utf-8")):
            text = " ".join((offer["title"], offer.get("summary") or "", offer["description"]))
            met.update(word.strip(".,:;!?()”»«").lower() for word in text.split())
    return Counter({word: times for word, times in met.items() if word.isalpha()})


def offers(count: int) -> Iterator[Row]:
    """Make the rows of a file of the format offers/1, one at a time; fewer offers are the first ones of more."""
    chance, world = random.Random(_SEED), _world()
    for number in range(count):
        yield _offer(number, chance, world)


def file(count: int) -> dict[str, Any]:
    """Return a file of the format offers/1."""
    return {"format": "offers/1", "offers": list(offers(count))}


def _offer(number: int, chance: random.Random, world: _World) -> Row:
    thing, value = world.things.one(chance)
    place = world.places.one(chance)
    needs = world.needs.different(chance, chance.choice((0, 1, 2, 2, 3, 4)))
    low = chance.choice((0, 3, 5, 6, 6, 7, 8, 9, 10, 12, 13, 14))
    days = chance.sample(DAYS, k=chance.choice((0, 1, 1, 1, 2)))
    start = chance.choice(_STARTS)
    wide = chance.random() < 0.1
    return {
        "external_id": f"benchmark-{number}",
        "organisation": f"Eksempelforening {number % 400}",
        "sector": world.facets["sector"].one(chance),
        "title": _capital(chance.choice(_TITLES).format(thing, town=world.names[place])),
        "summary": _text(chance, world, 12),
        "description": ". ".join(
            (
                _text(chance, world, 24),
                thing,
                *(chance.choice(world.said_of[need]) for need in needs),
                _text(chance, world, chance.randint(8, 30)),
            )
        ),
        "age_min": low,
        "age_max": 99 if wide else min(18, low + chance.randint(2, 6)),
        "for": chance.choice(("alle", "alle", "alle", "alle", None, "piger", "drenge")),
        "postal_code": place,
        "where": chance.choice(("address", "address", "address", "address", "comes_to_you", None)),
        "weekly": [{"day": day, "start": start, "end": f"{int(start[:2]) + 2}:00"} for day in days],
        "price_dkk": chance.choice((None, 0, 0, 0, 40, 100, 250, 600)),
        "capacity": chance.choice((None, 4, 6, 8, 12, 12, 24, 60)),
        "availability": chance.choice((None, *world.facets["capacity"].things)),
        "activities": list(dict.fromkeys([value, *world.facets["activity"].some(chance, chance.choice((0, 0, 1)))])),
        "setting": world.facets["setting"].different(chance, chance.choice((0, 1, 1, 2))),
        "access": world.facets["access"].different(chance, chance.choice((0, 1, 2, 3))),
        "languages": world.facets["language"].different(chance, chance.choice((0, 1, 1, 3))),
        "needs": needs,
        "keywords": [thing, *world.rarer.different(chance, 2)],
        "policy": [
            {"element": id_, "answer": _ANSWER} for id_ in world.elements.different(chance, chance.choice((0, 1, 2)))
        ],
    }


def _text(chance: random.Random, world: _World, words: int) -> str:
    return _capital(" ".join(world.words.some(chance, words)))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def queries(count: int) -> list[Query]:
    """Return searches: most have an age, half a place, and most words or needs to rank by."""
    chance, world = random.Random(_SEED + 1), _world()
    return [_query(chance, world) for _ in range(count)]


def _query(chance: random.Random, world: _World) -> Query:
    common = common_words()
    thing, value = world.things.one(chance)
    words = [thing] if chance.random() < 0.5 else []
    words += world.rarer.different(chance, chance.choice((0, 0, 1, 1, 2)))
    needs = world.needs.different(chance, chance.choice((0, 1, 1, 2)))
    said = " ".join(chance.choice(world.said_of[need]) for need in needs).lower()
    age = chance.choice((None, 2, 4, 6, 7, 8, 9, 9, 10, 11, 12, 13, 14, 15, 16))
    return Query(
        words=tuple(dict.fromkeys(words)),
        needs=tuple(needs),
        said=tuple(dict.fromkeys(word.text for word in danish.words(said) if danish.fold(word.text) not in common)),
        age=(age, age) if age is not None else None,
        postal_code=world.places.one(chance) if chance.random() < 0.5 else None,
        weekday=chance.choice(DAYS[:5]) if chance.random() < 0.25 else None,
        free=chance.random() < 0.2,
        activity=value if chance.random() < 0.15 else None,
    )
