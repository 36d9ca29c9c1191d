"""Administrators and the people: who is asked in, who is what, and who is out."""

from __future__ import annotations

import datetime as dt
import threading
from typing import Any

import pytest
from litestar.testing import TestClient
from sqlalchemy import Engine, event, select

from registry.access import Actor, Role
from registry.accounts import administering, rules
from registry.accounts.models import Account
from registry.db import Database
from registry.history import HistoryLine
from registry.web import sessions
from tests.accounts.post import GOOD, Time, account, link, mails, number_of_sessions
from tests.cast import BEGINNING, Cast

HERE = "/administration/personer"
SOEREN = "soeren@eksempel.example"


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    return Time(monkeypatch)


def invite(
    browser: TestClient, email: str = SOEREN, name: str = "Søren Sund", roles: tuple[str, ...] = ("professional",)
):
    return browser.post(f"{HERE}/inviter", data={"name": name, "email": email, "roles": list(roles)})


def verbs(database: Database) -> list[tuple[str, str, str | None]]:
    with database.reading() as db:
        lines = db.scalars(select(HistoryLine).order_by(HistoryLine.at, HistoryLine.id)).all()
        return [(line.verb, line.actor_name, line.note) for line in lines]


def roles_of(database: Database, email: str) -> frozenset[Role]:
    found = account(database, email)
    return found.roles if found else frozenset()


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", ""),
        ("GET", "/inviter"),
        ("POST", "/inviter"),
        ("GET", "/alice"),
        ("GET", "/findes-ikke"),
        ("POST", "/alice/roller"),
        ("POST", "/alice/inviter"),
        ("POST", "/alice/luk"),
        ("POST", "/alice/aabn"),
    ],
)
def test_only_administrators_come_here(cast: Cast, database: Database, method: str, path: str) -> None:
    for name in ("alice", "petra"):
        answer = cast.sign_in(name).request(method, HERE + path, data={"roles": "administrator"})
        assert answer.status_code == 403
    answer = cast.sign_out().request(method, HERE + path)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/log-ind")
    assert verbs(database) == []


def test_everybody_is_listed_in_danish_order_with_role_and_standing(cast: Cast, database: Database) -> None:
    with database.writing() as db, db.begin():
        db.add(Account(email="oerjan@eksempel.example", name="Ørjan", role_names=["partner"], created_at=BEGINNING))
        db.add(Account(email="zita@eksempel.example", name="Zita", role_names=["partner"], created_at=BEGINNING))
    page = cast.sign_in("anders").get(HERE).text
    page = page.partition("<tbody>")[2] + page.partition("<table")[0]
    places = [page.index(f">{name}</a>") for name in ("Alice", "Anders", "Astrid", "Petra", "Zita", "Ørjan")]
    assert places == sorted(places)
    assert "8 personer" in page
    assert "Mailadressen er ikke bekræftet" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=ALI", {"Alice"}),
        ("q=petra@eks", {"Petra"}),
        ("q=%25", set()),
        ("q=ø", set()),
        ("rolle=administrator", {"Anders", "Astrid"}),
        ("rolle=professional", {"Petra"}),
        ("rolle=partner&q=ob", {"Bob"}),
        ("rolle=nonsense&q=bob", {"Bob"}),
        ("side=99&q=bob", {"Bob"}),
        ("side=x&q=bob", {"Bob"}),
    ],
)
def test_people_are_found_by_name_address_and_role(cast: Cast, query: str, found: set[str]) -> None:
    page = cast.sign_in("anders").get(f"{HERE}?{query}").text
    table = page.partition("<tbody>")[2]
    assert {
        name for name in ("Alice", "Bob", "Charlie", "Petra", "Anders", "Astrid") if f">{name}</a>" in table
    } == found


