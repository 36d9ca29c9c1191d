from __future__ import annotations

import pytest

from tests.accounts.post import Time


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    """A clock that stands still until the test pushes it on."""
    return Time(monkeypatch)
