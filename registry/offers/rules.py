"""What a text about an offer must live up to, and what may happen to it when. Pure: `today` is an argument."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec

from registry import privacy
from registry.i18n import current_locale, ngettext
from registry.i18n import gettext as _
from registry.offers import goals
from registry.offers.content import (
    ANSWER_LENGTH,
    FACET_OF_FIELD,
    MOST_POLICY_ANSWERS,
    OfferContent,
    PolicyAnswer,
    Slot,
)
from registry.vocabulary import Vocabulary

#: The sections of the form, in order, with the fields that each asks for.
SECTIONS: dict[str, tuple[str, ...]] = {
    "om": ("title", "summary", "description", "activities", "keywords", "website"),
    "hvem": (
        "age_min",
        "age_max",
        "gender",
        "audience",
        "capacity",
        "ways",
        "weekly",
        "starts_on",
        "ends_on",
        "period",
        "by_appointment",
        "closed_in_holidays",
        "setting",
    ),
    "sted": (
        "where",
        "address",
        "postal_code",
        "town",
        "transport",
        "price_dkk",
        "price_unit",
        "price_support",
        "price_school",
        "price_note",
        "access",
        "access_note",
        "languages",
    ),
    "behov": ("needs", "policy"),
    "tryghed": (
        "contact",
        "availability",
        "available_from",
        "signup",
        "signup_way",
        "referrer",
        "safety",
        "safety_declared_by",
        "safety_declared_on",
    ),
}
SECTION_OF_FIELD = {field: section for section, fields in SECTIONS.items() for field in fields}

#: How long a text may be, in characters.
LONGEST = {
    "title": 120,
    "summary": 500,
    "description": 8000,
    "period": 300,
    "address": 150,
    "town": 80,
    "access_note": 500,
    "price_note": 300,
    "signup": 2000,
    "website": 300,
    "safety_declared_by": 150,
}
#: Values of the facet `capacity` under which nobody can begin now.
CLOSED = frozenset({"venteliste", "lukket"})
#: Versions that its organisation may change.
EDITABLE = frozenset({"draft", "returned"})
#: Versions on their way: there is at most one of them for an offer.
OPEN = frozenset({"draft", "submitted", "returned"})
#: A safety declaration lapses after a year (Børneattestloven asks for renewal; the year is the municipality's rule).
DECLARATION_LASTS = dt.timedelta(days=365)

_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")
_POSTAL = re.compile(r"\d{4}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_WEBSITE = re.compile(r"https?://[^\s/]+\.[^\s/]+\S*")


@dataclass(frozen=True)
class Fault:
    """Something in a text that can't be right, or is missing: the field, and a sentence that says what to do.

    Fields within lists are named `weekly.0.end`, `policy.<element>` and `contact.email`.
    """

    field: str
    message: str

    @property
    def section(self) -> str:
        """The section of the form where it is put right."""
        return SECTION_OF_FIELD[self.field.split(".")[0]]


def faults(content: OfferContent, vocabulary: Vocabulary) -> list[Fault]:
    """Return what can't be right, whether or not the text is complete. Import and every saved section check this."""
    return [
        *_long_texts(content),
        *_personal(content),
        *_wrong_numbers(content),
        *_wrong_times(content.weekly),
        *_wrong_forms(content),
        *_unknown_ids(content, vocabulary),
        *_wrong_answers(content.policy, vocabulary),
    ]


