"""Writing an offer in a real browser: the parts that redraw themselves, where the focus goes, and the same without a
script, on a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.conftest import Person, overflow, violations


def begin(someone: Person) -> str:
    """Begin a draft and return its address."""
    someone.sign_in("partner")
    page = someone.go("/mine/tilbud/ny")
    if page.locator("input[name=organisation][type=radio]").count():
        page.locator("label[for=organisation]").click()
    page.get_by_role("button", name="Begynd").click()
    page.wait_for_url(lambda url: "/mine/tilbud/" in url and not url.endswith("/ny"))
    return page.url


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


def test_suggestions_follow_the_writing_and_leave_the_focus_alone(demo: str, person: Callable[..., Person]) -> None:
    someone = person(demo)
    page = someone.go(begin(someone) + "/om")
    page.locator("#description").press_sequentially("Vi er på små hold. De unge bestemmer selv menuen.", delay=2)
    taken = page.get_by_role("button", name="Vælg: Trives bedst i små fællesskaber")
    expect(taken).to_be_visible()
    assert focused(page) == "description"
    expect(page.locator("mark", has_text="små hold").first).to_be_visible()
    taken.click()
    expect(page.get_by_text("Valgt. Det bliver gemt sammen med afsnittet:")).to_be_visible()
    assert focused(page) == "suggestions"
    refused = page.get_by_role("button", name="Nej tak til Vil gerne høres og have indflydelse")
    refused.click()
    expect(refused).to_have_count(0)
    assert page.input_value("#description").startswith("Vi er på små hold.")
    assert violations(page) == []
    page.get_by_role("button", name="Gem, og gå til oversigten").click()
    page.get_by_role("link", name="Behov og mål").click()
    assert page.locator("input[name=needs]:checked").count() == 1
    expect(page.get_by_role("button", name="Vælg: Vil gerne høres og have indflydelse")).to_have_count(0)
    assert someone.unexpected() == []


def test_a_second_press_waits_for_the_first_ones_answer(demo: str, person: Callable[..., Person]) -> None:
    someone = person(demo)
    page = someone.go(begin(someone) + "/om")
    page.fill("#description", "Vi er på små hold. De unge bestemmer selv menuen.")
    page.get_by_role("button", name="Gem, og gå til oversigten").click()
    page.get_by_role("link", name="Behov og mål").click()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/behov", hold, times=1)
    page.get_by_role("button", name="Vælg: Trives bedst i små fællesskaber").click()
    other = page.get_by_role("button", name="Vælg: Vil gerne høres og have indflydelse")
    expect(other).to_be_disabled()
    expect(page.get_by_role("button", name="Gem, og gå til oversigten")).to_be_disabled()
    held[0].continue_()
    other.click()
    expect(page.locator("input[name=needs]:checked")).to_have_count(2)
    expect(page.get_by_role("button", name="Gem, og gå til oversigten")).to_be_enabled()


@pytest.mark.parametrize("scripts", [True, False], ids=["with-script", "without-script"])
def test_times_are_added_and_removed_with_the_focus_where_one_goes_on(
    demo: str, person: Callable[..., Person], *, scripts: bool
) -> None:
    someone = person(demo, width=375, scripts=scripts)
    page = someone.go(begin(someone) + "/hvem")
    page.fill("#capacity", "9")
    page.locator("[id='weekly.0.day']").select_option("tue")
    page.fill("[id='weekly.0.start']", "16")
    page.get_by_role("button", name="Tilføj en tid").click()
    expect(page.locator("[id='weekly.1.day']")).to_be_focused()
    page.locator("[id='weekly.1.day']").select_option("sat")
    page.get_by_role("button", name="Fjern fast tid 1").click()
    expect(page.locator(".slot-fields")).to_have_count(1)
    expect(page.locator("[id='weekly.0.day']")).to_have_value("sat")
    expect(page.locator("#capacity")).to_have_value("9")
    assert overflow(page) <= 0


def test_a_list_of_errors_takes_the_focus_once(demo: str, person: Callable[..., Person]) -> None:
    someone = person(demo)
    page = someone.go(begin(someone) + "/hvem")
    page.fill("#age_min", "syv")
    page.locator("#age_min").press("Enter")  # Enter saves; it doesn't remove a time
    expect(page.locator("#error-summary")).to_be_focused()
    page.get_by_role("button", name="Tilføj en tid").click()
    expect(page.locator("[id='weekly.0.day']")).to_be_focused()
    page.locator("#error-summary a").click()
    expect(page.locator("#age_min")).to_be_focused()
    assert violations(page) == []


@pytest.mark.parametrize("scripts", [True, False], ids=["with-script", "without-script"])
def test_an_element_that_is_chosen_waits_for_its_answer(
    demo: str, person: Callable[..., Person], *, scripts: bool
) -> None:
    someone = person(demo, width=320, scripts=scripts)
    page = someone.go(begin(someone) + "/behov")
    page.get_by_role("button", name="Svar på det: Nysgerrig og fleksibel efter barnets behov").click()
    answer = page.locator("[id='policy.bup22.loesninger.c1']")
    expect(answer).to_be_focused()
    expect(answer).to_be_in_viewport()
    page.keyboard.type("Vi begynder, når barnet er klar, og ikke før.")
    page.get_by_role("button", name="Gem, og gå til oversigten").click()
    expect(page.get_by_text("1 svar på et politikmål")).to_be_visible()
    assert overflow(page) <= 0
