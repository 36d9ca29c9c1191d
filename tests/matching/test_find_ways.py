"""Ways to a search and into its answer: the guide, the small forms of chips, corrections, and the map's points."""

from __future__ import annotations

import dataclasses
import re
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest
from litestar.testing import TestClient

from registry import vocabulary
from registry.db import Database
from registry.matching import address
from registry.matching.editing import editor
from registry.matching.rank import search
from registry.matching.values import Kind, Value
from registry.matching.view import FindPage
from registry.matching.wish import Chip, Wish
from tests import make
from tests.cast import Cast
from tests.matching.make import NOW, catalogue

PART = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture(autouse=True)
def offer_id(cast: Cast, database: Database) -> str:
    with database.writing() as db, db.begin():
        return make.live(db, cast.actor("alice")).offer_id


def form_of(page: str, marker: str) -> list[tuple[str, str]]:
    """Return what the form around `marker` would send if nothing were touched."""
    form = next(part for part in re.findall(r"<form.*?</form>", page, re.DOTALL) if marker in part)
    sent = []
    for field in re.findall(r"<input[^>]*>|<select.*?</select>", form, re.DOTALL):
        name = re.search(r'name="([^"]*)"', field)
        if not name or ("checkbox" in field and " checked" not in field):
            continue
        chosen = re.search(r'<option value="([^"]*)" selected', field)
        value = re.search(r'value="([^"]*)"', field)
        sent.append(
            (name[1], unescape(chosen[1] if chosen else "" if "<select" in field else value[1] if value else ""))
        )
    return sent


SEARCHES = [
    "/find?alder=9&gerne-behov=plads_til_energi&sted=9400&radius=5&pris=gratis",
    "/find?alder=9&alder=6&behov=finde_venner&gerne-aktivitet=dyr&gerne-aktivitet=heste&dag=mon&dag=tue",
    "/find?gerne-alder=7-9&gerne-sted=9000&adgang=trinfri&sprog=ar&gruppe=lille&tid=eftermiddag",
    "/find?alder=9&sted=9000+Vejgaard&radius=5",
    "/find?alder=9&uden-aktivitet=fodbold&ord=blokfl%C3%B8jte&hvem=culture&ramme=ferie&for=piger&gerne-pris=gratis",
]


@pytest.mark.parametrize("url", SEARCHES)
def test_the_guide_gives_back_what_it_was_given(client: TestClient, url: str) -> None:
    asked = Wish.from_query(parse_qsl(urlsplit(url).query))
    page = client.get(asked.url("/find/guide")).text
    given = Wish.from_query(form_of(page, 'id="guide-count"'))
    assert set(given.chips) == set(asked.chips)
    assert given.of("age") == asked.of("age")


@pytest.mark.parametrize("url", SEARCHES)
def test_the_filters_give_back_what_they_were_given(client: TestClient, url: str) -> None:
    asked = Wish.from_query(parse_qsl(urlsplit(url).query))
    assert Wish.from_query(form_of(client.get(url).text, "filters-actions")).chips == asked.chips


def test_the_guide_leads_to_the_same_address_as_a_sentence(client: TestClient) -> None:
    guided = client.get(
        "/find",
        params=[
            ("alder", "9"),
            ("gerne-behov", "plads_til_energi"),
            ("gerne-aktivitet", ""),
            ("sted", ""),
            ("pris", "gratis"),
        ],
        follow_redirects=False,
    )
    said = client.post("/find", data={"text": "urolig barn på 9, gratis"}, follow_redirects=False)
    assert guided.headers["location"] == said.headers["location"]


def test_the_guide_names_every_need_by_group_and_counts(client: TestClient) -> None:
    page = client.get("/find/guide?alder=9").text
    assert 'role="status"' in page
    assert "1 tilbud passer" in page
    known = vocabulary.current()
    assert [group.label_da for group in known.groups.values() if group.label_da not in unescape(page)] == []
    assert [id_ for id_ in known.needs if f'value="{id_}"' not in page] == []
    part = client.get("/find/guide?alder=9", headers=PART).text
    assert "<html" not in part
    assert "<title>Find tilbud trin for trin – Sammen</title>" in part


