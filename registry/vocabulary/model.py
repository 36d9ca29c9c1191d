"""What the vocabulary consists of: frozen values with a label in each language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from registry.vocabulary.labelled import Labelled, in_language
from registry.vocabulary.model_activities import Activities
from registry.vocabulary.model_places import Area, Locality, Municipality, Postal

FrameworkStatus = Literal["upcoming", "current", "expired_in_use", "ending", "superseded"]
Audience = Literal["partner", "both", "internal"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedGroup(Labelled):
    """A heading that needs are listed under."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need(Labelled):
    """What a child may need, said from its strengths.

    Attributes:
        group: id of its `NeedGroup`.
        short_da: the label as a chip or a reason says it, "Plads til energi"; and short_en.
        phrases: everyday words that mean this need; each is enough to suggest it, and none is ever shown.
        phrases_en: the same in English. doubtful: single words that mean it in some sentences only.
        hints: words that only support the need when something else points the same way.
        exceptions: expressions that contain a phrase but mean something else ("stammer fra").
        retired: offers that say it keep it, but nobody is offered it any more, and no sentence is read as it.
        kin: ids of needs that lie close to it, the closest first.
    """

    group: str
    short_da: str
    short_en: str
    description_da: str
    description_en: str
    phrases: tuple[str, ...]
    phrases_en: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    retired: bool = False
    kin: tuple[str, ...] = ()

    def short(self, locale: str = "da") -> str:
        """Return the label for chips and reasons."""
        return in_language(locale, self.short_da, self.short_en)

    def description(self, locale: str = "da") -> str:
        """Return the sentence that explains the need."""
        return in_language(locale, self.description_da, self.description_en)


@dataclass(frozen=True, slots=True)
class Sentence:
    """Something that somebody said of a child, with the ids of the needs that it speaks of, the plainest first."""

    needs: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A number to call, with whose it is and when to use it."""

    number: str
    label_da: str
    label_en: str
    when_da: str
    when_en: str

    def label(self, locale: str = "da") -> str:
        """Return whose number it is."""
        return in_language(locale, self.label_da, self.label_en)

    def when(self, locale: str = "da") -> str:
        """Return when to use the number, to be read after it: "ved akut fare"."""
        return in_language(locale, self.when_da, self.when_en)

    @property
    def link(self) -> str:
        """The number as a `tel:` link takes it; Danish short numbers stay as they are."""
        digits = "".join(character for character in self.number if character.isdigit())
        return f"tel:+45{digits}" if len(digits) == 8 else f"tel:{digits}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetySignal(Labelled):
    """A worry that an offer can't answer: phrases that call it up (and exceptions), what to say, whom to call."""

    message_da: str
    message_en: str
    phrases: tuple[str, ...]
    phrases_en: tuple[str, ...]
    exceptions: tuple[str, ...]
    calls: tuple[Call, ...]

    def message(self, locale: str = "da") -> str:
        """Return what the searcher is told above the results."""
        return in_language(locale, self.message_da, self.message_en)


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework:
    """A policy, or another set of aims, in one version.

    Attributes:
        kind: frameworks of one kind succeed each other.
        version: as the municipality names it, such as "2022-2025".
        valid_from: first day.
        valid_to: last day; None while no end is decided.
        adopted: year and month, "2023-04".
        replaces: id of the framework that it takes over from.
        replaced_until: the last day on which that one's answers are shown beside its own.
    """

    id: str
    kind: str
    title_da: str
    title_en: str
    short_da: str
    short_en: str
    version: str
    valid_from: dt.date
    valid_to: dt.date | None
    adopted: str
    adopted_by: str
    source_url: str
    replaces: str | None = None
    replaced_until: dt.date | None = None

    def label(self, locale: str = "da") -> str:
        """Return the whole title."""
        return in_language(locale, self.title_da, self.title_en)

    def short(self, locale: str = "da") -> str:
        """Return the name for narrow places."""
        return in_language(locale, self.short_da, self.short_en)

    def expired(self, on: dt.date) -> bool:
        """Whether the framework's last day is before `on`."""
        return self.valid_to is not None and self.valid_to < on


