"""Danish text as terms that can be compared: pure functions, no database, no vocabulary.

Everyone who compares words goes through here, so that an offer's text, a searcher's sentence and the vocabulary's
phrases are read alike. `text.py` finds the words and their plain spelling, `terms.py` makes index terms of them
(normalise, stem, fold), `compounds.py` takes compounds apart, `inflection.py` knows which forms a word takes, and
`typos.py` what a misspelt one was meant to be. How common words are (`frequencies.py`) tells a word from a mistake.

Verbs: words, normalise, fold, sort_key, term, terms, parts, part_terms, forms, listed_forms, word_set;
`Corrector.correct`.
"""

from registry.danish.compounds import part_terms, parts
from registry.danish.inflection import forms, listed_forms
from registry.danish.terms import term, terms
from registry.danish.text import Word, fold, normalise, sort_key, word_set, words
from registry.danish.typos import Corrector

__all__ = [
    "Corrector",
    "Word",
    "fold",
    "forms",
    "listed_forms",
    "normalise",
    "part_terms",
    "parts",
    "sort_key",
    "term",
    "terms",
    "word_set",
    "words",
]
