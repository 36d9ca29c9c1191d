"""Duties of a test's own, instead of the product's."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from registry.duties import register
from registry.duties.register import Duty

Registering = Callable[[str, Duty], None]


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> Iterator[Registering]:
    """Let there be no duties but those that the test registers, by name and in order."""
    before = dict(register._duties)
    register._duties.clear()

    def add(name: str, function: Duty) -> None:
        register.duty(name)(function)

    yield add
    register._duties.clear()
    register._duties.update(before)
