"""Tables of shortlists."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from registry.db import Base, new_id
from registry.db.base import Id


class Shortlist(Base):
    """A professional's list of offers."""

    __tablename__ = "shortlist"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    account_id: Mapped[str] = mapped_column(Id, ForeignKey("account.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    created_at: Mapped[dt.datetime]
    changed_at: Mapped[dt.datetime]
    #: The secret part of the read-only link; None: not shared.
    share_token: Mapped[str | None] = mapped_column(String(43), unique=True)


class ShortlistItem(Base):
    """An offer on a list, with its place and a note."""

    __tablename__ = "shortlist_item"

    shortlist_id: Mapped[str] = mapped_column(Id, ForeignKey("shortlist.id", ondelete="CASCADE"), primary_key=True)
    offer_id: Mapped[str] = mapped_column(Id, ForeignKey("offer.id", ondelete="CASCADE"), primary_key=True, index=True)
    #: 1, 2, … from the top.
    position: Mapped[int]
    note: Mapped[str | None] = mapped_column(String(400))
    added_at: Mapped[dt.datetime]
