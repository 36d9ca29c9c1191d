"""The table of decisions that can still be undone."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from registry.db import Base
from registry.db.base import Id


class ReviewDecision(Base):
    """The latest decision on a version, with all it takes to undo it; forgotten when it can't be undone any more."""

    __tablename__ = "review_decision"

    version_id: Mapped[str] = mapped_column(Id, ForeignKey("offer_version.id", ondelete="CASCADE"), primary_key=True)
    #: `approved`, `returned` or `declined`.
    status: Mapped[str] = mapped_column(String(20))
    #: The version's revision after it.
    revision: Mapped[int]
    #: Whose it is; None for an automatic approval.
    account_id: Mapped[str | None] = mapped_column(Id, index=True)
    by_name: Mapped[str] = mapped_column(String(200))
    decided_at: Mapped[dt.datetime] = mapped_column(index=True)
    #: A `registry.offers.remembering.Before` as it is stored.
    before: Mapped[dict[str, Any]]