CHANGEABLE: list[tuple[Kind, Value, str]] = [
    ("age", (9, 9), "10"),
    ("weekday", "mon", "tue"),
    ("part_of_day", "aften", "formiddag"),
    ("time", ("15:00", "17:00"), "16:00-17:00"),
    ("setting", "ferie", "weekend"),
    ("price", 0, "100"),
    ("price", 75, "gratis"),
    ("need", "finde_venner", "hoere_til"),
    ("activity", "heste", "musik"),
    ("place", "9400", "9000"),
    ("radius", 7, "10"),
    ("gender", "piger", "drenge"),
    ("audience", "familie", "foraeldre"),
    ("group_size", 8, "lille"),
    ("access", "trinfri", "teleslynge"),
    ("language", "ar", "uk"),
    ("sector", "culture", "business"),
    ("not_weekday", "mon", "tue"),
]


@pytest.mark.parametrize(("kind", "value", "other"), CHANGEABLE)
@pytest.mark.parametrize("demand", [True, False])
def test_a_chips_form_changes_it_and_nothing_else(kind: Kind, value: Value, other: str, demand: bool) -> None:
    rest = (Chip("word", "kor"), Chip("place", "9240", demand=demand)) if kind == "radius" else (Chip("word", "kor"),)
    chip = Chip(kind, value, demand=demand)
    wish = Wish((chip, *rest))
    form = editor(wish, chip)
    assert form
    values = {option for group in form.choices for option, _ in group.options}
    assert form.value in values or form.typed
    assert other in values or (form.typed and re.fullmatch(form.typed.pattern, other))
    changed = Wish.from_query([*form.hidden, (form.name, other)])
    assert changed.without_kinds(kind).chips == wish.without_kinds(kind).chips
    assert [(address.pair(one)[1], one.demand) for one in changed.of(kind)] == [(other, demand)]
    assert Wish.from_query([*form.hidden, (form.name, form.value)]).chips == wish.chips


def test_a_place_is_changed_with_its_distance() -> None:
    wish = Wish((Chip("place", "9400"), Chip("radius", 5)))
    form = editor(wish, wish.of("place")[0])
    assert form
    assert (form.radius, form.hidden) == ("5", ())


@pytest.mark.parametrize("kind", ["word", "element", "not_activity", "not_place"])
def test_some_chips_can_only_be_removed(kind: Kind) -> None:
    assert editor(Wish(), Chip(kind, "9000")) is None


def test_several_children_are_a_choice(client: TestClient) -> None:
    page = client.get("/find?alder=9&alder=6&pris=gratis").text
    assert 'href="/find?alder=9&amp;pris=gratis">Kun 9 år</a>' in page
    assert 'href="/find?alder=6&amp;pris=gratis">Kun 6 år</a>' in page
    assert ">Begge</a>" in page
    assert "Kun 9 år" not in client.get("/find?alder=9").text


def test_what_was_corrected_can_be_taken_back_and_the_sentence_is_in_no_address(client: TestClient) -> None:
    sentence = "barn på 9 der elsker hæste"
    for headers in ({}, PART):
        answer = client.post("/find?pris=gratis", data={"text": sentence}, headers=headers)
        assert answer.status_code == 200
        assert "Viser resultater for <em>heste</em>" in answer.text
        assert f'<input type="hidden" name="text" value="{sentence}">' in answer.text
        assert answer.headers["cache-control"] == "no-store"
        assert not any("elsker" in value for value in answer.headers.values())
    undone = client.post("/find?pris=gratis", data={"text": sentence, "exact": "ja"}, follow_redirects=False)
    assert undone.status_code == 303
    assert "alder=9" in undone.headers["location"]
    assert "heste" not in undone.headers["location"]


