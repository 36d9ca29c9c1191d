"""The find page and the offer page, without JavaScript and as parts."""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from litestar.testing import TestClient
from sqlalchemy import Engine, event

from registry.db import Database
from registry.offers import actions
from tests import make
from tests.cast import Cast

PART = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture(autouse=True)
def offer_id(cast: Cast, database: Database) -> str:
    with database.writing() as db, db.begin():
        return make.live(db, cast.actor("alice")).offer_id


def ask(client: TestClient, text: str, url: str = "/find") -> str:
    """Post a sentence and return the address it leads to."""
    answer = client.post(url, data={"text": text})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def test_a_sentence_becomes_chips_and_is_gone(client: TestClient) -> None:
    location = ask(client, "urolig dreng på 9 der elsker heste, Nørresundby, gratis")
    asked = parse_qs(urlsplit(location).query)
    assert asked["alder"] == ["9"]
    assert asked["sted"] == ["9400"]
    assert asked["pris"] == ["gratis"]
    assert "plads_til_energi" in asked["gerne-behov"]
    assert "elsker" not in location
    page = client.get(location).text
    assert "Heste og ro på små hold" in page
    assert "1 tilbud passer" in page
    assert "7–11 år" in page


def test_new_words_are_added_to_what_is_there(client: TestClient) -> None:
    location = ask(client, "gratis", "/find?alder=9")
    assert parse_qs(urlsplit(location).query) == {"alder": ["9"], "pris": ["gratis"]}


def test_a_chip_can_be_loosened_pinned_and_removed_by_links(client: TestClient) -> None:
    page = client.get("/find?alder=9").text
    assert 'href="/find?gerne-alder=9"' in page
    assert "Fjern 9 år" in page
    loosened = client.get("/find?gerne-alder=9").text
    assert 'href="/find?alder=9"' in loosened


def test_a_part_comes_with_its_new_address(client: TestClient) -> None:
    answer = client.post("/find", data={"text": "gratis"}, headers=PART)
    assert answer.status_code == 200
    assert answer.headers["HX-Push-Url"] == "/find?pris=gratis"
    assert "<html" not in answer.text
    assert 'id="results-title"' in answer.text


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("skærer i sig selv", "Er du bekymret for barnets liv? Det ene tilbud"),
        ("blorf zingo", "Vi kendte ingen af ordene. Det ene tilbud"),
        ("gratis", "1 tilbud passer"),
    ],
)
def test_what_stands_above_the_results_is_told_to_screen_readers_too(
    client: TestClient, sentence: str, told: str
) -> None:
    part = client.post("/find", data={"text": sentence}, headers=PART).text
    assert f'data-focus="{told}' in part


def test_nobody_gets_a_dead_end(client: TestClient) -> None:
    page = client.get("/find?alder=9&dag=tue").text
    assert "Ingen tilbud passer helt" in page
    assert "Ikke <strong>tirsdag</strong>" in page.replace("\n", "")
    assert "Ingen tilbud opfylder begge ønsker. Slip ét, og se flere" in page
    assert "uden tirsdag" in page


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("alder=14", "Ikke <strong>14 år</strong>, men 7–11 år"),
        ("alder=9&dag=tue", "Ikke <strong>tirsdag</strong>, men kun mandag 15.30–17.00"),
        ("alder=9&aktivitet=fodbold", "Mangler <strong>fodbold</strong>"),
    ],
)
def test_what_is_nearly_right_says_what_it_is_instead(client: TestClient, query: str, said: str) -> None:
    assert f"<span>{said}</span>" in client.get(f"/find?{query}").text


def test_words_that_nobody_knows_are_answered_with_and_without_a_script(client: TestClient) -> None:
    for url, said in (("/find", "Vi kendte ingen af ordene"), ("/find?alder=9", "Vi kendte ingen af de nye ord")):
        location = ask(client, "blorf zingo", url)
        assert location == f"{url}#understood"
        page = client.get(location).text
        assert f'id="understood">{said}' in page, "shown when the address points at it"
        part = client.post(url, data={"text": "blorf zingo"}, headers=PART).text
        assert f'role="status">{said}' in part
        assert "Vi kendte ingen" not in client.post(url, data={"text": "gratis"}, headers=PART).text


def test_what_is_not_said_is_shown_apart(client: TestClient, cast: Cast, database: Database) -> None:
    with database.writing() as db, db.begin():
        make.live(db, cast.actor("alice"), title="Kor uden pris", price_dkk=None)
    page = client.get("/find?pris=gratis").text
    assert "Passer måske" in page
    assert page.index("Passer måske") < page.index("Kor uden pris")


