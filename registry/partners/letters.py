"""Mail about organisations: to members, to who asks to be one, and to administrators where there are no members.

Each goes out in the reader's own language, in the same transaction as what it tells about.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from sqlalchemy.orm import Session

from registry import mail
from registry.access import Actor
from registry.accounts.mailing import Kind
from registry.i18n import speaking
from registry.partners import queries
from registry.partners.models import Organisation
from registry.partners.queries import Reader
from registry.web.letters import letter


def asked_to_join(
    db: Session, actor: Actor, organisation: Organisation, message: str | None, *, base_url: str, now: dt.datetime
) -> None:
    """Tell the members that somebody asks to join; the administrators, when there are no members."""
    members = queries.readers_in(db, organisation.id, Kind.MEMBERS)
    path = f"/mine/organisationer/{organisation.id}" if members else f"/administration/organisationer/{organisation.id}"
    _send(
        db,
        members or queries.administrators(db),
        "partners_asked",
        base_url,
        now,
        asker=actor.name,
        asker_email=actor.email,
        organisation=organisation.name,
        message=message,
        url=base_url + path,
        for_members=bool(members),
    )


def answered(
    db: Session, organisation: Organisation, asker: Reader, *, let_in: bool, base_url: str, now: dt.datetime
) -> None:
    """Tell somebody who asked to join whether they were let in."""
    name = "partners_let_in" if let_in else "partners_turned_away"
    url = f"{base_url}/mine" if let_in else f"{base_url}/mine/organisationer"
    _send(db, [asker], name, base_url, now, organisation=organisation.name, url=url)


def colleague(db: Session, actor: Actor, organisation: Organisation, email: str, url: str, *, now: dt.datetime) -> None:
    """Ask a colleague in, in the language of whoever asks: the address may be nobody's account yet."""
    with speaking(actor.locale):
        written = letter("partners_invited", inviter=actor.name, organisation=organisation.name, url=url)
    mail.queue(db, to=email, letter=written, now=now)


def verified(db: Session, organisation: Organisation, *, base_url: str, now: dt.datetime) -> None:
    """Tell the members that the municipality has verified their organisation."""
    _tell_members(db, organisation, "partners_verified", base_url, now)


def unverified(db: Session, organisation: Organisation, reason: str, *, base_url: str, now: dt.datetime) -> None:
    """Tell the members that it no longer does, and why."""
    _tell_members(db, organisation, "partners_unverified", base_url, now, reason=reason)


def suspended(
    db: Session, actor: Actor, organisation: Organisation, reason: str, *, base_url: str, now: dt.datetime
) -> None:
    """Tell the members that their offers are hidden, why, and whom they can ask."""
    _tell_members(
        db, organisation, "partners_suspended", base_url, now, reason=reason, by=actor.name, by_email=actor.email
    )


def lifted(db: Session, organisation: Organisation, *, base_url: str, now: dt.datetime) -> None:
    """Tell the members that their offers can be found again."""
    _tell_members(db, organisation, "partners_lifted", base_url, now)


def trusted(db: Session, organisation: Organisation, *, base_url: str, now: dt.datetime) -> None:
    """Tell the members that small changes no longer wait."""
    _tell_members(db, organisation, "partners_trusted", base_url, now)


def no_longer_trusted(db: Session, organisation: Organisation, *, base_url: str, now: dt.datetime) -> None:
    """Tell the members that they wait again."""
    _tell_members(db, organisation, "partners_not_trusted", base_url, now)


def merged(db: Session, organisation: Organisation, former: str, *, base_url: str, now: dt.datetime) -> None:
    """Tell everybody in an organisation that another one, in which they may have been, is now one with it."""
    _tell_members(db, organisation, "partners_merged", base_url, now, former=former)


def _tell_members(
    db: Session, organisation: Organisation, name: str, base_url: str, now: dt.datetime, **context: Any
) -> None:
    readers = queries.readers_in(db, organisation.id)
    url = f"{base_url}/mine/organisationer/{organisation.id}"
    _send(db, readers, name, base_url, now, organisation=organisation.name, url=url, **context)


def _send(db: Session, readers: Iterable[Reader], name: str, base_url: str, now: dt.datetime, **context: Any) -> None:
    for reader in readers:
        with speaking(reader.locale):
            written = letter(name, person=reader.name, account_url=f"{base_url}/konto", **context)
        mail.queue(db, to=reader.email, letter=written, now=now)
