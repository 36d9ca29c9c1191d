"""Takes compounds apart: "svømmehold" → "svømme", "hold".

A word comes apart before a head of the field ("hold", "klub", "café") where what stands before it is a word; else
where two words that are common enough meet, the likeliest way by their frequencies. An s that only joins is taken out
("ungdomsklub" → "ungdom", "klub"), an e stays ("børnekor" → "børne", "kor"). Derived words ("forening", "venskab"),
inflected ones ("fodbolden") and those of the list in `compound_words.py` ("mandag") stay whole: an explanation that
says "dag" of a "mandag" is worse than a missed part.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from math import log10
from typing import NamedTuple

from registry.danish.compound_words import FIRST_PARTS, HEADS, NEVER, PREFIXES, SHORT_FIRST_PARTS, SUFFIXES
from registry.danish.frequencies import english_frequency, frequency
from registry.danish.inflection import forms, listed_forms
from registry.danish.terms import term
from registry.danish.text import normalise, word_set

_SHORTEST, _LONGEST = 5, 40
#: A large catalogue has so many different words, and each is asked about more than once.
_REMEMBERED = 1 << 16
_SHORT, _SHORTEST_FIRST, _SHORTEST_LAST = 3, 3, 3
#: A part outside the lists has so many letters, and is met so often in a million words.
_SHORTEST_OTHER_LAST, _COMMON_FIRST, _COMMON_LAST = 4, 1.0, 1.0
#: What the lists' words count as at least, a million.
_LISTED = 20.0
#: A listed word comes apart when its last part is so many times as common.
_MORE_COMMON = 5
#: An s that joins is likelier behind what is a compound itself, "brætspilscafé", than behind a simple word.
_S = 0.2
_MUCH_MORE_COMMON = 20
#: Each further part must pay for itself.
_JOINT = 0.6
#: Inflections of a head that can't be mistaken for the end of another word; the first two also of a very short head.
_SAFE_ENDINGS = ("erne", "ene", "en", "et", "ens", "ets")
#: Before a word of its own these make another word, not a compound: "mistrives", "overfølsom".
_DERIVING = PREFIXES & word_set("for fra frem gen ind med mis mod om over sam trans til under ud van ved")
_ENDINGS = (
    "ernes",
    "enes",
    "erne",
    "ene",
    "ens",
    "ets",
    "ers",
    "ede",
    "en",
    "et",
    "er",
    "es",
    "te",
    "ne",
    "e",
    "s",
    "r",
    "n",
    "t",
)


class _Split(NamedTuple):
    """A way to take a word apart, and how unlikely it is."""

    cost: float
    first: str
    last: str


def parts(word: str) -> tuple[str, ...]:
    """Return the parts of a compound, in small letters: "Svømmehold" → ("svømme", "hold"); () when it is none.

    A part may be a compound itself: "brætspilscafé" → ("brætspil", "café").
    """
    return _parts(word) if len(word) <= _LONGEST else ()


def part_terms(word: str) -> tuple[str, ...]:
    """Return the index terms of a compound's parts and of their parts, each once; () when it is none."""
    return _part_terms(word) if len(word) <= _LONGEST else ()


@lru_cache(maxsize=1 << 14)
def _parts(word: str) -> tuple[str, ...]:
    plain = normalise(word)
    if not plain.isalpha() or len(plain) < _SHORTEST:
        return ()
    split = _split(plain)
    return (split.first, split.last) if split else ()


@lru_cache(maxsize=_REMEMBERED)
def _part_terms(word: str) -> tuple[str, ...]:
    whole = term(word)
    found: dict[str, None] = {}
    waiting = list(_parts(word))
    while waiting:
        part = waiting.pop(0)
        found[term(part)] = None
        waiting += _parts(part)
    return tuple(one for one in found if one != whole)


@lru_cache(maxsize=_REMEMBERED)
def _split(word: str) -> _Split | None:
    spellings = tuple(dict.fromkeys((_with_danish_letters(word), word)))
    if len(word) < _SHORTEST or any(map(_stays_whole, spellings)):
        return None
    if word.endswith("s") and not frequency(word) and (owned := _split(word[:-1])):
        return owned._replace(last=owned.last + "s")
    ways = [way for one in spellings for at in range(2, len(one) - 2) if (way := _way(one[:at], one[at:]))]
    best = min(ways, key=lambda way: (not _ends_in_head(way.last), way.cost), default=None)
    return best if best and (best.last in _heads() or _is_sure(word, best)) else None


