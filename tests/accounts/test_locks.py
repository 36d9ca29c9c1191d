"""While a password is checked or hashed, which takes a moment on purpose, others can write."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from registry import mail
from registry.accounts import passwords
from registry.db import Database
from registry.web import clock
from tests.accounts.post import GOOD, give_password, link, mails
from tests.cast import Cast

ALICE = "alice@eksempel.example"
OTHER = "fire helt andre ord"


@pytest.fixture
def writes(database: Database, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let somebody else write each time a password is checked or hashed; a held lock would make them wait and fail."""
    done: list[str] = []

    def meanwhile(function: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*given: Any) -> Any:
            with database.writing() as db, db.begin():
                mail.queue(db, to="x@eksempel.example", letter=mail.Letter("x", "x"), now=clock.now())
            done.append(function.__name__)
            return function(*given)

        return wrapped

    for name in ("hashed", "is_right"):
        monkeypatch.setattr(passwords, name, meanwhile(getattr(passwords, name)))
    return done


def test_at_sign_in(cast: Cast, database: Database, writes: list[str]) -> None:
    give_password(database, "alice")
    writes.clear()
    browser = cast.sign_in("bob")
    assert browser.post("/log-ind/adgangskode", data={"email": ALICE, "password": GOOD}).status_code == 303
    assert writes == ["is_right"]


def test_at_sign_up(cast: Cast, database: Database, writes: list[str]) -> None:
    browser = cast.sign_in("bob")
    asked = {"name": "Ny", "email": "ny@eksempel.example", "password": GOOD}
    assert browser.post("/opret", data=asked).status_code == 200
    assert writes == ["hashed"]


def test_at_a_change(cast: Cast, database: Database, writes: list[str]) -> None:
    give_password(database, "alice")
    writes.clear()
    browser = cast.sign_in("alice")
    assert browser.post("/konto/adgangskode", data={"current": GOOD, "password": OTHER}).status_code == 303
    assert writes == ["is_right", "hashed"]


def test_on_the_page_of_a_link(cast: Cast, database: Database, writes: list[str]) -> None:
    browser = cast.sign_in("bob")
    browser.post("/log-ind", data={"email": ALICE})
    assert len(mails(database, ALICE)) == 1
    assert browser.post(link(database, ALICE), data={"password": OTHER}).status_code == 303
    assert writes == ["hashed"]
