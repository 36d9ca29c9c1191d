"""Carrying over by night: once, whatever happens in the middle, and without touching anything else of an offer."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import func, select

from registry import overlay, vocabulary
from registry.db import Database
from registry.history import HistoryLine, Verb
from registry.mail import OutboxMail
from registry.offers import actions, publishing, suggesting
from registry.offers.content import PolicyAnswer
from registry.offers.models import Offer, OfferVersion, PolicySuccession, TagVerdict
from registry.offers.queries import live_offer
from registry.policy import carrying, duties
from registry.web.clock import danish_day
from tests import make
from tests.cast import Cast
from tests.policy.life import DAY, NEW, SETTINGS, night, published

A1, CHOOSE, GONE = "bup22.faellesskaber.a1", "bup22.loesninger.a2", "bup22.overgange.a2"
MED, BESTEMMER = "bup26.hoere-til.med", "bup26.loesninger.bestemmer"
TEXT = "Vi hører hvert barn og laver planen sammen med det."
NOW = make.NOW
FIRST, LAST = danish_day(NOW) + 10 * DAY, danish_day(NOW) + 100 * DAY
THEN, END = NOW + 11 * DAY, NOW + 101 * DAY


def answered(*elements: str) -> tuple[PolicyAnswer, ...]:
    return tuple(PolicyAnswer(one, TEXT) for one in elements)


def live(database: Database, cast: Cast, *elements: str, title: str = "Kor på kajen") -> str:
    with database.writing() as db, db.begin():
        return make.live(db, cast.actor("alice"), title=title, policy=answered(*elements)).offer_id


@pytest.fixture
def offer(database: Database, cast: Cast) -> str:
    """A live offer with an answer that will follow, and the successor, published."""
    made = live(database, cast, A1)
    published(database, NOW, valid_from=FIRST, until=LAST)
    return made


def elements(database: Database, offer_id: str) -> set[str]:
    with database.reading() as db:
        found = live_offer(db, offer_id)
        return set(found.elements) if found else set()


def test_a_new_version_stands_in_the_place_of_the_old(database: Database, offer: str) -> None:
    with database.reading() as db:
        before = db.get_one(OfferVersion, db.get_one(Offer, offer).live_version_id)
    night(database, THEN)
    with database.reading() as db:
        after = db.get_one(OfferVersion, db.get_one(Offer, offer).live_version_id)
        assert db.get_one(OfferVersion, before.id).status == "replaced"
        assert (after.number, after.status) == (before.number + 1, "approved")
        assert (after.saved_at, after.created_by_id) == (before.saved_at, before.created_by_id)
        assert [one.element for one in after.content.policy] == [A1, MED]
        note = db.scalar(select(HistoryLine.note).where(HistoryLine.verb == Verb.POLICY_CARRIED.value))
        assert note == "”Ingen står udenfor”"


def test_a_hidden_offer_is_carried_over_and_stays_hidden(database: Database, offer: str) -> None:
    with database.writing() as db, db.begin():
        db.get_one(Offer, offer).status = "expired"
    night(database, THEN)
    with database.reading() as db:
        assert db.get_one(Offer, offer).status == "expired"
        assert db.scalar(select(func.count()).select_from(PolicySuccession)) == 1


def test_an_answer_that_was_declined_does_not_follow(database: Database, offer: str) -> None:
    with database.writing() as db, db.begin():
        verdict = db.get_one(TagVerdict, (db.get_one(Offer, offer).live_version_id, A1))
        verdict.accepted, verdict.reason = False, "For kort"
    assert night(database, THEN) == [0, 0, 0]


def test_a_text_on_its_way_gets_the_answer_in_its_own_words_and_stays_the_newest(
    database: Database, cast: Cast, offer: str
) -> None:
    own = "Den, der plejer at stå udenfor, får den første opgave."
    with database.writing() as db, db.begin():
        version = actions.edit(db, cast.actor("alice"), offer, now=NOW)
        content = make.content(title="Kor", policy=(PolicyAnswer(A1, own), PolicyAnswer(CHOOSE, TEXT)))
        actions.save(db, cast.actor("alice"), version, content, now=NOW)
    night(database, THEN)
    with database.reading() as db:
        newest = actions.newest_version(db, offer)
        assert (newest.id, newest.status) == (version.id, "draft")
        assert {one.element: one.answer for one in newest.content.policy}[MED] == own
    assert elements(database, offer) == {A1, MED}


def test_what_is_approved_later_follows_the_next_night(database: Database, cast: Cast, offer: str) -> None:
    night(database, THEN)
    late = live(database, cast, A1, title="Senere")
    assert night(database, THEN + DAY)[0] == 1
    assert elements(database, late) == {A1, MED}


def test_a_worker_that_dies_leaves_the_rest_to_the_next(database: Database, cast: Cast, offer: str) -> None:
    others = [live(database, cast, A1, CHOOSE, title=f"Kor {n}") for n in range(4)]
    words = overlay.of(database.engine)
    with database.writing() as db, db.begin():
        assert carrying.carry_due(db, words, now=THEN, today=danish_day(THEN), most=2) == 2
    with database.writing() as db:  # the next batch is lost
        assert carrying.carry_due(db, words, now=THEN, today=danish_day(THEN), most=2) == 2
        db.rollback()
    assert night(database, THEN)[0] == 3
    assert all(MED in elements(database, one) for one in (offer, *others))
    with database.reading() as db:
        assert db.scalar(select(func.count()).where(HistoryLine.verb == Verb.POLICY_CARRIED.value)) == 5


def test_each_member_gets_one_letter_with_all_of_it(database: Database, cast: Cast, offer: str) -> None:
    live(database, cast, CHOOSE, title="Teater")
    live(database, cast, GONE, title="Skak")
    night(database, THEN)
    night(database, THEN + DAY)
    with database.reading() as db:
        mails = db.scalars(select(OutboxMail).where(OutboxMail.key.startswith("new-goals:"))).all()
    assert sorted(mail.recipient for mail in mails) == ["alice@eksempel.example", "bob@eksempel.example"]
    text = mails[0].text
    for part in ("Teater: 1 nyt spørgsmål", "1 svar er fulgt med", "Skak", "/mine/nye-maal", "Sammen om børn og unge"):
        assert part in text


def test_partners_are_asked_about_the_new_goals_and_no_more_about_the_old(database: Database, offer: str) -> None:
    with vocabulary.using(overlay.of(database.engine)):
        before = suggesting.askable("association", FIRST - DAY)
        after = suggesting.askable("association", FIRST)
    assert not any(one.startswith("bup26.") for one in before)
    assert not any(one.startswith("bup22.") for one in after)
    assert after[0] == "bup26.loesninger"  # it took over from the first guidepost
    assert "inkl22.p1" in after


def test_at_the_end_the_old_answers_leave_every_text(database: Database, cast: Cast, offer: str) -> None:
    night(database, THEN)
    with database.writing() as db, db.begin():
        version = actions.edit(db, cast.actor("alice"), offer, now=THEN)
    assert night(database, END)[1] == 1
    assert elements(database, offer) == {MED}
    with database.reading() as db:
        assert [one.element for one in db.get_one(OfferVersion, version.id).content.policy] == [MED]
        assert db.scalar(select(func.count()).where(HistoryLine.verb == Verb.POLICY_ENDED.value)) == 1


def test_an_old_draft_approved_after_the_end_follows_in_one_night(database: Database, cast: Cast, offer: str) -> None:
    night(database, END)
    late = live(database, cast, A1, CHOOSE, title="Fra skuffen")
    assert night(database, END + DAY)[:2] == [1, 1]
    assert elements(database, late) == {MED}
    with database.reading() as db:
        asked = db.scalars(select(PolicySuccession.target).where(PolicySuccession.fate == "asked")).all()
        assert asked == [BESTEMMER]


def test_a_sentence_asks_for_the_new_goal_when_the_old_one_has_ended(database: Database, offer: str) -> None:
    words = overlay.of(database.engine)
    assert words.standing_for(A1, LAST) == [A1]
    assert words.standing_for(A1, LAST + DAY) == [MED]
    assert words.standing_for("bup22.loesninger.c1", LAST + DAY) == ["bup26.loesninger.ro", "bup26.loesninger.tilpasse"]
    assert words.standing_for(GONE, LAST + DAY) == []
    assert words.standing_for(MED, FIRST - DAY) == []


def test_nothing_is_due_where_no_framework_took_over(database: Database, cast: Cast) -> None:
    live(database, cast, A1)
    with database.writing() as db, db.begin():
        assert duties.carry_over(db, now=NOW + 4000 * DAY, settings=SETTINGS) == 0
        assert duties.end(db, now=NOW + 4000 * DAY, settings=SETTINGS) == 0
    assert NEW not in overlay.of(database.engine).frameworks


def test_the_catalogue_is_told(database: Database, offer: str) -> None:
    with database.reading() as db:
        before = publishing.OfferChange.seq
        count = db.scalar(select(func.count(before)))
    night(database, THEN)
    with database.reading() as db:
        assert db.scalar(select(func.count(before))) == count + 1


def test_it_is_a_matter_of_days_in_denmark(database: Database, offer: str) -> None:
    late = dt.datetime.combine(FIRST - DAY, dt.time(23, 30), tzinfo=dt.UTC)  # half past midnight there
    assert night(database, late)[0] == 1
