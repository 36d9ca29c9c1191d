"""The section "Tryghed og kontakt": whom to call, how to get started, and what the organisation declares."""

from __future__ import annotations

from litestar.datastructures import FormMultiDict

from registry.offers.content import Contact, OfferContent
from registry.offers.forms.reading import Around, Reading, SectionForm

_PERSON = ("name", "role", "email", "phone")


def show(content: OfferContent, around: Around) -> SectionForm:
    """Return the form with what the content says; a suggested contact stands there while the content has none."""
    person = around.contact if around.contact and content.contact == Contact() else content.contact
    return SectionForm.showing(
        {
            **{f"contact.{part}": getattr(person, part) or "" for part in _PERSON},
            "availability": content.availability or "",
            "available_from": content.available_from.isoformat() if content.available_from else "",
            "signup": content.signup or "",
            "signup_way": content.signup_way or "",
            "referrer": list(content.referrer),
            "safety": list(content.safety),
            "safety_declared_by": content.safety_declared_by or "",
        }
    )


def read(posted: FormMultiDict, before: OfferContent, around: Around) -> SectionForm:
    """Read the posted form. Who saves what is declared, declares it today."""
    reading = Reading(posted)
    person = Contact(**{part: reading.line(f"contact.{part}") for part in _PERSON})
    safety = reading.facet("safety")
    declared_by = reading.line("safety_declared_by")
    return reading.finish(
        before,
        contact=person,
        availability=reading.facet_one("availability"),
        available_from=reading.day("available_from"),
        signup=reading.text("signup"),
        signup_way=reading.facet_one("signup_way"),
        referrer=reading.facet("referrer"),
        safety=safety,
        safety_declared_by=declared_by,
        safety_declared_on=around.today if safety and declared_by else None,
    )
