"""What searches ask about and a text doesn't say, so that the offer can't be found for sure. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from registry.i18n import gettext as _
from registry.offers.content import OfferContent

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
