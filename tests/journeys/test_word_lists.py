"""An administrator teaches the search how people say something, and takes it back."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Person, fine, overflow

PHRASE = "står i tusmørket"
SENTENCE = f"pige på 10, der {PHRASE}"
NEED = "Nye venner"


def chips(someone: Person) -> Page:
    """Search, and return the page with what was understood."""
    page = someone.go("/find")
    page.fill("#sentence", SENTENCE)
    page.press("#sentence", "Enter")
    expect(page.locator(".chip", has_text="10 år").first).to_be_visible()
    return page


def test_a_phrase_is_added_understood_and_taken_back(demo: str, person: Callable[..., Person]) -> None:
    petra = person(demo, width=375)
    petra.sign_in("professional")
    expect(chips(petra).locator(".chip", has_text=NEED)).to_have_count(0)

    jonas = person(demo)
    jonas.sign_in("administrator")
    page = jonas.go("/administration")
    page.get_by_role("link", name=re.compile("^Ordlister")).click()
    fine(page)
    page.fill("#q", "legekammerat")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Vil gerne finde venner").click()
    phrases = page.get_by_label("Sådan siger folk det, dansk")
    phrases.focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(f"\n{PHRASE}")
    page.get_by_label(re.compile("^Prøv en søgning")).fill(SENTENCE)
    page.keyboard.press("Enter")
    would = page.locator("#forhaandsvisning")
    expect(would).to_be_focused()
    expect(would.locator("ins", has_text=PHRASE)).to_be_visible()
    expect(would.get_by_text(f"+ {NEED}")).to_be_visible()
    fine(page)
    expect(chips(petra).locator(".chip", has_text=NEED)).to_have_count(0)  # a preview keeps nothing

    page.get_by_role("button", name="Gem rettelsen").click()
    expect(page.get_by_text("Rettelsen gælder nu.")).to_be_visible()
    expect(page.get_by_text("Rettet her", exact=True)).to_be_visible()
    fine(page)
    found = chips(petra)
    expect(found.locator(".chip", has_text=NEED).first).to_be_visible()
    fine(found)

    lise = person(demo, width=320, scripts=False)  # a colleague, on a phone without a script
    lise.sign_in("administrator")
    page = lise.go("/administration/ordlister/rettelser")
    page.get_by_role("link", name="Vil gerne finde venner").first.click()
    assert overflow(page) <= 0
    page.get_by_role("button", name="Fortryd rettelsen").click()
    expect(page.get_by_text("Rettelsen er fortrudt")).to_be_visible()
    assert overflow(page) <= 0
    expect(chips(petra).locator(".chip", has_text=NEED)).to_have_count(0)
    for someone in (petra, jonas, lise):
        assert someone.unexpected() == []
