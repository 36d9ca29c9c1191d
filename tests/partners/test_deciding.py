"""Suspending an organisation, and lifting it: its offers are hidden at once, nothing is lost, its people know why."""

import datetime as dt

import msgspec
import pytest
from sqlalchemy import select

from registry.access import Refused
from registry.db import Database
from registry.history import HistoryLine
from registry.mail import OutboxMail
from registry.offers import actions as offer_actions
from registry.offers import keeping, transferring
from registry.offers.models import Offer
from registry.offers.queries import live_offer, number_of_live_offers
from registry.partners import actions, deciding
from registry.partners.models import Membership, Organisation
from tests import make
from tests.cast import Cast
from tests.make import NOW

HERE = "/administration/organisationer/havfruen"
URL = "http://testserver.local"
REASON = "Der mangler børneattester. Send dem til mig."


def results(cast: Cast) -> list[str]:
    return [one["title"] for one in cast.client.post("/api/v1/search", json={}).json()["results"]]


def test_its_offers_are_hidden_at_once_and_shown_again_with_one_click(database: Database, cast: Cast) -> None:
    with database.writing() as db, db.begin():
        offer_id = make.live(db, cast.actor("alice")).offer_id
        make.live(db, cast.actor("charlie"), "tinsoldaten", title="Kor")
        paused = make.live(db, cast.actor("alice"), title="Skak").offer_id
        offer_actions.pause(db, cast.actor("alice"), paused, now=NOW)
    client = cast.sign_in("anders")
    assert sorted(results(cast)) == ["Heste og ro på små hold", "Kor"]
    assert client.post(f"{HERE}/suspender", data={"suspend_reason": REASON}).headers["location"] == HERE
    assert results(cast) == ["Kor"]
    assert client.get(f"/tilbud/{offer_id}").status_code == 404
    with database.reading() as db:
        assert number_of_live_offers(db) == 1
        assert live_offer(db, offer_id) is None
    assert client.post(f"{HERE}/ophaev").headers["location"] == HERE
    assert sorted(results(cast)) == ["Heste og ro på små hold", "Kor"]
    with database.reading() as db:
        assert db.get_one(Offer, paused).status == "paused"


def test_its_people_see_why_and_whom_to_ask(database: Database, cast: Cast) -> None:
    with database.writing() as db, db.begin():
        offer_id = make.live(db, cast.actor("alice")).offer_id
    cast.sign_in("anders").post(f"{HERE}/suspender", data={"suspend_reason": REASON})
    alice = cast.sign_in("alice")
    for path in ("/mine", f"/mine/tilbud/{offer_id}", "/mine/organisationer/havfruen"):
        page = alice.get(path).text
        assert "Kommunen har skjult tilbuddene fra Havfruen" in page
        assert REASON in page
        assert 'href="mailto:anders@eksempel.example"' in page
    home = alice.get("/mine").text
    assert "Skjult: organisationen er suspenderet" in home
    assert "Bekræftet af kommunen" not in home
    page = alice.get(f"/mine/tilbud/{offer_id}").text
    assert "fagfolk kan ikke finde det nu" in page
    assert f'href="/tilbud/{offer_id}"' not in page
    alice.post(f"/mine/tilbud/{offer_id}/ret")
    assert "Fagfolk kan finde tilbuddet" not in alice.get(f"/mine/tilbud/{offer_id}").text
    with database.reading() as db:
        mails = {mail.recipient: mail for mail in db.scalars(select(OutboxMail))}
    assert set(mails) == {"alice@eksempel.example", "bob@eksempel.example"}
    said = mails["alice@eksempel.example"].text
    assert REASON in said
    assert "anders@eksempel.example" in said
    assert "Anders suspenderede organisationen" in alice.get("/mine/organisationer/havfruen").text


def test_what_expired_meanwhile_stays_hidden(database: Database, cast: Cast) -> None:
    with database.writing() as db, db.begin():
        soon = make.live(db, cast.actor("alice"), ends_on=dt.date(2026, 12, 1)).offer_id
        kept = make.live(db, cast.actor("alice"), title="Kor").offer_id
        organisation = db.get_one(Organisation, "havfruen")
        deciding.suspend(db, cast.actor("anders"), organisation, REASON, base_url=URL, now=NOW)
        keeping.hide_due(db, now=NOW + dt.timedelta(days=30))
        deciding.lift(db, cast.actor("anders"), organisation, base_url=URL, now=NOW + dt.timedelta(days=31))
    with database.reading() as db:
        assert live_offer(db, soon) is None
        assert live_offer(db, kept) is not None


def test_what_is_approved_or_resumed_meanwhile_waits_for_the_lifting(database: Database, cast: Cast) -> None:
    with database.writing() as db, db.begin():
        paused = make.live(db, cast.actor("alice")).offer_id
        offer_actions.pause(db, cast.actor("alice"), paused, now=NOW)
        deciding.suspend(db, cast.actor("anders"), db.get_one(Organisation, "havfruen"), REASON, base_url=URL, now=NOW)
        offer_actions.resume(db, cast.actor("alice"), paused, now=NOW)
        approved = make.live(db, cast.actor("alice"), title="Kor").offer_id
    with database.reading() as db:
        assert live_offer(db, paused) is None
        assert live_offer(db, approved) is None
    client = cast.sign_in("anders")
    assert "Det, du godkender, kan ikke findes" not in client.get("/godkend").text
    client.post(f"{HERE}/ophaev")
    assert sorted(results(cast)) == ["Heste og ro på små hold", "Kor"]


