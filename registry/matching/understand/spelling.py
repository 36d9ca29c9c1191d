"""The sentence as it was meant: misspelt words corrected before any rule reads it, and where all really stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import NamedTuple

from registry import danish
from registry.danish import Corrector
from registry.matching import activities
from registry.matching.understand import listed
from registry.matching.understand.reading import Span
from registry.matching.wish import Chip
from registry.vocabulary import Vocabulary, current
from registry.vocabulary.english import looks_english

#: Words of the rules, which no vocabulary has.
_OF_RULES = """
    tirs tors mandag tirsdag onsdag torsdag fredag lørdag søndag mandage tirsdage onsdage torsdage fredage lørdage
    søndage mandagen tirsdagen onsdagen torsdagen fredagen lørdagen søndagen
    morgen formiddag eftermiddag aften aftenen weekend weekenden hverdag
    ferie ferien skoleferie sommerferie efterårsferie vinterferie juleferie påskeferie skoletiden frikvarteret
    januar februar marts april juni juli august september oktober november december
    gratis billigt kroner kontingent kilometer nærheden omkring
    måneder halvandet fire seks otte elleve tolv tretten fjorten femten seksten sytten atten nitten tyve
    klasse klassen børnehaveklasse børnehave vuggestue dagpleje indskoling mellemtrin udskoling skolestart teenager
    årig årige årgang gymnasiet efterskole nyfødt spædbarn
    kørestol elevator rampe handicaptoilet trinfri tegnsprog tolk teleslynge svagtseende hørehæmmet
    arabisk dansk engelsk farsi kurdisk polsk rumænsk russisk somalisk spansk tyrkisk tysk ukrainsk vietnamesisk
    forældre familie familien søskende dreng drenge pige piger barnet klassen elever voksne
    udendørs indendørs online naturen hjemme skolen efter inden alene individuelt gruppe
    gerne helst måske eventuelt ikke uden undtagen hader elsker ingen aldrig interesserer interesseret
"""
_OF_ENGLISH_RULES = """
    monday tuesday wednesday thursday friday saturday sunday morning afternoon evening weekend holiday holidays summer
    free cheap year years months grade class kindergarten nursery school teenager wheelchair interpreter boy girl
    parents family siblings outdoors indoors online without never maybe preferably loves likes hates enjoys afraid
"""
#: Before a noun these say how it is, and a compound would say something else: "bedste ven", "varmt vand".
_SAY_HOW = danish.word_set(
    """
    bedste dårlig dårlige dyb egen egne ekstra eneste enkelt fast faste fri frie fælles gammel gamle glad glade
    god gode godt grøn grønne grønt hel hele hurtig høj høje kold koldt kort korte lang lange lav lave let lette
    lige lille mange meget mindre ny nye nyt ren rene rolig rolige rød samme sidste sikker sikkert skæv små
    stille stor store stort svag svage svær svære syg syge tung tæt tørt ung unge varm varme varmt voksen voksne våd
    """
)
_SHORTEST_FIRST = 2
_SENTENCE_ENDS = re.compile(r"(?:^|[.!?\n])\s*$")


class Corrected(NamedTuple):
    """A word that was read as another: as it was written, what it was read as, and where it stands."""

    written: str
    read: str
    span: Span


@dataclass(frozen=True, slots=True)
class Spelled:
    """A sentence with its misspelt words corrected.

    Attributes:
        text: as it was meant.
        corrected: what was changed, in order.
    """

    original: str
    text: str
    corrected: tuple[Corrected, ...]

    def in_original(self, chip: Chip) -> Chip:
        """Return a chip of the corrected sentence with its words and its place in the original."""
        if chip.span is None or not self.corrected:
            return chip
        span = (self._place(chip.span[0], at_end=False), self._place(chip.span[1], at_end=True))
        return replace(chip, span=span, text=self.original[slice(*span)])

    def in_corrected(self, span: Span) -> Span:
        """Where a span of the original, outside what was corrected, stands in the corrected sentence."""
        longer = sum(len(one.read) - (one.span[1] - one.span[0]) for one in self.corrected if one.span[1] <= span[0])
        return span[0] + longer, span[1] + longer

    def _place(self, at: int, *, at_end: bool) -> int:
        """Where a character stands in the original; inside a corrected word, where that word begins or ends."""
        longer = 0
        for one in self.corrected:
            start = one.span[0] + longer
            end = start + len(one.read)
            if at <= start:
                break
            longer += len(one.read) - (one.span[1] - one.span[0])
            if at < end:
                return one.span[1] if at_end else one.span[0]
        return at - longer


def as_written(text: str) -> Spelled:
    """Return a sentence in which nothing is corrected."""
    return Spelled(text, text, ())


def corrected(text: str, corrector: Corrector, names: Collection[Span] = ()) -> Spelled:
    """Correct the words that `corrector` doesn't know and compounds written apart, except where a name stands."""
    found: list[Corrected] = []
    words = danish.words(text)
    if looks_english(text, words):
        corrector = english_corrector(current())
    for word, following in zip_longest(words, words[1:]):
        if found and word.start < found[-1].span[1]:
            continue
        begins = bool(_SENTENCE_ENDS.search(text[: word.start]))
        if following and (joined := _joined(text, word, following, corrector)):
            found.append(Corrected(text[word.start : following.end], joined, (word.start, following.end)))
        elif (word.start, word.end) not in names and not _is_name(word.text):
            meant = corrector.correct(word.text, begins_sentence=begins)
            if meant:
                found.append(Corrected(word.text, meant, (word.start, word.end)))
    pieces, at = [], 0
    for one in found:
        pieces += [text[at : one.span[0]], one.read]
        at = one.span[1]
    return Spelled(text, "".join((*pieces, text[at:])), tuple(found))


