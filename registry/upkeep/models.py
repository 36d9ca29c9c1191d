"""Tables of links that confirm offers without signing in, and of what readers report."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from registry.db import Base, new_id
from registry.db.base import Id


class OfferLink(Base):
    """A link in a mail by which its receiver says of some offers that they still hold: its hash, and whose it is.

    Unlike a link that signs in, it works until it expires: confirming twice does no harm.
    """

    __tablename__ = "offer_link"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    organisation_id: Mapped[str] = mapped_column(Id, ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    #: The offers that the mail was about.
    offer_ids: Mapped[list[str]]
    #: Whom the mail was to; no account where an organisation has no members and its own address was written to.
    account_id: Mapped[str | None] = mapped_column(Id, ForeignKey("account.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(200))
    expires_at: Mapped[dt.datetime] = mapped_column(index=True)


class ProblemReport(Base):
    """What a reader of an offer says is wrong with it, and what came of it."""

    __tablename__ = "problem_report"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    offer_id: Mapped[str] = mapped_column(Id, ForeignKey("offer.id", ondelete="CASCADE"), index=True)
    #: A `reports.Kind`.
    kind: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[dt.datetime]
    #: Where to send the answer, if the reader wants one; emptied when the report is closed.
    reader_email: Mapped[str | None] = mapped_column(String(320))
    answer: Mapped[str | None] = mapped_column(Text)
    answered_at: Mapped[dt.datetime | None]
    answered_by_name: Mapped[str | None] = mapped_column(String(200))
    #: None while something is to be done.
    closed_at: Mapped[dt.datetime | None] = mapped_column(index=True)
    closed_by_name: Mapped[str | None] = mapped_column(String(200))
