"""Keeping offers true in the product and from a mail."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from sqlalchemy import Engine, event, select

from registry.db import Database
from registry.mail import OutboxMail
from registry.offers import actions as offer_actions
from registry.offers import at_once, upkeep
from registry.offers.content import OfferContent
from registry.offers.models import Offer, OfferVersion
from registry.offers.queries import live_offer
from registry.partners import deciding
from registry.partners.models import Organisation
from registry.web import clock
from tests import make
from tests.cast import Cast
from tests.offers.browser import form
from tests.upkeep.years import night, status

DAY = dt.timedelta(days=1)
AT_ONCE = {
    "availability": "venteliste",
    "contact.email": "karen@eksempel.example",
    "weekly.0.day": "mon",
    "weekly.0.start": "15.30",
    "weekly.0.end": "17",
    "price_dkk": "0",
}


@pytest.fixture
def offer_id(cast: Cast, database: Database) -> str:
    with database.writing() as db, db.begin():
        return make.live(db, cast.actor("alice"), safety_declared_on=clock.today(), ends_on=None).offer_id


def published(database: Database, offer_id: str) -> OfferVersion:
    with database.reading() as db:
        return db.get_one(OfferVersion, db.get_one(Offer, offer_id).live_version_id)


def expire(database: Database, offer_id: str) -> None:
    with database.writing() as db, db.begin():
        db.get_one(Offer, offer_id).status = "expired"


def mailed_link(database: Database, to: str = "alice") -> str:
    """Let half a year pass, and return the path of the link that was mailed."""
    with database.writing() as db, db.begin():
        night(db, clock.now() + 200 * DAY)
        text = db.scalars(select(OutboxMail.text).where(OutboxMail.recipient == f"{to}@eksempel.example")).one()
    found = re.search(r"http://testserver.local(/stadig/\S+)", text)
    assert found is not None
    return found[1]


def test_one_button_confirms_one_offer_and_shows_a_hidden_one_again(
    cast: Cast, database: Database, offer_id: str
) -> None:
    expire(database, offer_id)
    alice = cast.sign_in("alice")
    page = alice.get(f"/mine/tilbud/{offer_id}").text
    assert "Fagfolk kan ikke finde det lige nu" in page
    answer = alice.post(f"/mine/tilbud/{offer_id}/bekraeft")
    assert answer.headers["location"] == f"/mine/tilbud/{offer_id}"
    with database.reading() as db:
        assert status(db, offer_id) == "live"


def test_all_of_ones_own_are_confirmed_on_one_page(cast: Cast, database: Database, offer_id: str) -> None:
    with database.writing() as db, db.begin():
        other = make.live(db, cast.actor("alice"), title="Kor på kajen", safety_declared_on=clock.today()).offer_id
        strangers = make.live(db, cast.actor("charlie"), "tinsoldaten").offer_id
    before = published_dates(database, offer_id, other, strangers)
    alice = cast.sign_in("alice")
    page = alice.get("/mine/bekraeft").text
    assert "Kor på kajen" in page
    assert strangers not in page
    answer = alice.post("/mine/bekraeft", data={"holds": [other, strangers], f"availability.{other}": "faa"})
    assert answer.headers["location"] == "/mine"
    after = published_dates(database, offer_id, other, strangers)
    assert [old == new for old, new in zip(before, after, strict=True)] == [True, False, True]
    assert published(database, other).content.availability == "faa"


def published_dates(database: Database, *ids: str) -> list[dt.datetime | None]:
    with database.reading() as db:
        return [db.get_one(Offer, one).confirmed_at for one in ids]


def test_a_link_from_a_mail_confirms_without_signing_in_and_only_by_its_button(
    cast: Cast, database: Database, offer_id: str
) -> None:
    path = mailed_link(database)
    visitor = cast.sign_out()
    before = published_dates(database, offer_id)
    page = visitor.get(path)
    assert "Heste og ro på små hold" in page.text
    assert page.headers["cache-control"] == "no-store"
    assert published_dates(database, offer_id) == before
    answer = visitor.post(path, data={"holds": offer_id, f"availability.{offer_id}": "venteliste"})
    assert "Tak. Tilbuddet er bekræftet" in answer.text
    assert re.search(r'<a href="/tilbud/\w{12}">', answer.text)
    assert published_dates(database, offer_id) != before
    assert published(database, offer_id).content.availability == "venteliste"


def test_a_link_asks_for_a_tick(cast: Cast, database: Database, offer_id: str) -> None:
    path = mailed_link(database)
    answer = cast.sign_out().post(path, data={f"availability.{offer_id}": "faa"})
    assert answer.status_code == 422
    assert "Sæt kryds ved det, der stadig passer" in answer.text
    assert re.search(r'value="faa" selected', answer.text)


def test_from_a_mail_an_offer_is_closed_until_a_day(cast: Cast, database: Database, offer_id: str) -> None:
    path = mailed_link(database)
    visitor = cast.sign_out()
    room, day = f"availability.{offer_id}", f"available_from.{offer_id}"
    for said, wrong in (
        ({room: "lukket", day: "til foråret"}, "Skriv datoen som dag, måned og år"),
        ({room: "ledig", day: "2031-02-01"}, "Datoen hører til, når der er venteliste eller lukket"),
        ({room: "lukket", day: "2020-02-01"}, "Skriv en dag, der ikke er kommet endnu"),
    ):
        answer = visitor.post(path, data={"holds": offer_id, **said})
        assert answer.status_code == 422
        assert wrong in answer.text
        assert f'href="#{day}"' in answer.text
        assert f'value="{said[day]}"' in answer.text
    assert published(database, offer_id).content.availability == "ledig"
    assert visitor.post(path, data={"holds": offer_id, room: "lukket", day: "1.2.2031"}).status_code == 200
    content = published(database, offer_id).content
    assert (content.availability, content.available_from) == ("lukket", dt.date(2031, 2, 1))
    assert "plads igen 1. februar 2031" in visitor.get(f"/tilbud/{offer_id}").text
    visitor.post(path, data={"holds": offer_id, room: ""})
    assert published(database, offer_id).content.available_from == dt.date(2031, 2, 1)
    visitor.post(path, data={"holds": offer_id, room: "faa", day: "2031-02-01"})
    content = published(database, offer_id).content
    assert (content.availability, content.available_from) == ("faa", None)


def test_many_are_confirmed_with_no_more_statements_than_few(cast: Cast, database: Database, offer_id: str) -> None:
    alice, offers, asked = cast.sign_in("alice"), [offer_id], list[str]()

    def count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    numbers = []
    for more in (1, 20):
        with database.writing() as db, db.begin():
            made = [make.live(db, cast.actor("alice"), safety_declared_on=clock.today()) for _n in range(more)]
            offers += [one.offer_id for one in made]
        asked.clear()
        event.listen(Engine, "before_cursor_execute", count)
        assert alice.post("/mine/bekraeft", data={"holds": offers}).headers["location"] == "/mine"
        event.remove(Engine, "before_cursor_execute", count)
        numbers.append(len(asked))
    assert numbers[0] == numbers[1]
    assert {published_dates(database, one)[0] > make.NOW for one in offers} == {True}


@pytest.mark.parametrize(
    ("shown", "now"),
    [(None, {"availability": "lukket", "available_from": dt.date(2031, 2, 1)}), (dt.date(2031, 2, 1), {})],
)
def test_a_page_that_was_open_for_long_says_nothing_of_a_day_that_nobody_touched(
    cast: Cast, database: Database, offer_id: str, shown: dt.date | None, now: dict[str, Any]
) -> None:
    """A colleague closes the offer, or opens it again, between a mail's page and its button."""
    alice = cast.actor("alice")

    def say(**changes: Any) -> None:
        with database.writing() as db, db.begin():
            content = make.content(safety_declared_on=clock.today(), **changes)
            upkeep.change_at_once(db, alice, offer_id, content, now=clock.now())

    path, visitor = mailed_link(database), cast.sign_out()
    if shown:
        say(availability="lukket", available_from=shown)
    page = form(visitor.get(path).text, path)
    say(**now)
    assert page.press(visitor).status_code == 200
    content = published(database, offer_id).content
    assert content.available_from == now.get("available_from")
    assert content.availability == now.get("availability", "ledig")


