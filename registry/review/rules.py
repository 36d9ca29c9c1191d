"""What deserves a reviewer's attention, what a decision needs, and how long somebody has waited. Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from registry import privacy
from registry.i18n import gettext as _
from registry.offers.content import OfferContent
from registry.offers.rules import declaration_has_lapsed
from registry.offers.show import field_label

Decision = Literal["approve", "return", "decline"]

#: Partners are promised an answer within so many weekdays.
PROMISED_WEEKDAYS = 5
#: What a reviewer makes sure of before an approval.
CHECKLIST = ("no_children", "own_contact", "declaration", "understandable")
LONGEST = 2000
#: Where people have mail of their own; an organisation's own domain may begin the same: "mail.forening.dk".
_PRIVATE_MAIL = re.compile(
    r"@(?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|icloud|me|proton|protonmail|mail|jubii|ofir|stofanet|webspeed)"
    r"\.(?:\w+|co\.uk)$",
    re.IGNORECASE,
)
_LINK = re.compile(r"https?://|\bwww\.", re.IGNORECASE)


@dataclass(frozen=True)
class Flag:
    """Something to look at.

    Attributes:
        field: what it is about: a row of the review, `policy.<element>`, `organisation`, or "" for the offer.
        text: what it is, in a few words.
        is_hint: it is worth a look, and usually as it should be.
    """

    field: str
    text: str
    is_hint: bool = False


def checklist() -> dict[str, str]:
    """Return the sentences of the checklist."""
    return {
        "no_children": _("Ingen oplysninger om bestemte børn"),
        "own_contact": _("Kontakten er partnerens, ikke en privat adresse"),
        "declaration": _("Erklæringen om børneattest er under 12 måneder gammel"),
        "understandable": _("En fremmed kan forstå, hvad man skal gøre først"),
    }


def flags(
    content: OfferContent, live: OfferContent | None, *, sector: str, verified: bool, today: dt.date
) -> list[Flag]:
    """Return what deserves attention in a submission, most important first.

    What was already so in the live version has been looked at, and isn't said again.
    """
    found = []
    if not verified:
        found.append(Flag("organisation", _("Organisationen er ikke bekræftet")))
    if live is not None and _is_younger(content, live):
        found.append(Flag("age_min", _("Yngre børn end før")))
    if "boerneattest" not in content.safety or content.safety_declared_on is None:
        found.append(Flag("safety", _("Erklæring om børneattest mangler")))
    elif declaration_has_lapsed(content, today):
        found.append(Flag("safety", _("Erklæringen er over 12 måneder gammel")))
    if sector == "business" and live is None:
        found.append(Flag("", _("Virksomhed")))
    seen = set(_in_the_text(live)) if live else set()
    found += [flag for flag in _in_the_text(content) if flag not in seen]
    return sorted(found, key=lambda flag: flag.is_hint)


def _in_the_text(content: OfferContent) -> list[Flag]:
    found = []
    if "en_til_en" in content.ways:
        found.append(Flag("ways", _("Én til én")))
    texts = {"title": content.title, "summary": content.summary or "", "description": content.description}
    texts |= {f"policy.{answer.element}": answer.answer for answer in content.policy}
    for field, text in texts.items():
        if any(finding.kind in ("email", "phone") for finding in privacy.find(text)):
            found.append(Flag(field, _("Kontaktoplysninger i teksten")))
        if _LINK.search(text):
            found.append(Flag(field, _("Link i teksten"), is_hint=True))
    if content.contact.email and _PRIVATE_MAIL.search(content.contact.email):
        found.append(Flag("contact", _("Ligner en privat e-mail"), is_hint=True))
    if content.website:
        found.append(Flag("website", _("Link til en anden side"), is_hint=True))
    return found


def _is_younger(content: OfferContent, live: OfferContent) -> bool:
    return content.age_min is not None and live.age_min is not None and content.age_min < live.age_min


def weekdays_between(start: dt.date, end: dt.date) -> int:
    """Return how many weekdays have passed from one date to another; the first day doesn't count."""
    days = (end - start).days
    weeks, rest = divmod(max(0, days), 7)
    extra = sum(1 for n in range(1, rest + 1) if (start + dt.timedelta(days=weeks * 7 + n)).weekday() < 5)
    return weeks * 5 + extra


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
