"""What mail people choose, and what happens when mail doesn't reach them."""

from __future__ import annotations

import datetime as dt

import pytest
from litestar.testing import TestClient
from sqlalchemy import select

from registry import mail
from registry.accounts.mailing import Kind
from registry.accounts.models import Account
from registry.db import Database
from registry.mail import MailBounce, bounces
from registry.partners.queries import readers_in
from tests.accounts.post import account, link, mails
from tests.cast import Cast

ALICE, ANDERS = "alice@eksempel.example", "anders@eksempel.example"
BOUNCED = dt.datetime(2026, 11, 16, 9, 0, tzinfo=dt.UTC)


def bounce(database: Database, address: str) -> None:
    with database.writing() as db, db.begin():
        bounces.mark(db, address, "550 5.1.1 no such user", BOUNCED)


def refuse(database: Database, name: str, *kinds: Kind) -> None:
    with database.writing() as db, db.begin():
        db.get_one(Account, name).unwanted_mail = list(kinds)


def reached(database: Database, kind: Kind | None) -> list[str]:
    with database.reading() as db:
        return [reader.name for reader in readers_in(db, "havfruen", kind)]


def test_a_partner_chooses_what_to_do_without(cast: Cast, database: Database) -> None:
    browser = cast.sign_in("alice")
    page = browser.get("/konto").text
    assert page.count('name="wanted"') == len(Kind)
    assert page.count('name="wanted" value="receipts" checked') == 1
    assert "review_mail" not in page
    answer = browser.post("/konto/mails", data={"wanted": ["members"]})
    assert (answer.status_code, answer.headers["location"]) == (303, "/konto")
    page = browser.get("/konto").text
    assert "Dine valg om mails er gemt." in page
    assert 'value="members" checked' in page
    assert 'value="receipts" checked' not in page
    found = account(database, ALICE)
    assert found
    assert (found.unwanted_mail, found.review_mail) == (["receipts", "reminders", "problems"], "daily")


def test_all_can_be_refused(cast: Cast, database: Database) -> None:
    cast.sign_in("alice").post("/konto/mails", data={})
    found = account(database, ALICE)
    assert found
    assert found.unwanted_mail == [kind.value for kind in Kind]


def test_an_administrator_chooses_how_to_hear_of_submissions(cast: Cast, database: Database) -> None:
    browser = cast.sign_in("anders")
    page = browser.get("/konto").text
    assert 'name="wanted"' not in page
    assert 'value="daily" checked' in page
    assert browser.post("/konto/mails", data={"review_mail": "each"}).status_code == 303
    found = account(database, ANDERS)
    assert found
    assert (found.review_mail, found.unwanted_mail) == ("each", [])


def test_what_is_no_choice_is_refused(cast: Cast, database: Database) -> None:
    answer = cast.sign_in("anders").post("/konto/mails", data={"review_mail": "hourly"})
    assert answer.status_code == 422
    assert 'href="#review_mail"' in answer.text
    assert cast.sign_in("alice").post("/konto/mails", data={"wanted": ["love"]}).status_code == 422


def test_a_professional_has_nothing_to_choose(cast: Cast) -> None:
    assert "Mails til dig" not in cast.sign_in("petra").get("/konto").text


def test_a_mail_goes_to_those_who_want_it_and_to_all_when_nobody_does(cast: Cast, database: Database) -> None:
    assert reached(database, Kind.REMINDERS) == ["Alice", "Bob"]
    refuse(database, "alice", Kind.REMINDERS)
    assert reached(database, Kind.REMINDERS) == ["Bob"]
    assert reached(database, Kind.MEMBERS) == ["Alice", "Bob"]
    refuse(database, "bob", Kind.REMINDERS)
    assert reached(database, Kind.REMINDERS) == ["Alice", "Bob"], "nobody would know otherwise"
    assert reached(database, None) == ["Alice", "Bob"]


def test_who_refused_it_hears_nothing_of_who_wants_to_join(cast: Cast, database: Database) -> None:
    refuse(database, "alice", Kind.MEMBERS)
    cast.sign_in("charlie").post("/mine/organisationer/havfruen/bliv-medlem")
    assert [one.recipient for one in mails(database)] == ["bob@eksempel.example"]


@pytest.mark.parametrize("locale", ["da", "en"])
def test_a_person_whom_mail_does_not_reach_is_told_on_the_account_page(
    cast: Cast, database: Database, locale: str
) -> None:
    browser = cast.sign_in("alice")
    browser.cookies.set("sprog", locale)
    words = {"da": "Vores mails når dig ikke", "en": "Our mails don't reach you"}[locale]
    assert words not in browser.get("/konto").text
    bounce(database, ALICE)
    page = browser.get("/konto").text
    assert words in page
    assert "16. november 2026" in page or "16 November 2026" in page


def test_an_administrator_sees_whom_mail_does_not_reach_and_why(cast: Cast, database: Database) -> None:
    browser = cast.sign_in("anders")
    bounce(database, ALICE)
    assert browser.get("/administration/personer").text.count("Mails når ikke frem") == 1
    page = browser.get("/administration/personer/alice").text
    assert "Mails når ikke frem" in page
    assert "550 5.1.1 no such user" in page
    assert "Mails når ikke frem" not in browser.get("/administration/personer/bob").text


def test_a_link_that_came_by_mail_shows_that_mail_gets_through(
    cast: Cast, client: TestClient, database: Database
) -> None:
    bounce(database, ALICE)
    client.post("/log-ind", data={"email": ALICE})
    client.get(link(database, ALICE))
    with database.reading() as db:
        assert db.scalars(select(MailBounce)).all(), "a scanner that opens it proves nothing"
    assert client.post(link(database, ALICE)).status_code == 303
    with database.reading() as db:
        assert mail.bounces.of(db, ALICE) is None
