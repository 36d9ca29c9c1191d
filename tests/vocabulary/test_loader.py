"""The product's data hold together, and a broken file says which file, which entry and why in a readable sentence."""

from __future__ import annotations

import shutil
import tomllib
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from registry import danish, vocabulary
from registry.vocabulary import BrokenVocabulary
from registry.vocabulary.loader import DATA, FILES

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


@pytest.mark.parametrize("thing", everything(), ids=lambda thing: getattr(thing, "id", None) or thing.number)
def test_everything_is_said_in_danish_and_english(thing: Any) -> None:
    assert is_dataclass(thing)
    for field in fields(thing):
        if field.name.endswith(("_da", "_en")):
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


def test_the_version_follows_the_data(tmp_path: Path) -> None:
    copy = copied(tmp_path)
    assert vocabulary.load(copy).version == V.version
    with (copy / "places.toml").open("a") as file:
        file.write("# et ord mere\n")
    assert vocabulary.load(copy).version != V.version


def test_nobody_can_change_the_vocabulary() -> None:
    with pytest.raises(TypeError):
        V.needs["nyt"] = V.needs["finde_venner"]  # type: ignore[index]
    with pytest.raises(AttributeError):
        V.needs["finde_venner"].label_da = "noget andet"  # type: ignore[misc]


def test_the_files_are_toml_that_a_person_can_edit() -> None:
    for file in FILES:
        lines = (DATA / file).read_text("utf-8").splitlines()
        assert tomllib.loads("\n".join(lines))
        assert all(line == line.rstrip() for line in lines)


def test_lists_sort_in_danish_order() -> None:
    names = sorted((locality.name for locality in V.localities), key=danish.sort_key)
    assert names.index("Øgadekvarteret") > names.index("Vestbyen")


def copied(folder: Path) -> Path:
    copy = folder / "data"
    shutil.copytree(DATA, copy)
    return copy


def broken(folder: Path, file: str, old: str, new: str) -> BrokenVocabulary:
    """Return the complaint about a copy of the data in which one piece of text is another."""
    copy = copied(folder)
    text = (copy / file).read_text("utf-8")
    assert text.count(old) >= 1, old
    (copy / file).write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(BrokenVocabulary) as complaint:
        vocabulary.load(copy)
    return complaint.value


NEED = '[[need]]\nid = "finde_venner"\n'
ELEMENT = '[[element]]\nid = "bup22.faellesskaber.a1"\n'
A1 = "bup22.faellesskaber.a1"
CROSSWALK = "\n[[crosswalk]]\nfrom = {}\nto = {}\nrelation = {}\nneeds_review = {}\n"
PROMISE = "# needs_review = false\n"


