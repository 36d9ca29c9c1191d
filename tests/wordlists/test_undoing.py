"""What was changed in the word lists is told, and can be taken back, also what was added, while no offer has it."""

from __future__ import annotations

import pytest
from litestar.testing import TestClient

from registry import vocabulary
from registry.db import Database
from tests import make
from tests.cast import Cast
from tests.wordlists.test_pages import HERE, NEED, form_of, words


@pytest.fixture
def anders(cast: Cast) -> TestClient:
    return cast.sign_in("anders")


def test_setting_back_lets_the_package_count_again(anders: TestClient, database: Database) -> None:
    anders.post(NEED, data=form_of(database, "behov", "finde_venner", short_da="Makkere"))
    assert "Sæt tilbage" in anders.get(NEED).text
    assert anders.post(f"{NEED}/saet-tilbage").status_code == 303
    assert words(database) is vocabulary.packaged()


def test_a_change_has_a_line_in_the_history_and_can_be_undone(anders: TestClient, database: Database) -> None:
    anders.post(NEED, data=form_of(database, "behov", "finde_venner", short_da="Makkere"))
    change = f"{HERE}/rettelser/1"
    assert change in anders.get("/administration/historik").text
    assert "rettede ”" in anders.get("/administration/historik").text
    listed = anders.get(f"{HERE}/rettelser").text
    assert change in listed
    assert "<del>Nye venner</del> <ins>Makkere</ins>" in listed
    assert change in anders.get(NEED).text
    assert anders.post(f"{change}/fortryd").headers["location"] == change
    assert words(database) is vocabulary.packaged()
    assert "Fortrudt" in anders.get(change).text
    assert anders.get(f"{HERE}/rettelser/2").status_code == 200
    assert anders.get(f"{HERE}/rettelser/99").status_code == 404


def test_what_was_changed_again_is_not_undone(anders: TestClient, database: Database) -> None:
    anders.post(NEED, data=form_of(database, "behov", "finde_venner", short_da="Makkere"))
    anders.post(NEED, data=form_of(database, "behov", "finde_venner", short_da="Flok"))
    answer = anders.post(f"{HERE}/rettelser/1/fortryd")
    assert answer.status_code == 422
    assert "Det er rettet igen siden" in answer.text


def test_an_activity_that_was_added_can_be_gone_again_and_come_back(anders: TestClient, database: Database) -> None:
    anders.post(f"{HERE}/ny/aktivitet", data={"id": "kubb", "value": "idraet", "en": "kubb", "handling": "gem"})
    assert anders.post(f"{HERE}/rettelser/1/fortryd").status_code == 303
    assert words(database) is vocabulary.packaged()
    assert anders.get(f"{HERE}/aktivitet/kubb").status_code == 404
    assert "Fjernet igen" in anders.get(f"{HERE}/rettelser/2").text
    assert "Tilføjet her" in anders.get(f"{HERE}/rettelser/1").text
    assert anders.post(f"{HERE}/rettelser/2/fortryd").status_code == 303
    assert anders.get(f"{HERE}/aktivitet/kubb").status_code == 200


def test_what_others_are_a_kind_of_stays(anders: TestClient, database: Database) -> None:
    anders.post(f"{HERE}/ny/aktivitet", data={"id": "kubb", "value": "idraet", "en": "kubb", "handling": "gem"})
    kind_of = {"id": "pindspil", "value": "idraet", "en": "stick games", "includes": "kubb", "handling": "gem"}
    assert anders.post(f"{HERE}/ny/aktivitet", data=kind_of).status_code == 303
    answer = anders.post(f"{HERE}/rettelser/1/fortryd")
    assert answer.status_code == 422
    assert "kubb" in answer.text.partition("Rettelsen kan ikke fortrydes")[2].partition("</div>")[0]
    assert "kubb" in words(database).activities.concrete


@pytest.mark.parametrize("state", ["draft", "live"])
def test_a_need_that_was_added_can_be_gone_again_until_an_offer_has_it(
    anders: TestClient, database: Database, cast: Cast, state: str
) -> None:
    new = form_of(database, "behov", "finde_venner") | {"label_da": "Vil gerne flyve", "phrases": "vil så gerne flyve"}
    new.pop("seen")
    anders.post(f"{HERE}/ny/behov", data=new)
    with database.writing() as db, db.begin(), vocabulary.using(words(database)):
        getattr(make, state)(db, cast.actor("alice"), title="Drager", needs=("vil_gerne_flyve",))
    answer = anders.post(f"{HERE}/rettelser/1/fortryd")
    assert answer.status_code == 422
    assert "der er tilbud, som har det: ”Drager”" in answer.text
    assert "vil_gerne_flyve" in words(database).needs


def test_a_need_that_no_offer_has_is_gone_again(anders: TestClient, database: Database, cast: Cast) -> None:
    new = form_of(database, "behov", "finde_venner") | {"label_da": "Vil gerne flyve", "phrases": "vil så gerne flyve"}
    new.pop("seen")
    anders.post(f"{HERE}/ny/behov", data=new)
    with database.writing() as db, db.begin():
        make.live(db, cast.actor("alice"), description='Vi siger "vil_gerne_flyve" til hinanden.')
    assert anders.post(f"{HERE}/rettelser/1/fortryd").status_code == 303
    assert words(database) is vocabulary.packaged()
    shown = anders.get(f"{HERE}/rettelser/2").text
    assert "Rettelse af Vil gerne flyve" in shown
    assert "<ins></ins>" not in shown
    assert "<del>vil så gerne flyve</del>" in shown
    assert anders.get("/find?behov=vil_gerne_flyve").status_code == 200
