"""What readers report, and what comes of it."""

from __future__ import annotations

import pytest
from litestar.testing import TestClient
from sqlalchemy import select

from registry.accounts import mailing
from registry.accounts.models import Account
from registry.db import Database
from registry.mail import OutboxMail
from registry.offers.models import ProblemReport
from registry.partners.models import Membership
from tests import make
from tests.cast import Cast

SAID = {"kind": "wrong", "text": "Holdet er flyttet til onsdag.", "reader_email": "Petra@Eksempel.Example"}


@pytest.fixture
def offer_id(cast: Cast, database: Database) -> str:
    with database.writing() as db, db.begin():
        return make.live(db, cast.actor("alice")).offer_id


def kept(database: Database) -> list[ProblemReport]:
    with database.reading() as db:
        return list(db.scalars(select(ProblemReport)))


def mails(database: Database) -> dict[str, str]:
    with database.reading() as db:
        return {mail.recipient.partition("@")[0]: mail.text for mail in db.scalars(select(OutboxMail))}


def test_a_visitor_reports_and_the_partner_and_the_administrators_get_it(
    cast: Cast, database: Database, offer_id: str
) -> None:
    visitor = cast.sign_out()
    assert f"/tilbud/{offer_id}/meld-fejl" in visitor.get(f"/tilbud/{offer_id}").text
    answer = visitor.post(f"/tilbud/{offer_id}/meld-fejl", data=SAID)
    assert answer.headers["location"] == f"/tilbud/{offer_id}"
    (report,) = kept(database)
    assert (report.kind, report.text) == ("wrong", SAID["text"])
    assert report.reader_email == "petra@eksempel.example"
    assert set(mails(database)) == {"alice", "bob", "anders", "astrid"}
    assert all(SAID["text"] in text and "petra" not in text.casefold() for text in mails(database).values())


def test_the_partner_answers_and_the_readers_address_is_forgotten(
    cast: Cast, database: Database, offer_id: str
) -> None:
    cast.sign_out().post(f"/tilbud/{offer_id}/meld-fejl", data=SAID)
    (report,) = kept(database)
    alice = cast.sign_in("alice")
    assert SAID["text"] in alice.get(f"/mine/tilbud/{offer_id}").text
    page = alice.get(f"/meldinger/{report.id}").text
    assert SAID["text"] in page
    assert "petra" not in page.casefold()
    answer = alice.post(f"/meldinger/{report.id}/svar", data={"answer": "Tak, det er rettet nu."})
    assert answer.headers["location"] == f"/mine/tilbud/{offer_id}"
    (report,) = kept(database)
    assert (report.answered_by_name, report.reader_email) == ("Alice", None)
    assert report.closed_at is not None
    assert "Tak, det er rettet nu." in mails(database)["petra"]
    assert SAID["text"] not in alice.get(f"/mine/tilbud/{offer_id}").text


def test_the_answer_comes_in_the_language_of_whoever_reported(cast: Cast, database: Database, offer_id: str) -> None:
    visitor = cast.sign_out()
    visitor.post("/sprog", data={"sprog": "en"})
    visitor.post(f"/tilbud/{offer_id}/meld-fejl", data=SAID)
    (report,) = kept(database)
    assert report.reader_locale == "en"
    cast.sign_in("alice").post(f"/meldinger/{report.id}/svar", data={"answer": "Tak, det er rettet nu."})
    assert mails(database)["petra"].startswith("Hello\n")


def test_members_choose_who_of_them_hears_of_reports(cast: Cast, database: Database, offer_id: str) -> None:
    with database.writing() as db, db.begin():
        mailing.choose(db.get_one(Account, "bob"), wanted=[])
    cast.sign_out().post(f"/tilbud/{offer_id}/meld-fejl", data=SAID)
    assert set(mails(database)) == {"alice", "anders", "astrid"}


