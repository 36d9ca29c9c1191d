"""Looking at the addresses of offers: who is told what, when it counts, and that one worker looks at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest
from sqlalchemy import func, select

from registry.db import Database
from registry.mail import OutboxMail
from registry.offers import addresses, upkeep
from registry.offers.addresses import Address, Found, Kind
from registry.offers.models import Offer
from registry.offers.models_addresses import AddressCheck, OfferAddress
from registry.upkeep import duties, queries, rules
from registry.upkeep.looking import look_at_next
from registry.upkeep.rules import Look, State, has_moved
from tests import make
from tests.cast import Cast
from tests.upkeep.years import SETTINGS, night

ON = replace(SETTINGS, check_links=True)
DAY = dt.timedelta(days=1)
TODAY = make.NOW.date()


FINE = Look(Found.FINE)


@dataclass
class Double:
    """A way out on which a test says what is found; `asked` is what was looked at."""

    page: Look
    mail: Look = FINE
    while_asking: Callable[[], None] | None = None
    asked: list[str] = field(default_factory=list)

    def look_at_page(self, url: str) -> Look:
        self.asked.append(url)
        if self.while_asking:
            self.while_asking()
        return self.page

    def look_at_mail(self, domain: str) -> Look:
        self.asked.append(domain)
        return self.mail


GONE = Look(Found.NOT_FOUND)


@pytest.fixture
def offer_id(cast: Cast, database: Database) -> str:
    with database.writing() as db, db.begin():
        return make.live(db, cast.actor("alice"), website="https://klub.example/heste").offer_id


def gather(database: Database, now: dt.datetime = make.NOW, settings: object = ON) -> None:
    with database.writing() as db, db.begin():
        while duties.write_down_addresses(db, now=now, settings=settings):  # type: ignore[arg-type]
            pass


def look(database: Database, network: Double, now: dt.datetime) -> list[Address]:
    """Look at everything that is due."""
    found = []
    while (one := look_at_next(database, network, "run", now)) is not None:
        found.append(one)
    return found


def told(database: Database, offer_id: str) -> list[Found]:
    with database.reading() as db:
        return [one.problem for one in addresses.troubles(db, [offer_id]).get(offer_id, [])]


def test_something_counts_only_after_two_different_days_and_is_forgotten_when_it_is_fine(
    database: Database, offer_id: str
) -> None:
    gather(database)
    assert {one.kind for one in look(database, Double(GONE), make.NOW)} == {Kind.PAGE, Kind.MAIL}
    assert told(database, offer_id) == []
    assert look(database, Double(GONE), make.NOW + dt.timedelta(hours=2)) == []  # not again the same day
    assert look(database, Double(GONE), make.NOW + DAY) == [Address(Kind.PAGE, "https://klub.example/heste")]
    assert told(database, offer_id) == [Found.NOT_FOUND]
    look(database, Double(FINE), make.NOW + 9 * DAY)
    assert told(database, offer_id) == []


@pytest.mark.parametrize(
    ("before", "found", "after", "wait"),
    [
        (State(), FINE, State(), rules.IF_FINE),
        (State(), GONE, State(1, TODAY), rules.IF_NEW),
        (State(1, TODAY), GONE, State(1, TODAY), rules.IF_NEW),
        (State(1, TODAY - DAY), GONE, State(2, TODAY, Found.NOT_FOUND), rules.IF_OLD),
        (State(1, TODAY - DAY), Look(Found.UNKNOWN), State(1, TODAY - DAY), rules.IF_UNKNOWN),
        (State(4, TODAY - DAY, Found.GONE), FINE, State(), rules.IF_FINE),
        (
            State(1, TODAY - DAY),
            Look(Found.MOVED, "https://ny.example/"),
            State(2, TODAY, Found.MOVED, "https://ny.example/"),
            rules.IF_OLD,
        ),
    ],
)
def test_what_is_known_after_a_look(before: State, found: Look, after: State, wait: dt.timedelta) -> None:
    assert rules.after(before, found, TODAY) == (after, wait)


@pytest.mark.parametrize(
    ("before", "now", "moved"),
    [
        ("http://klub.dk", "https://www.klub.dk/", False),
        ("https://klub.dk/hold", "https://klub.dk/hold/", False),
        ("https://klub.dk", "https://klub.dk/forside", False),
        ("https://klub.dk/hold", "https://klub.dk/boern/hold", True),
        ("https://klub.dk", "https://nyklub.dk", True),
    ],
)
def test_only_a_move_worth_the_while_is_told(before: str, now: str, moved: bool) -> None:
    assert has_moved(before, now) is moved


def test_the_partner_reads_what_is_wrong_and_what_to_do(cast: Cast, database: Database, offer_id: str) -> None:
    gather(database)
    for days in (0, 1):
        look(database, Double(GONE, Look(Found.NO_MAIL)), make.NOW + days * DAY)
    alice = cast.sign_in("alice")
    for path in (f"/mine/tilbud/{offer_id}", "/mine"):
        page = alice.get(path).text
        assert "Siden https://klub.example/heste findes ikke. Ret adressen i tilbuddet, eller slet den." in page
        assert "Der kan ikke sendes mail til adresser på eksempel.example." in page
    assert "klub.example/heste findes ikke" not in cast.sign_out().get(f"/tilbud/{offer_id}").text
    with database.writing() as db, db.begin():
        night(db, make.NOW + 200 * DAY)
        letter = db.scalars(select(OutboxMail.text).where(OutboxMail.recipient == "alice@eksempel.example")).all()
    assert any("noget skal rettes" in text and "findes ikke" in text for text in letter)


def test_the_quality_page_can_list_them(cast: Cast, database: Database, offer_id: str) -> None:
    gather(database)
    for days in (0, 1):
        look(database, Double(Look(Found.MOVED, "https://ny.example/"), Look(Found.NO_MAIL)), make.NOW + days * DAY)
    with database.reading() as db:
        first, second = queries.unreachable(db)
        assert queries.number_unreachable(db) == 2
        assert (first.title, first.organisation) == ("Heste og ro på små hold", "Havfruen")
        assert {first.trouble.problem, second.trouble.problem} == {Found.MOVED, Found.NO_MAIL}
        assert queries.unreachable(db, after=(first.offer_id, first.trouble.kind)) == [second]
        assert queries.unreachable(db, after=(second.offer_id, second.trouble.kind)) == []


def test_two_offers_with_one_address_are_one_look(cast: Cast, database: Database, offer_id: str) -> None:
    with database.writing() as db, db.begin():
        other = make.live(db, cast.actor("bob"), title="Ponyer", website="https://klub.example/heste").offer_id
    gather(database)
    network = Double(GONE)
    look(database, network, make.NOW)
    assert sorted(network.asked) == ["eksempel.example", "https://klub.example/heste"]
    look(database, Double(GONE), make.NOW + DAY)
    assert told(database, offer_id) == told(database, other) == [Found.NOT_FOUND]


def test_no_transaction_is_open_while_the_network_talks(database: Database, offer_id: str) -> None:
    gather(database)
    written = []

    def write_meanwhile() -> None:
        with database.writing() as db, db.begin():  # on SQLite this would wait for an open one, and fail
            db.get_one(Offer, offer_id).external_id = "skrevet imens"
        written.append(database.engine.pool.checkedout())  # type: ignore[attr-defined]

    look(database, Double(GONE, while_asking=write_meanwhile), make.NOW)
    assert written == [0]


def test_one_worker_looks_at_a_time_and_what_a_dead_one_had_taken_is_due_again(
    database: Database, offer_id: str
) -> None:
    gather(database)
    assert look_at_next(database, Double(GONE), "first", make.NOW) == Address(Kind.MAIL, "eksempel.example")
    with pytest.raises(RuntimeError):
        look_at_next(database, Double(GONE, while_asking=_die), "first", make.NOW)
    assert look_at_next(database, Double(GONE), "second", make.NOW + dt.timedelta(minutes=5)) is None
    later = make.NOW + dt.timedelta(hours=2)
    assert look_at_next(database, Double(GONE), "second", later) == Address(Kind.PAGE, "https://klub.example/heste")


def _die() -> None:
    raise RuntimeError("the worker dies")


def test_a_new_address_is_looked_at_and_an_old_one_forgotten(cast: Cast, database: Database, offer_id: str) -> None:
    gather(database)
    with database.writing() as db, db.begin():
        _offer, version = upkeep.published_offer(db, cast.actor("alice"), offer_id)
        changed = make.content(
            website=version.content.website,
            contact=type(version.content.contact)(name="Karen", email="karen@ny.example"),
        )
        upkeep.change_at_once(db, cast.actor("alice"), offer_id, changed, now=make.NOW)
    gather(database)
    with database.reading() as db:
        assert set(db.scalars(select(AddressCheck.target))) == {"https://klub.example/heste", "ny.example"}
        assert set(db.scalars(select(OfferAddress.target))) == {"https://klub.example/heste", "ny.example"}


def test_it_is_off_unless_it_is_switched_on_and_then_nothing_old_is_told(database: Database, offer_id: str) -> None:
    assert not SETTINGS.check_links
    gather(database)
    gather(database, settings=SETTINGS)
    with database.reading() as db:
        assert db.scalar(select(func.count()).select_from(AddressCheck)) == 0