def test_whoever_renews_declarations_sees_what_is_declared_for_each_offer_and_signs_with_their_own_name(
    cast: Cast, database: Database
) -> None:
    lapsing = clock.today() - 350 * DAY
    with database.writing() as db, db.begin():
        alice = cast.actor("alice")
        first = make.live(db, alice, safety_declared_on=lapsing).offer_id
        both = ("boerneattest", "to_voksne")
        second = make.live(db, alice, title="Kor", safety=both, safety_declared_on=lapsing).offer_id
        night(db, clock.now())
        text = db.scalars(select(OutboxMail.text).where(OutboxMail.recipient == "alice@eksempel.example")).one()
    found = re.search(r"http://testserver.local(/stadig/\S+)", text)
    assert found is not None
    visitor = cast.sign_out()
    page = visitor.get(found[1]).text
    assert page.count("Vi indhenter børneattester, hvor loven kræver det") == 2
    assert page.count("Der er altid mindst to voksne") == 1
    assert 'name="declared_by" value="Alice"' in page
    assert "CPR" not in page
    visitor.post(found[1], data={"holds": [first, second], "declared_by": "Alice, kasserer"})
    for offer_id in (first, second):
        content = published(database, offer_id).content
        assert (content.safety_declared_by, content.safety_declared_on) == ("Alice, kasserer", clock.today())
    assert 'name="declared_by" value="Alice, kasserer"' in cast.sign_in("alice").get(f"/mine/tilbud/{first}/nu").text


