"""A person's own account."""

from __future__ import annotations

import re

import pytest
from litestar.testing import TestClient
from sqlalchemy import select

from registry.accounts.models import Account
from registry.accounts.rules import ACCOUNT
from registry.db import Database
from registry.history import HistoryLine
from registry.web import sessions
from tests.accounts.post import GOOD, Time, account, give_password, link, mails, number_of_sessions
from tests.cast import Cast

ALICE = "alice@eksempel.example"
OTHER = "fire helt andre ord"


def sign_in_elsewhere(database: Database, name: str) -> None:
    from registry.web import clock

    with database.writing() as db, db.begin():
        now = clock.now()
        db.add(
            sessions.SignInSession(digest="b" * 64, account_id=name, created_at=now, expires_at=now + sessions.LIFETIME)
        )


def has_password(database: Database) -> bool:
    found = account(database, ALICE)
    return found is not None and found.password_hash is not None


def signs_in(client: TestClient, password: str) -> bool:
    return client.post("/log-ind/adgangskode", data={"email": ALICE, "password": password}).status_code == 303


@pytest.mark.parametrize("path", ["/konto"])
def test_a_visitor_is_led_to_sign_in_and_back(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["location"]) == (303, "/log-ind?naeste=/konto")


@pytest.mark.parametrize("path", ["/konto", "/konto/adgangskode", "/konto/adgangskode/fjern", "/log-ud/overalt"])
def test_a_visitor_changes_nothing(client: TestClient, path: str) -> None:
    assert client.post(path, data={"name": "X", "locale": "en", "password": GOOD}).status_code == 303


def test_alice_sees_who_she_is(cast: Cast) -> None:
    page = cast.sign_in("alice").get("/konto").text
    assert ALICE in page
    assert "Partner" in page
    assert "Du har ingen adgangskode" in page
    assert 'name="current"' not in page


