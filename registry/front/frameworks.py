"""How the policies that offers answer to are told of: their version, their period, and whether it is over."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from babel.dates import format_date

from registry.i18n import current_locale
from registry.i18n import gettext as _
from registry.offers import show
from registry.vocabulary import Framework, Vocabulary


@dataclass(frozen=True)
class FrameworkFacts:
    """A policy in words.

    Attributes:
        name: its title.
        aims: how many of its aims partners are asked about.
        status: whether it is valid, and its tone (`fit`, `miss` or `quiet`).
        period: from when to when it is valid.
        adopted: which version it is, and when and by whom it was adopted.
        note: what its status means for offers; "" when that goes without saying.
        source_url: where it can be read.
    """

    name: str
    aims: int
    status: tuple[str, Literal["fit", "miss", "quiet"]]
    period: str
    adopted: str
    note: str
    source_url: str


def facts(vocabulary: Vocabulary, today: dt.date) -> list[FrameworkFacts]:
    """Return the frameworks that are in use, are coming or have been, in the order of the vocabulary."""
    return [_facts(one, vocabulary, today) for one in vocabulary.frameworks.values()]


def _facts(framework: Framework, vocabulary: Vocabulary, today: dt.date) -> FrameworkFacts:
    last = vocabulary.shown_until(framework)
    status, tone, note = {
        "current": (_("Gælder nu"), "fit", ""),
        "expired_in_use": (
            _("Perioden er udløbet"),
            "miss",
            _("Målene bruges stadig, til en ny politik er vedtaget. De gamle svar bliver stående ved siden af de nye."),
        ),
        "upcoming": (_("På vej"), "quiet", ""),
        "ending": (
            _("Ved at slutte"),
            "miss",
            _("En ny politik gælder nu. De gamle svar bliver stående ved siden af de nye til og med %(date)s.")
            % {"date": show.date(last)}
            if last
            else "",
        ),
        "superseded": (_("Afløst af en nyere"), "quiet", _("Svarene på de gamle mål er taget ud af tilbuddene.")),
    }[vocabulary.status_of(framework, today)]
    return FrameworkFacts(
        name=framework.label(current_locale()),
        aims=len(vocabulary.elements_of(framework.id, "partner")),
        status=(status, tone),  # type: ignore[arg-type]
        period=_period(framework),
        adopted=_adopted(framework),
        note=note,
        source_url=framework.source_url,
    )


def _adopted(framework: Framework) -> str:
    when = _month(dt.date.fromisoformat(f"{framework.adopted}-01"))
    if framework.version == framework.adopted:  # named by when it was adopted
        return _("Vedtaget %(when)s af %(whom)s.") % {"when": when, "whom": framework.adopted_by}
    return _("Udgave %(version)s, vedtaget %(when)s af %(whom)s.") % {
        "version": framework.version.replace("-", "–"),
        "when": when,
        "whom": framework.adopted_by,
    }


def _period(framework: Framework) -> str:
    first = _month(framework.valid_from)
    if framework.valid_to is None:
        return _("Fra %(first)s") % {"first": first}
    return _("Fra %(first)s til %(last)s") % {"first": first, "last": _month(framework.valid_to)}


def _month(day: dt.date) -> str:
    return format_date(day, "MMMM y", locale=current_locale())