def _joined(text: str, word: danish.Word, following: danish.Word, corrector: Corrector) -> str | None:
    """Return the compound of the vocabulary that two words were meant to be: "skole vægring"."""
    joined = danish.normalise(word.text + following.text)
    is_apart = text[word.end : following.start] == " " and following.text.islower() and word.text[1:].islower()
    if not is_apart or len(word.text) < _SHORTEST_FIRST or danish.normalise(word.text) in _SAY_HOW:
        return None
    return joined if danish.parts(joined) and corrector.foundation.knows(joined) else None


def _is_name(word: str) -> bool:
    return not listed.names().isdisjoint(listed.without_genitive(danish.fold(word)))


def vocabulary_corrector(vocabulary: Vocabulary) -> Corrector:
    """Return a corrector that knows the words of the vocabulary, the activities, the places and the rules."""
    return _made(vocabulary, _texts)


def english_corrector(vocabulary: Vocabulary) -> Corrector:
    """Return a corrector for English sentences: it knows what the vocabulary says in English, and the places."""
    return _made(vocabulary, _english_texts)


_Texts = Callable[[Vocabulary], Iterable[str]]
_correctors: dict[tuple[str, _Texts], Corrector] = {}
#: Two languages of the vocabulary in use, of the one before, and of one that is tried out.
_MOST_CORRECTORS = 6


def _made(vocabulary: Vocabulary, texts: _Texts) -> Corrector:
    known = _correctors.get((vocabulary.version, texts))
    if known is None:
        words = {word.text for text in texts(vocabulary) for word in danish.words(_without_beginnings(text))}
        plain = (danish.normalise(word) for word in words if word.isalpha() and not word.isupper())
        known = Corrector(Counter(form for word in plain for form in {word, *danish.listed_forms(word)}))
        while len(_correctors) >= _MOST_CORRECTORS:
            _correctors.pop(next(iter(_correctors)), None)
        _correctors[vocabulary.version, texts] = known
    return known


def _texts(vocabulary: Vocabulary) -> Iterator[str]:
    yield _OF_RULES
    yield from activities.wordings()
    for need in vocabulary.needs.values():
        yield from (*need.phrases, *need.hints, need.label_da, need.short_da)
    for signal in vocabulary.safety.values():
        yield from signal.phrases
    yield from (value.label_da for facet in vocabulary.facets.values() for value in facet.values.values())
    yield from _places(vocabulary)


def _english_texts(vocabulary: Vocabulary) -> Iterator[str]:
    yield _OF_ENGLISH_RULES
    yield from activities.wordings()
    yield from (activity.label_en for activity in activities.activities().values())
    for need in vocabulary.needs.values():
        yield from (*need.phrases_en, need.label_en, need.short_en)
    for signal in vocabulary.safety.values():
        yield from signal.phrases_en
    yield from (value.label_en for facet in vocabulary.facets.values() for value in facet.values.values())
    yield from _places(vocabulary)


def _places(vocabulary: Vocabulary) -> Iterator[str]:
    yield from (postal.town for postal in vocabulary.postals.values())
    yield from (locality.name for locality in vocabulary.localities)


def _without_beginnings(phrase: str) -> str:
    """Leave out what is only the beginning of a word: "selvskad*"."""
    return " ".join(word for word in phrase.split() if not word.endswith("*"))