def test_a_link_is_worth_nothing_made_up_or_to_somebody_who_left(cast: Cast, database: Database, offer_id: str) -> None:
    path = mailed_link(database, "bob")
    visitor = cast.sign_out()
    assert visitor.get("/stadig/paa-maa-og-faa").status_code == 410
    with database.writing() as db, db.begin():
        from registry.partners.models import Membership

        db.delete(db.get_one(Membership, ("havfruen", "bob")))
    assert visitor.get(path).status_code == 410
    assert visitor.post(path, data={"holds": offer_id}).status_code == 410


def test_room_contact_times_and_a_lower_price_are_shown_at_once(cast: Cast, database: Database, offer_id: str) -> None:
    alice = cast.sign_in("alice")
    url = f"/mine/tilbud/{offer_id}/nu"
    assert "Ret med det samme" in alice.get(url).text
    changed = {**AT_ONCE, "available_from": "1.2.2031", "contact.phone": "00 00 00 17", "weekly.1.day": "thu"}
    assert alice.post(url, data=changed).headers["location"] == f"/mine/tilbud/{offer_id}"
    with database.reading() as db:
        found = live_offer(db, offer_id)
    assert found is not None
    assert found.content.availability == "venteliste"
    assert found.content.available_from == dt.date(2031, 2, 1)
    assert found.content.contact.phone == "00 00 00 17"
    assert [slot.day for slot in found.content.weekly] == ["mon", "thu"]
    page = cast.sign_out().get(f"/tilbud/{offer_id}").text
    assert "Venteliste, plads igen 1. februar 2031" in page
    history = cast.sign_in("anders").get("/administration/historik").text
    assert "Alice rettede med det samme" in history
    assert "Ledige pladser → Venteliste" in history


def test_a_higher_price_waits_for_review(cast: Cast, database: Database, offer_id: str) -> None:
    alice = cast.sign_in("alice")
    answer = alice.post(f"/mine/tilbud/{offer_id}/nu", data={**AT_ONCE, "price_dkk": "50"})
    assert answer.status_code == 422
    assert "Her kan prisen kun sættes ned" in answer.text
    assert 'value="50"' in answer.text
    assert published(database, offer_id).content.price_dkk == 0


