"""What a published text lacks: what searches ask about and it doesn't say, and what it speaks of and nobody chose."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping

from registry.i18n import gettext as _
from registry.offers import suggesting
from registry.offers.content import OfferContent

#: What an offer's text suggests and nobody took, as a kind of `OfferFinding`; the ids of it are the details.
UNTAKEN = "untaken"
#: How what is missing is called, as a kind of `OfferFinding` and in addresses: like the kind of chip that asks for it.
FIELDS = ("age", "place", "weekday", "price", "group_size", "access", "language")


def field_words() -> Mapping[str, str]:
    """Return what can be missing, in words."""
    return {
        "age": _("Alder"),
        "place": _("Sted"),
        "weekday": _("Dage og tider"),
        "price": _("Pris"),
        "group_size": _("Antal deltagere"),
        "access": _("Tilgængelighed"),
        "language": _("Sprog"),
    }


def missing(content: OfferContent) -> list[str]:
    """Return what searches ask about and an offer doesn't say; without any of `FIELDS` it can't be found for sure."""
    return list(_missing(content))


def untaken(content: OfferContent, *, sector: str, dismissed: Collection[str], today: dt.date) -> list[str]:
    """Return the ids of needs and policy elements that a text suggests, and nobody chose or said no to."""
    found = suggesting.suggest(content, askable=suggesting.askable(sector, today), dismissed=dismissed)
    return [one.id for one in (*found.needs, *found.elements)]


def _missing(content: OfferContent) -> Iterator[str]:
    if content.age_min is None or content.age_max is None:
        yield "age"
    goes_anywhere = content.where in {"comes_to_you", "online"} or "online" in content.setting
    if not content.postal_code and not goes_anywhere:
        yield "place"
    if not content.weekly and not content.by_appointment and not content.starts_on:
        yield "weekday"
    if content.price_dkk is None and not content.price_school:
        yield "price"
    if content.capacity is None:
        yield "group_size"
    if not content.access and not content.access_note and not goes_anywhere:
        yield "access"
    if not content.languages:
        yield "language"
