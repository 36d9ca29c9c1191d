"""The small facts of an offer that a reviewer may put right, too: whom it is for, when, where and how much.

They are shown and read as in the partner's form. What an organisation vouches for isn't among them: needs, ways of
working together, access, who may make contact, safety, and what it answers the policy.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args

from litestar.datastructures import FormMultiDict

from registry import vocabulary
from registry.i18n import current_locale
from registry.i18n import gettext as _
from registry.offers.content import FACET_OF_FIELD, Gender, OfferContent, PriceUnit, Where
from registry.offers.forms import place, safety, who
from registry.offers.forms.reading import NO, YES, Around, Reading, SectionForm
from registry.web.clock import today

#: Choices that other systems may import and nobody is offered: no enquiry can be sent from an offer's page.
_NOT_OFFERED = frozenset({"henvendelse"})


def _age(name: str) -> Callable[[Reading], int | None]:
    return lambda reading: reading.whole(name, _("Skriv en alder i hele år fra 0 til 120"))


def _places(reading: Reading) -> int | None:
    return reading.whole("capacity", _("Skriv, hvor mange der kan være med ad gangen, som et helt tal fra 1"))


#: Each fact with how it is read.
_READ: dict[str, Callable[[Reading], Any]] = {
    "age_min": _age("age_min"),
    "age_max": _age("age_max"),
    "gender": lambda reading: reading.one_of("gender", get_args(Gender)),
    "capacity": _places,
    "weekly": lambda reading: who.slots(reading, reading.posted),
    "starts_on": lambda reading: reading.day("starts_on"),
    "ends_on": lambda reading: reading.day("ends_on"),
    "by_appointment": lambda reading: reading.yes_no("by_appointment"),
    "closed_in_holidays": lambda reading: reading.yes_no("closed_in_holidays"),
    "where": lambda reading: reading.one_of("where", get_args(Where)),
    "address": lambda reading: reading.line("address"),
    "postal_code": lambda reading: reading.line("postal_code"),
    "town": lambda reading: reading.line("town"),
    "price_dkk": lambda reading: reading.amount("price_dkk"),
    "price_unit": lambda reading: reading.one_of("price_unit", get_args(PriceUnit)),
    "price_support": lambda reading: reading.yes_no("price_support"),
    "price_school": lambda reading: reading.yes_no("price_school"),
    "availability": lambda reading: reading.facet_one("availability"),
    "available_from": lambda reading: reading.day("available_from"),
    "signup_way": lambda reading: reading.facet_one("signup_way"),
}
#: Their names, which are those of `OfferContent`.
FACTS = tuple(_READ)


def show(content: OfferContent) -> dict[str, Any]:
    """Return the facts as they stand in the fields of a form; "weekly" is a list of `forms.who.Row`."""
    around = Around(today())
    shown: dict[str, Any] = {}
    for section in (who, place, safety):
        shown |= section.show(content, around).values
    return {name: shown[name] for name in FACTS}


def read(posted: FormMultiDict, before: OfferContent) -> SectionForm:
    """Read posted facts, by their names. One that isn't posted, or stands as it was shown, stays as it is."""
    shown, reading = show(before), Reading(posted)
    changes: dict[str, Any] = {}
    for name, read_one in _READ.items():
        if not any(one.partition(".")[0] == name for one in posted):
            continue
        value = read_one(reading)
        if reading.form.values[name] != shown[name]:
            changes[name] = value
    return reading.finish(before, **changes)


def options(name: str, content: OfferContent) -> list[tuple[str, str]]:
    """Return what a fact can be chosen among, with what stands there: values and labels; none where it is written."""
    if name in ("by_appointment", "closed_in_holidays", "price_support", "price_school"):
        return [(YES, _("Ja")), (NO, _("Nej"))]
    if name in ("availability", "signup_way"):
        return facet_options(name, getattr(content, name))
    return {
        "gender": [("alle", _("Alle")), ("piger", _("Kun piger")), ("drenge", _("Kun drenge"))],
        "where": [
            ("address", _("På en adresse")),
            ("comes_to_you", _("Vi kommer ud til jer")),
            ("online", _("Online")),
        ],
        "price_unit": [
            ("gang", _("pr. gang")),
            ("maaned", _("pr. måned")),
            ("saeson", _("pr. sæson")),
            ("aar", _("pr. år")),
            ("forloeb", _("for hele forløbet")),
        ],
    }.get(name, [])


def facet_options(field: str, standing: str | None = None) -> list[tuple[str, str]]:
    """Return the choices of a field that holds ids of a facet: ids and labels; `standing`: what stands there stays."""
    values = vocabulary.current().facets[FACET_OF_FIELD[field]].values.values()
    offered = (value for value in values if value.id not in _NOT_OFFERED or value.id == standing)
    return [(value.id, value.label(current_locale())) for value in offered]
