"""What a word is looked for by: itself, compounds that it is a part of, and its own parts."""

import pytest

from registry.matching.sought import may_be_known_by_parts, sought, sought_parts, ways_to_say
from tests.matching.make import ask, catalogue, ids, offer

CLUB = offer("club", title="Svømmehold for piger", keywords=("svømmehold",), description="Vi ses i hallen.")
SWAP = offer("swap", title="Byttedag", keywords=("cykel",), description="Vi bytter, og der er et lille værksted.")
BIKES = offer("bikes", title="Skru selv", keywords=(), description="Et cykelværksted hver mandag.")
MONDAY = offer("monday", title="Mandagsklub", keywords=(), description="Om mandagen, for familien.")
ALL = (CLUB, SWAP, BIKES, MONDAY)


def reasons(matches, id_):
    return [reason.label().lower() for match in matches if match.offer.id == id_ for reason in match.fits]


def first(outcome):
    return max(outcome.results, key=lambda match: match.score).offer.id


def test_a_part_of_a_compound_is_found():
    found = ask(ALL, "gerne-ord=værksted")
    assert {match.offer.id for match in found.results if match.score > 1.5} == {"swap", "bikes"}
    assert "værksted" in reasons(found.results, "bikes")


def test_a_word_by_itself_counts_more_than_as_a_part():
    plain = offer("plain", title="Tur", keywords=(), description="Et værksted hver mandag.")
    found = {match.offer.id: match.score for match in ask((plain, BIKES), "gerne-ord=værksted").results}
    assert found["plain"] > found["bikes"]


def test_a_compound_is_looked_for_by_its_parts_but_only_the_whole_is_said_to_be_there():
    found = ask(ALL, "gerne-ord=cykelværksted")
    assert ids(sorted(found.results, key=lambda match: -match.score))[:2] == ["bikes", "swap"]
    assert "cykelværksted" in reasons(found.results, "bikes")
    assert "cykelværksted" not in reasons(found.results, "swap")


def test_what_is_demanded_must_be_there_as_a_word_or_as_a_part():
    assert set(ids(ask(ALL, "ord=værksted").results)) == {"swap", "bikes"}
    assert ids(ask(ALL, "ord=cykelværksted").results) == ["bikes"]


def test_monday_is_neither_a_man_nor_a_day():
    known = catalogue(*ALL)
    assert not known.knows("mand")
    assert ids(ask(ALL, "ord=mand").results) == []


def test_a_catalogue_knows_parts_and_what_is_made_of_words_that_it_knows():
    known = catalogue(*ALL)
    assert all(map(known.knows, ("cykelværksted", "værksted", "svømmehold", "cykelklub", "familieværksted")))


@pytest.mark.parametrize("name", ["kjærgaard", "lindholm", "skovgaard", "østergård", "Cykelklub", "mikkelsen"])
def test_a_name_is_not_known_by_its_parts(name):
    assert not may_be_known_by_parts(name)


def test_common_parts_are_not_looked_for():
    assert sought_parts("klubdag") == ("klub",)
    assert sought_parts("mandag") == ()


def test_what_says_a_word_also_gives_points_for_it():
    for value in ("cykelværksted", "fodbold", "hold", "to ord"):
        said = {one.term for ways in ways_to_say(value) for one in ways}
        assert said <= {one.term for one in sought(value)}
        assert all(0 < one.weight <= 1 for one in sought(value))
