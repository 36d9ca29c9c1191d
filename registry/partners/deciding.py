"""What an administrator decides about an organisation besides who it is: to suspend it, and to trust it.

Actions flush and never commit. Suspending hides its offers from readers at once and changes nothing else, so that
lifting it shows again what was live and has not run out meanwhile.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from registry.access import Actor, Permission, Refused, require
from registry.history import Verb
from registry.i18n import gettext as _
from registry.partners import letters
from registry.partners.actions import check, record
from registry.partners.models import Organisation


def suspend(
    db: Session, actor: Actor, organisation: Organisation, reason: str, *, base_url: str, now: dt.datetime
) -> None:
    """Hide all offers of an organisation until it is lifted; its people are told why, and whom to ask.

    Raises:
        SignInNeeded, Refused: the actor is no administrator.
        Changed: it is suspended already.
    """
    require(actor, Permission.ADMINISTER)
    values = {"suspended_at": now, "suspended_reason": reason, "suspended_by_id": actor.account_id}
    _set(db, organisation, Organisation.suspended_at.is_(None), values)
    record(db, actor, Verb.SUSPENDED, organisation, now, reason)
    letters.suspended(db, actor, organisation, reason, base_url=base_url, now=now)


def lift(db: Session, actor: Actor, organisation: Organisation, *, base_url: str, now: dt.datetime) -> None:
    """Let the offers of a suspended organisation be found again.

    Raises:
        SignInNeeded, Refused: the actor is no administrator, or a member of the organisation itself.
        Changed: it isn't suspended any more.
    """
    require(actor, Permission.ADMINISTER)
    _is_no_member(actor, organisation)
    values = {"suspended_at": None, "suspended_reason": None, "suspended_by_id": None}
    _set(db, organisation, Organisation.suspended_at.is_not(None), values)
    record(db, actor, Verb.SUSPENSION_LIFTED, organisation, now)
    letters.lifted(db, organisation, base_url=base_url, now=now)


def trust(db: Session, actor: Actor, organisation: Organisation, *, base_url: str, now: dt.datetime) -> None:
    """Let changes to the organisation's approved offers be approved automatically where the table allows it.

    Raises:
        SignInNeeded, Refused: the actor is no administrator, or a member of the organisation itself, or the
            organisation is not verified, or suspended.
        Changed: it is trusted already.
    """
    require(actor, Permission.ADMINISTER)
    _is_no_member(actor, organisation)
    if organisation.verified_at is None or organisation.suspended_at is not None:
        raise Refused(_("Kun en organisation, der er bekræftet og ikke suspenderet, kan få tillid."))
    values = {"trusted_at": now, "trusted_by_name": actor.name[:200]}
    _set(db, organisation, Organisation.trusted_at.is_(None), values)
    record(db, actor, Verb.TRUSTED, organisation, now)
    letters.trusted(db, organisation, base_url=base_url, now=now)


def trust_no_longer(db: Session, actor: Actor, organisation: Organisation, *, base_url: str, now: dt.datetime) -> None:
    """Let an administrator read every change again.

    Raises:
        SignInNeeded, Refused: the actor is no administrator.
        Changed: it isn't trusted any more.
    """
    require(actor, Permission.ADMINISTER)
    _set(db, organisation, Organisation.trusted_at.is_not(None), {"trusted_at": None, "trusted_by_name": None})
    record(db, actor, Verb.TRUST_TAKEN_BACK, organisation, now)
    letters.no_longer_trusted(db, organisation, base_url=base_url, now=now)


def _is_no_member(actor: Actor, organisation: Organisation) -> None:
    if organisation.id in actor.organisations:
        raise Refused(_("Du er medlem af organisationen, så en anden administrator skal gøre det."))


def _set(db: Session, organisation: Organisation, condition: Any, values: dict[str, Any]) -> None:
    check(
        db.execute(
            update(Organisation)
            .where(Organisation.id == organisation.id, condition)
            .values(**values)
            .execution_options(synchronize_session=False)
        )
    )
    db.refresh(organisation)
