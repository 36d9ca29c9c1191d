"""What people do with their own accounts: ask for a link, sign up, use a link, choose a password.

None of these tells whether an address has an account: the answer is the same, and a mail goes out either way, to the
one who may know.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from registry import history, mail
from registry.access import Actor, Role
from registry.accounts import letters, links, queries
from registry.accounts.links import Purpose
from registry.accounts.models import Account
from registry.history import Verb
from registry.i18n import current_locale
from registry.web import sessions

#: A sign-up or an invitation that nobody took up is forgotten after this.
FORGOTTEN_AFTER = dt.timedelta(days=30)


def actor_of(account: Account) -> Actor:
    """Return the person of an account as the one who acts, for history."""
    return Actor(
        account_id=account.id, name=account.name, email=account.email, roles=account.roles, locale=account.locale
    )


def ask_for_link(db: Session, email: str, *, back: str, base_url: str, now: dt.datetime) -> None:
    """Mail a link to sign in with, or what the owner of the address should know instead."""
    account = queries.by_email(db, email)
    if account is None:
        letters.no_account(db, email, base_url=base_url, now=now)
    elif account.closed_at is not None:
        letters.closed(db, account, base_url=base_url, now=now)
    elif account.confirmed_at is None:
        token = links.issue(db, account, Purpose.CONFIRM, now)
        letters.confirm(db, account, token, back=back, base_url=base_url, now=now)
    else:
        token = links.issue(db, account, Purpose.SIGN_IN, now)
        letters.sign_in(db, account, token, back=back, base_url=base_url, now=now)


def sign_up(
    db: Session,
    email: str,
    *,
    name: str,
    password_hash: str | None,
    browser: str,
    back: str,
    base_url: str,
    now: dt.datetime,
) -> None:
    """Begin a partner's account; it can be used once the mailed link is spent.

    Args:
        db: the transaction.
        email: a normalised address.
        name: what they are called.
        password_hash: of the password they chose, if they did.
        browser: the token in this browser's cookie. The password counts only if the link is spent in the same
            browser: anybody can sign up with another's address and wait for them to confirm it.
        back: a path of this site to go to afterwards.
        base_url: where the site is.
        now: the moment.
    """
    forget_unfinished(db, now)
    account = queries.by_email(db, email) or _begin(db, email, name, now)
    if account.closed_at is not None:
        letters.closed(db, account, base_url=base_url, now=now)
    elif account.confirmed_at is not None:
        token = links.issue(db, account, Purpose.SIGN_IN, now)
        letters.already_there(db, account, token, base_url=base_url, now=now)
    else:
        token = links.issue(db, account, Purpose.CONFIRM, now, name=name, password_hash=password_hash, browser=browser)
        letters.confirm(db, account, token, back=back, base_url=base_url, now=now)


def _begin(db: Session, email: str, name: str, now: dt.datetime) -> Account:
    account = Account(email=email, name=name, role_names=[Role.PARTNER.value], locale=current_locale(), created_at=now)
    try:
        with db.begin_nested():
            db.add(account)
    except IntegrityError:  # somebody signed up with the address at the same moment
        found = queries.by_email(db, email)
        assert found is not None  # noqa: S101
        return found
    return account


def use_link(
    db: Session,
    purpose: Purpose,
    token: str,
    *,
    now: dt.datetime,
    base_url: str,
    name: str | None = None,
    password_hash: str | None = None,
    browser: str | None = None,
) -> Account | None:
    """Spend a link and return whom it signs in; None when it doesn't work any more.

    Args:
        db: the transaction.
        purpose: what the link is for.
        token: from its address.
        now: the moment.
        base_url: where the site is.
        name: what they would like to be called, on an invitation.
        password_hash: of a password chosen on the page that the link opened.
        browser: the token in this browser's cookie, if it has one.
    """
    found = links.find(db, purpose, token, now)
    if found is None:
        return None
    link, account = found
    chosen = None
    if link.browser_digest and browser and sessions.digest(browser) == link.browser_digest:
        chosen = link.password_hash
    signed_up = link.name is not None
    name = name or link.name
    if not links.spend(db, link, now):
        return None
    mail.bounces.clear(db, account.email)  # the link came by mail
    if account.confirmed_at is None:
        if name:
            account.name = name
        account.password_hash = password_hash or chosen
        if purpose is Purpose.CONFIRM:
            account.role_names = _roles_of_sign_up(db, account, signed_up, now)
        account.confirmed_at = now
        account.locale = current_locale()
        _record(db, account, Verb.JOINED_BY_INVITATION if purpose is Purpose.INVITE else Verb.SIGNED_UP, now)
    elif password_hash is not None:
        set_password(db, account, account.password_hash, password_hash, base_url=base_url, now=now)
    return account


def _roles_of_sign_up(db: Session, account: Account, signed_up: bool, now: dt.datetime) -> list[str]:
    """Return what somebody becomes who proves their address: a partner, and what an open invitation makes them."""
    invited = links.has_invitation(db, account.id, now)
    roles = set(account.roles) if invited else set()
    if signed_up or not invited:
        roles.add(Role.PARTNER)
    return [role.value for role in Role if role in roles]


def set_password(
    db: Session, account: Account, before: str | None, after: str | None, *, base_url: str, now: dt.datetime
) -> bool:
    """Set, change or remove a password, sign the account out everywhere and tell its owner by mail.

    Args:
        db: the transaction.
        account: whose password.
        before: the hash that was checked; False is returned when it has been changed meanwhile.
        after: the new hash; None: sign in by link only.
        base_url: where the site is.
        now: the moment.
    """
    changed = db.execute(
        update(Account)
        .where(Account.id == account.id, Account.password_hash.is_not_distinct_from(before))
        .values(password_hash=after)
    )
    if changed.rowcount != 1:  # type: ignore[attr-defined]
        return False
    sessions.end_all(db, account.id)
    links.withdraw_all(db, account.id)
    _record(db, account, Verb.PASSWORD_CHANGED, now)
    letters.password_changed(db, account, base_url=base_url, now=now)
    return True


def become_partner(db: Session, account: Account, now: dt.datetime) -> None:
    """Let an account write offers too, for an organisation that has asked it in."""
    if Role.PARTNER in account.roles:
        return
    before = account.role_names
    account.role_names = [role.value for role in Role if role is Role.PARTNER or role in account.roles]
    note = f"{', '.join(before)} → {', '.join(account.role_names)}"
    history.record(
        db,
        actor_of(account),
        Verb.ROLES_CHANGED,
        kind="account",
        subject_id=account.id,
        name=account.name,
        now=now,
        note=note,
    )


def forget_unfinished(db: Session, now: dt.datetime) -> None:
    """Delete what is kept of people who never confirmed their address."""
    long_ago = now - FORGOTTEN_AFTER
    db.execute(
        delete(Account).where(
            Account.confirmed_at.is_(None),
            Account.created_at < long_ago,
            (Account.invited_at.is_(None)) | (Account.invited_at < long_ago),
        )
    )


def _record(db: Session, account: Account, verb: Verb, now: dt.datetime) -> None:
    history.record(db, actor_of(account), verb, kind="account", subject_id=account.id, name=account.name, now=now)
