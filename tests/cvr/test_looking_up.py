"""Asking the CVR register: what it says, what it doesn't know, and every way in which it may not answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest

from registry.cvr import Company, NoAnswer, Trouble, look_up, looking_up
from registry.settings import BadSetting, Settings, from_environment
from tests.cvr import register as stand_in
from tests.cvr.register import PASSWORD, USER, Register


@pytest.fixture
def register() -> Iterator[Register]:
    with stand_in.running() as running:
        yield running


@pytest.fixture
def asking(register: Register) -> Settings:
    return Settings(cvr_url=register.url, cvr_user=USER, cvr_password=PASSWORD)


def test_it_says_who_has_the_number(register: Register, asking: Settings) -> None:
    register.add(29189420, "Voerbjerg Rideklub")
    assert look_up(asking, "29189420") == Company(
        cvr="29189420",
        name="Voerbjerg Rideklub",
        kind="Forening",
        industry="Sportsklubber",
        address="Eksempelvej 12B, 1. tv",
        postal_code="9400",
        town="Nørresundby",
        status="NORMAL",
    )


def test_it_is_asked_for_one_number_and_for_no_more_than_is_shown(register: Register, asking: Settings) -> None:
    look_up(asking, "29189420")
    (question,) = register.asked
    assert question["query"] == {"term": {"Vrvirksomhed.cvrNummer": 29189420}}
    assert question["size"] == 1
    assert not any("deltager" in one.lower() or "telefon" in one.lower() for one in question["_source"])


def test_a_number_that_nobody_has_is_nobodys(register: Register, asking: Settings) -> None:
    assert look_up(asking, "29189420") is None


@pytest.mark.parametrize(
    ("status", "until", "ceased", "on"),
    [
        ("Aktiv", None, False, None),
        ("NORMAL", None, False, None),
        ("UNDERKONKURS", None, False, None),
        ("OPHØRT", "2021-05-01", True, dt.date(2021, 5, 1)),
        ("NORMAL", "2021-05-01", True, dt.date(2021, 5, 1)),
        ("OPLØSTEFTERKONKURS", None, True, None),
        ("Tvangsopløst", None, True, None),
        ("Slettet", None, True, None),
        (None, None, False, None),
    ],
)
def test_what_has_ceased_is_told(
    register: Register, asking: Settings, status: str | None, until: str | None, ceased: bool, on: dt.date | None
) -> None:
    register.add(29189420, "Voerbjerg Rideklub", status=status, until=until)
    found = look_up(asking, "29189420")
    assert found is not None
    assert (found.ceased, found.ceased_on) == (ceased, on)


def test_one_that_began_again_has_not_ceased(register: Register, asking: Settings) -> None:
    register.add(29189420, "Voerbjerg Rideklub", until="2010-01-01")
    lives = register.companies[29189420]["livsforloeb"]
    lives.append({"periode": {"gyldigFra": "2012-01-01", "gyldigTil": None}, "sidstOpdateret": None})
    found = look_up(asking, "29189420")
    assert found is not None
    assert not found.ceased


def test_what_the_register_leaves_empty_is_not_known(register: Register, asking: Settings) -> None:
    register.add(29189420, "Voerbjerg Rideklub", full=False)
    found = look_up(asking, "29189420")
    assert found is not None
    assert (found.kind, found.industry, found.address, found.postal_code, found.town) == (None,) * 5


@pytest.mark.parametrize(
    ("mood", "trouble"),
    [
        ("broken", Trouble.UNREADABLE),
        ("other shape", Trouble.UNREADABLE),
        ("away", Trouble.AWAY),
        ("elsewhere", Trouble.AWAY),
    ],
)
def test_what_can_not_be_used_is_no_answer(register: Register, asking: Settings, mood: str, trouble: Trouble) -> None:
    register.mood = mood
    with pytest.raises(NoAnswer) as none:
        look_up(asking, "29189420")
    assert none.value.trouble is trouble


def test_a_slow_register_is_not_waited_for(
    register: Register, asking: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking_up, "PATIENCE", 0.2)
    register.mood = "slow"
    with pytest.raises(NoAnswer) as none:
        look_up(asking, "29189420")
    assert none.value.trouble is Trouble.SLOW


def test_a_wrong_password_and_nobody_at_the_address_are_told_apart(asking: Settings) -> None:
    with pytest.raises(NoAnswer) as refused:
        look_up(replace(asking, cvr_password="forkert"), "29189420")
    assert refused.value.trouble is Trouble.NOT_LET_IN
    with stand_in.running() as gone:
        pass
    with pytest.raises(NoAnswer) as nobody:
        look_up(replace(asking, cvr_url=gone.url), "29189420")
    assert nobody.value.trouble is Trouble.AWAY


def test_an_answer_without_end_is_not_read(
    register: Register, asking: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking_up, "_MOST", 1_000)
    register.add(29189420, "x" * 2_000)
    with pytest.raises(NoAnswer) as none:
        look_up(asking, "29189420")
    assert none.value.trouble is Trouble.UNREADABLE


def test_it_is_off_unless_set_up() -> None:
    assert from_environment({}).cvr_url is None
    assert look_up(from_environment({}), "29189420") is None


def test_the_three_settings_come_together_and_the_password_is_not_shown() -> None:
    full = {"REGISTRY_CVR_URL": "http://cvr.example/cvr-permanent/", "REGISTRY_CVR_USER": "os"}
    with pytest.raises(BadSetting, match="REGISTRY_CVR_PASSWORD is missing"):
        from_environment(full)
    settings = from_environment({**full, "REGISTRY_CVR_PASSWORD": "hemmelig"})
    assert settings.cvr_url == "http://cvr.example/cvr-permanent"
    assert "hemmelig" not in repr(settings)
    for wrong in ("cvr.example", "ftp://cvr.example", "http://os:hemmelig@cvr.example"):
        with pytest.raises(BadSetting, match="REGISTRY_CVR_URL must be"):
            from_environment({**full, "REGISTRY_CVR_PASSWORD": "x", "REGISTRY_CVR_URL": wrong})