@dataclass(frozen=True, slots=True, kw_only=True)
class Element(Labelled):
    """One aim of a framework, with the question that an offer answers to be tagged with it.

    Attributes:
        type: guidepost, ambition, commitment or principle.
        parent: id of the element it belongs under.
        source_ref: where in the document it stands.
        audience: who is asked; "internal" is never asked of partners.
        signals: words in an offer's text that make the element worth suggesting.
        hints: words that only support it, as `Need.hints`.
    """

    framework: str
    type: str
    parent: str | None
    order: int
    question_da: str
    question_en: str
    source_ref: str
    audience: Audience
    signals: tuple[str, ...]
    hints: tuple[str, ...] = ()

    def question(self, locale: str = "da") -> str:
        """Return the question that the partner answers in a sentence or two."""
        return in_language(locale, self.question_da, self.question_en)

    @property
    def is_for_partners(self) -> bool:
        """Whether partners are asked about it."""
        return self.audience != "internal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Crosswalk:
    """What an element of an old framework corresponds to in a newer one; `target` is None where it is retired."""

    source: str
    target: str | None
    relation: str
    needs_review: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetValue(Labelled):
    """One choice of a facet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet(Labelled):
    """A property that offers are described and narrowed down by.

    Attributes:
        select: whether an offer has one value or several.
        match: "hard" filters away, "soft" only orders.
    """

    select: Literal["single", "multi"]
    match: Literal["hard", "soft"]
    values: Mapping[str, FacetValue]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """All of it, in the order of the files.

    `version` changes with any byte of the data, and with what is laid over it; `sayings_version` only with those edits
    that change how needs are said.
    """

    version: str
    sayings_version: str
    groups: Mapping[str, NeedGroup]
    needs: Mapping[str, Need]
    #: What people say when they mean them, to tell other sentences by.
    sentences: tuple[Sentence, ...]
    safety: Mapping[str, SafetySignal]
    frameworks: Mapping[str, Framework]
    elements: Mapping[str, Element]
    crosswalks: tuple[Crosswalk, ...]
    facets: Mapping[str, Facet]
    activities: Activities
    municipality: Municipality
    postals: Mapping[str, Postal]
    #: Postal districts with only some addresses inside the municipality.
    border_postals: tuple[str, ...]
    areas: Mapping[str, Area]
    localities: tuple[Locality, ...]

    @property
    def offered_needs(self) -> list[Need]:
        """The needs that aren't retired."""
        return [need for need in self.needs.values() if not need.retired]

    def status_of(self, framework: Framework, on: dt.date) -> FrameworkStatus:
        """Return where a framework is in its life.

        An expired one stays in use until another of its kind is valid: a policy's aims don't end with its period. That
        one may let its answers be read beside its own for a while: then it is ending.
        """
        if on < framework.valid_from:
            return "upcoming"
        later = [
            other
            for other in self.frameworks.values()
            if other.kind == framework.kind and framework.valid_from < other.valid_from <= on
        ]
        if any(one.replaces == framework.id and one.replaced_until and on <= one.replaced_until for one in later):
            return "ending"
        if later:
            return "superseded"
        return "expired_in_use" if framework.expired(on) else "current"

    def shown_until(self, framework: Framework) -> dt.date | None:
        """Return the last day on which a framework's answers are shown; None while nothing takes over from it."""
        later = [one for one in self.frameworks.values() if one.replaces == framework.id]
        return max((one.replaced_until or one.valid_from for one in later), default=None)

    def standing_for(self, element: str, on: dt.date) -> list[str]:
        """Return the elements that say on a day what one says: itself, or after its end what the crosswalk leads to.

        Nothing stands for an element that isn't valid yet.
        """
        known = self.elements.get(element)
        status = self.status_of(self.frameworks[known.framework], on) if known else "upcoming"
        if status == "upcoming":
            return []
        if status != "superseded":
            return [element]
        targets = (line.target for line in self.crosswalks if line.source == element and line.target)
        return list(dict.fromkeys(one for target in targets for one in self.standing_for(target, on)))

    def frameworks_in_use(self, on: dt.date) -> list[Framework]:
        """Return the frameworks that offers can be tagged with on a day."""
        return [one for one in self.frameworks.values() if self.status_of(one, on) in {"current", "expired_in_use"}]

    def ended_elements(self, on: dt.date) -> set[str]:
        """Return the ids of the elements of frameworks that have ended: their answers are no longer shown."""
        ended = {one.id for one in self.frameworks.values() if self.status_of(one, on) == "superseded"}
        return {one.id for one in self.elements.values() if one.framework in ended}

    def elements_of(self, framework: str, audience: Audience | None = None) -> list[Element]:
        """Return a framework's elements in order; for "partner" only those that partners are asked about."""
        return [
            one
            for one in self.elements.values()
            if one.framework == framework and (audience != "partner" or one.is_for_partners)
        ]
