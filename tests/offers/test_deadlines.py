"""Until when an offer counts as true."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.offers import deadlines as rules
from registry.offers.content import OfferContent
from registry.offers.deadlines import Kind

DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2035, 12, 31))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-01-15", 6, "2026-07-15"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2026-12-01", 12, "2027-12-01"),
        ("2024-02-29", 12, "2025-02-28"),
    ],
)
def test_months_later(start: str, months: int, end: str) -> None:
    assert rules.months_after(day(start), months) == day(end)


def test_a_confirmation_holds_for_a_year_and_is_asked_for_after_six_months_and_thirty_days_and_before_its_end() -> None:
    found = rules.confirmation(day("2026-11-22"), in_school_year=False)
    assert found.due == day("2027-11-22")
    assert found.calls == (day("2027-05-22"), day("2027-06-21"), day("2027-10-23"), day("2027-11-08"))


def test_in_a_school_year_the_early_calls_give_way_to_the_last_ones() -> None:
    assert rules.confirmation(day("2027-01-10"), in_school_year=True).calls == (
        *(day("2027-07-10"), day("2027-08-09")),  # half a year later, and thirty days after that
        *(day("2027-08-16"), day("2027-09-01")),  # 30 and 14 days before 15 September
    )
    assert rules.confirmation(day("2027-02-20"), in_school_year=True).calls == (day("2027-08-16"), day("2027-09-01"))


@pytest.mark.parametrize(
    ("confirmed", "due"),
    [
        ("2026-11-22", "2027-09-15"),
        ("2027-06-20", "2027-09-15"),
        ("2027-08-20", "2028-08-20"),  # just after the holidays: it counts for the year that begins
        ("2027-09-16", "2028-09-15"),
    ],
)
def test_a_school_years_offer_is_confirmed_when_the_next_one_begins(confirmed: str, due: str) -> None:
    assert rules.confirmation(day(confirmed), in_school_year=True).due == day(due)


@given(DAYS, st.booleans())
def test_whoever_confirms_is_left_alone_for_a_while_and_asked_in_time(confirmed: dt.date, school: bool) -> None:
    found = rules.confirmation(confirmed, in_school_year=school)
    assert found.due <= rules.months_after(confirmed, 12)
    assert list(found.calls) == sorted(set(found.calls))
    assert (found.calls[0] - confirmed).days >= rules.LATELY - max(rules.LAST_CALLS)
    assert [(found.due - call).days for call in found.calls[-2:]] == [30, 14]


@pytest.mark.parametrize(
    ("said", "follows"),
    [
        ({"period": "Hele skoleåret"}, True),
        ({"setting": ("i_skoletiden",)}, True),
        ({"closed_in_holidays": True}, True),
        ({"period": "Hele året"}, False),
        ({"setting": ("aften",)}, False),
    ],
)
def test_what_follows_the_school_year(said: dict[str, object], follows: bool) -> None:
    assert rules.follows_school_year(OfferContent(**said)) is follows  # type: ignore[arg-type]


@pytest.mark.parametrize(("age", "needed"), [(None, True), (0, True), (14, True), (15, False), (18, False)])
def test_certificates_are_about_children_under_fifteen(age: int | None, needed: bool) -> None:
    assert rules.needs_declaration(OfferContent(age_min=age)) is needed


def test_an_offer_with_a_last_day_and_a_declaration_has_three_deadlines() -> None:
    content = OfferContent(age_min=7, ends_on=day("2027-06-30"), safety_declared_on=day("2026-11-01"))
    found = {one.kind: one for one in rules.deadlines(content, day("2026-11-22"))}
    assert found[Kind.PERIOD].due == day("2027-07-01")
    assert found[Kind.PERIOD].calls == ()
    assert found[Kind.DECLARATION].due == day("2027-11-01")
    assert found[Kind.CONFIRMATION].due == day("2027-11-22")


def test_the_next_call_is_the_first_one_after_the_last_that_was_made() -> None:
    found = rules.confirmation(day("2026-11-22"), in_school_year=False)
    assert found.next_call(None) == day("2027-05-22")
    assert found.next_call(day("2027-05-22")) == day("2027-06-21")
    assert found.next_call(day("2027-07-01")) == day("2027-10-23")
    assert found.next_call(day("2027-11-30")) is None


@pytest.mark.parametrize(
    ("said", "confirmed", "today", "status"),
    [
        ({"age_min": 15}, "2026-11-22", "2027-11-21", "live"),
        ({"age_min": 15}, "2026-11-22", "2027-11-22", "expired"),
        ({"age_min": 15}, None, "2027-11-22", "expired"),
        ({"age_min": 7, "safety_declared_on": day("2026-11-01")}, "2027-06-01", "2027-11-01", "undeclared"),
        ({"age_min": 15, "safety_declared_on": day("2026-11-01")}, "2027-06-01", "2027-11-01", "live"),
        ({"age_min": 15, "ends_on": day("2027-06-30")}, "2027-06-01", "2027-06-30", "live"),
        ({"age_min": 15, "ends_on": day("2027-06-30")}, "2027-06-01", "2027-07-01", "ended"),
    ],
)
def test_what_hides_an_offer(said: dict[str, object], confirmed: str | None, today: str, status: str) -> None:
    content = OfferContent(**said)  # type: ignore[arg-type]
    assert rules.hidden_as(content, day(confirmed) if confirmed else None, day(today)) == status
