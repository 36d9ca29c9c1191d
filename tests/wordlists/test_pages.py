"""Administrators edit the vocabulary: the form, what a change would do before it is made, and the way back."""

from __future__ import annotations

import re
from typing import Any

import pytest
from litestar.testing import TestClient

from registry import overlay, vocabulary
from registry.db import Database
from registry.vocabulary import Place
from registry.wordlists import entries, kinds
from tests import make
from tests.cast import Cast

HERE = "/administration/ordlister"
NEED = f"{HERE}/behov/finde_venner"


@pytest.fixture
def anders(cast: Cast) -> TestClient:
    return cast.sign_in("anders")


def form_of(database: Database, kind: str, id_: str, **changes: Any) -> dict[str, Any]:
    """Return what the form of an entry posts, with changes; a tick that isn't there isn't posted."""
    with database.reading() as db:
        found = entries.entry(db, kind, id_)
    assert found is not None
    values = {"seen": str(found.number), "handling": "gem", **found.values, **changes}
    return {name: "1" if value is True else value for name, value in values.items() if value not in (False, "", [])}


def words(database: Database) -> vocabulary.Vocabulary:
    return overlay.of(database.engine)


def added(database: Database, kind: str, id_: str, field: str, *lines: str) -> dict[str, Any]:
    before = form_of(database, kind, id_).get(field, "")
    return form_of(database, kind, id_, **{field: "\n".join(filter(None, [before, *lines]))})


@pytest.mark.parametrize(
    ("query", "there", "not_there"),
    [
        ("", "Vil gerne finde venner", "fodbold"),
        ("?vis=aktivitet&q=fodbold", "/aktivitet/bordfodbold", "/aktivitet/karate"),
        ("?vis=aktivitetstype", "Idræt og bevægelse", "finde_venner"),
        ("?vis=omraade&q=vejgaard", "/omraade/midtby", "/omraade/nord"),
        ("?vis=besked&q=skærer", "/besked/akut_selvskade", "/behov/"),
        ("?vis=behov&q=legekammerat", "/behov/finde_venner", "/behov/fritidsjob"),
        ("?vis=rettet", "Intet er rettet her", "/behov/"),
        ("?vis=x&side=x&q=%25", "Ingen har de ord", "/behov/"),
    ],
)
def test_entries_are_listed_and_found_by_their_words(
    anders: TestClient, query: str, there: str, not_there: str
) -> None:
    main = anders.get(HERE + query).text.partition("<main")[2]
    assert there in main
    assert not_there not in main


@pytest.mark.parametrize("path", [f"{HERE}/behov/findes_ikke", f"{HERE}/x/finde_venner", f"{HERE}/ny/omraade"])
def test_what_is_not_there_is_not_found(anders: TestClient, path: str) -> None:
    assert anders.get(path).status_code == 404


@pytest.mark.parametrize("kind", kinds.KINDS)
def test_saving_a_form_as_it_is_changes_nothing(anders: TestClient, database: Database, kind: str) -> None:
    with database.reading() as db:
        ids = [row.id for row in entries.rows(db, kind, "")][:8]
    for id_ in ids:
        assert anders.get(f"{HERE}/{kind}/{id_}").status_code == 200
        anders.post(f"{HERE}/{kind}/{id_}", data=form_of(database, kind, id_))
    assert words(database) is vocabulary.packaged()


def test_a_need_is_edited_and_shown_beside_what_the_package_says(anders: TestClient, database: Database) -> None:
    data = added(database, "behov", "finde_venner", "phrases", "mangler en flok") | {"short_da": "Makkere"}
    answer = anders.post(NEED, data=data)
    assert (answer.status_code, answer.headers["location"]) == (303, NEED)
    need = words(database).needs["finde_venner"]
    assert (need.short_da, need.phrases[-1]) == ("Makkere", "mangler en flok")
    with database.reading() as db:
        assert overlay.state(db).edits == {
            Place("need", "finde_venner"): {"short_da": "Makkere", "phrases": {"add": ["mangler en flok"]}}
        }
    page = anders.get(NEED).text
    assert re.search(r"Fra begyndelsen:</strong> <span>Nye venner", page)
    assert re.search(r"Tilføjet her:</strong> mangler en flok", page)
    assert "Makkere" in anders.get("/find?behov=finde_venner").text


