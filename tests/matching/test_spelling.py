"""A misspelt sentence is read as it was meant, and told as it was written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry import vocabulary
from registry.matching.understand import spelling, understand
from registry.matching.understand.spelling import vocabulary_corrector
from registry.matching.wish import Chip
from tests.matching.make import STABLE, catalogue, offer

CORRECTOR = vocabulary_corrector(vocabulary.current())


@pytest.fixture(scope="module")
def known():
    return catalogue(offer(content=STABLE))


def keys(understanding):
    return {chip.key for chip in understanding.chips}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("en dreng der elsker hæste", "en dreng der elsker heste"),
        ("kan godt lide fodbld", "kan godt lide fodbold"),
        ("vil gerne til svøming", "vil gerne til svømning"),
        ("plages af angts", "plages af angst"),
        ("en pige med skolvægring", "en pige med skolevægring"),
        ("føler sig ensommm", "føler sig ensom"),
        ("gratits på tirsdge i nøresundby", "gratis på tirsdage i nørresundby"),
    ],
)
def test_reads_the_same_out_of_a_misspelt_sentence(written, meant, known):
    read = understand(written, known)
    assert keys(read) == keys(understand(meant, known)) != set()
    assert read.corrected
    assert all(chip.span and written[slice(*chip.span)] == chip.text for chip in read.chips)


def test_tells_what_was_corrected_and_where(known):
    read = understand("elsker hæste og fodbld", known)
    assert [(one.written, one.read, one.span) for one in read.corrected] == [
        ("hæste", "heste", (7, 12)),
        ("fodbld", "fodbold", (16, 22)),
    ]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("en pige med skole vægring", "en pige med skolevægring"),
        ("Lektie hjælp på tirsdag", "lektiehjælp på tirsdag"),
        ("noget med computer spil", "noget med computerspil"),
    ],
)
def test_reads_compounds_that_are_written_apart(written, meant, known):
    read = understand(written, known)
    assert keys(read) == keys(understand(meant, known))
    assert all(written[slice(*chip.span)] == chip.text for chip in read.chips)
    (one,) = read.corrected
    assert written[slice(*one.span)] == one.written
    assert " " in one.written


@pytest.mark.parametrize(
    "sentence",
    [
        "efter skole",
        "før skole",
        "hans bedste ven",
        "for ældre børn",
        "varmt vand",
        "mor, far",
        "skole, hjælp",
        "en der",
    ],
)
def test_two_words_that_only_stand_together_stay_apart(sentence, known):
    assert understand(sentence, known).corrected == ()


def test_reads_what_is_written_when_asked_to(known):
    read = understand("elsker hæste", known, exact=True)
    assert not read.corrected
    assert ("activity", "dyr") not in keys(read)


def test_words_of_the_offers_are_meant_too(known):
    assert [one.read for one in understand("noget med at striigle", known).corrected] in ([], ["strigler"])
    assert [one.read for one in understand("en pause i halmmen", known).corrected] == ["halmen"]


def test_what_is_misspelt_may_be_ruled_out(known):
    assert ("not_activity", "fodbold") in keys(understand("vil ikke spille fodbld", known))


@pytest.mark.parametrize(
    "sentence",
    [
        "min elev Hæste på 9",
        "han hedder fodbld",
        "emre og sille på 9",
        "Merve på 9 år",
        "Magne elsker heste",
        "a lonely boy who likes horses and swimming",
        "lærke, mathilde og freja",
    ],
)
def test_names_and_english_are_left_alone(sentence, known):
    assert understand(sentence, known).corrected == ()


def test_an_english_sentence_is_corrected_in_english(known):
    read = understand("a lonley boy who likes swiming in the afternon", known)
    assert [(one.written, one.read) for one in read.corrected] == [
        ("lonley", "lonely"),
        ("swiming", "swimming"),
        ("afternon", "afternoon"),
    ]


def test_a_word_after_a_corrected_one_stands_where_it_stood(known):
    sentence = "en ensommmm dreng på 9"
    read = understand(sentence, known)
    (age,) = (chip for chip in read.chips if chip.kind == "age")
    assert sentence[slice(*age.span)] == age.text == "på 9"


words = st.sampled_from(("hæste", "fodbld", "og", "en", "dreng", "på", "9", "år", "gratits", "ensommm", ",", "."))


@given(st.lists(words, max_size=12))
def test_every_place_in_the_corrected_sentence_has_one_in_the_written_one(words):
    written = " ".join(words)
    meant = spelling.corrected(written, CORRECTOR)
    for word in spelling.danish.words(meant.text):
        chip = Chip("word", "x", demand=False, span=(word.start, word.end), text=word.text)
        back = meant.in_original(chip)
        changed = {one.span: one.read for one in meant.corrected}
        assert back.text == written[slice(*back.span)]
        assert changed.get(back.span, back.text) == word.text
