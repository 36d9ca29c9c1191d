"""What the queue can be narrowed to: sector, area, kind, how long it has waited, and risk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from urllib.parse import urlencode

from sqlalchemy import ColumnElement, and_, false, func, not_, or_, select

from registry import vocabulary
from registry.i18n import current_locale, ngettext
from registry.i18n import gettext as _
from registry.offers.models import Offer, OfferVersion
from registry.offers.risk import Level
from registry.partners.models import Organisation
from registry.review import rules
from registry.web.clock import DENMARK

_LEVELS = {"hoej": Level.HIGH, "nogen": Level.SOME, "ingen": Level.NONE}
#: More than so many weekdays.
_WAITED = {"1": 1, "5": rules.PROMISED_WEEKDAYS, "10": 10}


@dataclass(frozen=True)
class Narrowing:
    """What a queue is narrowed to; "" is everything. The names are those of the address.

    Attributes:
        sektor: of the organisation.
        omraade: the part of the municipality where it takes place, by its postal code.
        slags: `ny`, `rettelse` or `igen`: sent back before.
        ventet: longer than so many weekdays.
        risiko: `hoej`, `nogen` or `ingen`.
    """

    sektor: str = ""
    omraade: str = ""
    slags: str = ""
    ventet: str = ""
    risiko: str = ""

    def values(self) -> dict[str, str]:
        """Return what is set, as it stands in the address."""
        return {name: value for name, value in asdict(self).items() if value}

    def to_others(self) -> Narrowing:
        """Return what the other queues can be narrowed to as well."""
        return Narrowing(sektor=self.sektor, omraade=self.omraade)

    def url(self, path: str, **more: str) -> str:
        """Return an address that keeps it."""
        query = urlencode({**self.values(), **{name: value for name, value in more.items() if value}})
        return f"{path}?{query}" if query else path


def choices() -> dict[str, list[tuple[str, str]]]:
    """Return what each of them can be, with a name."""
    words, locale = vocabulary.current(), current_locale()
    return {
        "sektor": [(one.id, one.label(locale)) for one in words.facets["sector"].values.values()],
        "omraade": [(one.id, one.label(locale)) for one in words.areas.values()],
        "slags": [("ny", _("Nyt tilbud")), ("rettelse", _("Rettelse")), ("igen", _("Sendt igen"))],
        "ventet": [
            (value, ngettext("Over 1 hverdag", "Over %(n)s hverdage", days) % {"n": days})
            for value, days in _WAITED.items()
        ],
        "risiko": [(value, rules.risk_words(level)) for value, level in _LEVELS.items()],
    }


def read(query: Mapping[str, str]) -> Narrowing:
    """Read what a queue is narrowed to from an address; what can't be is left out."""
    known = {name: {value for value, _label in options} for name, options in choices().items()}
    return Narrowing(**{name: query[name] for name in known if query.get(name) in known[name]})


def conditions(narrowing: Narrowing, today: dt.date) -> list[ColumnElement[bool]]:
    """Return the conditions on a version, its offer and its organisation."""
    found: list[ColumnElement[bool]] = []
    if narrowing.sektor:
        found.append(Organisation.sector == narrowing.sektor)
    if narrowing.omraade:
        area = vocabulary.current().areas.get(narrowing.omraade)
        found.append(OfferVersion.document["postal_code"].as_string().in_(area.postals) if area else false())
    if narrowing.slags == "igen":
        found.append(and_(OfferVersion.status == "submitted", OfferVersion.decided_at.is_not(None)))
    elif narrowing.slags:
        is_new = Offer.live_version_id.is_(None)
        found.append(is_new if narrowing.slags == "ny" else not_(is_new))
    if narrowing.ventet:
        last = rules.last_day_waited_over(_WAITED[narrowing.ventet], today)
        ended = dt.datetime.combine(last + dt.timedelta(days=1), dt.time(), tzinfo=DENMARK)
        found.append(OfferVersion.submitted_at < ended)
    if narrowing.risiko:
        found.append(_is_of_level(_LEVELS[narrowing.risiko]))
    return found


def is_first() -> ColumnElement[bool]:
    """Return the condition that nothing of a version's organisation was ever published."""
    published = select(Offer.id).where(Offer.organisation_id == Organisation.id, Offer.published_at.is_not(None))
    return ~published.correlate(Organisation).exists()


def _is_of_level(level: Level) -> ColumnElement[bool]:
    in_text = func.coalesce(OfferVersion.risk, Level.HIGH.value)
    is_high = or_(in_text == Level.HIGH.value, Organisation.verified_at.is_(None))
    is_some = or_(in_text == Level.SOME.value, is_first())
    return {
        Level.HIGH: is_high,
        Level.SOME: and_(not_(is_high), is_some),
        Level.NONE: and_(not_(is_high), not_(is_some)),
    }[level]