def test_an_organisation_without_members_gets_reports_at_its_own_address(
    cast: Cast, database: Database, offer_id: str
) -> None:
    with database.writing() as db, db.begin():
        for name in ("alice", "bob"):
            db.delete(db.get_one(Membership, ("havfruen", name)))
    cast.sign_out().post(f"/tilbud/{offer_id}/meld-fejl", data=SAID)
    found = mails(database)
    assert set(found) == {"karen", "anders", "astrid"}
    assert f"/tilbud/{offer_id}" in found["karen"]
    assert "bed om at blive medlem af Havfruen" in found["karen"]
    assert "/meldinger/" not in found["karen"]
    assert "/meldinger/" in found["anders"]


def test_an_administrator_closes_without_an_answer(cast: Cast, database: Database, offer_id: str) -> None:
    cast.sign_out().post(f"/tilbud/{offer_id}/meld-fejl", data=SAID)
    (report,) = kept(database)
    anders = cast.sign_in("anders")
    assert "1 venter på svar" in anders.get("/administration").text
    listed = anders.get("/administration/meldinger").text
    assert SAID["text"] in listed
    assert "Havfruen" in listed
    assert 'href="/administration/organisationer/havfruen"' in anders.get(f"/meldinger/{report.id}").text
    assert anders.post(f"/meldinger/{report.id}/luk").headers["location"] == "/administration/meldinger"
    assert SAID["text"] not in anders.get("/administration/meldinger").text
    assert SAID["text"] in anders.get("/administration/meldinger?vis=lukkede").text
    assert kept(database)[0].reader_email is None
    assert "petra" not in mails(database)


def test_a_second_answer_changes_nothing(cast: Cast, database: Database, offer_id: str) -> None:
    cast.sign_out().post(f"/tilbud/{offer_id}/meld-fejl", data=SAID)
    (report,) = kept(database)
    cast.sign_in("anders").post(f"/meldinger/{report.id}/luk")
    cast.sign_in("alice").post(f"/meldinger/{report.id}/svar", data={"answer": "For sent."})
    assert kept(database)[0].answer is None


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"kind": ""}, "Vælg, hvad det handler om."),
        ({"kind": "andet-opdigtet"}, "Vælg, hvad det handler om."),
        ({"text": " "}, "Skriv, hvad der er galt."),
        ({"text": "x" * 1001}, "Skriv højst 1000 tegn"),
        ({"reader_email": "petra"}, "Skriv en hel e-mailadresse"),
        ({"text": "Det er 010203-1234, der ringede"}, "Fjern CPR-nummeret"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    cast: Cast, database: Database, offer_id: str, changed: dict[str, str], said: str
) -> None:
    answer = cast.sign_out().post(f"/tilbud/{offer_id}/meld-fejl", data={**SAID, **changed})
    assert answer.status_code == 422
    assert said in answer.text
    assert "010203" not in answer.text
    assert kept(database) == []


def test_who_reports_without_end_has_to_wait(cast: Cast, database: Database, offer_id: str) -> None:
    visitor = cast.sign_out()
    codes = [visitor.post(f"/tilbud/{offer_id}/meld-fejl", data=SAID).status_code for _ in range(24)]
    assert codes[0] == 303
    assert codes[-1] == 429
    assert len(kept(database)) < 24


def test_only_published_offers_can_be_reported(cast: Cast, database: Database) -> None:
    with database.writing() as db, db.begin():
        draft = make.draft(db, cast.actor("alice")).offer_id
    visitor = cast.sign_out()
    assert visitor.get(f"/tilbud/{draft}/meld-fejl").status_code == 404
    assert visitor.post(f"/tilbud/{draft}/meld-fejl", data=SAID).status_code == 404


def test_others_dont_see_reports(cast: Cast, database: Database, client: TestClient, offer_id: str) -> None:
    cast.sign_out().post(f"/tilbud/{offer_id}/meld-fejl", data=SAID)
    (report,) = kept(database)
    cast.sign_in("charlie")
    assert client.get(f"/meldinger/{report.id}").status_code == 404
    assert client.post(f"/meldinger/{report.id}/luk").status_code == 404
