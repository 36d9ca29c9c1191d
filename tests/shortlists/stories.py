"""What the stories of shortlists have in common: Petra keeps offers of Alice's, and Kirsten is a colleague of hers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, event

from registry.access import Role
from registry.accounts.models import Account
from registry.db import Database
from tests import make
from tests.cast import BEGINNING, Cast

#: One text of each kind that must not be kept, with what must never come back of it.
PERSONAL = {
    "cpr": ("Som aftalt 010112-1234 i dag", "010112"),
    "cpr_plain": ("Som aftalt 0101121234 i dag", "0101121234"),
    "email": ("Skriv til mor.jensen@eksempel.example", "mor.jensen"),
    "phone": ("Ring 98 12 34 56 efter fire", "98 12 34 56"),
    "address": ("Bor Prøvegade 34 lige ved", "Prøvegade 34"),
    "two": ("010112-1234 og 98 12 34 56", "98 12"),
    #: Taking the number out makes another one of what is left.
    "nested": ("98 12 010112-1234 34 56", "98 12"),
}


def offers(cast: Cast, *titles: str) -> list[str]:
    """Put offers of Alice's live and return their ids."""
    alice = cast.actor("alice")
    with cast.database.writing() as db, db.begin():
        return [make.live(db, alice, title=title).offer_id for title in titles]


def colleague(cast: Cast) -> None:
    """Let there be a second professional, Kirsten."""
    with cast.database.writing() as db, db.begin():
        db.add(
            Account(
                id="kirsten",
                email="kirsten@eksempel.example",
                name="Kirsten",
                role_names=[Role.PROFESSIONAL.value],
                created_at=BEGINNING,
                confirmed_at=BEGINNING,
            )
        )


def shown(html: str) -> list[str]:
    """Return the titles of the offers on a page, in order."""
    cards = html.split('<article class="offer')[1:]
    titles = [re.search(r"<h3[^>]*>(?:<a[^>]*>)?([^<]*)<", card) for card in cards]
    return [title[1] for title in titles if title]


def everything_stored(database: Database) -> str:
    """Return all that shortlists hold, as text."""
    with database.engine.connect() as connection:
        rows = [connection.exec_driver_sql(f"select * from {t}").all() for t in ("shortlist", "shortlist_item")]
    return str(rows)


@contextmanager
def counted() -> Iterator[list[str]]:
    """Collect the statements that are sent to any database."""
    sent: list[str] = []

    def remember(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "INSERT", "UPDATE", "DELETE")):
            sent.append(statement)

    event.listen(Engine, "before_cursor_execute", remember)
    yield sent
    event.remove(Engine, "before_cursor_execute", remember)
