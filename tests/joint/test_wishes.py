"""Offers that seek partners: shown to other partners only, found by what they lack, written to and answered."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from sqlalchemy import select

from registry import history
from registry.access import Hidden, Refused
from registry.db import Database
from registry.history import Verb
from registry.joint import queries, wishes
from registry.joint.queries import Narrowing
from registry.offers.actions import Changed
from registry.offers.models_together import PartnerReply
from registry.partners.models import Organisation
from registry.web import clock
from tests import make
from tests.cast import Cast
from tests.joint.stories import subjects
from tests.offers.browser import form as form_of

TODAY = make.NOW.date()
SAID = {"kinds": ["lokale", "frivillige"], "text": "Vi mangler et lokale torsdag."}


@pytest.fixture
def draft(cast: Cast, database: Database) -> str:
    """An idea of Havfruen's that nobody else has seen."""
    with database.writing() as db, db.begin():
        return make.draft(db, cast.actor("alice"), title="Kor på kajen").offer_id


def seek(cast: Cast, database: Database, offer_id: str, *kinds: str, days: int = 90) -> None:
    with database.writing() as db, db.begin():
        until = TODAY + dt.timedelta(days=days)
        wishes.seek(db, cast.actor("alice"), offer_id, kinds or ("lokale",), "Et lokale.", until, now=make.NOW)


def titles(database: Database, today: dt.date = TODAY, **narrowing: object) -> list[str]:
    with database.reading() as db:
        found, _turning, total = queries.wanted(db, Narrowing(**narrowing), None, today)
        assert total == len(found)
        return [one.content.title for one in found]


def test_a_draft_can_seek_partners_and_other_partners_find_it_and_nobody_else(
    cast: Cast, database: Database, draft: str
) -> None:
    alice = cast.sign_in("alice")
    page = alice.get(f"/mine/tilbud/{draft}/soeger").text
    assert "Det her ser kun andre partnere" in page
    answered = form_of(page, f"/mine/tilbud/{draft}/soeger").fill(SAID).press(alice)
    assert answered.status_code == 303
    assert "I søger: lokale, frivillige" in alice.get(f"/mine/tilbud/{draft}").text
    charlie = cast.sign_in("charlie")
    shown = charlie.get("/partnere").text
    assert "Kor på kajen" in shown
    assert "Vi mangler et lokale torsdag." in shown
    assert "karen@eksempel.example" in charlie.get(f"/partnere/{draft}").text
    assert "Kor på kajen" in cast.sign_in("anders").get("/partnere").text
    assert cast.sign_in("petra").get("/partnere").status_code == 403


def test_the_public_sees_nothing_of_it(cast: Cast, database: Database) -> None:
    with database.writing() as db, db.begin():
        offer_id = make.live(db, cast.actor("alice")).offer_id
    seek(cast, database, offer_id)
    visitor = cast.sign_out()
    for text in (visitor.get(f"/tilbud/{offer_id}").text, visitor.get(f"/api/v1/offers/{offer_id}").text):
        assert "Et lokale." not in text
        assert "søger partnere" not in text.casefold()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"kinds": []}, "Sæt kryds ved det, I mangler"),
        ({"text": ""}, "Skriv en sætning om, hvad I mangler"),
        ({"text": "Ring om 010190-1234"}, "Fjern CPR-nummeret"),
        ({"text": "x" * 401}, "Skriv højst 400 tegn"),
        ({"until": "2020-01-01"}, "Vælg en dag fra i dag"),
        ({"until": "i morgen"}, "Vælg en dag fra i dag"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    cast: Cast, draft: str, changed: dict[str, object], said: str
) -> None:
    alice = cast.sign_in("alice")
    until = (clock.today() + dt.timedelta(days=30)).isoformat()
    answered = alice.post(f"/mine/tilbud/{draft}/soeger", data={**SAID, "until": until, **changed})
    assert answered.status_code == 422
    assert said in answered.text
    assert "010190-1234" not in answered.text
    if "text" not in changed:
        assert "Vi mangler et lokale torsdag." in answered.text


def test_a_day_gone_by_is_said_at_once_with_what_else_is_wrong(cast: Cast, draft: str) -> None:
    wrong = {"kinds": [], "text": "", "until": "2020-01-01"}
    answered = cast.sign_in("alice").post(f"/mine/tilbud/{draft}/soeger", data=wrong)
    assert answered.status_code == 422
    for said in ("Sæt kryds ved det, I mangler", "Skriv en sætning om, hvad I mangler", "Vælg en dag fra i dag"):
        assert said in answered.text


