"""What follows by itself when a policy takes over, what needs the partner's word, and what ends."""

from __future__ import annotations

import pytest

from registry import vocabulary
from registry.offers import goals
from registry.offers.content import PolicyAnswer
from registry.policy import rules
from registry.policy.document import lines_of
from registry.policy.rules import Fate
from registry.vocabulary import Crosswalk
from tests.policy.life import document

WORDS = vocabulary.packaged()
OLD = WORDS.elements_of("bup-2022")
OUTCOMES = rules.outcomes(OLD, lines_of(document()))
A1, A2, C1 = "bup22.faellesskaber.a1", "bup22.faellesskaber.a2", "bup22.faellesskaber.c1"
TRO = "bup26.hoere-til.tro"


def answers(*elements: str) -> list[PolicyAnswer]:
    return [PolicyAnswer(one, f"Svar på {one} med et eksempel.") for one in elements]


def fates(*elements: str, accepted: tuple[str, ...] | None = None) -> list[tuple[str, str, Fate]]:
    given = answers(*elements)
    found = rules.steps(given, elements if accepted is None else accepted, OUTCOMES)
    return [(step.source.removeprefix("bup22."), step.target.removeprefix("bup26."), step.fate) for step in found]


@pytest.mark.parametrize(
    ("relation", "asks", "fate"),
    [
        ("same", False, Fate.CARRIED),
        ("same", True, Fate.ASKED),
        ("broader", False, Fate.CARRIED),
        ("broader", True, Fate.ASKED),
        ("narrower", False, Fate.ASKED),
        ("narrower", True, Fate.ASKED),
        ("split", False, Fate.ASKED),
    ],
)
def test_only_the_same_and_what_is_broader_follow_by_themselves(relation: str, asks: bool, fate: Fate) -> None:
    line = Crosswalk(source=OLD[0].id, target="ny.a", relation=relation, needs_review=asks)
    found = rules.outcomes(OLD[:1], [line])[OLD[0].id]
    assert found.fate is fate
    assert rules.reason(found)


def test_what_is_retired_or_undecided_ends() -> None:
    retired = rules.outcomes(
        OLD[:1], [Crosswalk(source=OLD[0].id, target=None, relation="retired", needs_review=False)]
    )
    undecided = rules.outcomes(OLD[:1], [])
    assert {one[OLD[0].id].fate for one in (retired, undecided)} == {Fate.ENDS}
    assert rules.reason(retired[OLD[0].id]) != rules.reason(undecided[OLD[0].id])


def test_each_relation_has_its_own_reason() -> None:
    reasons = {rules.reason(outcome) for outcome in OUTCOMES.values()}
    assert len(reasons) == len(rules.RELATIONS)


def test_an_offers_answers_go_their_ways() -> None:
    assert fates(A1, "bup22.loesninger.c1", "bup22.overgange.a2", "inkl22.p1") == [
        ("faellesskaber.a1", "hoere-til.med", Fate.CARRIED),
        ("loesninger.c1", "loesninger.ro", Fate.ASKED),
        ("loesninger.c1", "loesninger.tilpasse", Fate.ASKED),
        ("overgange.a2", "", Fate.ENDS),
    ]


def test_an_answer_that_was_not_accepted_goes_nowhere() -> None:
    assert fates(A1, A2, accepted=(A2,)) == [("faellesskaber.a2", "hoere-til.tro", Fate.CARRIED)]


def test_what_was_seen_to_is_left_alone() -> None:
    given = answers(A1, A2)
    assert [step.source for step in rules.steps(given, {A1, A2}, OUTCOMES, done={A1})] == [A2]


def test_an_element_that_is_answered_already_is_neither_carried_nor_asked_about() -> None:
    assert fates(A2, TRO)[0] == ("faellesskaber.a2", "hoere-til.tro", Fate.HELD)


def test_two_answers_that_follow_to_one_element_become_one() -> None:
    given = answers(A2, C1)
    carried = rules.with_carried(given, rules.steps(given, {A2, C1}, OUTCOMES))
    assert [one.element for one in carried] == [A2, C1, TRO]
    assert carried[-1].answer == f"{given[0].answer}\n\n{given[1].answer}"


def test_two_long_answers_stay_within_the_limit() -> None:
    given = [PolicyAnswer(A2, "a" * 300), PolicyAnswer(C1, "b" * 300)]
    assert rules.with_carried(given, rules.steps(given, {A2, C1}, OUTCOMES))[-1].answer == "a" * 300


def test_old_and_new_answers_do_not_take_each_others_room() -> None:
    words = vocabulary.edited(
        {
            vocabulary.Place("framework", "ny"): {
                **dict.fromkeys(("title_da", "title_en", "short_da", "short_en", "version", "adopted_by"), "Ny"),
                "id": "ny", "kind": "policy", "valid_from": "2027-01-01", "adopted": "2026-11",
                "source_url": "https://eksempel.example/",
            },
            **{
                vocabulary.Place("element", f"ny.{n}"): {
                    **dict.fromkeys(("label_da", "label_en", "question_da", "question_en", "source_ref"), "Ny"),
                    "id": f"ny.{n}", "framework": "ny", "type": "ambition", "order": n, "audience": "partner",
                    "signals": [f"ord{n}"],
                }
                for n in range(1, 6)
            },
        }
    )  # fmt: skip
    old = [one.id for one in OLD[:4]]
    assert goals.number(old, words) == 4
    assert goals.number([*old, "ny.1", "ny.2"], words) == 4
    assert goals.has_room(old, "ny.1", words)
    assert not goals.has_room(old, OLD[4].id, words)
    assert not goals.has_room(old, "inkl22.p1", words)
    assert goals.with_room(old, [f"ny.{n}" for n in range(1, 6)], words) == ["ny.1", "ny.2", "ny.3", "ny.4"]
