"""Every page of the demo, as each role, in both languages: axe finds nothing, and nothing is wider than a phone."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Error, Page

from registry.app import create_app
from registry.settings import Settings
from tests.journeys.conftest import AXE, Person, overflow, violations

#: Pages that are not reached by following links: forms' answers and errors.
EXTRA = {
    "visitor": ["/find?alder=9&dag=tue&pris=gratis", "/find?alder=9&adgang=trinfri&dag=sun&sted=9400", "/findes-ikke"],
    "partner": ["/godkend"],
    "professional": ["/mine"],
    "administrator": ["/samlinger"],
}
#: So many of the pages that have the same shape are looked at.
OF_A_SHAPE = 2


@cache
def routes() -> list[tuple[re.Pattern[str], int]]:
    """The application's routes with parameters as patterns, and in which part of the path the last of them stands."""
    formats = [route.path_format for route in create_app(Settings()).routes if "{" in route.path_format]
    patterns = [(re.sub(r"\{[^}]+\}", "[^/]+", one), one.split("/")) for one in formats]
    return [
        (re.compile(pattern), max(number for number, part in enumerate(parts) if part.startswith("{")))
        for pattern, parts in patterns
    ]


def shape(path: str) -> str:
    """Return a path with ids as a star, so that sixty offers' pages are one shape, and so are five hundred words'."""
    parts = ["*" if len(part) == 12 else part for part in path.split("/")]
    for pattern, last in routes():
        if pattern.fullmatch(path):
            parts[last] = "*"
    return "/".join(parts)


def links(page: Page) -> list[str]:
    hrefs = page.eval_on_selector_all("a[href^='/']", "links => links.map(link => link.getAttribute('href'))")
    return [href for href in hrefs if not href.startswith(("/static/", "/api/"))]


def crawl(someone: Person, role: str, look: Callable[[str, Page], None]) -> int:
    """Look at every page that the role can reach, a few of each shape; return how many."""
    waiting = ["/", *EXTRA[role]]
    seen: set[str] = set()
    shapes: dict[str, int] = {}
    while waiting:
        href = waiting.pop(0)
        parts = urlsplit(href)
        key = shape(parts.path) + ("?" if parts.query else "")
        if href in seen or (shapes.get(key, 0) >= OF_A_SHAPE and href not in EXTRA[role]):
            continue
        seen.add(href)
        shapes[key] = shapes.get(key, 0) + 1
        try:
            page = someone.go(href)
        except Error as refused:
            if "Download is starting" not in refused.message:
                raise
            continue  # a file, no page
        look(href, page)
        waiting += links(page)
    return sum(shapes.values())


@pytest.mark.parametrize("role", ["visitor", "partner", "professional", "administrator"])
def test_axe_finds_nothing_and_nothing_is_wider_than_a_phone(
    demo: str, person: Callable[..., Person], role: str
) -> None:
    someone = person(demo)
    someone.context.add_init_script(AXE)  # the browser keeps it; sending it anew for each page takes longer
    if role != "visitor":
        someone.sign_in(role)
    complaints: list[str] = []

    def look(href: str, page: Page) -> None:
        complaints.extend(f"{href}: {found}" for found in violations(page))
        page.set_viewport_size({"width": 320, "height": 700})
        if (over := overflow(page)) > 0:
            complaints.append(f"{href}: {over} px wider than 320")
        page.set_viewport_size({"width": 1280, "height": 900})

    assert crawl(someone, role, look) > 5
    assert complaints == []
    assert someone.unexpected() == []


@pytest.mark.parametrize("role", ["visitor", "partner", "professional", "administrator"])
def test_no_page_in_english_has_danish_words_of_ours(demo: str, person: Callable[..., Person], role: str) -> None:
    """The interface is English throughout; what partners wrote stays Danish and is not looked at."""
    someone = person(demo, locale="en-GB")
    if role != "visitor":
        someone.sign_in(role)
    danish = (" ikke ", " tilbud", " og ", " eller ", "Gem", "Fortryd", "Alder", " år ")
    complaints: list[str] = []

    def look(href: str, page: Page) -> None:
        if href.startswith("/administration/post"):
            return  # mail is in the language of those it went to
        labels = page.eval_on_selector_all(
            "button, label, legend, nav a, th, summary, .badge",
            """found => found.map(one => {
                const copy = one.cloneNode(true);
                copy.querySelectorAll(".sr-only, [lang=da], .back-link").forEach(part => part.remove());
                return one.closest("[lang=da], .back-link") ? "" : copy.textContent;
            })""",
        )
        complaints.extend(f"{href}: {label.strip()}" for label in labels for word in danish if word in f" {label} ")

    crawl(someone, role, look)
    assert sorted(set(complaints)) == []
