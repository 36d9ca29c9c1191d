"""The table of mails on their way."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from registry.db import Base, new_id
from registry.db.base import Id


class OutboxMail(Base):
    """A mail on its way. Its text is emptied once it has been delivered or given up."""

    __tablename__ = "outbox"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    recipient: Mapped[str] = mapped_column(String(320))
    subject: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[dt.datetime] = mapped_column(index=True)
    #: When to try next; None when nothing is left to do: it was sent, or given up.
    next_try_at: Mapped[dt.datetime | None] = mapped_column(index=True)
    tries: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[dt.datetime | None]
    #: Why the last try failed.
    error: Mapped[str | None] = mapped_column(String(300))