def test_alice_changes_her_name_and_language(cast: Cast, database: Database) -> None:
    browser = cast.sign_in("alice")
    answer = browser.post("/konto", data={"name": " Alice  Ålund ", "locale": "en"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/konto")
    assert "sprog=en" in str(answer.headers.get_list("set-cookie"))
    changed = account(database, ALICE)
    assert changed
    assert (changed.name, changed.locale, changed.sort_key) == ("Alice Ålund", "en", "alice zelund")
    assert "Your details have been saved" in browser.get("/konto").text


def test_a_name_that_is_none_is_explained_and_kept(cast: Cast) -> None:
    answer = cast.sign_in("alice").post("/konto", data={"name": "A<b>", "locale": "fr"})
    assert answer.status_code == 422
    assert "A&lt;b&gt;" in answer.text
    assert 'href="#name"' in answer.text
    assert 'href="#locale"' in answer.text


def test_a_first_password_needs_no_old_one_and_ends_the_other_sessions(cast: Cast, database: Database) -> None:
    browser = cast.sign_in("alice")
    sign_in_elsewhere(database, "alice")
    before = browser.cookies[sessions.COOKIE]
    answer = browser.post("/konto/adgangskode", data={"password": GOOD})
    assert (answer.status_code, answer.headers["location"]) == (303, "/konto")
    after = re.search(r"session=([^;]+)", str(answer.headers.get_list("set-cookie")))
    assert after
    assert after[1] != before
    assert number_of_sessions(database, "alice") == 1
    assert has_password(database)
    assert "adgangskode" in mails(database, ALICE)[0].subject
    with database.reading() as db:
        assert [line.verb for line in db.scalars(select(HistoryLine))] == ["password_changed"]
    assert signs_in(cast.sign_out(), GOOD)


def test_changing_it_needs_the_current_one(cast: Cast, database: Database) -> None:
    give_password(database, "alice")
    browser = cast.sign_in("alice")
    for current, says in (("", "Skriv din nuværende"), ("noget helt andet", "Det er ikke din nuværende")):
        answer = browser.post("/konto/adgangskode", data={"password": OTHER, "current": current})
        assert answer.status_code == 422
        assert says in answer.text
        assert OTHER not in answer.text
    assert not signs_in(browser, OTHER)
    assert browser.post("/konto/adgangskode", data={"password": OTHER, "current": GOOD}).status_code == 303
    cast.sign_out()
    assert not signs_in(browser, GOOD)
    assert signs_in(browser, OTHER)


def test_a_weak_new_password_is_refused_with_the_reason(cast: Cast, database: Database) -> None:
    answer = cast.sign_in("alice").post("/konto/adgangskode", data={"password": "alice alice alice"})
    assert answer.status_code == 422
    assert "dit navn" in answer.text
    assert not has_password(database)


def test_removing_it_needs_the_current_one_too(cast: Cast, database: Database) -> None:
    give_password(database, "alice")
    browser = cast.sign_in("alice")
    refused = browser.post("/konto/adgangskode/fjern", data={"current_too": "noget helt andet"})
    assert refused.status_code == 422
    assert '<details class="details" open>' in refused.text
    assert has_password(database)
    assert browser.post("/konto/adgangskode/fjern", data={"current_too": GOOD}).status_code == 303
    assert not has_password(database)
    assert browser.post("/konto/adgangskode/fjern", data={}).status_code == 303


def test_somebody_at_alices_screen_cannot_guess_her_password_at_leisure(
    cast: Cast, database: Database, time: Time
) -> None:
    give_password(database, "alice")
    browser = cast.sign_in("alice")
    for _ in range(ACCOUNT.free + 1):
        browser.post("/konto/adgangskode", data={"password": OTHER, "current": "noget helt andet"})
    answer = browser.post("/konto/adgangskode", data={"password": OTHER, "current": GOOD})
    assert "Vent 2 sekunder" in answer.text
    assert not signs_in(browser, OTHER)


def test_a_forgotten_password_is_replaced_on_the_page_that_a_link_opens(
    cast: Cast, client: TestClient, database: Database
) -> None:
    give_password(database, "alice", "den glemte adgangskode er væk")
    sign_in_elsewhere(database, "alice")
    client.post("/log-ind", data={"email": ALICE})
    path = link(database, ALICE)
    assert client.post(path, data={"password": "kort"}).status_code == 422
    assert client.post(path, data={"password": OTHER}).status_code == 303
    assert number_of_sessions(database, "alice") == 1
    client.post("/log-ud")
    assert signs_in(client, OTHER)


def test_a_changed_password_makes_links_from_before_worthless(
    cast: Cast, client: TestClient, database: Database
) -> None:
    client.post("/log-ind", data={"email": ALICE})
    path = link(database, ALICE)
    cast.sign_in("alice").post("/konto/adgangskode", data={"password": GOOD})
    assert client.get(path).status_code == 410


def test_signing_out_here_leaves_other_browsers_signed_in(cast: Cast, database: Database) -> None:
    browser = cast.sign_in("alice")
    sign_in_elsewhere(database, "alice")
    answer = browser.post("/log-ud")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert number_of_sessions(database, "alice") == 1


def test_signing_out_everywhere_ends_every_session_of_alice_and_nobody_elses(cast: Cast, database: Database) -> None:
    cast.sign_in("bob")
    sign_in_elsewhere(database, "alice")
    browser = cast.sign_in("alice")
    assert browser.post("/log-ud/overalt").status_code == 303
    assert number_of_sessions(database, "alice") == 0
    assert number_of_sessions(database, "bob") == 1
    assert "Log ind" in cast.sign_out().get("/").text


def test_signing_out_twice_is_no_error(client: TestClient) -> None:
    assert client.post("/log-ud").status_code == 303


def test_a_session_ends_by_itself_after_two_weeks(
    cast: Cast, client: TestClient, database: Database, time: Time
) -> None:
    give_password(database, "alice")
    assert signs_in(client, GOOD)
    time.passes(days=13, hours=23)
    assert client.get("/konto").status_code == 200
    time.passes(hours=2)
    assert client.get("/konto").status_code == 303


def test_a_closed_account_is_out_at_once(cast: Cast, database: Database) -> None:
    browser = cast.sign_in("alice")
    assert browser.get("/konto").status_code == 200
    with database.writing() as db, db.begin():
        from registry.web import clock

        db.get_one(Account, "alice").closed_at = clock.now()
    assert browser.get("/konto").status_code == 303
