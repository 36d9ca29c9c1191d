"""E-mail addresses, phone numbers and street addresses in a searcher's sentence. All of them are invented."""

from __future__ import annotations

import pytest

from registry.privacy import find, without


def found(text: str) -> list[tuple[str, str]]:
    return [(finding.kind, text[slice(*finding.span)]) for finding in find(text)]


@pytest.mark.parametrize(
    ("text", "kind", "what"),
    [
        ("skriv til mor@eksempel.dk i dag", "email", "mor@eksempel.dk"),
        ("anna.b_c+9@mail.eksempel.co.uk", "email", "anna.b_c+9@mail.eksempel.co.uk"),
        ("mor(at)eksempel.dk", "email", "mor(at)eksempel.dk"),
        ("anna @ mail.dk", "email", "anna @ mail.dk"),
        ("anna@ mail . dk", "email", "anna@ mail . dk"),
        ("anna snabel-a mail punktum dk", "email", "anna snabel-a mail punktum dk"),
        ("anna snabela mail.dk", "email", "anna snabela mail.dk"),
        ("anna at mail dot com", "email", "anna at mail dot com"),
        ("find @anna_9 der", "email", "@anna_9"),
        ("anna@mail", "email", "anna@mail"),
        ("ring 20304050", "phone", "20304050"),
        ("20 304050", "phone", "20 304050"),
        ("2030-4050", "phone", "2030-4050"),
        ("20/30/40/50", "phone", "20/30/40/50"),
        ("2 0 3 0 4 0 5 0", "phone", "2 0 3 0 4 0 5 0"),
        ("bor på kirkebakken 7", "address", "bor på kirkebakken 7"),
        ("lives at 12 Main Street", "address", "12 Main Street"),
        ("tlf.20304050", "phone", "20304050"),
        ("ring 20 30 40 50 efter 16", "phone", "20 30 40 50"),
        ("20-30-40-50", "phone", "20-30-40-50"),
        ("20.30.40.50", "phone", "20.30.40.50"),
        ("2030 4050", "phone", "2030 4050"),
        ("20 304 050", "phone", "20 304 050"),
        ("+45 20 30 40 50", "phone", "+45 20 30 40 50"),
        ("0045 20304050", "phone", "0045 20304050"),
        ("(+45) 20304050", "phone", "(+45) 20304050"),
        ("+46 70 123 45 67", "phone", "+46 70 123 45 67"),
        ("bor på hobrovej 12", "address", "hobrovej 12"),
        ("Danmarksgade 5, 2. tv", "address", "Danmarksgade 5, 2. tv"),
        ("pige 9 år Hobrovej 12B gratis", "address", "Hobrovej 12B"),
        ("Hobrovej nr. 12", "address", "Hobrovej nr. 12"),
        ("Hobrovej 9 i Aalborg", "address", "Hobrovej 9"),
        ("Vestre Allé 5", "address", "Vestre Allé 5"),
        ("kastanjealléen 14 b", "address", "kastanjealléen 14 b"),
        ("Latinerstræde 3", "address", "Latinerstræde 3"),
        ("Nytorv 5", "address", "Nytorv 5"),
        ("Budolfi Plads 1", "address", "Budolfi Plads 1"),
        ("Gammel Hasseris Vej 12", "address", "Gammel Hasseris Vej 12"),
        ("Sofiendalsbakken 14", "address", "Sofiendalsbakken 14"),
    ],
)
def test_finds_what_leads_to_a_person(text: str, kind: str, what: str) -> None:
    assert found(text) == [(kind, what)]


@pytest.mark.parametrize(
    "text",
    [
        "urolig dreng på 9 der elsker heste, 9400 Nørresundby, gratis",
        "højst 8000 kr",
        "2500 kr og 30000000 kr.",
        "mandag 15.30-17.00 og tirsdag 20.30-22.00",
        "tirsdage 16.30 - 18.00",
        "skoleåret 2025 2026",
        "2022-2025",
        "børn 7-11 år",
        "01.02.2026",
        "årgang 2010-2015, 8-10 år, 9000-9400",
        "hold for 10 20 30 40 børn",
        "CVR 29189420",
        "CVR-nr.: 29 18 94 20",
        "ring 112 eller 116 111",
        "hobrovej 9 år",
        "alle 9 børn",
        "Palle 9 år",
        "er på vej 3 km",
        "legeplads 2 gange om ugen",
        "går i børnehaven 3 dage",
        "Løvvang 9 gratis",
        "Vejgaard 9",
        "bor tæt på Danmarksgade",
        "Træning 3 gange",
        "@ klubben",
    ],
)
def test_leaves_alone_what_leads_to_nobody(text: str) -> None:
    assert found(text) == []


def test_eight_digits_alone_are_taken_for_a_phone_number() -> None:
    assert found("29189420") == [("phone", "29189420")]


def test_several_findings_stand_in_order_and_apart() -> None:
    text = "Anna 010203-1234, Hobrovej 12, mor@eksempel.dk, 20 30 40 50"
    assert [kind for kind, _ in found(text)] == ["cpr", "address", "email", "phone"]


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("dreng 010203-1234 der elsker heste", "dreng der elsker heste"),
        ("dreng 010203-1234, elsker heste", "dreng, elsker heste"),
        ("010203-1234", ""),
        ("bor på Hobrovej 12, gratis", "bor på, gratis"),
        ("elsker heste", "elsker heste"),
    ],
)
def test_gives_the_text_back_without_it(text: str, rest: str) -> None:
    assert without(text, find(text)) == rest


@pytest.mark.parametrize("piece", ["Aa ", "a", "1 ", "12 ", "010203 ", "x@", "+1", "a.a", "Vej ", "+1 ("])
def test_a_hostile_text_is_read_to_its_end(piece: str) -> None:
    """If the work grew with the square of the length, this would not come back."""
    text = piece * (200_000 // len(piece))
    assert all(0 <= found.span[0] < found.span[1] <= len(text) for found in find(text))


@pytest.mark.parametrize("piece", ["010203-1234 ", "20203030 ", "a@b.dk ", "Hobrovej 12 "])
def test_a_text_full_of_personal_data_is_read_to_its_end(piece: str) -> None:
    text = piece * 20_000
    found = find(text)
    assert len(found) == 20_000
    assert without(text, found) == ""