@pytest.mark.parametrize("price", ["0", ""])
def test_a_price_that_was_not_said_waits_too_and_so_does_taking_one_away(
    cast: Cast, database: Database, price: str
) -> None:
    with database.writing() as db, db.begin():
        before = None if price else 50
        offer_id = make.live(db, cast.actor("alice"), price_dkk=before).offer_id
    answer = cast.sign_in("alice").post(f"/mine/tilbud/{offer_id}/nu", data={**AT_ONCE, "price_dkk": price})
    assert answer.status_code == 422
    assert "Her kan prisen kun sættes ned" in answer.text
    assert published(database, offer_id).content.price_dkk == before


def test_no_lower_price_is_asked_for_where_there_is_none_to_lower(
    cast: Cast, database: Database, offer_id: str
) -> None:
    alice, url = cast.sign_in("alice"), f"/mine/tilbud/{offer_id}/nu"
    assert 'name="price_dkk"' not in alice.get(url).text
    without = {name: value for name, value in AT_ONCE.items() if name != "price_dkk"}
    alice.post(url, data={**without, "contact.phone": "00 00 00 17"})
    found = published(database, offer_id).content
    assert (found.contact.phone, found.price_dkk) == ("00 00 00 17", 0)


@pytest.mark.parametrize("hidden_by", ["the municipality", "its partner"])
def test_nobody_is_said_to_see_what_is_changed_while_the_offer_is_hidden(
    cast: Cast, database: Database, offer_id: str, hidden_by: str
) -> None:
    with database.writing() as db, db.begin():
        if hidden_by == "its partner":
            db.get_one(Offer, offer_id).status = "paused"
        else:
            organisation = db.get_one(Organisation, "havfruen")
            deciding.suspend(db, cast.actor("anders"), organisation, "Vent.", base_url="", now=clock.now())
    alice, url = cast.sign_in("alice"), f"/mine/tilbud/{offer_id}/nu"
    page = alice.get(url).text
    assert "så fagfolk ser det, når tilbuddet er fremme igen" in page
    assert "så snart I gemmer" not in page
    answer = alice.post(url, data=AT_ONCE, follow_redirects=True).text
    assert "Rettet. Fagfolk ser det, når tilbuddet er fremme igen." in answer


def test_a_lower_price_is_shown_at_once(cast: Cast, database: Database) -> None:
    with database.writing() as db, db.begin():
        offer_id = make.live(db, cast.actor("alice"), price_dkk=50, price_unit="gang").offer_id
    alice = cast.sign_in("alice")
    assert "Nu står der: 50 kr. pr. gang." in alice.get(f"/mine/tilbud/{offer_id}/nu").text
    alice.post(f"/mine/tilbud/{offer_id}/nu", data={**AT_ONCE, "price_dkk": "40"})
    assert "40 kr. pr. gang" in cast.sign_out().get(f"/tilbud/{offer_id}").text


def test_which_is_which_stands_in_one_table_where_the_offer_is_changed(
    cast: Cast, database: Database, offer_id: str
) -> None:
    fields = {field for line in at_once.TABLE.values() for field in line}
    named = {field.partition(".")[0] for field in fields}
    assert named == set(OfferContent.__struct_fields__)
    assert {f"contact.{name}" for name in ("name", "role", "email", "phone")} <= fields
    page = cast.sign_in("alice").get(f"/mine/tilbud/{offer_id}/nu").text
    rows = re.findall(r'<th scope="row"[^>]*>([^<]*)</th>\s*<td[^>]*>([^<]*)</td>\s*<td[^>]*>([^<]*)</td>', page)
    assert [section for section, _now, _later in rows] == [
        *("Om tilbuddet", "Hvem og hvornår", "Sted og pris", "Behov og mål", "Tryghed og kontakt"),
    ]
    now, later = (", ".join(column) for column in list(zip(*rows, strict=True))[1:])
    for told in ("Faste tider", "Sidste dag", "Lavere pris", "Kontaktens telefon", "Ledige pladser"):
        assert told in now
        assert told not in later
    for told in ("Beskrivelse", "Alder", "Højere pris", "Kontaktens navn", "Trygge rammer", "Hjemmeside"):
        assert told in later
        assert told not in now


