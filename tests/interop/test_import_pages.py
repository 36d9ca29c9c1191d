"""A spreadsheet on its way in: its columns, every row as an offer, and then all of them or none."""

from __future__ import annotations

import datetime as dt
import logging
import re
from typing import Any

import pytest
from httpx import Response
from litestar.testing import TestClient
from sqlalchemy import select

from registry.db import Database
from registry.history import HistoryLine
from registry.interop import leaving, offers_table, own_offers, table_file, uploads, writing
from registry.interop.models import ImportUpload
from registry.mail import OutboxMail
from registry.offers import actions
from registry.offers.models import Offer, OfferVersion
from registry.partners.models import Membership, Organisation
from registry.settings import Settings
from tests import make
from tests.cast import Cast

COLUMNS = "Tilbuddets navn;Beskrivelse;Alder\n"
THREE = COLUMNS + "Kor;Syng med;6-9\nDans;Dans med;10-12\nRidning;På heste;7-11\n"


def send(browser: TestClient, text: str, place: str = "/mine/regneark", **fields: str) -> Response:
    return browser.post(place, data=fields, files={"file": ("Vores tilbud.csv", text.encode(), "text/csv")})


def arrive(browser: TestClient, text: str, place: str = "/mine/regneark", **fields: str) -> str:
    """Send a file whose columns are all known, and return the address of its preview."""
    answer = send(browser, text, place, **fields)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def complete(*titles: str, numbers: tuple[str, ...] = (), **changes: Any) -> str:
    """Return a file of offers that could be sent to the municipality."""
    today = dt.datetime.now(dt.UTC).date()
    offers = [
        leaving.Leaving(
            number=numbers[n] if numbers else "",
            organisation="Havfruen",
            sector="association",
            cvr=None,
            content=make.content(title=title, safety_declared_on=today, **changes),
        )
        for n, title in enumerate(titles)
    ]
    return b"".join(writing.as_csv(offers)).decode("utf-8-sig")


def titles(database: Database, *statuses: str) -> list[str]:
    with database.reading() as db:
        found = db.scalars(select(OfferVersion).where(OfferVersion.status.in_(statuses or ("draft",))))
        return sorted(version.content.title for version in found)


def kept(database: Database) -> list[str]:
    with database.reading() as db:
        return list(db.scalars(select(ImportUpload.file_name)))


def test_a_partner_sees_every_row_and_takes_all_of_them_in_as_drafts(cast: Cast, database: Database) -> None:
    browser = cast.sign_in("alice")
    address = arrive(browser, THREE)
    shown = browser.get(address).text
    assert "3 tilbud i filen" in shown
    assert all(title in shown for title in ("Kor", "Dans", "Ridning", "7–11 år"))
    assert titles(database) == []
    done = browser.post(address, data={"how": "draft"})
    assert "Færdig" in done.text
    assert "3 tilbud er hentet ind." in done.text
    assert titles(database) == ["Dans", "Kor", "Ridning"]
    assert kept(database) == []
    with database.reading() as db:
        lines = db.scalars(select(HistoryLine).where(HistoryLine.verb == "imported")).all()
        assert {(line.actor_name, line.organisation_id) for line in lines} == {("Alice", "havfruen")}


def test_what_is_complete_can_be_sent_together_with_one_receipt(cast: Cast, database: Database) -> None:
    browser = cast.sign_in("alice")
    address = arrive(browser, complete("Kor", "Dans"))
    assert "De er alle klar til at blive sendt" in browser.get(address).text
    assert "De er sendt til kommunen" in browser.post(address, data={"how": "submit"}).text
    assert titles(database, "submitted") == ["Dans", "Kor"]
    with database.reading() as db:
        mails = db.scalars(select(OutboxMail).where(OutboxMail.recipient == "alice@eksempel.example")).all()
        assert [mail.subject for mail in mails] == ["Vi har modtaget 2 tilbud"]


def test_what_lacks_something_is_told_and_cant_be_sent(cast: Cast, database: Database) -> None:
    browser = cast.sign_in("alice")
    address = arrive(browser, THREE)
    shown = browser.get(address).text
    assert "3 af dem mangler noget" in shown
    assert 'value="submit"' not in shown
    refused = browser.post(address, data={"how": "submit"}).text
    assert "intet er hentet ind" in refused
    assert titles(database, "draft", "submitted") == []


def test_each_problem_stands_at_its_cell_and_nothing_comes_in(cast: Cast, database: Database) -> None:
    browser = cast.sign_in("alice")
    address = arrive(browser, COLUMNS + "Kor;Syng;seks\nDans;Dans;7-9\n;Uden navn;7\n")
    shown = browser.get(address).text
    assert "C2 Alder" in shown
    assert "Skriv alderen som for eksempel 7-11." in shown
    assert "A4 Tilbuddets navn" in shown
    assert 'name="how"' not in shown
    assert "Dans" not in browser.get(f"{address}?vis=fejl").text.partition("<main")[2].partition("tasks")[2]
    assert browser.post(address, data={"how": "draft"}).status_code == 303
    assert titles(database) == []


