"""Offers that fail just one demand, by which one: "Kun dagen passer ikke"."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from registry.i18n import gettext as _
from registry.matching.outcome import Match
from registry.matching.values import Kind

#: How many of a group stand there at once.
SHOWN = 3


class Nearly(NamedTuple):
    """Offers that lack the same one thing."""

    id: Kind
    title: str
    matches: tuple[Match, ...]

    @property
    def first(self) -> tuple[Match, ...]:
        """Those that stand there at once."""
        return self.matches[:SHOWN]

    @property
    def more(self) -> tuple[Match, ...]:
        """Those that open below."""
        return self.matches[SHOWN:]


def grouped(matches: Iterable[Match]) -> list[Nearly]:
    """Return nearly right offers by what they lack; the group with the best of them comes first."""
    groups: dict[Kind, list[Match]] = {}
    for match in matches:
        if match.missing:
            groups.setdefault(match.missing.kind, []).append(match)
    return [Nearly(kind, _lacking(kind), tuple(some)) for kind, some in groups.items()]


def _lacking(kind: Kind) -> str:
    return _LACKING[kind]() if kind in _LACKING else _("Kun ét ønske passer ikke")


_LACKING: dict[Kind, Callable[[], str]] = {
    "age": lambda: _("Kun alderen passer ikke"),
    "weekday": lambda: _("Kun dagen passer ikke"),
    "part_of_day": lambda: _("Kun tiden på dagen passer ikke"),
    "time": lambda: _("Kun tidspunktet passer ikke"),
    "setting": lambda: _("Kun tidspunktet passer ikke"),
    "price": lambda: _("Kun prisen passer ikke"),
    "place": lambda: _("Kun stedet passer ikke"),
    "activity": lambda: _("Kun aktiviteten passer ikke"),
    "need": lambda: _("Kun ét behov mangler"),
    "word": lambda: _("Kun ét ord mangler"),
    "audience": lambda: _("Kun målgruppen passer ikke"),
    "group_size": lambda: _("Kun gruppens størrelse passer ikke"),
    "language": lambda: _("Kun sproget passer ikke"),
    "element": lambda: _("Kun ét politikmål mangler"),
    "sector": lambda: _("Kun arrangøren passer ikke"),
}
