"""What deserves a reviewer's attention, what a decision needs, and how long somebody has waited. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from registry.i18n import gettext as _
from registry.offers import risk
from registry.offers.content import OfferContent
from registry.offers.risk import Flag, Level
from registry.offers.show import field_label

Decision = Literal["approve", "return", "decline"]

#: Partners are promised an answer within so many weekdays.
PROMISED_WEEKDAYS = 5
#: What a reviewer makes sure of before an approval.
CHECKLIST = ("no_children", "own_contact", "declaration", "understandable")
LONGEST = 2000


def checklist() -> dict[str, str]:
    """Return the sentences of the checklist."""
    return {
        "no_children": _("Ingen oplysninger om bestemte børn"),
        "own_contact": _("Kontakten er partnerens, ikke en privat adresse"),
        "declaration": _("Erklæringen om børneattest er under 12 måneder gammel"),
        "understandable": _("En fremmed kan forstå, hvad man skal gøre først"),
    }


def flags(
    content: OfferContent,
    live: OfferContent | None,
    *,
    sector: str,
    verified: bool,
    today: dt.date,
    own: Collection[str | None] = (),
    is_first: bool = False,
) -> list[Flag]:
    """Return what deserves attention in a submission and its organisation, the riskiest first.

    Args:
        content, live, sector, today, own: see `registry.offers.risk.flags`.
        verified: whether the municipality knows the organisation.
        is_first: whether nothing of the organisation was ever published.
    """
    found = [] if verified else [Flag("organisation", _("Organisationen er ikke bekræftet"))]
    found += risk.flags(content, live, sector=sector, today=today, own=own)
    if verified and is_first:
        found.append(Flag("organisation", _("Organisationens første tilbud"), Level.SOME))
    return sorted(found, key=lambda flag: -flag.level)


def risk_words(level: Level) -> str:
    """Return what a level of risk is called."""
    return {Level.HIGH: _("Høj risiko"), Level.SOME: _("Nogen risiko"), Level.NONE: _("Ingen kendt risiko")}[level]


def weekdays_between(start: dt.date, end: dt.date) -> int:
    """Return how many weekdays have passed from one date to another; the first day doesn't count."""
    days = (end - start).days
    weeks, rest = divmod(max(0, days), 7)
    extra = sum(1 for n in range(1, rest + 1) if (start + dt.timedelta(days=weeks * 7 + n)).weekday() < 5)
    return weeks * 5 + extra


def last_day_waited_over(weekdays: int, today: dt.date) -> dt.date:
    """Return the latest day from which more than so many weekdays have passed until today."""
    day = today - dt.timedelta(days=weekdays)
    while weekdays_between(day, today) <= weekdays:
        day -= dt.timedelta(days=1)
    return day


@dataclass(frozen=True)
class Judgement:
    """What a reviewer has filled in.

    Attributes:
        verdicts: by policy element: accepted (True), declined (False), or not judged (None).
        reasons: why an answer is declined, by element.
        comments: what is said to the partner, by field.
        checked: the items of the checklist that are ticked.
        note: the message to the partner.
    """

    verdicts: Mapping[str, bool | None]
    reasons: Mapping[str, str]
    comments: Mapping[str, str]
    checked: frozenset[str]
    note: str


def obstacles(decision: Decision, judgement: Judgement) -> dict[str, str]:
    """Return what must be put right before the decision can be given, by field of the form."""
    found = _too_long(judgement)
    declined = [element for element, accepted in judgement.verdicts.items() if accepted is False]
    if decision != "decline":
        for element in declined:
            if not judgement.reasons.get(element):
                found[f"reason.{element}"] = _("Skriv, hvorfor svaret på ”%(element)s” afvises") % _named(element)
    if decision == "approve":
        found |= _before_approval(judgement)
    if decision == "return" and not (judgement.note or judgement.comments or declined):
        found["note"] = _("Skriv en besked eller en kommentar, så partneren ved, hvad der skal rettes")
    if decision == "decline" and not judgement.note:
        found["note"] = _("Skriv, hvorfor tilbuddet bliver afslået. Partneren får det at vide")
    return found


def _before_approval(judgement: Judgement) -> dict[str, str]:
    found = {
        f"verdict.{element}": _("Godkend eller afvis svaret på ”%(element)s”") % _named(element)
        for element, accepted in judgement.verdicts.items()
        if accepted is None
    }
    if judgement.verdicts and not found and not any(judgement.verdicts.values()):
        first = next(iter(judgement.verdicts))
        found[f"verdict.{first}"] = _("Mindst ét svar på et politikmål skal godkendes. Send ellers tilbuddet retur")
    if missing := [item for item in CHECKLIST if item not in judgement.checked]:
        found[f"check.{missing[0]}"] = _("Gå tjeklisten igennem, og sæt hak ved det hele, før du godkender")
    return found


def _named(element: str) -> dict[str, str]:
    return {"element": field_label(f"policy.{element}")}


def _too_long(judgement: Judgement) -> dict[str, str]:
    texts = {"note": judgement.note}
    texts |= {f"comment.{field}": text for field, text in judgement.comments.items()}
    texts |= {f"reason.{element}": text for element, text in judgement.reasons.items()}
    too_long = _("Skriv højst %(most)s tegn") % {"most": LONGEST}
    return {name: too_long for name, text in texts.items() if len(text) > LONGEST}