def test_a_long_list_has_pages_that_keep_the_search(cast: Cast, database: Database) -> None:
    with database.writing() as db, db.begin():
        for n in range(60):
            db.add(
                Account(
                    email=f"p{n}@eksempel.example", name=f"Æble {n:02}", role_names=["partner"], created_at=BEGINNING
                )
            )
    browser = cast.sign_in("anders")
    page = browser.get(f"{HERE}?q=æble").text
    assert "60 personer" in page
    assert "?q=%C3%A6ble&amp;side=2" in page
    assert "Æble 25" in browser.get(f"{HERE}?q=æble&side=2").text


def test_the_list_takes_as_many_queries_however_long_it_is(
    cast: Cast, database: Database, request: pytest.FixtureRequest
) -> None:
    browser = cast.sign_in("anders")
    counted: list[str] = []

    def count(*given: Any) -> None:
        counted.append(given[2])

    event.listen(Engine, "before_cursor_execute", count)
    request.addfinalizer(lambda: event.remove(Engine, "before_cursor_execute", count))
    browser.get(HERE)
    few = len(counted)
    with database.writing() as db, db.begin():
        for n in range(20):
            db.add(Account(email=f"p{n}@eksempel.example", name=f"P {n}", role_names=["partner"], created_at=BEGINNING))
    counted.clear()
    browser.get(HERE)
    assert len(counted) == few


def test_soeren_is_invited_says_yes_and_is_a_professional(cast: Cast, database: Database) -> None:
    browser = cast.sign_in("anders")
    answer = invite(browser)
    made = account(database, SOEREN)
    assert made
    assert (answer.status_code, answer.headers["location"]) == (303, f"{HERE}/{made.id}")
    assert "Inviteret" in browser.get(f"{HERE}/{made.id}").text
    (mail,) = mails(database, SOEREN)
    assert "Anders har inviteret dig" in mail.subject
    assert "Fagperson" in mail.text
    path = link(database, SOEREN)
    cast.sign_out()
    opened = browser.get(path)
    assert 'value="Søren Sund"' in opened.text
    assert "Fagperson" in opened.text
    weak = browser.post(path, data={"name": "Søren S. Sund", "password": "sørensund1"})
    assert weak.status_code == 422
    assert 'value="Søren S. Sund"' in weak.text
    entered = browser.post(path, data={"name": "Søren S. Sund", "password": GOOD})
    assert (entered.status_code, entered.headers["location"]) == (303, "/find")
    assert "Velkommen til Sammen" in browser.get("/konto").text
    made = account(database, SOEREN)
    assert made
    assert (made.name, made.is_open, made.roles) == ("Søren S. Sund", True, frozenset({Role.PROFESSIONAL}))
    assert verbs(database) == [
        ("invited", "Anders", "professional"),
        ("joined_by_invitation", "Søren S. Sund", None),
    ]
    assert browser.post(path).status_code == 410


def test_an_invitation_is_in_the_registrys_language_whatever_the_administrator_reads(
    cast: Cast, database: Database
) -> None:
    browser = cast.sign_in("anders")
    browser.cookies.set("sprog", "en", domain="testserver.local")
    invite(browser)
    assert "har inviteret dig" in mails(database, SOEREN)[0].subject


def test_an_invitation_works_for_a_week_and_can_be_sent_again(cast: Cast, database: Database, time: Time) -> None:
    browser = cast.sign_in("anders")
    invite(browser)
    old = link(database, SOEREN)
    made = account(database, SOEREN)
    assert made
    time.passes(days=7)
    assert browser.get(old).status_code == 410
    assert "udløbet" in browser.get(f"{HERE}/{made.id}").text
    assert browser.post(f"{HERE}/{made.id}/inviter").status_code == 303
    new = link(database, SOEREN)
    assert new != old
    assert browser.get(new).status_code == 200


def test_a_fresh_invitation_makes_the_one_before_worthless(cast: Cast, database: Database) -> None:
    browser = cast.sign_in("anders")
    invite(browser)
    first = link(database, SOEREN)
    invite(browser, roles=("administrator",))
    assert browser.get(first).status_code == 410
    assert roles_of(database, SOEREN) == {Role.ADMINISTRATOR}