def test_a_form_without_what_it_needs_keeps_what_was_typed(anders: TestClient, database: Database) -> None:
    data = form_of(database, "behov", "finde_venner", label_da="", short_en="Chums", group="x")
    answer = anders.post(NEED, data=data)
    assert answer.status_code == 422
    assert "Skriv noget i ”Behovet, dansk”." in answer.text
    assert "Vælg under ”Står under”." in answer.text
    assert 'value="Chums"' in answer.text
    assert words(database) is vocabulary.packaged()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("|mor", "hvor der mangler et ord ved siden af en lodret streg"),
        ("{hund} er væk", "{hund} er ikke en slags ord"),
        ("!!!", "der er intet ord i ”!!!”"),
        ("Ensom", "er det samme"),
    ],
)
def test_a_phrase_that_does_not_check_out_is_refused_with_the_reason(
    anders: TestClient, database: Database, line: str, reason: str
) -> None:
    for button in ("se", "gem"):
        data = added(database, "behov", "finde_venner", "phrases", line) | {"handling": button}
        answer = anders.post(NEED, data=data)
        assert answer.status_code == 422
        assert reason in answer.text
    assert words(database) is vocabulary.packaged()


def test_the_preview_tells_what_a_change_would_do_and_keeps_nothing(
    anders: TestClient, database: Database, cast: Cast
) -> None:
    with database.writing() as db, db.begin():
        alice = cast.actor("alice")
        make.live(db, alice, title="Strik", description="For børn, der mangler en flok.", needs=("motorik",))
        make.live(db, alice, title="Kor", description="Vi synger.", needs=("finde_venner",))
    data = added(database, "behov", "finde_venner", "phrases", "mangler en flok", "godt")
    data |= {"handling": "se", "own": "Hun mangler en flok", "short_da": "Makkere"}
    page = anders.post(NEED, data=data).text.partition('id="forhaandsvisning"')[2]
    assert re.search(r"<del>Nye venner</del> <ins>Makkere</ins>", page)
    assert "<ins>mangler en flok</ins>" in page
    own = page.partition("Din egen sætning")[2].partition("<h3>")[0]
    assert "”Hun mangler en flok”" in own
    assert "+ Makkere" in own
    assert re.search(r"1 tilbud i søgningen har det valgt. Dér ses rettelsen også.", page)
    gains = page.partition("Får behovet foreslået")[2]
    assert "Strik" in gains
    assert "Kor" not in gains.partition("</ul>")[0]
    assert "”godt” er et meget almindeligt ord" in page
    assert words(database) is vocabulary.packaged()


def test_the_preview_shows_which_typical_searches_are_read_differently(anders: TestClient, database: Database) -> None:
    data = added(database, "behov", "finde_venner", "phrases", "elsker heste") | {"handling": "se"}
    page = anders.post(NEED, data=data).text
    assert "1 af 40 typiske søgninger læses anderledes" in page
    urolig = page.partition("”urolig dreng på 9, der elsker heste, Nørresundby, gratis”<br>")[2].partition("</li>")[0]
    assert "+ Nye venner" in urolig


def test_a_sentence_with_personal_data_is_not_read(anders: TestClient, database: Database) -> None:
    data = form_of(database, "behov", "finde_venner", handling="se", own="Ring 20 30 40 50, hun mangler venner")
    page = anders.post(NEED, data=data).text
    assert "Din sætning har personoplysninger" in page
    assert "20 30 40 50" not in page