def test_a_doubtful_reading_says_what_it_was_read_from(client: TestClient) -> None:
    """A single word may mean something else in another sentence; the age is beyond doubt."""
    part = client.post("/find", data={"text": "barn på 9 med angst"}, headers=PART).text
    assert "læst af: <q>angst</q>" in part
    assert part.count("læst af:") == 1
    location = client.post("/find", data={"text": "barn på 9 med angst"}, follow_redirects=False).headers["location"]
    assert "læst af" not in client.get(location).text


def test_a_doubtful_reading_does_not_repeat_its_own_name() -> None:
    found = FindPage(Wish(), search(catalogue(), Wish(), now=NOW, limit=1))
    music = Chip("word", "musik", demand=False, text="musik", confidence=0.5)
    assert found.read_from(music) == ""
    assert found.read_from(dataclasses.replace(music, text="synger")) == "synger"


def test_small_words_are_not_told_as_what_something_was_read_from() -> None:
    found = FindPage(Wish(), search(catalogue(), Wish(), now=NOW, limit=1))
    guess = Chip("need", "gode_valg", demand=False, text="med nogle", confidence=0.1, guessed=True)
    assert found.read_from(guess) == ""
    assert found.read_from(dataclasses.replace(guess, text="med nogle på gaden")) == "med nogle på gaden"


def test_empty_fields_of_a_form_stay_out_of_addresses(client: TestClient) -> None:
    plain = client.get("/find?alder=9&sted=&radius=&pris=gratis", follow_redirects=False)
    assert (plain.status_code, plain.headers["location"]) == (303, "/find?alder=9&pris=gratis")
    part = client.get("/find?alder=9&sted=&radius=", headers=PART)
    assert (part.status_code, part.headers["HX-Push-Url"]) == (200, "/find?alder=9")


def test_what_is_nearly_right_stands_by_what_it_lacks(client: TestClient, cast: Cast, database: Database) -> None:
    with database.writing() as db, db.begin():
        make.live(db, cast.actor("alice"), title="Kor til penge", weekly=(), price_dkk=80)
    page = client.get("/find?alder=9&dag=tue&pris=gratis").text
    assert "Kun dagen passer ikke" in page
    assert page.index("Kun dagen passer ikke") < page.index("Heste og ro på små hold")
    assert "Ingen tilbud passer helt" in page


def test_the_map_has_the_offers_of_the_list_by_district(client: TestClient, cast: Cast, database: Database) -> None:
    with database.writing() as db, db.begin():
        for number in range(10):
            make.live(db, cast.actor("alice"), title=f"Kor {number}", postal_code="9000", town="Aalborg")
        make.live(db, cast.actor("alice"), title="Snak på skærmen", where="online", postal_code=None, town=None)
        make.live(db, cast.actor("alice"), title="Kun for store", age_min=15, age_max=18)
    part = client.get("/find/kort?alder=9&side=2", headers=PART).text
    assert 'data-name="Aalborg" data-count="10"' in part
    assert 'data-name="Nørresundby" data-count="1"' in part
    assert 'data-name="Hals" data-count="0"' in part
    assert "Snak på skærmen" not in part
    assert "1 tilbud har ingen plads på kortet" in part
    assert "Kun for store" not in part
    assert 'href="/find?alder=9&amp;sted=9000">Vis alle 10 i listen' in part
    assert part.count("<a href=") == 8 + 1 + 1
    assert "side=" not in part


def test_the_map_marks_the_distance_asked_for(client: TestClient) -> None:
    part = client.get("/find/kort?sted=9400&radius=5", headers=PART).text
    postal = vocabulary.current().postals["9400"]
    assert f'data-lat="{postal.lat}" data-lon="{postal.lon}" data-radius="5"' in part
    assert "data-radius" not in client.get("/find/kort?sted=9400", headers=PART).text


def test_who_opens_the_address_of_the_points_sees_the_list(client: TestClient) -> None:
    answer = client.get("/find/kort?alder=9", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/find?alder=9")


def test_the_map_asks_nobody_else_unless_it_is_told_to(client: TestClient) -> None:
    assert "data-tiles" not in client.get("/find").text
