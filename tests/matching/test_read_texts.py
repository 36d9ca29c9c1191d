"""Reading many texts at once finds in each of them what reading it alone does."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from registry import danish, vocabulary
from registry.matching import activities
from registry.matching.activities import Target
from registry.matching.mentioned import mentions_in
from registry.matching.texts import ReadTexts, Texts
from registry.vocabulary import suggest_needs
from registry.vocabulary.guess import guess_needs, likely_needs
from registry.vocabulary.phrases import PhraseFinder
from registry.vocabulary.running import Kept
from registry.vocabulary.suggest import MOST, spoken_needs
from registry.vocabulary.sweeping import sweep

FINDER = PhraseFinder(
    [
        ("venner", ["ensom", "ingen venner", "savner … ven|kammerat", "leger alene"]),
        ("stille", ["genert", "tør ikke sige noget", "stille*"]),
        ("uro", ["kan ikke sidde stille", "urolig", "ADHD", "ild i bagen"]),
        ("skole", ["9. klasse", "går i skole", "svært ved at gå i skole"]),
    ],
    ["stille legetøj", "ild i ovnen"],
)
#: Words of the phrases and others, small ones, denials, shouts, marks, and what joins words.
WORDS = """
ensom ensomme ingen venner savner en god ven leger alene genert GENERT tør ikke sige noget stille stillelegen kan
sidde helt urolig ADHD adhd ild i bagen ovnen 9. klasse går skole svært ved at legetøj hverken eller uden meget
barnet hun . , : ; ! ? ( ) – - • / er
"""
PIECES = st.sampled_from(WORDS.split())
TEXTS = st.lists(st.lists(PIECES, max_size=14).map(" ".join) | st.text(max_size=20), max_size=5)


#: As a large catalogue is read: what was found out about a word in one text is what is known of it in the next.
KEPT = Kept()


def read(texts: list[str], field: str = "description") -> ReadTexts:
    taken = Texts(KEPT)
    for number, text in enumerate(texts):
        taken.take(number, field, text)
    return taken.read()


@given(TEXTS)
@example(["ADHD ER SVÆRT HELT", "ADHD er svært helt"])
@example(["ikke genert", "eller ensom"])
def test_phrases_are_met_as_in_each_text_by_itself(texts: list[str]) -> None:
    swept = sweep(FINDER, read(texts).running)
    rows = zip(swept.texts.tolist(), swept.phrase.tolist(), swept.negated.tolist(), strict=True)
    assert [(text, *swept.phrases[phrase], negated) for text, phrase, negated in rows] == [
        (number, one.id, one.phrase, one.negated)
        for number, text in enumerate(texts)
        for one in FINDER.find(text, keep_negated=True)
    ]


@given(TEXTS)
def test_words_and_sentences_are_those_of_each_text(texts: list[str]) -> None:
    running = read(texts).running
    words = [running.spellings[number] for number in running.words]
    assert words == [word.text for text in texts for word in danish.words(text)]
    assert running.texts.tolist() == [number for number, text in enumerate(texts) for _ in danish.words(text)]


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("Kom og leg", [True, False, False]),
        ("Kom. Leg", [True, True]),
        ("Kom, leg", [True, False]),
        ("for 9. klasse", [True, False, False]),
        ("i 2020! Kom", [True, False, True]),
        ("i 2020.\nKom", [True, False, True]),
        ("• kom\n• leg", [True, True]),
    ],
)
def test_sentences_begin_after_marks_that_end_one(text: str, begins: list[bool]) -> None:
    assert read([text]).running.begins.tolist() == begins


ACTIVITIES = [phrase for phrase, _, _ in vocabulary.current().activities.phrases()]


@given(st.lists(st.lists(st.sampled_from(ACTIVITIES) | PIECES, max_size=8).map(" ".join), max_size=4))
def test_activities_are_named_as_in_each_text_by_itself(texts: list[str]) -> None:
    found = mentions_in(read(texts, "title"))
    for number, text in enumerate(texts):
        danish_only = [Target(one.value, one.activity) for one in activities.mentions("også " + text)]
        named = [found.targets[target] for target in found.target[found.document == number]]
        assert named == danish_only


def test_the_name_of_an_organisation_names_no_activity() -> None:
    assert activities.mentions("Fodboldklubben Eksempel")
    assert len(mentions_in(read(["Fodboldklubben Eksempel"], "organisation")).target) == 0


OFFERED = [
    "Hos os møder børn, der mangler en kammerat, nogen at lege med. Vi hjælper også med lektier.",
    "Fodbold for alle.",
    "For unge, der føler sig ensomme! Ikke for de generte.",
    "",
]


def test_needs_are_those_that_are_suggested_for_each_text() -> None:
    assert list(spoken_needs(read(OFFERED).running)) == [
        (number, one.id) for number, text in enumerate(OFFERED) for one in suggest_needs(text, most=MOST)
    ]


def test_sentences_are_guessed_at_as_each_by_itself() -> None:
    sentences = [one.text for one in vocabulary.current().sentences[::40]]
    plain = [" ".join(word.text for word in danish.words(text)) for text in sentences]
    found = dict(likely_needs(read(plain).running, at_least=0.6))
    for number, text in enumerate(plain):
        alone = guess_needs(danish.words(text), at_least=0.6, most=1)
        assert found.get(number) == (alone[0].id if alone else None)
    assert len(found) > len(plain) / 10