@pytest.mark.parametrize(
    ("phrase", "warning"),
    [
        ("heste", "”heste” er også en aktivitet: heste."),
        ("krudtugle", "”krudtugle” hører også til ”Har brug for plads til energi og pauser”."),
        ("nibe", "”nibe” er også et sted."),
        ("emil", "”emil” er også et navn."),
    ],
)
def test_words_that_mean_something_else_are_warned_about(
    anders: TestClient, database: Database, phrase: str, warning: str
) -> None:
    data = added(database, "behov", "finde_venner", "phrases", phrase) | {"handling": "se"}
    assert warning in anders.post(NEED, data=data).text


def test_only_very_common_words_are_called_so(anders: TestClient, database: Database) -> None:
    data = added(database, "behov", "finde_venner", "phrases", "flok", "meget") | {"handling": "se"}
    page = anders.post(NEED, data=data).text
    assert "”meget” er et meget almindeligt ord" in page
    assert "”flok” er et meget" not in page


def test_of_two_who_edit_the_same_the_second_is_told(anders: TestClient, database: Database) -> None:
    seen_by_both = form_of(database, "behov", "finde_venner")
    anders.post(NEED, data=seen_by_both | {"short_da": "Makkere"})
    answer = anders.post(NEED, data=seen_by_both | {"short_da": "Flok"})
    assert answer.status_code == 422
    assert "En kollega har rettet det samme imens" in answer.text
    assert 'value="Flok"' in answer.text
    assert words(database).needs["finde_venner"].short_da == "Makkere"


def test_a_safety_message_has_its_numbers(anders: TestClient, database: Database) -> None:
    url = f"{HERE}/besked/akut_selvskade"
    wrong = form_of(database, "besked", "akut_selvskade") | {"call-0-number": "12", "call-1-when_da": ""}
    answer = anders.post(url, data=wrong)
    assert answer.status_code == 422
    assert "3, 4, 6 eller 8 cifre" in answer.text
    assert "Udfyld alle felter ved 70 201 201." in answer.text
    new = {"number": "1813", "label_da": "Akuttelefonen", "label_en": "Acute line", "when_da": "hele døgnet"}
    data = form_of(database, "besked", "akut_selvskade", message_da="Ring nu.")
    data |= {f"call-3-{name}": text for name, text in (new | {"when_en": "day and night"}).items()}
    assert anders.post(url, data=data).status_code == 303
    signal = words(database).safety["akut_selvskade"]
    assert signal.message_da == "Ring nu."
    assert [call.number for call in signal.calls][-1] == "1813"
    found = anders.post("/find", data={"text": "hun vil ikke leve mere"}, follow_redirects=True).text
    assert "Ring nu." in found
    assert "Akuttelefonen" in found


def test_an_areas_preview_tells_how_many_offers_lie_in_it_before_and_after(
    anders: TestClient, database: Database, cast: Cast
) -> None:
    codes = words(database).areas["midtby"].postals
    with database.writing() as db, db.begin():
        make.live(db, cast.actor("alice"), where="address", postal_code="9400")
    moved = form_of(database, "omraade", "midtby", postals=[*codes, "9400"], localities=f"Karolinelund, {codes[0]}")
    shown = anders.post(f"{HERE}/omraade/midtby", data=moved | {"handling": "se"}).text.partition(
        'id="forhaandsvisning"'
    )[2]
    assert "0 tilbud i søgningen ligger i området. Efter rettelsen er det 1." in shown
    assert ">Karolinelund</h3>" in shown


