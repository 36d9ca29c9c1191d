"""What others want to know of organisations and their members."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, String, and_, cast, func, or_, select, true
from sqlalchemy.orm import Session

from registry.access import Actor, Role
from registry.accounts.mailing import Kind
from registry.accounts.models import Account
from registry.danish import fold, sort_key, words
from registry.history import HistoryLine, Verb
from registry.partners import rules
from registry.partners.models import FormerOrganisation, Invitation, Membership, Organisation
from registry.partners.rules import Standing

_MOST_DUPLICATES = 3


@dataclass(frozen=True)
class Reader:
    """Somebody whom mail can reach."""

    email: str
    name: str
    locale: str
    account_id: str | None = None
    unwanted: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Person:
    """A member of an organisation, or somebody who asks to be one (`joined_at` is None)."""

    organisation_id: str
    account_id: str
    name: str
    email: str
    message: str | None
    asked_at: dt.datetime
    joined_at: dt.datetime | None
    role: str

    @property
    def is_owner(self) -> bool:
        """Whether they look after the organisation itself, not only its offers."""
        return self.role == Standing.OWNER


@dataclass(frozen=True)
class Summary:
    """An organisation as its members see it in short: how many they are, and who waits for their answer."""

    organisation: Organisation
    members: int
    waiting: tuple[Person, ...]

    @property
    def id(self) -> str:
        """The organisation's id."""
        return self.organisation.id

    @property
    def name(self) -> str:
        """The organisation's name."""
        return self.organisation.name


