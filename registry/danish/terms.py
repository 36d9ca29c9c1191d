"""Index terms: what a word is compared by. Normalise, stem, then fold, in that order.

The stemmer knows Danish letters, so folding comes last: "Nørresundby" and "Noerresundby" then meet.
"""

from __future__ import annotations

import re
import threading
from functools import lru_cache

import Stemmer

from registry.danish.compound_words import HEADS, SHORT_FIRST_PARTS
from registry.danish.frequencies import frequency
from registry.danish.text import fold, normalise, without_accents, words

#: Longer "words" are pasted addresses and the like: they are not worth a place in the cache.
_LONGEST_CACHED = 40

#: Words with a stressed e, which the stemmer takes for an ending, or for half of one: "café", "cafeen", "lektiecafeer".
_STRESSED = re.compile(r"(.*(?:caf|komit|mosk|orkid)e)(?:e?(?:ns?|rs?|rnes?|ts?)|s)?")

_SPELLED_OUT = {"aa": "å", "ae": "æ", "oe": "ø"}
_LETTERS = re.compile("aa|ae|oe")

#: A noun that is hardly more than a vowel, which the stemmer finds too short for endings: "byen", "stuen", "træets".
_SHORT = re.compile("([^aeiouyæøå]{1,3}[aeiouyæøå])e(?:ns?|ts?|rs?|r?nes?)")

_local = threading.local()


def _stem(word: str) -> str:
    """Stem with this thread's own stemmer, because the stemmer's objects may not be shared."""
    stemmer = getattr(_local, "stemmer", None)
    if stemmer is None:
        stemmer = _local.stemmer = Stemmer.Stemmer("danish")
    stem: str = stemmer.stemWord(word)
    return stem


def _noun(base: str) -> str | None:
    """The noun that a short word is a form of: "by" of "byen", "stue" of "stuen"; None where it is no noun."""
    return base if base in SHORT_FIRST_PARTS | HEADS else base + "e" if frequency(base + "e") else None


def _make(word: str) -> str:
    plain = without_accents(normalise(word))
    plain, apostrophe, ending = plain.partition("'")
    plain = with_danish_letters(plain)
    stressed, short = _STRESSED.fullmatch(plain), _SHORT.fullmatch(plain)
    if short and (base := _noun(short[1])):
        return fold(base)
    return fold(stressed[1] if stressed else _stem(plain)) or apostrophe + ending


_make_cached = lru_cache(maxsize=1 << 16)(_make)


def with_danish_letters(plain: str) -> str:
    """Return a word in small letters with å, æ and ø where they are spelled out, if that makes it a word.

    "idraet" is "idræt", while "broen" stays; of a word that isn't listed the longest listed ending decides.
    """
    spelled = _spelled(plain)
    if spelled == plain:
        return plain
    for at in range(len(plain) - 1):
        often, otherwise = frequency(plain[at:]), frequency(_spelled(plain[at:]))
        if often or otherwise:
            return spelled if otherwise > often else plain
    return plain


def _spelled(plain: str) -> str:
    return _LETTERS.sub(lambda found: _SPELLED_OUT[found[0]], plain)


def term(word: str) -> str:
    """Return the index term of one word: "Børnene", "boern" → terms that match; cached and safe in threads."""
    return _make(word) if len(word) > _LONGEST_CACHED else _make_cached(word)


def terms(text: str) -> list[str]:
    """Return the index terms of `text` in order, repeated as often as they occur."""
    return [term(word.text) for word in words(text)]
