"""How an offer is put into words, in both languages, and where it stands in its organisation's list."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from registry.i18n import speaking
from registry.offers import parts, show, standing
from registry.offers.content import Contact, OfferContent, PolicyAnswer, Slot
from registry.web.templates import environment
from tests.make import CONTENT, content
from tests.offers import browser

TODAY = dt.date(2026, 11, 22)
DRAWN: Any = environment.globals["offer_parts"]


@pytest.mark.parametrize(
    ("low", "high", "danish", "english"),
    [
        (7, 11, "7–11 år", "7–11 years"),
        (9, 9, "9 år", "9 years"),
        (13, None, "fra 13 år", "from age 13"),
        (None, 6, "til og med 6 år", "up to age 6"),
        (None, None, "", ""),
        (0, 2, "0–2 år", "0–2 years"),
    ],
)
def test_ages(low: int | None, high: int | None, danish: str, english: str) -> None:
    made = OfferContent(age_min=low, age_max=high)
    assert show.age(made) == danish
    with speaking("en"):
        assert show.age(made) == english


@pytest.mark.parametrize(
    ("changes", "lines"),
    [
        ({}, ["Mandag 15.30–17.00"]),
        ({"weekly": (Slot("sat"), Slot("sun", "10:00"))}, ["Lørdag", "Søndag fra kl. 10.00"]),
        ({"weekly": (), "setting": ("efter_skole",)}, ["Efter skole"]),
        (
            {"weekly": (), "starts_on": dt.date(2026, 6, 29), "ends_on": dt.date(2026, 7, 3)},
            ["Fra 29. juni 2026 til 3. juli 2026"],
        ),
        ({"weekly": (), "starts_on": dt.date(2026, 6, 29), "ends_on": dt.date(2026, 6, 29)}, ["29. juni 2026"]),
        (
            {"weekly": (), "by_appointment": True, "closed_in_holidays": True},
            ["Efter aftale", "Ikke i skolernes ferier"],
        ),
        (
            {"by_appointment": True, "period": "Hele året"},
            ["Mandag 15.30–17.00", "Hele året", "Andre tider efter aftale"],
        ),
        ({"weekly": ()}, []),
    ],
)
def test_when(changes: dict[str, Any], lines: list[str]) -> None:
    assert show.when(content(**changes)) == lines


@pytest.mark.parametrize(
    ("changes", "lines"),
    [
        ({}, ["Gratis"]),
        ({"price_dkk": 50, "price_unit": "gang"}, ["50 kr. pr. gang"]),
        ({"price_dkk": 1250.5, "price_unit": "saeson"}, ["1.250,50 kr. pr. sæson"]),
        ({"price_dkk": None}, []),
        ({"price_dkk": 100, "price_support": True, "price_note": "Søskende halv pris."}, None),
    ],
)
def test_price(changes: dict[str, Any], lines: list[str] | None) -> None:
    said = show.price(content(**changes))
    assert said == (lines if lines is not None else ["100 kr.", "Støtte til betaling er mulig", "Søskende halv pris."])


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({}, "Eksempelvej 12, 9400 Nørresundby"),
        ({"address": None}, "9400 Nørresundby"),
        ({"postal_code": "9999"}, "Eksempelvej 12, 9999"),
        ({"where": "online"}, "Online"),
        ({"where": "comes_to_you"}, "Vi kommer ud til jer"),
        ({"address": None, "postal_code": None}, ""),
    ],
)
def test_where(changes: dict[str, Any], where: str) -> None:
    assert show.where(content(**changes)) == where


def test_every_field_can_be_said_in_words_and_has_a_name() -> None:
    for field in OfferContent.__struct_fields__:
        assert show.field_label(field)
        assert show.field_lines(OfferContent(), field) == []
    assert show.field_lines(CONTENT, "policy")[0] == "Nysgerrig og fleksibel efter barnets behov"
    assert show.field_lines(content(by_appointment=False), "by_appointment") == ["Nej"]


def test_an_offer_is_drawn_whole() -> None:
    said = browser.text(DRAWN.body(CONTENT, "Havfruen") + DRAWN.contact(CONTENT) + DRAWN.status(CONTENT))
    for part in (
        *("Kort fortalt", "7–11 år. Op til 4 ad gangen.", "Mandag 15.30–17.00.", "Gratis.", "Ikke oplyst"),
        *("Vi strigler, muger ud og rider", "Aktiviteter: Dyr", "Har brug for plads til energi"),
        *("Svarene er skrevet af Havfruen. Kommunen har læst og godkendt dem.", "Et barn kan komme før de andre"),
        *("Perioden er udløbet. Svarene gælder, til en ny politik er vedtaget.", "Sidst fornyet 1. november 2026."),
        *("Ring eller skriv til Karen.", "karen@eksempel.example", "Skriv ikke barnets navn"),
        "Ledige pladser",
    ):
        assert part in said


def test_only_accepted_answers_are_drawn() -> None:
    said = browser.text(DRAWN.body(CONTENT, "Havfruen", ["bup22.loesninger.c1"]))
    assert "Et barn kan komme før de andre" in said
    assert "Alle får deres egen hest" not in said
    assert "Det bidrager tilbuddet til" not in browser.text(DRAWN.body(CONTENT, "Havfruen", []))


def test_what_was_typed_is_never_markup() -> None:
    typed = '<script>alert(1)</script> & "<b>"'
    made = content(title=typed, summary=typed, description=typed, signup=f"{typed}\n{typed}", period=typed)
    made = content(
        title=typed,
        summary=typed,
        description=typed,
        signup=f"{typed}\n{typed}",
        period=typed,
        policy=(PolicyAnswer("inkl22.p1", typed),),
        contact=Contact(name=typed, role=typed, email=typed, phone=typed),
        safety_declared_by=typed,
        price_note=typed,
        access_note=typed,
        town=typed,
        address=typed,
    )
    drawn = DRAWN.body(made, typed) + DRAWN.contact(made) + DRAWN.card(made, typed, "association", "/x")
    assert "<script" not in drawn
    assert "<b>" not in drawn


def test_each_line_of_how_to_start_is_a_step() -> None:
    made = content(
        signup="Ring til Karen. Hun tager den altid.\n\nKom forbi!\nSvar senest 15. april. Så hører I fra os"
    )
    assert [(step.lead, step.rest) for step in parts.steps(made)] == [
        ("Ring til Karen.", "Hun tager den altid."),
        ("Kom forbi!", ""),
        ("Svar senest 15. april.", "Så hører I fra os"),
    ]
    assert DRAWN.steps(made).count("<li>") == 3
    assert "<ol" not in DRAWN.steps(CONTENT)
    assert DRAWN.steps(content(signup=None)).strip() == ""


@pytest.mark.parametrize(
    ("typed", "link"),
    [
        ("00 00 21 04", "tel:+4500002104"),
        ("+45 12 34 56 78", "tel:+4512345678"),
        ("0045 12345678", "tel:+4512345678"),
        ("+46 70 123 45 67", "tel:+46701234567"),
        ("115", "tel:115"),
    ],
)
def test_a_telephone_number_can_be_called(typed: str, link: str) -> None:
    assert parts.phone_link(typed) == link


def test_a_declaration_of_last_year_is_said_to_be_old() -> None:
    assert "over et år siden" in DRAWN.safety(content(safety_declared_on=dt.date(2024, 1, 1)))
    assert "Ikke oplyst. Spørg partneren" in DRAWN.safety(content(safety=(), safety_declared_on=None))


@pytest.mark.parametrize(
    ("offer", "version", "words"),
    [
        ("unpublished", "draft", ["Kladde"]),
        ("unpublished", "submitted", ["Hos kommunen"]),
        ("unpublished", "returned", ["Sendt retur"]),
        ("unpublished", "declined", ["Afslået"]),
        ("live", "approved", ["Kan findes"]),
        ("live", "draft", ["Kan findes", "Ændring: kladde"]),
        ("live", "submitted", ["Kan findes", "Ændring: hos kommunen"]),
        ("paused", "approved", ["På pause"]),
        ("paused", "returned", ["På pause", "Ændring: sendt retur"]),
        ("live", "declined", ["Kan findes", "Ændring: afslået"]),
    ],
)
def test_where_an_offer_stands_is_said_in_words(offer: str, version: str, words: list[str]) -> None:
    assert [state.text for state in standing.states(offer, version)] == words


def test_a_section_says_what_it_lacks_and_what_can_wait() -> None:
    about, who, place, needs, safety = standing.tasks(content(age_max=None, needs=()), TODAY)
    assert about.state.text == "Færdig"
    assert who.state.text == "Mangler 1 svar"
    assert who.summary == "fra 7 år. Op til 4 ad gangen. Mandag 15.30–17.00."
    assert place.can_wait == ("tilgængelighed", "sprog")
    assert needs.lacking[0].message == "Vælg mindst ét behov, som tilbuddet møder"
    assert safety.summary == "Karen. Vi indhenter børneattester, hvor loven kræver det."


def test_an_empty_section_is_not_begun_and_says_what_it_will_ask() -> None:
    tasks = standing.tasks(OfferContent(), TODAY)
    assert {task.state.text for task in tasks} == {"Ikke begyndt"}
    assert tasks[0].summary == "Navn, beskrivelse og aktiviteter"


def test_a_remark_stands_at_its_section_and_counts_before_all_else() -> None:
    remarks = [standing.Remark("policy.inkl22.p1", "Respekt", "Nævn et eksempel."), standing.Remark("ukendt", "?", "…")]
    tasks = standing.tasks(CONTENT, TODAY, remarks)
    assert [task.state.text for task in tasks] == ["Færdig", "Færdig", "Færdig", "1 kommentar", "Færdig"]
