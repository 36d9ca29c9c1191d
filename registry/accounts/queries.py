"""What others want to know of accounts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from sqlalchemy import ColumnElement, String, cast, func, or_, select
from sqlalchemy.orm import Session

from registry.access import Role
from registry.accounts.models import Account
from registry.danish import sort_key
from registry.web.paging import Paging

#: People on one page of their list.
PAGE = 25


#: Whom the list can be narrowed to: everybody, those who have never signed in, and those who are let in no more.
State = Literal["", "aldrig", "lukket"]
_STATES: dict[State, tuple[ColumnElement[bool], ...]] = {
    "": (),
    "aldrig": (Account.signed_in_at.is_(None), Account.closed_at.is_(None)),
    "lukket": (Account.closed_at.is_not(None),),
}


def open_account(db: Session, account_id: str) -> Account | None:
    """Return an account that can be used: confirmed and not closed."""
    return db.scalar(
        select(Account).where(Account.id == account_id, Account.confirmed_at.is_not(None), Account.closed_at.is_(None))
    )


def by_email(db: Session, email: str) -> Account | None:
    """Return the account with a normalised address, in whatever state it is."""
    return db.scalar(select(Account).where(Account.email == email))


def people(
    db: Session, text: str = "", role: Role | None = None, page: int = 1, state: State = ""
) -> tuple[Sequence[Account], Paging]:
    """Return a page of the accounts whose name or address holds the text, in Danish order."""
    conditions = [*_STATES[state]]
    if text:
        named = sort_key(text)
        by_name = [Account.sort_key.contains(named)] if named else []
        conditions.append(or_(Account.email.contains(text.lower(), autoescape=True), *by_name))
    if role is not None:
        conditions.append(_has(role))
    total = db.scalar(select(func.count()).select_from(Account).where(*conditions)) or 0
    paging = Paging.of(page, PAGE, total)
    found = db.scalars(
        select(Account)
        .where(*conditions)
        .order_by(Account.sort_key, Account.email)
        .limit(paging.size)
        .offset(paging.offset)
    ).all()
    return found, paging


def other_administrators(db: Session, account_id: str) -> int:
    """Return how many others can administer, and keep them as they are until the transaction ends."""
    rows = db.scalars(
        select(Account.id)
        .where(_has(Role.ADMINISTRATOR), Account.confirmed_at.is_not(None), Account.closed_at.is_(None))
        .order_by(Account.id)
        .with_for_update()
    ).all()
    return len([row for row in rows if row != account_id])


def _has(role: Role) -> ColumnElement[bool]:
    return cast(Account.role_names, String).contains(f'"{role.value}"')
