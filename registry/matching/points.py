"""What gives an offer points: that it says a need or an activity, that its text does, or a word."""

from __future__ import annotations

from collections.abc import Iterator

from pyroaring import BitMap

from registry import vocabulary
from registry.matching import activities, weights
from registry.matching.segment import Numbers, Segment, as_bitmap
from registry.matching.sought import sought
from registry.matching.values import Kind
from registry.matching.wish import Chip

#: Kinds that give points instead of a factor.
POINTS: frozenset[Kind] = frozenset({"need", "activity", "word"})
#: How a need, or a wide activity, can be an offer's: the tags that give points.
_TAGS: dict[Kind, tuple[str, ...]] = {"need": ("need", "read"), "activity": ("activity", "about", "named")}


def is_of_the_facet(chip: Chip) -> bool:
    """Whether a chip is one of the wide activities of the vocabulary, and no word to look for."""
    return chip.kind == "activity" and chip.value in vocabulary.current().facets["activity"].values


def has_tags(chip: Chip) -> bool:
    """Whether an offer can be what a chip asks for: a need or a wide activity; a word can only be said."""
    return chip.kind == "need" or is_of_the_facet(chip)


def share_of(chip: Chip) -> float:
    """Return what a chip counts: 1, and less for a guess."""
    return weights.GUESSED if chip.guessed else 1.0


def tags_of(chip: Chip, one: Segment) -> Iterator[tuple[BitMap, float]]:
    """Yield the documents that are what a chip asks for with their points, each document once."""
    value = chip.value
    if chip.kind == "need":
        said, share = one.tagged(f"need:{value}"), share_of(chip)
        yield said, weights.NEED * share
        yield one.tagged(f"read:{value}") - said, weights.NEED_READ * share
    elif is_of_the_facet(chip):
        chosen, about = one.tagged(f"activity:{value}"), one.tagged(f"about:{value}")
        yield chosen, weights.ACTIVITY
        yield about - chosen, weights.ACTIVITY_READ
        yield one.tagged(f"named:{value}") - (chosen | about), weights.ACTIVITY_NAMED


def kin_of(chip: Chip, one: Segment) -> Iterator[tuple[BitMap, float]]:
    """Yield the documents of the same kind as the concrete activity, or of a need close to the one, that is asked for.

    That brings them before others; it isn't what was asked for, so they aren't said to match.
    """
    if chip.kind == "need" and (need := vocabulary.current().needs.get(str(chip.value))):
        close = BitMap.union(BitMap(), *(one.tagged(f"{how}:{id_}") for id_ in need.kin for how in ("need", "read")))
        yield close - one.tagged(f"need:{need.id}") - one.tagged(f"read:{need.id}"), weights.NEED_KIN * share_of(chip)
    activity = activities.find(str(chip.value)) if chip.kind == "activity" else None
    if activity:
        yield one.tagged(f"activity:{activity.value}"), weights.ACTIVITY_KIN


def postings_of(chip: Chip, one: Segment) -> Iterator[tuple[str, float, Numbers, Numbers]]:
    """Yield the terms that a chip is looked for by: what each counts, the documents that have it, and its impacts."""
    if has_tags(chip):
        return
    for term, weight in sought(str(chip.value)):
        documents, impacts = one.postings(term)
        if len(documents):
            yield term, weight, documents, impacts


def giving(chip: Chip, one: Segment) -> BitMap:
    """Return the documents that get points for a chip."""
    tagged = [one.tagged(f"{how}:{chip.value}") for how in _TAGS[chip.kind]] if has_tags(chip) else []
    said = [as_bitmap(documents) for _, _, documents, _ in postings_of(chip, one)]
    return BitMap.union(BitMap(), *tagged, *said)
