"""What a search answers: matches with their reasons, what is nearly right, what giving something up would give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import msgspec

from registry.matching.text import Text
from registry.matching.values import Kind
from registry.matching.wish import Chip, Wish
from registry.offers.queries import LiveOffer


class Reason(msgspec.Struct, frozen=True, gc=False):
    """Why an offer fits, doesn't, or leaves one unsure.

    Attributes:
        kind: what it is about, as a chip's kind.
        text: what is said, in both languages.
        is_guess: read from the offer's text, not said by the organisation in so many words.
        is_unsaid: the text names what isn't said: "Pris".
    """

    kind: Kind
    text: Text
    is_guess: bool = False
    is_unsaid: bool = False

    def label(self, locale: str = "da") -> str:
        """Return what is said, as it stands under a heading: "Pris" under "Ikke oplyst"."""
        return self.text.label(locale)

    def sentence(self, locale: str = "da") -> str:
        """Return what is said, as it stands by itself: "Pris ikke oplyst"."""
        if not self.is_unsaid:
            return self.label(locale)
        return f"{self.label(locale)} {Text('ikke oplyst', 'not stated').label(locale)}"


#: What an offer has or lacks; all else is how it is.
_PARTS: frozenset[Kind] = frozenset({"need", "activity", "word", "element"})


class Missing(msgspec.Struct, frozen=True):
    """The one demand that an offer fails.

    Attributes:
        kind: the demand's kind.
        wanted: what was asked for, inside a sentence: "mandag".
        instead: what the offer has: "kun tirsdag og torsdag"; None when there is nothing to say.
    """

    kind: Kind
    wanted: Text
    instead: Text | None

    @property
    def is_part(self) -> bool:
        """Whether it is something that an offer lacks, such as an activity, rather than how the offer is."""
        return self.kind in _PARTS

    def label(self, locale: str = "da") -> str:
        """Return what was asked for."""
        return self.wanted.label(locale)


class Part(msgspec.Struct, frozen=True, gc=False):
    """A part of the score: points that are added, or a factor that all points are multiplied by."""

    name: str
    amount: float
    by: Literal["points", "factor"]


#: The part of a score for a text that is like the sentence in meaning.
ALIKE_PART = "meaning"


class Match(msgspec.Struct, frozen=True):
    """An offer with its score and the reasons for its place.

    Attributes:
        fits, misses, unsure: reasons among what was asked for; a result's misses are of wishes only.
        distance_km: from the nearest place asked for; None without one, or when either isn't known.
        missing: the demand that it fails, when it is nearly right.
        is_beside: meets every demand, but neither is nor says any need, activity or word that is asked for.
    """

    offer: LiveOffer
    score: float
    parts: tuple[Part, ...] = ()
    fits: tuple[Reason, ...] = ()
    misses: tuple[Reason, ...] = ()
    unsure: tuple[Reason, ...] = ()
    distance_km: float | None = None
    missing: Missing | None = None
    is_beside: bool = False

    @property
    def is_only_alike(self) -> bool:
        """Whether nothing speaks for it but that its text is like the sentence: it is perhaps relevant."""
        names = {part.name for part in self.parts if part.by == "points"}
        return ALIKE_PART in names and names <= {ALIKE_PART, "start"}


class Relaxation(msgspec.Struct, frozen=True):
    """A demand given up or widened, and how many offers then meet all the others.

    Attributes:
        drop: the kind of the demand; "radius" when the distance is widened.
        words: what is given up, inside a sentence ("mandag"), or what it is widened to ("inden for 10 km").
        sentence: "uden mandag", "inden for 10 km", "hvis alderen er 8–10 år".
        total: offers that meet every demand of `wish`.
        gain: how many more they are.
        wish: the wish as it then is.
    """

    drop: Kind
    words: Text
    sentence: Text
    total: int
    gain: int
    wish: Wish

    def label(self, locale: str = "da") -> str:
        """Return what is given up or widened to."""
        return self.words.label(locale)


class Choice(NamedTuple):
    """A choice in a facet, whatever is searched for.

    Attributes:
        id: of the value, in the vocabulary or in the API.
        text: its name.
        chip: the demand it stands for.
        name, value: of its box in a form.
    """

    id: str
    text: Text
    chip: Chip
    name: str
    value: str


class FacetCount(msgspec.Struct, frozen=True, gc=False):
    """A choice with its count; nearly two hundred are made for each search, so they hold no more than that.

    Attributes:
        count: how many results choosing it gives.
        chosen: whether it is demanded now.
    """

    choice: Choice
    count: int
    chosen: bool

    @property
    def id(self) -> str:
        """Return the value's id, in the vocabulary or in the API."""
        return self.choice.id

    @property
    def text(self) -> Text:
        """Return the choice's name."""
        return self.choice.text

    @property
    def chip(self) -> Chip:
        """Return the demand that the choice stands for."""
        return self.choice.chip

    @property
    def name(self) -> str:
        """Return the name of the choice's box in a form."""
        return self.choice.name

    @property
    def value(self) -> str:
        """Return the value of the choice's box in a form."""
        return self.choice.value

    def label(self, locale: str = "da") -> str:
        """Return the choice's name."""
        return self.choice.text.label(locale)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a search answers.

    Attributes:
        results: one page of the offers that meet every demand for certain, best first; `total` counts them all.
        matching: how many of all results are, or say, some need, activity or word that is asked for; they come before
            those that don't. All of them where nothing such is asked for.
        maybe: offers that contradict no demand but don't say what one asks; `maybe_total` counts them all.
        nearly: offers that fail exactly one demand and meet the others; `nearly_total` counts them all.
        relax: what giving up a demand would give, in the order in which one would try it.
        facets: choices with counts, by kind.
        demands: number of conditions that were demanded; several weekdays are one.
    """

    wish: Wish
    results: tuple[Match, ...]
    total: int
    matching: int
    maybe: tuple[Match, ...] = ()
    maybe_total: int = 0
    nearly: tuple[Match, ...] = ()
    nearly_total: int = 0
    relax: tuple[Relaxation, ...] = ()
    facets: Mapping[Kind, tuple[FacetCount, ...]] = field(default_factory=dict)
    demands: int = 0
