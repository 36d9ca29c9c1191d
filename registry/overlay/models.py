"""The tables of edits: changes, and what each says of which places. Rows are added, never changed or removed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registry.db import Base
from registry.db.base import Document, Id
from registry.vocabulary import Place


class VocabularyChange(Base):
    """Something an administrator changed at one time.

    Numbers follow each other without gaps: two who write at the same time would take the same one, so the second has
    to look again, and whoever has seen a number has seen all before it.
    """

    __tablename__ = "vocabulary_change"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    at: Mapped[dt.datetime]
    actor_id: Mapped[str | None] = mapped_column(Id)
    actor_name: Mapped[str] = mapped_column(String(200))
    note: Mapped[str | None]
    #: The change that this one took back.
    undoes: Mapped[int | None] = mapped_column(Integer)
    edits: Mapped[list[VocabularyEdit]] = relationship(order_by="VocabularyEdit.position")


class VocabularyEdit(Base):
    """What lies over one place from a change on; no fields: what the package says counts again."""

    __tablename__ = "vocabulary_edit"
    __table_args__ = (Index("ix_vocabulary_edit_place", "part", "entry"),)

    change: Mapped[int] = mapped_column(Integer, ForeignKey("vocabulary_change.number"), primary_key=True)
    position: Mapped[int] = mapped_column(Integer, primary_key=True)
    part: Mapped[str] = mapped_column(String(20))
    entry: Mapped[str] = mapped_column(String(200))
    fields: Mapped[dict[str, Any]] = mapped_column(Document)

    @property
    def place(self) -> Place:
        """Which entry it is about."""
        return Place(self.part, self.entry)
