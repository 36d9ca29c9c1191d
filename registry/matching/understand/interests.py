"""Needs, activities and words: what ranks. They are wishes, however firmly they are said."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Protocol

from registry import danish, vocabulary
from registry.danish import Corrector
from registry.matching import activities
from registry.matching.activities import Mention
from registry.matching.lexicon import common_words
from registry.matching.understand import names
from registry.matching.understand.listed import expressions, passing_words, without_genitive, word_names
from registry.matching.understand.listed import names as only_names
from registry.matching.understand.reading import Reading, Span
from registry.matching.values import Kind
from registry.vocabulary import safety_in
from registry.vocabulary.phrases import Found, PhraseFinder
from registry.vocabulary.recognise import is_doubtful

#: A phrase of several words is hardly ever meant otherwise; a single word may be, in running text above all.
_SEVERAL_WORDS, _ONE_WORD, _IN_PASSING, _IN_DOUBT = 0.95, 0.7, 0.5, 0.5
#: How likely a need must be to be guessed at, if the likeliest is likely enough for there to be any guess, and to count
#: as if it were said; no more than so many of them. Chosen where the judged searches of tests/quality that are tuned
#: with come out best: what is only perhaps meant ranks a little, and its chip is easily taken away.
_POSSIBLE, _FIRST_POSSIBLE, _LIKELY, _MOST_GUESSES = 0.03, 0.05, 0.4, 5
#: Where fewer words than this are left that say something, a need must be as likely as that: "skole" alone says little.
_SEVERAL, _SURE = 2, 0.75
_MOST_WORDS = 12
_SHORTEST_WORD = 3
#: Endings of inflections.
_ENDINGS = (
    "s",
    "n",
    "t",
    "r",
    "e",
    "en",
    "et",
    "er",
    "ne",
    "rne",
    "ene",
    "erne",
    "ens",
    "ets",
    "ede",
    "te",
    "ere",
    "est",
)
#: Endings of street names, folded.
_STREETS = ("vej", "vejen", "gade", "gaden", "alle", "straede", "vaenge", "boulevard")
#: What is feared isn't wanted.
_FEAR = re.compile(
    r"\b(?:bange|angst|skræk|ræd|nervøs|utryg|panik|fobi|afraid|scared|terrified|fear|phobia)\s+"
    r"(?:for|ved|af|of)\s+(?:(?:at|alle|store|the|all|big|være i|gå til)\s+)*$"
)
#: What one says no to, or only tells of, isn't wanted either.
_UNWANTED = re.compile(
    r"\b(?:ikke|ikk|ingen|aldrig|hader|uden|not|no|never|without|hates?|doesn't|don't)\s+"
    r"(?:(?:gider|vil|have|lide|til|at|noget|nogen|med|om|på|i|en|et|lyst|orker|kan|like|want|any|a|to|the"
    r"|do)\s+){0,4}$"
)
#: What somebody has given up isn't either.
_GIVEN_UP = re.compile(
    r"\b(?:stoppet|stopper|droppet|dropper|holdt op|sluttet|meldt sig ud|gået ud|smidt ud|quit|stopped|dropped out"
    r"|gave up|given up)"
    r"\s+(?:(?:til|med|i|af|på|at|gå|spille|dyrke|of|with|playing|doing|going|to)\s+){0,3}$"
)
#: Speaks for what follows being wanted.
_INTEREST = re.compile(
    r"\b(?:elsk\w+|vild med|glad for|interess\w+|noget med|noget|gerne|lide|dyrke\w*|spille\w*|gå til|går til|lære"
    r"|prøve|lave|hobby"
    r"|tilbud|kursus|hold|undervisning|aktivitet\w*|nysgerrig|drømmer|ønsker|søger|lyst til|god til|begejstret"
    r"|optaget af"
    r"|loves?|likes?|enjoys?|into|interested|wants?|something|play\w*|learn\w*|try|activit\w+|good at|keen on)\b"
)
_FOR_WHOM = re.compile(r"\s+(?:til|for|to)\b")
_AND_BEFORE = re.compile(r"\s*(?:,|og|eller|and|or|samt)\s+$")
#: So few other words in a part of a sentence that each of them counts.
_FEW = 2
#: Who can't yet may want to learn.
_UNABLE = re.compile(r"\b(?:kan|kunne|lært|can|could)\s+(?:\w+\s+)?$")


class Knowledge(Protocol):
    """What the offers' words are known by."""

    @property
    def corrector(self) -> Corrector:
        """What knows their spellings."""

    def knows(self, word: str) -> bool:
        """Whether a word is, by its stem, a word of some offer."""


