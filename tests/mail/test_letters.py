"""Every letter: one thing said once, as text and as HTML, in both languages."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from jinja2.meta import find_undeclared_variables

import registry.app  # noqa: F401  rooms give templates their helpers
from registry.access import Role
from registry.accounts.words import role_names
from registry.i18n import LOCALES, speaking
from registry.mail import Letter
from registry.web.letters import letter
from registry.web.templates import FOLDER, environment

BASE = "https://sammen.example"
URL = f"{BASE}/log-ind/link/abcdefghijklmnopqrstuvwxyz-0123456789?naeste=/mine/tilbud&x=1"
#: What people wrote, with everything in it that means something in HTML or in a template.
WRITTEN = "Åse & <b>Co</b> {{ 7 * 7 }} [her](https://ond.example)\n\nsagde ”ja”"
CONTEXT: dict[str, Any] = {
    "person": "Åse <Ø>",
    "url": URL,
    "public_url": f"{BASE}/tilbud/abc",
    "account_url": f"{BASE}/konto",
    "title": "Heste & <ro>",
    "organisation": "Havfruens <venner>",
    "lead": "Tinsoldaten & søn",
    "theirs": "Tinsoldaten & søn",
    "inviter": "Anders & Co",
    "roles": [Role.ADMINISTRATOR],
    "role_names": role_names,
    "asker": "Charlie",
    "asker_email": "charlie@eksempel.example",
    "message": WRITTEN,
    "reason": WRITTEN,
    "note": WRITTEN,
    "for_members": True,
    "declined_answers": [("Alle kan være med", WRITTEN)],
    "comments": 2,
    "is_paused": False,
    "is_change": True,
    "waiting": [("Heste & <ro>", "Havfruen, ny"), ("Kor", "Havfruen, har ventet i 3 hverdage")],
    "total": 5,
    "promised": 5,
    "titles": ["Heste & <ro>", "Kor"],
    "hidden_on": "3. december 2026",
    "corrections": [("Kort fortalt", WRITTEN)],
    "undeclared": ["Kor"],
    "renews": True,
    "only_renews": False,
    "all_at_once": False,
    "wrong": [("Heste & <ro>", WRITTEN)],
    "offers": [("Heste & <ro>", "expired"), ("Kor", "ended")],
    "only_ended": False,
    "asked": [("Heste & <ro>", 2), ("Kor", 1)],
    "carried": 2,
    "left": ["Svøm & <leg>"],
}
NAMES = sorted(path.stem for path in (FOLDER / "mail").glob("*.txt") if not path.name.startswith("_"))
TAG = re.compile(r"<[^>]+>")
ADDRESS = re.compile(r"https?://[^\s<>\"”)]+")


def context_of(name: str, **changes: Any) -> dict[str, Any]:
    """Return all that a letter is told; what stands in no list above is something that people wrote."""
    source = (FOLDER / "mail" / f"{name}.txt").read_text()
    asked = find_undeclared_variables(environment.parse(source)) - set(environment.globals) - {"layout", "part"}
    return {**dict.fromkeys(asked, WRITTEN), **CONTEXT, **changes}


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=LOCALES)
def written(name: str, request: pytest.FixtureRequest) -> Letter:
    with speaking(request.param):
        return letter(name, **context_of(name))


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def seen(html: str) -> str:
    """Return what one reads of a page."""
    body = html.partition("<h1")[2].partition(">")[2]
    return unescape(TAG.sub(" ", body))


def test_a_letter_has_a_subject_on_one_line(written: Letter) -> None:
    assert written.subject
    assert "\n" not in written.subject
    assert "&amp;" not in written.subject


def test_text_and_html_say_the_same(written: Letter) -> None:
    """Word for word, but for where the address of the button stands."""
    html = seen(written.html).removeprefix(written.subject)
    in_text = set(words(re.sub(r"^\d\. ", "", written.text, flags=re.MULTILINE)))  # HTML numbers a list by itself
    in_html = set(words(html))
    assert in_text - in_html <= set(words(f"{BASE}/konto"))
    only_in_html = "Virker knappen ikke så er adressen her If the button doesn t work here is the address"
    assert in_html - in_text - set(words(written.subject)) <= set(words(only_in_html))


def test_html_is_harmless_and_asks_for_nothing_from_elsewhere(written: Letter) -> None:
    html = written.html
    assert not re.search(r"<(img|script|link|style|iframe|form|input|svg|video)\b", html)
    assert "url(" not in html
    assert "&lt;b&gt;Co&lt;/b&gt;" in html or "<b>" not in html
    assert set(re.findall(r"""(?:href|src)="([^"]*)\"""", html)) <= {
        unescape_in_attribute(url) for url in (URL, CONTEXT["public_url"], CONTEXT["account_url"])
    }


def unescape_in_attribute(url: str) -> str:
    return url.replace("&", "&amp;")


def test_a_letter_has_one_button_and_its_address_can_be_read(written: Letter) -> None:
    assert written.html.count("display:inline-block") == 1
    linked = [unescape(url) for url in re.findall(r'href="([^"]*)"', written.html) if "/konto" not in url]
    assert len(set(linked)) == 1
    assert len(linked) == 2
    ours = [url for url in ADDRESS.findall(written.text) if url.startswith(BASE) and not url.endswith("/konto")]
    assert ours == linked[:1]


def test_a_letter_says_why_one_gets_it_and_how_to_get_fewer(name: str) -> None:
    end = letter(name, **context_of(name)).text.partition("\n--\n")[2]
    assert re.match(r"(Du|I) får mailen, fordi .+?\. \w.+\.", end)
    assert end.endswith(f"Vælg sprog og mails på din konto:\n{BASE}/konto\n")


def test_a_letter_to_nobody_we_know_greets_without_a_name_and_names_no_account(name: str) -> None:
    written = letter(name, **context_of(name, person=None, account_url=None))
    assert written.text.startswith("Hej\n")
    assert "/konto" not in written.text + written.html


def test_english_letters_are_english(name: str) -> None:
    with speaking("en"):
        written = letter(name, **context_of(name))
    assert written.text.startswith("Hello Åse <Ø>\n")
    assert "You get this mail because" in written.text
    assert '<html lang="en">' in written.html


def test_what_people_write_is_never_read_as_structure(name: str) -> None:
    written = letter(name, **context_of(name))
    assert "49" not in written.text.replace("0123456789", "")
    assert "ond.example" not in "".join(re.findall(r'href="([^"]*)"', written.html))


def test_gaps_that_people_write_do_not_tear_the_text_apart() -> None:
    written = letter("partners_unverified", **context_of("partners_unverified", reason="a\n\n\n\n\nb"))
    assert "”a\n\nb”" in written.text
    assert "\n\n\n" not in written.text
