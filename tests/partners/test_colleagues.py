"""Inviting colleagues, owners and editors."""

from __future__ import annotations

import re

from litestar.testing import TestClient
from sqlalchemy import delete, select, update

from registry.accounts.models import Account
from registry.db import Database
from registry.mail import OutboxMail
from registry.partners.models import Invitation, Membership
from registry.partners.queries import organisations_of
from tests.cast import Cast
from tests.make import NOW

URL = "/mine/organisationer/havfruen"


def mailed_link(database: Database, email: str) -> str:
    with database.reading() as db:
        mails = db.scalars(
            select(OutboxMail.text).where(OutboxMail.recipient == email).order_by(OutboxMail.created_at)
        ).all()
    found = re.search(r"http://testserver.local(/med/\S+)", mails[-1])
    assert found is not None
    return found[1]


def make_editor(database: Database, name: str = "bob") -> None:
    with database.writing() as db, db.begin():
        db.execute(update(Membership).where(Membership.account_id == name).values(role="editor"))


def test_a_colleague_comes_in_by_a_mail_and_becomes_what_they_were_invited_as(cast: Cast, database: Database) -> None:
    alice = cast.sign_in("alice")
    answer = alice.post(f"{URL}/inviter", data={"email": "Petra@Eksempel.Example", "role": "editor"})
    assert answer.headers["location"] == URL
    assert "petra@eksempel.example" in alice.get(URL).text
    path = mailed_link(database, "petra@eksempel.example")
    visitor = cast.sign_out()
    page = visitor.get(path).text
    assert "Alice inviterer dig til Havfruen" in page
    assert f"/log-ind?naeste={path}" in page.replace("%2F", "/")
    petra = cast.sign_in("petra")
    assert "Ja, jeg vil være med" in petra.get(path).text
    assert petra.post(path).headers["location"] == "/mine"
    with database.reading() as db:
        assert organisations_of(db, "petra")[0] == {"havfruen"}
        assert organisations_of(db, "petra")[1] == frozenset()
    assert petra.get("/mine").status_code == 200  # a professional who writes offers too
    assert petra.get("/samlinger").status_code == 200
    spent = petra.get(path)
    assert spent.status_code == 410
    assert '<a class="button button-primary" href="/mine">' in spent.text


def test_an_editor_writes_offers_and_leaves_the_organisation_alone(cast: Cast, database: Database) -> None:
    make_editor(database)
    bob = cast.sign_in("bob")
    page = bob.get(URL)
    assert page.status_code == 200
    assert "Ret oplysninger" not in page.text
    assert "Invitér en kollega" not in page.text
    assert bob.get("/mine/tilbud/ny").status_code == 200
    for answer in (
        bob.get(f"{URL}/ret"),
        bob.post(f"{URL}/inviter", data={"email": "x@eksempel.example"}),
        bob.post(f"{URL}/luk-ind/charlie"),
        bob.post(f"{URL}/medlem/alice/fjern"),
        bob.post(f"{URL}/medlem/alice/rolle", data={"role": "editor"}),
        bob.post(f"{URL}/traek-invitation", data={"email": "x@eksempel.example"}),
    ):
        assert answer.status_code == 403
        assert "Kun en ejer" in answer.text


def test_the_last_owner_stays_owner_and_stays(cast: Cast, database: Database) -> None:
    make_editor(database)
    alice = cast.sign_in("alice")
    assert "Du er den eneste ejer" in alice.get(f"{URL}/forlad").text
    assert alice.post(f"{URL}/forlad").status_code == 403
    assert alice.post(f"{URL}/medlem/alice/rolle", data={"role": "editor"}).status_code == 403
    assert alice.post(f"{URL}/medlem/bob/rolle", data={"role": "owner"}).status_code == 303
    assert alice.post(f"{URL}/forlad").status_code == 303
    with database.reading() as db:
        assert organisations_of(db, "bob")[1] == {"havfruen"}
        assert organisations_of(db, "alice")[0] == frozenset()


def test_a_member_is_let_go(cast: Cast, database: Database) -> None:
    alice = cast.sign_in("alice")
    assert alice.post(f"{URL}/medlem/bob/fjern").headers["location"] == URL
    with database.reading() as db:
        assert organisations_of(db, "bob")[0] == frozenset()
    assert "Alice fjernede Bob" in alice.get(URL).text
    assert alice.post(f"{URL}/medlem/bob/fjern").status_code == 404


