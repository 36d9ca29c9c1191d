"""Partners answer the new questions in their own time, and readers see both policies until the old one ends."""

from __future__ import annotations

import datetime as dt
import html

import pytest
from httpx import Response
from litestar.testing import TestClient
from sqlalchemy import select

from registry import overlay, vocabulary
from registry.db import Database
from registry.offers import actions, questions
from registry.offers.content import PolicyAnswer
from registry.offers.models import PolicySuccession
from registry.web import clock
from tests import make
from tests.cast import Cast
from tests.policy.life import DAY, night, published

A1, CHOOSE, SPLIT = "bup22.faellesskaber.a1", "bup22.loesninger.a2", "bup22.loesninger.c1"
BESTEMMER, RO, TILPASSE = "bup26.loesninger.bestemmer", "bup26.loesninger.ro", "bup26.loesninger.tilpasse"
OLD_TEXT = "De unge har selv valgt, hvad vi bygger i år."
NEW_TEXT = "I foråret bestemte børnene selv, hvilke sange vi øvede."


@pytest.fixture
def offer(database: Database, cast: Cast) -> str:
    """An offer with one answer that followed and two that didn't, on the day after the first."""
    now = clock.now()
    with database.writing() as db, db.begin():
        made = make.live(
            db, cast.actor("alice"), title="Kor på kajen", safety_declared_on=clock.today(), ends_on=None,
            policy=tuple(PolicyAnswer(one, OLD_TEXT) for one in (A1, CHOOSE, SPLIT)),
        )  # fmt: skip
    published(database, now, valid_from=clock.today(), until=clock.today() + dt.timedelta(days=100))
    night(database, now)
    return made.offer_id


def said(answer: Response) -> str:
    return html.unescape(answer.text)


def test_the_questions_wait_on_the_partners_pages(cast: Cast, offer: str) -> None:
    alice = cast.sign_in("alice")
    assert "3 nye spørgsmål om politikmål venter" in said(alice.get("/mine"))
    assert f"/mine/nye-maal/{offer}" in said(alice.get(f"/mine/tilbud/{offer}"))
    assert "3 spørgsmål" in said(alice.get("/mine/nye-maal"))
    shown = said(alice.get(f"/mine/nye-maal/{offer}"))
    assert "Hvad har børn og unge hos jer selv bestemt det sidste år?" in shown
    assert "Målet er delt i flere" in shown
    assert shown.count(OLD_TEXT) == 3  # quoted twice, and the beginning of the answer to what became narrower


def test_answers_go_to_review_like_every_change_and_the_published_text_stays(
    cast: Cast, database: Database, offer: str
) -> None:
    alice = cast.sign_in("alice")
    answer = alice.post(f"/mine/nye-maal/{offer}", data={f"policy.{BESTEMMER}": NEW_TEXT, f"none.{RO}": "1"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/mine/nye-maal")
    with database.reading() as db:
        version = actions.newest_version(db, offer)
        assert version.status == "submitted"
        assert PolicyAnswer(BESTEMMER, NEW_TEXT) in version.content.policy
        left = questions.unanswered(questions.waiting_for(db, offer), version.content)
        assert [one.target for one in left] == [TILPASSE]
    assert NEW_TEXT not in said(alice.get(f"/tilbud/{offer}"))
    waiting = said(alice.get(f"/mine/nye-maal/{offer}"))
    assert "ligger hos kommunen" in waiting
    refused = alice.post(f"/mine/nye-maal/{offer}", data={f"policy.{TILPASSE}": NEW_TEXT})
    assert refused.status_code == 409
    anders = cast.sign_in("anders")
    review = said(anders.get(f"/godkend/{version.id}"))
    assert "Børn og unge bestemmer med" in review
    assert NEW_TEXT in review


def test_answers_join_a_draft_that_is_begun_already(cast: Cast, database: Database, offer: str) -> None:
    with database.writing() as db, db.begin():
        draft = actions.edit(db, cast.actor("alice"), offer, now=clock.now())
    answer = cast.sign_in("alice").post(f"/mine/nye-maal/{offer}", data={f"policy.{BESTEMMER}": NEW_TEXT})
    assert answer.headers["location"] == f"/mine/tilbud/{offer}"
    with database.reading() as db:
        newest = actions.newest_version(db, offer)
        assert (newest.id, newest.status) == (draft.id, "draft")
        assert PolicyAnswer(BESTEMMER, NEW_TEXT) in newest.content.policy


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({}, "Skriv et svar, eller sæt hak"),
        ({BESTEMMER: "For kort"}, "Skriv mindst 20 tegn"),
        ({BESTEMMER: "a" * 401}, "1 tegn"),
        ({BESTEMMER: "Ring til barnet 010112-4008 om det."}, "CPR"),
    ],
)
def test_what_cannot_be_right_is_told_and_kept(cast: Cast, offer: str, typed: dict[str, str], says: str) -> None:
    data = {f"policy.{element}": text for element, text in typed.items()}
    answer = cast.sign_in("alice").post(f"/mine/nye-maal/{offer}", data=data)
    assert answer.status_code == 422
    assert says in said(answer)
    assert "010112-4008" not in answer.text
    assert ("For kort" in said(answer)) is ("For kort" in typed.values())


