"""Names of people are dropped wherever they stand, also those that are words; everything else is read all the same."""

import pytest

from registry.matching.wish import Wish
from tests.matching.sentences import chips, read

#: Words that some offer has, and that are names too.
KNOWN = (
    "storm",
    "liv",
    "rose",
    "bjørn",
    "lærke",
    "skov",
    "vinter",
    "august",
    "drager",
    "ekko",
    "sol",
    "anders",
    "mads",
)


def left(text):
    """What of a sentence would be in the URL as a word, and which activities."""
    return chips(text, "word", "activity", known=KNOWN)


@pytest.mark.parametrize(
    "text",
    [
        "Storm på 9",
        "storm på 9",
        "storm er 9 år",
        "drengen hedder storm",
        "drengen storm er urolig",
        "min søn Storm",
        "hun kaldes rose",
        "en pige ved navn liv",
        "hans navn er bjørn",
        "navn: lærke",
        "mvh Rose Vinter",
        "hilsen skov",
        "Emil Skov, 9",
        "emil skov",
        "Lærke Vinter",
        "en dreng, Bjørn, der er 8",
        "9-årige August",
        "9-årige storm",
        "Storms mor",
        "her er Storm og Liv",
        "anders er 9 år",
        "mads vil ikke i skole",
        "liv",
        "a boy named storm",
        "her name is rose",
        "called liv",
        "my son Storm",
        "Rose is 9",
        "STORM ER 9 ÅR",
    ],
)
def test_a_name_that_is_a_word_is_no_word(text):
    assert left(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("vil gerne lave drager", ["drager?"]),
        ("Drager og ekko", ["drager?", "ekko?"]),
        ("elsker skov og bål", ["natur?", "bål?"]),
        ("Fodbold til Oliver", ["fodbold?"]),
        ("elsker Minecraft og Lego", ["minecraft?", "lego?"]),
        ("Emil elsker minecraft", ["minecraft?"]),
        ("Emil Fodbold", []),
        ("hun hedder Liv og elsker drager", ["drager?"]),
        ("pigen savner ekko", ["ekko?"]),
    ],
)
def test_what_is_no_name_is_read(text, expected):
    assert left(text) == expected


@pytest.mark.parametrize(
    "text",
    ["Emil Skov på 9 i Nibe", "emil skov, 9 år, nibe", "Pigen Freja er 9 og bor i Nibe", "9-årige Viggo, Nibe"],
)
def test_a_name_hides_neither_age_nor_place(text):
    assert chips(text, "age", "place") == ["9-9", "9240"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("gratis, 9 år", ["0", "9-9"]),
        ("trinfri (9 år)", ["trinfri", "9-9"]),
        ("weekend, 12 år", ["weekend", "12-12"]),
        ("free, 9 years old", ["0", "9-9"]),
        ("Gerne Gratis", ["0?"]),
        ("noget med Motorik", ["motorik?"]),
    ],
)
def test_words_of_the_rules_are_no_names(text, expected):
    assert chips(text) == expected


def test_days_places_and_languages_keep_their_capital():
    assert chips("Om Mandagen i Vejgaard, på Arabisk") == ["mon", "9000", "ar"]
    assert chips("Every Monday in Nibe, in English") == ["mon", "9240", "en"]


def test_words_that_are_only_said_in_passing_are_no_words():
    passing = ("familie", "dansk", "skole", "kammerat", "voksen", "ukraine", "something")
    assert chips("en dansk familie fra Ukraine, skole, kammerat, voksen, something", "word", known=passing) == []


def test_a_street_is_no_word():
    assert chips("bor på hobrovej", known=("hobrovej",)) == []


def test_a_name_is_never_taken_for_a_misspelt_word():
    for text in ("hun hedder fodbolt", "Min elev Fodbolt", "fodbolt er 9 år"):
        assert read(text).corrected == ()


def test_names_leave_no_trace():
    understood = read("Mikkel Frandsen på 9 går i skole med Aisha", "skole")
    assert Wish(understood.chips).url() == "/find?alder=9"
    assert "ikkel" not in repr(understood)
    assert "Frandsen" not in repr(understood)
    assert "Aisha" not in repr(understood)
