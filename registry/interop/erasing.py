"""Deleting a person: nothing keeps their name or address, and history says "en tidligere bruger" where they were.

What they wrote for an organisation is the organisation's and stays. Where a text that is being used names them, as its
contact or as the one who declared it, somebody else must take over first: nobody lets go before someone else has.

Every table is gone through by the shape of its columns, so that a new one is not forgotten: columns called
`…_by_name` hold the name of somebody who did something, and texts may hold a name or an address anywhere.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, String, Table, Text, and_, cast, delete, false, func, or_, select, update
from sqlalchemy.orm import Session

from registry import history
from registry.access import Actor, Role
from registry.accounts import queries as account_queries
from registry.accounts.models import Account
from registry.db import Base
from registry.history import FORMER, HistoryLine, Verb
from registry.i18n import gettext as _
from registry.mail import MailBounce, OutboxMail
from registry.offers.actions import newest_version
from registry.offers.models import Offer, OfferVersion, ProblemReport
from registry.offers.publishing import log_change
from registry.partners import queries as partner_queries
from registry.partners.models import Invitation, Membership, Organisation
from registry.partners.rules import Standing

#: Names of this many words are looked for within texts; a single word could be anything.
_WORDS = 2
#: Texts shorter than this hold ids and words of the vocabulary.
_LONG_ENOUGH = 100
#: Who somebody is, and what is looked after by hand below.
_NOT_SEARCHED = {"account", "history", "organisation", "mailed_link", "session"}


@dataclass(frozen=True)
class Obstacle:
    """Why a person can't be deleted yet: a sentence that says what to do, and the page where it is done."""

    text: str
    url: str = ""


def obstacles(db: Session, account: Account, *, by_self: bool) -> list[Obstacle]:
    """Return why a person can't be deleted yet. An administrator who is asked to is only stopped by the first."""
    found = []
    is_administrator = Role.ADMINISTRATOR in account.roles and account.is_open
    if is_administrator and not account_queries.other_administrators(db, account.id):
        told = _("Der skal altid være mindst én administrator. Gør først en anden til administrator.")
        found.append(Obstacle(told, "/administration/personer"))
    if by_self:
        found += [*_without_owner(db, account), *_named_in(db, account)]
    return found


def left_without_owner(db: Session, account: Account) -> list[Organisation]:
    """Return the organisations that nobody else owns."""
    owned = (
        select(Organisation)
        .join(Membership, Membership.organisation_id == Organisation.id)
        .where(
            Membership.account_id == account.id,
            Membership.joined_at.is_not(None),
            Membership.role == Standing.OWNER.value,
            Organisation.suspended_at.is_(None),
        )
        .order_by(Organisation.sort_key, Organisation.id)
    )
    return [one for one in db.scalars(owned).all() if partner_queries.number_of_owners(db, one.id) < 2]


def _without_owner(db: Session, account: Account) -> Iterator[Obstacle]:
    for one in left_without_owner(db, account):
        told = _("Du er den eneste ejer af %(name)s. Gør en anden til ejer, eller bed en administrator lukke den.")
        yield Obstacle(told % {"name": one.name}, f"/mine/organisationer/{one.id}")


def _named_in(db: Session, account: Account) -> Iterator[Obstacle]:
    for offer, version in _versions_naming(db, account, {account.name}):
        is_own = db.get(Membership, (offer.organisation_id, account.id)) is not None
        if not is_own:  # they can't change it; it is changed when they go
            continue
        if version.id == offer.live_version_id or version.id == newest_version(db, offer.id).id:
            told = _("Du står som kontakt eller underskriver i ”%(title)s”. Skriv en anden i stedet.")
            yield Obstacle(told % {"title": version.content.title}, f"/mine/tilbud/{offer.id}")


def erase(db: Session, actor: Actor, account: Account, *, now: dt.datetime) -> None:
    """Delete a person. Who calls has checked who may, and that nothing stands in the way."""
    by_self = actor.account_id == account.id
    names = history.names_of(db, account.id) | {account.name}
    email, account_id, is_former = account.email, account.id, FORMER
    sought = _sought(account, names)
    db.execute(delete(OutboxMail).where(func.lower(OutboxMail.recipient) == email))
    db.execute(delete(MailBounce).where(MailBounce.address == email))
    db.execute(delete(Invitation).where(or_(Invitation.email == email, Invitation.invited_by_name.in_(sorted(names)))))
    db.execute(update(ProblemReport).where(ProblemReport.reader_email == email).values(reader_email=None))
    no_contact = dict.fromkeys(("contact_name", "contact_role", "contact_email", "contact_phone"))
    db.execute(update(Organisation).where(func.lower(Organisation.contact_email) == email).values(**no_contact))
    for table in Base.metadata.sorted_tables:
        if table.name != "history":
            _forget_names(db, table, account_id, names)
        if table.name not in _NOT_SEARCHED:
            _forget_in_texts(db, table, sought)
    _forget_in_offers(db, account, names, sought)
    history.forget_person(db, account_id, names)
    _forget_in_texts(db, Base.metadata.tables["history"], sought, only={"note"})
    db.expunge(account)
    db.execute(delete(Account).where(Account.id == account_id).execution_options(synchronize_session=False))
    who = Actor(account_id=account_id, name=is_former) if by_self else actor
    history.record(db, who, Verb.ACCOUNT_DELETED, kind="account", subject_id=account_id, name=is_former, now=now)
    db.flush()