def test_an_invitation_is_taken_back(cast: Cast, database: Database) -> None:
    alice = cast.sign_in("alice")
    alice.post(f"{URL}/inviter", data={"email": "petra@eksempel.example", "role": "owner"})
    path = mailed_link(database, "petra@eksempel.example")
    assert alice.post(f"{URL}/traek-invitation", data={"email": "petra@eksempel.example"}).status_code == 303
    assert cast.sign_in("petra").post(path).status_code == 410
    with database.reading() as db:
        assert organisations_of(db, "petra")[0] == frozenset()


def test_a_second_invitation_replaces_the_first(cast: Cast, database: Database) -> None:
    alice = cast.sign_in("alice")
    alice.post(f"{URL}/inviter", data={"email": "petra@eksempel.example", "role": "editor"})
    first = mailed_link(database, "petra@eksempel.example")
    alice.post(f"{URL}/inviter", data={"email": "petra@eksempel.example", "role": "owner"})
    assert cast.sign_out().get(first).status_code == 410
    with database.reading() as db:
        assert [one.role for one in db.scalars(select(Invitation))] == ["owner"]


def test_what_is_wrong_is_said(cast: Cast, client: TestClient) -> None:
    alice = cast.sign_in("alice")
    for email, said in (
        ("", "Skriv din kollegas e-mailadresse"),
        ("petra", "Skriv en hel e-mailadresse"),
        ("bob@eksempel.example", "Din kollega er allerede medlem"),
    ):
        answer = alice.post(f"{URL}/inviter", data={"email": email, "role": "editor"})
        assert answer.status_code == 422
        assert said in answer.text


def test_who_is_a_member_already_loses_nothing(cast: Cast, database: Database) -> None:
    alice = cast.sign_in("alice")
    alice.post(f"{URL}/inviter", data={"email": "bobs-anden@eksempel.example", "role": "editor"})
    path = mailed_link(database, "bobs-anden@eksempel.example")
    assert cast.sign_in("bob").post(path).status_code == 303
    with database.reading() as db:
        assert organisations_of(db, "bob")[1] == {"havfruen"}


def test_the_last_owner_makes_a_colleague_owner_on_the_way_out(cast: Cast, database: Database) -> None:
    make_editor(database)
    alice = cast.sign_in("alice")
    page = alice.get(f"{URL}/forlad").text
    assert "Gør en anden til ejer først" in page
    assert f'action="{URL}/medlem/bob/rolle"' in page
    back = alice.post(f"{URL}/medlem/bob/rolle", data={"role": "owner", "forlader": "1"}).headers["location"]
    assert back == f"{URL}/forlad"
    assert "Bliv" in alice.get(back).text
    assert alice.post(back).status_code == 303


def test_an_owner_whose_account_is_closed_does_not_count(cast: Cast, database: Database) -> None:
    make_editor(database)
    with database.writing() as db, db.begin():
        db.get_one(Account, "alice").closed_at = NOW
    anders = cast.sign_in("anders")
    here = "/administration/organisationer/havfruen"
    assert "Havfruen" in anders.get("/administration/organisationer?vis=uden-ejer").text
    assert "Der er ingen ejer" in anders.get(here).text
    assert anders.post(f"{here}/ejer/bob").headers["location"] == here
    page = anders.get(here).text
    assert "Der er ingen ejer" not in page
    assert "Anders gjorde Bob til ejer" in page
    assert cast.sign_in("bob").get(f"{URL}/ret").status_code == 200


def test_an_administrator_asks_an_owner_in_where_nobody_can(cast: Cast, database: Database) -> None:
    with database.writing() as db, db.begin():
        db.execute(delete(Membership).where(Membership.organisation_id == "havfruen"))
    here = "/administration/organisationer/havfruen"
    anders = cast.sign_in("anders")
    for typed, said in (("", "Skriv e-mailadressen på den"), ("petra", "Skriv en hel e-mailadresse")):
        answer = anders.post(f"{here}/inviter", data={"owner_email": typed})
        assert answer.status_code == 422
        assert said in answer.text
    assert anders.post(f"{here}/inviter", data={"owner_email": "petra@eksempel.example"}).status_code == 303
    assert "petra@eksempel.example" in anders.get(here).text
    path = mailed_link(database, "petra@eksempel.example")
    assert cast.sign_in("petra").post(path).status_code == 303
    with database.reading() as db:
        assert organisations_of(db, "petra")[1] == {"havfruen"}
