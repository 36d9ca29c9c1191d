"""Petra keeps offers in a real browser: in place, with the focus where she was, and on paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.cast import Cast
from tests.journeys.conftest import Person, overflow, violations
from tests.serving import running
from tests.shortlists.stories import offers


@pytest.fixture
def petra(cast: Cast, database_url: str, tmp_path: Path, person: Callable[..., Person]) -> Iterator[Page]:
    """Petra, signed in, where there are three offers."""
    offers(cast, "Heste", "Kor", "Skak")
    cast.sign_in("petra")
    with running(tmp_path, "--empty", database_url=database_url) as url:
        someone = person(url)
        someone.context.add_cookies([{"name": "session", "value": "token-of-petra", "url": url}])
        yield someone.page
        assert someone.unexpected() == []


def card(page: Page, title: str) -> Locator:
    return page.locator(".offer").filter(has=page.get_by_role("heading", name=title, exact=True))


def tool(page: Page, name: str, title: str) -> Locator:
    """The button of that name, which says to a screen reader which offer it is about."""
    return page.get_by_role("button", name=re.compile(f"^{name} ?: {title}$"))


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.innerText || document.activeElement.value"))


def test_petra_keeps_an_offer_without_leaving_the_results(petra: Page) -> None:
    petra.goto("/find")
    menu = card(petra, "Heste").locator(".keep")
    menu.locator("summary").click()

    name = menu.locator("input[name=navn]")
    name.fill("Ro 010112-1234")
    name.press("Enter")
    expect(menu.locator(".form-error-message")).to_contain_text("CPR-nummer")
    expect(menu.locator("input[name=navn]")).to_have_value("Ro")
    expect(menu.locator("input[name=navn]")).to_be_focused()
    assert "010112" not in petra.content()
    assert violations(petra) == []

    menu.locator("input[name=navn]").press("Enter")
    button = menu.get_by_role("button", name="Ro", exact=True)
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button).to_be_focused()
    expect(menu.locator("summary")).to_contain_text("Gemt i Ro")
    expect(menu.locator("input[name=navn]")).to_have_value("")
    expect(petra.locator("#announcer")).to_have_text("Gemt i Ro")

    button.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "false")
    expect(button).to_be_focused()
    assert petra.url.endswith("/find")


def test_petra_orders_and_annotates_a_list_by_keyboard_and_prints_it(petra: Page) -> None:
    for title in ("Heste", "Kor", "Skak"):
        petra.goto("/find")
        menu = card(petra, title).locator(".keep")
        menu.locator("summary").click()
        if title == "Heste":
            menu.locator("input[name=navn]").fill("Ro")
            menu.locator("text=Opret og gem").click()
        else:
            menu.get_by_role("button", name="Ro", exact=True).click()
        expect(menu.locator("summary")).to_contain_text("Gemt i Ro")
    petra.goto("/samlinger")
    petra.get_by_role("link", name="Ro").click()
    titles = petra.locator(".offer h3")
    expect(titles).to_have_text(["Heste", "Kor", "Skak"])

    tool(petra, "Flyt op", "Skak").press("Enter")
    expect(titles).to_have_text(["Heste", "Skak", "Kor"])
    expect(tool(petra, "Flyt op", "Skak")).to_be_focused()
    petra.keyboard.press("Enter")
    expect(titles).to_have_text(["Skak", "Heste", "Kor"])
    expect(tool(petra, "Flyt ned", "Skak")).to_be_focused()
    expect(petra.locator("#announcer")).to_have_text("Skak er nu nummer 1 af 3.")

    skak = card(petra, "Skak")
    skak.locator("summary").click()
    skak.locator("textarea").fill("Ring til 98 12 34 56")
    skak.get_by_role("button", name="Gem noten").click()
    expect(skak.locator(".form-error-message")).to_contain_text("telefonnummer")
    expect(skak.locator("textarea")).to_have_value("Ring til")
    expect(skak.locator("textarea")).to_be_focused()
    skak.locator("textarea").fill("Spørg om aftenen.")
    skak.get_by_role("button", name="Gem noten").click()
    expect(skak.locator(".kept-note")).to_have_text("Note: Spørg om aftenen.")
    expect(skak.locator("textarea")).to_be_hidden()
    assert focused(petra).startswith("Ret noten")
    assert violations(petra) == []

    for summary in petra.locator(".kept-tools summary").all():
        summary.click()
    petra.set_viewport_size({"width": 320, "height": 700})
    assert overflow(petra) <= 0
    petra.emulate_media(media="print")
    for hidden in (".kept-tools", ".side-column", ".site-nav", ".footer-links"):
        expect(petra.locator(hidden).first).to_be_hidden()
    for shown in ("h1", ".kept-note", ".offer h3"):
        expect(petra.locator(shown).first).to_be_visible()
