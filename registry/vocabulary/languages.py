"""What the phrase finder must know of a language: forms, small words, denial, and the turns that mean the same."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import lru_cache

from registry import danish
from registry.vocabulary import english, negation, wordings

#: Small words that may stand between the words of a Danish phrase without changing it.
_DANISH_FILLERS = danish.word_set(
    """
    altid bare da de den der det du en et for ganske gerne godt han hans har hele helt hende hendes hun i
    igen jeg jo lidt lige man meget mere mest mig min mine mit nok nogle nu nye ofte os på ret rigtig rigtige sig sin
    sine sit sommetider stadig så sådan sådanne tit vi virkelig vist være alle alt hver barnet drengen pigen eleven
    sønnen datteren også faktisk egentlig simpelthen næsten nærmest efterhånden slet heller rigtigt særlig særligt
    specielt ham dem deres vores ligesom nogen noget længere endnu overhovedet selv ellers enormt utrolig utroligt
    voldsomt super mega pænt nogensinde desværre ikk måske ofte somme vældig vældigt temmelig ekstremt sgu kun
    blevet bliver
    """
)


@dataclass(frozen=True)
class Language:
    """How phrases of one language are met.

    Attributes:
        spellings: a word's forms as they may be written, folded.
        stem: a looser key that is enough within a phrase of several words.
        fillers: small words that may stand in between, folded.
        wordings: a phrase's words in every wording, the first as it is.
        contains_negation: whether a phrase denies something itself.
        may_deny: whether a word can deny what follows, or carry a denial on.
        is_negated: whether what follows some words of the same part of a sentence is denied by them; so many of the
            words, from the first on, are denied themselves.
    """

    spellings: Callable[[str], Collection[str]]
    stem: Callable[[str], str]
    fillers: frozenset[str]
    wordings: Callable[[list[str]], list[list[str]]]
    contains_negation: Callable[[list[str]], bool]
    may_deny: Callable[[str], bool]
    is_negated: Callable[[list[str], int], bool]


@lru_cache(maxsize=1 << 14)
def _danish_spellings(word: str) -> tuple[str, ...]:
    """The forms of a word as they are written with and without Danish letters; a tuple takes less room than a set."""
    return tuple({form if form.isascii() else danish.fold(form) for form in danish.forms(word)})


DANISH = Language(
    spellings=_danish_spellings,
    stem=danish.term,
    fillers=frozenset(map(danish.fold, _DANISH_FILLERS)),
    wordings=wordings.wordings,
    contains_negation=negation.contains_negation,
    may_deny=negation.may_deny,
    is_negated=negation.is_negated,
)
ENGLISH = Language(
    spellings=english.forms,
    stem=english.stem,
    fillers=english.FILLERS,
    wordings=english.wordings,
    contains_negation=english.contains_negation,
    may_deny=english.may_deny,
    is_negated=english.is_negated,
)
