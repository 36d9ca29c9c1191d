"""A professional finds offers: in place with scripts, whole without them, and by keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Person, overflow, violations

SENTENCE = "urolig dreng på 9 der elsker heste, Nørresundby, gratis"


def test_a_sentence_is_answered_in_place(demo: str, person: Callable[..., Person]) -> None:
    someone = person(demo)
    page = someone.go("/find")
    page.fill("#sentence", SENTENCE)
    page.press("#sentence", "Enter")
    expect(page.locator(".chip-must")).to_contain_text(["9 år"])
    assert "alder=9" in page.url
    assert "dreng" not in page.url.replace("for=drenge", "")
    assert page.input_value("#sentence") == ""
    expect(page.locator("#results-title")).to_be_focused()
    expect(page.locator("#announcer")).to_contain_text("tilbud")
    expect(page.locator(".offer h3").first).to_have_text("Heste og ro på små hold")
    assert violations(page) == []
    assert someone.unexpected() == []


def test_a_filter_narrows_at_once_and_back_undoes_it(demo: str, person: Callable[..., Person]) -> None:
    someone = person(demo)
    page = someone.go("/find?alder=9")
    before = page.locator("#results-title").inner_text()
    page.locator("#facet-pris summary").first.click()
    page.locator("label[for='pris-gratis']").click()
    expect(page.locator(".chip-must")).to_have_count(2)
    expect(page.locator("#pris-gratis")).to_be_focused()
    assert "pris=gratis" in page.url
    page.get_by_role("link", name="Fjern Gratis", exact=True).click()
    expect(page.locator("#pris-gratis")).not_to_be_checked()
    expect(page.locator("#results-title")).to_have_text(before)
    page.go_back()
    expect(page.locator(".chip-must")).to_have_count(2)
    assert someone.unexpected() == []


def test_a_chip_is_pinned_and_removed(demo: str, person: Callable[..., Person]) -> None:
    page = person(demo).go("/find?gerne-pris=gratis")
    page.get_by_role("link", name="Sæt flag: Gratis skal passe").click()
    expect(page.locator(".chip-must")).to_have_count(1)
    page.get_by_role("link", name="Fjern Gratis", exact=True).click()
    expect(page.locator(".chip")).to_have_count(0)
    assert page.url.endswith("/find")


def test_personal_data_is_refused_in_place(demo: str, person: Callable[..., Person]) -> None:
    someone = person(demo)
    page = someone.go("/find")
    page.fill("#sentence", "dreng født 010203-1234 vil ride")
    page.press("#sentence", "Enter")
    expect(page.get_by_role("heading", name="Vi har ikke søgt")).to_be_visible()
    assert "010203" not in page.content()
    assert page.input_value("#sentence") == "dreng født vil ride"
    assert "010203" not in page.url
    assert violations(page) == []


def test_a_worry_is_met_with_whom_to_call(demo: str, person: Callable[..., Person]) -> None:
    page = person(demo).go("/find")
    page.fill("#sentence", "pige på 15 der skærer i sig selv")
    page.press("#sentence", "Enter")
    expect(page.locator(".safety")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("width", [1280, 320])
def test_everything_works_without_scripts(demo: str, person: Callable[..., Person], width: int) -> None:
    page = person(demo, scripts=False, width=width).go("/")
    page.fill("#sentence", SENTENCE)
    page.get_by_role("button", name="Søg", exact=True).click()
    expect(page.locator(".chip-must")).to_contain_text(["9 år"])
    assert overflow(page) <= 0
    if width == 320:
        page.get_by_role("link", name="Afgræns").click()
    page.locator("#facet-dag summary").first.click() if page.locator("#facet-dag").count() else None
    page.locator("label[for='behov-plads_til_energi']").or_(page.locator("label[for^='behov-']")).first.click()
    page.get_by_role("button", name="Vis tilbud").click()
    assert "behov=" in page.url
    page.locator(".offer h3 a").first.click()
    expect(page.get_by_role("heading", name="Sådan passer det til din søgning")).to_be_visible()
    assert overflow(page) <= 0


def test_the_find_page_is_used_by_keyboard_alone(demo: str, person: Callable[..., Person]) -> None:
    page = person(demo).go("/find?alder=9&pris=gratis")
    page.keyboard.press("Tab")
    expect(page.locator(".skipnav")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("#sentence")).to_be_focused()
    seen = []
    for _step in range(40):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.getAttribute('href') || document.activeElement.id"))
        if seen[-1] == "#results-title":
            break
    assert seen[-1] == "#results-title"
    page.keyboard.press("Enter")
    expect(page.locator("#results-title")).to_be_focused()
