"""A trusted organisation's change to an approved offer: what goes through, and what an administrator reads."""

from typing import Any

import msgspec
import pytest
from sqlalchemy import Engine, event, select

from registry.db import Database
from registry.history import HistoryLine
from registry.mail import OutboxMail
from registry.offers import actions, automatic, remembering
from registry.offers.content import Contact, OfferContent, PolicyAnswer, Slot
from registry.offers.models import Offer, OfferVersion
from registry.offers.models_decisions import ReviewDecision
from registry.offers.queries import live_offer
from registry.offers.trusted import MAY_CHANGE, must_be_read
from registry.partners import deciding
from registry.partners.models import Organisation
from registry.web import clock
from tests import make
from tests.cast import Cast
from tests.make import CONTENT, NOW
from tests.offers.browser import form

URL = "http://testserver.local"


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"description": "Vi rider også om vinteren, og der er varm kakao."},
        {"summary": None},
        {"weekly": (Slot("tue", "15:00", "17:00"),), "price_dkk": 50, "capacity": 6},
        {"address": "Andenvej 3", "postal_code": "9000", "town": "Aalborg"},
        {"needs": ("finde_venner",), "activities": ("dyr", "musik"), "languages": ("da",)},
        {"signup": "Kom forbi en mandag."},
    ],
)
def test_small_changes_go_through(changes: dict[str, Any]) -> None:
    assert must_be_read(CONTENT, make.content(**changes)) == []


@pytest.mark.parametrize(
    ("changes", "read"),
    [
        ({"title": "Noget helt andet"}, ["title"]),
        ({"age_min": 4, "capacity": 3}, ["age_min"]),
        ({"age_max": 17}, ["age_max"]),
        ({"ways": ("en_til_en",)}, ["ways"]),
        ({"where": "online"}, ["where"]),
        ({"safety": ()}, ["safety"]),
        ({"safety_declared_by": "En anden"}, ["safety_declared_by"]),
        ({"contact": Contact(email="ny@eksempel.example")}, ["contact"]),
        ({"website": "https://eksempel.example"}, ["website"]),
        ({"policy": (PolicyAnswer("bup22.loesninger.c1", "Noget nyt, som ingen har læst endnu."),)}, ["policy"]),
        ({"description": "Ring til mor på 22 33 44 55."}, ["description"]),
        ({"summary": "Skriv til privat@eksempel.example"}, ["summary"]),
        ({"signup": "Vi mødes hos Hans på Vestergade 7, 9000 Aalborg"}, ["signup"]),
        ({"description": "Se mere på www.eksempel.example"}, ["description"]),
        ({"keywords": ("010190-1234",)}, ["keywords"]),
        ({"address": "Vestergade 7, ring 22 33 44 55"}, ["address"]),
    ],
)
def test_what_bears_on_safety_or_needs_a_reader_waits(changes: dict[str, Any], read: list[str]) -> None:
    assert must_be_read(CONTENT, make.content(**changes)) == read


def test_what_was_already_in_the_approved_text_is_not_read_again() -> None:
    approved = make.content(description="Ring på 22 33 44 55.")
    assert must_be_read(approved, msgspec.structs.replace(approved, capacity=9)) == []


def test_the_table_names_fields_that_are_there_and_none_about_safety() -> None:
    fields = set(OfferContent.__struct_fields__)
    assert set(MAY_CHANGE) <= fields
    waits = fields - set(MAY_CHANGE)
    assert {"safety", "safety_declared_by", "safety_declared_on", "age_min", "age_max", "ways", "policy"} <= waits


def trusted(database: Database, cast: Cast) -> str:
    """Let Havfruen be trusted, with one live offer; return that."""
    with database.writing() as db, db.begin():
        deciding.trust(db, cast.actor("anders"), db.get_one(Organisation, "havfruen"), base_url=URL, now=NOW)
        return make.live(db, cast.actor("alice")).offer_id


def change(database: Database, cast: Cast, offer_id: str, **changes: Any) -> OfferVersion:
    """Write a change beside the live text."""
    with database.writing() as db, db.begin():
        alice = cast.actor("alice")
        version = actions.edit(db, alice, offer_id, now=NOW)
        actions.save(db, alice, version, msgspec.structs.replace(version.content, **changes), now=NOW)
        return version


def send(cast: Cast, offer_id: str, version: OfferVersion) -> str:
    cast.client.post(f"/mine/tilbud/{offer_id}/indsend", data={"revision": str(version.revision)})
    return cast.client.get(f"/mine/tilbud/{offer_id}").text


