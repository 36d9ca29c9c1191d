"""Tables of what an offer has beside its text: who else stands behind it, and which partners it seeks."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from registry.db import Base, new_id
from registry.db.base import Id


class JointPartner(Base):
    """An organisation that was asked to stand behind another's offer. One that is asked no more has no row."""

    __tablename__ = "joint_partner"

    offer_id: Mapped[str] = mapped_column(Id, ForeignKey("offer.id", ondelete="CASCADE"), primary_key=True)
    organisation_id: Mapped[str] = mapped_column(
        Id, ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    #: A `together.Standing`. Only those that have confirmed are shown to readers.
    status: Mapped[str] = mapped_column(String(10), default="invited")
    invited_at: Mapped[dt.datetime]
    invited_by_name: Mapped[str] = mapped_column(String(200))
    answered_at: Mapped[dt.datetime | None]
    answered_by_name: Mapped[str | None] = mapped_column(String(200))


class PartnerWish(Base):
    """That an offer seeks partners: what is lacking, and until when. Other partners read it, nobody else."""

    __tablename__ = "partner_wish"
    __table_args__ = (Index("ix_partner_wish_opened", "opened_at", "offer_id"),)

    offer_id: Mapped[str] = mapped_column(Id, ForeignKey("offer.id", ondelete="CASCADE"), primary_key=True)
    #: `together.Help`, at least one.
    kinds: Mapped[list[str]]
    text: Mapped[str] = mapped_column(Text)
    #: The last day on which it is shown.
    until: Mapped[dt.date] = mapped_column(index=True)
    opened_at: Mapped[dt.datetime]
    opened_by_name: Mapped[str] = mapped_column(String(200))
    #: None while it is sought.
    closed_at: Mapped[dt.datetime | None]


class PartnerReply(Base):
    """What a partner wrote to an offer that seeks partners, and what came of it."""

    __tablename__ = "partner_reply"
    __table_args__ = (Index("ix_partner_reply_offer_closed", "offer_id", "closed_at"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    offer_id: Mapped[str] = mapped_column(Id, ForeignKey("offer.id", ondelete="CASCADE"))
    #: The organisation that would like to help.
    organisation_id: Mapped[str] = mapped_column(Id, ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[str | None] = mapped_column(Id, ForeignKey("account.id", ondelete="SET NULL"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[dt.datetime]
    answer: Mapped[str | None] = mapped_column(Text)
    #: None while nobody has answered.
    closed_at: Mapped[dt.datetime | None]
    closed_by_name: Mapped[str | None] = mapped_column(String(200))
