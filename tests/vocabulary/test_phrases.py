"""The phrase finder: what it meets, what it only seems to meet, and what is denied."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry import danish, vocabulary
from registry.vocabulary.phrases import PhraseFinder

FINDER = PhraseFinder(
    [
        ("mad", ["kost", "lave mad"]),
        ("røg", ["snus"]),
        ("stille", ["genert", "stille pige", "tør ikke sige noget"]),
        ("urolig", ["urolig", "ADD", "kan ikke sidde stille"]),
        ("venner", ["ensom", "ingen venner", "svært ved at få venner", "mobbet"]),
        ("tale", ["ASK", "tegnsprog", "stamme"]),
        ("skole", ["AKT", "adhd", "vil ikke i skole", "efter 9. klasse"]),
        ("følelser", ["AKT", "vred", "bange"]),
        ("penge", ["ikke råd", "kontingent"]),
        ("struktur", ["brug for at vide hvad der skal ske"]),
        ("sorg", ["mor er død", "sorg"]),
        ("område", ["uro i området"]),
        ("energi", ["uro"]),
    ],
    exceptions=["stammer fra"],
)


def met(text: str) -> list[tuple[str, str]]:
    return [(found.id, found.text) for found in FINDER.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a word is itself and its inflections
        ("sund kost", [("mad", "kost")]),
        ("kosten er ensidig", [("mad", "kosten")]),
        ("de generte og den urolige", [("stille", "generte"), ("urolig", "urolige")]),
        ("URO", [("energi", "URO")]),
        ("hun stammer lidt", [("tale", "stammer")]),
        # and not a look-alike or part of a longer word
        ("hvad koster det", []),
        ("snuse til fodbold", []),
        ("kostvejledning, vredesudbrud, sorggruppe", []),
        ("ensomt sted", [("venner", "ensomt")]),
        # hyphens divide, apostrophes don't
        ("ADHD-barn", [("skole", "ADHD")]),
        ("adhd'en fylder", [("skole", "adhd'en")]),
        # acronyms only in capitals
        ("han har ADD", [("urolig", "ADD")]),
        ("bruger ASK hver dag", [("tale", "ASK")]),
        ("AKT'en siger", [("skole", "AKT'en"), ("følelser", "AKT'en")]),
        ("at ask og add er smukke i første akt", []),
        ("HAN KAN IKKE ASK NOGET", []),
        # folding both ways
        ("ikke raad til kontingentet", [("penge", "ikke raad"), ("penge", "kontingentet")]),
        ("svært ved at få venner, uro i området", [("venner", "svært ved at få venner"), ("område", "uro i området")]),
        ("urolig og saa genert", [("urolig", "urolig"), ("stille", "genert")]),
        # several words, inflected, with small words in between
        ("svært ved at få nye venner", [("venner", "svært ved at få nye venner")]),
        ("havde svært ved at få sig venner", [("venner", "svært ved at få sig venner")]),
        ("kan han ikke sidde helt stille", [("urolig", "kan han ikke sidde helt stille")]),
        ("stille piger", [("stille", "stille piger")]),
        ("mor var død", [("sorg", "mor var død")]),
        ("en stille og rolig pige", []),
        # "ikke" before its verb in a subordinate clause
        ("en dreng, der ikke kan sidde stille", [("urolig", "ikke kan sidde stille")]),
        ("som ikke tør sige noget", [("stille", "ikke tør sige noget")]),
        ("der ikke vil i skole", [("skole", "ikke vil i skole")]),
        # commas don't stop a phrase, a new sentence does
        ("brug for at vide, hvad der skal ske", [("struktur", "brug for at vide, hvad der skal ske")]),
        ("Han elsker at lave. Mad er godt", []),
        ("ønsker sig noget efter 9. klasse", [("skole", "efter 9. klasse")]),
        # two phrases may share a word
        ("lave mad er død", [("mad", "lave mad")]),
        ("hun vil ikke i skole efter 9. klasse", [("skole", "vil ikke i skole"), ("skole", "efter 9. klasse")]),
        ("ingen venner tør ikke sige noget", [("venner", "ingen venner"), ("stille", "tør ikke sige noget")]),
        # the longest phrase wins, and an exception hides what it covers
        ("uro i området", [("område", "uro i området")]),
        ("familien stammer fra Syrien", []),
        ("", []),
        ("…", []),
    ],
)
def test_meets(text: str, expected: list[tuple[str, str]]) -> None:
    assert met(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ikke genert", []),
        ("han er ikke særlig genert", []),
        ("der ikke er genert", []),
        ("hun er ikke længere så genert", []),
        ("hverken genert eller bange", []),
        ("ikke genert eller vred", []),
        ("aldrig vred", []),
        ("uden kontingent", []),
        ("intet kontingent", []),
        ("er ikke blevet mobbet", []),
        # not only is not not
        ("ikke kun genert", [("stille", "genert")]),
        ("ikke bare vred", [("følelser", "vred")]),
        ("ikke uden sorg", [("sorg", "sorg")]),
        # a negation reaches no farther than its own part of the sentence
        ("ikke genert, men urolig", [("urolig", "urolig")]),
        ("kan ikke læse og er urolig", [("urolig", "urolig")]),
        ("elsker ikke fodbold. Genert pige", [("stille", "Genert")]),
        ("ikke fodbold, ensom", [("venner", "ensom")]),
        # who doesn't want to be lonely is
        ("vil ikke være ensom", [("venner", "ensom")]),
        # needs that are themselves a negation
        ("har ingen venner", [("venner", "ingen venner")]),
        ("har ikke råd", [("penge", "ikke råd")]),
        ("tør ikke sige noget", [("stille", "tør ikke sige noget")]),
    ],
)
def test_what_is_denied_is_not_met(text: str, expected: list[tuple[str, str]]) -> None:
    assert met(text) == expected


def test_denied_phrases_can_be_asked_for() -> None:
    found = FINDER.find("urolig, ikke genert", keep_negated=True)
    assert [(one.id, one.negated) for one in found] == [("urolig", False), ("stille", True)]


def test_what_must_not_be_overlooked_is_met_although_denied() -> None:
    finder = PhraseFinder([("fare", ["vold", "slår sig selv"])], negatable=False)
    assert [one.text for one in finder.find("der er ikke vold, siger hun")] == ["vold"]
    assert finder.find("det volder ham besvær") == []


def test_a_phrase_tells_where_it_stands() -> None:
    text = "Dreng, 9 år, kan ikke sidde stille."
    (found,) = FINDER.find(text)
    assert text[slice(*found.span)] == found.text == "kan ikke sidde stille"
    assert found.phrase == "kan ikke sidde stille"


#: As one would write them: the first of each place's alternatives, beginnings as they are, gaps with a word in them.
ALL_PHRASES = [
    (need.id, " ".join(slot.split("|")[-1] for slot in phrase.split()).replace("*", "").replace("…", "noget"))
    for need in vocabulary.current().needs.values()
    for phrase in need.phrases
]


def test_every_phrase_of_the_vocabulary_is_met_when_it_is_written() -> None:
    missed = [
        (id_, phrase) for id_, phrase in ALL_PHRASES if id_ not in {found.id for found in vocabulary.needs_in(phrase)}
    ]
    assert missed == []


def test_every_phrase_is_met_without_danish_letters() -> None:
    missed = [
        (id_, phrase)
        for id_, phrase in ALL_PHRASES
        if not phrase.isupper() and id_ not in {found.id for found in vocabulary.needs_in(danish.fold(phrase))}
    ]
    assert missed == []


@given(st.sampled_from(ALL_PHRASES), st.sampled_from(["Dreng på 9 er", "hun:", "9400 Nørresundby,"]))
def test_a_phrase_is_met_within_a_sentence(entry: tuple[str, str], before: str) -> None:
    id_, phrase = entry
    text = f"{before} {phrase}; og elsker heste"
    assert id_ in {found.id for found in vocabulary.needs_in(text)}


@given(st.text())
def test_what_is_found_stands_in_the_text_in_order(text: str) -> None:
    before = (0, 0)
    for found in vocabulary.needs_in(text, keep_negated=True):
        assert text[slice(*found.span)] == found.text
        assert found.span == before or (found.span[0] > before[0] and found.span[1] > before[1]) or before == (0, 0)
        before = found.span


LONG = """
Børnene strigler, trækker og rider i små hold med faste instruktører. Mange af vores ryttere har krudt i kroppen og
finder ro i stalden. De frivillige er altid klar til at hjælpe, hvis man er genert eller ikke har prøvet det før.
"""


def test_threads_share_a_finder() -> None:
    expected = vocabulary.needs_in(LONG)
    with ThreadPoolExecutor(8) as pool:
        assert all(found == expected for found in pool.map(vocabulary.needs_in, [LONG] * 64))
