"""Signing in: by link and by password, and what an answer must not tell."""

from __future__ import annotations

import logging
import re

import pytest
from litestar.testing import TestClient
from sqlalchemy import select

from registry.accounts import passwords
from registry.accounts.models import MailedLink, Throttle
from registry.accounts.rules import ACCOUNT, MAIL_TO_PERSON
from registry.db import Database
from registry.web import sessions
from tests.accounts.post import GOOD, Time, close, give_password, link, mails, number_of_sessions
from tests.cast import Cast

ALICE = "alice@eksempel.example"
NOBODY = "zelda@eksempel.example"


def ask(client: TestClient, email: str = ALICE, **more: str):
    return client.post("/log-ind", data={"email": email, **more})


def try_password(client: TestClient, password: str, email: str = ALICE, **more: str):
    return client.post("/log-ind/adgangskode", data={"email": email, "password": password, **more})


def is_signed_in_as(client: TestClient, name: str) -> bool:
    return name in client.get("/konto").text


def test_the_link_comes_first_and_the_password_behind_a_fold(client: TestClient) -> None:
    page = client.get("/log-ind").text
    assert page.index("Send mig et link") < page.index("<details") < page.index('name="password"')
    assert "15 minutter" in page
    assert "/demo/log-ind" not in page


def test_alice_gets_a_link_and_its_button_signs_her_in(cast: Cast, client: TestClient, database: Database) -> None:
    answer = ask(client, " Alice@Eksempel.Example ")
    assert answer.status_code == 200
    assert "Se i din mail" in answer.text
    assert mails(database)[0].recipient == ALICE
    path = link(database, ALICE)
    opened = client.get(path)
    assert opened.status_code == 200
    assert "Alice" in opened.text
    assert opened.headers["cache-control"] == "no-store"
    entered = client.post(path)
    assert (entered.status_code, entered.headers["location"]) == (303, "/mine")
    assert is_signed_in_as(client, "Alice")


def test_a_mail_scanner_that_opens_the_link_spends_nothing(cast: Cast, client: TestClient, database: Database) -> None:
    ask(client)
    path = link(database, ALICE)
    for _ in range(3):
        assert client.get(path).status_code == 200
        assert client.head(path).status_code == 200
    assert number_of_sessions(database, "alice") == 0
    assert client.post(path).status_code == 303


def test_a_link_works_once(cast: Cast, client: TestClient, database: Database) -> None:
    ask(client)
    path = link(database, ALICE)
    assert client.post(path).status_code == 303
    assert "Du er allerede logget ind som Alice." in client.get(path).text
    cast.sign_out()
    for again in (client.post(path), client.get(path)):
        assert again.status_code == 410
        assert "Linket virker ikke mere" in again.text
    assert number_of_sessions(database, "alice") == 1


def test_a_link_works_for_a_quarter_of_an_hour(cast: Cast, client: TestClient, database: Database, time: Time) -> None:
    ask(client)
    path = link(database, ALICE)
    time.passes(minutes=14, seconds=59)
    assert client.get(path).status_code == 200
    time.passes(seconds=1)
    assert client.get(path).status_code == 410
    assert client.post(path).status_code == 410
    assert not is_signed_in_as(client, "Alice")


