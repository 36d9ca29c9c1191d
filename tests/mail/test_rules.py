"""When a mail is tried again."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest

from registry.mail.rules import LEASE, PAUSES, pause_after
from registry.mail.smtp import TIMEOUT, Server


def test_a_first_failure_is_tried_again_soon_and_later_ones_ever_later() -> None:
    pauses = [pause_after(tries) for tries in range(1, len(PAUSES) + 1)]
    assert pauses[0] == dt.timedelta(minutes=1)
    assert all(earlier < later for earlier, later in pairwise(PAUSES))


def test_after_two_days_it_is_given_up() -> None:
    assert dt.timedelta(days=2) <= sum(PAUSES, dt.timedelta()) < dt.timedelta(days=3)
    assert pause_after(len(PAUSES) + 1) is None


def test_a_mail_that_is_being_sent_is_not_taken_by_another_worker_meanwhile() -> None:
    assert dt.timedelta(seconds=10 * TIMEOUT) < LEASE


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example", Server("smtp", "mail.example", 25, None, None, "sammen@sammen.example")),
        ("smtps://mail.example", Server("smtps", "mail.example", 465, None, None, "sammen@sammen.example")),
        (
            "smtp+starttls://us%40er:p%3Aw@mail.example:2525?from=hej@kommune.example",
            Server("smtp+starttls", "mail.example", 2525, "us@er", "p:w", "hej@kommune.example"),
        ),
    ],
)
def test_the_address_of_a_server_says_everything(url: str, expected: Server) -> None:
    assert Server.of(url, "https://sammen.example") == expected


@pytest.mark.parametrize("base_url", ["http://127.0.0.1:8000", "http://[::1]:8000", "http://localhost:8000"])
def test_on_ones_own_machine_mail_is_from_localhost(base_url: str) -> None:
    assert Server.of("smtp://mail.example", base_url).sender == "sammen@localhost"
