"""Suggestions from an offer's text, with the words that led to them. The offers are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.vocabulary import current, suggest_elements, suggest_needs
from registry.vocabulary.quotes import quote
from registry.vocabulary.suggest import MOST

PONY = (
    "Ponyklub for begyndere. Børnene strigler, trækker og rider i små hold med faste instruktører. Mange af vores "
    "ryttere har krudt i kroppen og finder ro i stalden. Alle kan være med, og I kan låne hjelme."
)
BOATS = (
    "Vi bygger en jolle sammen med otte pensionerede bådebyggere. De unge bestemmer selv, hvad båden skal hedde, og "
    "får ansvar for hver sin planke. Frivillige hjælpere fra havnen er med hver gang. I samarbejde med museet."
)
CAFE = "Lektiecafé på biblioteket. Frivillige studerende hjælper. Kom forbi uden tilmelding, det er gratis."


def needs(text: str) -> set[str]:
    return {one.id for one in suggest_needs(text)}


def elements(text: str) -> list[str]:
    return [one.id for one in suggest_elements(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PONY, {"plads_til_energi", "smaa_faellesskaber", "faste_voksne", "ro_i_naturen"}),
        (CAFE, {"lektiehjaelp"}),
        ("Sorggruppe for børn, der har mistet en forælder.", {"savn_og_sorg"}),
        ("Samtalegruppe for børn af skilte forældre i samme situation.", {"to_hjem", "tale_med_nogen"}),
        ("Fodbold for piger, der aldrig har prøvet før. Ingen kampe og intet pres.", {"frirum", "eget_tempo"}),
        ("Svømning for børn med handicap. Lift og varmt vand.", {"deltage_med_handicap"}),
        ("Vi mødes hver tirsdag klokken fire og spiller håndbold.", set()),
        ("", set()),
    ],
)
def test_suggests_the_needs_an_offer_meets(text: str, expected: set[str]) -> None:
    assert expected <= needs(text)
    assert expected or not needs(text)


@pytest.mark.parametrize(
    "text",
    [
        "Holdet træner mandag. Vi spiller sammen mod andre klubber.",
        "Koster 300 kr. for en sæson, mød op i klubben.",
        "Tag bussen til skoven. Vi har et træhus.",
        "Vores frivillige laver mad til stævnet.",
        "Praktiske oplysninger: husk madpakke.",
    ],
)
def test_weak_words_alone_suggest_nothing(text: str) -> None:
    assert suggest_needs(text) == []
    assert suggest_elements(text) == []


def test_weak_words_count_when_they_point_the_same_way() -> None:
    assert "ro_i_naturen" in needs("Ud i skoven med hund og bål. Vi passer gårdens dyr.")
    assert "bup22.faellesskaber" in elements("Tryg hygge med gode venner og kammerater.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PONY, ["bup22.loesninger.c1", "bup22.faellesskaber.a1"]),
        (BOATS, ["bup22.loesninger.c2", "bup22.loesninger.a2", "bup22.faellesskaber.a2"]),
        (CAFE, ["bup22.loesninger.c2", "inkl22.p3"]),
        ("Kom på besøg først, og mød en fast kontaktperson.", ["bup22.overgange.a1"]),
        ("Vi følger op og giver ikke slip, før skolen tager over.", ["bup22.loesninger.a1", "inkl22.p6"]),
    ],
)
def test_suggests_the_policy_an_offer_serves(text: str, expected: list[str]) -> None:
    assert [one for one in elements(text) if one in expected] == expected


def test_sammen_om_loesninger_comes_first() -> None:
    suggested = elements(BOATS + PONY + CAFE)
    first = [one.startswith("bup22.loesninger") for one in suggested]
    assert first == sorted(first, reverse=True)
    assert first[0]


def test_a_guidepost_makes_way_for_its_own_ambitions() -> None:
    assert elements("Et trygt fællesskab.") == ["bup22.faellesskaber"]
    assert elements("Et fællesskab med plads til alle.") == ["bup22.faellesskaber.a1"]


def test_internal_elements_are_suggested_to_nobody_else() -> None:
    text = "Bestyrelsen har en handleplan."
    assert suggest_elements(text) == []
    assert [one.id for one in suggest_elements(text, audience="internal")] == ["inkl22.p9"]


def test_a_suggestion_shows_the_words_that_led_to_it() -> None:
    (ambition,) = (one for one in suggest_elements(BOATS) if one.id == "bup22.loesninger.a2")
    assert ambition.words[0] == "De unge bestemmer"
    shown = ambition.quotes[0]
    assert shown.words == "De unge bestemmer"
    assert shown.before == ""
    assert shown.after.startswith(" selv, hvad båden skal hedde")


def test_no_more_than_a_handful_and_the_best_first() -> None:
    text = " ".join(need.phrases[0] + "." for need in current().needs.values())
    made = suggest_needs(text)
    assert len(made) == MOST
    assert [one.score for one in made] == sorted((one.score for one in made), reverse=True)
    assert len(suggest_needs(text, most=3)) == 3


def test_saying_it_twice_counts_once() -> None:
    assert suggest_needs("ensom")[0].score == suggest_needs("ensom, ensom, ensomme børn")[0].score


def test_what_is_denied_is_not_suggested() -> None:
    assert "lektiehjaelp" not in needs("Her er ingen lektier.")


@given(st.text())
def test_any_text_can_be_read_and_quoted(text: str) -> None:
    for one in (*suggest_needs(text), *suggest_elements(text)):
        assert one.words
        assert len(one.quotes) == len(one.words)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("De unge får ansvar for hver sin planke.", "ansvar", ("De unge får ", "ansvar", " for hver sin planke")),
        ("Først. Vi er små hold! Kom bare.", "små hold", ("Vi er ", "små hold", "")),
        ("ansvar", "ansvar", ("", "ansvar", "")),
        ("Alle   får\tansvar", "ansvar", ("Alle får ", "ansvar", "")),
        ("Linje et\nfår ansvar\nlinje tre", "ansvar", ("får ", "ansvar", "")),
        (
            "Vi er en lille forening med mange glade medlemmer, hvor alle får ansvar for noget, som de selv har valgt "
            "at gå i gang med, når de har lyst",
            "ansvar",
            ("… mange glade medlemmer, hvor alle får ", "ansvar", " for noget, som de selv har valgt at gå …"),
        ),
    ],
)
def test_quotes_whole_words_of_the_same_sentence(text: str, words: str, expected: tuple[str, str, str]) -> None:
    start = text.index(words)
    assert tuple(quote(text, (start, start + len(words)))) == expected


@given(st.text(min_size=1), st.data())
def test_a_quote_has_the_words_and_is_short(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    shown = quote(text, (start, end))
    assert shown.words == " ".join(text[start:end].split())
    assert len(shown.before) <= 45
    assert len(shown.after) <= 45
