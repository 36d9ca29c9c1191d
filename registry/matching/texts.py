"""The texts of many documents as numbers: everything about a word is found out once, however often it is written.

Terms, what they count (BM25F, without their rarity), and which of them are words of the language are then worked out
for all the documents together. What comes out for a document doesn't depend on the others.
"""

from __future__ import annotations

from array import array
from typing import NamedTuple

import numpy as np

from registry.danish.text import written
from registry.matching import activities, weights
from registry.matching.sought import CONCRETE
from registry.matching.strings import Numbers, Strings
from registry.matching.words import KnownWord, known

_FIELDS = tuple(weights.FIELDS)
_NUMBER_OF = {field: number for number, field in enumerate(_FIELDS)}
#: Fields whose words are words whatever their letters; in the others a capital may begin a name.
_NAMING, _TEXTS = ("keywords", "labels"), ("organisation", "title", "summary", "description")
#: Fields whose texts are short and met again and again.
_REPEATED = frozenset({"organisation", *_NAMING})


class Postings(NamedTuple):
    """What `Segment` holds of words; see there."""

    terms: Strings
    offsets: Numbers
    documents: Numbers
    impacts: Numbers
    is_word: Numbers
    spellings: Strings
    spelled: Numbers


class _Taken(NamedTuple):
    words: list[int]
    names: list[activities.Target]


