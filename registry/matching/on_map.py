"""The offers of a search by the postal district that they are in: what the map shows.

Street addresses aren't shown on it: a point is a district, and stands for all its offers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from registry import vocabulary
from registry.i18n import gettext as _
from registry.matching.outcome import Match, Outcome
from registry.matching.wish import Chip, Wish
from registry.offers.content import OfferContent
from registry.vocabulary.model_places import Postal

#: No more results than this are on the map; the list pages through the rest.
MOST_ON_MAP = 500
#: So many offers of a district stand in its box; the others are a link away.
SHOWN_IN_BOX = 8


@dataclass(frozen=True)
class Point:
    """A postal district with offers in it.

    Attributes:
        matches: in the order of the list; `fitting` of them, the first, meet every demand.
        url: the search with this district as its place.
    """

    postal: Postal
    matches: tuple[Match, ...]
    fitting: int
    url: str

    @property
    def first(self) -> tuple[Match, ...]:
        """The offers that its box names."""
        return self.matches[:SHOWN_IN_BOX]

    @property
    def rest(self) -> int:
        """How many more there are."""
        return len(self.matches) - len(self.first)


@dataclass(frozen=True)
class MapPage:
    """What the map shows of a search."""

    wish: Wish
    outcome: Outcome

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """The districts with offers, as the vocabulary orders them."""
        found: dict[str, list[Match]] = {}
        fitting: dict[str, int] = {}
        for match in self._matches():
            if postal := where(match.offer.content):
                found.setdefault(postal.code, []).append(match)
                fitting[postal.code] = fitting.get(postal.code, 0) + self._fits(match)
        return tuple(
            Point(postal, tuple(found[code]), fitting[code], self._only(code))
            for code, postal in vocabulary.current().postals.items()
            if code in found
        )

    @property
    def empty(self) -> tuple[Postal, ...]:
        """The districts without offers: their names help to find one's way."""
        shown = {point.postal.code for point in self.points}
        return tuple(postal for postal in vocabulary.current().postals.values() if postal.code not in shown)

    @property
    def unplaced(self) -> int:
        """How many of the offers have no place on the map: online, coming to the child, or not telling where."""
        return sum(where(match.offer.content) is None for match in self._matches())

    @property
    def asked(self) -> Postal | None:
        """The place that is asked for."""
        codes = [str(chip.value) for chip in self.wish.of("place")]
        return vocabulary.current().postals.get(codes[0]) if len(codes) == 1 else None

    @property
    def radius_km(self) -> float | None:
        """How far around it."""
        return next((cast("float", chip.value) for chip in self.wish.of("radius")), None)

    @property
    def note(self) -> str:
        """What the map leaves out, in a sentence; empty when it is nothing."""
        if self.outcome.total > len(self.outcome.results):
            return _("Kortet viser de %(n)s bedste. Afgræns for at se resten.") % {"n": len(self.outcome.results)}
        if self.unplaced == 1:
            return _("1 tilbud har ingen plads på kortet. Det er online, kommer ud til jer eller har ikke oplyst sted.")
        if self.unplaced:
            return _(
                "%(n)s tilbud har ingen plads på kortet. De er online, kommer ud til jer eller har ikke oplyst sted."
            ) % {"n": self.unplaced}
        return ""

    def status(self, match: Match) -> str:
        """Return what sets an offer apart from those that fit; empty for those."""
        if match.missing:
            return _("Mangler ét ønske")
        return "" if self._fits(match) else _("Passer måske")

    def _matches(self) -> Iterator[Match]:
        """The same offers as in the list: what fits, what may fit, and with nothing of either what nearly does."""
        yield from self.outcome.results
        yield from self.outcome.maybe
        if not self.outcome.results:
            yield from self.outcome.nearly

    @cached_property
    def _fitting(self) -> frozenset[str]:
        return frozenset(match.offer.id for match in self.outcome.results)

    def _fits(self, match: Match) -> bool:
        return match.offer.id in self._fitting

    def _only(self, code: str) -> str:
        return self.wish.without_kinds("place", "radius").with_chips([Chip("place", code)]).url()


def where(content: OfferContent) -> Postal | None:
    """Return the district that an offer is in, if it is in one that we have coordinates of."""
    if content.where in ("online", "comes_to_you") or content.postal_code is None:
        return None
    return vocabulary.current().postals.get(content.postal_code)
