"""What administrators do with other people's accounts: invite, change roles, close and reopen; and the command."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from sqlalchemy.orm import Session

from registry import history
from registry.access import SYSTEM, Actor, Hidden, Permission, Role, require
from registry.accounts import letters, links, queries, rules
from registry.accounts.actions import forget_unfinished
from registry.accounts.links import Purpose
from registry.accounts.models import Account
from registry.history import Verb
from registry.i18n import gettext as _
from registry.web import sessions


def invite(
    db: Session,
    actor: Actor,
    email: str,
    *,
    name: str,
    roles: Collection[Role],
    locale: str,
    base_url: str,
    now: dt.datetime,
) -> Account:
    """Invite somebody by mail, in a language; who has an account already gets the roles at once, and no mail.

    Raises:
        Unfit: their account is closed.
    """
    require(actor, Permission.ADMINISTER)
    forget_unfinished(db, now)
    account = queries.by_email(db, email)
    if account is None:
        account = Account(email=email, name=name, role_names=_stored(roles), locale=locale, created_at=now)
        db.add(account)
        db.flush()
    elif account.closed_at is not None:
        raise rules.Unfit(_("Adressen hører til en konto, der er lukket. Åbn den igen på personens side."))
    elif account.confirmed_at is not None:
        change_roles(db, actor, account, account.roles | set(roles), now=now)
        return account
    else:
        account.name = name
        account.role_names = _stored(roles)
    _send_invitation(db, actor, account, base_url=base_url, now=now)
    return account


def invite_again(db: Session, actor: Actor, account: Account, *, base_url: str, now: dt.datetime) -> None:
    """Send a fresh invitation; the ones before stop working.

    Raises:
        Unfit: they have come in already, or the account is closed.
    """
    require(actor, Permission.ADMINISTER)
    if account.confirmed_at is not None or account.closed_at is not None:
        raise rules.Unfit(_("Personen er allerede kommet ind og behøver ingen invitation."))
    _send_invitation(db, actor, account, base_url=base_url, now=now)


def change_roles(db: Session, actor: Actor, account: Account, wanted: Collection[Role], *, now: dt.datetime) -> bool:
    """Give an account exactly these roles and sign it out everywhere; False: it has them already.

    Raises:
        Unfit: none are left, nobody would be left to administer, or it would be the actor's own right.
    """
    require(actor, Permission.ADMINISTER)
    before = account.roles
    if before == frozenset(wanted):
        return False
    _check(db, actor, account, wanted)
    if not wanted:
        raise rules.Unfit(_("Vælg mindst én rolle. Skal personen ikke ind mere, så luk kontoen."))
    account.role_names = _stored(wanted)
    if account.id != actor.account_id:
        sessions.end_all(db, account.id)
    note = f"{', '.join(_stored(before))} → {', '.join(account.role_names)}"
    _record(db, actor, Verb.ROLES_CHANGED, account, now, note)
    return True


def close(db: Session, actor: Actor, account: Account, *, now: dt.datetime) -> None:
    """Close an account: it signs nobody in any more. What it did stays.

    Raises:
        Unfit: nobody would be left to administer, or it is the actor's own.
    """
    require(actor, Permission.ADMINISTER)
    if account.id == actor.account_id:
        raise rules.Unfit(_("Du kan ikke lukke din egen konto. Bed en anden administrator om det."))
    if account.closed_at is not None:
        return
    _check(db, actor, account, ())
    account.closed_at = now
    sessions.end_all(db, account.id)
    links.withdraw_all(db, account.id)
    _record(db, actor, Verb.ACCOUNT_CLOSED, account, now)


def sign_out(db: Session, actor: Actor, account: Account, *, now: dt.datetime) -> None:
    """End every session of an account: a lost phone, or a password that somebody saw."""
    require(actor, Permission.ADMINISTER)
    sessions.end_all(db, account.id)
    _record(db, actor, Verb.SIGNED_OUT, account, now)


def reopen(db: Session, actor: Actor, account: Account, *, now: dt.datetime) -> None:
    """Open a closed account again."""
    require(actor, Permission.ADMINISTER)
    if account.closed_at is None:
        return
    account.closed_at = None
    _record(db, actor, Verb.ACCOUNT_REOPENED, account, now)


def add(
    db: Session,
    email: str,
    roles: Collection[Role],
    *,
    name: str | None,
    password_hash: str | None,
    locale: str,
    now: dt.datetime,
) -> tuple[Account, str | None]:
    """Make an account that can be used at once, or add the roles to the one there is; for the command.

    Returns the account, and the token of a one-time sign-in link when no password was given.

    Raises:
        Unfit: the account is closed.
    """
    account = queries.by_email(db, email)
    if account is None:
        account = Account(
            email=email, name=name or email.partition("@")[0], role_names=[], locale=locale, created_at=now
        )
        db.add(account)
    elif account.closed_at is not None:
        raise rules.Unfit(_("Kontoen er lukket. En administrator kan åbne den igen."))
    was_new = account.confirmed_at is None
    account.role_names = _stored({*(account.roles if not was_new else ()), *roles})
    account.confirmed_at = account.confirmed_at or now
    account.name = name or account.name
    if password_hash is not None:
        account.password_hash = password_hash
    db.flush()
    if not was_new:
        sessions.end_all(db, account.id)
    _record(db, SYSTEM, Verb.ACCOUNT_ADDED, account, now, ", ".join(account.role_names))
    return account, links.issue(db, account, Purpose.SIGN_IN, now) if password_hash is None else None


def account_or_hidden(db: Session, account_id: str) -> Account:
    """Return an account by its id.

    Raises:
        Hidden: there is none.
    """
    account = db.get(Account, account_id)
    if account is None:
        raise Hidden
    return account


def _send_invitation(db: Session, actor: Actor, account: Account, *, base_url: str, now: dt.datetime) -> None:
    links.withdraw_all(db, account.id)
    account.invited_at = now
    token = links.issue(db, account, Purpose.INVITE, now)
    letters.invitation(db, account, token, actor, base_url=base_url, now=now)
    _record(db, actor, Verb.INVITED, account, now, ", ".join(account.role_names))


def _check(db: Session, actor: Actor, account: Account, wanted: Collection[Role]) -> None:
    if not account.is_open:
        return
    rules.check_new_roles(
        account.roles,
        wanted,
        is_own=account.id == actor.account_id,
        other_administrators=queries.other_administrators(db, account.id),
    )


def _stored(roles: Collection[Role]) -> list[str]:
    return [role.value for role in Role if role in roles]


def _record(db: Session, actor: Actor, verb: Verb, account: Account, now: dt.datetime, note: str | None = None) -> None:
    history.record(db, actor, verb, kind="account", subject_id=account.id, name=account.name, now=now, note=note)
