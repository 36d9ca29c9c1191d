"""Every number that decides the order of results, in one place (matching.md, "Ranking that explains itself").

score = (start + text + needs + activities) × age × place × day × price × capacity × freshness × other conditions

Points are added, factors multiply. A factor is 1 where an offer meets what is asked for, so among offers that meet
every demand only wishes make a difference.
"""

from __future__ import annotations

from typing import NamedTuple

from registry.matching.values import Kind

# Points ---------------------------------------------------------------------------------------------------------

#: What every offer starts with, so that factors tell offers apart when no words are searched for.
START = 1.0
#: A need that the organisation says it meets, and one only read from the offer's text.
NEED = 6.0
NEED_READ = 3.0
#: What a need counts that nobody has said, but that the sentence sounds like, against one that is said.
GUESSED = 0.35
#: Of the text points of the words that a need is spoken of with, and no more than so many.
NEED_WORDS, NEED_WORDS_MOST = 0.15, 2.0
#: A value of the activity facet that the organisation has chosen; one read from title and keywords; one from the text.
ACTIVITY = 3.0
ACTIVITY_READ = 2.0
ACTIVITY_NAMED = 1.0

#: A need that lies close to one that is asked for.
NEED_KIN = 0.5
#: What is of the same facet value as a concrete activity that is asked for: another sport where none is karate.
ACTIVITY_KIN = 0.75

#: For each standard deviation by which an offer's text is more like the sentence than others are, where meaning is
#: compared at all (`semantic.py`). Twice as much did no better on the judged searches.
MEANING = 1.0

# Text: BM25F ----------------------------------------------------------------------------------------------------


class Field(NamedTuple):
    """A field's weight, how many words it usually has, and how much longer fields are held down (0 to 1)."""

    weight: float
    usual_words: float
    damping: float


#: Lengths are constants, not averages of the corpus: an offer's score must not depend on how the catalogue came to be.
FIELDS: dict[str, Field] = {
    "organisation": Field(1.5, 4, 0.3),
    "title": Field(2.5, 4, 0.3),
    "keywords": Field(2.5, 4, 0.3),
    "summary": Field(1.3, 18, 0.5),
    "description": Field(1.0, 60, 0.6),
    "labels": Field(1.0, 8, 0.5),
}
SATURATION = 1.2
#: A part of a compound against the word itself: "hold" in "svømmehold", and "værksted" for "cykelværksted".
PART = 0.7

# Factors --------------------------------------------------------------------------------------------------------

#: Up to a year outside the age, farther outside, and not said.
AGE_NEAR, AGE_FAR, AGE_UNKNOWN = 0.5, 0.1, 0.5
#: exp(-distance / reach), in km, for children under ten and for older ones; how far away an unknown place is taken to
#: be.
REACH_YOUNG_KM, REACH_KM, YOUNG_BELOW, UNKNOWN_PLACE_KM = 5.0, 12.0, 10, 12.0
#: No offer is so far away that nothing else counts.
LEAST_PLACE = 0.05
FULL = 0.7
UNCONFIRMED = 0.85
#: Days since the last confirmation from which an offer counts less and less, and after which it has reached that.
FRESH_DAYS, UNCONFIRMED_AFTER_DAYS = 183, 365


class Factor(NamedTuple):
    """What failing a condition, and not saying, multiply the score by."""

    fails: float
    unknown: float


_OTHER = Factor(0.8, 0.9)
CONDITIONS: dict[Kind, Factor] = {
    "weekday": Factor(0.8, 0.9),
    "price": Factor(0.5, 0.7),
    "gender": Factor(0.1, 1.0),
    "not_activity": Factor(0.3, 0.9),
    "not_weekday": Factor(0.5, 0.9),
    "not_place": Factor(0.5, 0.9),
    "not_setting": Factor(0.5, 0.9),
}


def factor(kind: Kind) -> Factor:
    """Return the factor of a kind of condition."""
    return CONDITIONS.get(kind, _OTHER)