def _with_danish_letters(word: str) -> str:
    return word.replace("aa", "å").replace("ae", "æ").replace("oe", "ø")


def _ends_in_head(last: str) -> bool:
    while last not in _heads():
        inner = _split(last)
        if inner is None:
            return False
        last = inner.last
    return True


def _is_sure(word: str, split: _Split) -> bool:
    """Whether a word without a head of the field is a compound: a listed one may be simple."""
    whole = frequency(word)
    if not whole:
        return True
    is_common = frequency(split.first) >= whole and frequency(split.last) >= _MORE_COMMON * whole
    return is_common and len(split.last) > _SHORTEST_OTHER_LAST


def _way(first: str, last: str) -> _Split | None:
    """Return what it costs to take a word apart here; None where it can't be."""
    if last in SUFFIXES or last in PREFIXES or first in PREFIXES or len(last) < _SHORTEST_LAST:
        return None
    is_head = last in _heads()
    if not is_head and len(first) < _SHORTEST_FIRST:
        return None
    after = _last_cost(last, is_head=is_head)
    before = _first(first) if after is not None else None
    if after is None or before is None:
        return None
    return _Split(before[0] + after, before[1], last)


def _last_cost(last: str, *, is_head: bool) -> float | None:
    often = frequency(last)
    if is_head:
        return _cost(max(often, _LISTED))
    if len(last) >= _SHORTEST_OTHER_LAST and often >= _COMMON_LAST:
        return _cost(often)
    inner = _split(last) if len(last) > _SHORTEST else None
    return inner.cost + _JOINT if inner and inner.first not in SUFFIXES else None


def _first(first: str) -> tuple[float, str] | None:
    """Return the first part without an s that joins, with its cost; None where it is no word."""
    stem = first.removesuffix("s")
    if stem != first and len(stem) >= _SHORTEST_FIRST and frequency(stem) >= frequency(first):
        cost = _first_cost(stem)
        if cost is not None:
            return cost + (_S if frequency(stem) else -_S), _with_its_e(stem)
    cost = _first_cost(first)
    return None if cost is None else (cost, first)


def _with_its_e(stem: str) -> str:
    """Give "arbejd" of "arbejdsmarked" back its e."""
    often = frequency(stem)
    return stem + "e" if often and frequency(stem + "e") >= _MUCH_MORE_COMMON * often else stem


def _first_cost(first: str) -> float | None:
    if first in PREFIXES:
        return None
    if len(first) <= _SHORT:
        return _cost(max(frequency(first), _LISTED)) if first in SHORT_FIRST_PARTS else None
    if first in FIRST_PARTS or first in HEADS:
        return _cost(max(frequency(first), _LISTED))
    if frequency(first) >= _COMMON_FIRST:
        return _cost(frequency(first))
    if first.endswith("e") and frequency(first[:-1]) >= _COMMON_FIRST:
        return _cost(frequency(first[:-1])) + _JOINT / 2
    inner = _split(first)
    return inner.cost + _JOINT + _S if inner else None


def _cost(often: float) -> float:
    return 6 - log10(often)


def _stays_whole(word: str) -> bool:
    """Whether it is a word of the list, a derived or an English word, or an inflection of a simple one."""
    return (
        word in _never()
        or english_frequency(word) > frequency(word)
        or any(word[at:] and frequency(word[at:]) and word[:at] in _DERIVING for at in range(3, len(word) - 3))
        or any(word in forms(base) and not _split(base) for base in _bases(word))
    )


def _bases(word: str) -> Iterator[str]:
    """Listed words that a word may be an inflection of, by its ending."""
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _SHORTEST_FIRST:
            doubled = stem[-1] == stem[-2] and ending[0] == "e"
            yield from (
                base
                for base in (stem, stem[:-1] if doubled else stem, stem + "e")
                if frequency(base) >= 1 and base != word
            )


@cache
def _heads() -> frozenset[str]:
    return frozenset(form for head in HEADS for form in _noun_forms(head))


def _noun_forms(head: str) -> frozenset[str]:
    """Its forms; of a short one only those that hardly end another word."""
    made = forms(head)
    if len(head) > _SHORT + 1:
        return made
    endings = _SAFE_ENDINGS if len(head) > _SHORT else _SAFE_ENDINGS[:2]
    return listed_forms(head) | frozenset(form for form in made if form.endswith(endings))


@cache
def _never() -> frozenset[str]:
    return frozenset(form for word in NEVER for form in forms(word))
