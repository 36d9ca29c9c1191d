"""Whether a Danish text denies what it mentions: "ikke genert", "hverken vred eller bange"."""

from __future__ import annotations

from registry.danish import Word, normalise, word_set

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
_AND = word_set("eller heller")
_FARTHEST = 5
_STOPS = frozenset(",.;:!?()\n–")


def contains_negation(words: list[str]) -> bool:
    """Whether a phrase denies something itself and so can't be denied once more: "ingen venner"."""
    return any(normalise(word) in _NEGATIONS for word in words)


def is_negated(text: str, words: list[Word], at: int, denied_until: int) -> bool:
    """Whether the word `words[at]` is denied by what stands before it in the same part of the sentence.

    Args:
        text: the whole text.
        words: its words.
        at: which of them begins the phrase.
        denied_until: where the last denied phrase ends in `text`; "eller" carries its denial on. -1 if none.
    """
    for before in range(at - 1, max(-1, at - 1 - _FARTHEST), -1):
        if _STOPS & set(text[words[before].end : words[before + 1].start]):
            return False
        word = normalise(words[before].text)
        if word in _NEGATIONS:
            return not (word == "uden" and before and normalise(words[before - 1].text) in _NEGATIONS)
        if word in _AND:
            return words[before - 1].end <= denied_until if before else False
        if word in _NOT_ONLY or word not in _BETWEEN | _VERBS:
            return False
    return False
