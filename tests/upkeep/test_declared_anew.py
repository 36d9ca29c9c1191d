"""Nobody declares for another: an organisation that takes an offer over gives its own declaration, or it is hidden."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from sqlalchemy import select

from registry.db import Database
from registry.history import HistoryLine
from registry.offers import actions, publishing, transferring, upkeep
from registry.offers.deadlines import Kind
from registry.offers.models import Offer, OfferDeadline
from registry.partners.models import Organisation
from tests import make
from tests.cast import Cast
from tests.make import NOW
from tests.upkeep.years import nights

DAY = dt.timedelta(days=1)


def moved_and_declared_by_the_old(database: Database, cast: Cast, **changes: object) -> str:
    with database.writing() as db, db.begin():
        declared = {"safety_declared_on": NOW.date(), **changes}
        offer_id = make.live(db, cast.actor("alice"), **declared).offer_id
        to = db.get_one(Organisation, "tinsoldaten")
        transferring.transfer(db, cast.actor("anders"), db.get_one(Offer, offer_id), to, now=NOW)
    return offer_id


def after(database: Database, days: int) -> tuple[str, dt.date | None]:
    """Let the nights pass, and return how the offer stands and until when its declaration holds."""
    for _now in nights(database, NOW + DAY, NOW + days * DAY):
        pass
    with database.reading() as db:
        due = select(OfferDeadline.due_on).where(OfferDeadline.kind == Kind.DECLARATION)
        return db.scalars(select(Offer.status)).one(), db.scalar(due)


def test_the_new_organisation_declares_in_its_own_name_or_the_offer_is_hidden(database: Database, cast: Cast) -> None:
    offer_id = moved_and_declared_by_the_old(database, cast)
    in_a_fortnight = NOW.date() + dt.timedelta(days=14)
    assert after(database, 13) == ("live", in_a_fortnight)
    assert after(database, 14) == ("undeclared", in_a_fortnight)
    later = NOW + dt.timedelta(days=15)
    with database.writing() as db, db.begin():
        upkeep.declare(db, cast.actor("charlie"), offer_id, "Tine, leder", now=later)
    assert after(database, 16) == ("live", dt.date(2027, 12, 1))


def test_readers_are_told_whose_declaration_it_is(database: Database, cast: Cast) -> None:
    offer_id = moved_and_declared_by_the_old(database, cast)
    page = f"/tilbud/{offer_id}"
    assert "Det erklærede den partner, som havde tilbuddet før." in cast.client.get(page).text
    with database.writing() as db, db.begin():
        upkeep.declare(db, cast.actor("charlie"), offer_id, "Tine, leder", now=NOW)
    text = cast.client.get(page).text
    assert "som havde tilbuddet før" not in text
    assert "Det erklærer partneren selv." in text


def test_whoever_declares_on_the_same_day_under_the_same_name_has_declared(database: Database, cast: Cast) -> None:
    offer_id = moved_and_declared_by_the_old(database, cast)
    with database.writing() as db, db.begin():
        upkeep.declare(db, cast.actor("charlie"), offer_id, "Karen, formand", now=NOW)
        assert db.scalars(select(HistoryLine.actor_name).where(HistoryLine.verb == "declared")).all() == ["Charlie"]
    assert after(database, 14) == ("live", dt.date(2027, 11, 16))


def test_a_new_text_with_a_new_declaration_declares_too(database: Database, cast: Cast) -> None:
    offer_id = moved_and_declared_by_the_old(database, cast)
    charlie, later = cast.actor("charlie"), NOW + dt.timedelta(days=3)
    with database.writing() as db, db.begin():
        draft = actions.edit(db, charlie, offer_id, now=later)
        said = msgspec.structs.replace(draft.content, safety_declared_by="Tine", safety_declared_on=later.date())
        actions.save(db, charlie, draft, said, now=later)
        publishing.publish(db, draft, [], now=later)
        assert db.get_one(Offer, offer_id).inherited_on is None
    assert after(database, 15) == ("live", dt.date(2027, 11, 19))


def test_nothing_is_declared_anew_where_adults_meet_nobody_under_15(database: Database, cast: Cast) -> None:
    moved_and_declared_by_the_old(database, cast, age_min=15, age_max=17)
    assert after(database, 20) == ("live", None)


def test_whoever_goes_on_with_a_text_that_was_taken_over_declares_with_it(database: Database, cast: Cast) -> None:
    offer_id = moved_and_declared_by_the_old(database, cast)
    with database.writing() as db, db.begin():
        draft = actions.edit(db, cast.actor("charlie"), offer_id, now=NOW + DAY)
        assert (draft.content.safety_declared_by, draft.content.safety_declared_on) == (None, None)
        assert draft.content.safety == ("boerneattest",)
        with pytest.raises(actions.Incomplete):
            actions.submit(db, cast.actor("charlie"), draft, now=NOW + DAY)


def test_a_draft_that_comes_along_has_to_be_declared_by_whoever_finishes_it(database: Database, cast: Cast) -> None:
    with database.writing() as db, db.begin():
        version = make.draft(db, cast.actor("alice"))
        to = db.get_one(Organisation, "tinsoldaten")
        transferring.transfer(db, cast.actor("anders"), db.get_one(Offer, version.offer_id), to, now=NOW)
        assert version.content.safety_declared_by is None
