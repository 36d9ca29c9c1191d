"""Everything that is stored about a person, for themselves to read and to take away.

What is known of is put into words. Tables that nobody thought of here are gone through by the shape of their columns,
so that what is handed out is whole: see `_others`.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, LargeBinary, Table, func, or_, select
from sqlalchemy.orm import Session

from registry.accounts.models import Account, MailedLink
from registry.db import Base
from registry.history import HistoryLine
from registry.i18n import gettext as _
from registry.interop.models import ImportUpload
from registry.mail import MailBounce, OutboxMail
from registry.offers.models import OfferVersion
from registry.partners.models import Invitation, Membership, Organisation
from registry.shortlists.models import Shortlist, ShortlistItem
from registry.web.history_words import sentence
from registry.web.sessions import SignInSession
from registry.web.templates import environment, register

FORMAT = "person/1"
#: Proofs of who somebody is: they would only help somebody else.
_SECRET = {"password_hash", "digest", "browser_digest", "share_token", "sort_key"}
#: Mails on their way have links that sign in.
_IN_MAILS = {"text", "html"}


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
    known: list[Section] = [_section("account", db, Account, Account.id == id_)]
    known[0].rows[0]["has_password"] = account.password_hash is not None
    known += [
        _section("membership", db, Membership, Membership.account_id == id_, {"organisation": _name_of}),
        _section("colleague_invitation", db, Invitation, Invitation.email == email, {"organisation": _name_of}),
        _section("shortlist", db, Shortlist, Shortlist.account_id == id_),
        _section(
            "shortlist_item",
            db,
            ShortlistItem,
            ShortlistItem.shortlist_id.in_(select(Shortlist.id).where(Shortlist.account_id == id_)),
        ),
        _section("session", db, SignInSession, SignInSession.account_id == id_),
        _section("mailed_link", db, MailedLink, MailedLink.account_id == id_),
        _section("import_upload", db, ImportUpload, ImportUpload.account_id == id_),
        _section("outbox", db, OutboxMail, func.lower(OutboxMail.recipient) == email),
        _section("mail_bounce", db, MailBounce, MailBounce.address == email),
        _versions(db, id_),
        _history(db, id_),
    ]
    covered = {section.key for section in known}
    others = [_others(db, table, account) for table in Base.metadata.sorted_tables if table.name not in covered]
    return [section for section in [*known, *others] if section.rows]


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


def title_of(key: str) -> str:
    """Return what a section is called."""
    return {
        "account": _("Din konto"),
        "membership": _("Organisationer, du er med i eller har bedt om at være med i"),
        "colleague_invitation": _("Invitationer til dig fra organisationer"),
        "shortlist": _("Dine samlinger"),
        "shortlist_item": _("Tilbud i dine samlinger"),
        "session": _("Steder, hvor du er logget ind"),
        "mailed_link": _("Links, vi har sendt dig"),
        "import_upload": _("En fil, du er ved at hente ind"),
        "outbox": _("Mails til dig"),
        "mail_bounce": _("Mails, der ikke kom frem"),
        "offer_version": _("Tekster om tilbud, du har skrevet"),
        "history": _("Det, du har gjort, og det, der er sket med din konto"),
    }.get(key, _("Andet, hvor du står (%(table)s)") % {"table": key})


def _section(
    key: str,
    db: Session,
    model: type[Base],
    condition: ColumnElement[bool],
    more: Mapping[str, Callable[[Session, Any], Any]] | None = None,
) -> Section:
    rows = [
        {**{name: made(db, row) for name, made in (more or {}).items()}, **_fields(model.__table__, row)}
        for row in db.execute(select(model.__table__).where(condition)).mappings()
    ]
    return Section(key, title_of(key), rows)


def _fields(table: Any, row: Mapping[Any, Any]) -> dict[str, Any]:
    secret = _SECRET | (_IN_MAILS if table.name == "outbox" else set())
    shown = [column for column in table.columns if column.name not in secret and not _is_binary(column)]
    return {column.name: said for column in shown if (said := row[column.name]) not in (None, "", [], {})}


def _is_binary(column: Any) -> bool:
    return isinstance(column.type, LargeBinary)


def _name_of(db: Session, row: Any) -> str:
    return db.get_one(Organisation, row["organisation_id"]).name


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
    return Section("history", title_of("history"), rows, [sentence(one) for one in found])


def _others(db: Session, table: Table, account: Account) -> Section:
    """Return the rows of a table that say whose they are, or who did something, by a column's name."""
    conditions = list(_pointing(table, account))
    found = db.execute(select(table).where(or_(*conditions))).mappings() if conditions else ()
    return Section(table.name, title_of(table.name), [_fields(table, row) for row in found])


def _pointing(table: Table, account: Account) -> Iterator[ColumnElement[bool]]:
    for column in table.columns:
        points = any(key.column.table.name == "account" for key in column.foreign_keys)
        if points or column.name == "account_id" or (column.name.endswith("_by_id") and table.name != "offer_version"):
            yield column == account.id
        elif column.name.endswith("_by_name") or column.name == "author_name":
            yield column == account.name
        elif column.name.endswith("email"):
            yield func.lower(column) == account.email


def field_of(name: str) -> str:
    """Return what a field is called, in words where there are some."""
    return {
        "email": _("E-mailadresse"),
        "recipient": _("Til"),
        "name": _("Navn"),
        "role_names": _("Roller"),
        "role": _("Rolle"),
        "locale": _("Sprog"),
        "organisation": _("Organisation"),
        "title": _("Navn"),
        "subject": _("Emne"),
        "text": _("Tekst"),
        "note": _("Note"),
        "message": _("Besked"),
        "reason": _("Begrundelse"),
        "created_at": _("Oprettet"),
        "changed_at": _("Ændret"),
        "added_at": _("Tilføjet"),
        "saved_at": _("Gemt"),
        "sent_at": _("Sendt"),
        "submitted_at": _("Sendt til godkendelse"),
        "signed_in_at": _("Sidst logget ind"),
        "confirmed_at": _("Bekræftet"),
        "joined_at": _("Blev medlem"),
        "asked_at": _("Spurgte"),
        "expires_at": _("Gælder til"),
        "spent_at": _("Brugt"),
        "has_password": _("Har adgangskode"),
        "review_mail": _("Mails om godkendelse"),
        "unwanted_mail": _("Fravalgte mails"),
        "status": _("Status"),
        "file_name": _("Fil"),
    }.get(name, name.replace("_", " "))


register(person_field=field_of)
