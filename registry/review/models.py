"""Tables of the reviewers' own: who reads what, and reasons to choose from."""

from __future__ import annotations

import datetime as dt

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


class ReasonTemplate(Base):
    """A text that reviewers often need; they choose it and edit it before it is sent."""

    __tablename__ = "reason_template"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    text: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[dt.datetime]
    changed_by_name: Mapped[str] = mapped_column(String(200))