def test_columns_that_are_not_recognised_are_asked_about(cast: Cast, database: Database) -> None:
    browser = cast.sign_in("alice")
    address = arrive(browser, "Hvad er det;Hvor gammel;Farve\nKor;6-9;blå\n")
    assert address.endswith("/kolonner")
    page = browser.get(address).text
    assert "Hvad er det" in page
    assert "Kor" in page
    chosen = {"kolonne.0": "title", "kolonne.1": "title", "kolonne.2": ""}
    twice = browser.post(address, data=chosen)
    assert twice.status_code == 422
    assert "er valgt for to kolonner" in twice.text
    nameless = browser.post(address, data={"kolonne.1": "ages"})
    assert "Vælg, hvilken kolonne der er ”Tilbuddets navn”" in nameless.text
    led = browser.post(address, data=chosen | {"kolonne.1": "ages"})
    browser.post(led.headers["location"], data={"how": "draft"})
    with database.reading() as db:
        version = db.scalars(select(OfferVersion)).one()
        assert (version.content.title, version.content.age_min, version.content.age_max) == ("Kor", 6, 9)


def test_a_file_that_comes_again_changes_the_same_offers_and_never_anothers(cast: Cast, database: Database) -> None:
    text = "Eksternt nummer;Tilbuddets navn\na1;Kor\n"
    browser = cast.sign_in("alice")
    browser.post(arrive(browser, text), data={"how": "draft"})
    browser.post(arrive(browser, text.replace("Kor", "Sang")), data={"how": "draft"})
    assert titles(database) == ["Sang"]
    browser = cast.sign_in("charlie")
    address = arrive(browser, text)
    assert "er optaget" in browser.get(address).text
    assert "intet er hentet ind" in browser.post(address, data={"how": "draft"}).text
    assert titles(database) == ["Sang"]


def test_what_the_municipality_is_reading_is_left_alone(cast: Cast, database: Database) -> None:
    browser = cast.sign_in("alice")
    browser.post(arrive(browser, complete("Kor", numbers=("a1",))), data={"how": "submit"})
    address = arrive(browser, complete("Kor", "Ny", numbers=("a1", "a2"), summary="Andet"))
    assert "kan ikke ændres, før det er afgjort" in browser.get(address).text
    assert titles(database, "draft", "submitted") == ["Kor"]


def test_a_live_offer_that_comes_in_again_stays_live_beside_its_change(cast: Cast, database: Database) -> None:
    with database.writing() as db, db.begin():
        offer_id = make.live(db, cast.actor("alice")).offer_id
    browser = cast.sign_in("alice")
    table = browser.get("/mine/hent/csv").content.decode("utf-8-sig").replace("Heste og ro", "Heste og mere ro")
    browser.post(arrive(browser, table), data={"how": "draft"})
    with database.reading() as db:
        assert db.get_one(Offer, offer_id).status == "live"
        newest = actions.newest_version(db, offer_id)
        assert (newest.status, newest.content.title) == ("draft", "Heste og mere ro på små hold")


def test_confirming_twice_brings_in_once(cast: Cast, database: Database) -> None:
    browser = cast.sign_in("alice")
    address = arrive(browser, THREE)
    browser.post(address, data={"how": "draft"})
    assert browser.post(address, data={"how": "draft"}).status_code == 404
    assert len(titles(database)) == 3


def test_a_file_is_given_up_and_forgotten(cast: Cast, database: Database) -> None:
    browser = cast.sign_in("alice")
    address = arrive(browser, THREE)
    assert kept(database) == ["Vores tilbud.csv"]
    assert browser.post(f"{address}/fortryd").status_code == 303
    assert kept(database) == []


def test_a_file_that_nobody_goes_on_with_is_forgotten(cast: Cast, database: Database) -> None:
    browser = cast.sign_in("alice")
    address = arrive(browser, THREE)
    with database.writing() as db, db.begin():
        upload = db.scalars(select(ImportUpload)).one()
        later = upload.created_at + uploads.LIFETIME
        assert uploads.forget_old(db, now=later - dt.timedelta(seconds=1), settings=Settings()) == 0
        upload.expires_at = dt.datetime.now(dt.UTC) - dt.timedelta(seconds=1)
    assert browser.get(address).status_code == 404
    with database.writing() as db, db.begin():
        assert uploads.forget_old(db, now=dt.datetime.now(dt.UTC), settings=Settings()) == 1
    assert kept(database) == []


def test_a_new_file_takes_the_place_of_the_one_before(cast: Cast, database: Database) -> None:
    browser = cast.sign_in("alice")
    first = arrive(browser, THREE)
    second = arrive(browser, THREE)
    assert browser.get(first).status_code == 404
    assert browser.get(second).status_code == 200
    assert len(kept(database)) == 1


def test_what_is_wrong_with_a_file_is_told_where_it_was_sent_from(cast: Cast, database: Database) -> None:
    browser = cast.sign_in("alice")
    refused = send(browser, COLUMNS + "Kor;Ring om 010203-1234;7\n")
    assert refused.status_code == 422
    assert "B2 Beskrivelse: Fjern CPR-nummeret" in refused.text
    assert "010203" not in refused.text
    assert kept(database) == []
    assert "Vælg en fil" in browser.post("/mine/regneark", data={}).text


