"""The automaton that phrases of several words are found with: the places on the way, and many ways at once."""

from __future__ import annotations

from typing import NamedTuple


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


class Walk:
    """The ways that some words leave open, and the phrases that end with them.

    Where the next word leads is found out when a text has it: the texts draw the automaton that they need.

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
        self.leads: dict[str | bool, Walk | None] = {}
