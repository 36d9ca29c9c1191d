"""Edits lie over the package's vocabulary: each database has its own, every process sees them, and none breaks it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from sqlalchemy import func, select, update

from registry import overlay, vocabulary
from registry.access import SYSTEM, Refused
from registry.db import Database
from registry.db.migrate import upgrade
from registry.matching import activities, labels, live
from registry.overlay import actions, standing
from registry.overlay.models import VocabularyChange, VocabularyEdit
from registry.vocabulary import Place, needs_in, safety_in, suggest_needs
from tests import make
from tests.cast import Cast

NOW = make.NOW
NEED = Place("need", "finde_venner")
KUBB = Place("activity", "kubb")
LABEL = {"short_da": "Makkere", "short_en": "Mates"}


def lay(database: Database, laid: actions.Laid, *, seen: int | None = None, at: dt.datetime = NOW) -> int:
    with database.writing() as db, db.begin():
        return actions.lay(db, SYSTEM, laid, name="Prøve", now=at, seen=seen)


def undo(database: Database, number: int) -> None:
    with database.writing() as db, db.begin():
        actions.undo(db, SYSTEM, number, name="Prøve", now=NOW)


def test_without_edits_it_is_the_packages(database: Database) -> None:
    assert overlay.of(database.engine) is vocabulary.packaged()
    assert vocabulary.current() is vocabulary.packaged()


def test_an_edit_lies_over_the_package_and_changes_the_version(database: Database) -> None:
    lay(database, {NEED: LABEL})
    edited = overlay.of(database.engine)
    assert edited.needs["finde_venner"].short_da == "Makkere"
    assert edited.needs["finde_venner"].label_da == vocabulary.packaged().needs["finde_venner"].label_da
    assert edited.version != vocabulary.packaged().version
    assert overlay.of(database.engine) is edited
    assert vocabulary.packaged().needs["finde_venner"].short_da != "Makkere"


def test_what_is_made_of_the_vocabulary_follows(database: Database) -> None:
    lay(
        database,
        {
            NEED: {"phrases": {"add": ["mangler en flok"]}, **LABEL},
            Place("safety", "akut_selvskade"): {"phrases": {"add": ["helt ude i tovene"]}},
            KUBB: {"value": "idraet", "en": "kubb", "words": ["pindekast"]},
            Place("kind", "idraet"): {"words": {"add": ["kropsligt gøgl"]}},
        },
    )
    sentence = "mangler en flok og er helt ude i tovene, elsker pindekast"
    before = [found.id for found in needs_in(sentence)]
    assert "finde_venner" not in before
    assert activities.meaning("pindekast") is None
    assert safety_in(sentence) == []
    with vocabulary.using(overlay.of(database.engine)):
        assert "finde_venner" in [found.id for found in needs_in(sentence)]
        assert [one.id for one in suggest_needs("For børn, der mangler en flok.")] == ["finde_venner"]
        assert safety_in(sentence) == ["akut_selvskade"]
        assert activities.meaning("pindekast") == ("idraet", "kubb")
        assert activities.mentions("kropsligt gøgl")[0].value == "idraet"
        assert labels.chip_label("need", "finde_venner").da == "Makkere"
    assert [found.id for found in needs_in(sentence)] == before
    assert labels.chip_label("need", "finde_venner").da != "Makkere"


def test_databases_in_one_process_have_their_own(database: Database, tmp_path: Path) -> None:
    other = Database(f"sqlite:///{tmp_path / 'other.db'}")
    upgrade(other)
    lay(database, {NEED: LABEL})
    lay(other, {NEED: {"short_da": "Kammerater"}})
    assert overlay.of(database.engine).needs["finde_venner"].short_da == "Makkere"
    assert overlay.of(other.engine).needs["finde_venner"].short_da == "Kammerater"
    other.close()


def test_every_process_sees_a_change_in_its_next_request(database: Database, cast: Cast, client: TestClient) -> None:
    with database.writing() as db, db.begin():
        make.live(db, cast.actor("alice"), needs=("finde_venner",))
    assert "Makkere" not in client.get("/find?behov=finde_venner").text
    another = Database(database.url)  # as another process would: nothing is shared but the database
    lay(another, {NEED: LABEL})
    another.close()
    assert "Makkere" in client.get("/find?behov=finde_venner").text


def test_the_catalogue_reads_its_offers_again_with_new_words(
    database: Database, cast: Cast, application: Litestar
) -> None:
    with database.writing() as db, db.begin():
        offer = make.live(db, cast.actor("alice"), title="Pindekast på plænen").offer_id
    asked = {"activities": ["kubb"]}
    assert cast.client.post("/api/v1/search", json={}).json()["total"] == 1
    lay(database, {KUBB: {"value": "idraet", "en": "kubb", "words": ["pindekast"]}})
    cast.client.post("/api/v1/search", json=asked)
    with application.state.database.reading() as db:
        live.settle(db)
    found = cast.client.post("/api/v1/search", json=asked).json()
    assert [one["id"] for one in found["results"]] == [offer]
    assert {"kind": "activity", "label": "Kubb"} in found["results"][0]["fits"]


@pytest.mark.parametrize(
    ("place", "fields", "about"),
    [
        (NEED, {"label_da": ""}, "label_da"),
        (NEED, {"phrases": {"add": ["|mor"]}}, "|mor"),
        (NEED, {"phrases": {"add": ["***"]}}, "***"),
        (NEED, {"group": "nowhere"}, "nowhere"),
        (Place("safety", "akut_selvskade"), {"call": [{"number": "12"}]}, "label_da"),
        (KUBB, {"value": "idraet", "en": "kubb", "words": ["fodbold"]}, "fodbold"),
        (Place("need", "nyt"), {"label_da": "Nyt"}, "nyt"),
    ],
)
def test_an_edit_that_does_not_hold_together_is_refused(
    database: Database, place: Place, fields: dict[str, object], about: str
) -> None:
    with pytest.raises(actions.Unsound) as refused:
        lay(database, {place: fields})
    assert about in str(refused.value)
    assert overlay.of(database.engine) is vocabulary.packaged()


@pytest.mark.parametrize("who", ["alice", "petra"])
def test_only_administrators_edit(database: Database, cast: Cast, who: str) -> None:
    with database.writing() as db, pytest.raises(Refused):
        actions.lay(db, cast.actor(who), {NEED: LABEL}, name="Prøve", now=NOW)


def test_who_has_not_seen_the_last_change_of_a_place_looks_again(database: Database) -> None:
    first = lay(database, {NEED: LABEL})
    lay(database, {Place("area", "midtby"): {"label_da": "Midtbyen"}}, seen=first)
    second = lay(database, {NEED: {"short_da": "Venner"}}, seen=first)
    with pytest.raises(actions.Changed):
        lay(database, {NEED: {"short_da": "Flok"}}, seen=first)
    lay(database, {NEED: {"short_da": "Flok"}}, seen=second)


def test_two_who_write_at_the_same_moment_do_not_both_get_the_number(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = standing.made(0, {})
    lay(database, {NEED: LABEL})
    monkeypatch.setattr(standing, "state", lambda _db: before)
    with pytest.raises(actions.Changed):
        lay(database, {Place("area", "midtby"): {"label_da": "Midtbyen"}})


def test_a_change_is_undone_and_later_ones_of_other_fields_stay(database: Database) -> None:
    first = lay(database, {NEED: LABEL})
    lay(database, {NEED: {**LABEL, "description_da": "En ny forklaring."}})
    undo(database, first)
    need = overlay.of(database.engine).needs["finde_venner"]
    assert need.short_da == vocabulary.packaged().needs["finde_venner"].short_da
    assert need.description_da == "En ny forklaring."


def test_what_has_been_changed_again_is_not_undone(database: Database) -> None:
    first = lay(database, {NEED: LABEL})
    lay(database, {NEED: {**LABEL, "short_da": "Flok"}})
    with pytest.raises(actions.Unsound, match="rettet igen"):
        undo(database, first)


def test_an_entry_that_was_added_is_not_taken_away(database: Database) -> None:
    number = lay(database, {KUBB: {"value": "idraet", "en": "kubb"}})
    with pytest.raises(actions.Unsound, match="Træk den tilbage"):
        undo(database, number)


def test_an_edit_that_a_newer_package_does_not_go_with_is_set_aside(database: Database) -> None:
    other = Place("safety", "akut_selvskade")
    lay(database, {NEED: {"label_da": "Makkere"}, other: {"label_da": "Er det farligt?"}})
    with database.writing() as db, db.begin():
        db.execute(update(VocabularyEdit).where(VocabularyEdit.entry == NEED.entry).values(fields={"group": "væk"}))
        db.execute(update(VocabularyChange).values(at=NOW + dt.timedelta(hours=1)))
    with database.reading() as db:
        state = overlay.state(db)
    assert list(state.set_aside) == [NEED]
    assert state.vocabulary.needs[NEED.entry] == vocabulary.packaged().needs[NEED.entry]
    assert state.vocabulary.safety[other.entry].label_da == "Er det farligt?"


def test_a_number_that_was_rolled_back_is_not_mistaken_for_the_next_one(database: Database) -> None:
    with database.writing() as db:
        actions.lay(db, SYSTEM, {NEED: LABEL}, name="Prøve", now=NOW)
        assert overlay.current(db).needs["finde_venner"].short_da == "Makkere"
        db.rollback()
    assert overlay.of(database.engine) is vocabulary.packaged()
    lay(database, {NEED: {"short_da": "Flok"}}, at=NOW + dt.timedelta(seconds=1))
    assert overlay.of(database.engine).needs["finde_venner"].short_da == "Flok"


def test_a_new_policy_framework_is_laid_in_one_change(database: Database) -> None:
    policy = vocabulary.packaged_documents()["policy.toml"]
    old = policy["framework"][0]
    element = next(one for one in policy["element"] if one["framework"] == old["id"])
    framework = {**old, "version": "2026-2029", "valid_from": "2026-07-01", "valid_to": "2029-12-31"}
    lay(
        database,
        {
            Place("framework", "ny26"): {**framework, "id": "ny26"},
            Place("element", "ny26.a1"): {**element, "id": "ny26.a1", "framework": "ny26"},
            Place("crosswalk", f"{element['id']}>ny26.a1"): {"relation": "same", "needs_review": False},
        },
    )
    words = overlay.of(database.engine)
    assert words.frameworks["ny26"].valid_from == dt.date(2026, 7, 1)
    assert [one.id for one in words.elements_of("ny26")] == ["ny26.a1"]
    assert (words.crosswalks[-1].source, words.crosswalks[-1].target) == (element["id"], "ny26.a1")


def test_setting_back_is_a_change_too(database: Database) -> None:
    lay(database, {NEED: LABEL})
    lay(database, {NEED: {}})
    assert overlay.of(database.engine) is vocabulary.packaged()
    with database.reading() as db:
        assert db.scalar(select(func.count()).select_from(VocabularyEdit)) == 2
