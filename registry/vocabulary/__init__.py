"""The words that offers and needs are described in: needs, policy frameworks, facets and places.

They are data: `data/*.toml`, read once, checked line by line and kept as frozen values, so that a mistake in a file
stops the start with the file, the id and the reason instead of showing up on somebody's screen. Edits made in the
product lie over the files (`edits.py`); `in_use.py` says whose are in use, and this room knows no database. Every label
exists in Danish and English. `phrases.py` finds the vocabulary's phrases in Danish text: `recognise.py` in a searcher's
sentence, and `suggest.py` in an offer's text, with the words that led to each suggestion. What no phrase says,
`guess.py` tells by sentences that people were met to say. Nothing here decides for anybody: a chip can be removed, and
a suggestion is taken or left.

Verbs: current, using, remembered, edited, load, distance_km, needs_in, guess_needs, safety_in, suggest_needs,
suggest_elements.
"""

from registry.vocabulary.edits import Edits, Fields, Place, difference, edited, entry
from registry.vocabulary.guess import Guess, guess_needs
from registry.vocabulary.in_use import choice, choosing, current, remembered, using
from registry.vocabulary.labelled import BrokenVocabulary
from registry.vocabulary.loader import load, packaged, packaged_documents
from registry.vocabulary.model import (
    Call,
    Crosswalk,
    Element,
    Facet,
    FacetValue,
    Framework,
    Need,
    NeedGroup,
    SafetySignal,
    Sentence,
    Vocabulary,
)
from registry.vocabulary.model_activities import Activity
from registry.vocabulary.model_places import Area, Locality, Municipality, Postal
from registry.vocabulary.places import distance_km
from registry.vocabulary.recognise import needs_in, safety_in
from registry.vocabulary.suggest import suggest_elements, suggest_needs

__all__ = [
    "Activity",
    "Area",
    "BrokenVocabulary",
    "Call",
    "Crosswalk",
    "Edits",
    "Element",
    "Facet",
    "FacetValue",
    "Fields",
    "Framework",
    "Guess",
    "Locality",
    "Municipality",
    "Need",
    "NeedGroup",
    "Place",
    "Postal",
    "SafetySignal",
    "Sentence",
    "Vocabulary",
    "choice",
    "choosing",
    "current",
    "difference",
    "distance_km",
    "edited",
    "entry",
    "guess_needs",
    "load",
    "needs_in",
    "packaged",
    "packaged_documents",
    "remembered",
    "safety_in",
    "suggest_elements",
    "suggest_needs",
    "using",
]
