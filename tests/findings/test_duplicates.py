"""Duplicates: found at night, shown at review and in a list, told apart or made one."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import Engine, event, func, select

from registry.db import Database
from registry.duties import NotNow
from registry.findings.duties import look
from registry.findings.models import ExaminedOffer, LikelyDuplicate
from registry.history import HistoryLine, Verb
from registry.mail import OutboxMail
from registry.matching import live
from registry.offers import actions, keeping, publishing
from registry.offers.content import OfferContent
from registry.offers.models import Offer, OfferDeadline, OfferVersion
from registry.settings import Settings
from tests import make
from tests.cast import Cast

HERE = "/administration/dubletter"
NOW = dt.datetime(2026, 11, 20, 2, 0, tzinfo=dt.UTC)
SKAK = OfferContent(
    title="Skak for begyndere",
    description="Vi spiller partier to og to og løser opgaver ved brættet.",
    age_min=7,
    age_max=11,
    needs=("finde_venner",),
)


def night(database: Database, settings: Settings, now: dt.datetime = NOW) -> int:
    """Do the duty until nothing is left; return how many texts it looked at."""
    total = 0
    while True:
        with database.writing() as db, db.begin():
            done = look(db, now=now, settings=settings)
        total += done
        if not done:
            return total


@pytest.fixture
def twins(database: Database, cast: Cast) -> tuple[str, str]:
    """Two offers of Havfruen that are the same, and a third that isn't; the ids of the two, ascending."""
    with database.writing() as db, db.begin():
        alice = cast.actor("alice")
        one = make.live(db, alice).offer_id
        other = make.live(db, alice, title="Heste og ro på små hold om mandagen").offer_id
        make.live(db, alice, title=SKAK.title, summary="Lær spillet i ro.", description=SKAK.description)
    return min(one, other), max(one, other)


def change_text(database: Database, cast: Cast, offer_id: str, description: str) -> None:
    """Let a new text of an offer be approved."""
    with database.writing() as db, db.begin():
        alice = cast.actor("alice")
        version = actions.edit(db, alice, offer_id, now=NOW)
        changed = make.content(title=version.content.title, description=description)
        actions.save(db, alice, version, changed, now=NOW)
        actions.submit(db, alice, version, now=NOW)
        publishing.decide(db, version.id, version.revision, status="approved", by="Anders", note=None, now=NOW)
        db.refresh(version)
        publishing.publish(db, version, [], now=NOW)


def test_the_night_finds_them_and_the_list_says_why(
    database: Database, cast: Cast, settings: Settings, twins: tuple[str, str]
) -> None:
    browser = cast.sign_in("anders")
    assert "Ingen tilbud ligner hinanden" in browser.get(HERE).text
    assert night(database, settings) == 3
    page = browser.get(HERE).text
    assert f'href="{HERE}/{twins[0]}/{twins[1]}"' in page
    assert "Samme organisation" in page
    assert "Teksterne har 100 procent til fælles" in page
    assert "Skak" not in page
    assert "1 par tilbud er måske det samme." in browser.get("/administration").text


def test_nobody_waits_for_a_catalogue_that_is_still_being_made(
    database: Database, cast: Cast, settings: Settings, twins: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "is_ready", lambda _db: False)
    monkeypatch.setattr(live, "current", None)
    with pytest.raises(NotNow):
        night(database, settings)


def test_a_text_is_looked_at_once_until_it_changes(
    database: Database, cast: Cast, settings: Settings, twins: tuple[str, str]
) -> None:
    night(database, settings)
    assert night(database, settings) == 0
    with database.writing() as db, db.begin():
        offer = db.get_one(Offer, twins[0])
        content = db.get_one(OfferVersion, offer.live_version_id).content
        keeping.change_at_once(
            db,
            cast.actor("alice"),
            offer,
            make.content(title=content.title, capacity=4, price_dkk=None),
            ["price_dkk"],
            now=NOW,
        )
    assert night(database, settings) == 1


def test_told_apart_they_stay_away_until_a_text_changes_much(
    database: Database, cast: Cast, settings: Settings, twins: tuple[str, str]
) -> None:
    night(database, settings)
    browser, pair = cast.sign_in("anders"), f"{HERE}/{twins[0]}/{twins[1]}"
    assert browser.post(f"{pair}/to-tilbud").headers["location"] == HERE
    assert pair not in browser.get(HERE).text
    assert "Anders sagde" in browser.get(HERE, params={"vis": "to"}).text
    change_text(database, cast, twins[0], make.CONTENT.description + " Tag støvler med.")
    night(database, settings)
    assert pair not in browser.get(HERE).text
    # other texts, and alike again: somebody has to look again
    for offer_id in twins:
        change_text(database, cast, offer_id, "Ponyer på marken. Børnene fodrer dem, øver små spring og pudser sadler.")
    night(database, settings)
    assert pair in browser.get(HERE).text


def test_a_pair_that_is_not_alike_any_more_goes(
    database: Database, cast: Cast, settings: Settings, twins: tuple[str, str]
) -> None:
    night(database, settings)
    change_text(database, cast, twins[1], SKAK.description)
    night(database, settings)
    with database.reading() as db:
        assert twins not in [
            tuple(row) for row in db.execute(select(LikelyDuplicate.first_id, LikelyDuplicate.second_id))
        ]


