"""Where something stands in a text: from the first character to before the last."""

from __future__ import annotations

Span = tuple[int, int]


class Taken:
    """Which characters of a text have been claimed; a text full of findings takes no longer than a long one."""

    def __init__(self, text: str) -> None:
        self._marks = bytearray(len(text))

    def take(self, span: Span) -> bool:
        """Claim a span, unless a part of it is claimed already; whether it was claimed now."""
        here = slice(*span)
        if any(self._marks[here]):
            return False
        self._marks[here] = b"\1" * (span[1] - span[0])
        return True
