"""CPR numbers are found however they are written, and nothing else is taken for one. All numbers are invented."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from registry.privacy import Finding, find, find_cpr, without

MARKS = ["", "-", " ", " - ", "–", "/", ".", "_", "\u00a0", "\t", ":", ", "]


@pytest.mark.parametrize(
    "text",
    [
        "0102031234",
        "010203-1234",
        "010203 1234",
        "010203 - 1234",
        "010203–1234",
        "01.02.03-1234",
        "01 02 03 1234",
        "01-02-03-1234",
        "01/02/03 1234",
        "01 02 03 12 34",
        "01 - 02 - 03 - 1234",
        "01022003-1234",
        "CPR: 010203-1234.",
        "drengen(010203-1234)er 9",
        "cpr010203-1234x",
        "9913 010203-1234",
        "konto 1234 0102031234",
        "290200-1234",
        "０１０２０３-１２３４",
        "010203\u200b-\u200b1234",
        "010203 nr 1234",
        "010203 nr. 1234",
        "010203, de sidste fire er 1234",
        "010203-12 34",
        "010203 12 34",
        "010203-12-34",
        "010203 1 2 3 4",
        "01.02.03-12 34",
        "0 1 0 2 0 3 1 2 3 4",
        "0-1-0-2-0-3-1-2-3-4",
        "01.02.2003 1234",
        "01.02.2003-1234",
        "1/2-03-1234",
        "1.2.2003-1234",
    ],
)
def test_finds_a_number_however_it_is_written(text: str) -> None:
    assert [finding.kind for finding in find_cpr(text)] == ["cpr"]


@pytest.mark.parametrize(
    "text",
    [
        "320203-1234",
        "011303-1234",
        "300200-1234",
        "290201-1234",
        "12345678901",
        "010203-12345",
        "1010203-1234",
        "010203-123",
        "010203-xxxx",
        "9400 Nørresundby",
        "8000 kr",
        "mandag 15.30-17.00",
        "kl. 10.12-12.30",
        "2022-2025",
        "7-11 år",
        "01.02.2026",
        "10-12.10.2026",
        "10.-12.10.2026",
        "01.09.2025-30.06.2026",
        "01.02.26-05.03.26",
        "lørdag 01.02.26, 9400 Nørresundby",
        "20 30 40 50",
        "+45 20304050",
        "CVR 29189420",
        "den 01.02.26 kl. 12.30",
        "01.02.2026-05.03.2026",
        "1/2-2026 15-17",
        "1.-12.10.2026",
        "1 2 3 4 5 6 7 8 9 10 klasse",
        "lørdag 01.02.26 15-17",
        "01.02.26 og 9400",
    ],
)
def test_takes_nothing_else_for_a_number(text: str) -> None:
    assert find_cpr(text) == []


birthdays = st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2057, 12, 31))
serials = st.integers(min_value=0, max_value=9999).map("{:04d}".format)
surroundings = st.text().filter(lambda text: not any(character.isdecimal() for character in text))


@given(birthdays, serials, st.sampled_from(MARKS), surroundings, surroundings)
@example(dt.date(2000, 2, 29), "0000", "", "", "")
def test_finds_any_birthday_with_any_serial_number_in_any_text(
    day: dt.date, serial: str, mark: str, before: str, after: str
) -> None:
    number = day.strftime("%d%m%y") + mark + serial
    text = before + number + after
    assert find_cpr(text) == [Finding("cpr", (len(before), len(before) + len(number)))]


@given(birthdays, serials, st.sampled_from([" ", "-", ".", "/", " - "]), st.sampled_from(["-", " ", " - "]))
def test_finds_a_birthday_with_marks_within(day: dt.date, serial: str, mark: str, gap: str) -> None:
    assert find_cpr(f"barnet {day:%d}{mark}{day:%m}{mark}{day:%y}{gap}{serial} i dag")


@given(birthdays, serials, st.sampled_from(MARKS))
def test_a_number_beside_other_digits_is_still_found(day: dt.date, serial: str, mark: str) -> None:
    assert find_cpr(f"9 år, 9400, {day:%d%m%y}{mark}{serial}, ring 20304050")


@given(birthdays, serials)
def test_what_is_found_never_shows_the_number(day: dt.date, serial: str) -> None:
    number = f"{day:%d%m%y}{serial}"
    for finding in find("mit cpr er " + number):
        assert number not in repr(finding)
        assert serial not in str(finding) or serial in str(finding.span)


@given(birthdays, serials, st.sampled_from(MARKS), surroundings, surroundings)
def test_a_text_without_its_findings_has_no_number_left(
    day: dt.date, serial: str, mark: str, before: str, after: str
) -> None:
    number = day.strftime("%d%m%y") + mark + serial
    text = f"{before}{number}{after}"
    assert find_cpr(without(text, find_cpr(text))) == []


@given(st.text())
def test_any_text_can_be_searched(text: str) -> None:
    for _, (start, end) in find(text):
        assert 0 <= start < end <= len(text)
