"""A person takes their data away and is forgotten: no table keeps their name or address."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from litestar.testing import TestClient
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from registry import history, mail
from registry.access import Actor, Role
from registry.accounts import passwords
from registry.accounts.models import Account
from registry.db import Base, Database
from registry.desk.models import BulkRun
from registry.history import FORMER, HistoryLine, Verb
from registry.interop import erasing, person
from registry.mail import Letter, OutboxMail
from registry.offers import actions
from registry.offers.models import Offer, OfferVersion
from registry.overlay.models import VocabularyChange
from registry.partners.models import Invitation, Membership, Organisation
from registry.shortlists import actions as shortlist_actions
from registry.web import sessions
from tests import make
from tests.cast import Cast

NAME, EMAIL = "Vilhelmine Rævsø", "vilhelmine@eksempel.example"
EARLIER = "Vilhelmine Gammelnavn"
PASSWORD = "hest stald hø mandag"


@pytest.fixture
def vilhelmine(cast: Cast, database: Database) -> Actor:
    """A partner beside Alice, with something of hers in many tables."""
    with database.writing() as db, db.begin():
        account = Account(
            id="vilhelmine",
            email=EMAIL,
            name=NAME,
            role_names=["partner", "professional"],
            created_at=make.NOW,
            confirmed_at=make.NOW,
            password_hash=passwords.hashed(PASSWORD),
        )
        db.add(account)
        db.flush()
        db.add(
            Membership(
                organisation_id="havfruen",
                account_id="vilhelmine",
                role="editor",
                asked_at=make.NOW,
                joined_at=make.NOW,
            )
        )
        was = Actor(account_id="vilhelmine", name=EARLIER, email=EMAIL)
        history.record(db, was, Verb.SIGNED_UP, kind="account", subject_id="vilhelmine", name=EARLIER, now=make.NOW)
    her = Actor(
        account_id="vilhelmine",
        name=NAME,
        email=EMAIL,
        roles=frozenset({Role.PARTNER, Role.PROFESSIONAL}),
        organisations=frozenset({"havfruen"}),
    )
    with database.writing() as db, db.begin():
        make.submitted(db, her, title="Hendes kor")
        version = make.live(db, her, title="Hendes dans")
        old = db.get_one(OfferVersion, version.id)
        old.document = {**old.document, "contact": {"name": NAME, "email": EMAIL}}
        old.status = "replaced"
        newer = actions._new_version(
            db, cast.actor("alice"), db.get_one(Offer, old.offer_id), make.content(), number=2, now=make.NOW
        )
        db.get_one(Offer, old.offer_id).live_version_id = newer.id
        newer.status = "approved"
        shortlist_actions.create(db, her, "Heste", now=make.NOW)
        mail.queue(db, to=EMAIL, letter=Letter("Hej", f"Kære {NAME}"), now=make.NOW)
        mail.queue(db, to="alice@eksempel.example", letter=Letter(f"{NAME} vil være med", f"Fra {EMAIL}"), now=make.NOW)
        mail.bounces.mark(db, EMAIL, f"no such user {EMAIL}", make.NOW)
        for digest, to, by in (("a", EMAIL, "Alice"), ("b", "ny@eksempel.example", NAME)):
            db.add(
                Invitation(
                    digest=digest,
                    organisation_id="havfruen",
                    email=to,
                    role="editor",
                    invited_by_name=by,
                    created_at=make.NOW,
                    expires_at=make.NOW + dt.timedelta(days=7),
                )
            )
        organisation = db.get_one(Organisation, "havfruen")
        organisation.contact_name, organisation.contact_email = NAME, EMAIL
        alice = cast.actor("alice")
        for verb, note in ((Verb.LET_IN, NAME), (Verb.APPROVED, f"Tal med {NAME} på {EMAIL}.")):
            history.record(
                db, alice, verb, kind="organisation", subject_id="havfruen", name="Havfruen", now=make.NOW, note=note
            )
        history.record(
            db, cast.actor("anders"), Verb.INVITED, kind="account", subject_id="vilhelmine", name=NAME, now=make.NOW
        )
    return her


def everything(database: Database) -> Iterator[tuple[str, str]]:
    """Yield each row of each table as text."""
    with database.reading() as db:
        for table in Base.metadata.sorted_tables:
            for row in db.execute(text(f'SELECT * FROM "{table.name}"')):
                said = json.dumps(list(row), default=str)  # other letters than ASCII stand escaped, some of them twice
                yield table.name, re.sub(r"\\+u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), said)


def mentions(database: Database, *words: str) -> list[str]:
    return [table for table, said in everything(database) if any(word.lower() in said.lower() for word in words)]


def sign_in(
    database: Database, client: TestClient, account_id: str, *, ago: dt.timedelta = dt.timedelta()
) -> TestClient:
    now = dt.datetime.now(dt.UTC)
    with database.writing() as db, db.begin():
        db.add(
            sessions.SignInSession(
                digest=sessions.digest(f"t-{account_id}"),
                account_id=account_id,
                created_at=now - ago,
                expires_at=now + sessions.LIFETIME,
            )
        )
    client.cookies.set(sessions.COOKIE, f"t-{account_id}")
    return client


def test_whoever_deletes_their_account_is_named_nowhere(
    vilhelmine: Actor, database: Database, client: TestClient
) -> None:
    before = set(mentions(database, NAME, EMAIL, EARLIER))
    assert before >= {"account", "history", "offer_version", "outbox", "organisation", "mail_bounce"}
    browser = sign_in(database, client, "vilhelmine")
    done = browser.post("/konto/slet", data={"password": PASSWORD, "sure": "1"})
    assert done.status_code == 303, done.text
    assert mentions(database, NAME, EMAIL, EARLIER, "Rævsø", "Gammelnavn") == []
    assert "Din konto er slettet" in browser.get("/").text
    assert browser.get("/konto").status_code == 303
    with database.reading() as db:
        lines = db.scalars(select(HistoryLine).where(HistoryLine.actor_id == "vilhelmine")).all()
        assert {line.actor_name for line in lines} == {FORMER}
        assert Verb.ACCOUNT_DELETED.value in {line.verb for line in lines}
        assert {line.note for line in db.scalars(select(HistoryLine).where(HistoryLine.note.is_not(None)))} >= {
            FORMER,
            f"Tal med {FORMER} på {FORMER}.",
        }
        assert set(db.scalars(select(OutboxMail.recipient))) == {"alice@eksempel.example"}
        assert {version.created_by_name for version in db.scalars(select(OfferVersion))} == {FORMER, "Alice"}
        assert db.scalars(select(Invitation)).all() == []


def test_history_reads_on_in_both_languages(vilhelmine: Actor, database: Database, cast: Cast) -> None:
    with database.writing() as db, db.begin():
        erasing.erase(db, cast.actor("anders"), db.get_one(Account, "vilhelmine"), now=make.NOW)
    browser = cast.sign_in("anders")
    assert "En tidligere bruger sendte" in browser.get("/administration/historik").text
    browser.cookies.set("sprog", "en")
    assert "A former user" in browser.get("/administration/historik").text


def test_pages_name_a_former_user_in_the_readers_language(vilhelmine: Actor, database: Database, cast: Cast) -> None:
    with database.writing() as db, db.begin():
        organisation = db.get_one(Organisation, "havfruen")
        organisation.verified_at, organisation.verified_by_name = make.NOW, NAME
        erasing.erase(db, cast.actor("anders"), db.get_one(Account, "vilhelmine"), now=make.NOW)
    browser = cast.sign_in("anders")
    assert "af en tidligere bruger" in browser.get("/administration/organisationer/havfruen").text
    browser.cookies.set("sprog", "en")
    assert "by a former user" in browser.get("/administration/organisationer/havfruen").text


def test_history_is_changed_in_no_other_way(vilhelmine: Actor, database: Database) -> None:
    for change in (
        "actor_name = 'Anders'",
        "verb = 'approved'",
        "note = 'Noget andet'",
        "subject_name = 'en tidligere bruger', actor_id = 'alice'",
    ):
        with database.writing() as db, pytest.raises(Exception, match="history is append-only"):
            db.execute(text(f"UPDATE history SET {change}"))
    with database.writing() as db, pytest.raises(Exception, match="history is append-only"):
        db.execute(text("DELETE FROM history"))


def test_the_password_or_a_recent_sign_in_proves_who_asks(
    vilhelmine: Actor, database: Database, client: TestClient
) -> None:
    browser = sign_in(database, client, "vilhelmine", ago=dt.timedelta(minutes=20))
    wrong = (
        ({"password": PASSWORD}, "er sikker"),
        ({"sure": "1"}, "Skriv din nuværende"),
        ({"sure": "1", "password": "forkert"}, "ikke din nuværende"),
    )
    for data, said in wrong:
        refused = browser.post("/konto/slet", data=data)
        assert refused.status_code == 422
        assert said in refused.text
    with database.writing() as db, db.begin():
        db.get_one(Account, "vilhelmine").password_hash = None
    assert "Log ind igen først" in browser.get("/konto/slet").text
    browser.post("/konto/slet", data={"sure": "1"})
    with database.writing() as db, db.begin():
        assert db.get(Account, "vilhelmine") is not None
        session = db.scalars(select(sessions.SignInSession)).one()
        session.created_at = dt.datetime.now(dt.UTC) - dt.timedelta(minutes=5)
    browser.post("/konto/slet", data={"sure": "1"})
    with database.reading() as db:
        assert db.get(Account, "vilhelmine") is None


def test_the_last_owner_hands_over_first(database: Database, cast: Cast) -> None:
    browser = cast.sign_in("charlie")
    page = browser.get("/konto/slet").text
    assert "Du er den eneste ejer af Tinsoldaten" in page
    assert 'name="sure"' not in page
    assert browser.post("/konto/slet", data={"sure": "1"}).status_code == 409
    with database.writing() as db, db.begin():
        db.add(Membership(organisation_id="tinsoldaten", account_id="bob", asked_at=make.NOW, joined_at=make.NOW))
    assert browser.post("/konto/slet", data={"sure": "1"}).status_code == 303
    with database.reading() as db:
        assert db.get(Account, "charlie") is None


def test_a_text_in_use_that_names_them_gets_another_contact_first(database: Database, cast: Cast) -> None:
    with database.writing() as db, db.begin():
        contact = make.CONTENT.contact.__class__(name="Bob", email="bob@eksempel.example")
        make.live(db, cast.actor("alice"), title="Kor", contact=contact)
    page = cast.sign_in("bob").get("/konto/slet").text
    assert "Du står som kontakt eller underskriver i ”Kor”" in page


def test_the_last_administrator_stays(database: Database, cast: Cast) -> None:
    browser = cast.sign_in("anders")
    assert browser.post("/administration/personer/astrid/slet", data={"sure": "1"}).status_code == 303
    page = browser.get("/konto/slet").text
    assert "Der skal altid være mindst én administrator" in page
    assert browser.post("/konto/slet", data={"sure": "1"}).status_code == 409
    with database.reading() as db:
        assert db.get(Account, "astrid") is None
        assert db.get(Account, "anders") is not None


def test_an_administrator_deletes_somebody_who_asks(vilhelmine: Actor, database: Database, cast: Cast) -> None:
    browser = cast.sign_in("anders")
    assert "/administration/personer/vilhelmine/slet" in browser.get("/administration/personer/vilhelmine").text
    assert browser.post("/administration/personer/vilhelmine/slet", data={}).status_code == 422
    assert browser.post("/administration/personer/vilhelmine/slet", data={"sure": "1"}).status_code == 303
    assert mentions(database, NAME, EMAIL, EARLIER) == []
    with database.reading() as db:
        line = db.scalars(select(HistoryLine).where(HistoryLine.verb == "account_deleted")).one()
        assert (line.actor_name, line.subject_name) == ("Anders", FORMER)


def test_an_administrator_who_leaves_is_named_nowhere_in_what_they_did_at_the_desk(
    database: Database, cast: Cast
) -> None:
    anders = cast.actor("anders")
    with database.writing() as db, db.begin():
        db.get_one(Account, "anders").name = NAME
        db.add(VocabularyChange(number=1, at=make.NOW, actor_id="anders", actor_name=NAME))
        run = {"action": "spoerg", "account_id": "anders", "by_name": NAME, "at": make.NOW, "result": {}}
        db.add(BulkRun(**run))
        db.flush()
        taken = {section.key: section.rows for section in person.gather(db, db.get_one(Account, "anders"))}
        assert [len(taken[key]) for key in ("vocabulary_change", "bulk_run")] == [1, 1]
        erasing.erase(db, anders, db.get_one(Account, "anders"), now=make.NOW)
    assert mentions(database, NAME) == []


@pytest.mark.parametrize("address", ["karen@eksempel.example", None])
def test_who_suspended_an_organisation_does_not_take_its_contact_away(
    database: Database, cast: Cast, address: str | None
) -> None:
    with database.writing() as db, db.begin():
        organisation = db.get_one(Organisation, "havfruen")
        organisation.suspended_at, organisation.suspended_by_id = make.NOW, "anders"
        organisation.contact_name, organisation.contact_email = "Karen", address
        taken = {section.key: section.rows for section in person.gather(db, db.get_one(Account, "anders"))}
        assert [row["name"] for row in taken["organisation"]] == ["Havfruen"]
        assert "karen" not in str(taken["organisation"]).lower()
        if address:
            db.get_one(Account, "alice").email = address
            taken = {section.key: section.rows for section in person.gather(db, db.get_one(Account, "alice"))}
            assert taken["organisation"][0]["contact_name"] == "Karen"


def test_a_namesake_keeps_their_own_history(vilhelmine: Actor, database: Database, cast: Cast) -> None:
    with database.writing() as db, db.begin():
        other = Actor(account_id="anden", name=NAME)
        history.record(db, other, Verb.SIGNED_UP, kind="account", subject_id="anden", name=NAME, now=make.NOW)
        erasing.erase(db, cast.actor("anders"), db.get_one(Account, "vilhelmine"), now=make.NOW)
        lines = db.scalars(select(HistoryLine).where(HistoryLine.actor_id == "anden")).all()
        assert {line.actor_name for line in lines} == {NAME}


def test_everything_about_a_person_can_be_read_and_taken_away(
    vilhelmine: Actor, database: Database, client: TestClient
) -> None:
    browser = sign_in(database, client, "vilhelmine")
    assert "/konto/data" in browser.get("/konto").text
    page = browser.get("/konto/data").text
    for said in (EMAIL, "Havfruen", "Heste", "Hendes kor", "Det, du har gjort"):
        assert said in page
    answer = browser.get("/konto/data/hent")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        data = json.loads(archive.read("sammen.json"))
        readable = archive.read("sammen.html").decode()
    assert data["format"] == person.FORMAT
    assert data["account"][0]["email"] == EMAIL
    assert [row["organisation"] for row in data["membership"]] == ["Havfruen"]
    assert {row["title"] for row in data["offer_version"]} == {"Hendes kor", "Hendes dans"}
    assert {row["subject"] for row in data["outbox"]} == {"Hej"}
    assert "Hendes kor" in readable
    whole = json.dumps(data)
    assert "password_hash" not in whole
    assert "digest" not in whole


def test_every_table_that_mentions_a_person_is_in_what_they_take_away(
    vilhelmine: Actor, database: Database, db: Session
) -> None:
    sections = {section.key for section in person.gather(db, db.get_one(Account, "vilhelmine"))}
    of_organisations = {"organisation", "offer_version"}
    assert set(mentions(database, EMAIL)) - sections - of_organisations == set()


def test_nobody_takes_anothers_data(cast: Cast, vilhelmine: Actor) -> None:
    for who in ("alice", "petra"):
        assert cast.sign_in(who).get("/administration/personer/vilhelmine/data").status_code == 403
    taken: Any = cast.sign_in("anders").get("/administration/personer/vilhelmine/data")
    with zipfile.ZipFile(io.BytesIO(taken.content)) as archive:
        assert EMAIL in archive.read("sammen.json").decode()