def test_an_area_gets_a_postal_district_and_a_name_people_use(anders: TestClient, database: Database) -> None:
    url = f"{HERE}/omraade/midtby"
    codes = list(words(database).areas["midtby"].postals)
    wrong = form_of(database, "omraade", "midtby", postals=codes[1:], localities="Et sted uden nummer")
    answer = anders.post(url, data=wrong)
    assert answer.status_code == 422
    assert f"{codes[0]} skal ligge i et område" in answer.text
    assert "Skriv navn, komma og et af områdets postnumre" in answer.text
    moved = form_of(database, "omraade", "midtby", postals=[*codes, "9400"])
    assert anders.post(url, data=moved).status_code == 303
    assert words(database).postals["9400"].area == "midtby"
    assert anders.post(f"{url}/saet-tilbage").status_code == 303
    assert words(database) is vocabulary.packaged()
    data = form_of(database, "omraade", "midtby", label_da="Midtbyen", localities=f"Karolinelund, {codes[0]}")
    assert anders.post(url, data=data).status_code == 303
    assert words(database).areas["midtby"].label_da == "Midtbyen"
    asked = anders.post("/api/v1/search", json={"text": "noget i Karolinelund"}).json()
    assert codes[0] in [one["value"] for one in asked["understood"]]
    assert "Karolinelund" in anders.get(url).text
    anders.post(url, data=form_of(database, "omraade", "midtby", localities=""))
    assert all(one.name != "Karolinelund" for one in words(database).localities)


def test_an_activity_is_added_found_and_retired(anders: TestClient, database: Database, cast: Cast) -> None:
    new = {"id": "kubb", "value": "idraet", "en": "kubb", "words": "pindekast", "handling": "gem"}
    assert "findes allerede" in anders.post(f"{HERE}/ny/aktivitet", data=new | {"id": "fodbold"}).text
    assert "”Hører under”" in anders.post(f"{HERE}/ny/aktivitet", data=new | {"value": "x"}).text
    answer = anders.post(f"{HERE}/ny/aktivitet", data=new)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{HERE}/aktivitet/kubb")

    def understood() -> list[str]:
        return [one["value"] for one in anders.post("/api/v1/search", json={"text": "kubb"}).json()["understood"]]

    assert understood() == ["kubb"]
    assert "Tilføjet her" in anders.get(f"{HERE}?vis=aktivitet&q=kubb").text
    retired = form_of(database, "aktivitet", "kubb", retired=True)
    assert anders.post(f"{HERE}/aktivitet/kubb", data=retired).status_code == 303
    assert "Bruges ikke mere" in anders.get(f"{HERE}/aktivitet/kubb").text
    assert "pindekast" not in [phrase for phrase, _, _ in words(database).activities.phrases()]


def test_a_need_is_added_and_a_retired_one_stays_where_it_is(
    anders: TestClient, database: Database, cast: Cast
) -> None:
    new = form_of(database, "behov", "finde_venner") | {"label_da": "Vil gerne flyve", "phrases": "vil så gerne flyve"}
    new.pop("seen")
    answer = anders.post(f"{HERE}/ny/behov", data=new)
    assert answer.headers["location"] == f"{HERE}/behov/vil_gerne_flyve"
    assert words(database).needs["vil_gerne_flyve"].phrases == ("vil så gerne flyve",)
    with database.writing() as db, db.begin(), vocabulary.using(words(database)):
        offer = make.live(db, cast.actor("alice"), needs=("vil_gerne_flyve",)).offer_id
        draft = make.draft(db, cast.actor("alice"), needs=("vil_gerne_flyve",)).offer_id
        other = make.draft(db, cast.actor("alice"), needs=()).offer_id
    data = form_of(database, "behov", "vil_gerne_flyve", retired=True)
    assert anders.post(f"{HERE}/behov/vil_gerne_flyve", data=data).status_code == 303
    assert "Vil gerne flyve (bruges ikke mere)" in anders.get(f"/tilbud/{offer}").text
    assert "vil_gerne_flyve" not in anders.get("/find/guide").text
    alice = cast.sign_in("alice")
    assert 'value="vil_gerne_flyve" checked' in alice.get(f"/mine/tilbud/{draft}/behov").text
    assert 'value="vil_gerne_flyve"' not in alice.get(f"/mine/tilbud/{other}/behov").text
