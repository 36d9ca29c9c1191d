"""A real browser against a real server, with everything the page complains about collected."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from registry.web.assets import STATIC
from tests.serving import running

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDTHS = (1280, 375, 320)
#: Machines that run tests are busy; an expectation waits as long as a click does.
expect.set_options(timeout=15_000)
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))
            if not CHROMIUM:
                item.add_marker(pytest.mark.skip(reason="Chromium is not installed: apt install chromium"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server with the demo, for journeys that only look or that keep to themselves."""
    with running(tmp_path_factory.mktemp("demo"), "--demo") as url:
        yield url


class Person:
    """Somebody at a browser. `problems` holds what the page complained about."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.page: Page = context.new_page()
        self.page.set_default_timeout(15_000)
        self.problems: list[str] = []
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on("console", lambda said: self.problems.append(said.text) if said.type == "error" else None)

    def go(self, path: str) -> Page:
        self.page.goto(path)
        return self.page

    def sign_in(self, role: str) -> None:
        """Sign in by the demo's button for a role."""
        self.page.goto("/log-ind")
        self.page.locator(f"button[name=role][value={role}]").click()
        self.page.wait_for_url(lambda url: "/log-ind" not in url)

    def unexpected(self) -> list[str]:
        """Return the complaints, without the one that a browser makes of an answer of 4xx that we mean."""
        return [problem for problem in self.problems if "status of 4" not in problem]


@pytest.fixture
def person(browser: Browser) -> Iterator[Callable[..., Person]]:
    """Make somebody at a browser of their own: `person(url, width=375, scripts=False)`."""
    contexts = []

    def make(url: str, *, width: int = 1280, scripts: bool = True, locale: str = "da-DK") -> Person:
        context = browser.new_context(
            base_url=url, viewport={"width": width, "height": 900}, java_script_enabled=scripts, locale=locale
        )
        contexts.append(context)
        return Person(context)

    yield make
    for context in contexts:
        context.close()


AXE = (STATIC / "vendor" / "axe" / "axe.min.js").read_text() if (STATIC / "vendor" / "axe").is_dir() else ""


#: What axe finds is sorted out where it was found: all that is right with a page takes much longer to send than to see.
_FIND = """
    async tags => {
        const found = await axe.run({runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]});
        return found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 140)}`));
    }
"""


def violations(page: Page) -> list[str]:
    """Return what axe finds on the page: the rule and the element. `evaluate` is not bound by the page's policy."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE)
    found: list[str] = page.evaluate(_FIND, STANDARDS)
    return found


def overflow(page: Page) -> int:
    """Return by how many pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def fine(page: Page) -> None:
    """Nothing on the page is inaccessible, or wider than a phone."""
    assert violations(page) == []
    size = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 700})
    assert overflow(page) <= 0
    assert size is not None
    page.set_viewport_size(size)


def approve(page: Page) -> None:
    """Accept every policy answer of the submission on the page, tick its list, and approve it."""
    for accept in page.locator(".verdict").get_by_label("Godkend").all():
        accept.check(force=True)
    for item in page.locator("aside .contact input[type=checkbox]").all():
        item.check(force=True)
    page.get_by_role("button", name="Godkend", exact=True).click()
    expect(page.get_by_text("Tilbuddet er godkendt.")).to_be_visible()
