"""Moving an offer to another organisation: everything goes along, and both are told."""

import datetime as dt

import pytest
from sqlalchemy import select

from registry.access import Hidden, Refused
from registry.db import Database
from registry.history import HistoryLine
from registry.mail import OutboxMail
from registry.offers import actions, transferring
from registry.offers.content import Contact
from registry.offers.deadlines import Kind
from registry.offers.models import Offer, OfferDeadline, OfferVersion
from registry.offers.queries import live_offer
from registry.partners.models import Membership, Organisation
from registry.upkeep import links
from tests import make
from tests.cast import Cast
from tests.make import NOW


def live_with_own_contact(database: Database, cast: Cast) -> str:
    """Put an offer live whose contact is its organisation's own."""
    with database.writing() as db, db.begin():
        for id_, email in (("havfruen", "karen@eksempel.example"), ("tinsoldaten", "tine@eksempel.example")):
            organisation = db.get_one(Organisation, id_)
            organisation.contact_name, organisation.contact_email = email.split("@")[0].capitalize(), email
        return make.live(db, cast.actor("alice")).offer_id


def own_both(database: Database) -> None:
    with database.writing() as db, db.begin():
        db.add(Membership(organisation_id="tinsoldaten", account_id="alice", asked_at=NOW, joined_at=NOW))


def test_search_shows_the_new_organisation_at_once(database: Database, cast: Cast) -> None:
    offer_id = live_with_own_contact(database, cast)
    client = cast.sign_in("anders")
    question = {"text": "heste i Nørresundby"}
    assert client.post("/api/v1/search", json=question).json()["results"][0]["organisation"]["name"] == "Havfruen"
    answer = client.post(f"/tilbud/{offer_id}/flyt", data={"q": "tin", "fra": "havfruen", "til": "tinsoldaten"})
    assert answer.headers["location"] == "/administration/organisationer/tinsoldaten"
    assert client.post("/api/v1/search", json=question).json()["results"][0]["organisation"]["name"] == "Tinsoldaten"
    assert "Tinsoldaten" in client.get(f"/tilbud/{offer_id}").text


def test_its_texts_and_history_go_along(database: Database, cast: Cast) -> None:
    offer_id = live_with_own_contact(database, cast)
    with database.writing() as db, db.begin():
        actions.edit(db, cast.actor("alice"), offer_id, now=NOW)
    cast.sign_in("anders").post(f"/tilbud/{offer_id}/flyt", data={"q": "tin", "fra": "havfruen", "til": "tinsoldaten"})
    page = cast.sign_in("charlie").get(f"/mine/tilbud/{offer_id}").text
    assert "Anders flyttede det til en anden organisation" in page
    assert "Havfruen → Tinsoldaten" in page
    assert "Alice sendte det til godkendelse" in page
    assert cast.sign_in("alice").get(f"/mine/tilbud/{offer_id}").status_code == 404
    assert "flyttede ”Heste og ro på små hold” til en anden" in cast.client.get("/mine/organisationer/havfruen").text
    with database.reading() as db:
        draft = actions.newest_version(db, offer_id)
        assert draft.created_by_id == "charlie"
        assert draft.content.contact == Contact(name="Tine", email="tine@eksempel.example")


def test_only_the_old_organisations_own_contact_is_replaced(database: Database, cast: Cast) -> None:
    offer_id = live_with_own_contact(database, cast)
    with database.writing() as db, db.begin():
        other = make.live(db, cast.actor("alice"), title="Kor", contact=Contact(email="bob@eksempel.example")).offer_id
        for one in (offer_id, other):
            to = db.get_one(Organisation, "tinsoldaten")
            transferring.transfer(db, cast.actor("anders"), db.get_one(Offer, one), to, now=NOW)
    with database.reading() as db:
        first, second = live_offer(db, offer_id), live_offer(db, other)
        assert first is not None
        assert second is not None
        assert (first.content.contact.email, second.content.contact.email) == (
            "tine@eksempel.example",
            "bob@eksempel.example",
        )
        # who declared that it is safe stays said, and the new organisation is asked tomorrow whether it all holds
        assert first.content.safety_declared_by == "Karen, formand"
        calls = db.execute(select(OfferDeadline.kind, OfferDeadline.next_call_on)).all()
        assert {call for kind, call in calls if kind == Kind.CONFIRMATION} == {NOW.date() + dt.timedelta(days=1)}


def test_both_are_told_whose_declaration_counts(database: Database, cast: Cast) -> None:
    own_both(database)
    offer_id = live_with_own_contact(database, cast)
    page = cast.sign_in("anders")
    assert "i eget navn inden 14 dage" in page.get(f"/tilbud/{offer_id}/flyt?q=tin").text
    page.post(f"/tilbud/{offer_id}/flyt", data={"q": "tin", "fra": "havfruen", "til": "tinsoldaten"})
    with database.reading() as db:
        mails = {mail.recipient: " ".join(mail.text.split()) for mail in db.scalars(select(OutboxMail))}
    assert "jeres eget navn inden 14 dage" in mails["charlie@eksempel.example"]
    assert "Jeres erklæring om børneattester gælder ikke for dem" in mails["bob@eksempel.example"]


