"""The list of all published offers: narrowed, a page at a time, and asking the database no more when it grows."""

from __future__ import annotations

import datetime as dt
import html
import re

import pytest
from sqlalchemy import Engine, event, update
from sqlalchemy.orm import Session

from registry.db import Database
from registry.offers import actions as offer_actions
from registry.offers import keeping, publishing
from registry.offers.models import Offer, OfferVersion
from registry.partners.models import Organisation
from tests import make
from tests.cast import Cast

HERE = "/administration/tilbud"


def titles(page: str) -> list[str]:
    found = re.findall(r'<label for="tilbud-\w+"><span lang="da">([^<]+)</span></label>', page)
    return [html.unescape(one) for one in found]


def live(db: Session, cast: Cast, title: str, days: int = 0, person: str = "alice", **changes: object) -> OfferVersion:
    """A live offer that was confirmed so many days ago."""
    version = make.live(
        db, cast.actor(person), "havfruen" if person == "alice" else "tinsoldaten", title=title, **changes
    )
    confirmed = make.NOW - dt.timedelta(days=days)
    db.execute(update(Offer).where(Offer.id == version.offer_id).values(confirmed_at=confirmed))
    return version


@pytest.fixture
def some(cast: Cast, db: Session) -> None:
    live(db, cast, "Ål og ørreder", 300, activities=("natur",))
    live(db, cast, "Kor", 200, needs=("finde_venner",), postal_code="9240")
    paused = live(db, cast, "Sejlads", 100, person="charlie", policy=make.CONTENT.policy[:1])
    offer_actions.pause(db, cast.actor("charlie"), paused.offer_id, now=make.NOW)
    expired = live(db, cast, "Skak", 400, person="charlie")
    db.execute(update(Offer).where(Offer.id == expired.offer_id).values(status="expired"))
    make.draft(db, cast.actor("alice"), title="Kladden")
    make.submitted(db, cast.actor("alice"), title="Den nye")
    db.commit()


@pytest.mark.usefixtures("some")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Skak", "Ål og ørreder", "Kor", "Sejlads"]),
        ("q=oerred", ["Ål og ørreder"]),
        ("q=ÅL", ["Ål og ørreder"]),
        ("q=findes+ikke", []),
        ("q=%25", []),
        ("org=havfruen", ["Ål og ørreder", "Kor"]),
        ("org=%3F", []),
        ("status=vises", ["Ål og ørreder", "Kor"]),
        ("status=pause", ["Sejlads"]),
        ("status=skjult", ["Skak"]),
        ("omraade=vest", ["Kor"]),
        ("maerke=need:finde_venner", ["Kor"]),
        ("maerke=activity:natur", ["Ål og ørreder"]),
        ("maerke=element:bup22.faellesskaber.a1", ["Skak", "Ål og ørreder", "Kor"]),
        ("maerke=need:findes_ikke", ["Skak", "Ål og ørreder", "Kor", "Sejlads"]),
        ("siden=2026-05-01", ["Skak", "Ål og ørreder", "Kor"]),
        ("siden=2026-05-01&status=vises", ["Ål og ørreder", "Kor"]),
        ("efter=noget~andet", ["Skak", "Ål og ørreder", "Kor", "Sejlads"]),
    ],
)
def test_published_offers_are_narrowed(cast: Cast, query: str, expected: list[str]) -> None:
    page = cast.sign_in("anders").get(f"{HERE}?{query}")
    assert page.status_code == 200
    assert titles(page.text) == expected


def test_a_date_that_is_none_is_said_and_kept(cast: Cast) -> None:
    page = cast.sign_in("anders").get(f"{HERE}?siden=i+morgen")
    assert page.status_code == 422
    assert "Skriv datoen som dag, måned og år" in page.text
    assert 'value="i morgen"' in page.text


def test_a_number_of_a_person_is_not_kept_in_the_address(cast: Cast) -> None:
    assert cast.sign_in("anders").get(f"{HERE}?q=010203-1234").headers["location"] == HERE


def test_the_list_follows_whatever_is_written(cast: Cast, db: Session) -> None:
    version = live(db, cast, "Kor")
    db.commit()
    client = cast.sign_in("anders")
    alice = cast.actor("alice")
    change = offer_actions.edit(db, alice, version.offer_id, now=make.NOW)
    offer_actions.save(db, alice, change, make.content(title="Big band", needs=("finde_venner",)), now=make.NOW)
    db.commit()
    assert titles(client.get(f"{HERE}?q=band").text) == [], "a draft is nobody else's business"
    offer_actions.submit(db, alice, change, now=make.NOW)
    publishing.publish(db, change, [], now=make.NOW)
    db.commit()
    assert titles(client.get(f"{HERE}?q=band&maerke=need:finde_venner").text) == ["Big band"]
    assert titles(client.get(f"{HERE}?q=kor").text) == []
    offer = db.get_one(Offer, version.offer_id)
    keeping.change_at_once(db, alice, offer, make.content(postal_code="9240"), ["postal_code"], now=make.NOW)
    db.commit()
    assert titles(client.get(f"{HERE}?omraade=vest").text) == ["Big band"]


def test_a_suspended_organisation_is_marked(cast: Cast, db: Session) -> None:
    live(db, cast, "Kor")
    db.execute(update(Organisation).where(Organisation.id == "havfruen").values(suspended_at=make.NOW))
    db.commit()
    assert "Organisationen er suspenderet" in cast.sign_in("anders").get(HERE).text


def test_many_offers_have_pages_and_ask_no_more(cast: Cast, database: Database) -> None:
    def asked(url: str) -> tuple[int, str]:
        statements: list[str] = []

        def count(_c: object, _k: object, statement: str, *_rest: object) -> None:
            statements.append(statement)

        event.listen(Engine, "before_cursor_execute", count)
        page = cast.client.get(url).text
        event.remove(Engine, "before_cursor_execute", count)
        return len(statements), page

    cast.sign_in("anders")
    narrowed = f"{HERE}?q=kor&org=havfruen&status=vises&maerke=need:plads_til_energi&siden=2027-01-01"
    with database.writing() as db, db.begin():
        live(db, cast, "Kor 0", 99)
    few, few_narrowed = asked(HERE)[0], asked(narrowed)[0]
    with database.writing() as db, db.begin():
        for n in range(1, 60):
            live(db, cast, f"Kor {n}", 99 if n < 55 else 98)
    count, first = asked(HERE)
    assert count == few
    assert asked(narrowed)[0] == few_narrowed
    assert len(titles(first)) == 50
    onwards = html.unescape(first.split(f'href="{HERE}?efter=')[1].split('"')[0])
    count, second = asked(f"{HERE}?efter={onwards}")
    assert count == few
    assert len(titles(second)) == 10
    assert set(titles(first)) | set(titles(second)) == {f"Kor {n}" for n in range(60)}
    back = html.unescape(second.split(f'href="{HERE}?foer=')[1].split('"')[0])
    assert titles(asked(f"{HERE}?foer={back}")[1]) == titles(first)
