"""Everything that is stored about a person, for themselves to read and to take away.

Tables that nobody thought of here are gone through by the shape of their columns, so that what is handed out is whole:
see `_others`. What the fields are called is in `person_words.py`.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Column, ColumnElement, LargeBinary, Table, false, func, or_, select
from sqlalchemy.orm import Session

from registry.accounts.models import Account, MailedLink
from registry.db import Base
from registry.history import HistoryLine
from registry.interop.models import ImportUpload
from registry.interop.person_words import place_of, title_of
from registry.mail import MailBounce, OutboxMail
from registry.offers.models import Offer, OfferVersion
from registry.partners.models import Invitation, Membership, Organisation
from registry.shortlists.models import Shortlist, ShortlistItem
from registry.web.history_words import note, sentence
from registry.web.sessions import SignInSession
from registry.web.templates import environment

FORMAT = "person/1"
#: Proofs of who somebody is: they would only help somebody else.
_SECRET = {"password_hash", "digest", "browser_digest", "share_token", "sort_key"}
#: Mails on their way have links that sign in.
_IN_MAILS = {"text", "html"}
_CONTACT = {"contact_name", "contact_role", "contact_email", "contact_phone"}
#: Of these, no more than this is about a person.
_ONLY = {
    "organisation": {"id", "name", "suspended_at", *_CONTACT},
    "vocabulary_change": {"number", "at", "note"},
}
#: What people know by a name, where a row says it by an id.
_NAMED_BY = {"organisation_id": Organisation, "shortlist_id": Shortlist, "offer_id": Offer}
#: Where a name stands without an account beside it.
BY_NAME = "by_name"
#: What comes first stands first.
_BEGINNINGS = ("created_at", "added_at", "asked_at", "at")
_AT_A_TIME = 500


@dataclass(frozen=True)
class Section:
    """What one table holds: its rows as fields with values; `lines`, if any, say the same in sentences."""

    key: str
    title: str
    rows: list[dict[str, Any]]
    lines: list[str] | None = None


def gather(db: Session, account: Account) -> list[Section]:
    """Return everything stored about a person; nothing where a table holds nothing of theirs."""
    id_, email = account.id, account.email
    collections = select(Shortlist.id).where(Shortlist.account_id == id_)
    known: list[Section] = [_section("account", db, Account, Account.id == id_)]
    known[0].rows[0]["has_password"] = account.password_hash is not None
    known += [
        _section("membership", db, Membership, Membership.account_id == id_),
        _section("colleague_invitation", db, Invitation, Invitation.email == email),
        _section("shortlist", db, Shortlist, Shortlist.account_id == id_),
        _section("shortlist_item", db, ShortlistItem, ShortlistItem.shortlist_id.in_(collections)),
        _section("session", db, SignInSession, SignInSession.account_id == id_),
        _section("mailed_link", db, MailedLink, MailedLink.account_id == id_),
        _section("import_upload", db, ImportUpload, ImportUpload.account_id == id_),
        _section("outbox", db, OutboxMail, func.lower(OutboxMail.recipient) == email),
        _section("mail_bounce", db, MailBounce, MailBounce.address == email),
        _versions(db, id_),
        _history(db, id_),
    ]
    covered = {section.key for section in known}
    others = [table for table in Base.metadata.sorted_tables if table.name not in covered]
    theirs = [_others(db, table, account) for table in others]
    named = Section(BY_NAME, title_of(BY_NAME), [row for table in others for row in _named(db, table, account)])
    return [section for section in [*known, *theirs, named] if section.rows]


def as_json(sections: Sequence[Section], now: dt.datetime) -> bytes:
    """Return all of it for programs."""
    document = {"format": FORMAT, "made_at": now, **{section.key: section.rows for section in sections}}
    return msgspec.json.format(msgspec.json.encode(document), indent=2)


def as_zip(sections: Sequence[Section], now: dt.datetime) -> bytes:
    """Return all of it as a .zip: one file for programs, and a page to read."""
    page = environment.get_template("interop/person_file.html").render(sections=sections, now_of=now)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("sammen.json", as_json(sections, now))
        archive.writestr("sammen.html", page)
    return stream.getvalue()


def _section(key: str, db: Session, model: type[Base], condition: ColumnElement[bool]) -> Section:
    return _rows(key, db, model.metadata.tables[key], condition)


def _rows(key: str, db: Session, table: Table, condition: ColumnElement[bool]) -> Section:
    since = next((column for name, column in table.c.items() if name in _BEGINNINGS), None)
    found = db.execute(select(table).where(condition).order_by(since)).mappings().all()
    names = {column: _names(db, model, {row[column] for row in found}) for column, model in _known_by(table).items()}
    rows = [
        {**{column.removesuffix("_id"): of[row[column]] for column, of in names.items() if row[column] in of}, **fields}
        for row in found
        if (fields := _fields(table, row))
    ]
    return Section(key, title_of(key), rows)


def _known_by(table: Table) -> dict[str, Any]:
    """Return the columns of a table that say by an id what people know by name."""
    return {column: what for column, what in _NAMED_BY.items() if column in table.columns and table.name != column[:-3]}


def _names(db: Session, what: Any, ids: Set[Any]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    wanted = sorted(ids - {None})
    for start in range(0, len(wanted), _AT_A_TIME):
        some = wanted[start : start + _AT_A_TIME]
        if what is Offer:
            written = select(OfferVersion).where(OfferVersion.offer_id.in_(some)).order_by(OfferVersion.number)
            found |= {version.offer_id: version.content.title for version in db.scalars(written)}
        else:
            found |= {one.id: one.name for one in db.scalars(select(what).where(what.id.in_(some)))}
    return found


def _fields(table: Table, row: Mapping[Any, Any]) -> dict[str, Any]:
    secret = _SECRET | (_IN_MAILS if table.name == "outbox" else set())
    shown = [column for column in table.columns if column.name not in secret and not _is_binary(column)]
    if table.name in _ONLY:
        shown = [column for column in shown if column.name in _ONLY[table.name]]
    return {str(column.name): said for column in shown if (said := row[column.name]) not in (None, "", [], {})}


def _is_binary(column: Any) -> bool:
    return isinstance(column.type, LargeBinary)


def _versions(db: Session, account_id: str) -> Section:
    rows = [
        {
            "title": version.content.title,
            "offer_id": version.offer_id,
            "status": version.status,
            "created_at": version.created_at,
            "saved_at": version.saved_at,
            "submitted_at": version.submitted_at,
        }
        for version in db.scalars(
            select(OfferVersion).where(OfferVersion.created_by_id == account_id).order_by(OfferVersion.created_at)
        )
    ]
    return Section("offer_version", title_of("offer_version"), rows)


def _history(db: Session, account_id: str) -> Section:
    is_theirs = (HistoryLine.subject_kind == "account") & (HistoryLine.subject_id == account_id)
    found = db.scalars(
        select(HistoryLine).where(or_(HistoryLine.actor_id == account_id, is_theirs)).order_by(HistoryLine.at)
    ).all()
    rows = [
        {"at": one.at, "verb": one.verb, "who": one.actor_name, "what": one.subject_name, "note": one.note}
        for one in found
    ]
    return Section("history", title_of("history"), rows, [_line(one) for one in found])


def _line(one: HistoryLine) -> str:
    reason = note(one)
    return f"{sentence(one)}: ”{reason}”" if reason else sentence(one)


def _others(db: Session, table: Table, account: Account) -> Section:
    """Return the rows of a table that say whose they are, by a column's name."""
    conditions = [
        func.lower(column) == account.email if column.name.endswith("email") else column == account.id
        for column in pointing(table)
    ]
    if not conditions:
        return Section(table.name, "", [])
    found = _rows(table.name, db, table, or_(false(), *conditions))
    for row in found.rows:  # who suspended an organisation learns nothing of its contact
        if str(row.get("contact_email", "")).lower() != account.email:
            for name in _CONTACT:
                row.pop(name, None)
    return found


def pointing(table: Table) -> list[Column[Any]]:
    """Return the columns that say whose a row is, or who did something, by their account or their address."""
    return [
        column
        for column in table.columns
        if any(key.column.table.name == "account" for key in column.foreign_keys)
        or column.name in ("account_id", "actor_id")
        or column.name.endswith(("_by_id", "email"))
    ]


def _named(db: Session, table: Table, account: Account) -> Iterator[dict[str, Any]]:
    """Yield where a person's name stands, and when it came there: no more, since others may be called the same."""
    for column in named_in(table):
        when = _moment_of(table, column.name)
        for (at,) in db.execute(select(when).where(column == account.name).order_by(when)):
            yield {"where": place_of(table.name), "at": at, "table": str(table.name), "column": str(column.name)}


def named_in(table: Table) -> list[Column[Any]]:
    """Return the columns that say who did something by their name alone."""
    if any(column.name in ("account_id", "actor_id") for column in table.columns) and table.name != "partner_reply":
        return []
    return [column for column in table.columns if column.name.endswith("_by_name") or column.name == "author_name"]


def _moment_of(table: Table, column: str) -> Column[Any]:
    own = column.removesuffix("_by_name") + "_at"
    return table.c[own if own in table.c else "created_at"]
