"""Forms of a word, and the look-alikes that aren't forms of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry import danish


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("hest", "hest hesten heste hestene hestens hestenes"),
        ("klub", "klubben klubber klubberne klubbens"),
        ("skilsmisse", "skilsmissen skilsmisser skilsmisserne skilsmissens"),
        ("barn", "barnet børn børnene børnenes"),
        ("plejebarn", "plejebørn plejebørnene"),
        ("søster", "søsteren søstre søstrene søsterens"),
        ("far", "faren faderen fædre fædrene"),
        ("hånd", "hænder hænderne"),
        ("genert", "generte"),
        ("ensom", "ensomt ensomme"),
        ("urolig", "uroligt urolige"),
        ("gammel", "gamle"),
        ("speciel", "specielt specielle"),
        ("praktisk", "praktiske"),
        ("mobbet", "mobbede mobber"),
        ("stamme", "stammer stammede stammet"),
        ("museum", "museet museer museerne"),
        ("gymnasium", "gymnasiet gymnasier"),
        ("café", "caféen caféer"),
        ("baby", "babyen babyer"),
        ("butik", "butikken butikker butikkerne"),
        ("sove", "sover sov sovet"),
        ("tør", "turde turdet"),
        ("ryge", "ryger røg røget"),
        ("sang", "sangen sange"),
        ("løb", "løbet"),
        ("SORG", "sorg sorgen sorger"),
    ],
)
def test_knows_the_forms_of_a_word(word: str, forms: str) -> None:
    assert set(forms.split()) <= danish.forms(word)


@pytest.mark.parametrize(
    ("word", "others"),
    [
        ("kost", "koste koster kostede kostet"),
        ("snus", "snuse snuser snusede"),
        ("vold", "volder volde voldte voldt"),
        ("hest", "hestehale ridehest"),
        ("dyr", "dyre dyrere dyrest dyrt"),
        ("mor", "more morer morsom"),
        ("far", "fare farer fart"),
        ("kor", "kort"),
        ("spor", "sport"),
        ("spil", "spiller spille spillede"),
        ("hold", "holder holde holdt"),
        ("liv", "live leve"),
        ("kræft", "kræfter kræfterne"),
        ("ven", "vente venter"),
        ("musik", "musiker musikere"),
        ("dansk", "dansker danskere"),
        ("and", "anden andet"),
        ("sang", "synger synge"),
        ("ikke", "ikken"),
        ("i", "ie ier"),
    ],
)
def test_look_alikes_are_not_forms(word: str, others: str) -> None:
    assert not set(others.split()) & danish.forms(word)


@given(st.text("abcdefghijklmnopqrstuvwxyzæøå", min_size=1))
def test_a_word_is_a_form_of_itself(word: str) -> None:
    assert word in danish.forms(word)
