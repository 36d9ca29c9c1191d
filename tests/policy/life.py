"""A policy's life in tests: the invented successor, published from a day, and the nights after it."""

from __future__ import annotations

import datetime as dt
from importlib import resources

from sqlalchemy.orm import Session

from registry import overlay, vocabulary
from registry.access import SYSTEM
from registry.db import Database
from registry.policy import actions, duties, toml_file
from registry.policy.document import Document
from registry.policy.models import PolicyDraft
from registry.settings import Settings

SETTINGS = Settings(base_url="http://testserver.local")
ORDER = (duties.carry_over, duties.end, duties.tell)
NEW = "bup-2026"
DAY = dt.timedelta(days=1)


def example() -> str:
    """Return the file of the invented successor."""
    return (resources.files("registry.demo") / "naeste-politik.toml").read_text("utf-8")


def document() -> Document:
    """Return what the file says."""
    return toml_file.read(example())[0]


def started(db: Session, now: dt.datetime) -> PolicyDraft:
    """Begin a draft with the file."""
    return actions.start(db, SYSTEM, document(), now=now)


def published(database: Database, now: dt.datetime, *, valid_from: dt.date, until: dt.date) -> None:
    """Publish the invented successor."""
    with database.writing() as db, db.begin():
        actions.publish(db, SYSTEM, started(db, now), valid_from=valid_from, replaced_until=until, now=now)


def night(database: Database, now: dt.datetime) -> list[int]:
    """Do a night's duties, each batch in a transaction of its own, and return how much each did."""
    done = []
    for duty in ORDER:
        total = 0
        while True:
            with vocabulary.using(overlay.of(database.engine)), database.writing() as db, db.begin():
                one = duty(db, now=now, settings=SETTINGS)
            total += one
            if not one:
                break
        done.append(total)
    return done
