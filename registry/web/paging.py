"""Pages of a long list."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Paging:
    """Which part of a list is shown: `number` counts from 1, `size` rows a page, `total` rows in all."""

    number: int
    size: int
    total: int

    @classmethod
    def of(cls, number: int, size: int, total: int) -> Paging:
        """Return the page with that number, or the nearest one that exists."""
        last = max(1, -(-total // size))
        return cls(min(max(1, number), last), size, total)

    @property
    def last(self) -> int:
        """The number of the last page."""
        return max(1, -(-self.total // self.size))

    @property
    def offset(self) -> int:
        """How many rows come before this page."""
        return (self.number - 1) * self.size

    @property
    def previous(self) -> int | None:
        """The page before, if there is one."""
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        """The page after, if there is one."""
        return self.number + 1 if self.number < self.last else None


def page_number(typed: str | None) -> int:
    """Return the number of a page from an address; 1 when it isn't one."""
    return int(typed) if typed and typed.isascii() and typed.isdigit() and len(typed) < 6 else 1
