"""Petra's shortlists in her browser, without JavaScript and in place."""

from __future__ import annotations

import logging
import re

import pytest
from litestar.testing import TestClient

from registry.offers import actions as offer_actions
from tests.cast import Cast
from tests.make import NOW
from tests.shortlists.stories import PERSONAL, colleague, counted, everything_stored, offers, shown

PART = {"hx-request": "true", "hx-request-type": "partial"}


def made(client: TestClient, name: str = "Heste og natur") -> str:
    """Begin a shortlist and return its path."""
    answer = client.post("/samlinger", data={"navn": name})
    assert answer.status_code == 303
    return str(answer.headers["location"])


def keep(client: TestClient, path: str, *offer_ids: str) -> None:
    for offer_id in offer_ids:
        client.post(f"/samlinger/gem/{offer_id}", data={"gem": path.rsplit("/", 1)[1], "tilbage": "/find"})


def test_petra_begins_a_shortlist_and_finds_it_again(cast: Cast) -> None:
    petra = cast.sign_in("petra")
    assert "Du har ingen samlinger endnu" in petra.get("/samlinger").text
    path = made(petra)
    answer = petra.get(path)
    assert "Samlingen er oprettet." in answer.text
    assert "Samlingen er tom endnu." in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert "Heste og natur" in petra.get("/samlinger").text


@pytest.mark.parametrize(("name", "status"), [(None, 303), ("alice", 403), ("anders", 403), ("petra", 200)], ids=str)
def test_each_role_at_the_door(cast: Cast, name: str | None, status: int) -> None:
    client = cast.sign_in(name) if name else cast.client
    answer = client.get("/samlinger")
    assert answer.status_code == status
    assert client.post("/samlinger", data={"navn": "Dyr"}).status_code == (303 if status == 200 else status)
    if status == 303:
        assert answer.headers["location"] == "/log-ind?naeste=/samlinger"


def test_another_professionals_shortlist_looks_as_if_it_did_not_exist(cast: Cast) -> None:
    colleague(cast)
    path = made(cast.sign_in("petra"))
    kirsten = cast.sign_in("kirsten")
    assert kirsten.get(path).status_code == 404
    assert kirsten.get(f"{path}/slet").status_code == 404
    for verb in ("navn", "slet", "del", "stop-deling"):
        assert kirsten.post(f"{path}/{verb}", data={"navn": "Andet"}).status_code == 404
    offer = offers(cast, "Heste")[0]
    for verb in ("flyt", "fjern", "note"):
        assert kirsten.post(f"{path}/tilbud/{offer}/{verb}", data={"note": "x"}).status_code == 404
    assert kirsten.post(f"/samlinger/gem/{offer}", data={"gem": path.rsplit("/", 1)[1]}).status_code == 404


def test_petra_keeps_an_offer_from_the_results_and_comes_back_to_them(cast: Cast) -> None:
    (offer,) = offers(cast, "Heste")
    petra = cast.sign_in("petra")
    page = petra.get("/find?alder=9").text
    assert f'id="gem-{offer}"' in page
    assert 'name="tilbage" value="/find?alder=9"' in page
    answer = petra.post(f"/samlinger/gem/{offer}", data={"navn": "Dyr", "tilbage": "/find?alder=9"})
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/find?alder=9#gem-{offer}"
    page = petra.get("/find?alder=9").text
    assert "Tilbuddet er gemt i samlingen." in page
    assert "Gemt i Dyr" in page


def test_petra_takes_it_off_again_where_she_put_it_on(cast: Cast) -> None:
    (offer,) = offers(cast, "Heste")
    petra = cast.sign_in("petra")
    path = made(petra)
    keep(petra, path, offer)
    page = petra.get(f"/tilbud/{offer}").text
    button = re.search(r'name="fjern" value="(\w+)" aria-pressed="true"', page)
    assert button is not None
    petra.post(f"/samlinger/gem/{offer}", data={"fjern": button[1], "tilbage": f"/tilbud/{offer}"})
    assert shown(petra.get(path).text) == []


