"""When a mail that could not be delivered is tried again, and what a mail server's refusal is about. Pure."""

from __future__ import annotations

import datetime as dt
import re

#: A row that was taken by a worker is taken again after this, should the worker have died meanwhile.
LEASE = dt.timedelta(minutes=10)

#: How long to wait after the first, second, … failed try: two days in all.
PAUSES = tuple(dt.timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 3 * 60, 8 * 60, 12 * 60, 24 * 60))


def pause_after(tries: int) -> dt.timedelta | None:
    """Return how long to wait after so many failed tries; None: give up."""
    return PAUSES[tries - 1] if tries <= len(PAUSES) else None


#: A reply's enhanced status code (RFC 3463) after its plain one: class, subject, detail.
_ENHANCED = re.compile(r"\A[245]\d\d[ -]([245])\.(\d{1,3})\.\d{1,3}\b")
_ADDRESS, _MAILBOX = "1", "2"


def is_about_address(reply: str, *, of_recipient: bool) -> bool:
    """Whether a refusal says that this address takes no mail, and not that this mail or this sender isn't welcome.

    Args:
        reply: the server's reply, such as `550 5.1.1 No such user`.
        of_recipient: the reply was to the recipient's address (RCPT) and not to the text (DATA). Without an enhanced
            code only the former is about the address.
    """
    if enhanced := _ENHANCED.match(reply):
        return enhanced[2] in (_ADDRESS, _MAILBOX)
    return of_recipient
