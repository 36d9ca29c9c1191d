"""Several organisations about one offer: asked, saying yes for themselves, and shown once they have."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from sqlalchemy import event, func, select

from registry import history, vocabulary
from registry.access import SYSTEM, Hidden, Refused
from registry.db import Database
from registry.history import Verb
from registry.interop import leaving, offers_file, writing
from registry.joint import actions
from registry.matching import live
from registry.offers import merging, together, transferring
from registry.offers import queries as offer_queries
from registry.offers.actions import Changed
from registry.offers.models import Offer
from registry.offers.together import Standing
from registry.partners import deciding
from registry.partners.actions import find_or_make
from registry.partners.models import Organisation
from registry.upkeep import duties
from tests import make
from tests.cast import Cast
from tests.joint.stories import BASE, answer, invite, joint_offer, mailed_path, subjects
from tests.upkeep.years import SETTINGS


@pytest.fixture
def offer_id(cast: Cast, database: Database) -> str:
    with database.writing() as db, db.begin():
        return make.live(db, cast.actor("alice")).offer_id


def test_nobody_is_shown_before_they_say_yes_and_all_can_see_who_is_missing(
    cast: Cast, database: Database, offer_id: str
) -> None:
    alice = cast.sign_in("alice")
    found = alice.get(f"/mine/tilbud/{offer_id}/sammen?q=tinsoldat").text
    assert "Invitér" in found
    alice.post(f"/mine/tilbud/{offer_id}/sammen", data={"organisation": "tinsoldaten"})
    assert "Har ikke svaret: Tinsoldaten" in alice.get(f"/mine/tilbud/{offer_id}").text
    assert "Har ikke svaret, om de er med: Tinsoldaten" in alice.get("/mine").text
    assert "Tinsoldaten" not in cast.sign_out().get(f"/tilbud/{offer_id}").text
    charlie = cast.sign_in("charlie")
    assert "Venter på jeres svar" in charlie.get("/mine").text
    page = charlie.get(f"/mine/faelles/{offer_id}").text
    assert "Heste og ro på små hold" in page
    charlie.post(f"/mine/faelles/{offer_id}", data={"organisation": "tinsoldaten", "answer": "ja"})
    assert "Har sagt ja: Tinsoldaten" in cast.sign_in("alice").get(f"/mine/tilbud/{offer_id}").text
    assert "sammen med Tinsoldaten" in cast.sign_out().get(f"/tilbud/{offer_id}").text


def test_results_similar_offers_lists_and_the_api_show_who_has_said_yes(cast: Cast, database: Database) -> None:
    offer_id = joint_offer(cast, database)
    with database.writing() as db, db.begin():
        other = make.live(db, cast.actor("bob"), title="Flere heste").offer_id
    visitor = cast.sign_out()
    assert visitor.get("/find").text.count("sammen med Tinsoldaten") == 1
    assert "sammen med Tinsoldaten" in visitor.get(f"/tilbud/{other}").text
    one = visitor.get(f"/api/v1/offers/{offer_id}").json()
    assert one["partners"] == [{"name": "Tinsoldaten", "sector": "association"}]
    results = visitor.post("/api/v1/search", json={"text": "Tinsoldaten"}).json()["results"]
    assert results[0]["id"] == offer_id
    assert results[0]["partners"][0]["name"] == "Tinsoldaten"
    petra = cast.sign_in("petra")
    petra.post("/samlinger", data={"name": "Heste", "title": "Heste"})
    with database.reading() as db:
        assert [found.organisations for found in offer_queries.live_offers(db, [offer_id])] == [
            ("Havfruen", "Tinsoldaten")
        ]


def test_a_mail_with_one_button_leads_to_an_answer_without_signing_in(
    cast: Cast, database: Database, offer_id: str
) -> None:
    with database.writing() as db, db.begin():
        invite(db, cast, offer_id)
    assert "Vil I stå bag ”Heste og ro på små hold” sammen med Havfruen?" in subjects(database, "charlie")
    path = mailed_path(database, "charlie", "/faelles")
    visitor = cast.sign_out()
    assert "Ja, vi står bag det" in visitor.get(path).text
    with database.reading() as db:
        assert together.partners(db, offer_id)[0].status is Standing.INVITED  # looking changes nothing
    visitor.post(path, data={"organisation": "havfruen", "answer": "ja"})
    visitor.post(path, data={"organisation": "tinsoldaten", "answer": "ja"})
    with database.reading() as db:
        found = together.partners(db, offer_id)[0]
        assert (found.status, found.answered_by) == (Standing.CONFIRMED, "Charlie")
    assert "Tinsoldaten står bag ”Heste og ro på små hold”" in subjects(database, "alice")
    spent = visitor.get("/faelles/ukendt")
    assert spent.status_code == 410
    assert 'href="/log-ind?naeste=/mine"' in spent.text
    assert "bekræfte" not in spent.text


def test_a_partner_may_withdraw_and_say_yes_again_and_the_lead_may_remove(cast: Cast, database: Database) -> None:
    offer_id = joint_offer(cast, database)
    with database.writing() as db, db.begin():
        answer(db, cast, offer_id, Standing.WITHDRAWN)
        with pytest.raises(Changed):
            answer(db, cast, offer_id, Standing.WITHDRAWN)
        assert together.behind(db, [offer_id]) == {}
        answer(db, cast, offer_id, Standing.CONFIRMED)
        organisation = db.get_one(Organisation, "tinsoldaten")
        actions.remove(db, cast.actor("bob"), offer_id, organisation, base_url=BASE, now=make.NOW)
        with pytest.raises(Hidden):
            answer(db, cast, offer_id, Standing.CONFIRMED)
    assert "Tinsoldaten" not in cast.sign_out().get(f"/tilbud/{offer_id}").text
    assert "I er ikke længere med om ”Heste og ro på små hold”" in subjects(database, "charlie")
    with database.reading() as db:
        verbs = {line.verb for line in history.of_subject(db, "offer", offer_id)}
    assert {Verb.INVITED_PARTNER, Verb.JOINED_OFFER, Verb.LEFT_OFFER, Verb.REMOVED_PARTNER} <= verbs


def test_who_says_no_is_not_shown_and_can_be_asked_again(cast: Cast, database: Database, offer_id: str) -> None:
    with database.writing() as db, db.begin():
        invite(db, cast, offer_id)
        with pytest.raises(Changed):
            invite(db, cast, offer_id)
        answer(db, cast, offer_id, Standing.DECLINED)
        assert together.behind(db, [offer_id]) == {}
        invite(db, cast, offer_id)
        assert together.partners(db, offer_id)[0].is_awaited


def test_an_organisation_is_not_asked_about_its_own_offer(cast: Cast, database: Database, offer_id: str) -> None:
    with database.writing() as db, db.begin(), pytest.raises(Refused):
        invite(db, cast, offer_id, "havfruen")
    answered = cast.sign_in("alice").post(f"/mine/tilbud/{offer_id}/sammen", data={"organisation": "havfruen"})
    assert answered.status_code == 422
    assert "Det er jer selv" in answered.text


def test_a_partner_neither_edits_nor_confirms_and_only_the_lead_is_asked_whether_it_still_holds(
    cast: Cast, database: Database
) -> None:
    offer_id = joint_offer(cast, database)
    charlie = cast.sign_in("charlie")
    assert charlie.get(f"/mine/tilbud/{offer_id}").status_code == 404
    assert charlie.post(f"/mine/tilbud/{offer_id}/bekraeft").status_code == 404
    assert offer_id not in charlie.get("/mine/bekraeft").text
    later = make.NOW + dt.timedelta(days=200)
    with database.writing() as db, db.begin():
        assert duties.ask(db, now=later, settings=SETTINGS) == 1
    assert [one for one in subjects(database, "charlie") if "stadig" in one] == []
    assert [one for one in subjects(database, "alice") if "stadig" in one] != []


def test_reviewers_see_who_has_not_answered_and_approving_shows_only_the_others(cast: Cast, database: Database) -> None:
    with database.writing() as db, db.begin():
        version = make.submitted(db, cast.actor("alice"))
        invite(db, cast, version.offer_id)
    page = cast.sign_in("anders").get(f"/godkend/{version.id}").text
    assert "Tinsoldaten" in page
    assert "Har ikke svaret" in page
    assert "Tinsoldaten" not in cast.client.get(f"/godkend/{version.id}/vis").text


def test_a_new_name_of_a_partner_is_found_in_the_next_search(cast: Cast, database: Database) -> None:
    offer_id = joint_offer(cast, database)
    with database.writing() as db, db.begin():
        live.current(db)
        db.get_one(Organisation, "tinsoldaten").name = "Trommeslageren"
    with database.writing() as db:
        found = live.current(db).get(offer_id)
        assert found is not None
        assert found.organisations == ("Havfruen", "Trommeslageren")


def test_every_export_tells_who_has_said_yes_and_an_import_reads_it_again(cast: Cast, database: Database) -> None:
    offer_id = joint_offer(cast, database)
    with database.reading() as db:
        for offers in (leaving.live(db), leaving.own(db, ["havfruen"]), leaving.found(db, [offer_id])):
            assert [one.partners for one in offers] == [("Tinsoldaten",)]
        document = b"".join(writing.write("json", leaving.live(db)))
        table = b"".join(writing.write("csv", leaving.live(db))).decode()
    assert msgspec.json.decode(document)["offers"][0]["partners"] == ["Tinsoldaten"]
    assert "Sammen med" in table
    assert "Tinsoldaten" in table
    assert offers_file.read(document, vocabulary.current())[0].content.title == "Heste og ro på små hold"


def test_an_organisations_pages_tell_what_it_is_also_behind(cast: Cast, database: Database) -> None:
    joint_offer(cast, database)
    page = cast.sign_in("anders").get("/administration/organisationer/tinsoldaten").text
    assert "Også medarrangør af" in page
    assert "ledet af Havfruen" in page
    assert "ledet af Havfruen" in cast.sign_in("charlie").get("/mine/organisationer/tinsoldaten").text


def test_a_suspended_partner_is_not_shown_and_comes_back_afterwards(cast: Cast, database: Database) -> None:
    offer_id = joint_offer(cast, database)
    with database.writing() as db, db.begin():
        assert live.current(db).get(offer_id).partners  # type: ignore[union-attr]
        organisation = db.get_one(Organisation, "tinsoldaten")
        deciding.suspend(db, cast.actor("anders"), organisation, "Uro", base_url=BASE, now=make.NOW)
    assert "Tinsoldaten" not in cast.sign_out().get(f"/tilbud/{offer_id}").text
    with database.writing() as db, db.begin():
        assert live.current(db).get(offer_id).partners == ()  # type: ignore[union-attr]
        organisation = db.get_one(Organisation, "tinsoldaten")
        deciding.lift(db, cast.actor("anders"), organisation, base_url=BASE, now=make.NOW)
    assert "sammen med Tinsoldaten" in cast.client.get(f"/tilbud/{offer_id}").text


def test_who_a_partner_is_merged_into_stands_behind_the_offer(cast: Cast, database: Database) -> None:
    offer_id = joint_offer(cast, database)
    with database.writing() as db, db.begin():
        kept = find_or_make(db, SYSTEM, cvr=None, name="Nattergalen", sector="culture", now=make.NOW)
        gone = db.get_one(Organisation, "tinsoldaten")
        merging.merge(db, cast.actor("anders"), kept, gone, base_url=BASE, now=make.NOW)
    assert "sammen med Nattergalen" in cast.sign_out().get(f"/tilbud/{offer_id}").text


def test_an_offer_moved_to_a_partner_is_the_partners_own(cast: Cast, database: Database) -> None:
    offer_id = joint_offer(cast, database)
    with database.writing() as db, db.begin():
        offer, tinsoldaten = db.get_one(Offer, offer_id), db.get_one(Organisation, "tinsoldaten")
        transferring.transfer(db, cast.actor("anders"), offer, tinsoldaten, now=make.NOW)
        assert together.partners(db, offer_id) == []
        assert [one.organisations for one in offer_queries.live_offers(db, [offer_id])] == [("Tinsoldaten",)]
    assert "Også medarrangør af" not in cast.sign_in("charlie").get("/mine").text


def test_reading_offers_takes_as_many_statements_however_many_partners_they_have(
    cast: Cast, database: Database
) -> None:
    joint_offer(cast, database)
    first = statements(database)
    for _ in range(3):
        joint_offer(cast, database)
    assert statements(database) == first


def statements(database: Database) -> int:
    seen = 0

    def count(*_args: object) -> None:
        nonlocal seen
        seen += 1

    with database.reading() as db:
        assert db.scalar(select(func.count()).select_from(Offer))
        event.listen(database.engine, "before_cursor_execute", count)
        offer_queries.live_offers(db)
        together.joined(db, ["tinsoldaten"])
        event.remove(database.engine, "before_cursor_execute", count)
    return seen