def test_in_place_only_the_menu_is_answered_open_and_with_the_focus(cast: Cast) -> None:
    (offer,) = offers(cast, "Heste")
    petra = cast.sign_in("petra")
    list_id = made(petra).rsplit("/", 1)[1]
    answer = petra.post(f"/samlinger/gem/{offer}", data={"gem": list_id, "tilbage": "/find"}, headers=PART)
    assert answer.status_code == 200
    assert answer.text.strip().startswith(f'<details class="keep d-print-none" id="gem-{offer}" open>')
    assert f'id="gem-{offer}-{list_id}" name="fjern"' in answer.text
    assert 'data-focus="Gemt i Heste og natur"' in answer.text
    answer = petra.post(f"/samlinger/gem/{offer}", data={"fjern": list_id, "tilbage": "/find"}, headers=PART)
    assert f'id="gem-{offer}-{list_id}" name="gem"' in answer.text
    assert 'data-focus="Fjernet fra Heste og natur"' in answer.text


def test_nobody_can_plant_a_way_back_to_elsewhere(cast: Cast) -> None:
    (offer,) = offers(cast, "Heste")
    petra = cast.sign_in("petra")
    for elsewhere in ("https://ondt.example/", "//ondt.example", "/\\ondt.example", "javascript:alert(1)", ""):
        answer = petra.post(f"/samlinger/gem/{offer}", data={"navn": "Dyr", "tilbage": elsewhere})
        assert answer.headers["location"] == f"/tilbud/{offer}#gem-{offer}"


def test_visitors_and_partners_see_no_menu(cast: Cast) -> None:
    (offer,) = offers(cast, "Heste")
    for client in (cast.client, cast.sign_in("alice"), cast.sign_in("anders")):
        for page in ("/find", f"/tilbud/{offer}"):
            assert "keep" not in client.get(page).text


def test_petra_reorders_without_and_with_javascript(cast: Cast) -> None:
    heste, kor, skak = offers(cast, "Heste", "Kor", "Skak")
    petra = cast.sign_in("petra")
    path = made(petra)
    keep(petra, path, heste, kor, skak)
    answer = petra.post(f"{path}/tilbud/{skak}/flyt", data={"retning": "op"})
    assert answer.headers["location"] == f"{path}#tilbud-{skak}"
    assert shown(petra.get(path).text) == ["Heste", "Skak", "Kor"]
    part = petra.post(f"{path}/tilbud/{skak}/flyt", data={"retning": "op"}, headers=PART).text
    assert "<html" not in part
    assert shown(part) == ["Skak", "Heste", "Kor"]
    # the first one has no button up, so the focus goes to the one down
    assert f'id="ned-{skak}" name="retning" value="ned" data-focus="Skak er nu nummer 1 af 3."' in part
    assert f'id="op-{skak}"' not in part


def test_petra_writes_a_note_and_takes_it_away(cast: Cast) -> None:
    (offer,) = offers(cast, "Heste")
    petra = cast.sign_in("petra")
    path = made(petra)
    keep(petra, path, offer)
    answer = petra.post(f"{path}/tilbud/{offer}/note", data={"note": "Spørg om <hjelm>"})
    assert answer.headers["location"] == f"{path}#tilbud-{offer}"
    page = petra.get(path).text
    assert "Noten er gemt." in page
    assert "Spørg om &lt;hjelm&gt;" in page
    part = petra.post(f"{path}/tilbud/{offer}/note", data={"note": " "}, headers=PART).text
    assert f'id="ret-{offer}" data-focus="Noten er gemt."' in part
    assert "Skriv en note" in part
    assert "hjelm" not in part


@pytest.mark.parametrize(("typed", "secret"), PERSONAL.values(), ids=PERSONAL)
def test_personal_data_is_refused_and_neither_echoed_nor_stored_nor_logged(
    cast: Cast, caplog: pytest.LogCaptureFixture, typed: str, secret: str
) -> None:
    caplog.set_level(logging.DEBUG)
    (offer,) = offers(cast, "Heste")
    petra = cast.sign_in("petra")
    path = made(petra)
    keep(petra, path, offer)
    posts = {
        "/samlinger": {"navn": typed},
        f"{path}/navn": {"navn": typed},
        f"{path}/tilbud/{offer}/note": {"note": typed},
        f"/samlinger/gem/{offer}": {"navn": typed, "tilbage": "/find"},
    }
    for url, data in posts.items():
        for headers in ({}, PART):
            answer = petra.post(url, data=data, headers=headers)
            assert answer.status_code == 422, url
            assert "Der stod noget, der lignede" in answer.text
            assert 'aria-invalid="true"' in answer.text
            assert secret not in answer.text
            if not headers:
                assert "<title>Fejl:" in answer.text
    assert secret not in everything_stored(cast.database)
    assert secret not in caplog.text