def read_needs(reading: Reading, needs: Iterable[Found]) -> None:
    """Read needs; what is denied ("ikke genert") is understood, but no need, and a name is none."""
    for found in needs:
        if any(start < found.span[1] and found.span[0] < end for start, end in reading.names):
            continue
        reading.take_phrase(found.span)
        if not found.negated and not any(chip.key == ("need", found.id) for chip in reading.chips):
            is_clear = " " in found.phrase or found.phrase.isupper()
            confidence = _IN_DOUBT if is_doubtful(found) else _SEVERAL_WORDS if is_clear else _ONE_WORD
            reading.note("need", found.id, found.span, confidence)


def guess_needs(reading: Reading, needs: Iterable[Found]) -> None:
    """Read needs that the sentence sounds like, though no phrase says them; a likely one is as good as said."""
    denied = [found for found in needs if found.negated]
    words = [
        word
        for word in reading.words
        if reading.is_free((word.start, word.end))
        and not any(start < word.end and word.start < end for start, end in (found.span for found in denied))
    ]
    folded = [danish.fold(word.text) for word in words]
    telling = [one for one in folded if one not in common_words() and not one.endswith(_STREETS)]
    at_least = _POSSIBLE if len(telling) >= _SEVERAL else _SURE
    guesses = vocabulary.guess_needs(words, at_least=at_least, most=_MOST_GUESSES) if telling else []
    for guess in guesses if guesses and guesses[0].likelihood >= _FIRST_POSSIBLE else ():
        if guess.id not in {found.id for found in denied}:
            is_guess = guess.likelihood < _LIKELY
            reading.note("need", guess.id, guess.span, min(guess.likelihood, _ONE_WORD), is_guess=is_guess)


def _spans_of(reading: Reading, *kinds: Kind) -> list[Span]:
    return [chip.span for chip in reading.chips if chip.kind in kinds and chip.span]


def drop_spoken_for(reading: Reading) -> None:
    """Drop needs in words that are said of something else: "ikke til *sport*", "a Polish-speaking *volunteer*"."""
    spoken_for = _spans_of(reading, "not_activity", "language")
    for need in [chip for chip in reading.chips if chip.kind == "need"]:
        if need.span and any(start < need.span[1] and need.span[0] < end for start, end in spoken_for):
            reading.drop(need)


def read_activities(reading: Reading) -> None:
    """Read activities: the concrete one where it is one; an interest means its value, and is looked for as a word.

    A word as wide as "spil" or "mad" is one only where something speaks for it; else it is left among the words.
    """
    figurative = _figurative().find(reading.text, words=reading.words)
    for mention in activities.mentions(reading.text, reading.words):
        if not reading.is_free(mention.span) or not _is_activity(reading, mention):
            continue
        if any(start < mention.span[1] and mention.span[0] < end for start, end in (one.span for one in figurative)):
            reading.take(mention.span)
            continue
        concrete = activities.find(mention.activity) if mention.activity else None
        if concrete is None and not _is_meant(reading, mention.span):
            continue
        reading.take(mention.span)
        if _is_unwanted(reading, mention.span):
            continue
        if concrete and not concrete.is_interest:
            reading.note("activity", concrete.id, mention.span)
            continue
        if concrete:
            reading.note("word", concrete.id, mention.span)
        if concrete or not reading.in_phrase(mention.span):
            reading.note("activity", mention.value, mention.span, 1.0 if concrete else _ONE_WORD)


