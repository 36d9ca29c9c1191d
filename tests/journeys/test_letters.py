"""Letters as a mail program that knows HTML shows them: readable, and never wider than a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from registry.i18n import LOCALES, speaking
from registry.web.letters import letter
from tests.journeys.conftest import overflow, violations
from tests.mail.test_letters import NAMES, context_of


@pytest.mark.parametrize("name", NAMES)
def test_a_letter_is_readable_on_a_phone_and_on_a_desk(browser: Browser, name: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for locale in LOCALES:
        with speaking(locale):
            page.set_content(letter(name, **context_of(name)).html)
        for width in (600, 320):
            page.set_viewport_size({"width": width, "height": 800})
            assert overflow(page) <= 0
    assert asked == []
    assert violations(page) == []
    page.close()