def test_a_file_that_is_far_too_large_is_told_so(cast: Cast) -> None:
    refused = send(cast.sign_in("alice"), "x" * (table_file.LARGEST + 200_000))
    assert refused.status_code == 413
    assert "højst fylde 10 MB" in refused.text


def test_the_log_tells_nothing_of_what_a_file_says(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    browser = cast.sign_in("alice")
    address = arrive(browser, COLUMNS + "Hemmeligheden;Ring til Karen;7\n")
    browser.get(address)
    browser.post(address, data={"how": "draft"})
    assert "Hemmeligheden" not in caplog.text
    assert "Karen" not in caplog.text


def test_an_administrator_brings_in_for_any_organisation_and_publishes(cast: Cast, database: Database) -> None:
    text = (
        "Eksternt nummer;Organisation;Organisationstype;Navn;Beskrivelse;Alder\n"
        "a;Havfruen;Forening;Kor;Syng med;6-9\nb;Nyt Kor;Forening;Dans;Dans med;10-12\n"
    )
    browser = cast.sign_in("anders")
    address = arrive(browser, text, "/administration/regneark")
    assert "Nyt Kor" in browser.get(address).text
    assert "Fagfolk kan finde dem nu" in browser.post(address, data={"how": "publish"}).text
    with database.reading() as db:
        assert {(offer.organisation, offer.content.title) for offer in leaving.live(db)} == {
            ("Havfruen", "Kor"),
            ("Nyt Kor", "Dans"),
        }
        line = db.scalars(select(HistoryLine).where(HistoryLine.verb == "published")).first()
        assert line is not None
        assert line.actor_name == "Anders"


def test_an_administrators_file_says_which_organisation_each_row_is_for(cast: Cast) -> None:
    browser = cast.sign_in("anders")
    address = arrive(browser, THREE, "/administration/regneark")
    assert address.endswith("/kolonner")
    assert (
        "har ingen kolonne ”Organisation”"
        in browser.post(address, data={"kolonne.0": "title", "kolonne.1": "description", "kolonne.2": "ages"}).text
    )


def test_a_partner_of_two_organisations_says_which(cast: Cast, database: Database) -> None:
    with database.writing() as db, db.begin():
        db.add(Membership(organisation_id="tinsoldaten", account_id="alice", asked_at=make.NOW, joined_at=make.NOW))
    browser = cast.sign_in("alice")
    assert "Vælg den organisation" in send(browser, THREE).text
    browser.post(arrive(browser, THREE, organisation="tinsoldaten"), data={"how": "draft"})
    with database.reading() as db:
        assert set(db.scalars(select(Offer.organisation_id))) == {"tinsoldaten"}


def test_who_left_the_organisation_meanwhile_brings_nothing_in(cast: Cast, database: Database) -> None:
    browser = cast.sign_in("bob")
    address = arrive(browser, THREE)
    with database.writing() as db, db.begin():
        db.delete(db.get_one(Membership, ("havfruen", "bob")))
    assert browser.post(address, data={"how": "draft"}).status_code == 404
    assert titles(database) == []


def test_many_rows_show_how_far_they_are(cast: Cast, database: Database) -> None:
    rows = "".join(f"Kor {n};Syng med;6-9\n" for n in range(60))
    browser = cast.sign_in("alice")
    address = arrive(browser, COLUMNS + rows)
    shown = browser.get(f"{address}?side=3").text
    assert "Kor 59" in shown
    assert "Kor 10<" not in shown
    with browser.stream("POST", address, data={"how": "draft"}) as answer:
        text = "".join(answer.iter_text())
    steps = [int(found) for found in re.findall(r"<li>(\d+) af 60</li>", text)]
    assert steps == list(range(3, 61, 3))
    assert text.index("60 af 60") < text.index("Færdig")
    assert len(titles(database)) == 60


def test_an_import_that_is_broken_off_leaves_nothing(cast: Cast, database: Database, db: Any) -> None:
    table = table_file.read(THREE.encode(), offers_table.judge)
    organisation = db.get_one(Organisation, "havfruen")
    upload = uploads.keep(db, cast.actor("alice"), organisation, table, "a.csv", now=make.NOW)
    offers = uploads.reading_of(upload, organisation).offers
    db.commit()
    with database.writing() as other, other.begin() as transaction:
        run = own_offers.each_brought_in(
            other, cast.actor("alice"), organisation, offers, submit_them=False, base_url="", now=make.NOW
        )
        next(run)
        next(run)
        transaction.rollback()
    assert titles(database) == []
    assert kept(database) == ["a.csv"]


def test_uploads_hold_any_table(cast: Cast, db: Any) -> None:
    table = table_file.Table("Ark", ("a", "b"), (table_file.Row(2, ("x", 1)), table_file.Row(3, (1.5, None))))
    organisation = db.get_one(Organisation, "havfruen")
    assert uploads.table_of(uploads.keep(db, cast.actor("alice"), organisation, table, "a", now=make.NOW)) == table