def organisations_of(db: Session, account_id: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the ids of the organisations that an account is a member of, and of those that it owns."""
    rows = db.execute(
        select(Membership.organisation_id, Membership.role).where(
            Membership.account_id == account_id, Membership.joined_at.is_not(None)
        )
    ).all()
    return frozenset(row[0] for row in rows), frozenset(row[0] for row in rows if row[1] == Standing.OWNER)


def number_of_owners(db: Session, organisation_id: str, *, besides: str | None = None) -> int:
    """Return how many people own an organisation and can sign in, one account not counted."""
    is_other = [Membership.account_id != besides] if besides else []
    return _number(db, organisation_id, Membership.role == Standing.OWNER, *is_other)


def invitations(db: Session, organisation_id: str, now: dt.datetime) -> Sequence[Invitation]:
    """Return the invitations that nobody has answered yet, newest first."""
    return db.scalars(
        select(Invitation)
        .where(Invitation.organisation_id == organisation_id, Invitation.expires_at > now)
        .order_by(Invitation.created_at.desc(), Invitation.email)
    ).all()


def address_without_organisation(actor: Actor) -> str | None:
    """Return where a partner goes first who is a member of no organisation; None when there is one."""
    return None if actor.organisations else "/mine/organisationer"


def summaries(db: Session, ids: Collection[str]) -> list[Summary]:
    """Return organisations in Danish order, with their number of members and who waits, in two queries."""
    organisations = db.scalars(
        select(Organisation).where(Organisation.id.in_(sorted(ids))).order_by(Organisation.sort_key, Organisation.id)
    ).all()
    everybody: dict[str, list[Person]] = {}
    for person in people_of(db, ids):
        everybody.setdefault(person.organisation_id, []).append(person)
    return [
        Summary(
            organisation,
            members=sum(1 for person in everybody.get(organisation.id, ()) if person.joined_at),
            waiting=tuple(person for person in everybody.get(organisation.id, ()) if not person.joined_at),
        )
        for organisation in organisations
    ]


def people_of(db: Session, ids: Collection[str]) -> list[Person]:
    """Return the members of organisations and those who ask to be, in the order they asked."""
    rows = db.execute(
        select(
            Membership.organisation_id,
            Account.id,
            Account.name,
            Account.email,
            Membership.message,
            Membership.asked_at,
            Membership.joined_at,
            Membership.role,
        )
        .join(Account, Account.id == Membership.account_id)
        .where(Membership.organisation_id.in_(sorted(ids)))
        .order_by(Membership.asked_at, Account.name, Account.id)
    )
    return [Person(*row) for row in rows]


def waiting_for(db: Session, account_id: str) -> Sequence[Organisation]:
    """Return the organisations that somebody has asked to join and that have not answered."""
    return db.scalars(
        select(Organisation)
        .join(Membership, Membership.organisation_id == Organisation.id)
        .where(Membership.account_id == account_id, Membership.joined_at.is_(None))
        .order_by(Organisation.sort_key, Organisation.id)
    ).all()


def by_cvr(db: Session, cvr: str) -> Organisation | None:
    """Return the one organisation with a CVR number, or that one with it was merged into."""
    former = select(FormerOrganisation.organisation_id).where(FormerOrganisation.cvr == cvr)
    return db.scalar(
        select(Organisation)
        .where(or_(Organisation.cvr == cvr, Organisation.id.in_(former)))
        .order_by(Organisation.id)
        .limit(1)
    )


def by_id(db: Session, organisation_id: str) -> Organisation | None:
    """Return an organisation."""
    return db.get(Organisation, organisation_id)


def merged_into(db: Session, former_id: str) -> Organisation | None:
    """Return the organisation that one with this id was merged into."""
    return db.scalar(
        select(Organisation)
        .join(FormerOrganisation, FormerOrganisation.organisation_id == Organisation.id)
        .where(FormerOrganisation.id == former_id)
    )


def ids_of(db: Session, organisation_id: str) -> list[str]:
    """Return an organisation's id, and those of the organisations that were merged into it."""
    former = db.scalars(select(FormerOrganisation.id).where(FormerOrganisation.organisation_id == organisation_id))
    return [organisation_id, *former]


def former_names(db: Session, organisation_id: str) -> Sequence[str]:
    """Return the names of the organisations that were merged into one, in Danish order."""
    return db.scalars(
        select(FormerOrganisation.name)
        .where(FormerOrganisation.organisation_id == organisation_id)
        .order_by(FormerOrganisation.sort_key, FormerOrganisation.id)
    ).all()


def by_name(db: Session, name: str) -> Sequence[Organisation]:
    """Return the organisations with a name, whatever its capitals and punctuation, the oldest first.

    After them comes what an organisation of that name was merged into.
    """
    key = sort_key(name)
    former = select(FormerOrganisation.organisation_id).where(FormerOrganisation.sort_key == key)
    return db.scalars(
        select(Organisation)
        .where(or_(Organisation.sort_key == key, Organisation.id.in_(former)))
        .order_by(Organisation.sort_key != key, Organisation.created_at, Organisation.id)
    ).all()


def likely_duplicates(db: Session, name: str, *, besides: str | None = None) -> list[Organisation]:
    """Return the organisations that probably are the one with this name, at most three."""
    found = [
        organisation_id
        for organisation_id, other in db.execute(select(Organisation.id, Organisation.name))
        if organisation_id != besides and rules.likely_same(name, other)
    ]
    same = db.scalars(
        select(Organisation)
        .where(Organisation.id.in_(found[:50]))
        .order_by(Organisation.name_key != rules.name_key(name), Organisation.sort_key)
    )
    return list(same)[:_MOST_DUPLICATES]


def matches(text: str) -> ColumnElement[bool]:
    """Return the condition that an organisation's name has every word of the text, or that it is its CVR number.

    Words may be parts of words. å and aa, ø and oe, and capitals make no difference. What was merged into it counts.
    """
    former = select(FormerOrganisation.organisation_id)
    if cvr := rules.read_cvr(text):
        return or_(Organisation.cvr == cvr, Organisation.id.in_(former.where(FormerOrganisation.cvr == cvr)))
    sought = words(text)[:10]
    keys = [sort_key(word.text) for word in sought]
    named = and_(
        true(),
        *(
            or_(
                Organisation.sort_key.contains(key, autoescape=True),
                Organisation.name_key.contains(fold(word.text), autoescape=True),
            )
            for word, key in zip(sought, keys, strict=True)
        ),
    )
    was_named = [FormerOrganisation.sort_key.contains(key, autoescape=True) for key in keys]
    return or_(named, Organisation.id.in_(former.where(*was_named))) if keys else named


def find(db: Session, text: str, limit: int = 20) -> Sequence[Organisation]:
    """Return organisations by name or CVR number, in Danish order; none for a text without words."""
    if not words(text):
        return []
    return db.scalars(
        select(Organisation).where(matches(text)).order_by(Organisation.sort_key, Organisation.id).limit(limit)
    ).all()


def readers_in(db: Session, organisation_id: str, kind: Kind | None = None) -> list[Reader]:
    """Return the members whom mail can reach: of a kind of mail those who want it, or all when nobody does."""
    members = _readers(
        db,
        Account.id.in_(
            select(Membership.account_id).where(
                Membership.organisation_id == organisation_id, Membership.joined_at.is_not(None)
            )
        ),
    )
    return [member for member in members if kind not in member.unwanted] or members


def reader(db: Session, account_id: str) -> Reader | None:
    """Return one account, if mail can reach it."""
    return next(iter(_readers(db, Account.id == account_id)), None)


def administrators(db: Session) -> list[Reader]:
    """Return the administrators."""
    return _readers(db, cast(Account.role_names, String).contains(f'"{Role.ADMINISTRATOR}"'))


def number_of_members(db: Session, organisation_id: str) -> int:
    """Return how many people are members of an organisation and can sign in."""
    return _number(db, organisation_id)


def _number(db: Session, organisation_id: str, *conditions: ColumnElement[bool]) -> int:
    found = (
        select(func.count())
        .select_from(Membership)
        .join(Account, Account.id == Membership.account_id)
        .where(
            Membership.organisation_id == organisation_id,
            Membership.joined_at.is_not(None),
            Account.closed_at.is_(None),
            *conditions,
        )
    )
    return db.scalar(found) or 0


def _readers(db: Session, condition: ColumnElement[bool]) -> list[Reader]:
    rows = db.execute(
        select(Account.email, Account.name, Account.locale, Account.id, Account.unwanted_mail)
        .where(condition, Account.confirmed_at.is_not(None), Account.closed_at.is_(None))
        .order_by(Account.email)
    )
    return [Reader(email, name, locale, id_, frozenset(unwanted)) for email, name, locale, id_, unwanted in rows]


def has_asked_since(db: Session, account_id: str, organisation_id: str, since: dt.datetime) -> bool:
    """Whether somebody has asked to join an organisation after a moment, also if they took it back."""
    return bool(
        db.scalar(
            select(HistoryLine.id)
            .where(
                HistoryLine.subject_kind == "organisation",
                HistoryLine.subject_id == organisation_id,
                HistoryLine.actor_id == account_id,
                HistoryLine.verb == Verb.ASKED_TO_JOIN.value,
                HistoryLine.at > since,
            )
            .limit(1)
        )
    )
