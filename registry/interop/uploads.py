"""Keeping the table of a file between the steps of bringing it in, for as long as somebody is at it."""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Sequence

import msgspec
from sqlalchemy import CursorResult, delete, select
from sqlalchemy.orm import Session

from registry import vocabulary
from registry.access import Actor, Hidden, Permission, SignInNeeded, require
from registry.duties import duty
from registry.interop import columns, offers_file, offers_table
from registry.interop.models import ImportUpload
from registry.interop.offers_table import Owner, Reading
from registry.interop.table_file import Table
from registry.partners.models import Organisation
from registry.settings import Settings

#: From the last step on.
LIFETIME = dt.timedelta(hours=2)
_LONGEST_NAME = 200


def keep(
    db: Session, actor: Actor, organisation: Organisation | None, table: Table, file_name: str, *, now: dt.datetime
) -> ImportUpload:
    """Keep a table, in the place of one that the actor had before.

    Raises:
        SignInNeeded, Refused, Hidden: the organisation is another's; without one, the actor is no administrator.
    """
    _check(actor, organisation)
    db.execute(delete(ImportUpload).where(ImportUpload.account_id == actor.account_id))
    upload = ImportUpload(
        account_id=actor.account_id or "",
        organisation_id=organisation.id if organisation else None,
        file_name=file_name[:_LONGEST_NAME],
        packed=zlib.compress(msgspec.json.encode(table), 3),
        keys=[key or "" for key in columns.recognise(table.headers)],
        created_at=now,
        expires_at=now + LIFETIME,
    )
    db.add(upload)
    db.flush()
    return upload


def own(db: Session, actor: Actor, upload_id: str, *, now: dt.datetime) -> tuple[ImportUpload, Organisation | None]:
    """Return the actor's own upload, and the organisation that it is for.

    Raises:
        SignInNeeded: nobody is signed in.
        Refused: the actor may not bring anything in any more.
        Hidden: there is none, it is another's, or it was kept for too long.
    """
    if not actor.is_signed_in:
        raise SignInNeeded
    upload = db.scalar(
        select(ImportUpload).where(
            ImportUpload.id == upload_id, ImportUpload.account_id == actor.account_id, ImportUpload.expires_at > now
        )
    )
    if upload is None:
        raise Hidden
    organisation = db.get(Organisation, upload.organisation_id) if upload.organisation_id else None
    _check(actor, organisation)
    return upload, organisation


def table_of(upload: ImportUpload) -> Table:
    """Return the table of an upload."""
    return msgspec.json.decode(zlib.decompress(upload.packed), type=Table)


def choose(upload: ImportUpload, keys: Sequence[str], *, now: dt.datetime) -> None:
    """Note which column of an offer each column is."""
    upload.keys = list(keys)
    upload.expires_at = now + LIFETIME


def spend(db: Session, upload_id: str) -> bool:
    """Forget an upload; False: somebody already has, by bringing it in or otherwise."""
    done = db.execute(delete(ImportUpload).where(ImportUpload.id == upload_id))
    assert isinstance(done, CursorResult)  # noqa: S101
    return done.rowcount == 1


def required(organisation: Organisation | None) -> tuple[str, ...]:
    """Return the fields that each row must have."""
    return offers_table.NEEDED_OF_DRAFTS if organisation else offers_file.REQUIRED


def reading_of(upload: ImportUpload, organisation: Organisation | None) -> Reading:
    """Return the rows of an upload as offers."""
    owner = Owner(organisation.name, organisation.sector, organisation.cvr) if organisation else None
    return offers_table.read_rows(
        table_of(upload),
        [key or None for key in upload.keys],
        vocabulary.current(),
        owner=owner,
        required=required(organisation),
    )


@duty("forget-uploads")
def forget_old(db: Session, *, now: dt.datetime, settings: Settings) -> int:
    """Delete what nobody went on with."""
    done = db.execute(delete(ImportUpload).where(ImportUpload.expires_at <= now))
    assert isinstance(done, CursorResult)  # noqa: S101
    return done.rowcount


def _check(actor: Actor, organisation: Organisation | None) -> None:
    if organisation is None:
        require(actor, Permission.ADMINISTER)
    else:
        require(actor, Permission.WRITE_OFFER, organisation)
