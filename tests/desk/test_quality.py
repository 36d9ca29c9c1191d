"""Quality: lists of what somebody can do something about, with numbers, pages and actions."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from sqlalchemy import Engine, event, select

from registry import mail
from registry.db import Database
from registry.desk import quality
from registry.findings.duties import look
from registry.mail import OutboxMail
from registry.offers.models import Offer, OfferDeadline
from registry.offers.queries import live_offer
from registry.settings import Settings
from registry.web import clock
from tests import make
from tests.cast import Cast
from tests.offers.browser import form

HERE = "/administration/kvalitet"
BULK = "/administration/tilbud/handling"


def night(database: Database, settings: Settings) -> None:
    for _ in range(20):
        with database.writing() as db, db.begin():
            if not look(db, now=clock.now(), settings=settings):
                return


def live(database: Database, cast: Cast, **changes: object) -> str:
    with database.writing() as db, db.begin():
        return make.live(db, cast.actor("alice"), **changes).offer_id


def due(database: Database, offer_id: str, kind: str, day: dt.date) -> None:
    with database.writing() as db, db.begin():
        row = db.get_one(OfferDeadline, (offer_id, kind))
        row.due_on = day


@pytest.mark.parametrize(
    ("kind", "name", "status"),
    [("confirmation", "ubekraeftede", "expired"), ("declaration", "erklaeringer", "undeclared")],
)
def test_what_runs_out_soon_or_has_run_out_is_listed_first_things_first(
    database: Database, cast: Cast, kind: str, name: str, status: str
) -> None:
    today = clock.today()
    hidden, soon, later = (live(database, cast, title=title) for title in ("Skjult", "Snart", "Senere"))
    due(database, hidden, kind, today - dt.timedelta(days=3))
    due(database, soon, kind, today + dt.timedelta(days=3))
    due(database, later, kind, today + dt.timedelta(days=300))
    with database.writing() as db, db.begin():
        db.get_one(Offer, hidden).status = status
    page = cast.sign_in("anders").get(f"{HERE}/{name}").text
    assert 0 < page.index("Skjult</span>") < page.index("Snart</span>")
    assert "Senere" not in page
    assert "Skjult siden" in page
    assert "Skjules" in page
    assert f'name="tilbud" value="{soon}"' in page
    assert 'name="handling" value="spoerg"' in page


def test_missing_fields_have_a_list_each(database: Database, cast: Cast, settings: Settings) -> None:
    live(database, cast, title="Uden pris", price_dkk=None)
    live(database, cast, title="Med pris")
    night(database, settings)
    browser = cast.sign_in("anders")
    assert "Uden pris" in browser.get(f"{HERE}/mangler-price").text
    assert "Med pris" not in browser.get(f"{HERE}/mangler-price").text
    assert "Siger ikke: pris" in browser.get(HERE).text
    with database.reading() as db:
        found = quality.numbers(db, clock.today())
    assert found["mangler-price"] == 1
    assert found["mangler-place"] == 0


def ask_about(cast: Cast, name: str, offer_id: str) -> None:
    """Mark an offer on one of the lists, and ask its organisation."""
    browser = cast.sign_in("anders")
    assert f'name="tilbud" value="{offer_id}"' in browser.get(f"{HERE}/{name}").text
    step = form(browser.get(BULK, params={"handling": "spoerg", "tilbud": offer_id}).text, BULK)
    assert "1 tilbud er der spurgt om" in browser.get(step.press(browser).headers["location"]).text


def mail_to_alice(database: Database) -> str:
    with database.reading() as db:
        mails = db.scalars(select(OutboxMail).where(OutboxMail.recipient == "alice@eksempel.example"))
        (text,) = [one.text for one in mails if "stadig?" in one.subject]
        return text


def test_what_is_asked_about_a_missing_field_says_that_it_is_missing(
    database: Database, cast: Cast, settings: Settings
) -> None:
    offer_id = live(database, cast, title="Uden pris", price_dkk=None, languages=("da",), access=("trinfri",))
    night(database, settings)
    ask_about(cast, "mangler-price", offer_id)
    assert "- Uden pris: siger ikke noget om pris\n" in mail_to_alice(database)


@pytest.mark.parametrize(
    ("kind", "name", "status"),
    [("confirmation", "ubekraeftede", "expired"), ("declaration", "erklaeringer", "undeclared")],
)
def test_what_has_run_out_can_be_asked_about_too(
    database: Database, cast: Cast, kind: str, name: str, status: str
) -> None:
    offer_id = live(database, cast, title="Skjult", languages=("da",), access=("trinfri",))
    due(database, offer_id, kind, clock.today() - dt.timedelta(days=3))
    with database.writing() as db, db.begin():
        db.get_one(Offer, offer_id).status = status
    ask_about(cast, name, offer_id)
    said = mail_to_alice(database)
    assert "- Skjult: er skjult lige nu\n" in said
    assert "skjuler vi det" not in said, "it is hidden already"
    assert ("Jeres erklæring om trygge rammer udløber" in said) == (kind == "declaration")


def test_suggestions_that_nobody_took_are_listed_until_they_are_chosen(
    database: Database, cast: Cast, settings: Settings
) -> None:
    text = "Her får børn nye venner på et lille hold, og den, der er ny, bliver taget imod af en anden."
    offer_id = live(database, cast, title="Taler om venner", description=text, needs=("plads_til_energi",))
    night(database, settings)
    browser = cast.sign_in("anders")
    page = browser.get(f"{HERE}/forslag").text
    assert "Taler om venner" in page
    assert 'value="tilfoej"' in page
    (take,) = re.findall(r'href="([^"]+maerke_nyt=need:finde_venner)"', page)
    step = form(browser.get(take.replace("&amp;", "&")).text, BULK)
    assert step.press(browser).status_code == 303
    with database.reading() as db:
        taken = live_offer(db, offer_id)
        assert taken is not None
        assert "finde_venner" in taken.content.needs
    night(database, settings)
    assert "need:finde_venner" not in browser.get(f"{HERE}/forslag").text


def test_addresses_without_mail_are_listed_with_whose_they_are_and_can_be_tried_again(
    database: Database, cast: Cast
) -> None:
    with database.writing() as db, db.begin():
        mail.bounces.mark(db, "alice@eksempel.example", "550 no such user", clock.now())
    browser = cast.sign_in("anders")
    page = browser.get(f"{HERE}/mails").text
    assert "550 no such user" in page
    assert 'href="/administration/personer/alice"' in page
    answer = browser.post(f"{HERE}/mails/fjern", data={"address": "alice@eksempel.example"})
    assert answer.headers["location"] == f"{HERE}/mails"
    assert "550" not in browser.get(f"{HERE}/mails").text


def test_links_have_a_list_and_other_names_have_none(cast: Cast) -> None:
    browser = cast.sign_in("anders")
    assert "Der er ingen lige nu" in browser.get(f"{HERE}/links").text
    assert browser.get(f"{HERE}/noget-andet").status_code == 404


def test_long_lists_have_pages(
    database: Database, cast: Cast, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quality, "PAGE", 2)
    for number in range(5):
        live(database, cast, title=f"Nummer {number}", price_dkk=None)
    with database.writing() as db, db.begin():
        for row in db.scalars(select(OfferDeadline).where(OfferDeadline.kind == "confirmation")):
            row.due_on = clock.today() + dt.timedelta(days=2)
    night(database, settings)
    browser = cast.sign_in("anders")
    for name in ("mangler-price", "ubekraeftede"):
        seen, url = [], f"{HERE}/{name}"
        while url:
            page = browser.get(url).text
            seen += [part.split("</span>")[0] for part in page.split('<span lang="da">Nummer ')[1:]]
            url = next(
                (part.split('"')[0].replace("&amp;", "&") for part in page.split('href="') if "efter=" in part[:80]), ""
            )
        assert sorted(seen) == ["0", "1", "2", "3", "4"]


def test_quality_asks_the_database_as_often_for_many_as_for_one(
    database: Database, cast: Cast, settings: Settings
) -> None:
    browser, asked = cast.sign_in("anders"), []
    paths = [HERE, *(f"{HERE}/{name}" for name in quality.titles())]

    def count(*_: object) -> None:
        asked.append(1)

    def queries() -> int:
        asked.clear()
        event.listen(Engine, "before_cursor_execute", count)
        try:
            for path in paths:
                assert browser.get(path).status_code == 200
        finally:
            event.remove(Engine, "before_cursor_execute", count)
        return len(asked)

    live(database, cast, price_dkk=None)
    night(database, settings)
    few = queries()
    for number in range(6):
        live(database, cast, title=f"Nummer {number}", price_dkk=None)
    night(database, settings)
    assert queries() == few
