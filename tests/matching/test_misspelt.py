"""What is left of the search when every long word of a sentence is misspelt: nearly all of it."""

from pathlib import Path

import msgspec
import pytest

from registry import vocabulary
from registry.interop import evaluating, judged_file
from registry.matching import evaluation
from registry.matching.understand import understand
from registry.matching.understand.spelling import corrected, vocabulary_corrector
from tests.matching.make import NOW
from tests.matching.misspelt import misspelt

JUDGED = Path(__file__).parents[2].parent / "shared" / "eval" / "judged.json"
FLOOR = 0.74

pytestmark = pytest.mark.skipif(not JUDGED.exists(), reason="the judged offers and searches for tuning aren't here")


def measured(share):
    judged = judged_file.read(JUDGED.read_bytes(), vocabulary.current())
    searches = [
        msgspec.structs.replace(search, text=misspelt(search.text, seed, share))
        for seed in range(2)
        for search in judged.searches
    ]
    return evaluating.of_file(searches, judged.offers, NOW).ndcg


def test_sentences_in_which_every_long_word_is_misspelt_are_answered(monkeypatch):
    reached = measured(1.0)
    assert reached >= FLOOR
    monkeypatch.setattr(evaluation, "understand", lambda text, knowledge: understand(text, knowledge, exact=True))
    assert measured(1.0) <= reached - 0.2


def test_nothing_is_corrected_in_sentences_that_are_spelt_right():
    judged = judged_file.read(JUDGED.read_bytes(), vocabulary.current())
    corrector = vocabulary_corrector(vocabulary.current())
    assert [one.text for one in judged.searches if corrected(one.text, corrector).corrected] == []
