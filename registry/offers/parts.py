"""Draws an offer: the same pieces on the offer page, in the preview and in review.

Importing this gives templates the macros of `templates/offers/parts.html` as `offer_parts`, and what they need in
words: `offer_facts`, `offer_answers` and so on. The pieces take an `OfferContent`, never a row.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape
from sqlalchemy.orm import object_session

from registry import vocabulary
from registry.i18n import current_locale
from registry.i18n import gettext as _
from registry.offers import rules, show
from registry.offers.content import OfferContent
from registry.offers.together import Behind, Help, Joined, joined
from registry.partners.models import Organisation
from registry.vocabulary import Framework
from registry.web import clock, templates

#: "Senest 15. april" and "kl. 17" go on.
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[\"”»]?[A-ZÆØÅ])")
_YEARS = re.compile(r"\d{4}-\d{4}")
_ENDED = (".", "!", "?", ":", "…", "”")


@dataclass(frozen=True)
class Step:
    """A step on the way in: its first sentence, and what else there is to say."""

    lead: str
    rest: str


@dataclass(frozen=True)
class Answer:
    """A policy element with the organisation's answer, in the reader's language.

    Attributes:
        element: the element's id.
        framework: where it comes from; None when the vocabulary no longer has it.
    """

    element: str
    label: str
    question: str
    answer: str
    framework: Framework | None


def sentences(lines: Sequence[str], own: Collection[str] = ()) -> Markup:
    """Join short lines into running text: "7–11 år. Op til 4 ad gangen."; `own`: those that are in Danish anyway."""
    said = []
    for line in lines:
        text = line.strip()
        ended = text if not text or text.endswith(_ENDED) else f"{text}."
        said.append(Markup('<span lang="da">{}</span>').format(ended) if line in own else escape(ended))
    return Markup(" ").join(one for one in said if one)


def steps(content: OfferContent) -> list[Step]:
    """Return how one gets started: each line of the text is a step."""
    lines = [line.strip() for line in (content.signup or "").splitlines() if line.strip()]
    split = [_SENTENCE_END.split(line, maxsplit=1) for line in lines]
    return [Step(parts[0], parts[1] if len(parts) > 1 else "") for parts in split]


def paragraphs(text: str | None) -> list[str]:
    """Return the paragraphs of a text; a blank line stands between them."""
    return [part.strip() for part in re.split(r"\n\s*\n", text or "") if part.strip()]


def answers(content: OfferContent, elements: Collection[str] | None = None) -> list[Answer]:
    """Return the policy answers, those among `elements` only if given; one without a text is left out."""
    words, locale = vocabulary.current(), current_locale()
    found = []
    for given in content.policy:
        if not given.answer or (elements is not None and given.element not in elements):
            continue
        element = words.elements.get(given.element)
        if element is None:
            found.append(Answer(given.element, given.element, "", given.answer, None))
        else:
            framework = words.frameworks[element.framework]
            label, question = element.label(locale), element.question(locale)
            found.append(Answer(given.element, label, question, given.answer, framework))
    return found


def frameworks(given: Sequence[Answer]) -> list[Framework]:
    """Return the frameworks that answers belong to, once each, the newest of a kind before the one it replaces."""
    found = {answer.framework.id: answer.framework for answer in given if answer.framework}
    first = {one.kind: place for place, one in reversed(list(enumerate(found.values())))}
    return sorted(found.values(), key=lambda one: (first[one.kind], -one.valid_from.toordinal()))


def framework_standing(framework: Framework) -> str:
    """Return what a reader should know of a framework whose period is over or that another one takes over from."""
    words = vocabulary.current()
    status, last = words.status_of(framework, clock.today()), words.shown_until(framework)
    if status == "ending" and last:
        return _("En nyere politik gælder nu. Svarene her vises til og med %(date)s.") % {"date": show.date(last)}
    if status == "expired_in_use":
        return _("Perioden er udløbet. Svarene gælder, til en ny politik er vedtaget.")
    return ""


def framework_period(framework: Framework) -> str:
    """Return when a framework is for: "2022–2025", or the day it came into force where it names no years."""
    if _YEARS.fullmatch(framework.version):
        return framework.version.replace("-", "–")
    return _("gældende fra %(date)s") % {"date": show.date(framework.valid_from)}


def declaration_has_lapsed(content: OfferContent) -> bool:
    """Whether the safety declaration needs to be renewed today."""
    return rules.declaration_has_lapsed(content, clock.today())


def sector(sector_id: str) -> str:
    """Return what kind of organisation offers it, such as "Forening"."""
    value = vocabulary.current().facets["sector"].values.get(sector_id)
    return value.label(current_locale()) if value else sector_id


def town(content: OfferContent) -> str:
    """Return the town in a word, or that it is online or comes to you; "" when that is not said."""
    if content.where in ("online", "comes_to_you"):
        return show.where(content)
    postal = vocabulary.current().postals.get(content.postal_code or "")
    return content.town or (postal.town if postal else content.postal_code or "")


def together(partners: Sequence[Behind]) -> str:
    """Return who else stands behind an offer: "sammen med Kulturskolen og Spejderne"; "" when nobody does."""
    names = [partner.name for partner in partners]
    if not names:
        return ""
    listed = _(" og ").join(filter(None, [", ".join(names[:-1]), names[-1]]))
    return _("sammen med %(names)s") % {"names": listed}


def also_behind(organisation: Organisation) -> list[Joined]:
    """Return others' offers that an organisation is behind or asked to be, for the pages about it."""
    db = object_session(organisation)
    return joined(db, [organisation.id]) if db else []


def helps() -> dict[str, str]:
    """Return what an offer may lack, in words, in order."""
    return {
        Help.PLACE: _("Lokale"),
        Help.VOLUNTEERS: _("Frivillige"),
        Help.EXPERT: _("Fagperson"),
        Help.EQUIPMENT: _("Udstyr"),
        Help.TRANSPORT: _("Transport"),
        Help.MONEY: _("Penge"),
        Help.CHILDREN: _("Børn og deltagere"),
    }


def help_labels(kinds: Collection[str]) -> list[str]:
    """Return what an offer lacks, as it stands inside a sentence."""
    return [label[:1].lower() + label[1:] for kind, label in helps().items() if kind in kinds]


def phone_link(phone: str) -> str:
    """Return a telephone number as a `tel:` link takes it; eight digits are Danish."""
    digits = "".join(character for character in phone if character.isdigit())
    if phone.strip().startswith(("+", "00")) and len(digits) > 8:
        return f"tel:+{digits.removeprefix('00')}"
    return f"tel:+45{digits}" if len(digits) == 8 else f"tel:{digits}"


templates.register(
    offer_facts=show.facts,
    offer_labels=show.labels,
    offer_availability=show.availability,
    offer_age=show.age,
    offer_own_lines=show.own_lines,
    offer_sentences=sentences,
    offer_steps=steps,
    offer_paragraphs=paragraphs,
    offer_answers=answers,
    offer_frameworks=frameworks,
    framework_period=framework_period,
    framework_standing=framework_standing,
    offer_declaration_has_lapsed=declaration_has_lapsed,
    offer_sector=sector,
    offer_together=together,
    partner_help=help_labels,
    also_behind=also_behind,
    offer_town=town,
    offer_phone_link=phone_link,
    today=clock.today,
)
templates.environment.globals["offer_parts"] = templates.environment.get_template("offers/parts.html").module
