"""Getting ready before the first visitor: the catalogue, and the tables that reading a sentence makes once."""

from __future__ import annotations

from sqlalchemy.orm import Session

from registry.matching import live
from registry.matching.rank import search
from registry.matching.understand import understand
from registry.matching.wish import Wish
from registry.web import clock

_SENTENCE = "urolig dreng på 9 der elsker heste, Nørresundby, gratis"


def warm(db: Session) -> None:
    """Open or build the catalogue, and read and answer a sentence once."""
    if not live.is_ready(db):
        live.settle(db)
        if not live.is_ready(db):
            return
    catalogue = live.current(db)
    search(catalogue, Wish(tuple(understand(_SENTENCE, catalogue).chips)), now=clock.now())
