"""Last year's offers once more: days move to the same weekday, drafts know what they repeat, and all go together."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as some
from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.db import Database
from registry.mail import OutboxMail
from registry.offers import season
from registry.offers.models import Offer, OfferVersion
from registry.offers.season import Dates, moved, next_season
from tests import make
from tests.cast import Cast

TODAY = dt.date(2026, 11, 16)
LOOK = "/mine/tilbud/saeson/gennemse"


@given(some.dates(dt.date(2001, 1, 1), dt.date(2090, 12, 31)), some.integers(1, 5))
def test_a_day_moves_to_the_same_weekday_nearest_to_its_date(day: dt.date, years: int) -> None:
    later = moved(day, years)
    assert later.weekday() == day.weekday()
    same_date = day.replace(year=day.year + years, day=28 if (day.month, day.day) == (2, 29) else day.day)
    assert abs(later - same_date) <= dt.timedelta(days=3)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2026-01-05", "2026-06-22", ("2027-01-04", "2027-06-21")),
        ("2025-08-11", "2025-12-15", ("2026-08-10", "2026-12-14")),
        ("2024-01-08", "2024-06-17", ("2027-01-11", "2027-06-14")),
        (None, "2026-05-01", (None, "2027-04-30")),
        ("2026-12-01", None, ("2027-11-30", None)),
        (None, None, (None, None)),
    ],
)
def test_a_season_moves_by_as_many_years_as_bring_it_ahead(
    first: str | None, last: str | None, expected: tuple[str | None, str | None]
) -> None:
    starts_on, ends_on = (dt.date.fromisoformat(day) if day else None for day in (first, last))
    after = next_season(make.content(starts_on=starts_on, ends_on=ends_on), TODAY, Dates.MOVED)
    assert tuple(day.isoformat() if day else None for day in (after.starts_on, after.ends_on)) == expected
    cleared = next_season(make.content(starts_on=starts_on, ends_on=ends_on), TODAY, Dates.CLEARED)
    assert (cleared.starts_on, cleared.ends_on) == (None, None)


def test_what_must_be_said_anew_each_year_is_left_empty_and_the_rest_stays() -> None:
    after = next_season(make.content(), TODAY, Dates.MOVED)
    assert (after.availability, after.safety_declared_by, after.safety_declared_on) == (None, None, None)
    assert (after.title, after.policy, after.contact) == (
        make.CONTENT.title,
        make.CONTENT.policy,
        make.CONTENT.contact,
    )


def over(db: Session, cast: Cast, title: str, organisation: str = "havfruen", who: str = "alice") -> str:
    """Make an offer whose season is over."""
    days = {"starts_on": dt.date(2026, 1, 5), "ends_on": dt.date(2026, 6, 22)}
    version = make.live(db, cast.actor(who), organisation, title=title, **days)
    db.get_one(Offer, version.offer_id).status = "ended"
    return version.offer_id


@pytest.fixture
def three(cast: Cast, database: Database) -> list[str]:
    with database.writing() as db, db.begin():
        return [over(db, cast, title) for title in ("Kor", "Dans", "Ridning")]


def drafts(database: Database, *statuses: str) -> dict[str, OfferVersion]:
    with database.reading() as db:
        found = db.scalars(select(OfferVersion).where(OfferVersion.status.in_(statuses or ("draft",))))
        return {version.content.title: version for version in found}


def test_several_are_copied_at_once_and_know_what_they_repeat(cast: Cast, database: Database, three: list[str]) -> None:
    browser = cast.sign_in("alice")
    assert "Sidste års tilbud igen" in browser.get("/mine").text
    shown = browser.get("/mine/tilbud/saeson").text
    assert all(title in shown for title in ("Kor", "Dans", "Ridning"))
    answer = browser.post("/mine/tilbud/saeson", data={"offer": three[:2], "dates": "flyttes"})
    assert answer.headers["location"] == LOOK
    made = drafts(database)
    assert set(made) == {"Kor", "Dans"}
    assert {version.content.ends_on for version in made.values()} == {dt.date(2027, 6, 21)}
    with database.reading() as db:
        copies = {offer.predecessor_id for offer in db.scalars(select(Offer).where(Offer.predecessor_id.is_not(None)))}
        assert copies == set(three[:2])
    page = browser.get(f"/mine/tilbud/{made['Kor'].offer_id}").text
    assert f'Ny sæson af <a href="/mine/tilbud/{three[0]}">Kor</a>' in page


def test_an_offer_is_repeated_once(cast: Cast, database: Database, three: list[str]) -> None:
    browser = cast.sign_in("alice")
    for _ in range(2):
        browser.post("/mine/tilbud/saeson", data={"offer": three})
    assert len(drafts(database)) == 3
    assert "er kopieret" in browser.get("/mine/tilbud/saeson").text


def test_nobody_copies_anothers_offers(cast: Cast, database: Database, three: list[str]) -> None:
    browser = cast.sign_in("charlie")
    browser.post("/mine/tilbud/saeson", data={"offer": three})
    assert drafts(database) == {}
    assert "Kor" not in browser.get("/mine/tilbud/saeson").text


def test_nothing_chosen_is_asked_about(cast: Cast, three: list[str]) -> None:
    answer = cast.sign_in("alice").post("/mine/tilbud/saeson", data={"dates": "tomme"})
    assert answer.status_code == 422
    assert "Vælg mindst ét tilbud" in answer.text


def test_all_that_is_complete_is_sent_at_once_with_one_declaration(
    cast: Cast, database: Database, three: list[str]
) -> None:
    browser = cast.sign_in("alice")
    browser.post("/mine/tilbud/saeson", data={"offer": three, "dates": "tomme"})
    made = {title: version.offer_id for title, version in drafts(database).items()}
    with database.writing() as db, db.begin():
        version = db.scalars(select(OfferVersion).where(OfferVersion.offer_id == made["Dans"])).one()
        version.document = {**version.document, "summary": None}
    page = browser.get(LOOK).text
    assert "Erklæring om trygge rammer" in page
    assert "Skriv en kort beskrivelse" in page
    asked = {
        "offer": list(made.values()),
        "declared_by": "Karen, formand",
        f"{made['Kor']}.starts_on": "04-01-2027",
        f"{made['Kor']}.ends_on": "21-06-2027",
        "send": "1",
    }
    answer = browser.post(LOOK, data=asked)
    assert answer.headers["location"] == LOOK
    sent = drafts(database, "submitted")
    assert set(sent) == {"Kor", "Ridning"}
    assert sent["Kor"].content.starts_on == dt.date(2027, 1, 4)
    assert sent["Kor"].content.safety_declared_by == "Karen, formand"
    assert set(drafts(database)) == {"Dans"}
    with database.reading() as db:
        mails = db.scalars(select(OutboxMail.subject).where(OutboxMail.recipient == "alice@eksempel.example")).all()
        assert mails == ["Vi har modtaget 2 tilbud"]


def test_days_that_cant_be_right_are_told_and_nothing_typed_is_lost(
    cast: Cast, database: Database, three: list[str]
) -> None:
    browser = cast.sign_in("alice")
    browser.post("/mine/tilbud/saeson", data={"offer": three[:1]})
    offer_id = drafts(database)["Kor"].offer_id
    typed = {f"{offer_id}.starts_on": "i foråret", f"{offer_id}.ends_on": "", "declared_by": "Karen"}
    answer = browser.post(LOOK, data=typed)
    assert answer.status_code == 422
    assert "Skriv datoen som dag, måned og år" in answer.text
    assert 'value="i foråret"' in answer.text
    assert 'value="Karen"' in answer.text


def test_what_a_colleague_changed_meanwhile_is_not_overwritten(db: Session, cast: Cast) -> None:
    alice = cast.actor("alice")
    over(db, cast, "Kor")
    (offer_id,) = [one.offer.id for one in season.candidates(db, alice)]
    season.copy_for_next_season(db, alice, [offer_id], Dates.MOVED, now=make.NOW)
    shown = season.drafts(db, alice, TODAY)
    shown[0].version.revision -= 1
    days = {shown[0].offer.id: season.Days(None, None)}
    with db.no_autoflush, pytest.raises(season.actions.Changed):
        season.save(db, alice, shown, days, None, now=make.NOW)
    db.rollback()
