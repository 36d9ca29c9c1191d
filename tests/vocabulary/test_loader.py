"""A vocabulary is read whole or not at all: a broken file says which file, which entry and why, readably."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from registry import vocabulary
from registry.vocabulary import BrokenVocabulary
from registry.vocabulary.loader import DATA, FILES


def copied(folder: Path) -> Path:
    copy = folder / "data"
    shutil.copytree(DATA, copy)
    return copy


def test_the_version_follows_the_data(tmp_path: Path) -> None:
    copy = copied(tmp_path)
    assert vocabulary.load(copy).version == vocabulary.current().version
    with (copy / "places.toml").open("a") as file:
        file.write("# et ord mere\n")
    assert vocabulary.load(copy).version != vocabulary.current().version


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
        ("kin.toml", '["hoere_til", ', '["hoerer_til", ', "finde_venner", "'hoerer_til' is not another [[need]]"),
        ("kin.toml", '["hoere_til", ', '["finde_venner", ', "finde_venner", "is not another [[need]]"),
        ("kin.toml", "finde_venner =", "venner =", "venner", "'venner' is not another [[need]]"),
        ("needs.toml", 'id = "vaere_god_ven"', 'id = "finde_venner"', "finde_venner", "two [[need]] with this id"),
        (
            "needs.toml",
            NEED + 'group = "faellesskab"',
            NEED + 'group = "leg"',
            "finde_venner",
            "'leg' is not a [[group]]",
        ),
        (
            "needs/faellesskab.toml",
            '  "ensom", "ensomhed"',
            '  "ensom", "ensom"',
            "finde_venner",
            "phrases holds 'ensom' twice",
        ),
        (
            "needs/faellesskab.toml",
            '  "ensom", "ensomhed"',
            '  "ensom", "Ensom"',
            "finde_venner",
            "'ensom' and 'Ensom' are the same",
        ),
        (
            "needs/faellesskab.toml",
            '  "ensom", "ensomhed"',
            '  "får", "faar"',
            "finde_venner",
            "'får' and 'faar' are the same",
        ),
        ("needs/faellesskab.toml", '  "ensom", "ensomhed"', '  "ensom", ""', "finde_venner", "phrases holds '', which"),
        ("needs/faellesskab.toml", '  "ensom", "ensomhed"', '  "ensom", "…"', "finde_venner", "'…' has no word in it"),
        (
            "needs/faellesskab.toml",
            '  "ensom", "ensomhed"',
            '  "mor| er væk"',
            "finde_venner",
            "has an alternative without a word",
        ),
        (
            "needs/faellesskab.toml",
            '  "ensom", "ensomhed"',
            '  "ensom", "Ensom|alene"',
            "finde_venner",
            "'Ensom' are the same",
        ),
        (
            "needs/faellesskab.toml",
            'hints = ["isoleret"',
            'hints = ["ensom"',
            "finde_venner",
            "'ensom' and 'ensom' are the same",
        ),
        (
            "needs/faellesskab.toml",
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
