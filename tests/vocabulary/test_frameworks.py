"""A policy has a period; when it is over, its aims stay in use until a new policy of the same kind is valid."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from registry import vocabulary
from registry.vocabulary.loader import DATA

V = vocabulary.current()
POLICY, PRINCIPLES = V.frameworks["bup-2022"], V.frameworks["inkl-2022"]
NEXT = """
[[framework]]
id = "bup-2027"
kind = "policy"
title_da = "Den næste politik"
title_en = "The next policy"
short_da = "Næste politik"
short_en = "Next policy"
version = "2027-2030"
valid_from = 2027-01-01
valid_to = 2030-12-31
adopted = "2026-11"
adopted_by = "Byrådet"
source_url = "https://www.aalborg.dk/"

[[element]]
id = "bup27.a"
framework = "bup-2027"
type = "guidepost"
order = 1
label_da = "Et pejlemærke"
label_en = "A guidepost"
question_da = "Hvordan?"
question_en = "How?"
source_ref = "Side 1"
audience = "partner"
signals = ["pejlemærke"]

[[crosswalk]]
from = "bup22.faellesskaber"
to = "bup27.a"
relation = "broader"
needs_review = true

[[crosswalk]]
from = "bup22.overgange"
relation = "retired"
needs_review = false
"""


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> vocabulary.Vocabulary:
    """The vocabulary after the next policy has been added."""
    copy = tmp_path_factory.mktemp("next") / "data"
    shutil.copytree(DATA, copy)
    with (copy / "policy.toml").open("a") as file:
        file.write(NEXT)
    return vocabulary.load(Path(copy))


@pytest.mark.parametrize(
    ("day", "expired"), [("2021-06-01", False), ("2025-12-31", False), ("2026-01-01", True), ("2040-01-01", True)]
)
def test_a_policy_expires_after_its_last_day(day: str, expired: bool) -> None:
    assert POLICY.expired(dt.date.fromisoformat(day)) is expired


def test_what_has_no_end_never_expires() -> None:
    assert PRINCIPLES.valid_to is None
    assert not PRINCIPLES.expired(dt.date(2100, 1, 1))


@pytest.mark.parametrize(
    ("day", "status"),
    [
        ("2021-12-31", "upcoming"),
        ("2022-01-01", "current"),
        ("2025-12-31", "current"),
        ("2026-01-01", "expired_in_use"),
    ],
)
def test_without_a_successor_an_expired_policy_stays_in_use(day: str, status: str) -> None:
    assert V.status_of(POLICY, dt.date.fromisoformat(day)) == status


def test_a_successor_takes_over_on_its_first_day(later: vocabulary.Vocabulary) -> None:
    eve, day = dt.date(2026, 12, 31), dt.date(2027, 1, 1)
    old, new = later.frameworks["bup-2022"], later.frameworks["bup-2027"]
    assert (later.status_of(old, eve), later.status_of(new, eve)) == ("expired_in_use", "upcoming")
    assert (later.status_of(old, day), later.status_of(new, day)) == ("superseded", "current")
    assert [one.id for one in later.frameworks_in_use(eve)] == ["bup-2022", "inkl-2022"]
    assert [one.id for one in later.frameworks_in_use(day)] == ["inkl-2022", "bup-2027"]


def test_another_kind_supersedes_nothing(later: vocabulary.Vocabulary) -> None:
    assert later.status_of(later.frameworks["inkl-2022"], dt.date(2028, 1, 1)) == "current"


def test_a_crosswalk_leads_from_old_to_new(later: vocabulary.Vocabulary) -> None:
    first, second = later.crosswalks
    assert (first.source, first.target, first.relation, first.needs_review) == (
        "bup22.faellesskaber",
        "bup27.a",
        "broader",
        True,
    )
    assert second.target is None


def test_internal_elements_are_not_asked_of_partners() -> None:
    partner = {element.id for element in V.elements_of("inkl-2022", "partner")}
    assert "inkl22.p9" not in partner
    assert {"inkl22.p7", "inkl22.p8"} <= partner
    assert len(V.elements_of("inkl-2022")) == 9
