"""Ways for mail to leave that only tests have."""

from __future__ import annotations

from registry.mail.outbox import Envelope
from registry.mail.smtp import NotSent


class Recording:
    """Delivers everything, and remembers it."""

    keeps_text = False

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []

    def send(self, envelope: Envelope) -> None:
        self.envelopes.append(envelope)

    def close(self) -> None:
        pass


class Refusing:
    """Delivers nothing."""

    keeps_text = False

    def __init__(
        self, reason: str, *, for_good: bool = False, is_about_address: bool = False, server_is_away: bool = False
    ) -> None:
        self.trouble = NotSent(
            reason, for_good=for_good, is_about_address=is_about_address, server_is_away=server_is_away
        )

    def send(self, envelope: Envelope) -> None:
        raise self.trouble

    def close(self) -> None:
        pass
