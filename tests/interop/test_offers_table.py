"""Rows of a table become offers; each problem stands at its cell."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
import pytest

from registry import vocabulary
from registry.i18n import speaking
from registry.interop import columns, offers_table, table_file
from registry.interop.offers_file import BadFile
from registry.interop.offers_table import Owner, Reading
from registry.offers.content import OfferContent, PolicyAnswer, Slot

OWNER = Owner("Havfruen", "association")


def reading(text: str, owner: Owner | None = OWNER) -> Reading:
    table = table_file.read(text.encode(), offers_table.judge)
    keys = columns.recognise(table.headers)
    return offers_table.read_rows(
        table, keys, vocabulary.current(), owner=owner, required=offers_table.NEEDED_OF_DRAFTS
    )


def content(**said: str) -> OfferContent:
    quoted = [f'"{value}"' for value in ("Kor", *said.values())]
    read = reading(";".join(["Tilbuddets navn", *said]) + "\n" + ";".join(quoted))
    assert read.problems == []
    return read.offers[0].content


@pytest.mark.parametrize(
    ("header", "written", "field", "value"),
    [
        ("Alder", "7-11 år", "age_max", 11),
        ("Fra alder", "7 år", "age_min", 7),
        ("Pris", "1.250,50", "price_dkk", 1250.5),
        ("Pris i kroner", "gratis", "price_dkk", 0),
        ("Første dag", "31-12-2026", "starts_on", dt.date(2026, 12, 31)),
        ("Sidste dag", "2027-01-02", "ends_on", dt.date(2027, 1, 2)),
        ("Støtte til betaling", "ja", "price_support", True),
        ("Støtte til betaling", "Nej", "price_support", False),
        ("Støtte til betaling", "ved ikke", "price_support", None),
        ("Sprog", "Dansk, engelsk", "languages", ("da", "en")),
        ("Languages", "Danish; English", "languages", ("da", "en")),
        ("Aktiviteter", "Teater, film og fortælling, musik", "activities", ("teater", "musik")),
        ("Søgeord", "blokfløjte, kor", "keywords", ("blokfløjte", "kor")),
        ("Faste tider", "mandag 15.30-17; ons 16:00", "weekly", (Slot("mon", "15:30", "17:00"), Slot("wed", "16:00"))),
        ("Faste tider", "Lørdage kl. 10-12", "weekly", (Slot("sat", "10:00", "12:00"),)),
        ("Hvor", "Vi kommer ud til jer", "where", "comes_to_you"),
        ("Postnr", "9400", "postal_code", "9400"),
        ("Prisen gælder", "pr. sæson", "price_unit", "saeson"),
    ],
)
def test_cells_are_read_the_way_people_write(header: str, written: str, field: str, value: Any) -> None:
    assert getattr(content(**{header: written}), field) == value


def test_a_policy_answer_has_two_columns() -> None:
    element = vocabulary.current().elements["bup22.loesninger.a2"]
    answer = "Børnene vælger selv, hvad vi spiller."
    said = content(**{"Politikmål 1": element.label_da, "Svar på politikmål 1": answer})
    assert said.policy == (PolicyAnswer("bup22.loesninger.a2", answer),)


def test_every_policy_element_that_can_be_answered_in_the_form_can_be_answered_in_a_file() -> None:
    for element in vocabulary.current().elements.values():
        said = content(**{"Politikmål 1": element.label_da, "Svar på politikmål 1": "Vi gør det hver uge."})
        assert [answer.element for answer in said.policy] == [element.id]


@pytest.mark.parametrize(
    ("header", "written", "reason"),
    [
        ("Fra alder", "syv", "hele år"),
        ("Pris", "billigt", "prisen i kroner"),
        ("Første dag", "32-12-2026", "dag, måned og år"),
        ("Støtte til betaling", "måske", "ja eller nej"),
        ("Sprog", "klingonsk", "”klingonsk” er ikke en af mulighederne"),
        ("Faste tider", "når vi kan", "mandag 15.30-17.00"),
        ("Postnummer", "94", "fire cifre"),
        ("E-mail", "karen", "e-mailadresse"),
        ("Kort fortalt", "x" * 501, "højst 500 tegn"),
    ],
)
def test_what_cant_be_read_is_named_at_its_cell_with_what_to_write(header: str, written: str, reason: str) -> None:
    found = reading(f"Tilbuddets navn;{header}\nKor;{written}\n").problems
    assert len(found) == 1
    assert found[0].cell == "B2"  # type: ignore[attr-defined]
    assert reason in found[0].reason


def test_a_name_that_is_missing_is_named_at_its_cell() -> None:
    (problem,) = reading("Tilbuddets navn;By\n;Aalborg\n").problems
    assert str(problem) == "Række 2, A2 Tilbuddets navn: mangler"


def test_another_organisations_row_is_not_brought_in_for_this_one() -> None:
    found = reading("Tilbuddets navn;Organisation\nKor;Havfruen\nDans;Tinsoldaten\n").problems
    assert [problem.cell for problem in found] == ["B3"]  # type: ignore[attr-defined]


def test_one_number_names_one_offer() -> None:
    (problem,) = reading("Eksternt nummer;Navn\na;Kor\na;Dans\n").problems
    assert "står også i række 2" in problem.reason


def test_the_templates_example_is_no_offer() -> None:
    with speaking("en"):
        english = offers_table.example_title()
    read = reading(f"Tilbuddets navn\n{offers_table.example_title()}\n{english}\nKor\n")
    assert [row.title for row in read.rows] == ["Kor"]
    assert read.examples == (2, 3)


def test_a_whole_file_names_its_organisations_and_numbers() -> None:
    text = "Eksternt nummer;Organisation;Organisationstype;Navn;Beskrivelse;Alder\na;Koret;Forening;Kor;Syng med;6-9\n"
    (offer,) = offers_table.read(text.encode(), vocabulary.current())
    assert (offer.external_id, offer.organisation, offer.sector) == ("a", "Koret", "association")
    with pytest.raises(BadFile) as stopped:
        offers_table.read(b"Navn;Alder\nKor;6-9\n", vocabulary.current())
    assert {problem.field for problem in stopped.value.problems} >= {"external_id", "organisation", "description"}


def test_every_field_of_an_offer_has_a_column() -> None:
    names = {field.encode_name for field in msgspec.structs.fields(OfferContent)}
    assert names - {key.split(".")[0] for key in columns.BY_KEY} == set()


def test_headers_are_recognised_by_every_name_they_have_and_name_one_column() -> None:
    for column in columns.COLUMNS:
        for locale in ("da", "en"):
            with speaking(locale):
                assert columns.recognise([columns.header(column.key).upper()]) == [column.key]
        for name in column.also:
            assert columns.recognise([name]) == [column.key], name


def test_every_choice_is_read_in_both_languages() -> None:
    for column in columns.COLUMNS:
        if column.kind in ("choice", "choices"):
            known = columns.spellings(column.key)
            for locale in ("da", "en"):
                with speaking(locale):
                    for label in columns.choices(column.key).values():
                        assert columns.plain(label) in known
            assert set(known.values()) == set(columns.choices(column.key))
