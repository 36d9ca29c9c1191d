"""The tables of mails on their way, and of addresses that mail could not be delivered to."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from registry.db import Base, new_id
from registry.db.base import Id


class OutboxMail(Base):
    """A mail on its way. Its text and HTML are emptied once it has been delivered or given up."""

    __tablename__ = "outbox"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    recipient: Mapped[str] = mapped_column(String(320))
    subject: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)
    #: The same as a page for mail programs; "" where there is only text.
    html: Mapped[str] = mapped_column(Text, default="")
    #: What makes it the only one of its kind, such as `reminder:<offer>:<date>`; None for a mail that may be repeated.
    key: Mapped[str | None] = mapped_column(String(200), unique=True, index=True)
    created_at: Mapped[dt.datetime] = mapped_column(index=True)
    #: When to try next; None when nothing is left to do: it was sent, or given up.
    next_try_at: Mapped[dt.datetime | None] = mapped_column(index=True)
    tries: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[dt.datetime | None]
    #: Why the last try failed.
    error: Mapped[str | None] = mapped_column(String(300))


class MailBounce(Base):
    """An address whose mailbox took no mail the last time; the row goes when mail gets through again."""

    __tablename__ = "mail_bounce"

    #: As mail is sent to it: in lower case.
    address: Mapped[str] = mapped_column(String(320), primary_key=True)
    first_at: Mapped[dt.datetime]
    last_at: Mapped[dt.datetime] = mapped_column(index=True)
    #: What the mail server said.
    reason: Mapped[str] = mapped_column(String(300))
