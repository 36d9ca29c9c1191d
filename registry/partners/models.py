"""Tables of organisations and their members."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from registry.db import Base, new_id
from registry.db.base import Id


class Organisation(Base):
    """An association, culture institution, business, volunteer organisation, school or municipal unit.

    Its name, type and verification are shown with its offers: a trigger tells the offers' log when one of them changes
    (`organisation_changes_offers` in the migrations), since this room doesn't know of offers.
    """

    __tablename__ = "organisation"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(120))
    #: Sorts Danish names the same on every database (`registry.danish.sort_key`).
    sort_key: Mapped[str] = mapped_column(String(400), index=True)
    #: The name folded to bare words, for finding likely duplicates.
    name_key: Mapped[str] = mapped_column(String(200), index=True)
    #: An id of the facet `sector`.
    sector: Mapped[str] = mapped_column(String(20))
    #: Eight digits.
    cvr: Mapped[str | None] = mapped_column(String(8), unique=True)
    postal_code: Mapped[str | None] = mapped_column(String(4))
    website: Mapped[str | None] = mapped_column(String(300))
    contact_name: Mapped[str | None] = mapped_column(String(200))
    contact_role: Mapped[str | None] = mapped_column(String(200))
    contact_email: Mapped[str | None] = mapped_column(String(320))
    contact_phone: Mapped[str | None] = mapped_column(String(40))
    created_at: Mapped[dt.datetime]
    verified_at: Mapped[dt.datetime | None]
    verified_by_name: Mapped[str | None] = mapped_column(String(200))
    verified_reason: Mapped[str | None] = mapped_column(String(400))

    @property
    def organisation_id(self) -> str:
        """Itself, for `access.require`."""
        return self.id


class Membership(Base):
    """A person's place in an organisation: a member, or somebody who has asked to join."""

    __tablename__ = "membership"

    organisation_id: Mapped[str] = mapped_column(
        Id, ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True
    )
    account_id: Mapped[str] = mapped_column(
        Id, ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    #: A `rules.Standing`: `owner` or `editor`.
    role: Mapped[str] = mapped_column(String(10), default="owner")
    #: What they wrote when they asked.
    message: Mapped[str | None] = mapped_column(String(400))
    asked_at: Mapped[dt.datetime]
    #: None until a member or an administrator has let them in.
    joined_at: Mapped[dt.datetime | None]


class Invitation(Base):
    """A colleague who was asked in by mail: the hash of the link, for whom, as what, and until when it works."""

    __tablename__ = "colleague_invitation"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    organisation_id: Mapped[str] = mapped_column(Id, ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    email: Mapped[str] = mapped_column(String(320))
    role: Mapped[str] = mapped_column(String(10))
    invited_by_name: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime] = mapped_column(index=True)