def test_they_are_narrowed_by_help_need_age_and_place(cast: Cast, database: Database, draft: str) -> None:
    with database.writing() as db, db.begin():
        far = make.draft(
            db, cast.actor("alice"), title="Langt væk", postal_code="9990", age_min=15, age_max=17, needs=("ro",)
        ).offer_id
    seek(cast, database, draft, "lokale")
    seek(cast, database, far, "penge", "transport")
    assert set(titles(database)) == {"Kor på kajen", "Langt væk"}
    assert titles(database, kind="penge") == ["Langt væk"]
    assert titles(database, need="plads_til_energi") == ["Kor på kajen"]
    assert titles(database, age=16) == ["Langt væk"]
    assert titles(database, place="9000") == ["Kor på kajen"]
    assert titles(database, place="9000", kind="penge") == []


def test_it_is_shown_until_its_day_and_until_it_is_found(cast: Cast, database: Database, draft: str) -> None:
    seek(cast, database, draft, days=10)
    assert titles(database, TODAY + dt.timedelta(days=10)) == ["Kor på kajen"]
    assert titles(database, TODAY + dt.timedelta(days=11)) == []
    with database.writing() as db, db.begin():
        wishes.stop(db, cast.actor("bob"), draft, now=make.NOW)
        with pytest.raises(Changed):
            wishes.stop(db, cast.actor("bob"), draft, now=make.NOW)
    assert titles(database) == []
    with database.reading() as db:
        verbs = {line.verb for line in history.of_subject(db, "offer", draft)}
    assert {Verb.SOUGHT_PARTNERS, Verb.STOPPED_SEEKING} <= verbs


def test_a_partner_writes_and_is_answered(cast: Cast, database: Database, draft: str) -> None:
    cast.sign_in("alice").post(f"/mine/tilbud/{draft}/soeger", data={**SAID, "until": clock.today().isoformat()})
    charlie = cast.sign_in("charlie")
    refused = charlie.post(f"/partnere/{draft}", data={"text": ""})
    assert refused.status_code == 422
    charlie.post(f"/partnere/{draft}", data={"text": "Vi har et lokale."})
    assert charlie.post(f"/partnere/{draft}", data={"text": "Vi har to."}).status_code == 303
    assert "De har ikke svaret endnu" in charlie.get(f"/partnere/{draft}").text
    assert subjects(database, "alice") == ["Tinsoldaten vil måske hjælpe med ”Kor på kajen”"]
    alice = cast.sign_in("alice")
    page = alice.get(f"/mine/tilbud/{draft}/soeger").text
    assert "Vi har et lokale." in page
    assert "Vi har to." not in page
    with database.reading() as db:
        reply = db.scalars(select(PartnerReply.id)).one()
    alice.post(f"/mine/tilbud/{draft}/soeger/svar/{reply}", data={"answer": "Tak, kom på torsdag."})
    assert subjects(database, "charlie") == ["Svar fra Havfruen om ”Kor på kajen”"]
    assert "Tak, kom på torsdag." in cast.sign_in("charlie").get(f"/partnere/{draft}").text


def test_nobody_writes_where_nothing_is_sought_or_to_themselves(cast: Cast, database: Database, draft: str) -> None:
    charlie = cast.sign_in("charlie")
    assert charlie.post(f"/partnere/{draft}", data={"text": "Hej"}).status_code == 404
    seek(cast, database, draft)
    with database.writing() as db, db.begin():
        havfruen = db.get_one(Organisation, "havfruen")
        with pytest.raises(Hidden):
            wishes.write(db, cast.actor("charlie"), draft, havfruen, "Hej", base_url="", now=make.NOW)
        with pytest.raises(Refused):
            wishes.write(db, cast.actor("alice"), draft, havfruen, "Hej", base_url="", now=make.NOW)


def test_a_long_list_is_turned_from_page_to_page_and_back(cast: Cast, database: Database) -> None:
    with database.writing() as db, db.begin():
        for n in range(45):
            version = make.draft(db, cast.actor("alice"), title=f"Idé nr. {n:02}.")
            day, until = clock.now() - dt.timedelta(minutes=n), clock.today() + dt.timedelta(days=9)
            wishes.seek(db, cast.actor("alice"), version.offer_id, ["lokale"], "Et lokale", until, now=day)
    browser = cast.sign_in("charlie")
    address, seen = "/partnere?hjaelp=lokale", []
    for _page in range(3):
        text = browser.get(address).text
        assert "45 tilbud søger partnere" in text
        seen.append(re.findall(r"Idé nr\. (\d\d)\.", text))
        onwards = re.search(r'href="(/partnere\?[^"]*efter=[^"]*)"', text)
        back = re.search(r'href="(/partnere\?[^"]*foer=[^"]*)"', text)
        address = onwards[1].replace("&amp;", "&") if onwards else ""
    assert [number for page in seen for number in page] == [f"{n:02}" for n in range(45)]
    assert [len(page) for page in seen] == [20, 20, 5]
    assert back is not None
    before = browser.get(back[1].replace("&amp;", "&")).text
    assert re.findall(r"Idé nr\. (\d\d)\.", before) == seen[1]
