"""Signing up as a partner: a confirmed address, and no way to plan a password into somebody else's account."""

from __future__ import annotations

import datetime as dt

import pytest
from litestar.testing import TestClient
from sqlalchemy import select

from registry.access import Role
from registry.accounts.models import Account, MailedLink
from registry.accounts.pages_sign_up import BROWSER_COOKIE
from registry.db import Database
from registry.history import HistoryLine
from tests.accounts.post import GOOD, Time, account, close, link, mails
from tests.cast import Cast

HANNE = "hanne@eksempel.example"
ALICE = "alice@eksempel.example"


def sign_up(client: TestClient, email: str = HANNE, name: str = "Hanne Holm", password: str = "", **more: str):
    return client.post("/opret", data={"name": name, "email": email, "password": password, **more})


def another_browser(client: TestClient) -> TestClient:
    """Let the browser be one that has not been here before."""
    client.cookies.clear()
    return client


def sign_in(client: TestClient, password: str, email: str = HANNE) -> int:
    return client.post("/log-ind/adgangskode", data={"email": email, "password": password}).status_code


def test_hanne_signs_up_confirms_and_is_a_partner(client: TestClient, database: Database) -> None:
    assert "privatliv" in client.get("/opret").text
    answer = sign_up(client, " Hanne@Eksempel.Example", "  Hanne   Holm ")
    assert answer.status_code == 200
    assert "Se i din mail" in answer.text
    made = account(database, HANNE)
    assert made
    assert made.confirmed_at is None
    path = link(database, HANNE)
    opened = client.get(path)
    assert HANNE in opened.text
    assert not (account(database, HANNE) or made).confirmed_at
    entered = client.post(path)
    assert (entered.status_code, entered.headers["location"]) == (303, "/mine")
    assert "er bekræftet" in client.get("/konto").text
    made = account(database, HANNE)
    assert made
    assert (made.name, made.roles, made.password_hash) == ("Hanne Holm", frozenset({Role.PARTNER}), None)
    with database.reading() as db:
        line = db.scalars(select(HistoryLine)).one()
    assert (line.verb, line.actor_name, line.subject_id) == ("signed_up", "Hanne Holm", made.id)


def test_before_the_address_is_confirmed_nobody_gets_in(client: TestClient, database: Database) -> None:
    sign_up(client, password=GOOD)
    assert sign_in(client, GOOD) == 422


def test_the_password_counts_where_it_was_chosen(client: TestClient, database: Database) -> None:
    sign_up(client, password=GOOD)
    path = link(database, HANNE)
    assert "allerede valgt en adgangskode" in client.get(path).text
    assert client.post(path).status_code == 303
    client.post("/log-ud")
    assert sign_in(client, GOOD) == 303


def test_a_password_that_somebody_else_chose_for_hannes_address_is_worth_nothing(
    client: TestClient, database: Database
) -> None:
    sign_up(client, name="Ond Person", password=GOOD)
    path = link(database, HANNE)
    another_browser(client)
    assert "anden browser" in client.get(path).text
    assert client.post(path).status_code == 303
    another_browser(client)
    assert sign_in(client, GOOD) == 422


def test_a_later_sign_up_by_somebody_else_does_not_change_hannes_own(client: TestClient, database: Database) -> None:
    sign_up(client, password=GOOD)
    path = link(database, HANNE)
    mine = client.cookies[BROWSER_COOKIE]
    another_browser(client)
    sign_up(client, name="Ond Person", password="min egen onde kode")
    another_browser(client)
    client.cookies.set(BROWSER_COOKIE, mine, domain="testserver.local", path="/bekraeft")
    assert client.post(path).status_code == 303
    made = account(database, HANNE)
    assert made
    assert made.name == "Hanne Holm"
    assert sign_in(client, "min egen onde kode") == 422
    assert sign_in(client, GOOD) == 303


def test_a_second_link_after_the_account_is_confirmed_only_signs_in(client: TestClient, database: Database) -> None:
    sign_up(client)
    first = link(database, HANNE)
    sign_up(client, name="Ond Person", password="min egen onde kode")
    second = link(database, HANNE)
    assert client.post(first).status_code == 303
    assert client.post(second).status_code == 303
    made = account(database, HANNE)
    assert made
    assert (made.name, made.password_hash) == ("Hanne Holm", None)


