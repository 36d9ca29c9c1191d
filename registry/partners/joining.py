"""Becoming a member of an organisation, and leaving it. Actions flush and never commit.

Each is history, and mail where somebody would expect it; `base_url` is where links in mail lead.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from registry.access import Actor, Permission, Refused, may, require
from registry.history import Verb
from registry.partners import letters, queries, rules
from registry.partners.actions import check, record
from registry.partners.models import Membership, Organisation


def ask_to_join(
    db: Session, actor: Actor, organisation: Organisation, message: str | None, *, base_url: str, now: dt.datetime
) -> bool:
    """Ask the members to be let in; return False when the actor has asked already or is a member.

    Raises:
        SignInNeeded: nobody is signed in.
        Refused: the actor is no partner, or waits for too many answers.
    """
    require(actor, Permission.CREATE_ORGANISATION)
    account_id = actor.account_id or ""
    if db.get(Membership, (organisation.id, account_id)) is not None:
        return False
    if len(queries.waiting_for(db, account_id)) >= rules.MOST_WAITING:
        raise Refused(rules.too_many_requests())
    asked = Membership(organisation_id=organisation.id, account_id=account_id, message=message, asked_at=now)
    try:
        with db.begin_nested():
            db.add(asked)
    except IntegrityError:  # the same person, twice at once
        return False
    has_told = queries.has_asked_since(db, account_id, organisation.id, now - rules.ONE_MAIL_EACH)
    record(db, actor, Verb.ASKED_TO_JOIN, organisation, now)
    if not has_told:  # asking, taking it back and asking again fills nobody's mailbox
        letters.asked_to_join(db, actor, organisation, message, base_url=base_url, now=now)
    return True


def take_request_back(db: Session, actor: Actor, organisation: Organisation, *, now: dt.datetime) -> None:
    """No longer ask to be let in.

    Raises:
        Changed: there is no request: it was answered.
    """
    require(actor, Permission.CREATE_ORGANISATION)
    _delete_request(db, organisation, actor.account_id or "")
    record(db, actor, Verb.TOOK_REQUEST_BACK, organisation, now)


def let_in(
    db: Session, actor: Actor, organisation: Organisation, account_id: str, *, base_url: str, now: dt.datetime
) -> None:
    """Make somebody who asked a member.

    Raises:
        SignInNeeded, Refused, Hidden: the actor is neither a member nor an administrator.
        Changed: there is no such request any more.
    """
    _may_answer(actor, organisation)
    asker = queries.reader(db, account_id)
    check(
        db.execute(
            update(Membership)
            .where(
                Membership.organisation_id == organisation.id,
                Membership.account_id == account_id,
                Membership.joined_at.is_(None),
            )
            .values(joined_at=now, role=_first_role(db, organisation.id))
            .execution_options(synchronize_session=False)
        )
    )
    record(db, actor, Verb.LET_IN, organisation, now, asker.name if asker else None)
    if asker is not None:
        letters.answered(db, organisation, asker, let_in=True, base_url=base_url, now=now)


def turn_away(
    db: Session, actor: Actor, organisation: Organisation, account_id: str, *, base_url: str, now: dt.datetime
) -> None:
    """Say no to somebody who asked; they may ask again.

    Raises:
        SignInNeeded, Refused, Hidden: the actor is neither a member nor an administrator.
        Changed: there is no such request any more.
    """
    _may_answer(actor, organisation)
    asker = queries.reader(db, account_id)
    _delete_request(db, organisation, account_id)
    record(db, actor, Verb.TURNED_AWAY, organisation, now, asker.name if asker else None)
    if asker is not None:
        letters.answered(db, organisation, asker, let_in=False, base_url=base_url, now=now)


def leave(db: Session, actor: Actor, organisation: Organisation, *, now: dt.datetime) -> None:
    """Stop being a member.

    Raises:
        SignInNeeded, Hidden: the actor is no member.
        Refused: they are the only one, or the only owner.
    """
    require(actor, Permission.BELONG_TO_ORGANISATION, organisation)
    db.refresh(organisation, with_for_update=True)  # two can't both see the other stay
    if reason := why_not_leave(db, actor.account_id or "", organisation.id):
        raise Refused(reason)
    db.execute(
        delete(Membership).where(
            Membership.organisation_id == organisation.id, Membership.account_id == actor.account_id
        )
    )
    record(db, actor, Verb.LEFT, organisation, now)


def why_not_leave(db: Session, account_id: str, organisation_id: str) -> str | None:
    """Return why a member can't leave; None when they may."""
    membership = db.get(Membership, (organisation_id, account_id))
    return rules.why_not_leave(
        queries.number_of_members(db, organisation_id),
        queries.number_of_owners(db, organisation_id, besides=account_id),
        is_owner=membership is not None and membership.role == rules.Standing.OWNER,
    )


def _first_role(db: Session, organisation_id: str) -> str:
    """Who is let in writes offers; where nobody owns the organisation, they look after all of it."""
    return rules.Standing.EDITOR if queries.number_of_owners(db, organisation_id) else rules.Standing.OWNER


def _may_answer(actor: Actor, organisation: Organisation) -> None:
    """Members let others in; an administrator does where no member can."""
    if not may(actor, Permission.ADMINISTER):
        require(actor, Permission.MANAGE_ORGANISATION, organisation)


def _delete_request(db: Session, organisation: Organisation, account_id: str) -> None:
    check(
        db.execute(
            delete(Membership).where(
                Membership.organisation_id == organisation.id,
                Membership.account_id == account_id,
                Membership.joined_at.is_(None),
            )
        )
    )
