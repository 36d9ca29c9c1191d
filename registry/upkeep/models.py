"""The table of links that confirm offers without signing in."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from registry.db import Base
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