@pytest.mark.parametrize(
    ("file", "old", "new", "entry", "reason"),
    [
        # form
        ("needs.toml", NEED, NEED + "= 3\n", "", "the file can't be read: "),
        ("needs.toml", 'label_da = "Vil gerne finde venner"\n', "", "finde_venner", "label_da is missing"),
        ("needs.toml", 'short_en = "New friends"\n', "", "finde_venner", "short_en is missing"),
        ("needs.toml", '"Vil gerne finde venner"', '" "', "finde_venner", "label_da must be a text, not ' '"),
        ("needs.toml", '"Vil gerne finde venner"', "7", "finde_venner", "label_da must be a text, not 7"),
        ("needs.toml", '"New friends"', '"New friends "', "finde_venner", "short_en begins or ends with a blank"),
        ("needs.toml", NEED, NEED + 'farve = "rød"\n', "finde_venner", "has an unknown field 'farve'"),
        ("needs.toml", "[[group]]", "x = 1\n[[group]]", "", "has an unknown part 'x'"),
        ("needs.toml", NEED, '[[need]]\nid = "Finde venner"\n', "Finde venner", "may only have a-z, 0-9"),
        ("needs.toml", NEED, "[[need]]\n", "", "id is missing"),
        # needs
        ("needs.toml", 'id = "vaere_god_ven"', 'id = "finde_venner"', "finde_venner", "two [[need]] with this id"),
        (
            "needs.toml",
            NEED + 'group = "faellesskab"',
            NEED + 'group = "leg"',
            "finde_venner",
            "'leg' is not a [[group]]",
        ),
        ("needs.toml", '  "ensom", "ensomhed"', '  "ensom", "ensom"', "finde_venner", "phrases holds 'ensom' twice"),
        (
            "needs.toml",
            '  "ensom", "ensomhed"',
            '  "ensom", "Ensom"',
            "finde_venner",
            "'ensom' and 'Ensom' are the same",
        ),
        ("needs.toml", '  "ensom", "ensomhed"', '  "får", "faar"', "finde_venner", "'får' and 'faar' are the same"),
        ("needs.toml", '  "ensom", "ensomhed"', '  "ensom", ""', "finde_venner", "phrases holds '', which"),
        ("needs.toml", '  "ensom", "ensomhed"', '  "ensom", "…"', "finde_venner", "'…' has no word in it"),
        ("needs.toml", 'hints = ["isoleret"', 'hints = ["ensom"', "finde_venner", "'ensom' and 'ensom' are the same"),
        (
            "needs.toml",
            'phrases = [\n  "ensom"',
            'phrases = []\nandet = [\n  "ensom"',
            "finde_venner",
            "at least one text",
        ),
        # safety
        (
            "safety.toml",
            'id = "aeresrelateret"',
            'id = "vold_overgreb"',
            "vold_overgreb",
            "two [[safety]] with this id",
        ),
        ("safety.toml", 'message_en = "The', 'message_eng = "The', "akut_selvskade", "message_en is missing"),
        ("safety.toml", '"70 201 201"', '"70 201"', "akut_selvskade.70 201", "'70 201' is not a Danish telephone"),
        ("safety.toml", 'when_en = "in imm', 'when_eng = "in imm', "akut_selvskade.112", "when_en is missing"),
        (
            "safety.toml",
            'number = "116 111"',
            'number = "112"',
            "akut_selvskade",
            "two [[….call]] with the number '112'",
        ),
        # policy
        ("policy.toml", 'id = "inkl-2022"', 'id = "bup-2022"', "bup-2022", "two [[framework]] with this id"),
        ("policy.toml", '"2025-12-31"', '"31/12 2025"', "bup-2022", "valid_to must be a date such as 2026-01-31"),
        ("policy.toml", '"2025-12-31"', '"2021-12-31"', "bup-2022", "valid_to 2021-12-31 is before valid_from"),
        ("policy.toml", '"2023-04"', '"april 2023"', "bup-2022", "adopted must be a year and month"),
        ("policy.toml", '"https://', '"http://', "bup-2022", "source_url must begin with https://"),
        (
            "policy.toml",
            ELEMENT + 'framework = "bup-2022"',
            ELEMENT + 'framework = "x"',
            A1,
            "'x' is not a [[framework]]",
        ),
        ("policy.toml", 'type = "ambition"', 'type = "aim"', A1, "type 'aim' is not one of ambition, commitment,"),
        ("policy.toml", 'parent = "bup22.faellesskaber"', 'parent = "x"', A1, "parent 'x' is not an [[element]] above"),
        ("policy.toml", '"bup22.faellesskaber"\norder = 2', '"bup22.faellesskaber"\norder = 1', ".a2", "same order 1"),
        ("policy.toml", "order = 1\n", "order = 0\n", "bup22.faellesskaber", "order 0 is not between 1 and 99"),
        ("policy.toml", 'audience = "partner"', 'audience = "all"', "bup22.faellesskaber", "audience 'all' is not one"),
        ("policy.toml", 'question_en = "How does', 'q = "How does', "bup22.faellesskaber", "question_en is missing"),
        ("policy.toml", 'id = "inkl22.p1"', 'id = "inkl22.p2"', "inkl22.p2", "two [[element]] with this id"),
        (
            "policy.toml",
            'framework = "inkl-2022"\n',
            'framework = "inkl-2022"\nparent = "bup22.overgange"\n',
            "inkl22.p1",
            "parent 'bup22.overgange' belongs to another framework, 'bup-2022'",
        ),
        (
            "policy.toml",
            PROMISE,
            CROSSWALK.format('"x"', '"inkl22.p1"', '"same"', "true"),
            "x",
            "from 'x' is not an [[element]] of this file",
        ),
        (
            "policy.toml",
            PROMISE,
            CROSSWALK.format(f'"{A1}"', '"bup22.overgange"', '"same"', "true"),
            A1,
            "leads to 'bup22.overgange' in the same framework",
        ),
        (
            "policy.toml",
            PROMISE,
            CROSSWALK.format(f'"{A1}"', '"inkl22.p1"', '"like"', "true"),
            A1,
            "relation 'like' is not one of",
        ),
        (
            "policy.toml",
            PROMISE,
            CROSSWALK.format(f'"{A1}"', '"inkl22.p1"', '"same"', '"ja"'),
            A1,
            "needs_review must be true or false, not 'ja'",
        ),
        (
            "policy.toml",
            PROMISE,
            CROSSWALK.format(f'"{A1}"', '"inkl22.p1"', '"retired"', "true"),
            A1,
            "a retired element leads nowhere: take 'to' out",
        ),
        # facets
        ("facets.toml", 'id = "activity"', 'id = "sector"', "sector", "two [[facet]] with this id"),
        ("facets.toml", 'select = "multi"', 'select = "many"', "sector", "select 'many' is not one of multi, single"),
        ("facets.toml", 'match = "hard"', 'match = "firm"', "sector", "match 'firm' is not one of hard, soft"),
        ("facets.toml", 'id = "culture"', 'id = "association"', "sector", "[[….value]] with the id 'association'"),
        ("facets.toml", 'label_en = "Association"\n', "", "sector.association", "label_en is missing"),
        # places
        ("places.toml", 'code = "9200"', 'code = "9000"', "9000", "there are two [[postal]] with this code"),
        ("places.toml", 'code = "9200"', 'code = "920"', "920", "'920' is not a postal code of four digits"),
        ("places.toml", "lat = 57.048", "lat = 55.67", "9000", "lat 55.67 is not between 56.83 and 57.22"),
        ("places.toml", "lon = 9.9187", 'lon = "9.9187"', "9000", "lon must be a number, not '9.9187'"),
        ("places.toml", 'area = "midtby"', 'area = "centrum"', "9000", "area 'centrum' is not an [[area]]"),
        (
            "places.toml",
            'name = "Gug"\npostal = "9210"',
            'name = "Gug"\npostal = "9211"',
            "Gug",
            "'9211' is not a [[postal]]",
        ),
        ("places.toml", 'name = "Gug"', 'name = "Visse"', "Visse", "there are two [[locality]] with this name"),
        ("places.toml", 'name = "Gug"', 'name = "Nibe"', "Nibe", "is already the town of a [[postal]]"),
        ("places.toml", 'postals = ["9320"', 'postals = ["9000"', "border", "9000 is also a [[postal]]"),
        ("places.toml", 'code = "0851"', 'code = "851"', "municipality", "code '851' has the wrong number of digits"),
        ("places.toml", "south = 56.83", "south = 57.83", "municipality", "south must be below north"),
        ("places.toml", "[municipality]", "[kommune]", "", "has an unknown part 'kommune'"),
        (
            "places.toml",
            "# Koordinater",
            '[[area]]\nid = "tom"\nlabel_da = "Tom"\nlabel_en = "Empty"\n\n# Koordinater',
            "tom",
            "no [[postal]] lies in this area",
        ),
    ],
)
def test_a_broken_file_says_where_and_why(
    tmp_path: Path, file: str, old: str, new: str, entry: str, reason: str
) -> None:
    complaint = broken(tmp_path, file, old, new)
    assert complaint.file == file
    assert complaint.id.endswith(entry)
    assert reason in complaint.reason
    assert str(complaint) == ": ".join(part for part in (file, complaint.id, complaint.reason) if part)


@pytest.mark.parametrize("file", FILES)
def test_a_missing_file_is_named(tmp_path: Path, file: str) -> None:
    copy = copied(tmp_path)
    (copy / file).unlink()
    with pytest.raises(BrokenVocabulary, match=f"^{file}: the file is missing$"):
        vocabulary.load(copy)


@pytest.mark.parametrize("file", FILES)
def test_an_empty_file_is_refused(tmp_path: Path, file: str) -> None:
    copy = copied(tmp_path)
    (copy / file).write_text("")
    with pytest.raises(BrokenVocabulary) as complaint:
        vocabulary.load(copy)
    assert complaint.value.file == file
