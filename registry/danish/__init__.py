"""Danish text as terms that can be compared: pure functions, no database, no vocabulary.

Everyone who compares words goes through here, so that an offer's text, a searcher's sentence and the vocabulary's
phrases are read alike. `text.py` finds the words and their plain spelling, `terms.py` makes index terms of them
(normalise, stem, fold) and `inflection.py` knows which forms a word takes. Compound splitting and typo correction
belong here too, each as a module that starts from `words` and ends in `term`.

Verbs: words, normalise, fold, sort_key, term, terms, forms, word_set.
"""

from registry.danish.inflection import forms
from registry.danish.terms import term, terms
from registry.danish.text import Word, fold, normalise, sort_key, word_set, words

__all__ = ["Word", "fold", "forms", "normalise", "sort_key", "term", "terms", "word_set", "words"]
