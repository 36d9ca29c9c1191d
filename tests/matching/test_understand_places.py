"""Towns, parts of towns, postal codes and distances."""

import pytest

from registry.matching.wish import Wish
from tests.matching.sentences import chips, read


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Nørresundby", ["9400"]),
        ("nørresundby", ["9400"]),
        ("Noerresundby", ["9400"]),
        ("Nr. Sundby", ["9400"]),
        ("9400 Nørresundby", ["9400"]),
        ("i 9220", ["9220"]),
        ("Aalborg Ø", ["9220"]),
        ("Aalborg Øst", ["9220"]),
        ("Ålborg", ["9000"]),
        ("i Gug", ["9210"]),
        ("Svenstrup", ["9230"]),
        ("bor i Hals", ["9370"]),
        ("bor i hals", ["9370"]),
        ("noget nær Hals", ["9370"]),
        ("Nibe eller Farstrup", ["9240?"]),
        ("ondt i halsen", []),
        ("visse dage", []),
        ("Visse børn vil ikke", []),
        ("flyttet fra Nibe", []),
        ("født i 2015", []),
        ("postnummer 8000", ["8000"]),
        ("Aalborg SØ", ["9210"]),
        ("Aalborg East", ["9220"]),
        ("East Aalborg", ["9220"]),
        ("Aalborg centrum", ["9000"]),
        ("Nørre Sundby", ["9400"]),
        ("i vejgård", ["9000"]),
        ("near Nibe", ["9240"]),
        ("in Hals", ["9370"]),
        ("moved from Nibe", []),
        ("Aalborg Kommune", []),
        ("Aalborg Kulturskole", []),
        ("helst i Vadum", ["9430?"]),
        ("hou hou råber han", []),
    ],
)
def test_places(text, places):
    assert chips(text, "place") == places


@pytest.mark.parametrize(
    ("text", "radius"),
    [
        ("inden for 5 km fra Nørresundby", ["5"]),
        ("højst 10 km fra 9000", ["10"]),
        ("2,5 km fra Gug", ["2.5"]),
        ("tæt på Nibe", ["5"]),
        ("i nærheden af Vodskov", ["5"]),
        ("inden for 5 km", []),
        ("i Nibe", []),
        ("within 5 km of Gug", ["5"]),
        ("close to Nibe", ["5"]),
        ("max 10 km fra Svenstrup", ["10"]),
        ("i cykelafstand fra Vejgaard", ["5"]),
        ("Klarup og omegn", ["5"]),
        ("ikke alt for langt fra Gandrup", ["5"]),
        ("not too far from Nibe", ["5"]),
    ],
)
def test_a_distance_needs_a_place(text, radius):
    assert chips(text, "radius") == radius


@pytest.mark.parametrize(
    ("text", "label", "url"),
    [
        ("i Vejgaard", "Vejgaard", "/find?sted=9000+Vejgaard"),
        ("i Hasseris", "Hasseris", "/find?sted=9000+Hasseris"),
        ("9000 Hasseris", "Hasseris", "/find?sted=9000+Hasseris"),
        ("i Gug", "Gug", "/find?sted=9210+Gug"),
        ("Aalborg Ø", "Aalborg Øst", "/find?sted=9220"),
        ("Nr. Sundby", "Nørresundby", "/find?sted=9400"),
        ("Vejgaard og Hasseris", "Aalborg", "/find?sted=9000"),
        ("i Aalborg", "Aalborg", "/find?sted=9000"),
    ],
)
def test_the_chip_says_the_part_of_the_town_that_was_named(text, label, url):
    wish = Wish(read(text).chips)
    assert [chip.label("da") for chip in wish.of("place")] == [label]
    assert wish.url() == url


def test_ruling_out_a_part_of_a_district_does_not_rule_out_the_district():
    assert chips("ikke i Hasseris", "not_place") == ["9000?"]
    assert [chip.label("da") for chip in read("ikke i Hasseris").chips] == ["Ikke Hasseris"]
    assert chips("ikke i Nørresundby", "not_place") == ["9400"]
