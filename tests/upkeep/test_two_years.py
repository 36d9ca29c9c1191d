"""An offer's life after its approval, on both databases: asked about, confirmed, forgotten, found again."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from litestar.testing import TestClient
from sqlalchemy import select

from registry import history
from registry.accounts import mailing
from registry.accounts.models import Account
from registry.db import Database
from registry.mail import OutboxMail
from registry.offers import actions, show, upkeep
from registry.offers.content import to_document
from registry.offers.models import Offer, OfferVersion
from registry.offers.queries import live_offer
from registry.offers.scheduling import schedule
from registry.partners.models import Membership, Organisation
from registry.web.clock import danish_day
from tests import make
from tests.cast import Cast
from tests.upkeep.years import mails, nights, status

DAY = dt.timedelta(days=1)


def publish(database: Database, cast: Cast, **changes: object) -> str:
    with database.writing() as db, db.begin():
        return make.live(db, cast.actor("alice"), **changes).offer_id


def test_two_years_of_an_offer_that_nobody_confirms(cast: Cast, database: Database) -> None:
    offer_id = publish(database, cast, safety_declared_on=danish_day(make.NOW))
    seen: dict[str, dt.datetime] = {}
    for now in nights(database, make.NOW, make.NOW + 730 * DAY, step=7):
        with database.reading() as db:
            seen.setdefault(status(db, offer_id), now)
    assert list(seen) == ["live", "expired"]
    assert 365 <= (seen["expired"] - make.NOW).days <= 380
    with database.reading() as db:
        sent = [(to, subject) for to, subject, _when in mails(db)]
        assert [subject for to, subject in sent if to == "alice"] == [
            *["Passer ”Heste og ro på små hold” stadig?"] * 4,
            "”Heste og ro på små hold” er skjult for nu",
        ]
        assert [to for to, _subject in sent].count("bob") == 5
        assert live_offer(db, offer_id) is None
        verbs = [line.verb for line in history.of_subject(db, "offer", offer_id)]
        assert verbs.count("asked_to_confirm") == 4
        assert verbs.count("expired") == 1


def asked_on(database: Database, person: str = "alice") -> list[dt.date]:
    with database.reading() as db:
        return [when for to, _subject, when in mails(db) if to == person]


def test_reminders_come_on_their_days(cast: Cast, database: Database) -> None:
    """Published 16 November 2026; nobody answers, and it is hidden on the last day of the year."""
    offer_id = publish(database, cast, age_min=15, age_max=17)
    hidden_on = None
    for now in nights(database, make.NOW, make.NOW + 370 * DAY):
        with database.reading() as db:
            if hidden_on is None and status(db, offer_id) == "expired":
                hidden_on = danish_day(now)
    days = [dt.date(2027, 5, 16), dt.date(2027, 6, 15), dt.date(2027, 10, 17), dt.date(2027, 11, 2)]
    assert asked_on(database) == [*days, dt.date(2027, 11, 16)]  # the last tells that it is hidden
    assert hidden_on == dt.date(2027, 11, 16)
    with database.reading() as db:
        texts = db.scalars(select(OutboxMail.text).order_by(OutboxMail.created_at)).all()
    assert all("skjuler vi det 16. november 2027" in text for text in texts[:8])


def test_an_offer_of_the_school_year_is_asked_for_before_it_begins_anew(cast: Cast, database: Database) -> None:
    publish(database, cast, age_min=15, age_max=17, period="Hele skoleåret")
    for _now in nights(database, make.NOW, make.NOW + 310 * DAY):
        pass
    days = [dt.date(2027, 5, 16), dt.date(2027, 6, 15), dt.date(2027, 8, 16), dt.date(2027, 9, 1)]
    assert asked_on(database) == [*days, dt.date(2027, 9, 15)]


def test_a_declaration_is_asked_for_30_and_14_days_before_it_lapses(cast: Cast, database: Database) -> None:
    publish(database, cast, safety_declared_on=danish_day(make.NOW) - 300 * DAY)  # 20 January 2026
    for _now in nights(database, make.NOW, make.NOW + 70 * DAY):
        pass
    with database.reading() as db:
        found = [(subject, when) for to, subject, when in mails(db) if to == "alice"]
        texts = db.scalars(select(OutboxMail.text).order_by(OutboxMail.created_at)).all()
    assert found == [
        ("Jeres erklæring om trygge rammer udløber", dt.date(2026, 12, 21)),
        ("Jeres erklæring om trygge rammer udløber", dt.date(2027, 1, 6)),
        ("”Heste og ro på små hold” er skjult for nu", dt.date(2027, 1, 20)),
    ]
    assert "skjuler vi det 20. januar 2027" in texts[0]
    assert "børneattesterne skal I ikke vise nogen" in texts[0]
    assert "Forny erklæringen" in texts[-1]


def test_who_never_declared_is_told_so(cast: Cast, database: Database) -> None:
    offer_id = publish(database, cast)
    with database.writing() as db, db.begin():  # as an offer that was brought in from a file
        version = db.get_one(OfferVersion, db.get_one(Offer, offer_id).live_version_id)
        version.document = to_document(make.content(safety=(), safety_declared_by=None, safety_declared_on=None))
        schedule(db, offer_id, version.content, make.NOW)
    for _now in nights(database, make.NOW, make.NOW + 190 * DAY, step=10):
        pass
    with database.reading() as db:
        text = db.scalars(select(OutboxMail.text).order_by(OutboxMail.created_at)).first() or ""
    assert "Her mangler erklæringen om trygge rammer" in text


def test_who_is_asked_late_is_told_the_day_on_which_it_is_really_hidden(cast: Cast, database: Database) -> None:
    offer_id = publish(database, cast, age_min=15, age_max=17)
    late = make.NOW + 500 * DAY
    for now in nights(database, late, late + 7 * DAY):
        last = now
    with database.reading() as db:
        assert status(db, offer_id) == "expired"
        text = db.scalars(select(OutboxMail.text).order_by(OutboxMail.created_at)).first() or ""
    assert f"skjuler vi det {show.date(danish_day(last))}" in text


def test_a_pause_ends_in_what_ran_out_meanwhile(cast: Cast, database: Database) -> None:
    offer_id = publish(database, cast, safety_declared_on=danish_day(make.NOW) - 300 * DAY)
    alice = cast.actor("alice")
    with database.writing() as db, db.begin():
        actions.pause(db, alice, offer_id, now=make.NOW)
    for late, expected in ((70, "undeclared"), (500, "undeclared")):
        with database.writing() as db, db.begin():
            db.get_one(Offer, offer_id).status = "paused"
            actions.resume(db, alice, offer_id, now=make.NOW + late * DAY)
            assert status(db, offer_id) == expected
    with database.writing() as db, db.begin():
        upkeep.declare(db, alice, offer_id, "Karen, formand", now=make.NOW + 500 * DAY)
        assert status(db, offer_id) == "expired"  # nobody has said for a year that it holds
        upkeep.confirm(db, alice, [offer_id], now=make.NOW + 500 * DAY)
        assert status(db, offer_id) == "live"


def test_what_is_confirmed_when_asked_stays_and_what_was_hidden_comes_back(cast: Cast, database: Database) -> None:
    offer_id = publish(database, cast, age_min=15, age_max=17)
    alice = cast.actor("alice")
    for now in nights(database, make.NOW, make.NOW + 400 * DAY, step=20):
        if 180 < (now - make.NOW).days <= 200:
            with database.writing() as db, db.begin():
                upkeep.confirm(db, alice, [offer_id], now=now)
    with database.reading() as db:
        assert status(db, offer_id) == "live"
    for now in nights(database, make.NOW + 401 * DAY, make.NOW + 620 * DAY, step=10):
        last = now
    with database.reading() as db:
        assert status(db, offer_id) == "expired"
    with database.writing() as db, db.begin():
        upkeep.confirm(db, alice, [offer_id], now=last)
        assert status(db, offer_id) == "live"
    with database.reading() as db:
        found = live_offer(db, offer_id)
        assert found is not None
        assert found.confirmed_at == last


def test_a_declaration_that_lapses_hides_and_renewing_it_shows_again(cast: Cast, database: Database) -> None:
    declared = danish_day(make.NOW) - 300 * DAY
    offer_id = publish(database, cast, safety_declared_on=declared)
    for now in nights(database, make.NOW, make.NOW + 80 * DAY, step=2):
        last = now
    with database.writing() as db, db.begin():
        assert status(db, offer_id) == "undeclared"
        upkeep.confirm(db, cast.actor("alice"), [offer_id], now=last)
        assert status(db, offer_id) == "undeclared"  # confirming is not declaring
        upkeep.declare(db, cast.actor("alice"), offer_id, "Karen, formand", now=last)
        assert status(db, offer_id) == "live"
        version = db.get_one(OfferVersion, db.get_one(Offer, offer_id).live_version_id)
        assert version.content.safety_declared_on == danish_day(last)


def test_an_offer_for_grown_ups_needs_no_declaration(cast: Cast, database: Database) -> None:
    declared = danish_day(make.NOW) - 360 * DAY
    offer_id = publish(database, cast, age_min=18, age_max=25, safety_declared_on=declared)
    for _now in nights(database, make.NOW, make.NOW + 60 * DAY, step=5):
        pass
    with database.reading() as db:
        assert status(db, offer_id) == "live"


def test_an_offer_ends_by_itself_and_new_dates_bring_it_back(cast: Cast, database: Database) -> None:
    last_day = danish_day(make.NOW) + 10 * DAY
    offer_id = publish(database, cast, ends_on=last_day)
    for now in nights(database, make.NOW, make.NOW + 12 * DAY):
        with database.reading() as db:
            assert status(db, offer_id) == ("live" if danish_day(now) <= last_day else "ended")
    with database.writing() as db, db.begin():
        content = db.get_one(OfferVersion, db.get_one(Offer, offer_id).live_version_id).content
        later = msgspec.structs.replace(content, ends_on=last_day + 90 * DAY)
        upkeep.change_at_once(db, cast.actor("alice"), offer_id, later, now=make.NOW + 13 * DAY)
        assert status(db, offer_id) == "live"


def test_a_closed_offer_is_asked_about_on_the_day_it_named(cast: Cast, database: Database) -> None:
    opens = danish_day(make.NOW) + 20 * DAY
    offer_id = publish(database, cast, availability="lukket", available_from=opens)
    for _now in nights(database, make.NOW, make.NOW + 21 * DAY):
        pass
    with database.reading() as db:
        found = live_offer(db, offer_id)
        assert found is not None
        assert found.content.availability is None
        assert [when for to, _subject, when in mails(db) if to == "alice"] == [opens]


def test_nothing_is_hidden_when_the_duties_were_not_done_for_a_year(cast: Cast, database: Database) -> None:
    offer_id = publish(database, cast, age_min=15, age_max=17)
    late = make.NOW + 500 * DAY
    for now in nights(database, late, late + 10 * DAY):
        with database.reading() as db:
            assert status(db, offer_id) == ("live" if (now - late).days < 7 else "expired")


def test_a_paused_offer_is_left_alone(cast: Cast, database: Database) -> None:
    offer_id = publish(database, cast)
    with database.writing() as db, db.begin():
        db.get_one(Offer, offer_id).status = "paused"
    for _now in nights(database, make.NOW, make.NOW + 500 * DAY, step=30):
        pass
    with database.reading() as db:
        assert status(db, offer_id) == "paused"
        assert mails(db) == []


def test_an_organisation_without_members_is_written_to_at_its_own_address(cast: Cast, database: Database) -> None:
    offer_id = publish(database, cast, age_min=15, age_max=17)
    with database.writing() as db, db.begin():
        for name in ("alice", "bob"):
            db.delete(db.get_one(Membership, ("havfruen", name)))
        db.get_one(Organisation, "havfruen").contact_email = "havfruen@eksempel.example"
    for _now in nights(database, make.NOW, make.NOW + 190 * DAY, step=10):
        pass
    with database.reading() as db:
        assert [to for to, _subject, _when in mails(db)] == ["havfruen"]
        assert status(db, offer_id) == "live"


def test_who_wants_no_reminders_gets_none_while_a_colleague_does(cast: Cast, database: Database) -> None:
    publish(database, cast, age_min=15, age_max=17)
    with database.writing() as db, db.begin():
        mailing.choose(db.get_one(Account, "bob"), wanted=[])
    for _now in nights(database, make.NOW, make.NOW + 190 * DAY, step=10):
        pass
    with database.reading() as db:
        assert [to for to, _subject, _when in mails(db)] == ["alice"]


@pytest.fixture(autouse=True)
def _application(client: TestClient) -> None:
    """The application registers what letters need."""
