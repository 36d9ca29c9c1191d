"""A file of judged searches is read whole: every problem is named with its search, field and reason."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from registry import vocabulary
from registry.interop.judged_file import JudgedFile, read
from registry.interop.offers_file import BadFile
from tests.interop.test_offers_file import LEAST

SEARCH = {"id": "j01", "text": "blokfløjte", "demands": {"age": [9, 9]}, "judgments": {"aks-17": 2}}


def read_file(*queries: Any, **more: Any) -> JudgedFile:
    document = {"format": "judged/1", "queries": list(queries), **more}
    return read(msgspec.json.encode(document), vocabulary.current())


def problems(*queries: Any, **more: Any) -> list[str]:
    with pytest.raises(BadFile) as refused:
        read_file(*queries, **more)
    return [str(problem) for problem in refused.value.problems]


def test_a_file_without_offers_is_about_other_data() -> None:
    judged = read_file(SEARCH, about="what it is for")
    assert judged.offers is None
    assert judged.searches[0].judgments == {"aks-17": 2}
    assert judged.searches[0].demands.age == (9, 9)


def test_a_file_may_have_the_offers_that_it_judges() -> None:
    judged = read_file(SEARCH, offers=[LEAST])
    assert judged.offers is not None
    assert [offer.external_id for offer in judged.offers] == ["aks-17"]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"id": None}, "Søgning nr. 1, id: mangler"),
        ({"text": ""}, "Søgning nr. 1, text: mangler"),
        ({"text": 5}, "Søgning nr. 1, text: skal være en tekst på højst 500 tegn"),
        ({"judgments": None}, "Søgning nr. 1, judgments: mangler"),
        ({"judgments": {"a": 3}}, "Søgning nr. 1, judgments: skal give hvert tilbud 0, 1 eller 2"),
        ({"note": "hej"}, "Søgning nr. 1, note: er ikke et felt i formatet"),
        ({"demands": []}, "Søgning nr. 1, demands: skal være et objekt"),
        (
            {"demands": {"age": [9]}},
            "Søgning nr. 1, demands.age: skal være to hele tal fra 0 til 120, laveste alder først",
        ),
        (
            {"demands": {"age": [9, 8]}},
            "Søgning nr. 1, demands.age: skal være to hele tal fra 0 til 120, laveste alder først",
        ),
        ({"demands": {"access": ["rampe"]}}, "Søgning nr. 1, demands.access: indeholder et id, der ikke findes"),
        ({"demands": {"languages": [1]}}, "Søgning nr. 1, demands.languages: skal være en liste med tekster"),
        (
            {"demands": {"town": "Hals"}},
            "Søgning nr. 1, demands.town: kendes ikke. Krav kan være: age, postal_code, radius_km, weekdays, free, "
            "languages, access, not_activities",
        ),
        (
            {"text": "ring til mor på 98 76 54 32"},
            "Søgning nr. 1, text: indeholder personoplysninger. Skriv søgningen uden dem.",
        ),
    ],
)
def test_what_is_wrong_with_a_search_is_told(wrong: dict[str, Any], told: str) -> None:
    assert told in problems(SEARCH | wrong)


def test_the_same_id_twice() -> None:
    assert problems(SEARCH, SEARCH) == ["Søgning nr. 2, id: står også ved en anden søgning"]


def test_nothing_of_the_right_form() -> None:
    assert problems("heste") == ["Søgning nr. 1, -: skal være et objekt"]
    assert problems() == ['Filen skal have en liste med navnet "queries" og mindst én søgning.']
    assert problems(SEARCH, format="offers/1") == ['Filen skal begynde med {"format": "judged/1"}.']
    with pytest.raises(BadFile):
        read(b"{", vocabulary.current())


def test_problems_of_its_offers_are_told_too() -> None:
    assert problems(SEARCH, offers=[LEAST | {"title": ""}]) == ["Række 1, title: mangler"]
    assert problems(SEARCH, offers={}) == ['Filen skal have en liste med navnet "offers".']
