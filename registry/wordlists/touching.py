"""Which texts an edit of words may touch: those in which a word stands that it adds or takes away.

Reading a text with all words as they are, and again as they would be, takes long. So what can't be touched is left out
first: offers by the catalogue's own terms, however many there are, and sentences by the changed phrases themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from pyroaring import BitMap

from registry import danish, vocabulary
from registry.danish.frequencies import frequency
from registry.matching.catalogue import Catalogue
from registry.matching.segment import Segment, as_bitmap
from registry.vocabulary import Need, Vocabulary
from registry.vocabulary.languages import DANISH, ENGLISH
from registry.vocabulary.model_activities import Activity
from registry.vocabulary.phrases import GAP, PhraseFinder, slots_of

#: A word is very common from so many times in a million words on.
VERY_COMMON = 100.0
#: More words than this aren't looked for among the catalogue's terms.
_MOST_WORDS = 40


def changed(kind: str, id_: str, after: Vocabulary) -> frozenset[str] | None:
    """Return the phrases that an edit adds or takes away, in both languages; None where more than phrases changes.

    Args:
        kind: of the entry that is edited.
        id_: its id.
        after: the vocabulary as it would be.
    """
    before = vocabulary.current()
    if kind == "behov":
        return _of_need(before.needs.get(id_), after.needs.get(id_))
    if kind == "aktivitet":
        return _of_activity(before.activities.concrete.get(id_), after.activities.concrete.get(id_))
    if kind == "aktivitetstype":
        old, new = before.activities.values[id_], after.activities.values[id_]
        return frozenset({*old.words, *old.words_en} ^ {*new.words, *new.words_en})
    return None


def _of_need(before: Need | None, then: Need | None) -> frozenset[str] | None:
    if then is None or (before and (before.retired, before.exceptions) != (then.retired, then.exceptions)):
        return None
    said = [
        (set(need.phrases), {*need.doubtful, *need.phrases_en}, set(need.hints)) if need else (set(), set(), set())
        for need in (before, then)
    ]
    return frozenset(phrase for old, new in zip(*said, strict=True) for phrase in old ^ new)


def _of_activity(before: Activity | None, then: Activity | None) -> frozenset[str] | None:
    if then is None or (before and (before.but, before.includes) != (then.but, then.includes)) or then.includes:
        return None
    said = [{one.id, one.label_en, *one.words, *one.words_en} if one else set() for one in (before, then)]
    if before and (before.retired, before.value) != (then.retired, then.value):
        return frozenset(said[0] | said[1])
    return frozenset(said[0] ^ said[1])


def offers_with(catalogue: Catalogue, phrases: Iterable[str]) -> list[str] | None:
    """Return the ids of the live offers in which a phrase may stand; None for phrases that nothing can be told of.

    Every way of saying a phrase has a word that is rarer than its others. An offer that has none of those, in any form
    or compound, can't have the phrase.
    """
    words = {word for phrase in phrases for word in _rarest_words(phrase)}
    keys = {key.encode() for word in words for key in _keys(word) if key}
    if not keys or len(words) > _MOST_WORDS:
        return None
    found = ((segment, _documents(segment, keys) & alive) for segment, alive in _parts(catalogue))
    return sorted(segment.offer_id(number) for segment, documents in found for number in documents)


def may_be_read_differently(phrases: frozenset[str]) -> Callable[[str], bool]:
    """Return what tells whether a sentence may be: it has one of the phrases, or a word that isn't everybody's."""
    finders = [PhraseFinder([("changed", sorted(phrases))], language=language) for language in (DANISH, ENGLISH)]
    telling = set(_telling_terms(" ".join(phrases)))

    def may(sentence: str) -> bool:
        met = any(finder.find(sentence, keep_negated=True) for finder in finders)
        return met or not telling.isdisjoint(_telling_terms(sentence))

    return may


def _telling_terms(text: str) -> Iterator[str]:
    spelled = (word.text for word in danish.words(text))
    yield from (danish.term(word) for word in spelled if frequency(danish.normalise(word)) < VERY_COMMON)


def _parts(catalogue: Catalogue) -> Iterator[tuple[Segment, BitMap]]:
    return zip(catalogue.segments, catalogue.alive, strict=True)


def _rarest_words(phrase: str) -> Iterator[str]:
    slots = slots_of(phrase)
    for order in DANISH.wordings(slots) if len(slots) > 1 else [slots]:
        places = [slot.replace("*", "").split("|") for slot in order if slot != GAP]
        yield from min(places, key=lambda words: max(frequency(danish.normalise(word)) for word in words), default=[])


def _keys(word: str) -> set[str]:
    """Return what some term has in it wherever the word stands, also as a part of another."""
    return {danish.term(one) for one in (word, *DANISH.spellings(word))}


def _documents(segment: Segment, keys: set[bytes]) -> BitMap:
    found = BitMap()
    for number, term in enumerate(segment.terms.all()):
        if any(key in term for key in keys):
            found |= as_bitmap(segment.documents[int(segment.offsets[number]) : int(segment.offsets[number + 1])])
    return found
