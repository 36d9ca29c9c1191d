"""Activities in the vocabulary: what words mean the values of the activity facet, and the concrete ones below them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from registry.vocabulary.labelled import Labelled


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity(Labelled):
    """A concrete activity, or an interest such as horses. Its names have small letters, as inside a sentence.

    Attributes:
        id: the plain Danish word for it; what a chip and a URL say.
        value: the value of the activity facet that it belongs under.
        words: other Danish words for the same; words_en: English ones that are met instead of the English name.
        but: spellings that are other words, also inside longer ones.
        includes: ids of others that are kinds of it: football is a ball game.
        is_interest: something to like that isn't an activity in itself.
        retired: nobody is offered it any more, and no sentence is read as it.
    """

    value: str
    words: tuple[str, ...]
    words_en: tuple[str, ...]
    but: tuple[str, ...]
    includes: tuple[str, ...]
    is_interest: bool
    retired: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityWords:
    """The words that mean a value of the activity facet itself: "sport"."""

    words: tuple[str, ...]
    words_en: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Activities:
    """All of them, in the order of the file: the words of each value, and the concrete activities by id."""

    values: Mapping[str, ActivityWords]
    concrete: Mapping[str, Activity]

    def phrases(self) -> Iterator[tuple[str, str, str | None]]:
        """Yield each Danish word or expression with its value and its concrete activity.

        Concrete activities come first, so that a word which is both means the concrete one.
        """
        for one in self.concrete.values():
            if not one.retired:
                yield from ((phrase, one.value, one.id) for phrase in (one.id, *one.words))
        for value, said in self.values.items():
            yield from ((phrase, value, None) for phrase in said.words)

    def phrases_en(self) -> Iterator[tuple[str, str, str | None]]:
        """Yield the same in English: the names, or the words that are met instead of a name that says too much."""
        for one in self.concrete.values():
            if not one.retired:
                yield from ((phrase, one.value, one.id) for phrase in one.words_en or (one.label_en,))
        for value, said in self.values.items():
            yield from ((phrase, value, None) for phrase in said.words_en)
