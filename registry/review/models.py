"""Tables of the reviewers' own: who reads what, what was decided a moment ago, and reasons to choose from."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from registry.db import Base, new_id
from registry.db.base import Id


class ReviewClaim(Base):
    """That an administrator has taken a submission, so that others read another one; it frees itself."""

    __tablename__ = "review_claim"

    version_id: Mapped[str] = mapped_column(Id, ForeignKey("offer_version.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[str] = mapped_column(Id, ForeignKey("account.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    taken_at: Mapped[dt.datetime]
    until: Mapped[dt.datetime]


class ReviewDecision(Base):
    """The latest decision on a version, with all it takes to undo it; forgotten when it can't be undone any more."""

    __tablename__ = "review_decision"

    version_id: Mapped[str] = mapped_column(Id, ForeignKey("offer_version.id", ondelete="CASCADE"), primary_key=True)
    #: `approved`, `returned` or `declined`.
    status: Mapped[str] = mapped_column(String(20))
    #: The version's revision after it.
    revision: Mapped[int]
    account_id: Mapped[str | None] = mapped_column(Id, index=True)
    by_name: Mapped[str] = mapped_column(String(200))
    decided_at: Mapped[dt.datetime] = mapped_column(index=True)
    #: A `registry.review.undoing.Before` as it is stored.
    before: Mapped[dict[str, Any]]


class ReasonTemplate(Base):
    """A text that reviewers often need; they choose it and edit it before it is sent."""

    __tablename__ = "reason_template"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    text: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[dt.datetime]
    changed_by_name: Mapped[str] = mapped_column(String(200))
