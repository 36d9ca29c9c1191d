"""Whole names of organisations are looked for; a word of a name, which may be a child's, is not."""

from __future__ import annotations

import msgspec
import pytest

from registry.matching.rank import search
from registry.matching.understand import understand
from registry.matching.wish import Wish
from registry.offers.together import Behind
from tests.matching.make import NOW, catalogue, ids, offer
from tests.matching.sentences import Words

ORGANISATIONS = ("Baadelauget Spantet", "Kirsten Kimers Klub", "Emma Skov", "Tinsoldaten", "Hus & Have")


def words(text: str) -> list[str]:
    chips = understand(text, Words(organisations=ORGANISATIONS)).chips
    return [str(chip.value) for chip in chips if chip.kind == "word"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Baadelauget Spantet", ["baadelauget", "spantet"]),
        ("noget hos baadelauget spantet til en dreng på 9", ["baadelauget", "spantet"]),
        ("Tinsoldaten, gratis", ["tinsoldaten"]),
        ("hus & have", ["hus"]),
        ("Kirsten Kimers Klub", ["kirsten", "kimers", "klub"]),
        ("Kirsten på 9", []),
        ("Spantet er 9 år", []),
        ("Emma Skov på 9", []),
    ],
)
def test_a_name_is_looked_for_when_it_is_whole_and_no_persons(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_what_else_is_said_is_read_as_well() -> None:
    found = understand("Tinsoldaten, gratis, for en på 9", Words(organisations=ORGANISATIONS)).chips
    assert {chip.kind for chip in found} == {"word", "price", "age"}


def test_an_offer_is_found_by_the_name_of_each_organisation_behind_it() -> None:
    behind = (Behind("fyr", "Fyrtøjets Venner", "association"),)
    joint = msgspec.structs.replace(offer("joint", name="Havfruen"), partners=behind)
    known = catalogue(offer("alone", name="Voerbjerg Rideklub"), joint)
    for name in ("Havfruen", "Fyrtøjets Venner"):
        wish = Wish(understand(name, known).chips)
        assert wish.of("word"), name
        assert ids(search(known, wish, now=NOW).results)[0] == "joint"
