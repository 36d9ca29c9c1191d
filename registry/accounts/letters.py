"""Mail to people about their accounts. No mail to an unproven address says what somebody typed in a form."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from registry import mail
from registry.access import Actor
from registry.accounts import links
from registry.accounts.links import Purpose
from registry.accounts.models import Account
from registry.accounts.words import role_names
from registry.i18n import current_locale, speaking
from registry.web.letters import letter


def sign_in(db: Session, account: Account, token: str, *, back: str, base_url: str, now: dt.datetime) -> None:
    """Send a link to sign in with."""
    _send(db, account, "accounts_sign_in", now, url=links.address(base_url, Purpose.SIGN_IN, token, back))


def already_there(db: Session, account: Account, token: str, *, base_url: str, now: dt.datetime) -> None:
    """Tell somebody who signs up again that they have an account, with a link to it."""
    _send(db, account, "accounts_already", now, url=links.address(base_url, Purpose.SIGN_IN, token))


def confirm(db: Session, account: Account, token: str, *, back: str, base_url: str, now: dt.datetime) -> None:
    """Ask the owner of the address whether it was they who signed up."""
    _send(db, account, "accounts_confirm", now, url=links.address(base_url, Purpose.CONFIRM, token, back))


def invitation(db: Session, account: Account, token: str, inviter: Actor, *, base_url: str, now: dt.datetime) -> None:
    """Ask somebody in."""
    _send(
        db,
        account,
        "accounts_invitation",
        now,
        locale=account.locale,
        person=account.name,
        inviter=inviter.name,
        roles=account.roles,
        role_names=role_names,
        url=links.address(base_url, Purpose.INVITE, token),
    )


def closed(db: Session, account: Account, *, base_url: str, now: dt.datetime) -> None:
    """Tell the owner of a closed account that it is closed."""
    _send(db, account, "accounts_closed", now, url=f"{base_url}/find")


def password_changed(db: Session, account: Account, *, base_url: str, now: dt.datetime) -> None:
    """Tell the owner that the password was changed or removed, in case it wasn't they."""
    _send(
        db,
        account,
        "accounts_password_changed",
        now,
        person=account.name,
        url=f"{base_url}/log-ind",
        account_url=f"{base_url}/konto",
    )


def no_account(db: Session, email: str, *, base_url: str, now: dt.datetime) -> None:
    """Tell somebody who asked for a link that there is no account with their address, and how to get one."""
    mail.queue(db, to=email, letter=letter("accounts_none", url=f"{base_url}/opret"), now=now)


def _send(
    db: Session, account: Account, name: str, now: dt.datetime, locale: str | None = None, **context: object
) -> None:
    with speaking(locale or (account.locale if account.confirmed_at else current_locale())):
        written = letter(name, **context)
    mail.queue(db, to=account.email, letter=written, now=now)
