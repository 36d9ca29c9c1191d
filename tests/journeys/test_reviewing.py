"""An administrator reviews: nothing typed is lost, and no key decides by accident."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Person, overflow, violations


def open_first(someone: Person, flag: str) -> Page:
    """Open the first submission that carries a flag."""
    page = someone.go("/godkend")
    page.locator("tr", has_text=flag).locator("a").first.click()
    expect(page.get_by_role("button", name="Send retur")).to_be_visible()
    return page


def test_verifying_the_organisation_keeps_what_is_typed_below(demo: str, person: Callable[..., Person]) -> None:
    someone = person(demo)
    someone.sign_in("administrator")
    page = open_first(someone, "Organisationen er ikke bekræftet")
    page.fill("#note", "Et dejligt tilbud.")
    page.get_by_role("button", name=re.compile("^Kendt samarbejdspartner")).click()
    expect(page.locator("#organisation")).to_contain_text("er bekræftet")
    expect(page.locator("#organisation-title")).to_be_focused()
    expect(page.locator("#announcer")).to_have_text("Organisationen er bekræftet.")
    expect(page.locator("#note")).to_have_value("Et dejligt tilbud.")
    assert violations(page) == []
    assert someone.unexpected() == []


def test_enter_decides_nothing_and_errors_lead_to_their_fields(demo: str, person: Callable[..., Person]) -> None:
    someone = person(demo)
    someone.sign_in("administrator")
    page = open_first(someone, "Yngre børn end før")
    page.locator("[id='check.no_children']").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator("#error-summary")).to_be_focused()
    expect(page.locator("#error-summary")).to_contain_text("Vælg, om tilbuddet skal godkendes")
    expect(page.locator("[id='check.no_children']")).to_be_checked()
    page.get_by_role("button", name="Godkend", exact=True).click()
    page.get_by_role("link", name="Gå tjeklisten igennem").click()
    expect(page.locator("[id='check.own_contact']")).to_be_focused()
    page.set_viewport_size({"width": 320, "height": 700})
    assert overflow(page) <= 0
    assert violations(page) == []


def test_the_reason_is_asked_for_only_when_an_answer_is_declined(demo: str, person: Callable[..., Person]) -> None:
    someone = person(demo)
    someone.sign_in("administrator")
    page = open_first(someone, "Yngre børn end før")
    first = page.locator(".verdict").first
    expect(first.locator(".verdict-reason textarea")).to_be_hidden()
    first.get_by_label("Afvis").check(force=True)
    expect(first.locator(".verdict-reason textarea")).to_be_visible()
    first.get_by_label("Godkend").check(force=True)
    expect(first.locator(".verdict-reason textarea")).to_be_hidden()


def test_keys_lead_through_the_queue_and_can_be_switched_off(demo: str, person: Callable[..., Person]) -> None:
    someone = person(demo)
    someone.sign_in("administrator")
    page = someone.go("/godkend")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(page.locator("[data-row]").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Send retur")).to_be_visible()
    page.keyboard.press("g")
    expect(page.get_by_role("button", name="Godkend", exact=True)).to_be_focused()
    page.keyboard.press("b")
    expect(page.locator("#note")).to_be_focused()
    page.keyboard.type("grx?")
    expect(page.locator("#note")).to_have_value("grx?")
    page.locator("#template").select_option(label="Tider mangler")
    page.get_by_role("button", name="Sæt ind").click()
    expect(page.locator("#note")).to_have_value(re.compile("^grx\\?\n\nSkriv, hvilke dage"))
    page.locator("[id='check.no_children']").focus()
    page.keyboard.press("?")
    expect(page.get_by_role("button", name="Slå genvejstaster fra")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Slå genvejstaster fra").click()
    expect(page.get_by_role("button", name="Slå genvejstaster til")).to_be_focused()
    page.keyboard.press("g")
    expect(page.get_by_role("button", name="Slå genvejstaster til")).to_be_focused()
    page.reload()
    page.keyboard.press("n")
    expect(page.locator("h1")).to_be_visible()
    assert someone.unexpected() == []


def test_a_small_fact_is_put_right_by_keyboard_alone_and_on_a_phone(demo: str, person: Callable[..., Person]) -> None:
    someone = person(demo)
    someone.sign_in("administrator")
    page = open_first(someone, "Yngre børn end før")
    fold = page.locator("article.change", has=page.get_by_role("heading", name=re.compile("^Hvornår"))).last
    while not fold.is_visible():
        page.get_by_text("Vis de felter, der er som før").press("Enter")
    fold.locator("summary", has_text="Ret det selv").press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("[id='fix.weekly.0.day']")).to_be_focused()
    page.locator("[id='fix.weekly.0.start']").fill("sent")
    page.locator("[id='fix.weekly.0.start']").press("Escape")
    page.locator("#decision button").first.press("Enter")
    page.get_by_role("link", name="Skriv klokkeslættet som for eksempel 15.30").press("Enter")
    expect(page.locator("[id='fix.weekly.0.start']")).to_be_focused()
    expect(page.locator("[id='fix.weekly.0.start']")).to_have_value("sent")
    page.set_viewport_size({"width": 320, "height": 700})
    assert overflow(page) <= 0
    assert violations(page) == []
