"""Suggestions to a partner: needs and policy elements, with the words of their own text that led to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from registry import privacy, vocabulary
from registry.i18n import current_locale
from registry.offers.content import OfferContent
from registry.vocabulary import Element, Framework
from registry.vocabulary.model import Audience
from registry.vocabulary.quotes import Quote
from registry.vocabulary.suggest import Suggestion, first_elements, suggest_elements, suggest_needs

#: A municipal organisation is also asked about what only concerns the municipality itself.
_MUNICIPAL = "municipal"
_ALL = 100


@dataclass(frozen=True)
class Suggested:
    """A suggestion as it is shown: what is suggested, and a piece of the text with the words that led to it."""

    id: str
    label: str
    quote: Quote


@dataclass(frozen=True)
class Suggestions:
    """What is suggested for a text."""

    needs: tuple[Suggested, ...] = ()
    elements: tuple[Suggested, ...] = ()

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self.needs) + len(self.elements)


def askable(sector: str, today: dt.date) -> tuple[str, ...]:
    """Return the ids of the policy elements that an organisation of a sector is asked about, in order.

    "Sammen om løsninger" comes first: it is the part of the policy that gave the product its task.
    """
    words = vocabulary.current()
    audience: Audience | None = None if sector == _MUNICIPAL else "partner"
    found = [one for frame in words.frameworks_in_use(today) for one in words.elements_of(frame.id, audience)]
    first = first_elements()
    return tuple(one.id for one in sorted(found, key=lambda one: one.id not in first))


def suggest(
    content: OfferContent, *, askable: Collection[str], dismissed: Collection[str], needs: int = 5, elements: int = 3
) -> Suggestions:
    """Return what the text suggests, without what has been chosen or said no to.

    Args:
        content: what the offer says so far.
        askable: ids of the elements that the organisation is asked about.
        dismissed: ids of needs and elements that were said no to.
        needs: at most so many needs.
        elements: at most so many policy elements.
    """
    words, text = vocabulary.current(), text_of(content)
    known_needs = {*content.needs, *dismissed}
    known_elements = {*(answer.element for answer in content.policy), *dismissed}
    found_needs = [one for one in suggest_needs(text, most=_ALL) if one.id not in known_needs]
    found_elements = [
        one
        for one in suggest_elements(text, audience="internal", most=_ALL)
        if one.id in askable and one.id not in known_elements
    ]
    return Suggestions(
        tuple(_shown(one, words.needs[one.id].label(current_locale())) for one in found_needs[:needs]),
        tuple(_shown(one, words.elements[one.id].label(current_locale())) for one in found_elements[:elements]),
    )


def text_of(content: OfferContent) -> str:
    """Return the texts that say what happens and for whom; a CPR number in them is never quoted."""
    said = (content.title, content.summary, content.description, content.signup, content.access_note)
    text = "\n\n".join([part for part in said if part] + [", ".join(content.keywords)])
    return privacy.without(text, privacy.find_cpr(text))


def _shown(one: Suggestion, label: str) -> Suggested:
    return Suggested(one.id, label, one.quotes[0])


@dataclass(frozen=True)
class ElementGroup:
    """Policy elements under one heading, to choose among."""

    label: str
    elements: tuple[Element, ...]


@dataclass(frozen=True)
class Choices:
    """A framework's policy elements, to choose among."""

    framework: Framework
    is_expired: bool
    groups: tuple[ElementGroup, ...]


def choices(askable: Collection[str], today: dt.date) -> list[Choices]:
    """Return the policy elements that an organisation is asked about, by framework and guidepost."""
    words, locale = vocabulary.current(), current_locale()
    found: dict[str, dict[str, list[Element]]] = {}
    for element in (words.elements[one] for one in askable):
        framework = words.frameworks[element.framework]
        heading = words.elements[element.parent] if element.parent else element
        label = heading.label(locale) if element.parent or element.type == "guidepost" else framework.short(locale)
        found.setdefault(framework.id, {}).setdefault(label, []).append(element)
    return [
        Choices(
            words.frameworks[one],
            words.frameworks[one].expired(today),
            tuple(ElementGroup(label, tuple(elements)) for label, elements in groups.items()),
        )
        for one, groups in found.items()
    ]