@pytest.mark.parametrize("path", ["/log-ind/link/x", "/log-ind/link/" + "A" * 43, "/bekraeft/x", "/invitation/x"])
def test_a_made_up_link_is_worth_nothing(cast: Cast, client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 410
    assert client.post(path).status_code == 410


def test_a_link_for_one_thing_is_no_link_for_another(cast: Cast, client: TestClient, database: Database) -> None:
    ask(client)
    token = link(database, ALICE).rpartition("/")[2]
    assert client.post(f"/invitation/{token}").status_code == 410
    assert client.post(f"/bekraeft/{token}").status_code == 410


def test_only_the_hash_of_a_link_is_stored(cast: Cast, client: TestClient, database: Database) -> None:
    ask(client)
    token = link(database, ALICE).rpartition("/")[2]
    with database.reading() as db:
        stored = db.scalars(select(MailedLink)).one()
    assert token not in str(vars(stored))
    assert stored.digest == sessions.digest(token)


def test_the_link_leads_back_to_where_alice_was(cast: Cast, client: TestClient, database: Database) -> None:
    page = client.get("/log-ind?naeste=/mine/tilbud/abc%3Fx%3D1").text
    assert 'name="naeste" value="/mine/tilbud/abc?x=1"' in page
    assert "Log ind, så fører vi dig videre." in page
    assert "fører vi dig videre" not in client.get("/log-ind").text
    ask(client, naeste="/mine/tilbud/abc?x=1")
    path = link(database, ALICE)
    assert 'value="/mine/tilbud/abc?x=1"' in client.get(path).text
    entered = client.post(path.partition("?")[0], data={"naeste": "/mine/tilbud/abc?x=1"})
    assert entered.headers["location"] == "/mine/tilbud/abc?x=1"


@pytest.mark.parametrize(
    "elsewhere", ["https://ond.example", "//ond.example", "/\\ond.example", "javascript:alert(1)", "/" + "x" * 2000]
)
def test_nobody_is_led_to_another_site(cast: Cast, client: TestClient, database: Database, elsewhere: str) -> None:
    give_password(database, "alice")
    page = client.get("/log-ind", params={"naeste": elsewhere}).text
    assert page.count('name="naeste" value=""') == 2
    ask(client, naeste=elsewhere)
    assert "naeste" not in link(database, ALICE)
    assert try_password(client, GOOD, naeste=elsewhere).headers["location"] == "/mine"


def test_a_password_signs_in_too(cast: Cast, client: TestClient, database: Database) -> None:
    give_password(database, "alice")
    entered = try_password(client, GOOD, " ALICE@eksempel.example", naeste="/mine/x")
    assert (entered.status_code, entered.headers["location"]) == (303, "/mine/x")
    assert is_signed_in_as(client, "Alice")


def test_a_wrong_password_is_explained_and_the_address_stays(
    cast: Cast, client: TestClient, database: Database
) -> None:
    give_password(database, "alice")
    answer = try_password(client, "noget helt andet")
    assert answer.status_code == 422
    assert "passer ikke sammen" in answer.text
    assert '<details class="details" open>' in answer.text
    assert answer.text.count(f'value="{ALICE}"') == 2
    assert "noget helt andet" not in answer.text
    assert "<title>Fejl:" in answer.text


def test_the_password_is_found_again_however_its_letters_are_put_together(
    cast: Cast, client: TestClient, database: Database
) -> None:
    give_password(database, "alice", "blåbær og rødgrød")
    assert try_password(client, "bla\u030abær og rødgrød").status_code == 303


@pytest.mark.parametrize("case", ["no account", "no password", "wrong password", "closed account", "not confirmed"])
def test_all_refusals_look_the_same(cast: Cast, client: TestClient, database: Database, case: str) -> None:
    expected = try_password(client, "noget helt andet", NOBODY)
    email = NOBODY if case == "no account" else ALICE
    if case in ("wrong password", "closed account"):
        give_password(database, "alice")
    if case == "closed account":
        close(database, "alice")
    if case == "not confirmed":
        client.post("/opret", data={"name": "Y", "email": "yrsa@eksempel.example", "password": GOOD})
        email = "yrsa@eksempel.example"
    answer = try_password(client, GOOD if case in ("closed account", "not confirmed") else "noget helt andet", email)
    assert answer.status_code == expected.status_code == 422
    assert answer.text.replace(email, "X") == expected.text.replace(NOBODY, "X")
    assert dict(answer.headers).keys() == dict(expected.headers).keys()


def test_a_refusal_hashes_as_often_without_an_account(
    cast: Cast, client: TestClient, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hashing is nearly all of the time that a refusal takes, so this is what could tell."""
    give_password(database, "alice")
    hashed: list[str] = []

    class Counting:
        def verify(self, stored: str, password: str) -> bool:
            hashed.append(stored)
            return hasher.verify(stored, password)

        def hash(self, password: str) -> str:
            return hasher.hash(password)

    hasher = passwords._hasher
    monkeypatch.setattr(passwords, "_hasher", Counting())
    counts = []
    for email in (ALICE, NOBODY, "zoe@eksempel.example"):
        hashed.clear()
        try_password(client, "noget helt andet", email)
        counts.append(len(hashed))
    assert counts == [1, 1, 1]


def test_asking_for_a_link_looks_the_same_for_everybody(cast: Cast, client: TestClient, database: Database) -> None:
    close(database, "bob")
    client.post("/opret", data={"name": "Y", "email": "yrsa@eksempel.example"})
    answers = {email: ask(client, email) for email in (ALICE, "bob@eksempel.example", "yrsa@eksempel.example", NOBODY)}
    assert {answer.status_code for answer in answers.values()} == {200}
    assert len({answer.text.replace(email, "X") for email, answer in answers.items()}) == 1
    assert len({tuple(sorted(answer.headers)) for answer in answers.values()}) == 1
    assert all(len(mails(database, email)) >= 1 for email in answers)


def test_the_mail_tells_its_owner_what_the_page_does_not(cast: Cast, client: TestClient, database: Database) -> None:
    close(database, "bob")
    for email in (NOBODY, "bob@eksempel.example"):
        ask(client, email)
    assert "ingen konto" in mails(database, NOBODY)[0].subject
    assert "/opret" in mails(database, NOBODY)[0].text
    (to_bob,) = mails(database, "bob@eksempel.example")
    assert "lukket" in to_bob.subject
    assert "/link/" not in to_bob.text


def test_an_account_that_was_closed_meanwhile_is_not_entered_by_its_link(
    cast: Cast, client: TestClient, database: Database
) -> None:
    ask(client)
    path = link(database, ALICE)
    close(database, "alice")
    assert client.get(path).status_code == 410
    assert client.post(path).status_code == 410


def test_guessing_gets_slower_and_the_page_says_how_long(
    cast: Cast, client: TestClient, database: Database, time: Time
) -> None:
    give_password(database, "alice")
    for _ in range(ACCOUNT.free + 1):
        assert try_password(client, "noget helt andet").status_code == 422
    stopped = try_password(client, GOOD)
    assert stopped.status_code == 429
    assert stopped.headers["retry-after"] == "3"
    assert "Vent 2 sekunder" in stopped.text
    assert f'value="{ALICE}"' in stopped.text
    assert number_of_sessions(database, "alice") == 0
    time.passes(seconds=2)
    assert try_password(client, GOOD).status_code == 303
    for _ in range(ACCOUNT.free):
        assert try_password(client, "noget helt andet").status_code == 422


def test_guessing_at_nobody_gets_slower_just_the_same(cast: Cast, client: TestClient, time: Time) -> None:
    answers = [try_password(client, "noget helt andet", NOBODY).status_code for _ in range(ACCOUNT.free + 2)]
    assert answers == [422] * (ACCOUNT.free + 1) + [429]


def test_alice_gets_in_by_link_while_somebody_guesses_at_her_password(
    cast: Cast, client: TestClient, database: Database, time: Time
) -> None:
    for _ in range(ACCOUNT.free + 2):
        try_password(client, "noget helt andet")
    ask(client)
    assert client.post(link(database, ALICE)).status_code == 303


def test_guessing_at_many_accounts_from_one_place_gets_slower(cast: Cast, client: TestClient, time: Time) -> None:
    answers = [try_password(client, "noget helt andet", f"person{n}@eksempel.example").status_code for n in range(42)]
    assert answers == [422] * 41 + [429]


def test_nobody_is_flooded_with_mail(cast: Cast, client: TestClient, database: Database, time: Time) -> None:
    answers = [ask(client).status_code for _ in range(MAIL_TO_PERSON.free + 2)]
    assert answers == [200] * (MAIL_TO_PERSON.free + 1) + [429]
    assert len(mails(database, ALICE)) == MAIL_TO_PERSON.free + 1
    time.passes(minutes=15)
    assert ask(client).status_code == 200


def test_the_counters_know_neither_addresses_nor_networks(cast: Cast, client: TestClient, database: Database) -> None:
    try_password(client, "noget helt andet")
    with database.reading() as db:
        keys = db.scalars(select(Throttle.key)).all()
    assert len(keys) == 2
    assert all(re.fullmatch("[0-9a-f]{64}", key) for key in keys)


@pytest.mark.parametrize("email", ["", "alice", "alice@", "x" * 400])
def test_an_address_that_is_none_is_explained_and_kept(client: TestClient, database: Database, email: str) -> None:
    answer = ask(client, email)
    assert answer.status_code == 422
    assert 'href="#email"' in answer.text
    assert f'value="{email}"' in answer.text
    assert mails(database) == []


def test_signing_in_gives_a_new_token_and_ends_the_session_before(
    cast: Cast, client: TestClient, database: Database
) -> None:
    give_password(database, "alice")
    cast.sign_in("charlie")
    before = client.cookies[sessions.COOKIE]
    client.cookies.set(sessions.COOKIE, before, domain="testserver.local")
    entered = try_password(client, GOOD)
    after = re.search(r"session=([^;]+)", entered.headers["set-cookie"])
    assert after
    assert after[1] != before
    assert number_of_sessions(database, "charlie") == 0


def test_a_planted_cookie_is_not_made_a_session(cast: Cast, client: TestClient, database: Database) -> None:
    give_password(database, "alice")
    client.cookies.set(sessions.COOKIE, "planted", domain="testserver.local")
    entered = try_password(client, GOOD)
    assert "planted" not in entered.headers["set-cookie"]
    with TestClient(client.app, base_url="http://testserver.local") as attacker:
        attacker.cookies.set(sessions.COOKIE, "planted", domain="testserver.local")
        assert "Log ind" in attacker.get("/").text


def test_the_cookie_is_out_of_reach_of_scripts(cast: Cast, client: TestClient, database: Database) -> None:
    give_password(database, "alice")
    cookie = try_password(client, GOOD).headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "max-age=1209600" in cookie


def test_a_post_from_another_site_signs_nobody_in(cast: Cast, client: TestClient, database: Database) -> None:
    give_password(database, "alice")
    answer = client.post(
        "/log-ind/adgangskode",
        data={"email": ALICE, "password": GOOD},
        headers={"sec-fetch-site": "cross-site", "origin": "https://ond.example"},
    )
    assert answer.status_code == 403


def test_english_people_get_their_language_back_where_they_sign_in(
    cast: Cast, client: TestClient, database: Database
) -> None:
    from registry.accounts.models import Account

    give_password(database, "alice")
    with database.writing() as db, db.begin():
        db.get_one(Account, "alice").locale = "en"
    ask(client)
    assert mails(database, ALICE)[0].subject == "Your link to Sammen"
    assert "sprog=en" in str(try_password(client, GOOD).headers.get_list("set-cookie"))


def test_nothing_secret_is_logged(
    cast: Cast, client: TestClient, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    give_password(database, "alice")
    with caplog.at_level(logging.DEBUG):
        ask(client)
        path = link(database, ALICE)
        client.get(path)
        client.post(path)
        try_password(client, "noget helt andet")
        try_password(client, GOOD)
        ask(client, NOBODY)
    said = " ".join(record.getMessage() for record in caplog.records if not record.name.startswith("httpx"))
    for secret in (ALICE, NOBODY, "noget helt andet", GOOD, path.rpartition("/")[2]):
        assert secret not in said
