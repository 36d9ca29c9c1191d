"""Index terms: what a word is compared by. Normalise, stem, then fold, in that order.

The stemmer knows Danish letters, so folding comes last: "Nørresundby" and "Noerresundby" then meet.
"""

from __future__ import annotations

import re
import threading
from functools import lru_cache

import Stemmer

from registry.danish.text import fold, normalise, without_accents, words

#: Longer "words" are pasted addresses and the like: they are not worth a place in the cache.
_LONGEST_CACHED = 40

#: Words with a stressed e, which the stemmer takes for an ending, or for half of one: "café", "cafeen", "lektiecafeer".
_STRESSED = re.compile(r"(.*(?:caf|komit|mosk|orkid)e)(?:e?(?:ns?|rs?|rnes?|ts?)|s)?")

_local = threading.local()


def _stem(word: str) -> str:
    """Stem with this thread's own stemmer, because the stemmer's objects may not be shared."""
    stemmer = getattr(_local, "stemmer", None)
    if stemmer is None:
        stemmer = _local.stemmer = Stemmer.Stemmer("danish")
    stem: str = stemmer.stemWord(word)
    return stem


def _make(word: str) -> str:
    plain = without_accents(normalise(word))
    plain, apostrophe, ending = plain.partition("'")
    stressed = _STRESSED.fullmatch(plain)
    return fold(stressed[1] if stressed else _stem(plain)) or apostrophe + ending


_make_cached = lru_cache(maxsize=1 << 16)(_make)


def term(word: str) -> str:
    """Return the index term of one word: "Børnene", "boern" → terms that match; cached and safe in threads."""
    return _make(word) if len(word) > _LONGEST_CACHED else _make_cached(word)


def terms(text: str) -> list[str]:
    """Return the index terms of `text` in order, repeated as often as they occur."""
    return [term(word.text) for word in words(text)]
