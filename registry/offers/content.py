"""What an offer says: the one struct that knows the fields.

Form sections, import rows and the API map onto `OfferContent`, and two versions are compared by it. It is stored
as one JSON document. Every field may be empty, because a draft is; "not known" is `None` or `()` and is shown as
such. Lists of ids belong to the facets of `registry.vocabulary`.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

import msgspec

Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
DAYS: tuple[Day, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

Gender = Literal["alle", "piger", "drenge"]
#: Who takes part besides, or instead of, the child.
Audience = Literal["foraeldre", "familie", "fagfolk"]
#: At the organisation's address, where the child already is, or on a screen.
Where = Literal["address", "comes_to_you", "online"]
#: What one payment covers. `price_dkk` is one payment.
PriceUnit = Literal["gang", "maaned", "saeson", "aar", "forloeb"]

MOST_POLICY_ANSWERS = 4
ANSWER_LENGTH = (20, 400)


class Slot(msgspec.Struct, frozen=True, omit_defaults=True):
    """A fixed time every week; times are "15:30", local."""

    day: Day
    start: str | None = None
    end: str | None = None


class Contact(msgspec.Struct, frozen=True, omit_defaults=True):
    """Whom a professional calls or writes to: the organisation's, never a private address."""

    name: str | None = None
    role: str | None = None
    email: str | None = None
    phone: str | None = None


class PolicyAnswer(msgspec.Struct, frozen=True):
    """A policy element (id) and the organisation's answer to the element's question, 20-400 characters."""

    element: str
    answer: str = ""


class OfferContent(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Everything an offer says. `None` and `()` mean that the organisation has not said."""

    title: str = ""
    summary: str | None = None
    description: str = ""
    keywords: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    website: str | None = None

    #: Whole years of the participant, 0-120, both included.
    age_min: int | None = None
    age_max: int | None = None
    gender: Gender | None = msgspec.field(default=None, name="for")
    audience: tuple[Audience, ...] = ()
    #: Number of participants at a time.
    capacity: int | None = None
    ways: tuple[str, ...] = ()

    weekly: tuple[Slot, ...] = ()
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    period: str | None = None
    by_appointment: bool | None = None
    closed_in_holidays: bool | None = None
    setting: tuple[str, ...] = ()

    where: Where | None = None
    address: str | None = None
    postal_code: str | None = None
    town: str | None = None
    transport: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    access_note: str | None = None
    languages: tuple[str, ...] = ()

    #: DKK for one participant, one payment; 0 is free.
    price_dkk: float | None = None
    price_unit: PriceUnit | None = None
    #: Help with the fee is possible; the school or daycare pays.
    price_support: bool | None = None
    price_school: bool | None = None
    price_note: str | None = None

    needs: tuple[str, ...] = ()
    policy: tuple[PolicyAnswer, ...] = ()

    availability: str | None = None
    #: While it is closed to newcomers: from when it takes them again.
    available_from: dt.date | None = None
    signup: str | None = None
    signup_way: str | None = None
    referrer: tuple[str, ...] = ()
    contact: Contact = Contact()

    #: What the organisation declares about safety, who declares it and when. It lapses after twelve months;
    #: the children's certificates themselves are never stored.
    safety: tuple[str, ...] = ()
    safety_declared_by: str | None = None
    safety_declared_on: dt.date | None = None


#: Which facet of the vocabulary the ids of a field belong to.
FACET_OF_FIELD = {
    "activities": "activity",
    "ways": "way",
    "setting": "setting",
    "transport": "transport",
    "access": "access",
    "languages": "language",
    "availability": "capacity",
    "signup_way": "signup",
    "referrer": "referrer",
    "safety": "safety",
}


def to_document(content: OfferContent) -> dict[str, Any]:
    """Return the JSON document that is stored; fields without an answer are left out."""
    document: dict[str, Any] = msgspec.to_builtins(content)
    return document


def undeclared(content: OfferContent) -> OfferContent:
    """Return a text without who declared that children are safe, and when."""
    return msgspec.structs.replace(content, safety_declared_by=None, safety_declared_on=None)


def from_document(document: dict[str, Any]) -> OfferContent:
    """Return the struct of a stored document.

    Raises:
        msgspec.ValidationError: a field has a value of the wrong form.
    """
    return msgspec.convert(document, OfferContent)