@cache
def _figurative() -> PhraseFinder:
    return PhraseFinder([("figurative", expressions())], negatable=False)


def read_words(reading: Reading, knowledge: Knowledge) -> None:
    """Read what is left as words, if some offer knows them; all others, names above all, are dropped.

    An offer knows a word by its stem, but Anders is no duck ("and"): a form of the word must be written somewhere too.
    """
    kept = 0
    unsure = names.perhaps(reading)
    for number, (word, folded) in enumerate(zip(reading.words, reading.folded, strict=True)):
        span = (word.start, word.end)
        if (
            number in unsure
            or not reading.is_free(span)
            or reading.in_phrase(span)
            or not _is_sought(word.text, folded)
        ):
            continue
        is_known = knowledge.knows(word.text) and _has_form(danish.normalise(word.text), knowledge.corrector)
        if kept < _MOST_WORDS and is_known and not _is_unwanted(reading, span):
            reading.note("word", danish.normalise(word.text), span, _IN_PASSING)
            kept += 1


def read_safety(text: str) -> tuple[str, ...]:
    """Return the ids of the safety signals in a sentence; they are never denied away."""
    return tuple(safety_in(text))


def _is_activity(reading: Reading, mention: Mention) -> bool:
    """Whether a word for an activity is one here: "it" in an English sentence isn't."""
    is_small = danish.fold(mention.text) in passing_words()
    return not (is_small and not mention.text.isupper() and reading.is_english)


def _is_meant(reading: Reading, span: Span) -> bool:
    """Whether a wide word says what is wanted: after "elsker" or "noget med", or with little else beside it."""
    start, end = reading.clause(span)
    beside = [
        folded
        for word, folded in zip(reading.words, reading.folded, strict=True)
        if start <= word.start < end and not span[0] <= word.start < span[1] and folded not in common_words()
    ]
    before = reading.before(span)
    is_several = " " in reading.text[slice(*span)]
    is_asked_for = not before.strip() or _INTEREST.search(before) or _FOR_WHOM.match(reading.plain, span[1])
    return len(beside) <= _FEW or is_several or bool(is_asked_for) or _is_beside_another(reading, span)


def _is_beside_another(reading: Reading, span: Span) -> bool:
    """Whether another activity stands right before, as in "yoga eller *dans*"."""
    and_before = _AND_BEFORE.search(reading.plain[: span[0]])
    ends = {chip.span[1] for chip in reading.chips if chip.kind == "activity" and chip.span}
    return and_before is not None and and_before.start() in ends


def _is_unwanted(reading: Reading, span: Span) -> bool:
    before = reading.before(span)
    said_no = _UNWANTED.search(before)
    is_denied = said_no and not _UNABLE.search(before[: said_no.start()])
    return bool(_FEAR.search(before) or _GIVEN_UP.search(before) or is_denied)


def _has_form(word: str, corrector: Corrector) -> bool:
    """Whether the word, an inflection of it, or what it is an inflection of is a known spelling."""
    if any(corrector.knows(form) for form in danish.forms(word)):
        return True
    bases = {word[: -len(ending)] for ending in _ENDINGS if word.endswith(ending)}
    bases |= {base[:-1] for base in bases if base[-2:-1] == base[-1:]}
    return any(len(base) > 1 and corrector.knows(base) and word in danish.forms(base) for base in bases)


def _is_sought(word: str, folded: str) -> bool:
    """Whether a word may say what is looked for: no number, no word of grammar, no name, no street."""
    if len(word) < _SHORTEST_WORD or any(map(str.isdecimal, word)) or folded in common_words():
        return False
    forms = set(without_genitive(folded))
    lists = (passing_words(), word_names(), only_names())
    return all(map(forms.isdisjoint, lists)) and not folded.endswith(_STREETS)
