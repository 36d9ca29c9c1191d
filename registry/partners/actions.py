"""What happens to organisations: made, changed, verified. Actions flush and never commit. See `joining.py` for members.

Each is history, and mail where somebody would expect it; `base_url` is where links in mail lead.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
from sqlalchemy import CursorResult, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from registry import history
from registry.access import SYSTEM, Actor, Permission, Refused, require
from registry.danish import sort_key
from registry.history import Verb
from registry.i18n import gettext as _
from registry.i18n import speaking
from registry.partners import letters, queries, rules
from registry.partners.models import Membership, Organisation
from registry.partners.rules import Details


class CvrTaken(Exception):
    """Another organisation has the CVR number."""

    def __init__(self, organisation: Organisation) -> None:
        self.organisation = organisation
        super().__init__(organisation.id)


class Changed(Exception):
    """Somebody else was faster: it is changed, answered, verified or unverified already."""


def details_of(organisation: Organisation) -> Details:
    """Return what an organisation says of itself."""
    return Details(**{field: getattr(organisation, field) for field in Details.__struct_fields__})


def create(db: Session, actor: Actor, details: Details, *, now: dt.datetime) -> Organisation:
    """Make an organisation, with the actor as its first member.

    Raises:
        SignInNeeded, Refused: the actor is no partner.
        CvrTaken: there is an organisation with the CVR number.
    """
    require(actor, Permission.CREATE_ORGANISATION)
    organisation = _insert(db, details, now)
    db.add(Membership(organisation_id=organisation.id, account_id=actor.account_id or "", asked_at=now, joined_at=now))
    record(db, actor, Verb.ORGANISATION_CREATED, organisation, now)
    db.flush()
    return organisation


def find_or_make(
    db: Session, actor: Actor, *, cvr: str | None, name: str, sector: str, now: dt.datetime
) -> Organisation:
    """Return the organisation with the CVR number, else the one with the name, else a new, unverified one.

    One of the same name but another CVR number is another organisation. Who calls has checked who may.
    """
    if cvr and (found := queries.by_cvr(db, cvr)):
        return found
    same_name = [one for one in queries.by_name(db, name) if not cvr or not one.cvr]
    try:
        if same_name:
            found = same_name[0]
            if cvr:
                _change(db, actor, found, msgspec.structs.replace(details_of(found), cvr=cvr), now)
            return found
        organisation = _insert(db, Details(name=name, sector=sector, cvr=cvr), now)
    except CvrTaken as taken:  # somebody took the number in the same moment
        return taken.organisation
    record(db, actor, Verb.ORGANISATION_CREATED, organisation, now)
    return organisation


def change(
    db: Session,
    actor: Actor,
    organisation: Organisation,
    details: Details,
    *,
    now: dt.datetime,
    seen: str | None = None,
) -> None:
    """Change what an organisation says of itself. With another name or CVR number it must be verified again.

    Args:
        seen: the fingerprint of what the actor saw when they began, so that nobody's work is overwritten.

    Raises:
        SignInNeeded, Refused, Hidden: the actor is no member.
        CvrTaken: another organisation has the CVR number.
        Changed: somebody else changed it meanwhile.
    """
    require(actor, Permission.MANAGE_ORGANISATION, organisation)
    db.refresh(organisation, with_for_update=True)
    if seen is not None and seen != rules.fingerprint(details_of(organisation)):
        raise Changed
    _change(db, actor, organisation, details, now)


def verify(
    db: Session, actor: Actor, organisation: Organisation, reason: str, *, base_url: str, now: dt.datetime
) -> None:
    """Say for the municipality that the organisation is who it says it is.

    Args:
        organisation: as the administrator saw it; with another name or CVR number by now it isn't verified.
        reason: how they know.

    Raises:
        SignInNeeded, Refused: the actor is no administrator, or a member of the organisation itself.
        Changed: it is verified already, or was changed meanwhile.
    """
    require(actor, Permission.ADMINISTER)
    if organisation.id in actor.organisations:
        raise Refused(_("Du er medlem af organisationen, så en anden administrator skal bekræfte den."))
    _set_verified(
        db,
        organisation,
        [
            Organisation.verified_at.is_(None),
            Organisation.name == organisation.name,
            Organisation.cvr.is_not_distinct_from(organisation.cvr),
        ],
        {"verified_at": now, "verified_by_name": actor.name[:200], "verified_reason": reason},
    )
    record(db, actor, Verb.ORGANISATION_VERIFIED, organisation, now, reason)
    letters.verified(db, organisation, base_url=base_url, now=now)


def unverify(
    db: Session, actor: Actor, organisation: Organisation, reason: str, *, base_url: str, now: dt.datetime
) -> None:
    """Take the verification back, and the trust that rests on it; its offers stay where they are.

    Raises:
        SignInNeeded, Refused: the actor is no administrator.
        Changed: it isn't verified any more.
    """
    require(actor, Permission.ADMINISTER)
    was_trusted = organisation.trusted_at is not None
    _set_verified(
        db,
        organisation,
        [Organisation.verified_at.is_not(None)],
        {
            "verified_at": None,
            "verified_by_name": None,
            "verified_reason": None,
            "trusted_at": None,
            "trusted_by_name": None,
        },
    )
    record(db, actor, Verb.ORGANISATION_UNVERIFIED, organisation, now, reason)
    if was_trusted:
        record(db, actor, Verb.TRUST_TAKEN_BACK, organisation, now)
    letters.unverified(db, organisation, reason, base_url=base_url, now=now)


def _insert(db: Session, details: Details, now: dt.datetime) -> Organisation:
    if details.cvr and (taken := queries.by_cvr(db, details.cvr)):
        raise CvrTaken(taken)
    organisation = Organisation(**msgspec.structs.asdict(details), **_keys(details.name), created_at=now)
    try:
        with db.begin_nested():
            db.add(organisation)
    except IntegrityError:  # somebody made it in the same moment
        taken = queries.by_cvr(db, details.cvr or "")
        if taken is None:
            raise
        raise CvrTaken(taken) from None
    return organisation


def _change(db: Session, actor: Actor, organisation: Organisation, details: Details, now: dt.datetime) -> None:
    before = details_of(organisation)
    changed = [field for field in Details.__struct_fields__ if getattr(before, field) != getattr(details, field)]
    if not changed:
        return
    taken = queries.by_cvr(db, details.cvr) if details.cvr and "cvr" in changed else None
    if taken is not None and taken.id != organisation.id:
        raise CvrTaken(taken)
    was_trusted = organisation.trusted_at is not None
    lapses = organisation.verified_at is not None and not rules.keeps_verification(before.name, before.cvr, details)
    try:
        with db.begin_nested():
            for field in changed:
                setattr(organisation, field, getattr(details, field))
            for field, value in _keys(details.name).items():
                setattr(organisation, field, value)
            if lapses:
                organisation.verified_at = organisation.verified_by_name = organisation.verified_reason = None
                organisation.trusted_at = organisation.trusted_by_name = None
    except IntegrityError:
        db.refresh(organisation)
        taken = queries.by_cvr(db, details.cvr or "")
        if taken is None:
            raise
        raise CvrTaken(taken) from None
    with speaking("da"):  # history is written in one language
        named = rules.in_words(changed)
        why = _("Navn eller CVR-nummer er ændret")
    record(db, actor, Verb.ORGANISATION_CHANGED, organisation, now, named)
    if lapses:
        record(db, SYSTEM, Verb.ORGANISATION_UNVERIFIED, organisation, now, why)
    if lapses and was_trusted:
        record(db, SYSTEM, Verb.TRUST_TAKEN_BACK, organisation, now, why)


def _keys(name: str) -> dict[str, str]:
    return {"sort_key": sort_key(name)[:400], "name_key": rules.name_key(name)}


def _set_verified(db: Session, organisation: Organisation, conditions: list[Any], values: dict[str, Any]) -> None:
    check(
        db.execute(
            update(Organisation)
            .where(Organisation.id == organisation.id, *conditions)
            .values(**values)
            .execution_options(synchronize_session=False)
        )
    )
    db.refresh(organisation)


def check(result: Any) -> None:
    """Stop when a conditional change found nothing to change.

    Raises:
        Changed: its conditions no longer hold.
    """
    if not (isinstance(result, CursorResult) and result.rowcount):
        raise Changed


def record(
    db: Session, actor: Actor, verb: Verb, organisation: Organisation, now: dt.datetime, note: str | None = None
) -> None:
    """Add a line about an organisation to the history."""
    history.record(
        db,
        actor,
        verb,
        kind="organisation",
        subject_id=organisation.id,
        name=organisation.name,
        now=now,
        organisation_id=organisation.id,
        note=note,
    )
