"""An offer that a file put live without a declaration about safety: asked about soon, then hidden until it is there."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import msgspec
import pytest
from sqlalchemy import delete, select

from registry import vocabulary
from registry.db import Database
from registry.interop.actions import bring_in
from registry.interop.offers_file import read
from registry.mail import OutboxMail
from registry.offers import actions, publishing, upkeep
from registry.offers.actions import Changed
from registry.offers.models import Offer, OfferDeadline
from registry.web import clock
from registry.web.clock import danish_day
from tests import make
from tests.cast import Cast
from tests.interop.test_offers_file import LEAST
from tests.upkeep.years import mails, nights, status

DAY = dt.timedelta(days=1)
UNDECLARED: dict[str, Any] = {"safety": (), "safety_declared_by": None, "safety_declared_on": None}
SAID_BUT_NOT_DECLARED = UNDECLARED | {"safety": ("boerneattest",)}
NOW = clock.now()


def brought_in(database: Database, **fields: Any) -> str:
    """Put an offer of Havfruen live from a file, and return its id."""
    row = LEAST | {"organisation": "Havfruen", "sector": "association"} | fields
    with database.writing() as db, db.begin():
        bring_in(
            db,
            read(msgspec.json.encode({"format": "offers/1", "offers": [row]}), vocabulary.current()),
            publish_them=True,
            now=NOW,
        )
        return db.scalars(select(Offer.id)).one()


def live(database: Database, cast: Cast, **fields: Any) -> str:
    with database.writing() as db, db.begin():
        version = make.draft(db, cast.actor("alice"), **fields)
        publishing.publish(db, version, [], now=NOW)
        return version.offer_id


def after(database: Database, days: int) -> None:
    for _now in nights(database, NOW + DAY, NOW + days * DAY):
        pass


def mailed_link(database: Database) -> str:
    """Return the path of the link in the only mail to Alice."""
    with database.reading() as db:
        text = db.scalars(select(OutboxMail.text).where(OutboxMail.recipient == "alice@eksempel.example")).one()
    found = re.search(r"http://testserver.local(/stadig/\S+)", text)
    assert found is not None
    return found[1]


def stands(database: Database, offer_id: str) -> str:
    with database.reading() as db:
        return status(db, offer_id)


def test_it_is_asked_about_twice_and_hidden_after_a_fortnight(database: Database, cast: Cast) -> None:
    offer_id = brought_in(database)
    after(database, 13)
    assert stands(database, offer_id) == "live"
    with database.reading() as db:
        asked = [(subject, day) for to, subject, day in mails(db) if to == "alice"]
    missing = "Erklæringen om trygge rammer mangler"
    assert asked == [(missing, (NOW + DAY).date()), (missing, (NOW + 7 * DAY).date())]
    after(database, 14)
    assert stands(database, offer_id) == "undeclared"
    with database.reading() as db:
        text = db.scalars(select(OutboxMail.text).where(OutboxMail.subject.contains("er skjult for nu"))).first()
    assert text is not None
    assert "erklæringen om trygge rammer mangler" in text
    assert "Når kommunen har læst det, er det fremme igen." in text


def test_what_was_published_before_that_was_kept_has_a_fortnight_from_the_night_it_is_found(
    database: Database, cast: Cast
) -> None:
    offer_id = live(database, cast, **SAID_BUT_NOT_DECLARED)
    with database.writing() as db, db.begin():
        offer = db.get_one(Offer, offer_id)
        offer.undeclared_since, offer.confirmed_at = None, NOW - 100 * DAY
        db.execute(delete(OfferDeadline))
    alice = cast.sign_in("alice")
    for path in ("", "/nu"):
        assert "bliver tilbuddet skjult" not in alice.get(f"/mine/tilbud/{offer_id}{path}").text, "no day is known yet"
    after(database, 1)
    for path in ("", "/nu"):
        assert "bliver tilbuddet skjult" in alice.get(f"/mine/tilbud/{offer_id}{path}").text
    with database.reading() as db:
        due = db.scalars(select(OfferDeadline.due_on).where(OfferDeadline.kind == "declaration")).one()
    assert due == danish_day(NOW) + 15 * DAY


def test_confirming_it_gives_no_more_time(database: Database, cast: Cast) -> None:
    offer_id = brought_in(database)
    after(database, 5)
    with database.writing() as db, db.begin():
        upkeep.confirm(db, cast.actor("alice"), [offer_id], now=NOW + 6 * DAY)
    after(database, 14)
    assert stands(database, offer_id) == "undeclared"


def test_nothing_is_owed_where_adults_meet_nobody_under_15(database: Database, cast: Cast) -> None:
    offer_id = brought_in(database, age_min=15, age_max=17)
    after(database, 20)
    assert stands(database, offer_id) == "live"


def test_what_need_not_be_declared_and_never_was_can_be_declared_for_the_first_time(
    database: Database, cast: Cast
) -> None:
    offer_id = live(database, cast, **SAID_BUT_NOT_DECLARED, age_min=15, age_max=17)
    alice = cast.sign_in("alice")
    page = alice.get(f"/mine/tilbud/{offer_id}/nu").text
    assert "Giv erklæringen om trygge rammer" in page
    assert "Sidst fornyet" not in page
    alice.post(f"/mine/tilbud/{offer_id}/erklaer", data={"declared_by": "Alice, formand"})
    assert "Sidst fornyet" in alice.get(f"/mine/tilbud/{offer_id}/nu").text


def test_a_declaration_that_does_not_speak_of_certificates_is_not_the_one_that_is_owed(
    database: Database, cast: Cast
) -> None:
    offer_id = live(database, cast, safety=("forsikring",))
    after(database, 14)
    assert stands(database, offer_id) == "undeclared"


def test_what_is_said_can_be_declared_as_it_stands_and_shows_the_offer_again(database: Database, cast: Cast) -> None:
    offer_id = live(database, cast, **SAID_BUT_NOT_DECLARED)
    after(database, 14)
    alice = cast.sign_in("alice")
    page = alice.get(f"/mine/tilbud/{offer_id}").text
    assert "Erklæringen om trygge rammer mangler." in page
    assert "Giv erklæringen, så er tilbuddet fremme igen med det samme." in page
    page = alice.get(f"/mine/tilbud/{offer_id}/nu").text
    assert "Står I inde for det her?" in page
    alice.post(f"/mine/tilbud/{offer_id}/erklaer", data={"declared_by": "Alice, formand"})
    assert stands(database, offer_id) == "live"
    with database.reading() as db:
        offer = db.get_one(Offer, offer_id)
        assert offer.undeclared_since is None
        due = db.scalars(select(OfferDeadline.due_on).where(OfferDeadline.kind == "declaration")).one()
    assert (due - NOW.date()).days >= 365


def test_from_the_mail_it_is_declared_with_the_one_button(database: Database, cast: Cast) -> None:
    offer_id = live(database, cast, **SAID_BUT_NOT_DECLARED)
    after(database, 1)
    link = mailed_link(database)
    page = cast.client.get(link).text
    assert "I erklærer:" in page
    without_name = cast.client.post(link, data={"holds": offer_id})
    assert without_name.status_code == 422
    cast.client.post(link, data={"holds": offer_id, "declared_by": "Alice, formand"})
    after(database, 20)
    assert stands(database, offer_id) == "live"


def test_who_confirms_from_a_mail_is_told_what_still_lacks_its_declaration(database: Database, cast: Cast) -> None:
    offer_id = live(database, cast, **UNDECLARED)
    after(database, 1)
    link = mailed_link(database)
    thanks = cast.client.post(link, data={"holds": offer_id}).text
    assert "Her mangler erklæringen om trygge rammer stadig." in thanks
    assert f"/mine/tilbud/{offer_id}/nu#declare" in thanks
    assert "ro et stykke tid" not in thanks


def test_what_isnt_said_has_to_be_written_in_the_offer_first(database: Database, cast: Cast) -> None:
    offer_id = live(database, cast, **UNDECLARED)
    alice = cast.sign_in("alice")
    page = alice.get(f"/mine/tilbud/{offer_id}").text
    assert "Giv erklæringen inden" in page
    assert "Erklæringen om trygge rammer mangler. Giv den inden" in alice.get("/mine").text
    assert "Skriv det i tilbuddet" in alice.get(f"/mine/tilbud/{offer_id}/nu").text
    assert "Skriv den i tilbuddet." in alice.get("/mine/bekraeft").text
    alice.post(f"/mine/tilbud/{offer_id}/erklaer", data={"declared_by": "Alice, formand"})
    with database.writing() as db, db.begin(), pytest.raises(Changed):
        upkeep.declare(db, cast.actor("alice"), offer_id, "Alice", now=NOW)
    after(database, 14)
    assert "Når kommunen har læst den, er tilbuddet fremme igen." in alice.get(f"/mine/tilbud/{offer_id}").text
    later = NOW + 15 * DAY
    with database.writing() as db, db.begin():
        draft = actions.edit(db, cast.actor("alice"), offer_id, now=later)
        said = {"safety": ("boerneattest",), "safety_declared_by": "Alice", "safety_declared_on": later.date()}
        actions.save(db, cast.actor("alice"), draft, msgspec.structs.replace(draft.content, **said), now=later)
        publishing.publish(db, draft, [], now=later)
    assert stands(database, offer_id) == "live"
    after(database, 30)
    assert stands(database, offer_id) == "live"
