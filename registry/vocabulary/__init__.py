"""The words that offers and needs are described in: needs, policy frameworks, facets and places.

They are data: `data/*.toml`, read once, checked line by line and kept as frozen values, so that a mistake in a file
stops the start with the file, the id and the reason instead of showing up on somebody's screen. Every label exists
in Danish and English. `phrases.py` finds the vocabulary's phrases in Danish text: `recognise.py` in a searcher's
sentence, and `suggest.py` in an offer's text, with the words that led to each suggestion. What no phrase says,
`guess.py` tells by sentences that people were met to say. Nothing here decides for anybody: a chip can be removed, and
a suggestion is taken or left.

Verbs: current, load, distance_km, needs_in, guess_needs, safety_in, suggest_needs, suggest_elements.
"""

from registry.vocabulary.guess import Guess, guess_needs
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
    Sentence,
    Vocabulary,
)
from registry.vocabulary.places import distance_km
from registry.vocabulary.recognise import needs_in, safety_in
from registry.vocabulary.suggest import suggest_elements, suggest_needs

__all__ = [
    "Area",
    "BrokenVocabulary",
    "Call",
    "Crosswalk",
    "Element",
    "Facet",
    "FacetValue",
    "Framework",
    "Guess",
    "Locality",
    "Municipality",
    "Need",
    "NeedGroup",
    "Postal",
    "SafetySignal",
    "Sentence",
    "Vocabulary",
    "current",
    "distance_km",
    "guess_needs",
    "load",
    "needs_in",
    "safety_in",
    "suggest_elements",
    "suggest_needs",
]
