"""What may be shown of small numbers, and how times are summed up."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.insight import rules


@pytest.mark.parametrize(
    ("count", "over", "running"), [(0, "0", "0"), (1, "<5", "<5"), (4, "<5", "<5"), (5, "5", "5"), (19, "19", "15")]
)
def test_numbers_under_five_are_hidden_and_those_of_a_running_month_are_fives(
    count: int, over: str, running: str
) -> None:
    assert str(rules.shown(count, is_over=True)) == over
    assert str(rules.shown(count, is_over=False)) == running


@given(st.lists(st.integers(0, 30), min_size=1, max_size=6), st.booleans())
def test_a_total_tells_nothing_that_the_parts_do_not(counts: list[int], is_over: bool) -> None:
    parts = [rules.shown(count, is_over=is_over) for count in counts]
    whole = rules.total(parts)
    assert whole.value == sum(part.value for part in parts)
    # whatever the hidden numbers were, the page looks the same
    others = [1 if part.is_hidden else count for part, count in zip(parts, counts, strict=True)]
    assert [str(rules.shown(count, is_over=is_over)) for count in others] == [str(part) for part in parts]
    assert str(rules.total(rules.shown(count, is_over=is_over) for count in others)) == str(whole)


@given(st.integers(0, 200))
def test_two_looks_at_a_running_month_differ_by_fives(count: int) -> None:
    before, after = (rules.shown(number, is_over=False).value for number in (count, count + 1))
    assert after - before in (0, 5)


@pytest.mark.parametrize(
    ("values", "share", "is_"),
    [([], 0.5, None), ([3.0], 0.9, 3.0), ([1, 2, 3, 4], 0.5, 2), (list(range(1, 11)), 0.9, 9), ([5, 1], 0.9, 5)],
)
def test_a_percentile_is_a_value_that_was_there(values: list[float], share: float, is_: float | None) -> None:
    assert rules.percentile(values, share) == is_


def test_months_go_over_the_turn_of_the_year() -> None:
    assert rules.months(dt.date(2027, 1, 15), 3) == [dt.date(2026, 11, 1), dt.date(2026, 12, 1), dt.date(2027, 1, 1)]
    assert rules.after(dt.date(2026, 12, 1)) == dt.date(2027, 1, 1)
