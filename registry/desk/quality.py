"""Lists of what an administrator can do something about in what is published; each in a flat number of queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from registry import vocabulary
from registry.accounts.models import Account
from registry.findings import lacks
from registry.findings.models import OfferFinding
from registry.i18n import gettext as _
from registry.insight.searches import asked_for
from registry.mail import MailBounce
from registry.offers import lacking
from registry.offers.deadlines import STATUS, Kind
from registry.offers.models import Offer, OfferDeadline, OfferVersion
from registry.offers.tagging import Tag
from registry.partners.models import Organisation
from registry.upkeep import queries as upkeep_queries
from registry.web.keyset import Order, Place, Turning, portion

PAGE = 25
#: Numbers are counted up to this, so that counting costs the same at every size.
MOST_COUNTED = 1000
#: Deadlines that are nearer than this are shown.
SOON = dt.timedelta(days=30)

UNCONFIRMED, DECLARATIONS, SUGGESTIONS, MAILS, LINKS = "ubekraeftede", "erklaeringer", "forslag", "mails", "links"
#: The lists of missing fields are called after them: "mangler-price".
MISSING = "mangler-"
_DEADLINES = {UNCONFIRMED: Kind.CONFIRMATION, DECLARATIONS: Kind.DECLARATION}


@dataclass(frozen=True)
class Row:
    """An offer to do something about, and what: the `tags` that its text speaks of, or the day `due` until when."""

    offer_id: str
    title: str
    organisation_id: str
    organisation: str
    status: str
    tags: tuple[Tag, ...] = ()
    due: dt.date | None = None


@dataclass(frozen=True)
class Bounced:
    """An address that takes no mail, since when and why, and whose it is."""

    address: str
    since: dt.datetime
    reason: str
    people: tuple[tuple[str, str], ...]
    organisations: tuple[tuple[str, str], ...]


def numbers(db: Session, today: dt.date) -> dict[str, int]:
    """Return how long each list is, at most `MOST_COUNTED`, in the order of the page; one query, and the links'."""
    counted: dict[str, Select[Any]] = {name: _deadlines(name, today) for name in _DEADLINES}
    asked = asked_for(db, today)
    fields = sorted(lacking.FIELDS, key=lambda field: (-asked.get(field, 0), lacking.FIELDS.index(field)))
    counted |= {MISSING + field: _findings(field) for field in fields}
    counted |= {SUGGESTIONS: _findings(lacks.UNTAKEN), MAILS: select(MailBounce.address)}
    parts = [
        select(literal(name).label("name"), func.count().label("number")).select_from(
            some.with_only_columns(literal(1).label("one"), maintain_column_froms=True).limit(MOST_COUNTED).subquery()
        )
        for name, some in counted.items()
    ]
    found = {row.name: row.number for row in db.execute(union_all(*parts))}
    links = min(MOST_COUNTED, upkeep_queries.number_unreachable(db))
    return {name: found[name] for name in counted} | {LINKS: links}


def offers(db: Session, name: str, place: Place | None, today: dt.date) -> tuple[list[Row], Turning]:
    """Return a page of a list of offers."""
    if name in _DEADLINES:
        order = Order(OfferDeadline.due_on, OfferDeadline.offer_id, is_day=True)
        rows, turning = portion(db, _deadlines(name, today), order, place, PAGE)
        return [_row(row, due=row.due_on) for row in rows], turning
    kind = lacks.UNTAKEN if name == SUGGESTIONS else name.removeprefix(MISSING)
    rows, turning = portion(db, _findings(kind), Order(OfferFinding.kind, OfferFinding.offer_id), place, PAGE)
    return [_row(row, tags=_tags(row.details)) for row in rows], turning


def broken(db: Session, after: tuple[str, str]) -> tuple[Sequence[upkeep_queries.Unreachable], tuple[str, str] | None]:
    """Return a page of addresses that lead nowhere, and the row to go on after when there are more."""
    found = upkeep_queries.unreachable(db, after=after, most=PAGE + 1)
    shown = found[:PAGE]
    return shown, (shown[-1].offer_id, shown[-1].trouble.kind) if len(found) > PAGE else None


