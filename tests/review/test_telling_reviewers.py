"""How reviewers hear of submissions: at once, once a day, or not at all."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from registry import mail
from registry.accounts.models import Account
from registry.db import Database
from registry.duties import run_due
from registry.mail import OutboxMail
from registry.offers import letters
from registry.review import duties
from registry.settings import Settings
from tests import make
from tests.cast import Cast

URL = "http://testserver.local"
#: A Tuesday night, half past three in Denmark.
NIGHT = dt.datetime(2026, 11, 17, 2, 30, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture
def settings(database_url: str) -> Settings:
    return Settings(database_url=database_url, base_url=URL)


def choose(db: Session, **how: str) -> None:
    for name, review_mail in how.items():
        db.get_one(Account, name).review_mail = review_mail
    db.flush()


def sent(db: Session) -> list[OutboxMail]:
    return list(db.scalars(select(OutboxMail).order_by(OutboxMail.created_at, OutboxMail.recipient)))


def tell(db: Session, settings: Settings, now: dt.datetime = NIGHT) -> int:
    return duties.tell(db, now=now, settings=settings)


def test_reviewers_who_want_one_mail_a_day_get_one_with_the_oldest_first(
    db: Session, cast: Cast, settings: Settings
) -> None:
    choose(db, astrid="none")
    old = make.submitted(db, cast.actor("alice"), title="Heste & <ro>")
    old.submitted_at = make.NOW - 6 * DAY
    make.submitted(db, cast.actor("charlie"), "tinsoldaten", title="Kor for alle")
    assert tell(db, settings) == 1
    (letter,) = sent(db)
    assert letter.recipient == "anders@eksempel.example"
    assert letter.subject == "2 tilbud venter på godkendelse"
    assert letter.text.index("- Heste & <ro>: Havfruen, har ventet i 5 hverdage\n") < letter.text.index(
        "- Kor for alle: Tinsoldaten, har ventet i 1 hverdag\n"
    )
    assert f"Gå til det, der venter:\n{URL}/godkend\n" in letter.text
    assert "Heste &amp; &lt;ro&gt;" in letter.html


def test_it_names_a_few_and_counts_the_rest(db: Session, cast: Cast, settings: Settings) -> None:
    for n in range(11):
        make.submitted(db, cast.actor("alice"), title=f"Tilbud nr. {n}")
    tell(db, settings)
    text = sent(db)[0].text
    assert text.count("- Tilbud nr.") == 8
    assert "Og 3 til." in text


def test_it_comes_once_a_day_whoever_asks_for_it(db: Session, cast: Cast, settings: Settings) -> None:
    make.submitted(db, cast.actor("alice"))
    assert [tell(db, settings, NIGHT + hours * DAY / 24) for hours in (0, 1, 8)] == [2, 0, 0]
    assert tell(db, settings, NIGHT + DAY) == 2
    assert len(sent(db)) == 4


def test_it_does_not_come_when_nothing_waits(db: Session, cast: Cast, settings: Settings) -> None:
    make.draft(db, cast.actor("alice"))
    assert tell(db, settings) == 0
    assert sent(db) == []


def test_it_does_not_come_at_weekends(db: Session, cast: Cast, settings: Settings) -> None:
    make.submitted(db, cast.actor("alice"))
    assert [bool(tell(db, settings, NIGHT + n * DAY)) for n in range(8)] == [True] * 4 + [False] * 2 + [True] * 2


def test_it_is_in_the_readers_language(db: Session, cast: Cast, settings: Settings) -> None:
    choose(db, astrid="none")
    db.get_one(Account, "anders").locale = "en"
    make.submitted(db, cast.actor("alice"))
    tell(db, settings)
    (letter,) = sent(db)
    assert letter.subject == "1 offer is waiting for approval"
    assert "has waited for 1 working day" in letter.text


def test_it_is_not_sent_where_mail_does_not_arrive_or_the_account_is_closed(
    db: Session, cast: Cast, settings: Settings
) -> None:
    mail.bounces.mark(db, "anders@eksempel.example", "550", NIGHT - DAY)
    db.get_one(Account, "astrid").closed_at = NIGHT - DAY
    make.submitted(db, cast.actor("alice"))
    assert tell(db, settings) == 0


def test_reviewers_who_want_to_know_at_once_are_told_of_each_submission(db: Session, cast: Cast) -> None:
    choose(db, anders="each")
    version = make.submitted(db, cast.actor("alice"))
    for _ in range(2):  # the button was pressed twice
        letters.submitted(db, cast.actor("alice"), version, base_url=URL, now=NIGHT)
    (arrived,) = [one for one in sent(db) if one.recipient == "anders@eksempel.example"]
    assert arrived.subject == "Til godkendelse: ”Heste og ro på små hold”"
    assert "Havfruen har sendt et nyt tilbud" in arrived.text
    assert f"{URL}/godkend/{version.id}" in arrived.text
    assert not [one for one in sent(db) if one.recipient == "astrid@eksempel.example"]


def test_a_change_to_a_live_offer_is_told_as_one(db: Session, cast: Cast) -> None:
    choose(db, anders="each")
    live = make.live(db, cast.actor("alice"))
    letters.submitted(db, cast.actor("alice"), live, base_url=URL, now=NIGHT)
    (arrived,) = [one for one in sent(db) if one.recipient == "anders@eksempel.example"]
    assert "har sendt en ændring af" in arrived.text


def test_who_wants_no_receipt_gets_none(db: Session, cast: Cast) -> None:
    version = make.submitted(db, cast.actor("alice"))
    db.get_one(Account, "alice").unwanted_mail = ["receipts"]
    letters.submitted(db, cast.actor("alice"), version, base_url=URL, now=NIGHT)
    assert sent(db) == []


def test_the_night_brings_it(database: Database, cast: Cast, settings: Settings) -> None:
    with database.writing() as db, db.begin():
        make.submitted(db, cast.actor("alice"))
    assert "tell-reviewers" in run_due(database, settings, lambda: NIGHT)
    with database.reading() as db:
        told = [one.recipient for one in sent(db) if "godkendelse" in one.subject]
    assert told == ["anders@eksempel.example", "astrid@eksempel.example"]
