"""Whether a Danish text denies what it mentions: "ikke genert", "hverken vred eller bange"."""

from __future__ import annotations

from registry.danish import normalise, word_set

_NEGATIONS = word_set("ikke ikk ik ej aldrig ingen intet hverken uden næppe")
#: "Not only shy" doesn't deny that the child is shy.
_NOT_ONLY = word_set("kun bare blot alene udelukkende")
#: Words that may stand between a negation and what it denies.
_BETWEEN = word_set(
    """
    en et den det de nogen noget nogle som særlig særligt specielt så ret meget mere længere rigtig helt altid slet
    synderligt decideret egentlig direkte hverken sig nogensinde overhovedet
    """
)
#: The verbs of "der ikke *er* genert". An infinitive isn't one: who "ikke vil være ensom" is lonely.
_VERBS = word_set("er var været bliver blev blevet har havde haft føler virker viser")
_MAY_STAND_BETWEEN = _BETWEEN | _VERBS
_AND = word_set("eller heller")
_DENIES = _NEGATIONS | _AND
_FARTHEST = 5


def contains_negation(words: list[str]) -> bool:
    """Whether a phrase denies something itself and so can't be denied once more: "ingen venner"."""
    return any(normalise(word) in _NEGATIONS for word in words)


def may_deny(word: str) -> bool:
    """Whether a word can deny what follows, or carry a denial on."""
    return normalise(word) in _DENIES


def is_negated(before: list[str], denied: int) -> bool:
    """Whether a word is denied by those before it in the same part of the sentence.

    Args:
        before: those words, as they are written.
        denied: how many of them, from the first on, are themselves denied; "eller" carries their denial on. Below 0
            where the word before the first one isn't denied either.
    """
    for at in range(len(before) - 1, max(-1, len(before) - 1 - _FARTHEST), -1):
        word = normalise(before[at])
        if word in _NEGATIONS:
            return not (word == "uden" and at and normalise(before[at - 1]) in _NEGATIONS)
        if word in _AND:
            return at <= denied
        if word in _NOT_ONLY or word not in _MAY_STAND_BETWEEN:
            return False
    return False
