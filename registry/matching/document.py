"""A live offer, read once for searching: what it is, says and doesn't say, as tags, and its texts.

Tags are short strings, "weekday:mon"; "said:weekday" says that the offer answers the question at all, and an offer
without it is never taken to fail. "read:…" is a need read from the text of an offer that names none; "by:…" is the
name of an organisation that stands behind it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from registry import danish
from registry.matching.values import minutes
from registry.offers.content import OfferContent, Slot
from registry.offers.queries import LiveOffer
from registry.vocabulary import Vocabulary

_WEEKEND = ("sat", "sun")
_SCHOOL_ENDS, _EVENING = 13 * 60, 17 * 60
_PAID_FOR_LONGER = {"maaned", "saeson", "aar", "forloeb"}
_FULL = {"venteliste", "lukket"}


def passages(offer: LiveOffer, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Yield what an offer says in words, field by field, in the order in which one reads it."""
    content = offer.content
    yield "title", content.title
    yield "summary", content.summary or ""
    yield "description", content.description
    yield from (("keywords", keyword) for keyword in content.keywords)
    facet = vocabulary.facets["activity"].values
    yield from (("labels", facet[id_].label_da) for id_ in content.activities if id_ in facet)
    yield from (("labels", vocabulary.needs[id_].label_da) for id_ in content.needs if id_ in vocabulary.needs)
    yield from (("organisation", name) for name in offer.organisations)


def tags(offer: LiveOffer, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the tags for what an offer says of itself; those of its texts are in `mentioned.py` and `spoken.py`."""
    content = offer.content
    yield f"sector:{offer.sector}"
    yield from (f"by:{name_key(name)}" for name in offer.organisations)
    yield f"gender:{content.gender or 'alle'}"
    for kind, ids in (
        ("need", content.needs),
        ("language", content.languages),
        ("audience", content.audience),
        ("element", _with_parents(offer.elements, vocabulary)),
    ):
        yield from (f"{kind}:{id_}" for id_ in ids)
        if ids:
            yield f"said:{kind}"
    yield from (f"activity:{id_}" for id_ in content.activities)
    if content.activities:
        yield "said:activity"
    yield from (f"access:{id_}" for id_ in content.access)
    yield from _place_tags(content)
    yield from _time_tags(content)
    yield from _price_tags(content)
    if content.availability in _FULL:
        yield "full"
    if (content.age_min or 0) >= 18:
        yield "adults"


@lru_cache(maxsize=1 << 12)
def name_key(name: str) -> str:
    """Return a name as it is compared: "Hjørring & Omegns Rideklub" is "hjoerring omegns rideklub"."""
    return " ".join(danish.fold(word.text) for word in danish.words(name))


def _with_parents(ids: tuple[str, ...], vocabulary: Vocabulary) -> set[str]:
    """A tag on an ambition is a tag on the guidepost it belongs under."""
    known = [vocabulary.elements[id_] for id_ in ids if id_ in vocabulary.elements]
    return {*ids, *(element.parent for element in known if element.parent)}


def _place_tags(content: OfferContent) -> Iterator[str]:
    if content.where in {"comes_to_you", "online"} or "online" in content.setting:
        yield "anywhere"
    if content.postal_code:
        yield f"place:{content.postal_code}"
        yield "said:place"


def _time_tags(content: OfferContent) -> Iterator[str]:
    yield from {f"weekday:{slot.day}" for slot in content.weekly}
    if content.weekly:
        yield "said:weekday"
    if "drop_in" in content.ways:
        yield "drop_in"
    if "aften" in content.setting:
        yield "evenings"  # said of all its times, not read from one of them
    settings = {*content.setting, *(setting for slot in content.weekly for setting in _settings(slot))}
    settings |= {"online"} if content.where == "online" else set()
    yield from (f"setting:{id_}" for id_ in settings)
    yield from (f"said:setting:{id_}" for id_ in _settled_settings(content) | settings)
    if settings:
        yield "said:setting"


def _settings(slot: Slot) -> Iterator[str]:
    """What a weekly time says about the setting without its being chosen."""
    if slot.day in _WEEKEND:
        yield "weekend"
    if slot.start:
        start = minutes(slot.start)
        if start >= _EVENING:
            yield "aften"
        elif start >= _SCHOOL_ENDS and slot.day not in _WEEKEND:
            yield "efter_skole"


def _settled_settings(content: OfferContent) -> set[str]:
    """Settings about which the offer says enough to know that it isn't in them, unless it is."""
    if content.setting:
        return {"i_dagtilbud", "i_skoletiden", "efter_skole", "aften", "weekend", "ferie", "online"}
    settled = {"weekend"} if content.weekly else set()
    if content.weekly and all(slot.start for slot in content.weekly):
        settled |= {"aften", "efter_skole"}
    return settled | ({"online"} if content.where else set())


def _price_tags(content: OfferContent) -> Iterator[str]:
    """Prices by the facet's ids; a price of 0 is free, and what covers months or more is a membership fee."""
    for id_, answer in (("stoette", content.price_support), ("skolen_betaler", content.price_school)):
        if answer is not None:
            yield f"said:price:{id_}"
        if answer:
            yield f"price:{id_}"
    if content.price_dkk is not None:
        yield "said:price"
        if content.price_dkk and content.price_unit in _PAID_FOR_LONGER:
            yield "price:kontingent"
        if not content.price_dkk or content.price_unit:
            yield "said:price:kontingent"