def test_who_has_an_account_gets_the_role_at_once(cast: Cast, database: Database) -> None:
    browser = cast.sign_in("anders")
    invite(browser, "alice@eksempel.example", "Noget andet", ("professional",))
    changed = account(database, "alice@eksempel.example")
    assert changed
    assert (changed.name, changed.roles) == ("Alice", frozenset({Role.PARTNER, Role.PROFESSIONAL}))
    assert mails(database) == []
    assert "havde allerede en konto" in browser.get(f"{HERE}/alice").text


def test_who_is_in_needs_no_invitation(cast: Cast, database: Database) -> None:
    answer = cast.sign_in("anders").post(f"{HERE}/alice/inviter")
    assert answer.status_code == 422
    assert mails(database) == []


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({}, {"name", "email", "roles"}),
        ({"name": "Søren", "email": "søren", "roles": "professional"}, {"email"}),
        ({"name": "S/S", "email": SOEREN, "roles": "boss"}, {"name", "roles"}),
    ],
)
def test_an_invitation_says_all_that_is_missing(
    cast: Cast, database: Database, fields: dict[str, str], wrong: set[str]
) -> None:
    answer = cast.sign_in("anders").post(f"{HERE}/inviter", data=fields)
    assert answer.status_code == 422
    for field in ("name", "email", "roles"):
        assert (f'href="#{field}"' in answer.text) is (field in wrong)
    assert mails(database) == []


def test_a_closed_account_is_not_invited(cast: Cast, database: Database) -> None:
    browser = cast.sign_in("anders")
    browser.post(f"{HERE}/alice/luk")
    answer = invite(browser, "alice@eksempel.example")
    assert answer.status_code == 422
    assert "lukket" in answer.text


def test_other_roles_end_the_sessions_and_are_in_the_history(cast: Cast, database: Database) -> None:
    cast.sign_in("alice")
    answer = cast.sign_in("anders").post(f"{HERE}/alice/roller", data={"roles": ["partner", "administrator"]})
    assert answer.status_code == 303
    assert roles_of(database, "alice@eksempel.example") == {Role.PARTNER, Role.ADMINISTRATOR}
    assert number_of_sessions(database, "alice") == 0
    assert verbs(database) == [("roles_changed", "Anders", "partner → partner, administrator")]
    assert "Anders ændrede rollerne" in cast.sign_in("anders").get(f"{HERE}/alice").text


def test_the_same_roles_change_nothing(cast: Cast, database: Database) -> None:
    cast.sign_in("alice")
    cast.sign_in("anders").post(f"{HERE}/alice/roller", data={"roles": ["partner"]})
    assert number_of_sessions(database, "alice") == 1
    assert verbs(database) == []


@pytest.mark.parametrize("roles", [[], ["boss"]])
def test_everybody_has_a_role(cast: Cast, database: Database, roles: list[str]) -> None:
    answer = cast.sign_in("anders").post(f"{HERE}/alice/roller", data={"roles": roles})
    assert answer.status_code == 422
    assert 'href="#roles"' in answer.text
    assert roles_of(database, "alice@eksempel.example") == {Role.PARTNER}


def test_nobody_takes_away_their_own_right(cast: Cast, database: Database) -> None:
    browser = cast.sign_in("anders")
    for roles in ([], ["professional"]):
        answer = browser.post(f"{HERE}/anders/roller", data={"roles": roles})
        assert answer.status_code == 422
        assert "din egen adgang" in answer.text
    answer = browser.post(f"{HERE}/anders/luk")
    assert answer.status_code == 422
    assert "din egen konto" in answer.text
    assert roles_of(database, "anders@eksempel.example") == {Role.ADMINISTRATOR}
    assert "Luk kontoen" not in browser.get(f"{HERE}/anders").text


def test_more_roles_of_ones_own_come_with_a_new_token(cast: Cast, database: Database) -> None:
    browser = cast.sign_in("anders")
    before = browser.cookies["session"]
    answer = browser.post(f"{HERE}/anders/roller", data={"roles": ["administrator", "professional"]})
    assert answer.status_code == 303
    assert "session=" in str(answer.headers.get_list("set-cookie"))
    assert before not in str(answer.headers.get_list("set-cookie"))
    assert number_of_sessions(database, "anders") == 1


