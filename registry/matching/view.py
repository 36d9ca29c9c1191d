"""What the find page shows: one dataclass, made from a wish and its outcome."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from registry import danish
from registry.danish.text import written
from registry.i18n import current_locale
from registry.i18n import gettext as _
from registry.matching import address
from registry.matching.editing import Choices, Editor, districts, editor, radii
from registry.matching.lexicon import common_words
from registry.matching.nearly import Nearly, grouped
from registry.matching.outcome import FacetCount, Outcome, Relaxation
from registry.matching.values import Kind, Sort
from registry.matching.wish import Chip, Wish
from registry.vocabulary import SafetySignal
from registry.web.paging import Paging

PAGE_SIZE = 20
#: With so few results, what is nearly right is shown too.
FEW = 5
#: How many choices of a facet stand there at once; the others open below them.
SHOWN_CHOICES = 5
#: A chip read with less confidence than this tells what it was read from.
SURE = 0.75
SHOWN_RELAXATIONS = 4

_NUMBERS = {3: "tre", 4: "fire", 5: "fem", 6: "seks", 7: "syv", 8: "otte", 9: "ni", 10: "ti"}
#: Conditions that the form has a field of its own for.
_TYPED: frozenset[Kind] = frozenset({"age", "place", "radius"})


@dataclass(frozen=True)
class FacetGroup:
    """A heading of the filters, with its choices; those without results come only when they are chosen."""

    id: str
    title: str
    choices: tuple[FacetCount, ...]
    is_open: bool

    @property
    def chosen(self) -> int:
        """How many of its choices are demanded."""
        return sum(choice.chosen for choice in self.choices)

    @property
    def first(self) -> tuple[FacetCount, ...]:
        """The choices that stand there at once: chosen ones and the most frequent."""
        return tuple(choice for n, choice in enumerate(self.choices) if n < SHOWN_CHOICES or choice.chosen)

    @property
    def more(self) -> tuple[FacetCount, ...]:
        """The choices that open below."""
        return tuple(choice for n, choice in enumerate(self.choices) if n >= SHOWN_CHOICES and not choice.chosen)


class Correction(NamedTuple):
    """What was read otherwise than it was written, and how to take it back.

    Attributes:
        written, read: the misspelt words, and those they were taken for.
        sentence: all that was written, to be posted again; it stands in this one answer and never in an address.
        url: where to post it: the search as it was before.
    """

    written: str
    read: str
    sentence: str
    url: str


@dataclass(frozen=True)
class FindPage:
    """Everything the find page draws.

    Attributes:
        wish: what is asked for.
        outcome: what was found.
        safety: messages to show above everything, once.
        correction: what was read otherwise than written; only in the answer to a sentence.
    """

    wish: Wish
    outcome: Outcome
    safety: tuple[SafetySignal, ...] = ()
    correction: Correction | None = None

    @property
    def title(self) -> str:
        """The heading of the results."""
        return results_title(self.wish, self.outcome)

    @property
    def paging(self) -> Paging:
        """Which page of the results this is."""
        return Paging.of(self.wish.page, PAGE_SIZE, self.outcome.total)

    def page_url(self, number: int) -> str:
        """Return the address of another page of the results."""
        return self.wish.on_page(number).url()

    @property
    def sorts(self) -> list[tuple[str, str, bool]]:
        """The orders: name, address, whether it is this one. Without a place there is no nearest."""
        names: list[tuple[Sort, str]] = [("fit", _("Passer bedst")), ("distance", _("Nærmest")), ("newest", _("Nyest"))]
        return [
            (name, self.wish.sorted(sort).url(), sort == self.wish.sort)
            for sort, name in names
            if sort != "distance" or self.wish.of("place")
        ]

    @property
    def facets(self) -> list[FacetGroup]:
        """The filters, in the order of the page; the ones with something chosen stand open."""
        groups: list[tuple[str, str, tuple[Kind, ...]]] = [
            ("behov", _("Behov"), ("need",)),
            ("tid", _("Dag"), ("weekday",)),
            ("ramme", _("Tidspunkt"), ("setting",)),
            ("pris", _("Pris"), ("price",)),
            ("aktivitet", _("Aktivitet"), ("activity",)),
            ("hvem", _("Hvem tilbyder det?"), ("sector",)),
            ("gruppe", _("Gruppestørrelse"), ("group_size",)),
            ("adgang", _("Tilgængelighed"), ("access",)),
            ("sprog", _("Sprog"), ("language",)),
            ("maal", _("Politikmål"), ("element",)),
        ]
        found = []
        for id_, title, kinds in groups:
            choices = tuple(
                choice
                for kind in kinds
                for choice in self.outcome.facets.get(kind, ())
                if choice.count or choice.chosen
            )
            if choices:
                is_open = id_ == "behov" or any(choice.chosen for choice in choices)
                found.append(FacetGroup(id_, title, choices, is_open))
        return found

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """The chips that the filter form has no field for, as hidden fields: wishes, words, exclusions …"""
        drawn = {choice.chip.key for group in self.facets for choice in group.choices if choice.chosen}
        typed = [next((chip for chip in self.wish.of(kind) if chip.demand), None) for kind in _TYPED]
        kept = [chip for chip in self.wish.chips if chip.key not in drawn and chip not in typed]
        pairs = [address.pair(chip) for chip in kept] + address.alike_pairs(self.wish)
        return [*pairs, ("sort", address.SORT_NAMES[self.wish.sort])] if self.wish.sort != "fit" else pairs

    @property
    def age(self) -> str:
        """What stands in the age field."""
        demanded = [address.pair(chip)[1] for chip in self.wish.of("age") if chip.demand]
        return demanded[0] if demanded else ""

    @property
    def place(self) -> str:
        """The place chosen: a postal code, and the part of its district that is meant."""
        return next((address.pair(chip)[1] for chip in self.wish.of("place") if chip.demand), "")

    @property
    def place_name(self) -> str:
        """What the chip of the chosen place says."""
        return next((chip.label(current_locale()) for chip in self.wish.of("place") if chip.demand), "")

    @property
    def radius(self) -> str:
        """The radius chosen, in km."""
        return next((str(chip.value) for chip in self.wish.of("radius") if chip.demand), "")

    @property
    def places(self) -> tuple[Choices, ...]:
        """The postal districts to choose from."""
        return districts(self.place)

    @property
    def shows_nearly(self) -> bool:
        """Whether so little fits that near misses and what to let go of are shown."""
        return bool(self.wish.demands) and self.outcome.total <= FEW and self.wish.page == 1

    @property
    def relax(self) -> tuple[Relaxation, ...]:
        """What one demand less would give, where it gives more."""
        return tuple(one for one in self.outcome.relax if one.gain > 0)[:SHOWN_RELAXATIONS]

    @property
    def relax_title(self) -> str:
        """The sentence above what one demand less would give."""
        total, demands = self.outcome.total, self.outcome.demands
        all_of_them = _("det, der skal passe")
        if demands == 2:
            all_of_them = _("begge ønsker")
        elif demands > 2:
            all_of_them = _("alle %(n)s ønsker") % {"n": in_words(demands)}
        if not total:
            return _("Ingen tilbud opfylder %(all)s. Slip ét, og se flere") % {"all": all_of_them}
        if total == 1:
            return _("Kun 1 tilbud opfylder %(all)s. Slip ét, og se flere") % {"all": all_of_them}
        return _("Kun %(total)s tilbud opfylder %(all)s. Slip ét, og se flere") % {"total": total, "all": all_of_them}

    @property
    def nearly(self) -> list[Nearly]:
        """The nearly right offers by what they lack; the group with the best of them comes first."""
        return grouped(self.outcome.nearly)

    @property
    def children(self) -> list[tuple[str, str, bool]]:
        """With several ages asked for, the choice between them: name, address, whether it is this one."""
        ages = self.wish.of("age")
        if len(ages) < 2:
            return []
        both = _("Begge") if len(ages) == 2 else _("Alle børn")
        alone = [
            (
                _("Kun %(age)s") % {"age": one.label(current_locale())},
                self.wish.without(*_others(ages, one)).url(),
                False,
            )
            for one in ages
        ]
        return [(both, self.wish.on_page(1).url(), True), *alone]

    def editor(self, chip: Chip) -> Editor | None:
        """Return the form that changes a chip, for those that have one."""
        return editor(self.wish, chip)

    @property
    def radii(self) -> list[tuple[str, str]]:
        """Distances to choose from."""
        return radii()

    def read_from(self, chip: Chip) -> str:
        """Return the words that a chip was read from where they may have meant something else; empty elsewhere.

        Small words explain nothing: what the whole sentence sounds like is then told without them.
        """
        is_told = chip.confidence < SURE and chip.text.casefold() != chip.label("da").casefold()
        says_anything = any(danish.fold(word) not in common_words() for word in written(chip.text))
        return chip.text if is_told and says_anything else ""

    @property
    def protects_access(self) -> bool:
        """Whether something is demanded that we never suggest to give up."""
        return any(chip.kind == "access" and chip.demand for chip in self.wish.chips)


def results_title(wish: Wish, outcome: Outcome) -> str:
    """Return how many offers there are, in words."""
    total = outcome.total
    if not wish:
        return _("Alle %(n)s tilbud") % {"n": total} if total != 1 else _("Det ene tilbud, vi har")
    if not total:
        return _("Ingen tilbud passer helt")
    if not wish.demands and total > 1:  # what is only wished for decides the order, and rules nothing out
        first = {
            "fit": _("%(n)s tilbud, de bedste først"),
            "distance": _("%(n)s tilbud, de nærmeste først"),
            "newest": _("%(n)s tilbud, de nyeste først"),
        }
        return first[wish.sort] % {"n": total}
    return _("1 tilbud passer") if total == 1 else _("%(n)s tilbud passer") % {"n": total}


def in_words(n: int) -> str:
    """Return a small number as a word, in Danish; digits in English and from eleven on."""
    return _NUMBERS.get(n, str(n)) if current_locale() == "da" else str(n)


def _others(chips: tuple[Chip, ...], one: Chip) -> tuple[Chip, ...]:
    return tuple(chip for chip in chips if chip is not one)
