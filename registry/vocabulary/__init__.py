"""The words that offers and needs are described in: needs, policy frameworks, facets and places.

They are data: `data/*.toml`, read once, checked line by line and kept as frozen values, so that a mistake in a file
stops the start with the file, the id and the reason instead of showing up on somebody's screen. Every label exists
in Danish and English. `phrases.py` finds the vocabulary's phrases in Danish text, and `suggest.py` turns what it
finds into suggestions with the words that led to them; both only suggest, a person decides.

Verbs: current, load, distance_km, suggest_needs, suggest_elements.
"""

from registry.vocabulary.loader import current, load
from registry.vocabulary.model import (
    Area,
    BrokenVocabulary,
    Call,
    Crosswalk,
    Element,
    Facet,
    FacetValue,
    Framework,
    Locality,
    Municipality,
    Need,
    NeedGroup,
    Postal,
    SafetySignal,
    Vocabulary,
)
from registry.vocabulary.places import distance_km

__all__ = [
    "Area",
    "BrokenVocabulary",
    "Call",
    "Crosswalk",
    "Element",
    "Facet",
    "FacetValue",
    "Framework",
    "Locality",
    "Municipality",
    "Need",
    "NeedGroup",
    "Postal",
    "SafetySignal",
    "Vocabulary",
    "current",
    "distance_km",
    "load",
]
