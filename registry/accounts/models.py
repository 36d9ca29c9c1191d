"""Tables of people and of how they sign in."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, validates

from registry.access import Role
from registry.danish import sort_key
from registry.db import Base, new_id
from registry.db.base import Id


class Account(Base):
    """A person who signs in. The address is kept in lower case and is confirmed before the account can be used."""

    __tablename__ = "account"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    email: Mapped[str] = mapped_column(String(320), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    #: Follows the name: sorts and finds it the same on every database (`registry.danish.sort_key`).
    sort_key: Mapped[str] = mapped_column(String(400), index=True)
    #: argon2id; None: signs in by link only.
    password_hash: Mapped[str | None] = mapped_column(String(200))
    role_names: Mapped[list[str]] = mapped_column(default=list)
    locale: Mapped[str] = mapped_column(String(2), default="da")
    #: How an administrator hears of submissions: `each`, `daily` or `none` (`registry.accounts.mailing`).
    review_mail: Mapped[str] = mapped_column(String(10), default="daily")
    #: The kinds of mail they would rather not have.
    unwanted_mail: Mapped[list[str]] = mapped_column(default=list)
    created_at: Mapped[dt.datetime]
    #: When an administrator last asked them in.
    invited_at: Mapped[dt.datetime | None]
    confirmed_at: Mapped[dt.datetime | None]
    #: When somebody last signed in to it.
    signed_in_at: Mapped[dt.datetime | None]
    closed_at: Mapped[dt.datetime | None]

    @validates("name")
    def _follow(self, _attribute: str, name: str) -> str:
        self.sort_key = sort_key(name)[:400]
        return name

    @property
    def roles(self) -> frozenset[Role]:
        """What the account is for."""
        return frozenset(Role(name) for name in self.role_names)

    @property
    def is_open(self) -> bool:
        """Whether somebody can be signed in to it: confirmed and not closed."""
        return self.confirmed_at is not None and self.closed_at is None


class MailedLink(Base):
    """A one-time link in a mail: its hash, what it is for, until when it works and when it was spent.

    A sign-up's name and password wait here, not with the account: several people may sign up with one address, and
    only what belongs to the link that is spent counts.
    """

    __tablename__ = "mailed_link"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    #: `sign_in`, `confirm` or `invite`.
    purpose: Mapped[str] = mapped_column(String(20))
    account_id: Mapped[str] = mapped_column(Id, ForeignKey("account.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime] = mapped_column(index=True)
    spent_at: Mapped[dt.datetime | None]
    #: The name given at sign-up.
    name: Mapped[str | None] = mapped_column(String(200))
    #: The password chosen at sign-up; it counts only in the browser that chose it.
    password_hash: Mapped[str | None] = mapped_column(String(200))
    #: The hash of the token in that browser's cookie.
    browser_digest: Mapped[str | None] = mapped_column(String(64))


class Throttle(Base):
    """Attempts that failed lately, by account or by network address; the key is a hash of either."""

    __tablename__ = "throttle"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[dt.datetime] = mapped_column(index=True)
    blocked_until: Mapped[dt.datetime | None]