def bounced(db: Session, place: Place | None) -> tuple[list[Bounced], Turning]:
    """Return a page of addresses that take no mail, with the people and organisations whose they are."""
    order = Order(MailBounce.address, MailBounce.address)
    rows, turning = portion(db, select(MailBounce), order, place, PAGE)
    marks: list[MailBounce] = [row[0] for row in rows]
    addresses = [mark.address for mark in marks]
    people = db.execute(select(Account.email, Account.id, Account.name).where(Account.email.in_(addresses)))
    by_address: dict[str, list[tuple[str, str]]] = {}
    for address, id_, name in people:
        by_address.setdefault(address, []).append((id_, name))
    owned: dict[str, list[tuple[str, str]]] = {}
    theirs = func.lower(Organisation.contact_email)
    for address, id_, name in db.execute(
        select(theirs, Organisation.id, Organisation.name).where(theirs.in_(addresses))
    ):
        owned.setdefault(address, []).append((id_, name))
    return [
        Bounced(
            one.address,
            one.first_at,
            one.reason,
            tuple(by_address.get(one.address, ())),
            tuple(owned.get(one.address, ())),
        )
        for one in marks
    ], turning


def titles() -> Mapping[str, str]:
    """Return what each list is called."""
    fields = {MISSING + field: _("Siger ikke: %(field)s") % {"field": word} for field, word in _field_words().items()}
    return {
        UNCONFIRMED: _("Tilbud, ingen har bekræftet"),
        DECLARATIONS: _("Erklæringen mangler"),
        **fields,
        SUGGESTIONS: _("Forslag, ingen har taget"),
        MAILS: _("Mails, der ikke når frem"),
        LINKS: _("Links, der ikke virker"),
    }


def explanations() -> Mapping[str, str]:
    """Return what each list is about, and what to do."""
    return {
        UNCONFIRMED: _(
            "Tilbud, der bliver skjult inden for 30 dage eller allerede er det, fordi ingen har bekræftet dem."
        ),
        DECLARATIONS: _(
            "Tilbud, hvor erklæringen om trygge rammer mangler, er udløbet eller udløber inden for 30 dage."
        ),
        SUGGESTIONS: _(
            "Teksten taler om et behov eller et politikmål, men ingen har valgt det eller sagt nej til det. "
            "Tag et forslag ved at vælge det."
        ),
        MAILS: _("Adresser, som mailserveren siger ikke tager imod. Ring, eller få en anden adresse."),
        LINKS: _("Hjemmesider og maildomæner, der har været forkerte i flere dage."),
        **dict.fromkeys(
            (MISSING + field for field in lacking.FIELDS),
            _(
                "Søgninger spørger om det, og tilbuddet står under ”Passer måske”, så længe det ikke siger det. "
                "Spørg organisationerne: mailen siger, hvad der mangler."
            ),
        ),
    }


def _field_words() -> Mapping[str, str]:
    return {field: word.lower() for field, word in lacking.field_words().items()}


def _deadlines(name: str, today: dt.date) -> Select[Any]:
    kind = _DEADLINES[name]
    return _published(OfferDeadline, OfferDeadline.due_on, OfferDeadline.offer_id).where(
        OfferDeadline.kind == kind.value,
        OfferDeadline.due_on <= today + SOON,
        or_(Offer.status == "live", Offer.status == STATUS[kind]),
    )


def _findings(kind: str) -> Select[Any]:
    return _published(OfferFinding, OfferFinding.details, OfferFinding.offer_id).where(
        OfferFinding.kind == kind, Offer.status == "live"
    )


def _published(table: type[Any], what: Any, offer_id: ColumnElement[str] | Any) -> Select[Any]:
    """Offers with their organisations and texts, by way of a row about them."""
    return (
        select(Offer, Organisation, OfferVersion, what)
        .select_from(table)
        .join(Offer, Offer.id == offer_id)
        .join(Organisation, Organisation.id == Offer.organisation_id)
        .join(OfferVersion, OfferVersion.id == Offer.live_version_id)
    )


def _row(found: Any, **more: Any) -> Row:
    offer, organisation, version = found.Offer, found.Organisation, found.OfferVersion
    return Row(offer.id, version.content.title, organisation.id, organisation.name, offer.status, **more)


def _tags(ids: Sequence[str]) -> tuple[Tag, ...]:
    words = vocabulary.current()
    needs = [Tag("need", id_) for id_ in ids if id_ in words.needs]
    return (*needs, *(Tag("element", id_) for id_ in ids if id_ in words.elements))
