"""How fast words are taken apart, stemmed and corrected. By itself: `python -m tests.benchmarks.danish`."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from itertools import islice

from registry import danish, vocabulary
from registry.danish.frequencies import common_words
from registry.matching.understand.spelling import vocabulary_corrector

_ROUNDS = 5


def per_second(work: Callable[[str], object], words: Iterable[str]) -> float:
    """Return how many words a second are worked on."""
    some = list(words)
    began = time.perf_counter()
    for word in some:
        work(word)
    return len(some) / (time.perf_counter() - began)


def analyse(word: str) -> None:
    """Everything that an index asks of a word."""
    danish.term(word)
    danish.part_terms(word)


def misspelt(words: Iterable[str]) -> Iterable[str]:
    """Leave out a letter in the middle of long words."""
    return (word[: len(word) // 2] + word[len(word) // 2 + 1 :] for word in words if len(word) > 7)


def main() -> None:
    """Print words a second: never seen before, seen before, and misspelt."""
    words = sorted(common_words(1.0))
    print(f"{'analysed, new':24}{per_second(analyse, words):>14,.0f} words/s")
    seen = max(per_second(analyse, words) for _ in range(_ROUNDS))
    print(f"{'analysed, seen before':24}{seen:>14,.0f} words/s")
    corrector = vocabulary_corrector(vocabulary.current())
    corrector.correct("anledningn")
    print(f"{'corrected':24}{per_second(corrector.correct, islice(misspelt(words), 2000)):>14,.0f} words/s")


if __name__ == "__main__":
    main()
