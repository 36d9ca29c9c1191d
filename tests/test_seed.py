"""The demo: invented, complete, made as people would have made it, and never where something real is."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest
from litestar.testing import TestClient
from sqlalchemy import func, select

from registry import seed
from registry.accounts.demo import DEMO_PEOPLE
from registry.accounts.models import Account
from registry.app import create_asgi
from registry.db import Database
from registry.history import HistoryLine
from registry.mail import OutboxMail
from registry.offers.models import Offer, OfferVersion, TagVerdict
from registry.offers.queries import live_offers
from registry.partners.models import Organisation
from registry.settings import Settings
from tests.cast import Cast


@pytest.fixture
def demo(database: Database) -> Database:
    seed.seed(database, "http://testserver.local")
    return database


def test_there_is_something_in_every_state(demo: Database) -> None:
    with demo.reading() as db:
        assert db.scalar(select(func.count()).select_from(Organisation)) == 12
        assert db.scalar(select(func.count()).select_from(Offer)) == 60
        states = Counter(db.scalars(select(OfferVersion.status)))
        assert states == {"approved": 49, "submitted": 8, "returned": 1, "draft": 4}
        assert len(live_offers(db)) == 48
        assert {organisation.sector for organisation in db.scalars(select(Organisation))} == {
            "association", "culture", "business", "volunteer", "education", "municipal",
        }  # fmt: skip


def test_live_offers_show_the_answers_that_were_accepted(demo: Database) -> None:
    with demo.reading() as db:
        assert all(offer.elements for offer in live_offers(db))
        assert db.scalar(select(func.count()).select_from(TagVerdict).where(~TagVerdict.accepted)) == 0


def test_everything_happened_before_now_and_in_order(demo: Database) -> None:
    now = dt.datetime.now(dt.UTC)
    with demo.reading() as db:
        assert all(line.at <= now for line in db.scalars(select(HistoryLine)))
        for version in db.scalars(select(OfferVersion).where(OfferVersion.decided_at.is_not(None))):
            assert version.submitted_at is not None
            assert version.decided_at is not None
            assert version.created_at < version.submitted_at < version.decided_at


def test_no_mail_of_the_past_leaves_again(demo: Database) -> None:
    with demo.reading() as db:
        assert db.scalar(select(func.count()).select_from(OutboxMail).where(OutboxMail.next_try_at.is_not(None))) == 0


def test_there_is_a_person_for_each_role(demo: Database) -> None:
    with demo.reading() as db:
        for role, person in DEMO_PEOPLE.items():
            account = db.scalars(select(Account).where(Account.email == person.email)).one()
            assert account.roles == {role}


def test_a_demo_is_marked_on_every_page(demo: Database, settings: Settings) -> None:
    with TestClient(create_asgi(settings), base_url=settings.base_url) as client:
        for path in ("/", "/find", "/log-ind", "/findes-ikke"):
            assert "opdigtede eksempler" in client.get(path).text


def test_it_is_never_seeded_where_something_is(database: Database, cast: Cast) -> None:
    assert not seed.is_empty(database)


def test_it_is_seeded_once(demo: Database) -> None:
    assert not seed.is_empty(demo)
    assert seed.is_demo_database(demo)


def test_an_empty_database_is_empty(database: Database, tmp_path: Path) -> None:
    assert seed.is_empty(database)
    assert not seed.is_demo_database(database)
