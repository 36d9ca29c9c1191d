"""The section "Sted og pris": where it takes place, what it costs, and who can get in."""

from __future__ import annotations

from typing import get_args

from litestar.datastructures import FormMultiDict

from registry.offers.content import OfferContent, PriceUnit, Where
from registry.offers.forms.reading import Around, Reading, SectionForm, shown_yes_no
from registry.offers.written import shown_money


def show(content: OfferContent, _around: Around) -> SectionForm:
    """Return the form with what the content says."""
    return SectionForm.showing(
        {
            "where": content.where or "",
            "address": content.address or "",
            "postal_code": content.postal_code or "",
            "town": content.town or "",
            "transport": list(content.transport),
            "price_dkk": shown_money(content.price_dkk),
            "price_unit": content.price_unit or "",
            "price_support": shown_yes_no(content.price_support),
            "price_school": shown_yes_no(content.price_school),
            "price_note": content.price_note or "",
            "access": list(content.access),
            "access_note": content.access_note or "",
            "languages": list(content.languages),
        }
    )


def read(posted: FormMultiDict, before: OfferContent, _around: Around) -> SectionForm:
    """Read the posted form."""
    reading = Reading(posted)
    return reading.finish(
        before,
        where=reading.one_of("where", get_args(Where)),
        address=reading.line("address"),
        postal_code=reading.line("postal_code"),
        town=reading.line("town"),
        transport=reading.facet("transport"),
        price_dkk=reading.amount("price_dkk"),
        price_unit=reading.one_of("price_unit", get_args(PriceUnit)),
        price_support=reading.yes_no("price_support"),
        price_school=reading.yes_no("price_school"),
        price_note=reading.line("price_note"),
        access=reading.facet("access"),
        access_note=reading.text("access_note"),
        languages=reading.facet("languages"),
    )