def missing(content: OfferContent, vocabulary: Vocabulary, today: dt.date) -> list[Fault]:
    """Return what is still missing before the text can be submitted, in the order of the form."""
    asked: list[tuple[bool, str, str]] = [
        (bool(content.title), "title", _("Skriv, hvad tilbuddet hedder")),
        (bool(content.summary), "summary", _("Skriv en kort beskrivelse på en eller to sætninger")),
        (bool(content.description), "description", _("Beskriv tilbuddet")),
        (content.age_min is not None, "age_min", _("Skriv, fra hvilken alder man kan være med")),
        (content.age_max is not None, "age_max", _("Skriv, til hvilken alder man kan være med")),
        (content.where is not None, "where", _("Vælg, hvor tilbuddet foregår")),
        (
            content.where != "address" or bool(content.postal_code),
            "postal_code",
            _("Skriv postnummeret på det sted, hvor tilbuddet foregår"),
        ),
        (bool(content.needs), "needs", _("Vælg mindst ét behov, som tilbuddet møder")),
        (bool(content.policy), "policy", _("Svar på mindst ét politikmål")),
        (
            bool(content.contact.email or content.contact.phone),
            "contact.email",
            _("Skriv en e-mail eller et telefonnummer, som fagpersoner kan bruge"),
        ),
        (
            "boerneattest" in content.safety,
            "safety",
            _("Erklær, at I indhenter børneattester, hvor loven kræver det"),
        ),
        (bool(content.safety_declared_by), "safety_declared_by", _("Skriv, hvem der erklærer, at rammerne er trygge")),
    ]
    found = [Fault(field, message) for done, field, message in asked if not done]
    if content.safety_declared_by and declaration_has_lapsed(content, today):
        found.append(Fault("safety_declared_by", _("Erklæringen om trygge rammer er over et år gammel. Gem den igen")))
    for answer in content.policy:
        if not answer.answer and (element := vocabulary.elements.get(answer.element)):
            label = element.label(current_locale())
            found.append(Fault(f"policy.{answer.element}", _("Skriv et svar på ”%(element)s”") % {"element": label}))
    return found


def declaration_has_lapsed(content: OfferContent, today: dt.date) -> bool:
    """Whether the safety declaration is older than twelve months, or was never made."""
    declared = content.safety_declared_on
    return declared is None or today - declared > DECLARATION_LASTS


def place_of(field: str) -> int:
    """Return where a field stands in the form, for putting what is said of fields in the order of the form."""
    return list(SECTION_OF_FIELD).index(field.split(".", maxsplit=1)[0])


def free_texts(content: OfferContent) -> Iterator[tuple[str, str]]:
    """Yield each text that people write themselves, with the field it stands in."""
    for field in (*LONGEST, "keywords"):
        value = getattr(content, field)
        if value:
            yield field, value if isinstance(value, str) else " ".join(value)
    for name, value in msgspec.structs.asdict(content.contact).items():
        if value:
            yield f"contact.{name}", value
    for answer in content.policy:
        if answer.answer:
            yield f"policy.{answer.element}", answer.answer


def _personal(content: OfferContent) -> Iterator[Fault]:
    for field, text in free_texts(content):
        if privacy.find_cpr(text):
            yield Fault(field, _("Fjern CPR-nummeret. Skriv ikke personnumre i Sammen."))


def time_message() -> str:
    """Return what to say about a time of day that can't be read."""
    return _("Skriv klokkeslættet som for eksempel 15.30")


def _long_texts(content: OfferContent) -> Iterator[Fault]:
    for field, most in LONGEST.items():
        over = len(getattr(content, field) or "") - most
        if over > 0:
            yield Fault(field, too_long(most, over))
    for name, value in msgspec.structs.asdict(content.contact).items():
        if value and len(value) > 120:
            yield Fault(f"contact.{name}", too_long(120, len(value) - 120))


def not_closed_message() -> str:
    """Return what to say about a day from which there is room again, where there is room."""
    return _("Datoen hører til, når der er venteliste eller lukket. Slet den, eller vælg det")


def too_long(most: int, over: int) -> str:
    """Return what to say about a text that is too long by `over` characters."""
    return ngettext(
        "Skriv højst %(most)s tegn. I har skrevet 1 for meget.",
        "Skriv højst %(most)s tegn. I har skrevet %(over)s for meget.",
        over,
    ) % {"most": most, "over": over}