@pytest.mark.parametrize(
    ("text", "secret", "kept"),
    [
        ("dreng født 010203-1234 vil ride", "010203", "vil ride"),
        ("mor.hansen@eksempel.example spørger om kor", "hansen", "om kor"),
        ("ring 20 30 40 50 om skak", "20 30", "om skak"),
        ("bor på Eksempelvej 12 og vil synge", "Eksempelvej", "vil synge"),
    ],
)
def test_personal_data_stops_the_search_and_is_taken_out_of_the_field(
    client: TestClient, caplog: pytest.LogCaptureFixture, text: str, secret: str, kept: str
) -> None:
    caplog.set_level(logging.DEBUG)
    answer = client.post("/find", data={"text": text})
    assert answer.status_code == 422
    assert "Vi har ikke søgt" in answer.text
    assert secret not in answer.text
    assert kept in answer.text
    assert secret not in caplog.text


def test_a_worry_is_answered_once_and_never_in_the_address(client: TestClient) -> None:
    location = ask(client, "pige på 15 der skærer i sig selv")
    assert "akut" not in location
    page = client.get(location)
    assert "Livslinien" in page.text
    assert 'href="tel:112"' in page.text
    assert "Livslinien" not in client.get(location).text


def test_nonsense_in_the_address_is_ignored(client: TestClient) -> None:
    answer = client.get("/find?alder=hest&dag=mon&dag=xyz&side=-4&sort=zzz&behov=findes_ikke&%00=%FF")
    assert answer.status_code == 200
    assert "Mandag" in answer.text


def test_an_offers_page_tells_why_it_fits(client: TestClient, offer_id: str) -> None:
    page = client.get(f"/tilbud/{offer_id}?alder=9&dag=mon").text
    assert "Sådan passer det til din søgning" in page
    assert "Mandag 15.30–17.00" in page
    assert "Et barn kan komme før de andre" in page
    assert 'href="mailto:karen@eksempel.example"' in page
    assert "Bekræftet organisation" in page
    assert "Sådan passer det til din søgning" not in client.get(f"/tilbud/{offer_id}").text


def test_an_offer_that_is_not_live_is_not_there(
    client: TestClient, cast: Cast, database: Database, offer_id: str
) -> None:
    with database.writing() as db, db.begin():
        actions.pause(db, cast.actor("alice"), offer_id, now=make.NOW)
    hidden = client.get(f"/tilbud/{offer_id}")
    assert hidden.status_code == 404
    assert "Tilbuddet vises ikke for tiden" in hidden.text
    assert "Heste og ro" not in hidden.text
    assert "Tilbuddet vises ikke" not in client.get("/tilbud/findesikke").text
    assert "Heste og ro" not in client.get("/find").text


def test_the_page_speaks_english(client: TestClient) -> None:
    client.cookies.set("sprog", "en")
    page = client.get("/find?alder=9").text
    assert '<html lang="en">' in page
    assert "1 offer fits" in page


def test_more_offers_do_not_mean_more_questions_to_the_database(
    client: TestClient, cast: Cast, database: Database
) -> None:
    asked: list[str] = []

    def remember(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    def count() -> int:
        client.get("/find?alder=9")  # what is new is read once
        asked.clear()
        client.get("/find?alder=9")
        return len(asked)

    event.listen(Engine, "before_cursor_execute", remember)
    try:
        few = count()
        with database.writing() as db, db.begin():
            for number in range(6):
                make.live(db, cast.actor("alice"), title=f"Heste {number}")
        assert count() == few
    finally:
        event.remove(Engine, "before_cursor_execute", remember)


def test_wishes_alone_order_everything_and_claim_no_more(client: TestClient, cast: Cast, database: Database) -> None:
    with database.writing() as db, db.begin():
        make.live(db, cast.actor("alice"), title="Kor for alle", activities=("musik",))
        make.live(db, cast.actor("alice"), title="Kor for flere", activities=("musik",))
    assert "3 tilbud, de bedste først" in client.get("/find?gerne-aktivitet=musik").text
    assert "3 tilbud, de nyeste først" in client.get("/find?gerne-aktivitet=musik&sort=nyest").text
    assert "3 tilbud passer" in client.get("/find?alder=9").text


def test_what_says_nothing_of_a_wish_stands_below_and_never_breaks_the_page(
    client: TestClient, cast: Cast, database: Database
) -> None:
    none = client.get("/find?alder=9&gerne-aktivitet=teater").text
    assert "Det, der skal passe, passer. Men ingen af dem nævner det, du gerne vil have." in none
    assert "Andre tilbud" not in none
    undemanding = client.get("/find?gerne-aktivitet=teater").text
    assert "Ingen tilbud nævner det, du gerne vil have. Her er de nærmeste." in undemanding
    assert none.index("Det, der skal passe, passer") < none.index("Heste og ro på små hold")
    with database.writing() as db, db.begin():
        make.live(db, cast.actor("alice"), title="Rolleskift", activities=("teater",))
    some = client.get("/find?alder=9&gerne-aktivitet=teater").text
    assert some.index("Rolleskift") < some.index("Andre tilbud") < some.index("Heste og ro på små hold")
