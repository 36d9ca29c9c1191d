"""What a word of a search is looked for by: the index terms that say it, and what each of them counts.

"hold" is said by itself and, less plainly, as a part of "svømmehold". Parts have terms of their own, so that what is
spoken of with a need ("skole") isn't found in every "rideskole". A compound is looked for by its parts too: they give
points, but only the whole word is said to be there.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from registry import danish
from registry.matching import activities, weights
from registry.matching.lexicon import common_words
from registry.vocabulary import remembered

#: Before a concrete activity among the terms, and before a part of a compound: no word can be taken for one.
CONCRETE, PART_OF = "@", "+"
_REMEMBERED = 1 << 12
#: Danish family and street names end so, folded.
_END_NAMES = danish.word_set(
    """
    agger bak bakke bakken berg bjerg bo borg bro bund by bygade dahl dal eng ende fjord gaard gade gren have hede hoej
    holdt holm holt hus juel kjaer klint krog lund lunde mand mark mose myr park plads ris rod skov sig slot sted sten
    stoft straede strand stroem sund svend soe toft torp torv vad vang vej vejen vig vold aa ager
    """
)


class Sought(NamedTuple):
    """An index term, and what finding it counts against finding a word itself."""

    term: str
    weight: float


def concrete_term(word: str) -> str | None:
    """Return the concrete activity that a chip's word names, itself or by another word for it."""
    known = activities.find(word)
    if known:
        return known.id
    meaning = activities.meaning(danish.fold(word))
    return meaning[1] if meaning else None


@remembered(_REMEMBERED)
def ways_to_say(value: str) -> tuple[tuple[Sought, ...], ...]:
    """Return, for each word of a chip's value, the terms of which a text has one if it says the word."""
    concrete = concrete_term(value)
    return (
        ((Sought(CONCRETE + concrete, 1.0),),)
        if concrete
        else tuple(ways_to_write(word.text) for word in danish.words(value))
    )


@remembered(_REMEMBERED)
def sought(value: str) -> tuple[Sought, ...]:
    """Return everything that gives points for a chip's value: what says it, and what says a part of it."""
    said = [one for ways in ways_to_say(value) for one in ways]
    if any(one.term.startswith(CONCRETE) for one in said):
        return tuple(said)
    parts = [part for word in danish.words(value) for part in sought_parts(word.text)]
    near = [Sought(prefix + part, weights.PART * weight) for part in parts for prefix, weight in _PLAIN_OR_PART]
    return tuple({one.term: one for one in (*near, *said)}.values())


@lru_cache(maxsize=1 << 15)
def sought_parts(word: str) -> tuple[str, ...]:
    """Return the terms of a compound's parts that somebody may look for: no "dag" of a "klubdag"."""
    return tuple(part for part in danish.part_terms(word) if part not in _common_terms())


def may_be_known_by_parts(word: str) -> bool:
    """Whether a compound that nobody has written may be looked for by its parts; no family name may."""
    parts = danish.parts(word)
    return bool(parts) and word.islower() and danish.fold(parts[-1]) not in _END_NAMES


_PLAIN_OR_PART = (("", 1.0), (PART_OF, weights.PART))


def ways_to_write(word: str) -> tuple[Sought, ...]:
    """Return the terms that a word is written by, whatever it names: by itself, and as a part of a compound."""
    term = danish.term(word)
    return tuple(Sought(prefix + term, weight) for prefix, weight in _PLAIN_OR_PART)


@cache
def _common_terms() -> frozenset[str]:
    return frozenset(map(danish.term, common_words()))
