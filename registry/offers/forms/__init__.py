"""The form of an offer: a module per section, each of which knows how to show, read and redraw its own fields.

`show` turns what an offer says into field values, `read` turns posted fields back into content and keeps all that is
wrong and all that was typed, and `press` does what a button within the form asks for (another row, a suggestion
taken) without saving. A section is saved by itself, so `read` changes its own fields only.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

import msgspec
from litestar.datastructures import FormMultiDict

from registry.offers.content import OfferContent
from registry.offers.forms import about, needs, place, safety, who
from registry.offers.forms.reading import Around, SectionForm
from registry.offers.rules import SECTIONS as FIELDS

__all__ = ["SECTIONS", "Around", "Section", "SectionForm", "changed_fields", "fingerprint", "pressed"]

#: The names of the buttons that redraw the form instead of saving it.
BUTTONS = ("add", "remove", "accept", "dismiss", "suggest")


@dataclass(frozen=True)
class Section:
    """How a section is shown, read and redrawn. `block`: the part of its page that a button within it changes."""

    show: Callable[[OfferContent, Around], SectionForm]
    read: Callable[[FormMultiDict, OfferContent, Around], SectionForm]
    press: Callable[[SectionForm, FormMultiDict, Around], None] | None = None
    block: str = "fields"


SECTIONS = {
    "om": Section(about.show, about.read, about.press, block="suggestions"),
    "hvem": Section(who.show, who.read, who.press, block="weekly"),
    "sted": Section(place.show, place.read),
    "behov": Section(needs.show, needs.read, needs.press),
    "tryghed": Section(safety.show, safety.read),
}


def pressed(posted: FormMultiDict) -> bool:
    """Whether a button within the form was pressed, and not the one that saves."""
    return any(button in posted for button in BUTTONS)


def fingerprint(content: OfferContent, section: str) -> str:
    """Return a short text that changes when a section's fields do: tells whether a colleague saved the same section."""
    said = [getattr(content, field) for field in FIELDS[section]]
    return hashlib.blake2b(msgspec.json.encode(said), digest_size=8).hexdigest()


def changed_fields(before: OfferContent, after: OfferContent, section: str) -> list[str]:
    """Return the fields of a section that differ."""
    return [field for field in FIELDS[section] if getattr(before, field) != getattr(after, field)]
