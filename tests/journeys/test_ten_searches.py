"""Ten searches as professionals would make them: what is understood, what comes first, and why."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Person


class Search(NamedTuple):
    """A sentence, and what a colleague would expect of the answer.

    Attributes:
        must, gerne: chips that are there among others: demanded, and wished for.
        first: the offers that come first, one of them before all others.
        why: reasons that the very first gives among others.
        secret: words that must not be found in the address.
    """

    sentence: str
    must: set[str]
    gerne: set[str]
    first: tuple[str, ...]
    why: set[str]
    secret: str


SEARCHES = [
    Search(
        "urolig dreng på 9 der elsker heste, Nørresundby, gratis",
        {"9 år", "Gratis", "Nørresundby"}, {"Plads til energi", "Heste"},
        ("Heste og ro på små hold",), {"7–11 år", "Gratis", "Plads til energi", "Nørresundby"}, "elsker",
    ),
    Search(
        "skoletræt på 14, god til at bruge hænderne",
        {"14 år"}, {"Læring med hænderne", "Lyst til at lære"},
        ("Prøv et fag, før du skal vælge", "Klassen på fabriksgulvet"), {"Læring med hænderne"}, "skole",
    ),
    Search(
        "3-årig og far vil lege sammen lørdag formiddag",
        {"3 år", "Lørdag", "Formiddag"}, set(),
        ("Far og barn på gulvet",), {"0–4 år", "Lørdag 09.30–11.30"}, "far",
    ),
    Search(
        "teenager der gamer hele dagen og mangler venner",
        {"13–17 år"}, {"Gaming og teknologi", "Nye venner"},
        ("E-sport med faste makkere",), {"11–16 år", "Gaming og teknologi", "Nye venner"}, "mangler",
    ),
    Search(
        "barn i sorg på 10 år, Aalborg",
        {"10 år", "Aalborg"}, {"Plads til sorg og savn"},
        ("Vinterlys: en gruppe for børn i sorg",), {"7–12 år", "Plads til sorg og savn", "Aalborg"}, "barn",
    ),
    Search(
        "pige på 12 der gerne vil danse",
        {"12 år"}, {"Dans og cirkus"},
        ("Hiphop for dem, der danser derhjemme",), {"9–14 år", "Dans og cirkus"}, "pige+",
    ),
    Search(
        "ung på 16 søger fritidsjob",
        {"16 år"}, {"Fritidsjob"},
        ("Fritidsjob med en svend ved siden af",), {"14–17 år", "Fritidsjob"}, "soeger",
    ),
    Search(
        "dreng på 8 med kørestol vil ride",
        {"8 år"}, {"Deltage med handicap"},
        ("Ridning for børn og unge med handicap",), {"6–18 år", "Deltage med handicap"}, "stol",
    ),
    Search(
        "5. klasse på besøg om natur og dinosaurer i skoletiden",
        {"11–12 år", "I skoletiden"}, set(),
        ("Find et dyr, der døde for 70 millioner år siden",), {"9–13 år", "I skoletiden"}, "klasse",
    ),
    Search(
        "familie fra Ukraine vil lære dansk",
        set(), {"Mere dansk"},
        ("Sprogcafé med legetæppe",), {"Mere dansk"}, "raine",
    ),
]  # fmt: skip


@pytest.mark.parametrize("search", SEARCHES, ids=[search.sentence[:24] for search in SEARCHES])
def test_a_search_is_understood_and_answered_with_reasons(
    demo: str, person: Callable[..., Person], search: Search
) -> None:
    someone = person(demo)
    page = someone.go("/find")
    page.fill("#sentence", search.sentence)
    page.press("#sentence", "Enter")
    expect(page.locator("#results-title")).to_be_focused()
    names = page.locator(".chip").evaluate_all(
        "chips => chips.map(chip => [chip.dataset.name, chip.matches('.chip-must')])"
    )
    assert search.must <= {name for name, must in names if must}
    assert search.gerne <= {name for name, must in names if not must}
    titles = page.locator(".offer h3").all_inner_texts()
    assert titles[0] in search.first
    assert set(search.first) <= set(titles[: len(search.first) + 1])
    assert search.why <= set(page.locator(".offer").first.locator(".fits li").all_inner_texts())
    assert search.secret not in page.url
    assert len(page.url) < 200
    shown = page.url
    page.reload()
    expect(page.locator(".offer h3").first).to_have_text(titles[0])
    again = page.locator(".chip").evaluate_all("chips => chips.map(chip => chip.dataset.name)")
    assert again == [name for name, _ in names]
    assert page.url == shown
    assert someone.unexpected() == []


def test_offers_that_lack_one_thing_stand_by_what_it_is(demo: str, person: Callable[..., Person]) -> None:
    page = person(demo).go("/find?alder=6&dag=sun&pris=gratis&adgang=trinfri")
    for title, lacks in (("Kun dagen passer ikke", "søndag"), ("Kun prisen passer ikke", "gratis")):
        group = page.get_by_role("region", name=title)
        missing = group.locator(".missing >> visible=true").all_inner_texts()
        assert missing
        assert all(re.match(rf"Ikke {lacks}", text) for text in missing)
    expect(page.locator("#relax")).to_contain_text("Slip ét, og se flere")
    expect(page.get_by_text("Vi foreslår aldrig at slippe tilgængelighed.")).to_be_visible()
