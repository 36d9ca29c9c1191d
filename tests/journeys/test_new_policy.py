"""A new policy takes over from the old one: from an administrator's file to a partner's word and what readers see."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from registry.db import Database
from registry.web import clock
from tests.journeys.conftest import Person, approve, fine, overflow
from tests.policy.life import DAY, NEW, example, night
from tests.serving import running

HERE = f"/administration/politik/{NEW}"
ASKED, FOLLOWING = "Sejl med fra Hals", "Bådværkstedet: byg en jolle"
QUESTION = "Hvordan er jeres tilbud med til at skabe en løsning, der passer til barnet?"
WORD = "Den, der ikke vil ud på vandet, er med på broen, til lysten kommer."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("policy")


@pytest.fixture(scope="module")
def municipality(folder: Path) -> Iterator[str]:
    """A server of its own: a policy that has become valid stays."""
    with running(folder, "--demo") as url:
        yield url


def let_a_night_pass(folder: Path, now: dt.datetime) -> None:
    """Do what is done at night."""
    database = Database(f"sqlite:///{folder / 'var' / 'registry.db'}")
    night(database, now)
    database.close()


def test_from_the_file_to_the_partners_word(municipality: str, folder: Path, person: Callable[..., Person]) -> None:
    jonas = person(municipality)
    jonas.sign_in("administrator")
    page = jonas.go("/administration")
    page.get_by_role("link", name=re.compile("^Politikker")).click()
    fine(page)
    page.get_by_role("link", name="Ny politik").click()
    undecided = example().replace('relation = "retired"', 'relation = "same"', 1)
    page.set_input_files("#file", {"name": "ny.toml", "mimeType": "text/plain", "buffer": undecided.encode()})
    page.get_by_role("button", name="Gem som kladde").click()
    expect(page.get_by_text("1 ting mangler, før den kan udgives")).to_be_visible()
    fine(page)

    page.get_by_role("link", name="Hvad de gamle mål svarer til").click()
    fine(page)
    page.locator("[id='relation.bup22.overgange.a2']").select_option(label="Går ud")
    page.locator("[id='ask.bup22.loesninger']").check(force=True)
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.get_by_text("Alle gamle mål er besluttet.")).to_be_visible()
    page.goto(f"{HERE}/rapport")
    expect(page.get_by_text("Intet er sket endnu.")).to_be_visible()
    fine(page)

    page.goto(HERE)
    page.get_by_role("link", name="Udgiv politikken").click()
    page.fill("#valid_from", clock.today().isoformat())
    page.fill("#replaced_until", (clock.today() + 200 * DAY).isoformat())
    fine(page)
    page.get_by_role("button", name="Udgiv", exact=True).click()
    expect(page.get_by_text("Gælder nu", exact=True)).to_be_visible()
    let_a_night_pass(folder, clock.now())

    maja = person(municipality, width=375)
    maja.sign_in("partner")
    mine = maja.go("/mine")
    mine.get_by_role("link", name=re.compile("nye? spørgsmål")).click()
    fine(mine)
    mine.get_by_role("link", name=ASKED).click()
    fine(mine)
    mine.get_by_label(QUESTION).fill(WORD)
    mine.get_by_role("button", name="Send til kommunen").click()
    expect(mine.get_by_text("Tak. Kommunen læser jeres svar")).to_be_visible()

    reader = person(municipality, width=320, scripts=False)
    shown = reader.go("/find")
    shown.fill("#sentence", "byg en jolle")
    shown.press("#sentence", "Enter")
    shown.get_by_role("link", name=FOLLOWING).first.click()
    expect(shown.get_by_text("Tro på sig selv og hinanden").first).to_be_visible()  # followed by itself
    expect(shown.get_by_text("En nyere politik gælder nu").first).to_be_visible()  # beside the old one's answers
    assert overflow(shown) <= 0

    page.goto("/godkend")
    page.get_by_role("link", name=ASKED).click()
    expect(page.get_by_text(WORD).first).to_be_visible()
    approve(page)
    page.goto(f"{HERE}/rapport?vis=svaret")
    expect(page.get_by_text(re.compile("Besvaret")).first).to_be_visible()
    fine(page)
    for someone in (jonas, maja, reader):
        assert someone.unexpected() == []