def test_an_owner_can_not_slip_away_with_the_offers(database: Database, cast: Cast) -> None:
    with database.writing() as db, db.begin():
        db.add(Membership(organisation_id="tinsoldaten", account_id="alice", asked_at=NOW, joined_at=NOW))
        offer_id = make.live(db, cast.actor("alice")).offer_id
        deciding.suspend(db, cast.actor("anders"), db.get_one(Organisation, "havfruen"), REASON, base_url=URL, now=NOW)
    with database.writing() as db, db.begin():
        offer, to = db.get_one(Offer, offer_id), db.get_one(Organisation, "tinsoldaten")
        with pytest.raises(Refused, match="suspenderet"):
            transferring.transfer(db, cast.actor("alice"), offer, to, now=NOW)
        transferring.transfer(db, cast.actor("anders"), offer, to, now=NOW)
        assert live_offer(db, offer.id) is not None


def test_a_suspension_needs_a_reason_and_happens_once(database: Database, cast: Cast) -> None:
    client = cast.sign_in("anders")
    for typed, said in (
        ("", "Skriv, hvorfor organisationen bliver suspenderet"),
        ("x" * 401, "Skriv højst 400 tegn"),
        ("Barnet 010190-1234 blev væk", "Fjern CPR-nummeret"),
    ):
        answer = client.post(f"{HERE}/suspender", data={"suspend_reason": typed})
        assert answer.status_code == 422
        assert said in answer.text
    assert "010190" not in answer.text
    assert "blev væk" in answer.text
    client.post(f"{HERE}/suspender", data={"suspend_reason": REASON})
    client.get(HERE)
    client.post(f"{HERE}/suspender", data={"suspend_reason": "En gang til"})
    page = client.get(HERE).text
    assert "En anden var hurtigere" in page
    assert REASON in page
    client.post(f"{HERE}/ophaev")
    client.post(f"{HERE}/ophaev")
    with database.reading() as db:
        verbs = db.scalars(select(HistoryLine.verb).where(HistoryLine.subject_id == "havfruen")).all()
    assert sorted(verbs) == ["suspended", "suspension_lifted"]


def test_nobody_lifts_or_trusts_their_own_organisation(database: Database, cast: Cast) -> None:
    with database.writing() as db, db.begin():
        db.add(Membership(organisation_id="havfruen", account_id="anders", asked_at=NOW, joined_at=NOW))
    client = cast.sign_in("anders")
    assert client.post(f"{HERE}/tillid").status_code == 403
    client.post(f"{HERE}/suspender", data={"suspend_reason": REASON})
    assert client.post(f"{HERE}/ophaev").status_code == 403


def test_trust_is_given_and_taken_and_told_in_plain_words(database: Database, cast: Cast) -> None:
    client = cast.sign_in("anders")
    client.post(f"{HERE}/tillid")
    assert "Har tillid" in client.get(HERE).text
    page = cast.sign_in("alice").get("/mine/organisationer/havfruen").text
    assert "små ændringer af jeres godkendte tilbud bliver vist, så snart I sender dem" in page
    assert "Anders lod små ændringer gå igennem automatisk" in page
    cast.sign_in("anders").post(f"{HERE}/tag-tillid")
    page = cast.sign_in("alice").get("/mine/organisationer/havfruen").text
    assert "så snart I sender dem" not in page
    assert "Anders lader igen kommunen læse alle ændringer" in page
    with database.reading() as db:
        subjects = [one.subject for one in db.scalars(select(OutboxMail).where(OutboxMail.recipient.like("alice%")))]
    assert sorted(subjects) == [
        "Havfruen venter ikke længere på små ændringer",
        "Kommunen læser igen alle ændringer fra Havfruen",
    ]


def test_trust_rests_on_the_verification(database: Database, cast: Cast) -> None:
    with database.writing() as db, db.begin():
        anders, organisation = cast.actor("anders"), db.get_one(Organisation, "havfruen")
        deciding.trust(db, anders, organisation, base_url=URL, now=NOW)
        actions.unverify(db, anders, organisation, "Navnet er et andet", base_url=URL, now=NOW)
        assert organisation.trusted_at is None
        with pytest.raises(Refused, match="bekræftet"):
            deciding.trust(db, anders, organisation, base_url=URL, now=NOW)
        actions.verify(db, anders, organisation, "Kendt", base_url=URL, now=NOW)
        assert organisation.trusted_at is None
        deciding.trust(db, anders, organisation, base_url=URL, now=NOW)

        renamed = msgspec.structs.replace(actions.details_of(organisation), name="Søjomfruen")
        actions.change(db, cast.actor("alice"), organisation, renamed, now=NOW)
        assert organisation.trusted_at is None
        db.flush()
        taken = db.scalars(select(HistoryLine).where(HistoryLine.verb == "trust_taken_back")).all()
        assert len(taken) == 2
