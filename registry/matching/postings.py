"""What words count in documents (BM25F, without their rarity), and which of them are words of the language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from registry.matching import weights
from registry.matching.mentioned import Named
from registry.matching.strings import Numbers, Strings
from registry.matching.texts import FIELDS, NUMBER_OF, ReadTexts
from registry.matching.words import KnownWord
from registry.vocabulary.running import places_of

#: Fields whose words are words whatever their letters; in the others a capital may begin a name.
_NAMING = ("keywords", "labels")


class Postings(NamedTuple):
    """What `Segment` holds of words; see there."""

    terms: Strings
    offsets: Numbers
    documents: Numbers
    impacts: Numbers
    is_word: Numbers
    spellings: Strings
    spelled: Numbers


def postings(read: ReadTexts, named: Named, documents: int) -> Postings:
    """Return the words of so many documents, and the activities that they name, by term and document, ascending."""
    word, document = read.running.words, read.running.texts
    unit = _units(document, read.field, documents)
    activities = [KnownWord("", (term,)) for term in named.terms]
    return Postings(
        *_weighed(
            [*read.known, *activities],
            np.concatenate((word, named.term + len(read.known))),
            np.concatenate((document, named.document)),
            np.concatenate((unit[document, read.field], unit[named.document, named.field])),
            np.concatenate((_are_words(read), np.zeros(len(named.term), dtype=np.bool_))),
            documents,
        ),
        *_spelled(read, documents),
    )


def _are_words(read: ReadTexts) -> Numbers:
    """Keywords, first words of titles, and whatever is written small somewhere: the rest may be names.

    What nobody looks for is left out: by its stem "eller" would make a word of Ellen, "han" one of Hanne.
    """
    telling, small = read.each(lambda one: one.is_telling), read.each(lambda one: one.is_small)
    found: Numbers = (telling & (read.are_in(_NAMING) | small)) | (read.first & (read.field == NUMBER_OF["title"]))
    return found


def _weighed(
    known: Sequence[KnownWord], word: Numbers, document: Numbers, unit: Numbers, is_word: Numbers, documents: int
) -> tuple[Strings, Numbers, Numbers, Numbers, Numbers]:
    numbers: dict[str, int] = {}
    terms_of = [[numbers.setdefault(term, len(numbers)) for term in one.terms] for one in known]
    terms = [term.encode() for term in numbers]
    in_order = sorted(range(len(terms)), key=terms.__getitem__)
    place = np.empty(len(terms), dtype=np.int64)
    place[in_order] = np.arange(len(terms))
    many = np.array([len(one) for one in terms_of], dtype=np.int64)
    flat = place[np.array([term for one in terms_of for term in one], dtype=np.int64)]
    times = many[word]
    met, which, firsts = _grouped(flat[places_of(many, word)] * documents + np.repeat(document, times))
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


def _spelled(read: ReadTexts, documents: int) -> tuple[Strings, Numbers]:
    """What is written small everywhere in a word: a name hardly ever is."""
    spellings = sorted({one.spelling.encode() for one in read.known if one.spelling})
    numbers = {spelling: number for number, spelling in enumerate(spellings)}
    each = read.each(lambda one: numbers[one.spelling.encode()] if one.spelling else -1, np.int64)
    met, _, _ = _grouped((each * documents + read.running.texts)[each >= 0])
    return Strings.of(spellings), np.bincount(met // max(1, documents), minlength=len(spellings)).astype(np.uint32)


def _grouped(keys: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Return the different keys ascending, where all stood by key, and at which of those each key's begin.

    Keys are sorted together with where they stand: sorting numbers is several times faster than finding an order.
    """
    bits = max(1, len(keys).bit_length())
    both = np.sort((keys << bits) | np.arange(len(keys)))
    keys = both >> bits
    firsts = np.flatnonzero(np.diff(keys, prepend=-1))
    return keys[firsts], both & ((1 << bits) - 1), firsts


def _units(document: Numbers, field: Numbers, documents: int) -> Numbers:
    """What a word counts in each field of each document: less in a long one."""
    size = np.bincount(document * len(FIELDS) + field, minlength=documents * len(FIELDS))
    weight, usual, damping = np.array([weights.FIELDS[name] for name in FIELDS]).T
    units: Numbers = weight / (1 - damping + damping * np.maximum(1.0, size.reshape(documents, len(FIELDS)) / usual))
    return units
