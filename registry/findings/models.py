"""Tables of what was found in published offers."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from registry.db import Base
from registry.db.base import Id


class LikelyDuplicate(Base):
    """Two offers that are likely to be one. The smaller id comes first, so that a pair stands here once."""

    __tablename__ = "likely_duplicate"
    __table_args__ = (Index("ix_likely_duplicate_rank", "is_dismissed", "rank"),)

    first_id: Mapped[str] = mapped_column(Id, ForeignKey("offer.id", ondelete="CASCADE"), primary_key=True)
    second_id: Mapped[str] = mapped_column(Id, ForeignKey("offer.id", ondelete="CASCADE"), primary_key=True, index=True)
    #: Sorts the most alike first: 999 less the likeness in thousandths, three digits.
    rank: Mapped[str] = mapped_column(String(3))
    found_at: Mapped[dt.datetime]
    #: Somebody said that they are two offers, of these texts.
    is_dismissed: Mapped[bool] = mapped_column(default=False)
    dismissed_at: Mapped[dt.datetime | None]
    dismissed_by_name: Mapped[str | None] = mapped_column(String(200))
    first_version_id: Mapped[str | None] = mapped_column(Id)
    second_version_id: Mapped[str | None] = mapped_column(Id)


class ExaminedOffer(Base):
    """The text of an offer that was last looked at."""

    __tablename__ = "examined_offer"

    offer_id: Mapped[str] = mapped_column(Id, ForeignKey("offer.id", ondelete="CASCADE"), primary_key=True)
    #: The version, and its `saved_at`: small changes are made within a version.
    version_id: Mapped[str] = mapped_column(Id)
    saved_at: Mapped[dt.datetime]


class OfferFinding(Base):
    """Something that a published text lacks, as it was when it was last looked at."""

    __tablename__ = "offer_finding"
    __table_args__ = (Index("ix_offer_finding_kind", "kind", "offer_id"),)

    offer_id: Mapped[str] = mapped_column(Id, ForeignKey("offer.id", ondelete="CASCADE"), primary_key=True)
    #: One of `registry.offers.lacking.FIELDS`, or `lacks.UNTAKEN`.
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    #: The ids of needs and policy elements that nobody took.
    details: Mapped[list[str]]