def test_the_end_of_a_pause_says_what_ran_out_meanwhile(cast: Cast, database: Database) -> None:
    with database.writing() as db, db.begin():
        offer_id = make.live(db, cast.actor("alice")).offer_id
        offer_actions.pause(db, cast.actor("alice"), offer_id, now=make.NOW)
        db.get_one(Offer, offer_id).confirmed_at = clock.now() - 400 * DAY
    alice = cast.sign_in("alice")
    alice.post(f"/mine/tilbud/{offer_id}/genoptag")
    page = alice.get(f"/mine/tilbud/{offer_id}").text
    assert "noget er udløbet imens" in page
    assert "Passer det stadig, er det fremme igen med ét klik" in page
    assert cast.sign_out().get(f"/tilbud/{offer_id}").status_code == 404


def test_a_change_at_once_is_not_undone_by_a_text_that_is_on_its_way(
    cast: Cast, database: Database, offer_id: str
) -> None:
    with database.writing() as db, db.begin():
        offer_actions.edit(db, cast.actor("alice"), offer_id, now=make.NOW + DAY)
    cast.sign_in("alice").post(f"/mine/tilbud/{offer_id}/nu", data={**AT_ONCE, "contact.phone": "00 00 00 17"})
    with database.reading() as db:
        newest = offer_actions.newest_version(db, offer_id)
        assert newest.status == "draft"
        assert newest.content.contact.phone == "00 00 00 17"
        assert newest.content.availability == "venteliste"


def test_rows_are_added_without_saving(cast: Cast, database: Database, offer_id: str) -> None:
    alice = cast.sign_in("alice")
    answer = alice.post(f"/mine/tilbud/{offer_id}/nu", data={**AT_ONCE, "add": "slot"})
    assert 'id="weekly.1.day"' in answer.text
    assert published(database, offer_id).content.availability == "ledig"


def test_a_declaration_is_renewed_by_name(cast: Cast, database: Database, offer_id: str) -> None:
    alice = cast.sign_in("alice")
    refused = alice.post(f"/mine/tilbud/{offer_id}/erklaer", data={"declared_by": ""})
    assert refused.status_code == 422
    assert "Skriv, hvem der erklærer" in refused.text
    assert alice.post(f"/mine/tilbud/{offer_id}/erklaer", data={"declared_by": "Bo Lund, kasserer"}).status_code == 303
    content = published(database, offer_id).content
    assert (content.safety_declared_by, content.safety_declared_on) == ("Bo Lund, kasserer", clock.today())


def test_a_draft_is_changed_in_its_own_form(cast: Cast, database: Database) -> None:
    with database.writing() as db, db.begin():
        draft = make.draft(db, cast.actor("alice")).offer_id
    alice = cast.sign_in("alice")
    for answer in (
        alice.get(f"/mine/tilbud/{draft}/nu"),
        alice.post(f"/mine/tilbud/{draft}/nu", data=AT_ONCE),
        alice.post(f"/mine/tilbud/{draft}/bekraeft"),
        alice.post(f"/mine/tilbud/{draft}/erklaer", data={"declared_by": "Bo"}),
    ):
        assert answer.headers["location"] == f"/mine/tilbud/{draft}"


def test_both_dates_are_shown(cast: Cast, database: Database, offer_id: str) -> None:
    page = cast.sign_out().get(f"/tilbud/{offer_id}").text
    assert "Bekræftet 16. november 2026" in page
    assert "Rettet 16. november 2026" in page
    own = cast.sign_in("alice").get(f"/mine/tilbud/{offer_id}").text
    assert "Sidst bekræftet 16. november 2026." in own
    assert "Sidst rettet 16. november 2026." in own
    assert "Bekræft det igen inden 16. november 2027." in own
    assert "Karen, formand erklærede" in own
