"""A live offer, read once for searching: its terms, its tags and its numbers.

Everything that takes time is done here, so that updating the catalogue only puts documents together. Tags are short
strings, "weekday:mon"; "said:weekday" says that the offer answers the question at all, and an offer without it is
never taken to fail.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from registry import danish
from registry.matching import activities, weights
from registry.matching.passage import Passage
from registry.matching.sought import CONCRETE
from registry.matching.values import minutes
from registry.offers.content import OfferContent, Slot
from registry.offers.queries import LiveOffer
from registry.vocabulary import Vocabulary
from registry.vocabulary.suggest import suggest_needs

_WEEKEND = ("sat", "sun")
_SCHOOL_ENDS, _EVENING = 13 * 60, 17 * 60
_PAID_FOR_LONGER = {"maaned", "saeson", "aar", "forloeb"}
_FULL = {"venteliste", "lukket"}


@dataclass(frozen=True, slots=True)
class Document:
    """An offer as the catalogue knows it.

    Attributes:
        terms: index terms with their saturated frequency, 0 to `SATURATION` + 1; concrete activities among them.
        tags: what it is, says and doesn't say; "read:…" is a need read from the text of an offer that names none.
        words: terms that are words of the language here, not possibly a name.
        spellings: words written small here, as they are written: what a misspelt word may have been meant to be.
        title_key: sorts titles in Danish order.
    """

    offer: LiveOffer
    terms: dict[str, float]
    tags: frozenset[str]
    words: frozenset[str]
    spellings: frozenset[str]
    title_key: str


#: The pieces of each field.
_Passages = dict[str, list[Passage]]


def read(offer: LiveOffer, vocabulary: Vocabulary) -> Document:
    """Read an offer for searching."""
    content = offer.content
    texts = _texts(content, vocabulary)
    passages = {field: [Passage.of(text) for text in texts[field]] for field in texts}
    return Document(
        offer=offer,
        terms=_terms(passages),
        tags=frozenset(chain(_tags(offer, vocabulary), _activity_tags(content, passages), _read_needs(content))),
        words=frozenset(_words_of_the_language(passages)),
        spellings=frozenset(_spellings(passages)),
        title_key=danish.sort_key(content.title),
    )


def _read_needs(content: OfferContent) -> Iterator[str]:
    if not content.needs:
        plain = ". ".join((content.title, content.summary or "", content.description, *content.keywords))
        yield from (f"read:{one.id}" for one in suggest_needs(plain))


def _texts(content: OfferContent, vocabulary: Vocabulary) -> dict[str, list[str]]:
    facet = vocabulary.facets["activity"].values
    labels = [facet[id_].label_da for id_ in content.activities if id_ in facet]
    labels += [vocabulary.needs[id_].label_da for id_ in content.needs if id_ in vocabulary.needs]
    return {
        "title": [content.title],
        "keywords": list(content.keywords),
        "summary": [content.summary or ""],
        "description": [content.description],
        "labels": labels,
    }


def _terms(passages: _Passages) -> dict[str, float]:
    weighed: defaultdict[str, float] = defaultdict(float)
    for field, parts in passages.items():
        weight, usual, damping = weights.FIELDS[field]
        length = sum(len(part.words) for part in parts)
        unit = weight / (1 - damping + damping * max(1.0, length / usual))
        for part in parts:
            for word in part.words:
                for term in word.terms:
                    weighed[term] += unit
            if field != "labels":
                for id_ in [one.activity for one in part.activities if one.activity]:
                    for wider in activities.wider(id_):
                        weighed[CONCRETE + wider] += unit
    rise = weights.SATURATION
    return {term: (rise + 1) * amount / (rise + amount) for term, amount in weighed.items()}


def _words_of_the_language(passages: _Passages) -> set[str]:
    """Keywords, first words of titles, and whatever is written small somewhere: the rest may be names.

    What nobody looks for is left out: by its stem "eller" would make a word of Ellen, "han" one of Hanne.
    """
    texts = [part for field in ("title", "summary", "description") for part in passages[field]]
    words = {term for part in texts for word in part.words if word.is_small for term in word.telling}
    words |= {term for part in passages["title"] for word in part.words[:1] for term in word.terms}
    named = (*passages["keywords"], *passages["labels"])
    return words | {term for part in named for word in part.words for term in word.telling}


def _spellings(passages: _Passages) -> set[str]:
    """What is written small everywhere in the text: a name hardly ever is."""
    words = [word for parts in passages.values() for part in parts for word in part.words]
    return {word.spelling for word in words if word.spelling}


def _activity_tags(content: OfferContent, passages: _Passages) -> Iterator[str]:
    """Chosen and read activities; "about" is what an offer must be about, "named" what its text only names."""
    mentioned = {field: [one for part in parts for one in part.activities] for field, parts in passages.items()}
    prominent = [*mentioned["title"], *mentioned["keywords"]]
    everything = [*prominent, *mentioned["summary"], *mentioned["description"]]
    concrete = {mention.activity for mention in (*prominent, *mentioned["summary"]) if mention.activity}
    yield from {f"about:{CONCRETE}{wider}" for id_ in concrete for wider in activities.wider(id_)}
    yield from (f"activity:{id_}" for id_ in content.activities)
    if content.activities:
        yield "said:activity"
    yield from {f"about:{mention.value}" for mention in prominent}
    yield from {f"named:{mention.value}" for mention in everything}
    if everything:
        yield "named:*"


def _tags(offer: LiveOffer, vocabulary: Vocabulary) -> Iterator[str]:
    content = offer.content
    yield f"sector:{offer.sector}"
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
    yield from (f"access:{id_}" for id_ in content.access)
    yield from _place_tags(content)
    yield from _time_tags(content)
    yield from _price_tags(content)
    if content.availability in _FULL:
        yield "full"
    if (content.age_min or 0) >= 18:
        yield "adults"


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
