"""Which duties there are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Protocol

from sqlalchemy.orm import Session

from registry.settings import Settings


class NotNow(Exception):
    """What a duty needs isn't there yet; its text says what. The duty rests and is tried again."""


class Duty(Protocol):
    """Something to be done once a night."""

    def __call__(self, db: Session, *, now: dt.datetime, settings: Settings) -> int:
        """Do one batch and return how much it did; 0: nothing is left.

        Raises:
            NotNow: it can't be done yet. A duty never waits: its transaction keeps others from writing.
        """


_duties: dict[str, Duty] = {}
#: The duties by name, in the order in which they run.
DUTIES: Mapping[str, Duty] = MappingProxyType(_duties)


def duty(name: str) -> Callable[[Duty], Duty]:
    """Register a duty under a name, at most 60 characters, that is its own for good."""

    def register(function: Duty) -> Duty:
        if name in _duties:
            raise ValueError(f"there are two duties called {name}")
        _duties[name] = function
        return function

    return register
