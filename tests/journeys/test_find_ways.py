"""The map, the guide, chips that are changed where they stand, corrections and several children, in a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Person, overflow, violations
from tests.serving import running

POINTS = ".map-icon[role=button]"


def open_map(page: Page) -> None:
    page.get_by_role("button", name="Vis kort").click()
    expect(page.locator(POINTS).first).to_be_visible()


@pytest.mark.parametrize("width", [1280, 320])
def test_the_map_shows_the_list_by_district(demo: str, person: Callable[..., Person], width: int) -> None:
    someone = person(demo, width=width)
    asked: list[str] = []
    someone.page.on("request", lambda request: asked.append(request.url))
    page = someone.go("/find?alder=9&sted=9400&radius=10")
    assert not any("leaflet" in url or "map." in url for url in asked), "nothing of the map before it is opened"
    open_map(page)
    assert page.url.endswith("#kort")
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(demo).netloc}
    title = page.locator("#results-title").inner_text()
    names = page.locator(POINTS).all_inner_texts()
    on_map = sum(int(name.split()[0]) for name in names)
    assert 0 < on_map <= int(title.split()[0])
    assert any("Vestbjerg" in name for name in names)
    assert overflow(page) <= 0
    assert violations(page) == []
    assert someone.unexpected() == []


def test_the_map_is_used_by_keyboard_and_leads_to_offers(demo: str, person: Callable[..., Person]) -> None:
    someone = person(demo)
    page = someone.go("/find?alder=9&sted=9370")
    toggle = page.get_by_role("button", name="Vis kort")
    toggle.focus()
    page.keyboard.press("Enter")
    point = page.get_by_role("button", name="1 tilbud i Hals")
    expect(point).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Gå forbi kortet til listen")
    skip.focus()
    expect(skip).to_be_visible()
    point.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Hals")).to_be_focused()
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(page.locator(".leaflet-popup")).to_have_count(0)
    expect(point).to_be_focused()
    page.keyboard.press("Enter")
    link = page.locator(".map-box a").first
    title = link.inner_text()
    link.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.go_back()
    expect(page.locator(POINTS).first).to_be_visible()
    page.get_by_role("button", name="Skjul kort").click()
    expect(page.locator(".map-canvas")).to_be_hidden()
    assert "#" not in page.url
    assert someone.unexpected() == []


def test_the_map_follows_the_search(demo: str, person: Callable[..., Person]) -> None:
    someone = person(demo)
    page = someone.go("/find?sted=9370#kort")
    expect(page.get_by_role("button", name="1 tilbud i Hals")).to_be_visible()
    page.get_by_role("link", name="Fjern Hals", exact=True).click()
    expect(page.locator(POINTS).nth(4)).to_be_visible()
    assert page.url.endswith("/find#kort")
    group = page.locator(POINTS).filter(has_text="m.fl.").first
    before = page.locator(POINTS).count()
    group.focus()
    page.keyboard.press("Enter")
    expect(page.locator(POINTS)).not_to_have_count(before)
    assert someone.unexpected() == []


@pytest.fixture
def tiled(tmp_path: Path) -> Iterator[str]:
    address = "http://127.0.0.1:1/fliser/{z}/{x}/{y}.png"
    with running(tmp_path, "--empty", REGISTRY_TILE_URL=address, REGISTRY_TILE_ATTRIBUTION="© Kortfolket") as url:
        yield url


def test_a_background_is_fetched_from_the_host_that_was_chosen(tiled: str, person: Callable[..., Person]) -> None:
    page = person(tiled).page
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.goto("/find#kort")
    expect(page.get_by_text("© Kortfolket")).to_be_visible()
    expect(page.locator(".leaflet-tile").first).to_be_attached()
    assert hosts == {urlsplit(tiled).netloc, "127.0.0.1:1"}


def test_a_chip_is_changed_where_it_stands(demo: str, person: Callable[..., Person]) -> None:
    someone = person(demo)
    page = someone.go("/find?alder=9&sted=9400&pris=gratis")
    page.locator(".chip summary", has_text="9 år").click()
    field = page.get_by_label("Alder i år").and_(page.locator(".chip-form input"))
    expect(field).to_be_focused()
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(field).to_be_hidden()
    expect(page.locator(".chip summary", has_text="9 år")).to_be_focused()
    page.keyboard.press("Enter")
    field.fill("7-8")
    field.press("Enter")
    expect(page.locator(".chip-must").first).to_contain_text("7–8 år")
    expect(page.locator(".chip-form").first).to_be_hidden()
    expect(page.locator("#announcer")).to_contain_text("Tilføjet: 7–8 år. Fjernet: 9 år.")
    page.locator(".chip summary", has_text="Nørresundby").click()
    page.locator(".chip-form").get_by_label("Hvor langt væk").select_option("10")
    page.locator(".chip-form button:visible").click()
    expect(page.locator(".chip-must")).to_have_count(4)
    assert page.url.endswith("/find?alder=7-8&pris=gratis&sted=9400&radius=10")
    page.go_back()
    expect(page.locator(".chip-must")).to_have_count(3)
    page.go_back()
    expect(page.locator(".chip-must").first).to_contain_text("9 år")
    page.go_forward()
    expect(page.locator(".chip-must").first).to_contain_text("7–8 år")
    assert someone.unexpected() == []


def test_a_misspelt_word_is_understood_and_can_be_meant(demo: str, person: Callable[..., Person]) -> None:
    someone = person(demo)
    page = someone.go("/find?alder=9")
    page.fill("#sentence", "elsker hæste")
    page.press("#sentence", "Enter")
    expect(page.locator(".corrected")).to_contain_text("Viser resultater for heste.")
    expect(page.locator(".chip", has_text="Heste")).to_have_count(1)
    assert violations(page) == []
    page.get_by_role("button", name="Søg i stedet efter hæste").click()
    expect(page.locator(".corrected")).to_have_count(0)
    expect(page.locator(".chip", has_text="Heste")).to_have_count(0)
    assert "ste" not in urlsplit(page.url).query
    assert someone.unexpected() == []


def test_of_several_children_one_can_be_chosen(demo: str, person: Callable[..., Person]) -> None:
    page = person(demo).go("/find")
    page.fill("#sentence", "to søskende på 6 og 9 år i weekenden")
    page.press("#sentence", "Enter")
    choice = page.get_by_role("navigation", name="Hvilket barn")
    expect(choice.locator("[aria-current]")).to_have_text("Begge")
    both = int(page.locator("#results-title").inner_text().split()[0])
    assert violations(page) == []
    choice.get_by_role("link", name="Kun 9 år").click()
    expect(choice).to_have_count(0)
    expect(page.locator(".chip-must").first).to_contain_text("9 år")
    assert int(page.locator("#results-title").inner_text().split()[0]) >= both


@pytest.mark.parametrize("width", [1280, 320])
def test_the_guide_gives_the_same_chips_as_a_sentence(demo: str, person: Callable[..., Person], width: int) -> None:
    someone = person(demo, width=width)
    page = someone.go("/find")
    page.get_by_role("link", name="Eller vælg trin for trin").click()
    expect(page.get_by_role("heading", level=1, name="Find tilbud trin for trin")).to_be_focused()
    page.get_by_label("Alder i år").fill("9")
    page.keyboard.press("Tab")
    expect(page.locator("#guide-count")).to_contain_text("tilbud passer")
    needs = page.get_by_role("combobox", name="Søg blandt behovene")
    needs.press_sequentially("energi")
    expect(page.get_by_role("option").first).to_contain_text("Plads til energi")
    assert violations(page) == []
    needs.press("Enter")
    expect(page.get_by_label("Plads til energi")).to_be_checked()
    expect(needs).to_have_value("")
    likes = page.get_by_role("combobox", name="Noget bestemt, barnet kan lide")
    likes.press_sequentially("hest")
    expect(page.get_by_role("option").first).to_have_text("Heste")
    likes.press("Enter")
    expect(page.locator("[name='gerne-aktivitet'][value=heste]")).to_be_checked()
    place = page.get_by_role("combobox", name="Sted")
    place.press_sequentially("Noerresun")
    expect(page.get_by_role("option").first).to_contain_text("Nørresundby")
    place.press("Enter")
    page.locator("summary", has_text="Hvad må det koste?").click()
    page.locator("#guide-pris-gratis + label").click()
    expect(page.locator("#guide-pris .facet-chosen")).to_have_text("1 valgt")
    assert overflow(page) <= 0
    page.get_by_role("button", name="Vis tilbud").click()
    expect(page.locator("#results-title")).to_be_focused()
    assert page.url.endswith("/find?alder=9&pris=gratis&gerne-behov=plads_til_energi&gerne-aktivitet=heste&sted=9400")
    expect(page.locator(".offer h3").first).to_have_text("Heste og ro på små hold")
    page.go_back()
    expect(page.get_by_role("heading", level=1, name="Find tilbud trin for trin")).to_be_visible()
    assert someone.unexpected() == []


@pytest.mark.parametrize("width", [1280, 320])
def test_chips_and_guide_work_without_scripts(demo: str, person: Callable[..., Person], width: int) -> None:
    page = person(demo, scripts=False, width=width).go("/find/guide?alder=9&pris=gratis")
    expect(page.get_by_text("Vis kort")).to_be_hidden()
    page.locator("summary", has_text="Venskaber og fællesskab").click()
    page.get_by_label("Nye venner").check()
    page.get_by_label("Noget bestemt, barnet kan lide").select_option("Heste")
    page.get_by_label("Sted", exact=True).select_option("9400 Nørresundby")
    assert overflow(page) <= 0
    page.get_by_role("button", name="Vis tilbud").click()
    assert page.url.endswith("/find?alder=9&pris=gratis&gerne-behov=finde_venner&gerne-aktivitet=heste&sted=9400")
    expect(page.get_by_text("Vis kort")).to_be_hidden()
    page.locator(".chip summary", has_text="9 år").click()
    page.locator(".chip-form input:visible").fill("10")
    assert overflow(page) <= 0
    page.locator(".chip-form button:visible").click()
    expect(page.locator(".chip-must").first).to_contain_text("10 år")
    page.fill("#sentence", "hæste")
    page.get_by_role("button", name="Tilføj").click()
    expect(page.locator(".corrected")).to_contain_text("Viser resultater for heste.")
    page.get_by_role("button", name="Søg i stedet efter hæste").click()
    expect(page.locator("#results-title")).to_be_visible()


def test_a_printed_list_is_only_the_list(demo: str, person: Callable[..., Person]) -> None:
    page = person(demo).go("/find?alder=9&sted=9400#kort")
    expect(page.locator(POINTS).first).to_be_visible()
    page.emulate_media(media="print")
    for shown in ("#results-title", ".offer h3 >> nth=0", ".chip >> nth=0", ".why >> nth=0"):
        expect(page.locator(shown)).to_be_visible()
    for hidden in ("#kort", "#sentence", ".filters", ".map-toggle", ".order", ".relax", ".other-way", ".site-nav"):
        for one in page.locator(hidden).all():
            expect(one).to_be_hidden()