def _wrong_numbers(content: OfferContent) -> Iterator[Fault]:
    for field in ("age_min", "age_max"):
        age = getattr(content, field)
        if age is not None and not 0 <= age <= 120:
            yield Fault(field, _("Skriv en alder i hele år fra 0 til 120"))
    if content.age_min is not None and content.age_max is not None and content.age_min > content.age_max:
        yield Fault("age_max", _("Den højeste alder skal være mindst lige så høj som den laveste"))
    if content.capacity is not None and not 1 <= content.capacity <= 10_000:
        yield Fault("capacity", _("Skriv, hvor mange der kan være med ad gangen, som et helt tal fra 1"))
    if content.price_dkk is not None and not 0 <= content.price_dkk <= 100_000:
        yield Fault("price_dkk", _("Skriv prisen i kroner, 0 hvis det er gratis"))
    if content.starts_on and content.ends_on and content.ends_on < content.starts_on:
        yield Fault("ends_on", _("Sidste dag skal være efter første dag"))
    if content.available_from and content.availability not in CLOSED:
        yield Fault("available_from", not_closed_message())


def _wrong_times(slots: tuple[Slot, ...]) -> Iterator[Fault]:
    for n, slot in enumerate(slots):
        for part, time in (("start", slot.start), ("end", slot.end)):
            if time is not None and not _TIME.fullmatch(time):
                yield Fault(f"weekly.{n}.{part}", time_message())
        if slot.end and not slot.start:
            yield Fault(f"weekly.{n}.start", _("Skriv, hvornår I begynder"))
        if slot.start and slot.end and slot.end <= slot.start:
            yield Fault(f"weekly.{n}.end", _("Sluttidspunktet skal være senere end starttidspunktet"))


def _wrong_forms(content: OfferContent) -> Iterator[Fault]:
    if content.postal_code and not _POSTAL.fullmatch(content.postal_code):
        yield Fault("postal_code", _("Skriv et postnummer med fire cifre"))
    if content.contact.email and not _EMAIL.fullmatch(content.contact.email):
        yield Fault("contact.email", _("Skriv en e-mailadresse som for eksempel navn@forening.dk"))
    if content.contact.phone and not _can_be_called(content.contact.phone):
        yield Fault("contact.phone", _("Skriv hele telefonnummeret, for eksempel 12 34 56 78"))
    if content.website and not _WEBSITE.fullmatch(content.website):
        yield Fault("website", _("Skriv hele adressen, for eksempel https://www.forening.dk"))


def _can_be_called(phone: str) -> bool:
    """Whether a number is whole: eight digits, more with a country's; six where it begins like 116 111."""
    digits = re.sub(r"\D", "", phone)
    return len(digits) >= 8 or (len(digits) == 6 and digits.startswith("116"))


def _unknown_ids(content: OfferContent, vocabulary: Vocabulary) -> Iterator[Fault]:
    for field, facet in FACET_OF_FIELD.items():
        value: Any = getattr(content, field)
        for given in (value,) if isinstance(value, str) else value or ():
            if given not in vocabulary.facets[facet].values:
                yield Fault(field, _("”%(id)s” er ikke en af mulighederne") % {"id": given})
    for need in content.needs:
        if need not in vocabulary.needs:
            yield Fault("needs", _("”%(id)s” er ikke en af mulighederne") % {"id": need})


def _wrong_answers(answers: tuple[PolicyAnswer, ...], vocabulary: Vocabulary) -> Iterator[Fault]:
    least, most = ANSWER_LENGTH
    if goals.number([answer.element for answer in answers], vocabulary) > MOST_POLICY_ANSWERS:
        yield Fault("policy", _("Vælg højst %(most)s politikmål") % {"most": MOST_POLICY_ANSWERS})
    if len({answer.element for answer in answers}) < len(answers):
        yield Fault("policy", _("Hvert politikmål kan kun vælges én gang"))
    for answer in answers:
        field = f"policy.{answer.element}"
        if answer.element not in vocabulary.elements:
            yield Fault("policy", _("”%(id)s” er ikke en af mulighederne") % {"id": answer.element})
        elif len(answer.answer) > most:
            yield Fault(field, too_long(most, len(answer.answer) - most))
        elif answer.answer and len(answer.answer) < least:
            yield Fault(field, _("Skriv mindst %(least)s tegn, gerne med et eksempel") % {"least": least})
