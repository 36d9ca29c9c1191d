"""Pages of a list that may be very long: each begins after, or ends before, a row that one has seen.

Such a page costs the same wherever it is, while the thousandth page by number reads all the pages before it.
The address says `efter=<key>~<id>` or `foer=<key>~<id>`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, literal, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

AFTER, BEFORE = "efter", "foer"
_LONGEST = 600


@dataclass(frozen=True)
class Turning:
    """The pages beside this one, as parameters of the address; None where there is none."""

    previous: Mapping[str, str] | None = None
    next: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Order:
    """What a list is ordered by: a key that is never null, and an id that tells rows with the same key apart.

    `is_moment`: the key is a moment; `is_day`: a day; otherwise it is a text.
    """

    key: ColumnElement[Any] | InstrumentedAttribute[Any]
    id: ColumnElement[str] | InstrumentedAttribute[str]
    descending: bool = False
    is_moment: bool = False
    is_day: bool = False


@dataclass(frozen=True)
class Place:
    """A place in a list. `backwards`: the page ends before it."""

    key: str
    id: str
    backwards: bool = False


def read_place(query: Mapping[str, str]) -> Place | None:
    """Read a place from an address; None for the beginning, also when it can't be read."""
    for name in (AFTER, BEFORE):
        key, _tilde, id_ = query.get(name, "")[:_LONGEST].rpartition("~")
        if key and id_ and "\0" not in key + id_:
            return Place(key, id_, backwards=name == BEFORE)
    return None


def portion(
    db: Session, statement: Select[Any], order: Order, place: Place | None, size: int
) -> tuple[Sequence[Row[Any]], Turning]:
    """Return a page of the rows of a statement, which has no order of its own, and the pages beside it.

    Each row has two columns more at its end: its key and its id.
    """
    backwards = place is not None and place.backwards
    condition = _beyond(order, place) if place else None
    if condition is not None:
        statement = statement.where(condition)
    else:
        backwards = False
    falls = order.descending != backwards
    by = (order.key.desc(), order.id.desc()) if falls else (order.key.asc(), order.id.asc())
    chosen = statement.add_columns(order.key.label("place_key"), order.id.label("place_id"))
    found = db.execute(chosen.order_by(*by).limit(size + 1)).all()
    more, rows = len(found) > size, found[:size]
    if backwards:
        rows = rows[::-1]
    has_previous = more if backwards else condition is not None
    has_next = True if backwards else more
    return rows, Turning(
        {BEFORE: _mark(rows[0])} if rows and has_previous else None,
        {AFTER: _mark(rows[-1])} if rows and has_next else None,
    )


def _beyond(order: Order, place: Place) -> ColumnElement[bool] | None:
    key: object = place.key
    if order.is_day:
        try:
            key = dt.date.fromisoformat(place.key)
        except ValueError:
            return None
    if order.is_moment:
        try:
            moment = dt.datetime.fromisoformat(place.key)
        except ValueError:
            return None
        if moment.tzinfo is None:
            return None
        key = moment
    columns = tuple_(order.key, order.id)
    there = tuple_(literal(key, order.key.type), literal(place.id, order.id.type))
    return columns < there if order.descending != place.backwards else columns > there


def _mark(row: Row[Any]) -> str:
    key = row.place_key
    return f"{key.isoformat() if isinstance(key, dt.date) else key}~{row.place_id}"