def test_in_another_browser_a_password_can_be_chosen_on_the_page(client: TestClient, database: Database) -> None:
    sign_up(client, password=GOOD)
    path = link(database, HANNE)
    another_browser(client)
    weak = client.post(path, data={"password": "sommer2026"})
    assert weak.status_code == 422
    assert "for let at gætte" in weak.text
    assert client.post(path, data={"password": "fire helt andre ord"}).status_code == 303
    client.post("/log-ud")
    assert sign_in(client, "fire helt andre ord") == 303


def test_confirming_leads_back_to_what_was_begun(client: TestClient, database: Database) -> None:
    sign_up(client, naeste="/mine/tilbud/ny")
    path = link(database, HANNE)
    assert path.endswith("?naeste=/mine/tilbud/ny")
    assert client.post(path, data={"naeste": "/mine/tilbud/ny"}).headers["location"] == "/mine/tilbud/ny"


def test_an_address_that_has_an_account_gets_the_same_answer_and_another_mail(
    cast: Cast, client: TestClient, database: Database
) -> None:
    close(database, "bob")
    everybody = [HANNE, ALICE, "bob@eksempel.example"]
    answers = {email: sign_up(client, email, password=GOOD) for email in everybody}
    assert {answer.status_code for answer in answers.values()} == {200}
    assert len({answer.text.replace(email, "X") for email, answer in answers.items()}) == 1
    assert len({tuple(sorted(answer.headers)) for answer in answers.values()}) == 1
    subjects = [mails(database, email)[0].subject for email in everybody]
    assert len(set(subjects)) == 3
    assert "allerede en konto" in subjects[1]
    assert client.post(link(database, ALICE)).status_code == 303
    assert "Alice" in client.get("/konto").text
    still = account(database, ALICE)
    assert still
    assert still.password_hash is None


def test_a_mail_to_an_unproven_address_says_nothing_that_was_typed(client: TestClient, database: Database) -> None:
    sign_up(client, name="Vind en telefon nu")
    assert "telefon" not in mails(database)[0].text + mails(database)[0].subject


def test_all_that_is_wrong_is_said_at_once_and_nothing_typed_is_lost(client: TestClient, database: Database) -> None:
    answer = sign_up(client, "hanne@", "H/", "hemmelig1")
    assert answer.status_code == 422
    places = [answer.text.index(f'href="#{field}"') for field in ("name", "email", "password")]
    assert places == sorted(places)
    assert 'value="H/"' in answer.text
    assert 'value="hanne@"' in answer.text
    assert "hemmelig1" not in answer.text
    assert mails(database) == []


def test_a_cpr_number_is_neither_kept_nor_shown(client: TestClient, database: Database) -> None:
    answer = sign_up(client, name="Hanne 010190-1234")
    assert answer.status_code == 422
    assert "010190" not in answer.text
    assert account(database, HANNE) is None


def test_a_sign_up_that_nobody_confirmed_is_forgotten(client: TestClient, database: Database, time: Time) -> None:
    sign_up(client)
    time.passes(days=31)
    sign_up(client, "per@eksempel.example", "Per")
    assert account(database, HANNE) is None
    assert account(database, "per@eksempel.example")


def test_a_confirmation_works_for_a_day(client: TestClient, database: Database, time: Time) -> None:
    sign_up(client)
    path = link(database, HANNE)
    time.passes(hours=24)
    assert client.post(path).status_code == 410
    client.post("/log-ind", data={"email": HANNE})
    assert client.post(link(database, HANNE)).status_code == 303


@pytest.mark.parametrize("days", [3, 8])
def test_an_invitation_that_ran_out_makes_nobody_an_administrator(
    client: TestClient, database: Database, time: Time, days: int
) -> None:
    """Who signs up with an invited address gets what a working invitation gives, and nothing of one that ran out."""
    with database.writing() as db, db.begin():
        invited = Account(email=HANNE, name="Hanne", role_names=["administrator"], created_at=time.now)
        invited.invited_at = time.now
        db.add(invited)
        db.flush()
        db.add(
            MailedLink(
                digest="x",
                purpose="invite",
                account_id=invited.id,
                created_at=time.now,
                expires_at=time.now + dt.timedelta(days=7),
            )
        )
    time.passes(days=days)
    sign_up(client)
    assert client.post(link(database, HANNE)).status_code == 303
    made = account(database, HANNE)
    assert made
    assert (Role.ADMINISTRATOR in made.roles) is (days < 7)
    assert Role.PARTNER in made.roles


def test_the_first_mails_are_free_then_it_gets_slower(client: TestClient, database: Database, time: Time) -> None:
    answers = [sign_up(client).status_code for _ in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    stopped = sign_up(client)
    assert "Vent 2 sekunder" in stopped.text
    assert 'value="Hanne Holm"' in stopped.text