def test_merged_one_stays_and_the_other_leads_to_it(
    database: Database, cast: Cast, settings: Settings, twins: tuple[str, str]
) -> None:
    night(database, settings)
    stays, ends = twins
    browser = cast.sign_in("anders")
    page = browser.get(f"{HERE}/{stays}/{ends}").text
    assert "Her er de forskellige" in page
    assert browser.post(f"{HERE}/{stays}/{ends}/saml", data={}).status_code == 422
    answer = browser.post(f"{HERE}/{stays}/{ends}/saml", data={"stays": stays})
    assert answer.headers["location"] == f"/tilbud/{stays}"
    assert cast.sign_out().get(f"/tilbud/{ends}").headers["location"] == f"/tilbud/{stays}"
    partner = cast.sign_in("alice")
    assert partner.get(f"/mine/tilbud/{ends}").headers["location"] == f"/tilbud/{stays}"
    assert partner.post(f"/mine/tilbud/{ends}/ret").status_code == 404
    assert f"/mine/tilbud/{ends}" not in partner.get("/mine").text
    with database.reading() as db:
        assert ends not in set(live.current(db).ids())
        assert not db.scalars(select(OfferDeadline).where(OfferDeadline.offer_id == ends)).all()
        verbs = set(db.scalars(select(HistoryLine.verb).where(HistoryLine.verb.startswith("merged"))))
        assert verbs == {Verb.MERGED_AWAY, Verb.MERGED_IN}
        mails = db.scalars(select(OutboxMail).where(OutboxMail.subject.contains("er samlet med"))).all()
        assert sorted(mail.recipient for mail in mails) == ["alice@eksempel.example", "bob@eksempel.example"]
        assert f"/tilbud/{stays}" in mails[0].text
        assert db.scalar(select(func.count()).select_from(LikelyDuplicate)) == 0
    assert cast.sign_in("anders").get(f"{HERE}/{stays}/{ends}").status_code == 404


def test_what_was_merged_before_leads_to_the_last_one(
    database: Database, cast: Cast, settings: Settings, twins: tuple[str, str]
) -> None:
    browser = cast.sign_in("anders")
    with database.writing() as db, db.begin():
        third = make.live(db, cast.actor("alice"), title="Heste").offer_id
    browser.post(f"{HERE}/{twins[0]}/{twins[1]}/saml", data={"stays": twins[0]})
    browser.post(f"{HERE}/{twins[0]}/{third}/saml", data={"stays": third})
    assert browser.get(f"/tilbud/{twins[1]}").headers["location"] == f"/tilbud/{third}"


def test_a_submission_shows_what_it_is_like_and_is_declined_when_merged(
    database: Database, cast: Cast, twins: tuple[str, str]
) -> None:
    with database.writing() as db, db.begin():
        version = make.submitted(db, cast.actor("charlie"), "tinsoldaten")
        version_id, offer_id = version.id, version.offer_id
    browser = cast.sign_in("anders")
    page = browser.get(f"/godkend/{version_id}").text
    assert "Ligner noget, der allerede er i søgningen" in page
    assert f'href="{HERE}/{offer_id}/{twins[0]}"' in page
    # an unpublished offer can't be the one that stays
    unfit = browser.post(f"{HERE}/{offer_id}/{twins[0]}/saml", data={"stays": offer_id})
    assert unfit.status_code == 422
    assert "skal være godkendt" in unfit.text
    browser.post(f"{HERE}/{offer_id}/{twins[1]}/to-tilbud", data={"tilbage": f"/godkend/{version_id}"})
    assert f"{HERE}/{offer_id}/{twins[1]}" not in browser.get(f"/godkend/{version_id}").text
    browser.post(f"{HERE}/{offer_id}/{twins[0]}/saml", data={"stays": twins[0]})
    with database.reading() as db:
        decided = db.get_one(OfferVersion, version_id)
        assert decided.status == "declined"
        assert "Det er det samme som" in (decided.decision_note or "")
        told = set(db.scalars(select(OutboxMail.recipient).where(OutboxMail.subject.contains("er samlet med"))))
        assert told == {"charlie@eksempel.example", "alice@eksempel.example", "bob@eksempel.example"}


def test_one_and_the_same_is_no_pair(cast: Cast, twins: tuple[str, str]) -> None:
    browser = cast.sign_in("anders")
    assert browser.get(f"{HERE}/{twins[0]}/{twins[0]}").status_code == 404
    assert browser.get(f"{HERE}/{twins[0]}/findes-ikke").status_code == 404


def test_the_list_asks_the_database_as_often_for_many_pairs_as_for_one(
    database: Database, cast: Cast, settings: Settings, twins: tuple[str, str]
) -> None:
    night(database, settings)
    browser, asked = cast.sign_in("anders"), []

    def count(*_: object) -> None:
        asked.append(1)

    def queries() -> int:
        asked.clear()
        event.listen(Engine, "before_cursor_execute", count)
        try:
            assert browser.get(HERE).status_code == 200
        finally:
            event.remove(Engine, "before_cursor_execute", count)
        return len(asked)

    queries()
    few = queries()
    with database.writing() as db, db.begin():
        for number in range(5):
            make.live(db, cast.actor("alice"), title=f"Heste og ro på hold {number}")
    night(database, settings)
    with database.reading() as db:
        assert (db.scalar(select(func.count()).select_from(LikelyDuplicate)) or 0) > 10
        assert db.scalar(select(func.count()).select_from(ExaminedOffer)) == 8
    queries()
    assert queries() <= few