def test_what_was_typed_stays_in_the_field_when_it_is_only_too_long(cast: Cast) -> None:
    (offer,) = offers(cast, "Heste")
    petra = cast.sign_in("petra")
    path = made(petra)
    keep(petra, path, offer)
    answer = petra.post(f"{path}/tilbud/{offer}/note", data={"note": "Ring først. " * 40})
    assert answer.status_code == 422
    assert "Du har skrevet 79 for meget." in answer.text
    assert "Ring først. Ring først." in answer.text
    assert f'href="#note-{offer}"' in answer.text
    assert "Skriv et navn på højst 80 tegn." in petra.post(f"{path}/navn", data={"navn": " "}).text


def test_whoever_has_the_link_reads_along_until_it_is_withdrawn(cast: Cast) -> None:
    (offer,) = offers(cast, "Heste")
    petra = cast.sign_in("petra")
    path = made(petra)
    keep(petra, path, offer)
    petra.post(f"{path}/tilbud/{offer}/note", data={"note": "Spørg om hjelm"})
    assert "/delt/" not in petra.get(path).text
    petra.post(f"{path}/del")
    link = re.search(r'href="(/delt/[\w-]{43})"', petra.get(path).text)
    assert link is not None
    for client in (cast.sign_out(), cast.sign_in("alice")):
        answer = client.get(link[1])
        assert answer.status_code == 200
        for expected in ("Heste og natur", "Delt af en fagperson", "Spørg om hjelm", "Heste"):
            assert expected in answer.text
        assert "Petra" not in answer.text
        assert "petra" not in answer.text
        assert answer.headers["cache-control"] == "no-store"
        assert "noindex" in answer.headers["x-robots-tag"]
        assert "etag" not in answer.headers
        assert "Flyt" not in answer.text
    cast.sign_in("petra").post(f"{path}/stop-deling")
    closed = cast.sign_out().get(link[1])
    assert closed.status_code == 404
    assert "Linket er lukket" in closed.text
    assert cast.client.get("/delt/gaet").status_code == 404


def test_an_offer_that_is_paused_is_shown_as_gone_and_not_dropped(cast: Cast) -> None:
    heste, kor = offers(cast, "Heste", "Kor")
    petra = cast.sign_in("petra")
    path = made(petra)
    keep(petra, path, heste, kor)
    petra.post(f"{path}/del")
    link = re.search(r'href="(/delt/[\w-]{43})"', petra.get(path).text)
    assert link is not None
    with cast.database.writing() as db, db.begin():
        offer_actions.pause(db, cast.actor("alice"), heste, now=NOW)
    for page in (petra.get(path).text, petra.get(link[1]).text):
        assert shown(page) == ["Heste", "Kor"]
        assert "Vises ikke i søgningen for tiden" in page
        assert f'href="/tilbud/{heste}"' not in page
        assert f'href="/tilbud/{kor}"' in page


def test_petra_renames_and_deletes_after_being_asked(cast: Cast) -> None:
    petra = cast.sign_in("petra")
    path = made(petra)
    petra.post(f"{path}/navn", data={"navn": "Ro og natur"})
    assert "Ro og natur" in petra.get(path).text
    assert "Slet samlingen ”Ro og natur”?" in petra.get(f"{path}/slet").text
    assert petra.get(path).status_code == 200
    assert petra.post(f"{path}/slet").headers["location"] == "/samlinger"
    assert "Samlingen er slettet." in petra.get("/samlinger").text
    assert petra.get(path).status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_list(cast: Cast) -> None:
    ids = offers(cast, *(f"Tilbud {n}" for n in range(12)))
    petra = cast.sign_in("petra")
    short, long = made(petra, "Kort"), made(petra, "Lang")
    keep(petra, short, ids[0])
    keep(petra, long, *ids)
    petra.get("/samlinger")

    numbers = []
    for path in (short, long):
        with counted() as sent:
            assert petra.get(path).status_code == 200
        numbers.append(len(sent))
    assert numbers[0] == numbers[1] <= 9
    with counted() as sent:
        petra.get("/samlinger")
    assert len(sent) <= 4
    with counted() as sent:
        petra.get("/find")
    assert sum("shortlist" in statement for statement in sent) == 1