def test_of_two_administrators_who_remove_each_other_at_once_one_stays(cast: Cast, database: Database) -> None:
    together = threading.Barrier(2)
    refused: list[str] = []

    def remove(actor: Actor, other: str) -> None:
        together.wait()
        with database.writing() as db, db.begin():
            try:
                administering.close(db, actor, db.get_one(Account, other), now=BEGINNING)
            except rules.Unfit as unfit:
                refused.append(unfit.message)

    threads = [
        threading.Thread(target=remove, args=(cast.actor(one), other))
        for one, other in (("anders", "astrid"), ("astrid", "anders"))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(refused) == 1
    assert "mindst én administrator" in refused[0]


def test_a_closed_account_is_out_and_can_be_opened_again(cast: Cast, database: Database) -> None:
    cast.sign_in("alice")
    browser = cast.sign_in("anders")
    browser.post("/log-ind", data={"email": "alice@eksempel.example"})
    path = link(database, "alice@eksempel.example")
    assert browser.post(f"{HERE}/alice/luk").status_code == 303
    assert number_of_sessions(database, "alice") == 0
    assert browser.get(path).status_code == 410
    page = browser.get(f"{HERE}/alice").text
    assert "Åbn kontoen igen" in page
    assert "Gem roller" not in page
    browser.post(f"{HERE}/alice/luk")
    assert browser.post(f"{HERE}/alice/aabn").status_code == 303
    assert [verb for verb, _, _ in verbs(database)] == ["account_closed", "account_reopened"]
    assert browser.get(path).status_code == 410
    browser.post("/log-ind", data={"email": "alice@eksempel.example"})
    assert browser.post(link(database, "alice@eksempel.example")).status_code == 303


def test_somebody_who_does_not_exist_is_not_found(cast: Cast) -> None:
    browser = cast.sign_in("anders")
    assert browser.get(f"{HERE}/findes-ikke").status_code == 404
    assert browser.post(f"{HERE}/findes-ikke/luk").status_code == 404


def test_a_cpr_number_is_not_searched_for_and_leaves_the_address(cast: Cast) -> None:
    answer = cast.sign_in("anders").get(HERE, params={"q": "010203-1234"})
    assert (answer.status_code, answer.headers["location"]) == (303, HERE)


def test_the_last_sign_in_is_shown_and_those_without_one_are_found(database: Database, cast: Cast) -> None:
    browser = cast.sign_in("anders")
    assert "Aldrig" in browser.get(f"{HERE}/petra").text
    with database.writing() as db, db.begin():
        db.get_one(Account, "petra").signed_in_at = dt.datetime(2026, 11, 3, 12, 0, tzinfo=dt.UTC)
        db.get_one(Account, "bob").closed_at = dt.datetime(2026, 11, 4, 12, 0, tzinfo=dt.UTC)
    assert "3. november 2026" in browser.get(f"{HERE}/petra").text
    never, closed = (browser.get(HERE, params={"vis": state}).text for state in ("aldrig", "lukket"))
    assert "petra@" not in never
    assert "alice@" in never
    assert "bob@" not in never
    assert ("bob@" in closed, "alice@" in closed) == (True, False)


def test_somebody_is_signed_out_everywhere(database: Database, cast: Cast) -> None:
    assert cast.sign_in("petra").get("/konto").status_code == 200
    browser = cast.sign_in("anders")
    assert "Logget ind i 1 browser." in browser.get(f"{HERE}/petra").text
    assert browser.post(f"{HERE}/petra/log-ud").headers["location"] == f"{HERE}/petra"
    page = browser.get(f"{HERE}/petra").text
    assert "Anders loggede personen ud alle steder" in page
    assert "Log personen ud alle steder" not in page
    cast.client.cookies.set(sessions.COOKIE, "token-of-petra")
    assert cast.client.get("/konto").status_code == 303
