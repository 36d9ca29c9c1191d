"""Making one organisation of two that are the same: everything that belongs to the one goes to the other.

It is done here and not among the partners since readers of the offers must hear of it. Whatever refers to an
organisation, in whichever room its table is, follows by its foreign key, so that a table that is added later isn't
forgotten. Lines of history are never changed: the merged organisation's stay under its id, which leads on.

Actions flush and never commit; `now` is an argument.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, delete, func, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from registry.access import Actor, Permission, Refused, require
from registry.db import Base
from registry.history import HistoryLine, Verb
from registry.i18n import gettext as _
from registry.offers.models import Offer
from registry.offers.publishing import log_change
from registry.partners import actions as partner_actions
from registry.partners import letters, rules
from registry.partners.actions import check, details_of, record
from registry.partners.models import FormerOrganisation, Invitation, Membership, Organisation

#: What a merged organisation says of itself where the one that stays says nothing.
_FILLED_IN = ("cvr", "postal_code", "website", "contact_name", "contact_role", "contact_email", "contact_phone")


@dataclass(frozen=True)
class Moving:
    """What goes from one organisation to another when they are merged.

    Attributes:
        members: who isn't in the other one already.
        external_ids: offers that another system has a name for.
        history: lines of history that stay readable under the one that stays.
        fills_in: fields that the other one leaves empty.
    """

    offers: int
    live: int
    members: int
    waiting: int
    invitations: int
    external_ids: int
    history: int
    fills_in: list[str]


def moving(db: Session, kept: Organisation, gone: Organisation) -> Moving:
    """Return what would go from `gone` to `kept`."""

    def count(column: InstrumentedAttribute[Any], *conditions: ColumnElement[bool]) -> int:
        return db.scalar(select(func.count()).where(column == gone.id, *conditions)) or 0

    there = select(Membership.account_id).where(
        Membership.organisation_id == kept.id, Membership.joined_at.is_not(None)
    )
    new = Membership.account_id.not_in(there)
    return Moving(
        offers=count(Offer.organisation_id),
        live=count(Offer.organisation_id, Offer.status == "live"),
        members=count(Membership.organisation_id, Membership.joined_at.is_not(None), new),
        waiting=count(Membership.organisation_id, Membership.joined_at.is_(None), new),
        invitations=count(Invitation.organisation_id),
        external_ids=count(Offer.organisation_id, Offer.external_id.is_not(None)),
        history=count(HistoryLine.organisation_id),
        fills_in=[field for field in _FILLED_IN if getattr(gone, field) and not getattr(kept, field)],
    )


def merge(
    db: Session, actor: Actor, kept: Organisation, gone: Organisation, *, base_url: str, now: dt.datetime
) -> None:
    """Let everything of one organisation belong to another; under its old id and name one is led on to that.

    Members keep what they may, and may the more of both. What the one that stays says of itself stays; what it leaves
    empty is filled in.

    Raises:
        SignInNeeded, Refused: the actor is no administrator, or a member of one of the two; or one is suspended.
        Changed: one of them is merged already.
    """
    require(actor, Permission.ADMINISTER)
    for one in sorted((kept, gone), key=lambda one: one.id):
        db.refresh(one, with_for_update=True)
    if kept.id == gone.id:
        raise partner_actions.Changed
    if reason := why_not(actor, kept, gone):
        raise Refused(reason)
    former = FormerOrganisation(
        id=gone.id,
        organisation_id=kept.id,
        name=gone.name,
        sort_key=gone.sort_key,
        cvr=gone.cvr if kept.cvr else None,
        merged_at=now,
        merged_by_name=actor.name[:200],
    )
    filled = {field: getattr(gone, field) for field in moving(db, kept, gone).fills_in}
    record(db, actor, Verb.MERGED_INTO, gone, now, kept.name)
    db.flush()
    concerned = _offers_concerned(db, gone.id)
    _join_memberships(db, kept.id, gone.id)
    _move_what_refers(db, kept.id, gone.id)
    _let_go(db, gone)
    db.add(former)
    for field, value in filled.items():
        setattr(kept, field, value)
    db.flush()
    record(db, actor, Verb.MERGED, kept, now, former.name)
    log_change(db, *concerned)
    letters.merged(db, kept, former.name, base_url=base_url, now=now)
    db.expire_all()


def why_not(actor: Actor, kept: Organisation, gone: Organisation) -> str | None:
    """Return why an administrator can't merge two organisations; None when they can."""
    if {kept.id, gone.id} & actor.organisations:
        return _("Du er medlem af en af dem, så en anden administrator skal lægge dem sammen.")
    if kept.suspended_at or gone.suspended_at:
        return _("En af dem er suspenderet. Ophæv det først, eller lad dem være hver for sig.")
    return None


def seen(kept: Organisation, gone: Organisation) -> str:
    """Return what a form remembers of two organisations as it was drawn."""
    return rules.fingerprint(details_of(kept)) + rules.fingerprint(details_of(gone))


def _referring() -> Iterator[tuple[Table, Column[str]]]:
    """Yield every column that refers to an organisation, with its table."""
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column is Organisation.__table__.c.id:
                yield table, key.parent


def _offers_concerned(db: Session, gone: str) -> list[str]:
    """Return the ids of the offers whose readers must hear of it: its own, and what else it has to do with."""
    found = set(db.scalars(select(Offer.id).where(Offer.organisation_id == gone)))
    for table, column in _referring():
        if "offer_id" in table.c:
            found |= set(db.scalars(select(table.c.offer_id).where(column == gone)))
    return sorted(found)


def _join_memberships(db: Session, kept: str, gone: str) -> None:
    """Give who is in both what they may in either; who only asked to join the one may be a member of the other."""
    there = {one.account_id: one for one in db.scalars(select(Membership).where(Membership.organisation_id == kept))}
    for one in db.scalars(
        select(Membership).where(Membership.organisation_id == gone, Membership.joined_at.is_not(None))
    ):
        other = there.get(one.account_id)
        if other is None:
            continue
        if other.joined_at is None or one.role == rules.Standing.OWNER:
            other.role = one.role
        other.joined_at = other.joined_at or one.joined_at
    invited = select(Invitation.email).where(Invitation.organisation_id == kept).scalar_subquery()
    db.flush()
    db.execute(delete(Invitation).where(Invitation.organisation_id == gone, Invitation.email.in_(invited)))


def _move_what_refers(db: Session, kept: str, gone: str) -> None:
    """Let whatever refers to the one refer to the other; where that has the same thing already, its own stays."""
    for table, column in _referring():
        if column.primary_key:
            same = table.alias()
            others = [same.c[part.name] == part for part in table.primary_key.columns if part is not column]
            has = select(same.c[column.name]).where(same.c[column.name] == kept, *others).correlate(table).exists()
            db.execute(delete(table).where(column == gone, has))
        db.execute(update(table).where(column == gone).values({column.name: kept}))


def _let_go(db: Session, gone: Organisation) -> None:
    db.expire_all()
    check(
        db.execute(delete(Organisation).where(Organisation.id == gone.id).execution_options(synchronize_session=False))
    )
    db.expunge(gone)
