"""The form of what an organisation may change in a published offer without review."""

from __future__ import annotations

import msgspec
from litestar.datastructures import FormMultiDict

from registry.offers import at_once
from registry.offers.content import OfferContent
from registry.offers.forms import who
from registry.offers.forms.reading import Around, Reading, SectionForm
from registry.offers.written import shown_money


def show(content: OfferContent, _around: Around) -> SectionForm:
    """Return the form with what the published text says."""
    return SectionForm.showing(
        {
            "availability": content.availability or "",
            "available_from": content.available_from.isoformat() if content.available_from else "",
            "contact.email": content.contact.email or "",
            "contact.phone": content.contact.phone or "",
            "weekly": [who.row_of(slot) for slot in content.weekly] or [who.Row()],
            "starts_on": content.starts_on.isoformat() if content.starts_on else "",
            "ends_on": content.ends_on.isoformat() if content.ends_on else "",
            "price_dkk": shown_money(content.price_dkk),
        }
    )


def read(posted: FormMultiDict, before: OfferContent, around: Around) -> SectionForm:
    """Read the posted form; what must wait for review is said to be wrong, and where it is changed."""
    reading = Reading(posted)
    availability, available_from = reading.facet_one("availability"), reading.day("available_from")
    if wrong := at_once.wrong_about_reopening(before, availability, available_from, around.today):
        reading.wrong("available_from", wrong)
    contact = msgspec.structs.replace(
        before.contact, email=reading.line("contact.email"), phone=reading.line("contact.phone")
    )
    form = reading.finish(
        before,
        availability=availability,
        available_from=at_once.reopening(availability, available_from),
        contact=contact,
        weekly=who.slots(reading, posted),
        starts_on=reading.day("starts_on"),
        ends_on=reading.day("ends_on"),
        price_dkk=reading.amount("price_dkk") if "price_dkk" in posted else before.price_dkk,
    )
    if form.data is not None:
        form.errors = {fault.field: fault.message for fault in at_once.must_wait(before, form.data)}
        form.data = None if form.errors else form.data
    return form


press = who.press
