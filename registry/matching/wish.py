"""What is asked for: chips, each either a demand ("skal passe") or a wish ("gerne").

A `Chip` is one value of one kind; kinds and values are those of the search API's `understood`. A `Wish` is the chips
with the order wanted and the page. It is all that survives of a sentence, so it is also all that a URL holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Self, get_args

from registry.matching import address, labels
from registry.matching.text import Text, capitalised
from registry.matching.values import Alike, Kind, Sort, Value

SORTS: tuple[Sort, ...] = get_args(Sort)
KINDS: tuple[Kind, ...] = get_args(Kind)

#: More chips than anybody needs, and few enough that a made-up URL can't keep the server busy.
MOST_CHIPS = 40

_ORDER = {kind: number for number, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that is asked for.

    Attributes:
        kind: as in the search API.
        value: as in the search API; an age is a pair of years, both included, a time a pair such as ("15:00", "17:00").
        demand: whether an offer must meet it, or only comes higher when it does.
        span: where in the sentence it was read; None when it wasn't.
        text: the words it was read from; they are never stored or put into a URL.
        confidence: how sure the reading is, 0 to 1.
        named: the part of a place's district that was meant, as the vocabulary writes it: "Vejgaard".
        guessed: a need that the sentence only sounds like: a wish that counts less.
    """

    kind: Kind
    value: Value
    demand: bool = True
    span: tuple[int, int] | None = field(default=None, compare=False)
    text: str = field(default="", compare=False)
    confidence: float = field(default=1.0, compare=False)
    named: str = ""
    guessed: bool = False

    @property
    def key(self) -> tuple[Kind, Value]:
        """What makes two chips the same one."""
        return self.kind, self.value

    def label(self, locale: str = "da") -> str:
        """Return what the chip says: "9 år", "Mandag", "Ikke fodbold"."""
        return capitalised(self.words).label(locale)

    def inline(self, locale: str = "da") -> str:
        """Return what the chip says inside a sentence: "9 år", "mandag", "ikke fodbold", "Nørresundby"."""
        return self.words.label(locale)

    @property
    def words(self) -> Text:
        """`inline` in both languages."""
        return labels.part_words(self.kind, self.named) if self.named else labels.chip_words(self.kind, self.value)


@dataclass(frozen=True, slots=True)
class Wish:
    """All that is asked for. Chips are kept in one order, each once, so that equal wishes have equal URLs.

    Attributes:
        alike: the offers that a sentence was like, where the extra in `semantic.py` compared it; see there.
    """

    chips: tuple[Chip, ...] = ()
    sort: Sort = "fit"
    page: int = 1
    alike: Alike = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "chips", _settled(self.chips))
        object.__setattr__(self, "page", max(1, self.page))

    def __bool__(self) -> bool:
        return bool(self.chips)

    @property
    def demands(self) -> tuple[Chip, ...]:
        """The chips that an offer must meet."""
        return tuple(chip for chip in self.chips if chip.demand)

    @property
    def wishes(self) -> tuple[Chip, ...]:
        """The chips that only decide the order."""
        return tuple(chip for chip in self.chips if not chip.demand and not chip.guessed)

    @property
    def guesses(self) -> tuple[Chip, ...]:
        """The wishes that nobody has said, but that the sentence sounds like."""
        return tuple(chip for chip in self.chips if chip.guessed)

    def of(self, *kinds: Kind) -> tuple[Chip, ...]:
        """Return the chips of some kinds."""
        return tuple(chip for chip in self.chips if chip.kind in kinds)

    def has(self, kind: Kind, value: Value) -> bool:
        """Whether the value is asked for, demanded or wished."""
        return any(chip.key == (kind, value) for chip in self.chips)

    def demands_value(self, kind: Kind, value: Value) -> bool:
        """Whether the value is demanded."""
        return any(chip.key == (kind, value) for chip in self.demands)

    def without(self, *chips: Chip) -> Self:
        """Return the wish without some chips, from its first page."""
        gone = {chip.key for chip in chips}
        return self._with(chip for chip in self.chips if chip.key not in gone)

    def without_kinds(self, *kinds: Kind) -> Self:
        """Return the wish without any chip of some kinds, from its first page."""
        return self._with(chip for chip in self.chips if chip.kind not in kinds)

    def toggled(self, chip: Chip) -> Self:
        """Return the wish with a chip's flag set or taken off; a guess becomes a wish of its own.

        A place and its radius are one condition.
        """
        together: set[Kind] = {"place", "radius"} if chip.kind in {"place", "radius"} and self.of("radius") else set()
        return self._with(
            replace(one, demand=not chip.demand and not chip.guessed, guessed=False)
            if one.key == chip.key or one.kind in together
            else one
            for one in self.chips
        )

    def with_chips(self, more: Iterable[Chip]) -> Self:
        """Return the wish with more chips; one that was there keeps its place, and is a demand if either is."""
        return self._with((*self.chips, *more))

    def sorted(self, sort: Sort) -> Self:
        """Return the wish in another order, from its first page."""
        return replace(self, sort=sort, page=1)

    def on_page(self, page: int) -> Self:
        """Return another page of the same wish."""
        return replace(self, page=page)

    def _with(self, chips: Iterable[Chip]) -> Self:
        return replace(self, chips=tuple(chips), page=1)

    @classmethod
    def from_query(cls, pairs: Iterable[tuple[str, str]]) -> Self:
        """Read the wish from the parameters of a URL; what makes no sense is left out, never an error."""
        pairs = list(pairs)
        asked, sort, page = address.read(pairs)
        chips = tuple(Chip(one.kind, one.value, one.demand, named=one.named, guessed=one.guessed) for one in asked)
        return cls(chips, sort, page, address.read_alike(pairs))

    def to_query(self) -> list[tuple[str, str]]:
        """Return the wish as parameters of a URL, in a stable order."""
        return address.write(self)

    def url(self, path: str = "/find") -> str:
        """Return the address of the page that shows the wish."""
        return address.url(path, self.to_query())


def _settled(chips: Iterable[Chip]) -> tuple[Chip, ...]:
    """Each chip once, in the order of the kinds, guesses after what was said; one radius at most, after its place."""
    once: dict[tuple[Kind, Value], Chip] = {}
    for chip in chips:
        known = once.get(chip.key)
        if known is None:
            once[chip.key] = chip
        else:
            named = known.named if known.named == chip.named else ""
            guessed = known.guessed and chip.guessed
            once[chip.key] = replace(known, demand=known.demand or chip.demand, named=named, guessed=guessed)
    places = [chip for chip in once.values() if chip.kind == "place"]
    radii = [chip for chip in once.values() if chip.kind == "radius"]
    for radius in radii:
        del once[radius.key]
    if radii and places:
        once[radii[-1].key] = replace(radii[-1], demand=any(place.demand for place in places))
    return tuple(sorted(once.values(), key=_place)[:MOST_CHIPS])


def _place(chip: Chip) -> tuple[int, bool, str]:
    """Where a chip stands: those of a kind as they were said, guesses in an order of their own."""
    return _ORDER[chip.kind], chip.guessed, str(chip.value) if chip.guessed else ""
