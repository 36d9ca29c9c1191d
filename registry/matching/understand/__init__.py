"""From a sentence to chips: rules, each in a module by subject, and what they share in `reading.py`.

Every rule reads the whole sentence and claims the words that it understands, so that what is an age isn't also a time.
The order is therefore part of the rules. What nobody claims becomes a word to rank by, if an offer or the vocabulary
knows it; the rest, names first of all, is dropped here and never leaves the request.

What is plainly named as a condition is a demand; hedged by "gerne", "helst", "måske" or "eller" it is a wish. Needs,
activities and words are always wishes.
"""

from registry.matching.understand.keeping import without_names
from registry.matching.understand.sentence import Knowledge, PersonalData, Understanding, understand

__all__ = ["Knowledge", "PersonalData", "Understanding", "understand", "without_names"]
