"""Documents put together for fast searching: postings, bitmaps and columns. Never changed once made.

Nothing here is an object for each document, so that a million of them take little room, and all of it can lie in a
file that several processes share. What an offer says in words is left in the database.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from pyroaring import BitMap

from registry.danish import Corrector
from registry.matching import strings
from registry.matching.strings import Strings

Numbers = strings.Numbers

OLDEST = 120
NO_TIME = -1
_LOOKED_AT = 256
#: Of so many documents one more must have a word for misspelt ones to be corrected to it: offers are misspelt too.
_DOCUMENTS_FOR_A_WORD = 50_000
_EMPTY = np.empty(0, dtype=np.uint32)


@dataclass(frozen=True, slots=True)
class Slots:
    """Every weekly time of every document, one row each: the document, the day 0-6, minutes after midnight or -1."""

    document: Numbers
    day: Numbers
    start: Numbers
    end: Numbers


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Segment:
    """Documents, numbered from 0, and how to find them.

    Attributes:
        ids: of the offers; by_id: the documents in the order of their ids.
        titles: keys that sort in Danish order; order: each document's rank by title and id, so that ties are the same
            everywhere.
        tags: tag → the documents that have it.
        by_age: at `age`, the documents that take that age; `ages_unsaid` are the documents that lack a limit.
        age_min, age_max: years, -1 and 999 when not said. price: DKK, nan when not said.
        published, confirmed: seconds since 1970; confirmed is nan when it never was.
        postals: codes; `postal` is each document's index among them, -1 for none.
        terms: ascending; offsets, documents, impacts: postings of term `t` are `documents[offsets[t]:offsets[t + 1]]`.
        is_word: for each posting, whether the term is a word of the language there and not possibly a name.
        spellings: the words of the language as they are written; spelled: how many documents have each.
        choices: what `facets.py` has worked out about its choices.
        verdicts: what `conditions.py` has worked out about what is often asked for.
        remembered: what others have.
    """

    ids: Strings
    by_id: Numbers
    titles: Strings
    order: Numbers
    tags: dict[str, BitMap]
    age_min: Numbers
    age_max: Numbers
    price: Numbers
    capacity: Numbers
    published: Numbers
    confirmed: Numbers
    postals: tuple[str, ...]
    postal: Numbers
    slots: Slots
    terms: Strings
    offsets: Numbers
    documents: Numbers
    impacts: Numbers
    is_word: Numbers
    spellings: Strings
    spelled: Numbers
    everything: BitMap = field(init=False)
    by_age: tuple[BitMap, ...] = field(init=False)
    ages_unsaid: BitMap = field(init=False)
    choices: dict[Any, Any] = field(init=False, default_factory=dict)
    verdicts: dict[Any, Any] = field(init=False, default_factory=dict)
    remembered: dict[Any, Any] = field(init=False, default_factory=dict)
    _known_terms: dict[str, int | None] = field(init=False, default_factory=dict)
    _correctors: dict[int, tuple[Corrector, Corrector]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "everything", as_bitmap(np.arange(len(self))))
        object.__setattr__(self, "by_age", tuple(self.tagged(f"age:{age}") for age in range(OLDEST + 1)))
        object.__setattr__(self, "ages_unsaid", self.tagged("age:unsaid"))

    def __len__(self) -> int:
        return len(self.ids)

    def position(self, offer_id: str) -> int | None:
        """Return the document of an offer."""
        return self.ids.find(offer_id.encode(), self.by_id)

    def offer_id(self, document: int) -> str:
        """Return the offer that a document is of."""
        return self.ids[document].decode()

    def tagged(self, tag: str) -> BitMap:
        """Return the documents with a tag."""
        return self.tags.get(tag) or BitMap()

    def postings(self, term: str) -> tuple[Numbers, Numbers]:
        """Return the documents that have a term, ascending, and what it counts in each before its rarity."""
        some = self._postings(term)
        return (self.documents[some], self.impacts[some]) if some else (_EMPTY, _EMPTY)

    def have_term(self, documents: Numbers, term: str) -> Numbers:
        """Return which documents have a term."""
        return found_in(documents, self.postings(term)[0])[0]

    def has_word(self, term: str, alive: BitMap) -> bool:
        """Whether a term is a word of the language, and not possibly a name, in some document that is alive."""
        some = self._postings(term)
        if some is None:
            return False
        documents, is_word = self.documents[some], self.is_word[some]
        for start in range(0, len(documents), _LOOKED_AT):  # of a common word, the first ones tell
            here = slice(start, start + _LOOKED_AT)
            if any(number in alive for number in documents[here][is_word[here]].tolist()):
                return True
        return False

    def spelled_words(self) -> dict[str, int]:
        """Return the words of the language as they are written, with how many documents have them."""
        spellings = (spelling.decode() for spelling in self.spellings.all())
        return dict(zip(spellings, self.spelled.tolist(), strict=True))

    def corrector(self, beneath: Corrector) -> Corrector:
        """Return a corrector that knows the words here and those of another; made once for each other."""
        known = self._correctors.get(id(beneath))
        if known is None or known[0] is not beneath:
            self._correctors.clear()
            least = 1 + len(self) // _DOCUMENTS_FOR_A_WORD
            words = {word: count for word, count in self.spelled_words().items() if count >= least}
            known = self._correctors[id(beneath)] = (beneath, Corrector(words, beneath))
        return known[1]

    def _postings(self, term: str) -> slice | None:
        if term in self._known_terms:
            number = self._known_terms[term]
        else:
            number = self.terms.find(term.encode())
            if len(self._known_terms) < 1 << 16:
                self._known_terms[term] = number
        return None if number is None else slice(int(self.offsets[number]), int(self.offsets[number + 1]))


def found_in(documents: Numbers, some: Numbers) -> tuple[Numbers, Numbers]:
    """Return which documents are among some others, ascending, and where those stand there."""
    at = some.searchsorted(documents.astype(some.dtype))
    found = at < len(some)
    found[found] = some[at[found]] == documents[found]
    return found, at[found]


def as_bitmap(documents: Numbers) -> BitMap:
    """Return document numbers as a bitmap; it reads an array of Python's own many times faster than one of numpy's.

    Nothing is kept as a run, which would take longer to make, and longer to compare with what isn't one.
    """
    return BitMap(array("I", documents.astype(np.uint32).tobytes()), optimize=False)


def as_array(documents: BitMap) -> Numbers:
    """Return a bitmap's document numbers, ascending."""
    return np.frombuffer(documents.to_array(), dtype=np.uint32).astype(np.int64)
