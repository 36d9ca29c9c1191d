"""Where something stands in a text: from the first character to before the last."""

from __future__ import annotations

Span = tuple[int, int]


def overlap(a: Span, b: Span) -> bool:
    """Whether two spans share a character."""
    return a[0] < b[1] and b[0] < a[1]
