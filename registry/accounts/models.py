"""Tables of people and of how they sign in."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from registry.access import Role
from registry.db import Base, new_id
from registry.db.base import Id


class Account(Base):
    """A person who signs in. The address is kept in lower case and is confirmed before the account can be used."""

    __tablename__ = "account"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    email: Mapped[str] = mapped_column(String(320), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    #: argon2id; None: signs in by link only.
    password_hash: Mapped[str | None] = mapped_column(String(200))
    role_names: Mapped[list[str]] = mapped_column(default=list)
    locale: Mapped[str] = mapped_column(String(2), default="da")
    created_at: Mapped[dt.datetime]
    confirmed_at: Mapped[dt.datetime | None]
    closed_at: Mapped[dt.datetime | None]

    @property
    def roles(self) -> frozenset[Role]:
        """What the account is for."""
        return frozenset(Role(name) for name in self.role_names)


class MailedLink(Base):
    """A one-time link in a mail: its hash, what it is for, until when it works and when it was spent."""

    __tablename__ = "mailed_link"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    #: `sign_in`, `confirm` or `invite`.
    purpose: Mapped[str] = mapped_column(String(20))
    account_id: Mapped[str] = mapped_column(Id, ForeignKey("account.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime] = mapped_column(index=True)
    spent_at: Mapped[dt.datetime | None]


class Throttle(Base):
    """Attempts that failed lately, by account or by network address; the key is a hash of either."""

    __tablename__ = "throttle"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[dt.datetime] = mapped_column(index=True)
    blocked_until: Mapped[dt.datetime | None]