class Texts:
    """Takes texts in, and gives the postings of all of them together."""

    def __init__(self) -> None:
        self._words: list[KnownWord] = []
        self._numbers = _Numbers(self._words)
        self._text = array("I")
        self._lengths = array("I")
        self._document = array("I")
        self._field = array("B")
        self._named = array("I")
        self._remembered: dict[str, _Taken] = {}

    def take(self, document: int, field: str, text: str) -> list[activities.Target]:
        """Take a text of a document in; return the activities that it names."""
        taken = self._remembered.get(text) if field in _REPEATED else None
        if taken is None:
            taken = self._read(text)
            if field in _REPEATED:
                self._remembered[text] = taken
        self._text.extend(taken.words)
        self._lengths.append(len(taken.words))
        self._document.append(document)
        self._field.append(_NUMBER_OF[field])
        return taken.names

    def name(self, document: int, field: str, activity: str) -> None:
        """Say that a text of a document names a concrete activity."""
        self._named.extend((document, _NUMBER_OF[field], self._numbers[CONCRETE + activity]))

    def _read(self, text: str) -> _Taken:
        numbers, naming = self._numbers, self._numbers.naming
        words = [numbers[word] for word in written(text)]
        beginnings = [(at, naming[number]) for at, number in enumerate(words) if number in naming]
        names = activities.named([self._words[number].folded for number in words], beginnings) if beginnings else []
        return _Taken(words, names)

    def postings(self, documents: int) -> Postings:
        """Return what was taken in, by term and document, ascending."""
        lengths = np.array(self._lengths, dtype=np.int64)
        fields, owners = np.array(self._field, dtype=np.int64), np.array(self._document, dtype=np.int64)
        word = np.array(self._text, dtype=np.int64)
        field, document = np.repeat(fields, lengths), np.repeat(owners, lengths)
        is_word = self._are_words(word, field, lengths)
        named = np.array(self._named, dtype=np.int64).reshape(-1, 3)
        unit = _units(owners, fields, lengths, documents)
        spellings, spelled = self._spelled(word, document, documents)
        return Postings(
            *self._weighed(
                np.concatenate((word, named[:, 2])),
                np.concatenate((document, named[:, 0])),
                np.concatenate((unit[document, field], unit[named[:, 0], named[:, 1]])),
                np.concatenate((is_word, np.zeros(len(named), dtype=np.bool_))),
                documents,
            ),
            spellings,
            spelled,
        )

    def _are_words(self, word: Numbers, field: Numbers, lengths: Numbers) -> Numbers:
        """Keywords, first words of titles, and whatever is written small somewhere: the rest may be names.

        What nobody looks for is left out: by its stem "eller" would make a word of Ellen, "han" one of Hanne.
        """
        telling, small = self._each("is_telling")[word], self._each("is_small")[word]
        first = np.zeros(len(word) + 1, dtype=np.bool_)
        first[np.cumsum(lengths) - lengths] = True  # a text without words marks the next one's, or the end
        title = field == _NUMBER_OF["title"]
        text = np.isin(field, [_NUMBER_OF[name] for name in _TEXTS])
        found: Numbers = (telling & (~text | small)) | (title & first[:-1])
        return found

    def _weighed(
        self, word: Numbers, document: Numbers, unit: Numbers, is_word: Numbers, documents: int
    ) -> tuple[Strings, Numbers, Numbers, Numbers, Numbers]:
        numbers: dict[str, int] = {}
        terms_of = [[numbers.setdefault(term, len(numbers)) for term in one.terms] for one in self._words]
        terms = [term.encode() for term in numbers]
        in_order = sorted(range(len(terms)), key=terms.__getitem__)
        place = np.empty(len(terms), dtype=np.int64)
        place[in_order] = np.arange(len(terms))
        many = np.array([len(one) for one in terms_of], dtype=np.int64)
        flat = place[np.array([term for one in terms_of for term in one], dtype=np.int64)]
        times = many[word]
        where = np.arange(int(times.sum())) + np.repeat(
            (np.cumsum(many) - many)[word] - (np.cumsum(times) - times), times
        )
        met, which, firsts = _grouped(flat[where] * documents + np.repeat(document, times))
        amount = np.add.reduceat(np.repeat(unit, times)[which], firsts)
        is_word = np.logical_or.reduceat(np.repeat(is_word, times)[which], firsts)
        rise = weights.SATURATION
        return (
            Strings.of(terms[number] for number in in_order),
            np.searchsorted(met, np.arange(len(terms) + 1) * documents),
            (met % max(1, documents)).astype(np.uint32),
            ((rise + 1) * amount / (rise + amount)).astype(np.float32),
            is_word,
        )

    def _spelled(self, word: Numbers, document: Numbers, documents: int) -> tuple[Strings, Numbers]:
        """What is written small everywhere in a word: a name hardly ever is."""
        spellings = sorted({one.spelling.encode() for one in self._words if one.spelling})
        numbers = {spelling: number for number, spelling in enumerate(spellings)}
        spelling = np.array([numbers[one.spelling.encode()] if one.spelling else -1 for one in self._words], np.int64)
        each = spelling[word]
        met, _, _ = _grouped((each * documents + document)[each >= 0])
        return Strings.of(spellings), np.bincount(met // max(1, documents), minlength=len(spellings)).astype(np.uint32)

    def _each(self, attribute: str) -> Numbers:
        return np.array([getattr(one, attribute) for one in self._words], dtype=np.bool_)


class _Numbers(dict[str, int]):
    """The number of each word as it is written; a new word gets the next one."""

    def __init__(self, words: list[KnownWord]) -> None:
        super().__init__()
        self._words = words
        self.naming: dict[int, activities.Beginning] = {}

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self._words)
        one = known(word)
        self._words.append(one)
        if one.can_name:
            self.naming[number] = one.can_name
        return number


def _grouped(keys: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Return the different keys ascending, where all stood by key, and at which of those each key's begin.

    Keys are sorted together with where they stand: sorting numbers is several times faster than finding an order.
    """
    bits = max(1, len(keys).bit_length())
    both = np.sort((keys << bits) | np.arange(len(keys)))
    keys = both >> bits
    firsts = np.flatnonzero(np.diff(keys, prepend=-1))
    return keys[firsts], both & ((1 << bits) - 1), firsts


def _units(document: Numbers, field: Numbers, lengths: Numbers, documents: int) -> Numbers:
    """What a word counts in each field of each document: less in a long one."""
    size = np.bincount(document * len(_FIELDS) + field, weights=lengths, minlength=documents * len(_FIELDS))
    weight, usual, damping = np.array([weights.FIELDS[name] for name in _FIELDS]).T
    units: Numbers = weight / (1 - damping + damping * np.maximum(1.0, size.reshape(documents, len(_FIELDS)) / usual))
    return units
