"""What an edit would do: which searches are read differently, and which live offers it touches. Nothing is kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Any

from sqlalchemy.orm import Session

from registry import danish, vocabulary
from registry.i18n import current_locale
from registry.matching import activities, labels, live
from registry.matching.catalogue import Catalogue
from registry.matching.understand import PersonalData, understand
from registry.offers import queries
from registry.offers.queries import LiveOffer
from registry.offers.suggesting import text_of
from registry.overlay import actions
from registry.vocabulary import Fields, Vocabulary, suggest_needs
from registry.vocabulary.phrases import PhraseFinder
from registry.wordlists import kinds, touching

#: Of so many live offers, at most, the texts are read.
MOST_READ = 1000
_MOST_SHOWN = 20
_ALL = 100
#: Fields that only say how something is shown; the others decide how texts are read.
_SHOWN = {"label_da", "label_en", "short_da", "short_en", "description_da", "description_en", "group"}
_SHOWN |= {"message_da", "message_en", "call"}
#: Kinds that offers' texts are read for.
_TOUCHING_OFFERS = {"behov", "aktivitet", "aktivitetstype"}


@dataclass(frozen=True)
class Reading:
    """A search that is read differently: what it no longer says, and what it says then."""

    sentence: str
    lost: tuple[str, ...]
    gained: tuple[str, ...]


@dataclass(frozen=True)
class Touched:
    """A live offer that gets or loses something."""

    id: str
    title: str
    organisation: str


@dataclass(frozen=True)
class Preview:
    """What an edit would do.

    Attributes:
        searches: typical searches that are read differently, of so many `tried`.
        own: the administrator's own sentence, if they gave one; `own_refused`: it tells who somebody is.
        gain: live offers that get the suggestion, or are found by the activity; lose: that don't any more.
        gains, loses: how many of each, shown or not.
        having: how many live offers have a word that is added or taken away; None where more than words changes.
        looked_at: how many of them, or of all, were read. total: how many live offers there are.
        carrying: how many live offers carry the entry, or lie in the area; then: how many would.
        is_seen: whether the edit changes how they show it.
    """

    searches: tuple[Reading, ...] = ()
    tried: int = 0
    own: Reading | None = None
    own_refused: bool = False
    gain: tuple[Touched, ...] = ()
    lose: tuple[Touched, ...] = ()
    gains: int = 0
    loses: int = 0
    having: int | None = None
    looked_at: int = 0
    total: int = 0
    carrying: int = 0
    then: int = 0
    is_seen: bool = False


@cache
def examples() -> tuple[str, ...]:
    """Return the typical searches that every preview reads."""
    lines = (files("registry.wordlists") / "data" / "examples.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def preview(db: Session, kind: str, id_: str, laid: actions.Laid, after: Vocabulary, own: str) -> Preview:
    """Return what edits would do.

    Args:
        db: the database; nothing is written.
        kind: that of the entry edited.
        id_: its id.
        laid: the edits.
        after: the vocabulary that they would make.
        own: a sentence of the administrator's own, to be read too and forgotten; "" for none.
    """
    catalogue = live.current(db)
    is_seen = any(not fields.keys().isdisjoint(_SHOWN) for fields in laid.values())
    carrying, then = (_carrying(catalogue, words, kind, id_) for words in (vocabulary.current(), after))
    made = Preview(carrying=carrying, then=then, is_seen=is_seen)
    if not any(_changes_reading(fields) for fields in laid.values()):
        return _with_own(made, catalogue, after, own)
    phrases = touching.changed(kind, id_, after)
    made = _with_own(_searches(made, catalogue, after, phrases), catalogue, after, own)
    return _offers(db, made, catalogue, kind, id_, after, phrases) if kind in _TOUCHING_OFFERS else made


def _changes_reading(fields: Fields) -> bool:
    """Whether an edit, or taking one back, may decide how texts are read."""
    return not fields or not fields.keys() <= _SHOWN


def _with_own(made: Preview, catalogue: Catalogue, after: Vocabulary, own: str) -> Preview:
    if not own:
        return made
    try:
        return replace(made, own=_read(own, catalogue, after, exact=False))
    except PersonalData:
        return replace(made, own_refused=True)


def _searches(made: Preview, catalogue: Catalogue, after: Vocabulary, phrases: frozenset[str] | None) -> Preview:
    """Read the typical searches; those that have none of a need's changed phrases are read as before."""
    may = touching.may_be_read_differently(phrases) if phrases is not None else bool
    found = [_read(sentence, catalogue, after, exact=True) for sentence in examples() if may(sentence)]
    return replace(made, searches=tuple(one for one in found if one.lost or one.gained), tried=len(examples()))


