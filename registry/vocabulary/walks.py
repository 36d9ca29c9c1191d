"""The automaton that phrases of several words are found with: the places on the way, and many ways at once.

Where a word leads is found out when a text has it: the texts draw the automaton that they need.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

#: How many fillers, and how many words of any kind in a gap, may stand between a phrase's words.
MOST_FILLERS, MOST_IN_A_GAP = 3, 3


class Phrase(NamedTuple):
    """A phrase of an id, None for an expression that hides what it covers; `denies`: it has a negation of its own."""

    id: str | None
    text: str
    denies: bool


class Step:
    """A place on the way through phrases of several words: which words lead on, and which phrases end here."""

    __slots__ = ("gap", "next", "phrases")

    def __init__(self) -> None:
        self.next: dict[int, Step] = {}
        self.gap: Step | None = None
        self.phrases: list[Phrase] = []

    def then(self, number: int) -> Step:
        """Return the place that a word leads on to; it is made when the word comes here first."""
        step = self.next.get(number)
        if step is None:
            step = self.next[number] = Step()
        return step


#: A place, how many fillers were met on the way, and how many words of any kind may still come.
Way = tuple[Step, int, int]


class Part(NamedTuple):
    """What a word of a text can be within phrases: one of their words, by number, or a filler."""

    numbers: frozenset[int]
    is_filler: bool


class Walk:
    """The ways that some words leave open, and the phrases that end with them.

    Attributes:
        onward: the words that lead on. is_open: whether any word does.
        leads: where a word of `onward` leads; and any other, by whether it is a filler.
    """

    __slots__ = ("ended", "is_open", "leads", "onward", "ways")

    def __init__(self, ways: tuple[Way, ...], ended: tuple[Phrase, ...]) -> None:
        self.ways = ways
        self.ended = ended
        self.onward = frozenset(number for step, _, _ in ways for number in step.next)
        self.is_open = any(free for _, _, free in ways)
        self.leads: dict[Part | bool, Walk | None] = {}


class Walks:
    """All walks of some phrases, as far as texts have needed them.

    Attributes:
        start: the place before any word.
        drawn: how often it was found out where a word leads.
    """

    def __init__(self) -> None:
        self.start = Step()
        self.drawn = 0
        self._walks: dict[tuple[tuple[Way, ...], tuple[Phrase, ...]], Walk] = {}

    def forget(self) -> None:
        """Forget what was found out."""
        self._walks.clear()
        self.drawn = 0

    def begin(self, numbers: Collection[int]) -> Walk | None:
        """Return the walk that a word begins; None where it begins no phrase."""
        start = self.start.next
        return self._walk([(start[number], 0, 0) for number in numbers if number in start], [])

    def after(self, walk: Walk, part: Part) -> Walk | None:
        """Return where one more word leads; None where nothing leads on."""
        is_stranger = part.numbers.isdisjoint(walk.onward)
        if is_stranger and not (part.is_filler or walk.is_open):
            return None
        key = part.is_filler if is_stranger else part
        if key not in walk.leads:
            walk.leads[key] = self._lead_on(walk, part)
        return walk.leads[key]

    def _lead_on(self, walk: Walk, part: Part) -> Walk | None:
        self.drawn += 1
        steps: list[Way] = [
            (leads_on[one], fillers, 0)
            for step, fillers, _ in walk.ways
            if (leads_on := step.next)
            for one in (leads_on if len(leads_on) < len(part.numbers) else part.numbers)
            if one in leads_on and one in part.numbers
        ]
        stays: list[Way] = [(step, fillers, free - 1) for step, fillers, free in walk.ways if free]
        if part.is_filler:
            stays += [
                (step, fillers + 1, 0) for step, fillers, free in walk.ways if not free and fillers < MOST_FILLERS
            ]
        return self._walk(steps, stays)

    def _walk(self, steps: list[Way], stays: list[Way]) -> Walk | None:
        """Return the walk at which some steps were taken now and others wait; None where nothing leads on."""
        gaps = [(step.gap, fillers, MOST_IN_A_GAP) for step, fillers, _ in steps if step.gap]
        if not (steps or stays):
            return None
        ways = tuple(dict.fromkeys((*steps, *gaps, *stays)))
        ended = tuple(dict.fromkeys(phrase for step, _, _ in steps for phrase in step.phrases))
        return self._walks.setdefault((ways, ended), Walk(ways, ended))
