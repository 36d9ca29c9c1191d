"""A policy as a TOML file: read with lines, every problem said at once, and written in the same form."""

from __future__ import annotations

import pytest

from registry import vocabulary
from registry.policy import actions, problems, toml_file
from registry.policy.document import from_vocabulary, in_order
from registry.policy.problems import Problem
from tests.policy.life import document, example

WORDS = vocabulary.packaged()


def found(text: str) -> list[Problem]:
    read, lines = toml_file.read(text)
    return problems.find(actions.whole(read), WORDS, lines)


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_the_example_lacks_nothing_but_its_first_day() -> None:
    assert [(one.field, one.is_hole) for one in found(example())] == [("valid_from", True)]


@pytest.mark.parametrize("framework", ["bup-2022", "inkl-2022"])
def test_what_is_written_is_read_again(framework: str) -> None:
    written = from_vocabulary(WORDS.frameworks[framework], WORDS)
    text = toml_file.write(written)
    assert toml_file.read(text)[0] == written
    assert "valid_from = 2022-" in text  # a date, as in the package's own file


def test_quotes_and_apostrophes_survive() -> None:
    made = document()
    made["element"][0]["signals"] = ["d'Artagnan", 'han sagde "nu"', "æøå"]
    assert toml_file.read(toml_file.write(made))[0]["element"][0]["signals"] == made["element"][0]["signals"]


@pytest.mark.parametrize(
    ("before", "after", "part", "says"),
    [
        ('type = "guidepost"', 'type = "pejlemærke"', 'type = "pejlemærke"', "guidepost"),
        ("order = 3", "order = 300", "order = 300", "1 til 99"),
        ("signals = [\"overgang\"", "signals = [7, \"overgang\"", "signals = [7", "liste af ord"),
        ('parent = "bup26.skift"', 'parent = "bup26.ukendt"', 'parent = "bup26.ukendt"', "hører under"),
        ('adopted = "2026-11"', 'adopted = "november"', 'adopted = "november"', "2026-04"),
        ('replaces = "bup-2022"', 'replaces = "bup-1999"', 'replaces = "bup-1999"', "ingen politik med det id"),
        ('to = "bup26.skift"', 'to = "bup26.væk"', 'to = "bup26.væk"', "intet nyt mål"),
        ('from = "bup22.overgange"', 'from = "bup21.overgange"', 'from = "bup21.overgange"', "bliver afløst"),
        ('relation = "narrower"', 'relation = "mindre"', 'relation = "mindre"', "same"),
        ('audience = "partner"', 'publikum = "partner"', 'publikum = "partner"', "publikum"),
    ],
)  # fmt: skip
def test_each_mistake_is_told_with_its_line(before: str, after: str, part: str, says: str) -> None:
    text = example().replace(before, after, 1)
    wrong = [one for one in found(text) if not one.is_hole]
    assert (line_of(text, part), True) in [(one.line, says in one.message) for one in wrong]


def test_all_mistakes_are_told_at_once() -> None:
    text = example().replace("order = 1", "order = 0", 1).replace('"https://', '"http://').replace('"split"', '"delt"')
    wrong = [one for one in found(text) if not one.is_hole]
    assert [one.part for one in wrong] == ["framework", "element", "crosswalk", "crosswalk"]


def test_what_is_not_written_yet_is_a_hole() -> None:
    made = document()
    del made["element"][0]["question_en"]
    made["crosswalk"] = made["crosswalk"][1:]
    holes = [one for one in problems.find(actions.whole(made), WORDS) if one.is_hole]
    assert {(one.part, one.field) for one in holes} == {
        ("framework", "valid_from"), ("element", "question_en"), ("crosswalk", "from"),
    }  # fmt: skip
    assert problems.undecided(made, WORDS) == ["bup22.faellesskaber"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[[framework]]\nid = bup-2026\n", 2),
        ("titel = 1\n", None),
        ("[[element]]\nid = \"a\"\n", None),
        ("[[framework]]\nid = \"a\"\n\n[[framework]]\nid = \"b\"\n", 4),
        ("[framework]\nid = \"a\"\n", None),
    ],
)  # fmt: skip
def test_what_is_no_policy_file_is_refused_with_what_to_do(text: str, line: int | None) -> None:
    with pytest.raises(toml_file.Unreadable) as refused:
        toml_file.read(text)
    assert refused.value.line == line
    assert len(str(refused.value)) > 20


def test_elements_under_each_other_in_a_circle_are_a_problem_and_not_lost() -> None:
    made = document()
    one, other = made["element"][1], made["element"][2]
    one["parent"], other["parent"] = other["id"], one["id"]
    assert len(in_order(made["element"])) == len(made["element"])
    assert {problem.field for problem in problems.find(made, WORDS) if not problem.is_hole} == {"parent"}


def test_a_retired_element_leads_nowhere_and_a_split_one_to_several() -> None:
    made = document()
    retired = next(line for line in made["crosswalk"] if line["relation"] == "retired")
    retired["to"] = "bup26.skift"
    made["crosswalk"].remove(next(line for line in made["crosswalk"] if line["relation"] == "split"))
    said = {(one.field, one.is_hole) for one in problems.find(made, WORDS) if one.part == "crosswalk"}
    assert said == {("to", False), ("relation", True)}