def test_a_small_change_is_shown_when_it_is_sent_and_listed_at_the_desk(database: Database, cast: Cast) -> None:
    offer_id = trusted(database, cast)
    version = change(database, cast, offer_id, capacity=9)
    with database.writing() as db, db.begin():
        before = len(db.scalars(select(OutboxMail)).all())
    alice = cast.sign_in("alice")
    assert "Send og vis" in alice.get(f"/mine/tilbud/{offer_id}").text
    page = send(cast, offer_id, version)
    assert "Ændringen er godkendt automatisk" in page
    assert "Sammen godkendte ændringen automatisk" in page
    with database.reading() as db:
        live = live_offer(db, offer_id)
        assert live is not None
        assert live.content.capacity == 9
        assert set(live.elements) == {"bup22.loesninger.c1", "bup22.faellesskaber.a1"}
        assert len(db.scalars(select(OutboxMail)).all()) == before
    listed = cast.sign_in("anders").get("/administration/automatisk").text
    assert f"/godkend/{version.id}" in listed
    assert "Hvor mange ad gangen" in listed
    assert "Havfruen" in listed
    assert "1 ændring den seneste uge." in cast.client.get("/administration").text
    assert cast.client.get(f"/godkend/{version.id}").status_code == 200


def test_a_change_to_safety_waits_as_for_everybody(database: Database, cast: Cast) -> None:
    offer_id = trusted(database, cast)
    version = change(database, cast, offer_id, age_min=3)
    cast.sign_in("alice")
    assert "Ændring: hos kommunen" in send(cast, offer_id, version)
    with database.reading() as db:
        assert db.get_one(OfferVersion, version.id).status == "submitted"
        assert db.get_one(Offer, offer_id).live_version_id != version.id


def test_a_new_offer_of_a_trusted_organisation_waits(database: Database, cast: Cast) -> None:
    trusted(database, cast)
    with database.writing() as db, db.begin():
        version = make.draft(db, cast.actor("alice"))
    cast.sign_in("alice")
    send(cast, version.offer_id, version)
    with database.reading() as db:
        assert db.get_one(OfferVersion, version.id).status == "submitted"


@pytest.mark.parametrize("what", ["untrusted", "suspended", "unverified", "returned before"])
def test_it_waits_without_trust(what: str, database: Database, cast: Cast) -> None:
    offer_id = trusted(database, cast)
    version = change(database, cast, offer_id, capacity=9)
    with database.writing() as db, db.begin():
        organisation = db.get_one(Organisation, "havfruen")
        if what == "untrusted":
            deciding.trust_no_longer(db, cast.actor("anders"), organisation, base_url=URL, now=NOW)
        elif what == "suspended":
            organisation.suspended_at = NOW
        elif what == "unverified":
            organisation.verified_at = None
        else:
            db.get_one(OfferVersion, version.id).decided_at = NOW
    cast.sign_in("alice")
    assert "Send og vis" not in cast.client.get(f"/mine/tilbud/{offer_id}").text
    send(cast, offer_id, version)
    with database.reading() as db:
        assert db.get_one(OfferVersion, version.id).status == "submitted"
        assert db.scalar(select(HistoryLine).where(HistoryLine.verb == "approved_automatically")) is None


def test_a_long_list_has_pages_and_asks_no_more(database: Database, cast: Cast) -> None:
    offer_id = trusted(database, cast)

    def asked() -> int:
        statements: list[str] = []

        def count(_c: object, _k: object, statement: str, *_rest: object) -> None:
            statements.append(statement)

        event.listen(Engine, "before_cursor_execute", count)
        cast.client.get("/administration/automatisk")
        event.remove(Engine, "before_cursor_execute", count)
        return len(statements)

    def go_through(capacity: int) -> None:
        version = change(database, cast, offer_id, capacity=capacity)
        with database.writing() as db, db.begin():
            sent = db.get_one(OfferVersion, version.id)
            actions.submit(db, cast.actor("alice"), sent, now=NOW)
            assert automatic.approve(db, sent, now=NOW)

    cast.sign_in("anders")
    go_through(5)
    few = asked()
    for n in range(26):
        go_through(10 + n)
    assert asked() == few
    first = cast.client.get("/administration/automatisk").text
    assert first.count("Hvor mange ad gangen") == 25
    more = first.split("/administration/automatisk?efter=")[1].split('"')[0].replace("&amp;", "&")
    assert cast.client.get(f"/administration/automatisk?efter={more}").text.count("Hvor mange ad gangen") == 2


