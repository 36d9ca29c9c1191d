"""An administrator looks an organisation up in the CVR register, and verifies it by what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

import registry.desk.cvr
from registry.access import SYSTEM
from registry.cvr import Company
from registry.db import Database
from registry.partners import actions
from registry.partners.models import Organisation
from registry.settings import Settings
from tests.cast import Cast
from tests.cvr import register as stand_in
from tests.cvr.register import PASSWORD, USER, Register
from tests.make import NOW

NUMBER = 29189420


@pytest.fixture
def register() -> Iterator[Register]:
    with stand_in.running() as running:
        yield running


@pytest.fixture
def settings(database_url: str, register: Register) -> Settings:
    return Settings(
        database_url=database_url,
        base_url="http://testserver.local",
        cvr_url=register.url,
        cvr_user=USER,
        cvr_password=PASSWORD,
    )


def unverified(database: Database, cvr: str | None = str(NUMBER)) -> str:
    """Make an organisation that says that it has a number, and return where it is shown."""
    with database.writing() as db, db.begin():
        made = actions.find_or_make(db, SYSTEM, cvr=cvr, name="Rideklubben Vørbjerg", sector="association", now=NOW)
        return f"/administration/organisationer/{made.id}"


def test_what_the_register_says_is_shown_and_verifies_with_one_click(
    database: Database, register: Register, cast: Cast
) -> None:
    register.add(NUMBER, "Voerbjerg Rideklub")
    here = unverified(database)
    client = cast.sign_in("anders")
    assert "Slå op i CVR-registret" in client.get(here).text
    page = client.post(f"{here}/cvr").text
    for said in ("Voerbjerg Rideklub", "Forening, Sportsklubber", "Eksempelvej 12B, 1. tv, 9400 Nørresundby", "NORMAL"):
        assert said in page
    assert "Navnet er et andet" not in page
    seen = re.findall(r'name="seen" value="(\w+)"', page)
    client.post(f"{here}/bekraeft", data={"reason": "cvr", "seen": seen[0]})
    assert "Slået op i CVR-registret" in client.get(here).text
    with database.reading() as db:
        assert db.get_one(Organisation, here.rsplit("/", 1)[1]).verified_at is not None


def test_what_does_not_fit_is_said(database: Database, register: Register, cast: Cast) -> None:
    here = unverified(database)
    client = cast.sign_in("anders")
    assert "kender ikke nummeret 29189420" in client.post(f"{here}/cvr").text
    register.add(NUMBER, "Bådelauget Spantet")
    assert "I CVR-registret hedder nummeret Bådelauget Spantet" in client.post(f"{here}/cvr").text
    register.add(NUMBER, "Voerbjerg Rideklub", status="OPHØRT", until="2021-05-01")
    page = client.post(f"{here}/cvr").text
    assert "Ophørt 1. maj 2021" in page
    assert "Det passer: bekræft organisationen" not in page
    assert "Eller med dine egne ord" in page


@pytest.mark.parametrize(
    ("mood", "said"),
    [("away", "kan ikke nås lige nu"), ("broken", "svar kunne ikke læses"), ("elsewhere", "kan ikke nås lige nu")],
)
def test_without_an_answer_it_is_done_by_hand(
    database: Database, register: Register, cast: Cast, mood: str, said: str
) -> None:
    here = unverified(database)
    register.mood = mood
    answer = cast.sign_in("anders").post(f"{here}/cvr")
    assert answer.status_code == 200
    assert said in answer.text
    assert "Hvordan ved du, hvem de er?" in answer.text


def test_no_transaction_is_open_while_the_register_answers(
    database: Database, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []
    open_at_the_call: list[int] = []

    def begin(session: Session, *_rest: object) -> None:
        begun.append("begin")

    def end(session: Session, transaction: object) -> None:
        begun.clear() if transaction.parent is None else None  # type: ignore[attr-defined]

    def answer(_settings: Settings, cvr: str) -> Company:
        open_at_the_call.append(len(begun))
        return Company(cvr=cvr, name="Voerbjerg Rideklub")

    monkeypatch.setattr(registry.desk.cvr, "look_up", answer)
    here = unverified(database)
    cast.sign_in("anders")
    event.listen(Session, "after_begin", begin)
    event.listen(Session, "after_transaction_end", end)
    try:
        cast.client.post(f"{here}/cvr")
    finally:
        event.remove(Session, "after_begin", begin)
        event.remove(Session, "after_transaction_end", end)
    assert open_at_the_call == [0]


def test_there_is_no_button_without_a_number(database: Database, cast: Cast) -> None:
    here = unverified(database, None)
    assert "Slå op i CVR-registret" not in cast.sign_in("anders").get(here).text
    assert cast.client.post(f"{here}/cvr").status_code == 404
