"""Whether two offers are likely to be one, and why: a pure rule over what they say.

Likely are offers that belong together from outside (one organisation, one address, one contact, one town) and read
alike. Alike is measured by the catalogue's own terms: a word that few offers have counts for more than one that all
have, so that "børn" and "hver uge" make nothing alike. What tells two groups of one club apart, an age, keeps them
apart here, however much of the text they share.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum

#: How likely two offers must be to be one; how alike their texts must be at least; how much a title counts of it.
LIKELY, LEAST, TITLE = 0.55, 0.3, 0.35
#: A text has changed much when it shares less than this with what it was.
SAME_TEXT = 0.7
#: So many of the shared words are shown.
_MOST_WORDS = 6


class Why(StrEnum):
    """A reason for taking two offers for one, or, from `AGES` on, a doubt about it."""

    ORGANISATION = "organisation"
    ADDRESS = "address"
    CONTACT = "contact"
    PLACE = "place"
    TITLE = "title"
    TEXT = "text"
    TIMES_DIFFER = "times_differ"
    NOT_SAID = "not_said"


#: What belonging together is worth.
_WORTH = {Why.ORGANISATION: 0.2, Why.ADDRESS: 0.2, Why.CONTACT: 0.2, Why.PLACE: 0.05}


@dataclass(frozen=True)
class Likened:
    """What of an offer is compared.

    Attributes:
        contacts: its e-mail addresses and telephone numbers, in one form.
        address: street and number in one form; "" when it isn't said.
        title, text: index terms (`registry.danish.terms`), each once.
        words: how a term is written in it.
        ages: the youngest and the oldest; None where one isn't said.
        times: its weekly times.
    """

    offer_id: str
    organisation_id: str
    contacts: frozenset[str]
    address: str
    postal_code: str | None
    title: frozenset[str]
    text: frozenset[str]
    words: dict[str, str]
    ages: tuple[int, int] | None
    times: frozenset[tuple[str, str | None]]


@dataclass(frozen=True)
class Likeness:
    """How alike two offers are, 0 to 1, and why; `shared` are their rarest words in common, `percent` of the words."""

    score: float
    reasons: tuple[Why, ...]
    doubts: tuple[Why, ...]
    shared: tuple[str, ...]
    percent: int


def likeness(one: Likened, other: Likened, rarity: Callable[[str], float]) -> Likeness | None:
    """Return how alike two offers are; None when they are not likely to be one.

    Args:
        one: an offer.
        other: another one.
        rarity: how much a term tells offers apart (`Catalogue.rarity`).
    """
    together = [why for why, shares in _together(one, other) if shares]
    if not together or _ages_apart(one, other):
        return None
    text, title = alike(one.text, other.text, rarity), alike(one.title, other.title, rarity)
    words = (1 - TITLE) * text + TITLE * title
    score = min(1.0, words + max(_WORTH[why] for why in together))
    if words < LEAST or score < LIKELY:
        return None
    reasons = [*together]
    if title >= SAME_TEXT:
        reasons.append(Why.TITLE)
    if text >= LEAST:
        reasons.append(Why.TEXT)
    shared = sorted((one.text | one.title) & (other.text | other.title), key=lambda term: (-rarity(term), term))
    shown = tuple(dict.fromkeys(one.words[term] for term in shared if term in one.words))[:_MOST_WORDS]
    return Likeness(round(score, 3), tuple(reasons), tuple(_doubts(one, other)), shown, round(100 * text))


def alike(one: Collection[str], other: Collection[str], rarity: Callable[[str], float]) -> float:
    """Return how much of their terms two texts share, 0 to 1, each term weighed by its rarity."""
    first, second = frozenset(one), frozenset(other)
    # in one order, so that sums are the same everywhere
    shared = sum(map(rarity, sorted(first & second)))
    everything = sum(map(rarity, sorted(first | second)))
    return shared / everything if everything else 0.0


def has_changed_much(before: Collection[str], now: Collection[str]) -> bool:
    """Whether a text says something else than it did when somebody dismissed a pair; all words count the same."""
    return alike(before, now, lambda _term: 1.0) < SAME_TEXT


def _together(one: Likened, other: Likened) -> tuple[tuple[Why, bool], ...]:
    same_town = one.postal_code is not None and one.postal_code == other.postal_code
    same_address = same_town and bool(one.address) and one.address == other.address
    return (
        (Why.ORGANISATION, one.organisation_id == other.organisation_id),
        (Why.ADDRESS, same_address),
        (Why.CONTACT, bool(one.contacts & other.contacts)),
        (Why.PLACE, same_town and not same_address),
    )


def _ages_apart(one: Likened, other: Likened) -> bool:
    if one.ages is None or other.ages is None:
        return False
    return one.ages[1] < other.ages[0] or other.ages[1] < one.ages[0]


def _doubts(one: Likened, other: Likened) -> list[Why]:
    if one.times and other.times:
        return [] if one.times & other.times else [Why.TIMES_DIFFER]
    return [Why.NOT_SAID] if one.times or other.times else []
