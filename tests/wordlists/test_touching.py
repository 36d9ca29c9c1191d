"""Which texts an edit may touch: none that it does touch is left out, and finders are made anew only when they must."""

from __future__ import annotations

import pytest

from registry import overlay, vocabulary
from registry.access import SYSTEM
from registry.db import Database
from registry.matching import live
from registry.overlay import actions
from registry.vocabulary import Place, recognise
from registry.wordlists import preview, touching
from tests import make
from tests.cast import Cast

NEED = Place("need", "finde_venner")
PHRASES = {
    "pindekast": "Vi spiller pindekastet på plænen.",
    "svært ved at stave": "For den, der har problemer med at stave.",
    "lang|kort tråd": "Vi syr med de korteste tråde.",
    "vævestol*": "Her er vævestolene varme.",
    "mangler en flok": "For børn, der mangler sådan en flok.",
    "bog": "Vi læser bøger højt.",
}


@pytest.mark.parametrize("phrase", PHRASES)
def test_every_offer_with_a_phrase_is_found_by_the_catalogues_terms(
    database: Database, cast: Cast, phrase: str
) -> None:
    with database.writing() as db, db.begin():
        for title, text in PHRASES.items():
            make.live(db, cast.actor("alice"), title=title.partition(" ")[0], summary="Kort sagt.", description=text)
    with database.reading() as db:
        words = [PHRASES[phrase]]
        finder = touching.PhraseFinder([("one", [phrase])])
        assert all(finder.find(text) for text in words)
        catalogue = live.current(db)
        found = catalogue.offers(touching.offers_with(catalogue, [phrase]) or [])
        assert {offer.content.description for offer in found.values()} == set(words)


def test_too_many_words_are_not_looked_for(database: Database) -> None:
    with database.reading() as db:
        assert touching.offers_with(live.current(db), [f"ord{n}x" for n in range(100)]) is None


def test_sentences_with_a_changed_phrase_or_its_telling_words_are_read_again() -> None:
    may = touching.may_be_read_differently(frozenset({"mangler en flok", "lost her flock"}))
    assert may("Hun mangler sådan en flok")
    assert may("She has lost her flock")
    assert may("flokken er væk")
    assert not may("urolig dreng på 9, der elsker heste")


def test_finders_of_needs_are_made_anew_only_for_what_changes_them(database: Database) -> None:
    edits = {
        NEED: {"label_da": "Vil have venner"},
        Place("area", "midtby"): {"label_da": "Midtbyen"},
        Place("activity", "kubb"): {"value": "idraet", "en": "kubb", "words": ["pindekast"]},
    }
    with database.writing() as db, db.begin():
        actions.lay(db, SYSTEM, edits, name="Prøve", now=make.NOW)
    packaged = recognise._needs()
    with vocabulary.using(overlay.of(database.engine)):
        assert recognise._needs() is packaged
    with database.writing() as db, db.begin():
        actions.lay(db, SYSTEM, {NEED: {"phrases": {"add": ["mangler en flok"]}}}, name="Prøve", now=make.NOW)
    with vocabulary.using(overlay.of(database.engine)):
        assert [one.id for one in recognise.needs_in("Hun mangler en flok")] == ["finde_venner"]


def test_the_preview_says_how_much_was_read(database: Database, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    with database.writing() as db, db.begin():
        for n in range(5):
            make.live(db, cast.actor("alice"), title=f"Hold {n}", description="Vi mangler en flok." if n else "Kor.")
    monkeypatch.setattr(preview, "MOST_READ", 3)
    cast.sign_in("anders")
    page = "/administration/ordlister/behov/finde_venner"
    need = vocabulary.packaged().needs["finde_venner"]
    data = {
        "label_da": need.label_da, "label_en": need.label_en, "short_da": need.short_da, "short_en": need.short_en,
        "description_da": need.description_da, "description_en": need.description_en, "group": need.group,
        "phrases": "\n".join((*need.phrases, "mangler en flok")), "phrases_en": "\n".join(need.phrases_en),
        "doubtful": "\n".join(need.doubtful), "hints": "\n".join(need.hints),
        "exceptions": "\n".join(need.exceptions), "handling": "se",
    }  # fmt: skip
    shown = cast.client.post(page, data=data).text
    assert "Alle søgningens 5 tilbud er søgt igennem efter de ord, du har rettet. 4 af dem" in shown
    assert "Kun de første 3 er læst" in shown
    shown = cast.client.post(page, data=data | {"retired": "1"}).text
    assert "Set efter i de første 3 af søgningens 5 tilbud." in shown
