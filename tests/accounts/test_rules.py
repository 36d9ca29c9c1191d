"""Addresses, names, roles, and how long to wait after failed attempts."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.access import Role
from registry.accounts.rules import (
    ACCOUNT,
    ADDRESS,
    LONGEST_WAIT,
    MAIL_FROM_ADDRESS,
    MAIL_TO_PERSON,
    Limit,
    Tally,
    Unfit,
    after_failure,
    check_new_roles,
    fit_name,
    forgotten_after,
    home_of,
    normalised_email,
    remaining_wait,
    wait_in_words,
)
from registry.i18n import speaking

NOW = dt.datetime(2026, 11, 16, 9, 0, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)
LIMITS = [ACCOUNT, ADDRESS, MAIL_TO_PERSON, MAIL_FROM_ADDRESS]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("alice@eksempel.example", "alice@eksempel.example"),
        ("  Alice@Eksempel.Example\n", "alice@eksempel.example"),
        ("kontakt@Skødstrup.dk", "kontakt@skødstrup.dk"),
        ("kontakt@SKO\u0308dstrup.dk", "kontakt@sködstrup.dk"),
        ("o'brien+sammen@eksempel.example", "o'brien+sammen@eksempel.example"),
    ],
)
def test_an_address_is_kept_in_one_spelling(typed: str, kept: str) -> None:
    assert normalised_email(typed) == kept
    assert normalised_email(kept) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "alice",
        "alice@",
        "@eksempel.example",
        "alice@eksempel",
        "a lice@eksempel.example",
        "Alice <alice@eksempel.example>",
        "alice@eksempel.example\nBcc: bob@eksempel.example",
        "alice@[127.0.0.1]",
        "alice@localhost",
        "a" * 300 + "@eksempel.example",
        "æble@eksempel.example",
    ],
)
def test_what_is_no_address_is_explained(typed: str) -> None:
    with pytest.raises(Unfit) as caught:
        normalised_email(typed)
    assert "hel e-mailadresse" in caught.value.message
    assert "alice" not in str(caught.value)


@given(st.text(max_size=300))
def test_any_text_is_an_address_or_is_explained(typed: str) -> None:
    try:
        kept = normalised_email(typed)
    except Unfit:
        return
    assert "\n" not in kept
    assert kept == kept.lower().strip()


@pytest.mark.parametrize(("typed", "kept"), [("  Åse   Ørsted ", "Åse Ørsted"), ("Li", "Li"), ("J. P.-H.", "J. P.-H.")])
def test_a_name_is_kept_without_extra_blanks(typed: str, kept: str) -> None:
    assert fit_name(typed) == kept


@pytest.mark.parametrize(
    "typed", ["", "   ", "x" * 81, "Vind! https://svindel.example", "<b>Alice</b>", "alice@eksempel.example", "A\x00b"]
)
def test_what_is_no_name_is_refused(typed: str) -> None:
    with pytest.raises(Unfit):
        fit_name(typed)


def test_a_cpr_number_in_a_name_is_refused_and_not_shown_again() -> None:
    with pytest.raises(Unfit) as caught:
        fit_name("Alice 010190-1234")
    assert caught.value.shown is not None
    assert "1234" not in caught.value.shown
    assert "1234" not in caught.value.message


@pytest.mark.parametrize(
    ("roles", "page"),
    [
        ({Role.PARTNER}, "/mine"),
        ({Role.PROFESSIONAL}, "/find"),
        ({Role.ADMINISTRATOR}, "/godkend"),
        ({Role.PARTNER, Role.PROFESSIONAL}, "/mine"),
        ({Role.PARTNER, Role.PROFESSIONAL, Role.ADMINISTRATOR}, "/godkend"),
    ],
)
def test_everybody_begins_where_their_work_is(roles: set[Role], page: str) -> None:
    assert home_of(roles) == page


def test_the_last_administrator_stays() -> None:
    both = {Role.ADMINISTRATOR, Role.PROFESSIONAL}
    check_new_roles(both, {Role.PROFESSIONAL}, is_own=False, other_administrators=1)
    check_new_roles(both, both, is_own=True, other_administrators=0)
    check_new_roles({Role.PARTNER}, (), is_own=False, other_administrators=0)
    with pytest.raises(Unfit, match="unfit"):
        check_new_roles(both, {Role.PROFESSIONAL}, is_own=False, other_administrators=0)
    with pytest.raises(Unfit, match="unfit"):
        check_new_roles(both, (), is_own=False, other_administrators=0)


def test_nobody_takes_their_own_right_away() -> None:
    with pytest.raises(Unfit) as caught:
        check_new_roles({Role.ADMINISTRATOR}, {Role.PARTNER}, is_own=True, other_administrators=5)
    assert "din egen" in caught.value.message


def failing(limit: Limit, times: int, pause: dt.timedelta = dt.timedelta()) -> Tally:
    """Return the tally after so many failures, each as soon as it is looked at."""
    tally: Tally | None = None
    now = NOW
    for _ in range(times):
        now += remaining_wait(tally, now) + pause
        tally = after_failure(tally, limit, now)
    assert tally is not None
    return tally


@pytest.mark.parametrize("limit", LIMITS)
def test_the_first_failures_are_free(limit: Limit) -> None:
    assert failing(limit, limit.free).blocked_until is None


def test_each_further_failure_doubles_the_wait_up_to_a_quarter_of_an_hour() -> None:
    waits = []
    tally = failing(ACCOUNT, ACCOUNT.free)
    for _ in range(12):
        now = tally.last_at + remaining_wait(tally, tally.last_at)
        tally = after_failure(tally, ACCOUNT, now)
        waits.append(remaining_wait(tally, tally.last_at).total_seconds())
    assert waits == [2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]


def test_an_afternoon_later_all_is_forgotten() -> None:
    tally = failing(ACCOUNT, 40)
    later = tally.last_at + forgotten_after(ACCOUNT)
    assert after_failure(tally, ACCOUNT, later).failures == 1
    assert remaining_wait(tally, later) == dt.timedelta()


def test_somebody_who_comes_back_after_the_longest_wait_is_not_worse_off_than_before() -> None:
    tally = failing(ACCOUNT, 40)
    assert remaining_wait(after_failure(tally, ACCOUNT, tally.last_at + LONGEST_WAIT), NOW) > dt.timedelta()
    a_little_later = tally.last_at + 3 * ACCOUNT.forgets
    assert after_failure(tally, ACCOUNT, a_little_later).failures < tally.failures


@given(
    limit=st.sampled_from(LIMITS),
    pauses=st.lists(st.timedeltas(dt.timedelta(), dt.timedelta(days=3)), max_size=60),
)
def test_nobody_ever_waits_longer_than_a_quarter_of_an_hour(limit: Limit, pauses: list[dt.timedelta]) -> None:
    tally: Tally | None = None
    now = NOW
    for pause in pauses:
        now += pause
        if remaining_wait(tally, now) == dt.timedelta():
            tally = after_failure(tally, limit, now)
        assert remaining_wait(tally, now) <= LONGEST_WAIT
        assert remaining_wait(tally, now + LONGEST_WAIT) == dt.timedelta()


@given(st.integers(1, 60), st.integers(0, 10**6))
def test_time_only_ever_helps(failures: int, seconds: int) -> None:
    tally = failing(ACCOUNT, failures)
    later = after_failure(tally, ACCOUNT, tally.last_at + LONGEST_WAIT + seconds * SECOND)
    at_once = after_failure(tally, ACCOUNT, tally.last_at + LONGEST_WAIT)
    assert later.failures <= at_once.failures


@pytest.mark.parametrize(
    ("wait", "danish", "english"),
    [
        (dt.timedelta(milliseconds=1), "Vent 1 sekund,", "Wait 1 second "),
        (dt.timedelta(seconds=7.2), "Vent 8 sekunder,", "Wait 8 seconds "),
        (dt.timedelta(seconds=60), "Vent 1 minut,", "Wait 1 minute "),
        (dt.timedelta(seconds=899), "Vent 15 minutter,", "Wait 15 minutes "),
    ],
)
def test_the_wait_is_said_in_words(wait: dt.timedelta, danish: str, english: str) -> None:
    assert danish in wait_in_words(wait)
    with speaking("en"):
        assert english in wait_in_words(wait)