def _offers(
    db: Session,
    made: Preview,
    catalogue: Catalogue,
    kind: str,
    id_: str,
    after: Vocabulary,
    phrases: frozenset[str] | None,
) -> Preview:
    """Read the live offers that may be touched, or the first of all where any may be."""
    ids = touching.offers_with(catalogue, phrases) if phrases is not None else None
    if ids is None:
        offers = list(islice(queries.each_live_offer(db), MOST_READ))
    else:
        offers = list(queries.live_offers(db, ids[:MOST_READ]))
    gain, lose = _suggested(offers, after, id_, phrases) if kind == "behov" else _named(offers, after, kind, id_)
    return replace(
        made,
        gain=tuple(map(_touched, gain[:_MOST_SHOWN])),
        lose=tuple(map(_touched, lose[:_MOST_SHOWN])),
        gains=len(gain),
        loses=len(lose),
        having=None if ids is None else len(ids),
        looked_at=len(offers),
        total=len(catalogue),
    )


def _read(sentence: str, catalogue: Catalogue, after: Vocabulary, *, exact: bool) -> Reading:
    """Return what changes for a sentence; misspelt words are corrected by the words as they are in either case."""
    before_said = _said(sentence, catalogue, vocabulary.current(), exact)
    with vocabulary.using(after):
        after_said = _said(sentence, catalogue, after, exact)
    return Reading(
        sentence,
        tuple(text for key, text in before_said.items() if key not in after_said),
        tuple(text for key, text in after_said.items() if key not in before_said),
    )


def _said(sentence: str, catalogue: Catalogue, words: Vocabulary, exact: bool) -> dict[Any, str]:
    """Return what a sentence is read as: its chips and safety messages, with their names."""
    locale = current_locale()
    moved = words.localities != catalogue.vocabulary.localities or words.postals != catalogue.vocabulary.postals
    read = understand(sentence, replace(catalogue, vocabulary=words) if moved else catalogue, exact=exact)
    said: dict[Any, str] = {chip.key: labels.chip_label(chip.kind, chip.value).label(locale) for chip in read.chips}
    return said | {
        ("safety", id_): f"{kinds.title('besked')}: {words.safety[id_].label(locale)}" for id_ in read.safety
    }


def _suggested(
    offers: Iterable[LiveOffer], after: Vocabulary, need: str, phrases: frozenset[str] | None
) -> tuple[list[LiveOffer], list[LiveOffer]]:
    """Return the offers that the need is then suggested for, and those that it no longer is."""
    gain, lose = list[LiveOffer](), list[LiveOffer]()
    telling = PhraseFinder([("changed", sorted(phrases))]) if phrases is not None else None
    for offer in offers:
        text = text_of(offer.content)
        if telling is not None and not telling.find(text, keep_negated=True):
            continue
        was = _is_suggested(text, need)
        with vocabulary.using(after):
            becomes = _is_suggested(text, need)
        if was != becomes:
            (gain if becomes else lose).append(offer)
    return gain, lose


def _is_suggested(text: str, need: str) -> bool:
    return any(one.id == need for one in suggest_needs(text, most=_ALL))


def _named(
    offers: Iterable[LiveOffer], after: Vocabulary, kind: str, id_: str
) -> tuple[list[LiveOffer], list[LiveOffer]]:
    """Return the offers whose texts then name the activity, and those whose texts no longer do."""
    gain, lose = list[LiveOffer](), list[LiveOffer]()
    for offer in offers:
        text = text_of(offer.content)
        words = danish.words(text)
        was = _names(text, words, kind, id_)
        with vocabulary.using(after):
            becomes = _names(text, words, kind, id_)
        if was != becomes:
            (gain if becomes else lose).append(offer)
    return gain, lose


def _names(text: str, words: list[danish.Word], kind: str, id_: str) -> bool:
    met = activities.mentions(text, words)
    if kind == "aktivitetstype":
        return any(one.value == id_ for one in met)
    return any(id_ in activities.wider(one.activity) for one in met if one.activity)


def _carrying(catalogue: Catalogue, words: Vocabulary, kind: str, id_: str) -> int:
    """Return how many live offers carry an entry as their own."""
    if kind == "omraade":
        area = words.areas.get(id_)
        tags = [f"place:{code}" for code in area.postals] if area else []
    else:
        name = {"behov": "need", "aktivitetstype": "activity"}.get(kind)
        tags = [f"{name}:{id_}"] if name else []
    return sum(
        len(segment.tagged(tag) & alive)
        for segment, alive in zip(catalogue.segments, catalogue.alive, strict=True)
        for tag in tags
    )


def _touched(offer: LiveOffer) -> Touched:
    return Touched(offer.id, offer.content.title, offer.organisation_name)
