"""The command `account add`: for the first administrator, and for whoever has lost every other way in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from registry.access import Role
from registry.accounts import administering, links, passwords, rules, strength
from registry.accounts.links import Purpose
from registry.db import Database
from registry.settings import Settings


def add_account(
    database: Database,
    settings: Settings,
    email: str,
    roles: Collection[Role],
    *,
    name: str | None,
    password: str | None,
    now: dt.datetime,
) -> str | None:
    """Make an account or add roles to it; return a one-time sign-in link when no password is given.

    Raises:
        Unfit: the address, the name or the password can't be used, or the account is closed.
    """
    email = rules.normalised_email(email)
    name = rules.fit_name(name) if name is not None else None
    if password is not None and (weak := strength.weakness(password, [email, name or ""])):
        raise rules.Unfit(weak)
    password_hash = passwords.hashed(password) if password is not None else None
    with database.writing() as db, db.begin():
        _, token = administering.add(
            db, email, roles, name=name, password_hash=password_hash, locale=settings.language, now=now
        )
    return links.address(settings.base_url, Purpose.SIGN_IN, token) if token else None
