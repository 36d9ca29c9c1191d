"""One thing done to many offers: said beforehand, done to each by its own action, told, looked back on, taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from registry import history
from registry.access import Refused
from registry.db import Database
from registry.desk import bulk, bulk_undo
from registry.desk.bulk import ACTIONS, Order
from registry.desk.models import BulkRun
from registry.history import Verb
from registry.mail import OutboxMail
from registry.offers import actions as offer_actions
from registry.offers import keeping, tagging
from registry.offers import queries as offer_queries
from registry.offers.content import PolicyAnswer
from registry.offers.models import Offer, OfferDeadline, OfferVersion
from registry.offers.tagging import Tag
from registry.partners.models import Membership, Organisation
from registry.web import clock
from tests import make
from tests.cast import Cast
from tests.make import NOW
from tests.offers.browser import form, text

LIST = "/administration/tilbud"
HERE = f"{LIST}/handling"
FRIENDS = Tag("need", "finde_venner")
GOAL = Tag("element", "bup22.faellesskaber.a2")
ANSWER = "Vi spiser sammen, før vi går hjem, hver eneste gang."


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def two(cast: Cast, database: Database) -> list[str]:
    """The ids of two live offers, of Havfruen and of Tinsoldaten."""
    with database.writing() as db, db.begin():
        heste = make.live(db, cast.actor("alice"), title="Heste")
        return [heste.offer_id, make.live(db, cast.actor("charlie"), "tinsoldaten", title="Kor").offer_id]


@pytest.fixture
def db(database: Database) -> Iterator[Session]:
    with database.writing() as session:
        yield session
        session.rollback()


def told(db: Session, person: str) -> list[OutboxMail]:
    address = f"{person}@eksempel.example"
    return list(db.scalars(select(OutboxMail).where(OutboxMail.recipient == address).order_by(OutboxMail.created_at)))


def line_of(db: Session, offer_id: str, verb: Verb) -> history.HistoryLine:
    return next(line for line in history.of_subject(db, "offer", offer_id) if line.verb == verb)


def do(db: Session, cast: Cast, order: Order, ids: list[str], at: dt.datetime = NOW) -> bulk.Result:
    run = bulk.carry_out(db, cast.actor("anders"), order, ids, base_url="http://x", now=at)
    return bulk.result_of(run)


def status(db: Session, offer_id: str) -> str:
    db.expire_all()
    return db.get_one(Offer, offer_id).status


def test_hiding_is_confirmed_done_told_and_taken_back(cast: Cast, database: Database, two: list[str]) -> None:
    client = cast.sign_in("anders")
    chosen = form(client.get(LIST).text, HERE).fill({"tilbud": two})
    asked = client.get(HERE, params={**chosen.posted(), "handling": "skjul"})
    assert "Skjul 2 tilbud?" in asked.text
    assert "Heste, Havfruen" in text(asked.text).replace(" ,", ",")
    with database.reading() as db:
        assert status(db, two[0]) == "live", "asking changes nothing"
    refused = form(asked.text, HERE).press(client)
    assert refused.status_code == 422
    assert "Skriv, hvorfor de bliver skjult" in refused.text
    done = form(refused.text, HERE).fill({"reason": "Klubben svarer ikke."}).press(client)
    assert done.status_code == 303
    here = done.headers["location"]
    page = client.get(here).text
    assert "2 tilbud er skjult" in page
    assert "Mailen til organisationerne bliver sendt kl. 10.10." in page
    assert cast.sign_out().get(f"/tilbud/{two[0]}").status_code == 404, "the public catalogue follows"
    with database.writing() as db, db.begin():
        (mail,) = told(db, "alice")
        assert mail.next_try_at == NOW + bulk_undo.LASTS
        assert "Klubben svarer ikke." in mail.text
        link = mail.text.split("http://testserver.local")[1].split()[0]
        assert line_of(db, two[0], Verb.HIDDEN_BY_HAND).note == "Klubben svarer ikke."
    assert "Heste" in cast.client.get(link).text, "the link leads to a page that shows it again"
    client = cast.sign_in("astrid")
    undone = form(client.get(here).text, f"{here}/fortryd").press(client)
    assert undone.status_code == 303
    page = client.get(here).text
    assert "Taget tilbage" in page
    assert "/fortryd" not in page
    assert cast.sign_out().get(f"/tilbud/{two[0]}").status_code == 200
    with database.writing() as db, db.begin():
        assert told(db, "alice") == told(db, "charlie") == []
        assert line_of(db, two[1], Verb.SHOWN_AGAIN).actor_name == "Astrid"


def test_an_organisation_gets_back_what_was_hidden_by_a_click(cast: Cast, db: Session, two: list[str]) -> None:
    do(db, cast, Order("skjul", "Nej."), two[:1])
    keeping.confirm(db, cast.actor("alice"), [db.get_one(Offer, two[0])], now=NOW)
    assert status(db, two[0]) == "live"
    run = db.scalars(select(BulkRun)).one()
    assert bulk_undo.undo(db, cast.actor("anders"), run, now=NOW) == 0, "nothing is left to undo"


@pytest.mark.parametrize(
    ("order", "problems"),
    [
        (Order("skjul", "Nej."), ["hidden", "", "hidden"]),
        (Order("spoerg"), ["not shown", "asked today", "not shown"]),
        (Order("tilfoej", tag=Tag("need", "plads_til_energi")), ["has it", "has it", "has it"]),
        (Order("fjern", tag=Tag("need", "plads_til_energi")), ["only one", "only one", "only one"]),
        (Order("fjern", tag=FRIENDS), ["lacks it", "lacks it", "lacks it"]),
    ],
)
def test_what_can_not_be_done_is_said_with_the_reason(
    cast: Cast, db: Session, two: list[str], order: Order, problems: list[str]
) -> None:
    third = make.live(db, cast.actor("alice"), title="Skak").offer_id
    for id_ in (two[0], third):
        db.get_one(Offer, id_).status = "ended"
    do(db, cast, Order("spoerg"), [two[1]])
    planned = {one.offer.id: one.problem for one in bulk.plan(db, order, [*two, third], NOW.date())}
    assert [planned[id_] or "" for id_ in (two[0], two[1], third)] == problems
    came = do(db, cast, order, [*two, third, "findesikke", make.draft(db, cast.actor("alice")).offer_id])
    assert sorted(one.problem for one in came.not_done) == sorted([*filter(None, problems), "gone", "gone"])
    assert len(came.done) == problems.count("")


def test_asking_writes_once_to_each_organisation_and_notes_it(cast: Cast, db: Session, two: list[str]) -> None:
    also = make.live(db, cast.actor("alice"), title="Skak").offer_id
    later = NOW + dt.timedelta(days=30)
    came = do(db, cast, Order("spoerg"), [*two, also], later)
    assert len(came.done) == 3
    (mail,) = told(db, "alice")
    assert mail.subject == "Passer jeres 2 tilbud stadig?"
    line = history.of_subject(db, "offer", also)[0]
    assert (line.verb, line.actor_name) == (Verb.ASKED_TO_CONFIRM, "Anders")
    deadline = db.get_one(OfferDeadline, (also, "confirmation"))
    assert deadline.asked_on == later.date()
    assert deadline.next_call_on is not None
    again = do(db, cast, Order("spoerg"), [*two, also], later)
    assert [one.problem for one in again.not_done] == ["asked today"] * 3
    assert len(told(db, "alice")) == 1


def test_nobody_is_asked_where_nobody_can_be_reached(cast: Cast, db: Session) -> None:
    version = make.live(db, cast.actor("charlie"), "tinsoldaten", contact=make.Contact(phone="20304050"))
    db.delete(db.get_one(Membership, ("tinsoldaten", "charlie")))
    db.flush()
    came = do(db, cast, Order("spoerg"), [version.offer_id])
    assert [one.problem for one in came.not_done] == ["nobody"]
    assert db.get_one(OfferDeadline, (version.offer_id, "confirmation")).asked_on is None


def test_a_need_is_added_told_and_taken_back(cast: Cast, database: Database, two: list[str]) -> None:
    with database.writing() as db, db.begin():
        draft = offer_actions.edit(db, cast.actor("alice"), two[0], now=NOW).id
    client = cast.sign_in("anders")
    step = client.get(HERE, params={"tilbud": two, "handling": "tilfoej"}).text
    assert "Du har valgt 2 tilbud." in step
    asked = client.get(HERE, params={"tilbud": two, "handling": "tilfoej", "maerke_nyt": FRIENDS.key})
    assert "Ret 2 tilbud?" in asked.text
    here = form(asked.text, HERE).press(client).headers["location"]
    with database.writing() as db, db.begin():
        found = offer_queries.live_offer(db, two[0])
        assert found is not None
        assert "finde_venner" in found.content.needs
        assert "finde_venner" in db.get_one(OfferVersion, draft).content.needs, "a later approval doesn't lose it"
        line = line_of(db, two[0], Verb.TAGGED)
        assert line.actor_name == "Anders"
        assert (line.note or "").startswith("+ ")
        (mail,) = told(db, "charlie")
        assert "Anders har tilføjet" in mail.text
    assert "finde_venner" in cast.client.get(f"{LIST}?maerke={FRIENDS.key}").text
    assert "Kor" in cast.client.get(f"{LIST}?maerke={FRIENDS.key}").text
    form(client.get(here).text, f"{here}/fortryd").press(client)
    with database.writing() as db, db.begin():
        found = offer_queries.live_offer(db, two[0])
        assert found is not None
        assert found.content == make.content(title="Heste")
        assert told(db, "charlie") == []


def test_a_policy_goal_is_added_with_an_answer_that_is_shown(cast: Cast, database: Database, two: list[str]) -> None:
    client = cast.sign_in("anders")
    asked = client.get(HERE, params={"tilbud": two, "handling": "tilfoej", "maerke_nyt": GOAL.key})
    refused = form(asked.text, HERE).fill({"answer": "Ja."}).press(client)
    assert refused.status_code == 422
    assert form(refused.text, HERE).value("answer") == "Ja."
    assert form(refused.text, HERE).fill({"answer": ANSWER}).press(client).status_code == 303
    assert ANSWER in cast.sign_out().get(f"/tilbud/{two[1]}").text
    with database.reading() as db:
        found = offer_queries.live_offer(db, two[1])
        assert found is not None
        assert GOAL.id in found.elements


def test_taking_a_policy_goal_away_and_back_keeps_its_answer(cast: Cast, db: Session, two: list[str]) -> None:
    goal = Tag("element", make.CONTENT.policy[0].element)
    do(db, cast, Order("fjern", tag=goal), two)
    found = offer_queries.live_offer(db, two[0])
    assert found is not None
    assert goal.id not in found.elements
    assert [answer.element for answer in found.content.policy] == [make.CONTENT.policy[1].element]
    run = db.scalars(select(BulkRun)).one()
    assert bulk_undo.undo(db, cast.actor("anders"), run, now=NOW + dt.timedelta(minutes=9)) == 2
    found = offer_queries.live_offer(db, two[0])
    assert found is not None
    assert goal.id in found.elements
    assert set(found.content.policy) == set(make.CONTENT.policy)


def test_moving_asks_where_to_and_tells_both(cast: Cast, database: Database, two: list[str]) -> None:
    client = cast.sign_in("anders")
    found = client.get(HERE, params={"tilbud": two, "handling": "flyt", "soeg": "tinsoldat"}).text
    assert "Hvilken organisation skal de høre til?" in found
    assert 'value="tinsoldaten"' in found
    asked = client.get(HERE, params={"tilbud": two, "handling": "flyt", "til": "tinsoldaten"})
    assert "Flyt 1 tilbud?" in asked.text
    assert '<span lang="da">Kor</span>: det hører til der allerede' in asked.text
    page = client.get(form(asked.text, HERE).press(client).headers["location"]).text
    assert "1 tilbud er flyttet" in page
    assert "/fortryd" not in page
    with database.reading() as db:
        assert db.get_one(Offer, two[0]).organisation_id == "tinsoldaten"
        assert len(told(db, "alice")) == len(told(db, "charlie")) == 1


def test_all_of_the_list_is_chosen_without_marking_each(cast: Cast, database: Database, two: list[str]) -> None:
    client = cast.sign_in("anders")
    params = {"alle": "1", "org": "tinsoldaten", "handling": "skjul"}
    asked = form(client.get(HERE, params=params).text, HERE)
    assert asked.values("tilbud") == [two[1]]
    step = client.get(HERE, params={**params, "handling": "fjern"}).text
    assert 'name="alle" value="1"' in step, "the address stays short"
    assert 'name="org" value="tinsoldaten"' in step


def test_nothing_chosen_leads_back(cast: Cast, two: list[str]) -> None:
    client = cast.sign_in("anders")
    answer = client.get(HERE, params={"handling": "skjul", "status": "vises"})
    assert answer.headers["location"] == f"{LIST}?status=vises"
    page = client.get(answer.headers["location"]).text
    assert "Sæt hak ved de tilbud" in page
    assert "alert-warning" in page
    assert "alert-success" not in page, "nothing was done"


def test_only_what_is_chosen_is_touched_and_no_more_than_a_handful_at_a_time(
    cast: Cast, db: Session, two: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "MOST", 1)
    came = do(db, cast, Order("skjul", "Nej."), two)
    assert len(came.done) + len(came.not_done) == 1


def test_a_list_that_is_too_long_for_one_time_is_gone_through_in_several(
    cast: Cast, database: Database, two: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "MOST", 1)
    client = cast.sign_in("anders")
    page = client.get(HERE, params={"alle": "1", "status": "vises", "handling": "spoerg"}).text
    done = []
    for last in (False, True):
        assert ("Der kan tages 1 tilbud ad gangen" in page) != last
        step = form(page, HERE)
        done += step.values("tilbud")
        result = client.get(step.press(client).headers["location"]).text
        assert ("Gå videre med de næste på listen" in result) != last
        if not last:
            onwards = result.split('<a class="button button-primary" href="')[1].split('"')[0].replace("&amp;", "&")
            assert "status=vises" in onwards
            page = client.get(onwards).text
    assert sorted(done) == sorted(two)


def test_a_list_goes_on_forwards_only(cast: Cast, two: list[str]) -> None:
    client = cast.sign_in("anders")
    step = form(client.get(HERE, params={"tilbud": two[0], "handling": "spoerg"}).text, HERE)
    led = client.post(HERE, data={**step.posted(), "foer": "2026-11-16~x"}, follow_redirects=True)
    assert "1 tilbud er der spurgt om" in led.text
    assert "Gå videre" not in led.text


def test_one_can_go_on_past_those_it_can_not_be_done_to(
    cast: Cast, database: Database, two: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "MOST", 1)
    client = cast.sign_in("anders")
    params = {"alle": "1", "handling": "tilfoej", "maerke_nyt": "need:plads_til_energi"}
    page = client.get(HERE, params=params).text
    assert "Det kan ikke gøres ved nogen af dem" in page
    onwards = page.split('<a class="button button-primary" href="')[1].split('"')[0].replace("&amp;", "&")
    assert "maerke_nyt=need%3Aplads_til_energi" in onwards
    assert "Gå videre" not in client.get(onwards).text


@pytest.mark.parametrize("person", ["alice", "petra"])
def test_only_administrators_do_it(cast: Cast, db: Session, two: list[str], person: str) -> None:
    with pytest.raises(Refused):
        bulk.carry_out(db, cast.actor(person), Order("skjul", "Nej."), two, base_url="", now=NOW)


def test_after_ten_minutes_it_stands(cast: Cast, db: Session, two: list[str]) -> None:
    do(db, cast, Order("skjul", "Nej."), two)
    run = db.scalars(select(BulkRun)).one()
    with pytest.raises(bulk_undo.CantUndo):
        bulk_undo.undo(db, cast.actor("anders"), run, now=NOW + bulk_undo.LASTS)
    assert status(db, two[0]) == "expired"


def test_a_personal_number_is_not_kept(cast: Cast, db: Session, two: list[str]) -> None:
    client = cast.sign_in("anders")
    db.rollback()
    asked = form(client.get(HERE, params={"tilbud": two, "handling": "skjul"}).text, HERE)
    answer = asked.fill({"reason": "Se 010203-1234"}).press(client)
    assert answer.status_code == 422
    assert "010203" not in answer.text


@pytest.mark.parametrize("action", ACTIONS)
def test_the_confirmation_asks_as_often_for_many_as_for_few(cast: Cast, database: Database, action: Any) -> None:
    cast.sign_in("anders")
    counts = []
    for many in (2, 9):
        with database.writing() as db, db.begin():
            ids = [make.live(db, cast.actor("alice"), title=f"Kor {n}").offer_id for n in range(many)]
        statements: list[str] = []

        def count(_c: object, _k: object, statement: str, *_rest: object, kept: list[str] = statements) -> None:
            kept.append(statement)

        event.listen(Engine, "before_cursor_execute", count)
        params = {"tilbud": ids, "handling": action, "maerke_nyt": FRIENDS.key, "til": "tinsoldaten"}
        assert cast.client.get(HERE, params=params).status_code == 200
        event.remove(Engine, "before_cursor_execute", count)
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_a_tag_that_nobody_knows_is_none() -> None:
    assert tagging.read("need:findes_ikke") is None
    assert tagging.read("andet:dyr") is None
    assert tagging.read("activity:dyr") == Tag("activity", "dyr")


def test_a_text_has_no_more_policy_goals_than_it_may() -> None:
    full = make.content(policy=tuple(PolicyAnswer(f"x{n}", ANSWER) for n in range(tagging.MOST_POLICY_ANSWERS)))
    assert tagging.obstacle(full, GOAL, adds=True) == "too many"


def test_an_organisation_that_is_gone_is_no_goal(cast: Cast, db: Session, two: list[str]) -> None:
    assert db.get(Organisation, "findesikke") is None
    db.rollback()
    page = cast.sign_in("anders").get(HERE, params={"tilbud": two, "handling": "flyt", "til": "findesikke"}).text
    assert "Hvilken organisation skal de høre til?" in page
