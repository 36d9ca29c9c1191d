"""How many policy elements an offer may answer while one framework takes over from another. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from registry.offers.content import MOST_POLICY_ANSWERS
from registry.vocabulary import Vocabulary


def number(elements: Iterable[str], vocabulary: Vocabulary) -> int:
    """Return how many elements count towards the most that an offer may answer.

    Frameworks of one kind succeed each other. While two stand side by side, the answers to the old one don't take the
    room of those to the new one: of each kind the framework with the most answers counts.
    """
    by_framework: dict[str, int] = {}
    for one in elements:
        framework = vocabulary.elements[one].framework if one in vocabulary.elements else ""
        by_framework[framework] = by_framework.get(framework, 0) + 1
    by_kind: dict[str, int] = {}
    for framework, count in by_framework.items():
        kind = vocabulary.frameworks[framework].kind if framework else ""
        by_kind[kind] = max(by_kind.get(kind, 0), count)
    return sum(by_kind.values())


def has_room(elements: Collection[str], another: str, vocabulary: Vocabulary) -> bool:
    """Whether an offer that answers some elements may answer another one, too."""
    return number([*elements, another], vocabulary) <= MOST_POLICY_ANSWERS


def with_room(elements: Iterable[str], more: Iterable[str], vocabulary: Vocabulary) -> list[str]:
    """Return those of some more elements that an offer which answers the first may answer, too, in their order."""
    held = list(elements)
    added = []
    for one in more:
        if has_room(held, one, vocabulary):
            held.append(one)
            added.append(one)
    return added
