"""Tables of the addresses in published offers, and of what was found when somebody looked at them."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from registry.db import Base
from registry.db.base import Id


class OfferAddress(Base):
    """An address that a published offer gives."""

    __tablename__ = "offer_address"
    __table_args__ = (Index("ix_offer_address_kind_target", "kind", "target"),)

    offer_id: Mapped[str] = mapped_column(Id, ForeignKey("offer.id", ondelete="CASCADE"), primary_key=True)
    #: An `addresses.Kind`.
    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    #: A web page's address, or the domain of an e-mail address.
    target: Mapped[str] = mapped_column(String(300))


class AddressCheck(Base):
    """What was found at an address, however many offers give it."""

    __tablename__ = "address_check"
    __table_args__ = (Index("ix_address_check_problem", "problem", "kind", "target"),)

    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    target: Mapped[str] = mapped_column(String(300), primary_key=True)
    #: When to look next.
    due_at: Mapped[dt.datetime] = mapped_column(index=True)
    looked_at: Mapped[dt.datetime | None]
    #: On how many days in a row something was wrong, and the last of them.
    failures: Mapped[int] = mapped_column(default=0)
    failed_on: Mapped[dt.date | None]
    #: What is wrong, an `addresses.Found`, once it has been so on several days.
    problem: Mapped[str | None] = mapped_column(String(20))
    #: Where a page has moved to for good.
    moved_to: Mapped[str | None] = mapped_column(String(500))