def test_both_organisations_are_told_and_nobody_twice(database: Database, cast: Cast) -> None:
    own_both(database)
    offer_id = live_with_own_contact(database, cast)
    cast.sign_in("anders").post(f"/tilbud/{offer_id}/flyt", data={"q": "tin", "fra": "havfruen", "til": "tinsoldaten"})
    with database.reading() as db:
        mails = {mail.recipient: mail.subject for mail in db.scalars(select(OutboxMail))}
        count = len(db.scalars(select(OutboxMail)).all())
    assert count == 3
    assert mails["alice@eksempel.example"] == "”Heste og ro på små hold” hører nu til Tinsoldaten"
    assert mails["charlie@eksempel.example"] == "”Heste og ro på små hold” hører nu til Tinsoldaten"
    assert mails["bob@eksempel.example"] == "”Heste og ro på små hold” hører ikke længere til Havfruen"


def test_an_owner_of_both_moves_it_and_sees_only_their_own(database: Database, cast: Cast) -> None:
    offer_id = live_with_own_contact(database, cast)
    alice = cast.sign_in("alice")
    assert "Du ejer kun denne" in alice.get(f"/tilbud/{offer_id}/flyt").text
    assert f"/tilbud/{offer_id}/flyt" not in alice.get(f"/mine/tilbud/{offer_id}").text
    refused = alice.post(f"/tilbud/{offer_id}/flyt", data={"fra": "havfruen", "til": "tinsoldaten", "q": "tin"})
    assert refused.status_code == 422
    own_both(database)
    assert f"/tilbud/{offer_id}/flyt" in alice.get(f"/mine/tilbud/{offer_id}").text
    assert "Tinsoldaten" in alice.get(f"/tilbud/{offer_id}/flyt").text
    assert "Vælg, hvilken organisation" in alice.post(f"/tilbud/{offer_id}/flyt", data={"fra": "havfruen"}).text
    moved = alice.post(f"/tilbud/{offer_id}/flyt", data={"fra": "havfruen", "til": "tinsoldaten"})
    assert moved.headers["location"] == f"/mine/tilbud/{offer_id}"


def test_an_editor_moves_nothing(database: Database, cast: Cast) -> None:
    offer_id = live_with_own_contact(database, cast)
    own_both(database)
    with database.writing() as db, db.begin():
        db.get_one(Membership, ("tinsoldaten", "alice")).role = "editor"
    with database.writing() as db:
        to = db.get_one(Organisation, "tinsoldaten")
        with pytest.raises(Refused):
            transferring.transfer(db, cast.actor("alice"), db.get_one(Offer, offer_id), to, now=NOW)
        with pytest.raises(Hidden):
            transferring.transfer(db, cast.actor("charlie"), db.get_one(Offer, offer_id), to, now=NOW)


def test_the_second_who_moves_it_is_told(database: Database, cast: Cast) -> None:
    offer_id = live_with_own_contact(database, cast)
    asked = {"q": "tin", "fra": "havfruen", "til": "tinsoldaten"}
    client = cast.sign_in("anders")
    client.post(f"/tilbud/{offer_id}/flyt", data=asked)
    again = client.post(f"/tilbud/{offer_id}/flyt", data=asked)
    assert again.headers["location"] == f"/tilbud/{offer_id}/flyt"
    assert "flyttet i mellemtiden" in client.get(f"/tilbud/{offer_id}/flyt").text
    with database.reading() as db:
        lines = db.scalars(select(HistoryLine).where(HistoryLine.verb == "transferred")).all()
        assert len(lines) == 1


def test_a_link_in_an_old_mail_no_longer_speaks_for_it(database: Database, cast: Cast) -> None:
    offer_id = live_with_own_contact(database, cast)
    with database.writing() as db, db.begin():
        token = links.issue(db, "havfruen", [offer_id], name="Alice", account_id="alice", now=dt.datetime.now(dt.UTC))
    assert "Heste og ro" in cast.sign_out().get(f"/stadig/{token}").text
    cast.sign_in("anders").post(f"/tilbud/{offer_id}/flyt", data={"q": "tin", "fra": "havfruen", "til": "tinsoldaten"})
    page = cast.sign_out().get(f"/stadig/{token}")
    assert page.status_code == 200
    assert "Heste og ro" not in page.text


def test_the_desk_leads_from_an_organisation_to_its_offers(database: Database, cast: Cast) -> None:
    offer_id = live_with_own_contact(database, cast)
    page = cast.sign_in("anders").get("/administration/organisationer/havfruen").text
    assert f'href="/tilbud/{offer_id}/flyt"' in page
    assert "Kan findes" in page


def test_a_draft_moves_too(database: Database, cast: Cast) -> None:
    with database.writing() as db, db.begin():
        version = make.draft(db, cast.actor("alice"))
        to = db.get_one(Organisation, "tinsoldaten")
        transferring.transfer(db, cast.actor("anders"), db.get_one(Offer, version.offer_id), to, now=NOW)
        with pytest.raises(actions.Changed):
            transferring.transfer(db, cast.actor("anders"), db.get_one(Offer, version.offer_id), to, now=NOW)
    with database.reading() as db:
        assert db.get_one(Offer, version.offer_id).organisation_id == "tinsoldaten"
        assert db.get_one(OfferVersion, version.id).status == "draft"
