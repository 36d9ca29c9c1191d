"""Offers and wishes by chance, the same for the same seed: few values, so that they meet often."""

import random

from registry import vocabulary
from registry.matching.wish import Chip, Wish
from registry.offers.content import OfferContent, PolicyAnswer, Slot
from tests.matching.make import NOW, offer

WORDS = vocabulary.current()
_ELEMENTS = list(WORDS.elements)[:4]
_NEEDS = list(WORDS.needs)[:5]
_TEXTS = (
    "Vi spiller fodbold på små hold.",
    "Her er heste og ro, og Frederik er der altid.",
    "Kor for alle, også for dem der er urolige.",
    "Et kreativt værksted med keramik og strikning.",
    "Svømmehold for begyndere.",
    "Ingen",
    "",
)
_CODES = ("9000", "9400", "9370", "1234", None)
_DAYS = ("mon", "tue", "sat")

_VALUES = {
    "age": ((9, 9), (5, 7), (16, 19)),
    "weekday": ("mon", "tue", "unknown"),
    "part_of_day": ("formiddag", "aften"),
    "time": (("15:00", "17:00"), ("16:00", "16:00")),
    "setting": ("aften", "efter_skole"),
    "price": (0, 100, "unknown", "stoette"),
    "need": tuple(_NEEDS),
    "activity": ("idraet", "dyr", "fodbold", "musik"),
    "word": ("heste", "ro", "svømning", "keramik", "hold", "findesikke"),
    "place": ("9000", "9400", "1234"),
    "radius": (3, 30),
    "gender": ("piger", "drenge"),
    "group_size": ("en", "lille", "klasse"),
    "access": ("trinfri", "stillerum"),
    "language": ("ar", "unknown"),
    "element": tuple(_ELEMENTS),
    "sector": ("association", "culture"),
    "not_activity": ("fodbold", "dyr"),
    "not_weekday": ("mon",),
    "not_place": ("9000",),
}


def some_offer(chance: random.Random, id_: str):
    """An offer with this id."""

    def perhaps(*values):
        return chance.choice((None, *values))

    def some(values, most=2):
        return tuple(chance.sample(list(values), k=chance.randint(0, most)))

    elements = some(_ELEMENTS)
    content = OfferContent(
        title=chance.choice(("Fodbold for alle", "Ridning", "Åben klub", "Kor", "Kor", "Ørneklub", "Svømmehold")),
        summary=perhaps(*_TEXTS),
        description=" ".join(chance.choices(_TEXTS, k=2)),
        keywords=some(("ridning", "sang", "vand")),
        activities=some(("idraet", "dyr", "musik")),
        age_min=perhaps(0, 6, 9, 18),
        age_max=perhaps(9, 12, 18, 30),
        gender=perhaps("alle", "piger", "drenge"),
        weekly=tuple(Slot(day, perhaps("09:00", "15:30", "19:00")) for day in some(_DAYS)),
        setting=some(("aften", "efter_skole")),
        where=perhaps("address", "online"),
        postal_code=chance.choice(_CODES),
        price_dkk=perhaps(0, 50, 200.5),
        price_support=perhaps(True, False),
        capacity=perhaps(1, 6, 24),
        needs=some(_NEEDS),
        access=some(("trinfri", "stillerum")),
        languages=some(("da", "ar")),
        ways=some(("drop_in",), 1),
        availability=perhaps("ledig", "venteliste"),
        policy=tuple(PolicyAnswer(element, "Vi aftaler sammen med barnet, hvad der skal til.") for element in elements),
    )
    confirmed = NOW.replace(year=chance.choice((2024, 2026)))
    return offer(id_, content, sector=chance.choice(("association", "culture")), elements=elements, confirmed=confirmed)


def some_wish(chance: random.Random) -> Wish:
    """A search for up to five things."""
    kinds = chance.choices(list(_VALUES), k=chance.randint(0, 5))
    chips = {kind: Chip(kind, chance.choice(_VALUES[kind]), chance.random() < 0.5) for kind in kinds}
    return Wish(tuple(chips.values()), sort=chance.choice(("fit", "fit", "newest", "distance")))


def told(outcome):
    """All that a search answers, in words and numbers."""

    def one(match):
        return (match.offer.id, match.score, match.parts, match.fits, match.misses, match.unsure, match.missing)

    return (
        [one(match) for match in outcome.results],
        [one(match) for match in outcome.maybe],
        [one(match) for match in outcome.nearly],
        (outcome.total, outcome.maybe_total, outcome.nearly_total),
        [(relaxation.drop, relaxation.total) for relaxation in outcome.relax],
        {kind: [(choice.id, choice.count) for choice in choices] for kind, choices in outcome.facets.items()},
    )
