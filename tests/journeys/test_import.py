"""A partner brings offers in from a spreadsheet: what is wrong is shown at its cell, and nothing comes in half."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.journeys.conftest import Person, fine, overflow

HEADERS = "Tilbuddets navn;Hvad er det;Alder;Pris\n"
WRONG = HEADERS + "Knob og splejs;Vi binder knob;ti;gratis\nVinterbålet;Vi varmer os;8-14;0\n"
RIGHT = WRONG.replace(";ti;gratis", ";10-13;0")


def file(text: str) -> Any:
    return {"name": "vinter.csv", "mimeType": "text/csv", "buffer": text.encode()}


def test_a_file_with_mistakes_is_put_right_and_brought_in(demo: str, person: Callable[..., Person]) -> None:
    maja = person(demo)
    maja.sign_in("partner")
    page = maja.go("/mine")
    page.get_by_role("link", name="regneark").first.click()
    fine(page)
    page.get_by_role("button", name="Se tilbuddene i filen").click()
    expect(page.locator("#error-summary")).to_be_focused()
    page.set_input_files("#file", file(WRONG))
    page.get_by_role("button", name="Se tilbuddene i filen").click()

    expect(page.get_by_role("heading", name="Hvad er kolonnerne?")).to_be_visible()
    expect(page.get_by_label("Alder")).to_have_value("ages")
    page.get_by_label("Hvad er det").select_option(label="Beskrivelse")
    fine(page)
    page.get_by_role("button", name="Se tilbuddene", exact=True).click()

    expect(page.get_by_role("alert").get_by_text("C2 Alder")).to_be_visible()
    wrong = page.locator("li", has_text="Række 2").last
    expect(wrong.get_by_text("Skriv alderen som for eksempel 7-11.")).to_be_visible()
    expect(page.get_by_role("button", name="Hent ind som kladder")).to_have_count(0)
    fine(page)
    page.get_by_role("link", name="Vis kun rækker med fejl").click()
    expect(page.get_by_text("Vinterbålet")).to_have_count(0)

    page.get_by_role("link", name="Vælg den rettede fil").click()
    page.set_input_files("#file", file(RIGHT))
    page.get_by_role("button", name="Se tilbuddene i filen").click()
    page.get_by_label("Hvad er det").select_option(label="Beskrivelse")
    page.get_by_role("button", name="Se tilbuddene", exact=True).click()
    expect(page.get_by_role("heading", name="2 tilbud i filen")).to_be_visible()
    fine(page)
    page.get_by_role("button", name="Hent ind som kladder").click()
    expect(page.get_by_text("2 tilbud er hentet ind.")).to_be_visible()
    fine(page)
    page.get_by_role("link", name="Se jeres tilbud").click()
    expect(page.get_by_role("link", name="Knob og splejs")).to_be_visible()
    assert maja.unexpected() == []


def test_a_file_is_looked_at_and_given_up_on_a_phone_without_a_script(demo: str, person: Callable[..., Person]) -> None:
    maja = person(demo, width=320, scripts=False)
    maja.sign_in("partner")
    page = maja.go("/mine/regneark")
    page.set_input_files("#file", file(RIGHT.replace("Hvad er det", "Beskrivelse").replace("Vinterbålet", "Isbålet")))
    page.get_by_role("button", name="Se tilbuddene i filen").click()
    expect(page.get_by_role("heading", name="2 tilbud i filen")).to_be_visible()
    assert overflow(page) <= 0
    page.get_by_role("button", name="Opgiv, og slet filen her").click()
    expect(page.get_by_text("Filen er slettet her. Intet er hentet ind.")).to_be_visible()
    page.goto("/mine")
    expect(page.get_by_text("Isbålet")).to_have_count(0)
