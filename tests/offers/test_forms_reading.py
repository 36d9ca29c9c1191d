"""How people write times, dates and amounts."""

from __future__ import annotations

import datetime as dt

import pytest

from registry.i18n import speaking
from registry.offers import written


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("15.30", "15:30"),
        ("15:30", "15:30"),
        ("1530", "15:30"),
        ("15", "15:00"),
        ("9", "09:00"),
        ("930", "09:30"),
        ("9.05", "09:05"),
        ("kl. 15.30", "15:30"),
        ("Kl 8", "08:00"),
        ("15 30", "15:30"),
        ("00.00", "00:00"),
        ("23.59", "23:59"),
    ],
)
def test_a_time_may_be_written_as_people_do(typed: str, time: str) -> None:
    assert written.clock_time(typed) == time


@pytest.mark.parametrize("typed", ["24.00", "25", "12.60", "halv fire", "15.3", "15.300", "12345", "-1"])
def test_what_is_no_time_is_not_guessed_at(typed: str) -> None:
    with pytest.raises(written.NotReadable):
        written.clock_time(typed)


@pytest.mark.parametrize(
    "typed", ["2026-12-24", "24.12.2026", "24/12/2026", "24-12-2026", "24/12-2026", "24. 12. 2026", "24.12 2026"]
)
def test_a_date_may_come_from_the_browser_or_from_a_person(typed: str) -> None:
    assert written.date(typed) == dt.date(2026, 12, 24)


@pytest.mark.parametrize("typed", ["31.02.2026", "24.12.26", "juleaften", "0026-12-24", "2026-13-01", "12/24/2026"])
def test_what_is_no_date_is_not_guessed_at(typed: str) -> None:
    with pytest.raises(written.NotReadable):
        written.date(typed)


@pytest.mark.parametrize(
    ("typed", "danish", "english"),
    [
        ("0", 0, 0),
        ("50", 50, 50),
        ("50,-", 50, 50),
        ("50 kr.", 50, 50),
        ("kr. 50", 50, 50),
        ("12,50", 12.5, 12.5),
        ("12.50", 12.5, 12.5),
        ("1.250", 1250, 1.25),
        ("1,250", 1.25, 1250),
        ("1.250,50", 1250.5, None),
        ("1,250.50", None, 1250.5),
        ("1 250", 1250, 1250),
        ("halvtreds", None, None),
        ("-5", None, None),
        ("12,5,5", None, None),
    ],
)
def test_an_amount_is_read_in_the_language_of_the_page(typed: str, danish: float | None, english: float | None) -> None:
    for language, expected in (("da", danish), ("en", english)):
        with speaking(language):
            if expected is None:
                with pytest.raises(written.NotReadable):
                    written.money(typed)
            else:
                assert written.money(typed) == expected
