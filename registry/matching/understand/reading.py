"""A sentence while it is being read: its words, what is already understood, and what is hedged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from registry import danish
from registry.danish import Word
from registry.matching.values import Kind, Value
from registry.matching.wish import Chip
from registry.vocabulary.english import looks_english

Span = tuple[int, int]

#: Says that a number is the most there may be.
AT_MOST = (
    r"(?:højst|højest|max\.?|maks\.?|maksimalt|maksimum|op til|ikke (?:over|mere end|flere end)"
    r"|at most|no more than|not (?:over|more than)|up to|maximum)"
)
#: What ends a part of a sentence, and with it the reach of a hedge.
_BOUNDARY = re.compile(r"[,.;:!?\n()]+(?=\s|$)|\s[-–]\s|\b(?:men|but)\b")
#: Makes a wish of what follows in the same part of the sentence.
_HEDGE = re.compile(
    r"\b(?:helst|måske|evt|eventuelt|muligvis|gerne|meget gerne|kunne være|hvis muligt|optimalt set"
    r"|preferably|ideally|maybe|perhaps|possibly|if possible|could be)\b"
)
#: "vil gerne" is how one says what is wanted: it only hedges what comes right after it.
_WANTING = re.compile(r"\b(?:vil|ville|vi|kan|skal)\s+(?:\w+\s+)?(?:meget\s+)?$")
_SMALL = (
    r"(?:i|på|om|til|for|fra|ved|en|et|den|det|være|have|kl|hver|omkring|nær|inden|tæt|af|er"
    r"|in|on|at|to|from|near|around|by|a|an|the|be|is|every|close)"
)
_ONLY_SMALL = re.compile(rf"(?:[\s.]|\b{_SMALL}\b)*")
_HEDGED_AFTER = re.compile(
    r"\s*(?:helst|måske|evt|eventuelt|gerne|ideally|preferably|maybe|perhaps)\s*(?:[,.;!?]|$)"
    r"|\s*,?\s*(?:if (?:at all )?possible|would be (?:nice|great|good|best)|er (?:bedst|at foretrække))\b"
    r"|\s*,?\s*hvis (?:det er )?muligt\b|\s*,?\s*hvis det kan lade sig gøre\b"
)
_EITHER_AFTER = re.compile(r"\s*,?\s*(?:eller|or)\b")
_EITHER_BEFORE = re.compile(rf"\b(?:eller|or)(?:\s+{_SMALL}\b)*\s*$")
#: Says no to what comes right after it.
_DENIAL = re.compile(
    r"\b(?:ikke|ikk|ej|ingen|intet|uden|aldrig|hverken|behøver ikke|not|no|without|never|isn't|doesn't need)\s+"
    r"(?:(?:om|i|på|til|for|med|en|et|den|det|være|nødvendigvis|noget|sidder|have|in|on|at|the|a|an|any|be"
    r"|for)\s+){0,3}$"
)


class Reading:
    """A sentence being read.

    Attributes:
        text: as written. plain: the same in small letters, character for character.
        words: the words; folded: each as one writes without Danish letters.
        chips: what is understood so far.
        names: where names of people stand; nothing is read there.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.plain = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
        self.words: list[Word] = danish.words(text)
        self.folded = [danish.fold(word.text) for word in self.words]
        self.chips: list[Chip] = []
        self.names: list[Span] = []
        self._taken = bytearray(len(text))
        self._phrases: list[Span] = []
        self._bounds = [0, *(found.end() for found in _BOUNDARY.finditer(self.plain)), len(text)]

    @cached_property
    def is_english(self) -> bool:
        """Whether the sentence is an English one, be its places Danish."""
        small = [word for word in self.words if not word.text[0].isupper()]
        return looks_english(" ".join(word.text for word in small), small)

    def find(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Yield where a pattern is met among what nobody has understood yet."""
        return (found for found in pattern.finditer(self.plain) if self.is_free(found.span()))

    def is_free(self, span: Span) -> bool:
        """Whether nothing between two characters is understood yet."""
        return not any(self._taken[slice(*span)])

    def take(self, span: Span) -> None:
        """Say that what stands there is understood."""
        self._taken[slice(*span)] = b"\1" * (span[1] - span[0])

    def take_names(self, names: list[Span]) -> None:
        """Say where names of people stand."""
        self.names = names
        for span in names:
            self.take(span)

    def take_phrase(self, span: Span) -> None:
        """Say that a need is said there: its words mean nothing by themselves, but numbers in it still do."""
        self._phrases.append(span)

    def in_phrase(self, span: Span) -> bool:
        """Whether a span touches words by which a need is said."""
        return any(start < span[1] and span[0] < end for start, end in self._phrases)

    def phrases_over(self, span: Span) -> list[Span]:
        """Return where needs are said by words that a span touches."""
        return [phrase for phrase in self._phrases if phrase[0] < span[1] and span[0] < phrase[1]]

    def near_phrase(self, span: Span) -> bool:
        """Whether a need is said in the same part of the sentence."""
        return self.in_phrase(self.clause(span))

    def has(self, *kinds: Kind) -> bool:
        """Whether something of some kinds is understood already."""
        return any(chip.kind in kinds for chip in self.chips)

    def add(
        self,
        kind: Kind,
        value: Value,
        span: Span,
        *,
        demand: bool | None = None,
        confidence: float = 1.0,
        named: str = "",
    ) -> None:
        """Add a chip and take its words; without `demand` it is one unless it is hedged."""
        is_demand = not self.is_hedged(span) if demand is None else demand
        if not any(chip.key == (kind, value) for chip in self.chips):
            self.chips.append(Chip(kind, value, is_demand, span, self.text[slice(*span)], confidence, named))
        self.take(span)

    def note(self, kind: Kind, value: Value, span: Span, confidence: float = 1.0, *, is_guess: bool = False) -> None:
        """Add a chip that only ranks, and leave its words to other rules."""
        if not any(chip.key == (kind, value) for chip in self.chips):
            text = self.text[slice(*span)]
            self.chips.append(
                Chip(kind, value, demand=False, span=span, text=text, confidence=confidence, guessed=is_guess)
            )

    def drop(self, chip: Chip) -> None:
        """Take a chip back, because another says it better."""
        self.chips.remove(chip)

    def clause(self, span: Span) -> Span:
        """Return the part of the sentence that a span begins in."""
        start = max((bound for bound in self._bounds if bound <= span[0]), default=0)
        end = min((bound for bound in self._bounds if bound >= span[1]), default=len(self.text))
        return start, end

    def is_hedged(self, span: Span) -> bool:
        """Whether what stands there is only wished for."""
        start, _ = self.clause(span)
        before, after = self.plain[start : span[0]], self.plain[span[1] :]
        for hedge in _HEDGE.finditer(before):
            is_wanting = hedge[0].endswith("gerne") and (
                _WANTING.search(before[: hedge.start()]) or re.match(r"\s+(?:vil|ville)\b", before[hedge.end() :])
            )
            if not is_wanting or _ONLY_SMALL.fullmatch(before[hedge.end() :]):
                return True
        either = _EITHER_AFTER.match(after) or _EITHER_BEFORE.search(before)
        return bool(_HEDGED_AFTER.match(after) or either)

    def is_denied(self, span: Span) -> bool:
        """Whether what stands there is said no to right before: "ikke på engelsk"."""
        return bool(_DENIAL.search(self.before(span)))

    def before(self, span: Span) -> str:
        """Return what stands before a span in its part of the sentence, in small letters."""
        return self.plain[self.clause(span)[0] : span[0]]

    def after(self, span: Span) -> str:
        """Return what stands after a span in its part of the sentence, in small letters."""
        return self.plain[span[1] : self.clause(span)[1]]
