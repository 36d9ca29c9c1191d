"""An organisation's people: asking colleagues in by mail, what each may do, and letting them go.

Actions flush and never commit. Only owners do any of this; an administrator may where no owner can.
"""

from __future__ import annotations

import datetime as dt
import secrets

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from registry.access import Actor, Hidden, Permission, Refused, may, require
from registry.accounts import actions as account_actions
from registry.accounts.models import Account
from registry.history import Verb
from registry.i18n import gettext as _
from registry.partners import letters, queries, rules
from registry.partners.actions import Changed, check, record
from registry.partners.models import Invitation, Membership, Organisation
from registry.partners.rules import Standing
from registry.web.sessions import digest

PATH = "/med"


def invite(
    db: Session,
    actor: Actor,
    organisation: Organisation,
    email: str,
    role: Standing,
    *,
    base_url: str,
    now: dt.datetime,
) -> None:
    """Ask a colleague in by mail. An earlier invitation to the same address stops working.

    Raises:
        SignInNeeded, Hidden: the actor is neither a member nor an administrator.
        Refused: they are no owner, or too many invitations are unanswered.
        Changed: the colleague is a member already.
    """
    _may_manage(actor, organisation)
    if _membership_of(db, organisation, email) is not None:
        raise Changed
    db.execute(
        delete(Invitation).where(
            (Invitation.expires_at <= now)
            | ((Invitation.organisation_id == organisation.id) & (Invitation.email == email))
        )
    )
    unanswered = select(func.count()).where(Invitation.organisation_id == organisation.id)
    if (db.scalar(unanswered) or 0) >= rules.MOST_INVITED:
        raise Refused(_("I har mange invitationer ude. Vent på svar, eller træk nogle af dem tilbage."))
    token = secrets.token_urlsafe(24)
    db.add(
        Invitation(
            digest=digest(token),
            organisation_id=organisation.id,
            email=email,
            role=role.value,
            invited_by_name=actor.name,
            created_at=now,
            expires_at=now + rules.INVITATION_LASTS,
        )
    )
    record(db, actor, Verb.INVITED_COLLEAGUE, organisation, now)
    letters.colleague(db, actor, organisation, email, f"{base_url}{PATH}/{token}", now=now)
    db.flush()


def find(db: Session, token: str, now: dt.datetime) -> tuple[Invitation, Organisation] | None:
    """Return an invitation that still works, and the organisation that it is to."""
    found = db.execute(
        select(Invitation, Organisation)
        .join(Organisation, Organisation.id == Invitation.organisation_id)
        .where(Invitation.digest == digest(token), Invitation.expires_at > now)
    ).one_or_none()
    return (found[0], found[1]) if found else None


def accept(db: Session, actor: Actor, token: str, *, now: dt.datetime) -> Organisation:
    """Become a member by an invitation; who has the link from the mail may, under whatever address they sign in.

    Raises:
        SignInNeeded: nobody is signed in.
        Changed: the invitation doesn't work any more.
    """
    require(actor, Permission.HAVE_ACCOUNT)
    found = find(db, token, now)
    if found is None:
        raise Changed
    invitation, organisation = found
    check(db.execute(delete(Invitation).where(Invitation.digest == invitation.digest)))
    account = db.get_one(Account, actor.account_id)
    account_actions.become_partner(db, account, now)
    db.merge(
        Membership(
            organisation_id=organisation.id,
            account_id=account.id,
            role=_no_less(db, organisation.id, account.id, invitation.role),
            asked_at=now,
            joined_at=now,
        )
    )
    record(db, actor, Verb.JOINED_ORGANISATION, organisation, now)
    db.flush()
    return organisation


def take_back(db: Session, actor: Actor, organisation: Organisation, email: str) -> None:
    """Let an invitation not work any more.

    Raises:
        SignInNeeded, Refused, Hidden: the actor is no owner.
        Changed: it is answered already.
    """
    require(actor, Permission.MANAGE_ORGANISATION, organisation)
    check(
        db.execute(delete(Invitation).where(Invitation.organisation_id == organisation.id, Invitation.email == email))
    )


def change_role(
    db: Session, actor: Actor, organisation: Organisation, account_id: str, role: Standing, *, now: dt.datetime
) -> None:
    """Make a member an owner or an editor.

    Raises:
        SignInNeeded, Hidden: the actor is neither a member nor an administrator.
        Refused: they are no owner, or nobody would be left who is.
        Changed: there is no such member, or they are that already.
    """
    _may_manage(actor, organisation)
    db.refresh(organisation, with_for_update=True)
    if role is Standing.EDITOR:
        _keep_an_owner(db, organisation, account_id)
    check(
        db.execute(
            update(Membership)
            .where(
                Membership.organisation_id == organisation.id,
                Membership.account_id == account_id,
                Membership.joined_at.is_not(None),
                Membership.role != role.value,
            )
            .values(role=role.value)
            .execution_options(synchronize_session=False)
        )
    )
    verb = Verb.MADE_OWNER if role is Standing.OWNER else Verb.MADE_EDITOR
    record(db, actor, verb, organisation, now, _name_of(db, account_id))


def remove(db: Session, actor: Actor, organisation: Organisation, account_id: str, *, now: dt.datetime) -> None:
    """Let a member go. Their work stays.

    Raises:
        SignInNeeded, Hidden: the actor is neither a member nor an administrator.
        Refused: they are no owner, or nobody would be left who is.
        Changed: there is no such member any more.
    """
    _may_manage(actor, organisation)
    db.refresh(organisation, with_for_update=True)
    _keep_an_owner(db, organisation, account_id)
    check(
        db.execute(
            delete(Membership).where(
                Membership.organisation_id == organisation.id,
                Membership.account_id == account_id,
                Membership.joined_at.is_not(None),
            )
        )
    )
    record(db, actor, Verb.REMOVED_MEMBER, organisation, now, _name_of(db, account_id))


def _may_manage(actor: Actor, organisation: Organisation) -> None:
    if not may(actor, Permission.ADMINISTER):
        require(actor, Permission.MANAGE_ORGANISATION, organisation)


def _keep_an_owner(db: Session, organisation: Organisation, account_id: str) -> None:
    membership = db.get(Membership, (organisation.id, account_id))
    if membership is None:
        raise Hidden
    if membership.role == Standing.OWNER and not queries.number_of_owners(db, organisation.id, besides=account_id):
        raise Refused(_("Det er den eneste ejer. Gør en anden til ejer først."))


def _membership_of(db: Session, organisation: Organisation, email: str) -> Membership | None:
    return db.scalar(
        select(Membership)
        .join(Account, Account.id == Membership.account_id)
        .where(
            Membership.organisation_id == organisation.id,
            Account.email == email,
            Membership.joined_at.is_not(None),
        )
    )


def _no_less(db: Session, organisation_id: str, account_id: str, role: str) -> str:
    """An invitation takes nothing from whoever is a member already."""
    membership = db.get(Membership, (organisation_id, account_id))
    is_owner = membership is not None and membership.joined_at is not None and membership.role == Standing.OWNER
    return Standing.OWNER.value if is_owner else role


def _name_of(db: Session, account_id: str) -> str | None:
    account = db.get(Account, account_id)
    return account.name if account else None