def goes_through(database: Database, cast: Cast, **changes: Any) -> OfferVersion:
    """Let a change to Havfruen's offer go through."""
    offer_id = trusted(database, cast)
    version = change(database, cast, offer_id, **changes)
    cast.sign_in("alice")
    assert "Ændringen er godkendt automatisk" in send(cast, offer_id, version)
    return version


def test_an_administrator_takes_an_automatic_approval_back_and_reads_the_change(database: Database, cast: Cast) -> None:
    version = goes_through(database, cast, capacity=9)
    listed = cast.sign_in("anders").get("/administration/automatisk").text
    answer = form(listed, f"/administration/automatisk/{version.id}/tilbage").press(cast.client)
    assert answer.headers["location"].startswith(f"/godkend/{version.id}")
    with database.reading() as db:
        live = live_offer(db, version.offer_id)
        assert live is not None
        assert live.content.capacity == 4, "what stood there before is shown again"
        assert set(live.elements) == {"bup22.loesninger.c1", "bup22.faellesskaber.a1"}
        assert db.get_one(OfferVersion, version.id).status == "submitted"
        mails = [one for one in db.scalars(select(OutboxMail)) if "læst først" in one.subject]
        assert {one.recipient for one in mails} == {"alice@eksempel.example", "bob@eksempel.example"}
        assert "Anders fra kommunen vil læse den først" in mails[0].text
    page = form(cast.client.get(f"/godkend/{version.id}").text, f"/godkend/{version.id}")
    assert page.value("fix.capacity") == "9", "it waits for a reader"
    assert "Heste og ro" in cast.client.get("/godkend").text
    again = cast.client.get("/administration/automatisk").text
    assert "Anders tog den automatiske godkendelse tilbage" in again
    assert "Tag tilbage" not in again
    assert (
        "Anders tog den automatiske godkendelse tilbage"
        in cast.sign_in("alice").get(f"/mine/tilbud/{version.offer_id}").text
    )


def test_a_change_that_was_taken_back_does_not_go_through_by_itself_again(database: Database, cast: Cast) -> None:
    version = goes_through(database, cast, capacity=9)
    cast.sign_in("anders").post(f"/administration/automatisk/{version.id}/tilbage")
    with database.writing() as db, db.begin():
        version = db.get_one(OfferVersion, version.id)
        actions.withdraw(db, cast.actor("alice"), version, now=clock.now())
    cast.sign_in("alice")
    assert "Ændring: hos kommunen" in send(cast, version.offer_id, version)


def test_after_ten_minutes_the_offer_can_be_hidden_instead(
    database: Database, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = goes_through(database, cast, capacity=9)
    over = clock.now() + remembering.LASTS
    monkeypatch.setattr(clock, "now", lambda: over)
    listed = cast.sign_in("anders").get("/administration/automatisk").text
    assert "Tag tilbage" not in listed
    hide = f"/administration/tilbud/handling?handling=skjul&amp;tilbud={version.offer_id}"
    assert hide in listed
    assert "Heste og ro" in cast.client.get(hide.replace("&amp;", "&")).text
    answer = cast.client.post(f"/administration/automatisk/{version.id}/tilbage", follow_redirects=True)
    assert "Der er gået ti minutter. Du kan skjule tilbuddet i stedet." in answer.text
    with database.reading() as db:
        assert db.get_one(OfferVersion, version.id).status == "approved"


def test_an_automatic_approval_stands_when_its_partner_has_gone_on(database: Database, cast: Cast) -> None:
    version = goes_through(database, cast, capacity=9)
    change(database, cast, version.offer_id, capacity=10)
    answer = cast.sign_in("anders").post(f"/administration/automatisk/{version.id}/tilbage", follow_redirects=True)
    assert "Der er sket noget med tilbuddet siden" in answer.text


def test_what_a_person_decided_is_not_taken_back_as_automatic(database: Database, cast: Cast) -> None:
    version = goes_through(database, cast, capacity=9)
    anders = cast.sign_in("anders")
    assert anders.post(f"/godkend/{version.id}/fortryd").status_code == 404
    with database.writing() as db, db.begin():
        db.get_one(ReviewDecision, version.id).account_id = "astrid"
    assert anders.post(f"/administration/automatisk/{version.id}/tilbage").status_code == 404
