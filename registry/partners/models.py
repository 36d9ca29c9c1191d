"""Tables of organisations and their members."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from registry.db import Base, new_id
from registry.db.base import Id


class Organisation(Base):
    """An association, culture institution, business, volunteer organisation, school or municipal unit.

    Its name, type and verification are shown with its offers, and none of them are while it is suspended: a trigger
    tells the offers' log when one of these changes (`organisation_changes_offers` in the migrations), since this room
    doesn't know of offers.
    """

    __tablename__ = "organisation"
    __table_args__ = (
        Index("ix_organisation_in_order", "sort_key", "id"),
        *(
            Index(f"ix_organisation_{name}", "sort_key", "id", sqlite_where=text(holds), postgresql_where=text(holds))
            for name, holds in (
                ("unverified", "verified_at IS NULL"),
                ("suspended", "suspended_at IS NOT NULL"),
                ("trusted", "trusted_at IS NOT NULL"),
            )
        ),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(120))
    #: Sorts Danish names the same on every database (`registry.danish.sort_key`).
    sort_key: Mapped[str] = mapped_column(String(400))
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
    #: While this is set, readers find none of its offers.
    suspended_at: Mapped[dt.datetime | None]
    suspended_reason: Mapped[str | None] = mapped_column(String(400))
    #: The account of the administrator whom its members can ask, if it is there still; no foreign key, since SQLite
    #: would have to write the table anew.
    suspended_by_id: Mapped[str | None] = mapped_column(Id)
    #: Since when changes to its approved offers may be approved automatically, and who said so.
    trusted_at: Mapped[dt.datetime | None]
    trusted_by_name: Mapped[str | None] = mapped_column(String(200))

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


class FormerOrganisation(Base):
    """An organisation that was merged into another one: under which id, name and CVR number one may still look for it.

    Who looks is led on to the other one; its own lines of history keep its id.
    """

    __tablename__ = "former_organisation"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    organisation_id: Mapped[str] = mapped_column(Id, ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    sort_key: Mapped[str] = mapped_column(String(400), index=True)
    cvr: Mapped[str | None] = mapped_column(String(8), unique=True)
    merged_at: Mapped[dt.datetime]
    merged_by_name: Mapped[str] = mapped_column(String(200))


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
