"""An offer as it is compared with others, read from what it says."""

from __future__ import annotations

from registry import danish
from registry.danish import fold
from registry.findings.rules import Likened
from registry.offers.content import OfferContent


def read(offer_id: str, organisation_id: str, content: OfferContent) -> Likened:
    """Return what of an offer is compared."""
    title, text = _terms(content.title), _terms(". ".join((content.summary or "", content.description)))
    both_said = content.age_min is not None and content.age_max is not None
    return Likened(
        offer_id=offer_id,
        organisation_id=organisation_id,
        contacts=frozenset(_contacts(content)),
        address=" ".join(fold(content.address or "").split()),
        postal_code=content.postal_code,
        title=frozenset(title),
        text=frozenset(text),
        words={**text, **title},
        ages=(content.age_min or 0, content.age_max or 0) if both_said else None,
        times=frozenset((slot.day, slot.start) for slot in content.weekly),
    )


def text_terms(content: OfferContent) -> frozenset[str]:
    """Return the terms of title and text together, by which one sees whether a text has changed."""
    return frozenset({**_terms(content.title), **_terms(f"{content.summary or ''}. {content.description}")})


def _terms(text: str) -> dict[str, str]:
    """The terms of a text, each with the word that it is written as first."""
    found: dict[str, str] = {}
    for word in danish.words(text):
        found.setdefault(danish.term(word.text), word.text.lower())
    return found


def _contacts(content: OfferContent) -> list[str]:
    phone = "".join(character for character in content.contact.phone or "" if character.isdigit())
    email = (content.contact.email or "").strip().lower()
    return [one for one in (email, phone[-8:]) if one]
