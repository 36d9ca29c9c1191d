"""One-time links in mail. Opening one changes nothing; only the button on the page that it opens spends it."""

from __future__ import annotations

import datetime as dt
import secrets
from enum import StrEnum
from urllib.parse import quote

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from registry.accounts.models import Account, MailedLink
from registry.web.sessions import digest


class Purpose(StrEnum):
    """What a link is for."""

    SIGN_IN = "sign_in"
    CONFIRM = "confirm"
    INVITE = "invite"


LIFETIME = {
    Purpose.SIGN_IN: dt.timedelta(minutes=15),
    Purpose.CONFIRM: dt.timedelta(hours=24),
    Purpose.INVITE: dt.timedelta(days=7),
}
PATH = {Purpose.SIGN_IN: "/log-ind/link", Purpose.CONFIRM: "/bekraeft", Purpose.INVITE: "/invitation"}


def issue(
    db: Session,
    account: Account,
    purpose: Purpose,
    now: dt.datetime,
    *,
    name: str | None = None,
    password_hash: str | None = None,
    browser: str | None = None,
) -> str:
    """Make a link and return its token; only the token's hash is stored.

    `name`, `password_hash` and `browser` (a cookie's token) wait with the link until it is spent.
    """
    token = secrets.token_urlsafe(32)
    db.execute(delete(MailedLink).where(MailedLink.expires_at < now))
    db.add(
        MailedLink(
            digest=digest(token),
            purpose=purpose.value,
            account_id=account.id,
            created_at=now,
            expires_at=now + LIFETIME[purpose],
            name=name,
            password_hash=password_hash,
            browser_digest=digest(browser) if browser else None,
        )
    )
    db.flush()
    return token


def address(base_url: str, purpose: Purpose, token: str, back: str = "") -> str:
    """Return the link itself. `back`: a path of this site to go to afterwards."""
    return f"{base_url}{PATH[purpose]}/{token}" + (f"?naeste={quote(back, safe='/')}" if back else "")


def find(db: Session, purpose: Purpose, token: str, now: dt.datetime) -> tuple[MailedLink, Account] | None:
    """Return a link that still works, and whose it is."""
    found = db.execute(
        select(MailedLink, Account)
        .join(Account, Account.id == MailedLink.account_id)
        .where(
            MailedLink.digest == digest(token),
            MailedLink.purpose == purpose.value,
            MailedLink.expires_at > now,
            MailedLink.spent_at.is_(None),
            Account.closed_at.is_(None),
        )
    ).one_or_none()
    return (found[0], found[1]) if found else None


def spend(db: Session, link: MailedLink, now: dt.datetime) -> bool:
    """Spend a link; False when somebody else was faster."""
    spent = db.execute(
        update(MailedLink)
        .where(MailedLink.digest == link.digest, MailedLink.spent_at.is_(None), MailedLink.expires_at > now)
        .values(spent_at=now, password_hash=None, name=None)
        .execution_options(synchronize_session=False)
    )
    return spent.rowcount == 1  # type: ignore[attr-defined,no-any-return]


def withdraw_all(db: Session, account_id: str) -> None:
    """Let none of an account's links work any more."""
    db.execute(delete(MailedLink).where(MailedLink.account_id == account_id))


def has_invitation(db: Session, account_id: str, now: dt.datetime) -> bool:
    """Whether an invitation to this account still works."""
    return (
        db.scalar(
            select(MailedLink.digest).where(
                MailedLink.account_id == account_id,
                MailedLink.purpose == Purpose.INVITE.value,
                MailedLink.expires_at > now,
                MailedLink.spent_at.is_(None),
            )
        )
        is not None
    )
