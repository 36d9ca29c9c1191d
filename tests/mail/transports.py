"""Ways for mail to leave that only tests have."""

from __future__ import annotations

from registry.mail.outbox import Letter
from registry.mail.smtp import NotSent


class Recording:
    """Delivers everything, and remembers it."""

    keeps_text = False

    def __init__(self) -> None:
        self.letters: list[Letter] = []

    def send(self, letter: Letter) -> None:
        self.letters.append(letter)

    def close(self) -> None:
        pass


class Refusing:
    """Delivers nothing."""

    keeps_text = False

    def __init__(self, reason: str, *, for_good: bool = False, server_is_away: bool = False) -> None:
        self.trouble = NotSent(reason, for_good=for_good, server_is_away=server_is_away)

    def send(self, letter: Letter) -> None:
        raise self.trouble

    def close(self) -> None:
        pass
