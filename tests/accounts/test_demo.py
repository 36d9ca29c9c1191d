"""One click per role: in a demo on loopback, and nowhere else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest
from litestar.testing import TestClient

from registry.access import Role
from registry.accounts.demo import DEMO_PEOPLE
from registry.accounts.models import Account
from registry.app import create_asgi
from registry.db import Database
from registry.db.facts import mark_as_demo
from registry.settings import Settings

NOW = dt.datetime(2026, 11, 16, 9, 0, tzinfo=dt.UTC)
PAGES = {Role.PARTNER: "/mine", Role.PROFESSIONAL: "/find", Role.ADMINISTRATOR: "/godkend"}


def seed(database: Database, *, demo: bool = True) -> None:
    with database.writing() as db, db.begin():
        if demo:
            mark_as_demo(db)
        for role, person in DEMO_PEOPLE.items():
            db.add(
                Account(email=person.email, name=person.name, role_names=[role.value], created_at=NOW, confirmed_at=NOW)
            )


def serving(settings: Settings, *, on_loopback: bool) -> Iterator[TestClient]:
    app = create_asgi(replace(settings, demo_sign_in=on_loopback))
    with TestClient(app, base_url=settings.base_url) as opened:
        opened.follow_redirects = False
        yield opened


@pytest.fixture
def demo(database: Database, settings: Settings) -> Iterator[TestClient]:
    seed(database)
    yield from serving(settings, on_loopback=True)


def test_the_sign_in_page_says_whom_one_can_be(demo: TestClient) -> None:
    page = demo.get("/log-ind").text
    for role, person in DEMO_PEOPLE.items():
        assert f'name="role" value="{role.value}"' in page
        assert person.name in page


@pytest.mark.parametrize("role", list(Role))
def test_a_click_is_enough(demo: TestClient, role: Role) -> None:
    answer = demo.post("/demo/log-ind", data={"role": role.value})
    assert (answer.status_code, answer.headers["location"]) == (303, PAGES[role])
    assert DEMO_PEOPLE[role].name in demo.get("/konto").text


def test_one_can_change_roles_with_another_click(demo: TestClient) -> None:
    demo.post("/demo/log-ind", data={"role": "partner"})
    assert "Du er logget ind som Maja Krogh" in demo.get("/log-ind").text
    demo.post("/demo/log-ind", data={"role": "professional"})
    assert "Amir Lund" in demo.get("/konto").text


@pytest.mark.parametrize("role", ["", "system", "PARTNER", "partner'"])
def test_there_are_no_other_roles(demo: TestClient, role: str) -> None:
    assert demo.post("/demo/log-ind", data={"role": role}).status_code == 404


def test_a_demo_that_others_can_reach_has_no_such_buttons(database: Database, settings: Settings) -> None:
    seed(database)
    for reachable in serving(settings, on_loopback=False):
        assert "/demo/log-ind" not in reachable.get("/log-ind").text
        assert reachable.post("/demo/log-ind", data={"role": "administrator"}).status_code == 404


def test_a_real_registry_has_no_such_buttons_even_with_these_accounts(database: Database, settings: Settings) -> None:
    seed(database, demo=False)
    for real in serving(settings, on_loopback=True):
        assert "/demo/log-ind" not in real.get("/log-ind").text
        assert real.post("/demo/log-ind", data={"role": "administrator"}).status_code == 404


def test_after_asking_for_a_link_one_is_told_where_the_mail_is(demo: TestClient) -> None:
    assert "Administration" in demo.post("/log-ind", data={"email": "a@eksempel.example"}).text
