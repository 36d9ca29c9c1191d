"""The tables of matching: what can be worked out again but takes long, and how often what is searched for."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from registry.db import Base
from registry.db.base import Id


class OfferMeaning(Base):
    """The vector of a published text, where the extra `registry[semantic]` is on; see `meanings.py`."""

    __tablename__ = "offer_meaning"

    version_id: Mapped[str] = mapped_column(Id, ForeignKey("offer_version.id", ondelete="CASCADE"), primary_key=True)
    #: `semantic.MODEL`, when it was made.
    model: Mapped[str] = mapped_column(String(60), primary_key=True)
    #: `semantic.DIMENSIONS` numbers of two bytes each, little-endian.
    vector: Mapped[bytes] = mapped_column(LargeBinary)


class SearchCount(Base):
    """How many searches of a day had a chip; see `counting.py`. Nothing tells which chips one search had together."""

    __tablename__ = "search_count"

    day: Mapped[dt.date] = mapped_column(primary_key=True)
    #: A `counting.Kind`.
    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    #: The id of a need or an area; "" for all searches.
    value: Mapped[str] = mapped_column(String(60), primary_key=True)
    #: A `counting.Found`.
    found: Mapped[str] = mapped_column(String(4), primary_key=True)
    count: Mapped[int]
