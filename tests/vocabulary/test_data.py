"""The product's own data: complete, in both languages, and true to the rule that background is never a need."""

from __future__ import annotations

import tomllib
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from registry import danish, vocabulary
from registry.vocabulary.loader import DATA, TABLES

V = vocabulary.current()


def everything() -> list[Any]:
    """Return each thing of the vocabulary that has texts."""
    things = [*V.groups.values(), *V.needs.values(), *V.safety.values(), *V.frameworks.values(), *V.elements.values()]
    things += [call for signal in V.safety.values() for call in signal.calls]
    things += [*V.facets.values(), *(value for facet in V.facets.values() for value in facet.values.values())]
    return [*things, *V.areas.values()]


def test_holds_what_the_product_was_promised() -> None:
    assert (len(V.groups), len(V.needs), len(V.frameworks), len(V.elements)) == (10, 61, 2, 24)
    assert (len(V.facets), len(V.postals), len(V.areas)) == (14, 18, 9)
    assert len(V.localities) >= 37
    assert set(V.safety) == {"akut_selvskade", "vold_overgreb", "aeresrelateret"}


def test_each_need_has_a_few_that_lie_close_to_it() -> None:
    assert {len(need.kin) for need in V.needs.values()} <= {2, 3}


@pytest.mark.parametrize("thing", everything(), ids=lambda thing: getattr(thing, "id", None) or thing.number)
def test_everything_is_said_in_danish_and_english(thing: Any) -> None:
    assert is_dataclass(thing)
    for field in fields(thing):
        if field.name.endswith(("_da", "_en")) and field.name != "phrases_en":
            assert getattr(thing, field.name).strip(), field.name
    assert thing.label("da") != "" != thing.label("en")
    assert thing.label("en-GB") == thing.label("en")


def test_descriptions_questions_and_messages_are_translated_not_copied() -> None:
    for need in V.needs.values():
        assert need.description("da") != need.description("en")
        assert need.short("da") != need.short("en") or need.id == "gaming_og_teknik"
        assert len(need.short("da")) <= 40
    for element in V.elements.values():
        assert element.question("da") != element.question("en")
        assert element.question("da").endswith("?")
        assert element.question("en").endswith("?")
    for signal in V.safety.values():
        assert signal.message("da") != signal.message("en")


def test_danish_texts_have_no_english_dashes_or_double_blanks() -> None:
    for thing in everything():
        for field in fields(thing):
            if field.name.endswith("_da"):
                text = getattr(thing, field.name)
                assert "  " not in text
                assert " - " not in text
                assert not text.endswith(" ")


def test_a_call_can_be_made_a_link_of() -> None:
    links = {call.number: call.link for signal in V.safety.values() for call in signal.calls}
    assert links["112"] == "tel:112"
    assert links["116 111"] == "tel:116111"
    assert links["70 201 201"] == "tel:+4570201201"


def test_background_is_never_enough_to_suggest_a_need() -> None:
    for text in (
        "tosproget dreng",
        "grønlandsk pige",
        "taler ikke dansk",
        "nyankommen familie fra Ukraine",
        "hendes forældre er skilt",
        "skilsmissebarn",
        "muslimsk pige",
        "enlig mor",
        "barnet har to hjem",
        "går i modtageklasse",
        "går i specialklasse",
        "familien stammer fra Syrien",
        "går i 0. klasse",
    ):
        assert vocabulary.needs_in(text) == [], text


def test_nobody_can_change_the_vocabulary() -> None:
    with pytest.raises(TypeError):
        V.needs["nyt"] = V.needs["finde_venner"]  # type: ignore[index]
    with pytest.raises(AttributeError):
        V.needs["finde_venner"].label_da = "noget andet"  # type: ignore[misc]


def test_the_files_are_toml_that_a_person_can_edit() -> None:
    for file in TABLES:
        lines = (DATA / file).read_text("utf-8").splitlines()
        assert tomllib.loads("\n".join(lines))
        assert all(line == line.rstrip() for line in lines)


def test_lists_sort_in_danish_order() -> None:
    names = sorted((locality.name for locality in V.localities), key=danish.sort_key)
    assert names.index("Øgadekvarteret") > names.index("Vestbyen")