def _sought(account: Account, names: Collection[str]) -> list[str]:
    """Return what is looked for within texts, the longest first."""
    whole = [name for name in names if len(name.split()) >= _WORDS]
    return sorted([account.email, *whole], key=len, reverse=True)


def _forget_names(db: Session, table: Table, account_id: str, names: Collection[str]) -> None:
    """Forget who did something, where a row says so by name alone, and whose it was, where it outlives them."""
    for column in table.columns:
        if column.name in ("by_name", "actor_name"):
            whose = next(one for one in table.columns if one.name in ("account_id", "actor_id"))
            db.execute(update(table).where(whose == account_id).values({column.name: FORMER}))
        elif column.name.endswith("_by_name") or column.name == "author_name":
            db.execute(update(table).where(column.in_(sorted(names))).values({column.name: FORMER}))
    if "name" in table.columns and (owner := _outlives(table)) is not None:
        db.execute(update(table).where(owner == account_id).values(name=FORMER))


def _outlives(table: Table) -> Column[Any] | None:
    """Return the column that names a row's owner, where the row stays when they go."""
    for column in table.columns:
        if any(key.column.table.name == "account" and key.ondelete == "SET NULL" for key in column.foreign_keys):
            return column
    return None


def _forget_in_texts(db: Session, table: Table, sought: list[str], only: Collection[str] = ()) -> None:
    for column in table.columns:
        if not isinstance(column.type, String) or column.primary_key or (only and column.name not in only):
            continue
        if not only and not isinstance(column.type, Text) and (column.type.length or _LONG_ENOUGH) < _LONG_ENOUGH:
            continue
        for text in sought:
            db.execute(
                update(table)
                .where(column.contains(text, autoescape=True))
                .values({column.name: func.replace(column, text, FORMER)})
            )


def _forget_in_offers(db: Session, account: Account, names: Collection[str], sought: list[str]) -> None:
    """Forget a person in what offers say and once said."""
    shown = set()
    for offer, version in _versions_naming(db, account, names):
        version.document = _without(version.document, sought)
        if version.id == offer.live_version_id:
            shown.add(offer.id)
    db.flush()
    if shown:
        log_change(db, *sorted(shown))


def _versions_naming(db: Session, account: Account, names: Collection[str]) -> list[tuple[Offer, OfferVersion]]:
    """Return the texts with a person's address; with their name only among those that they could have written.

    Somebody else may be called the same.
    """
    written = cast(OfferVersion.document, Text)
    email, *whole = sorted(_sought(account, names), key=lambda text: text != account.email)
    # a document may have been written with or without other letters than ASCII
    forms = {form for name in whole for form in (name, json.dumps(name)[1:-1])}
    is_named = or_(false(), *(written.contains(form, autoescape=True) for form in sorted(forms)))
    worked = select(HistoryLine.organisation_id).where(HistoryLine.actor_id == account.id)
    member = select(Membership.organisation_id).where(Membership.account_id == account.id)
    is_near = or_(Offer.organisation_id.in_(worked), Offer.organisation_id.in_(member))
    rows = db.execute(
        select(Offer, OfferVersion)
        .join(Offer, Offer.id == OfferVersion.offer_id)
        .where(or_(written.contains(email, autoescape=True), and_(is_near, is_named)))
        .order_by(Offer.id, OfferVersion.number)
    )
    return [(offer, version) for offer, version in rows]


def _without(value: Any, sought: list[str]) -> Any:
    """Return a document without somebody: an address goes, a name becomes `FORMER`."""
    if isinstance(value, dict):
        kept = {key: _without(part, sought) for key, part in value.items()}
        return {key: part for key, part in kept.items() if not (key == "email" and part == FORMER)}
    if isinstance(value, list):
        return [_without(part, sought) for part in value]
    if isinstance(value, str):
        for text in sought:
            value = value.replace(text, FORMER)
    return value