def test_saying_no_needs_nobodys_approval_and_is_remembered(cast: Cast, database: Database, offer: str) -> None:
    data = {f"none.{one}": "1" for one in (BESTEMMER, RO, TILPASSE)}
    assert cast.sign_in("bob").post(f"/mine/nye-maal/{offer}", data=data).status_code == 303
    with database.reading() as db:
        assert questions.waiting_for(db, offer) == []
        assert actions.newest_version(db, offer).status == "approved"
        assert all(db.scalars(select(PolicySuccession.declined_at).where(PolicySuccession.fate == "asked")))
    assert "venter" not in said(cast.client.get("/mine/nye-maal")).replace("Ingen spørgsmål venter", "")


def test_an_offer_answers_at_most_four_of_the_new(cast: Cast, database: Database, offer: str) -> None:
    with database.writing() as db, db.begin(), vocabulary.using(overlay.current(db)):
        draft = actions.edit(db, cast.actor("alice"), offer, now=clock.now())
        more = tuple(PolicyAnswer(one, NEW_TEXT) for one in ("bup26.skift", "bup26.hoere-til"))
        content = make.content(policy=(*draft.content.policy, *more))
        actions.save(db, cast.actor("alice"), draft, content, now=clock.now())
    data = {f"policy.{one}": NEW_TEXT for one in (BESTEMMER, RO)}
    answer = cast.sign_in("alice").post(f"/mine/nye-maal/{offer}", data=data)
    assert answer.status_code == 422
    assert "højst 4 mål" in said(answer)


def test_readers_see_both_and_until_when(client: TestClient, database: Database, offer: str) -> None:
    shown = said(client.get(f"/tilbud/{offer}"))
    assert "Ingen står udenfor" in shown
    assert "Alle kan tage aktiv del i trygge fællesskaber" in shown
    assert shown.index("Ingen står udenfor") < shown.index("Alle kan tage aktiv del")
    assert "En nyere politik gælder nu" in shown
    facets = said(client.get("/find?alder=9"))
    assert "maal=bup26.hoere-til.med" in facets or 'value="bup26.hoere-til.med"' in facets
    assert "bup22.faellesskaber.a1" in facets
    night(database, clock.now() + 101 * DAY)
    after = said(client.get(f"/tilbud/{offer}"))
    assert "Ingen står udenfor" in after
    assert "Alle kan tage aktiv del" not in after
    assert "bup22.faellesskaber.a1" not in said(client.get("/find?alder=9"))


def test_the_form_offers_the_new_goals_and_keeps_the_old_answers(cast: Cast, offer: str) -> None:
    alice = cast.sign_in("alice")
    alice.post(f"/mine/tilbud/{offer}/ret")
    shown = said(alice.get(f"/mine/tilbud/{offer}/behov"))
    assert 'value="bup26.skift"' in shown
    assert 'name="policy" value="bup22.faellesskaber.a1"' in shown
    assert 'name="accept" value="bup22' not in shown
