"""Which offers somebody may take out of the registry, read a portion at a time: memory and queries stay flat."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Row, Select, Text, and_, cast, func, or_, select
from sqlalchemy.orm import Session, aliased

from registry.offers import together
from registry.offers.content import OfferContent
from registry.offers.models import Offer, OfferVersion, TagVerdict
from registry.partners.models import Organisation

AT_A_TIME = 500
#: Reads a document as the database has written it, without a dictionary in between.
_content = msgspec.json.Decoder(OfferContent)


@dataclass(frozen=True, kw_only=True)
class Leaving:
    """An offer as it is written into a file.

    Attributes:
        number: another system's name for it, else its own id, by which an import finds it again.
        partners: the names of the other organisations that have said yes to standing behind it.
        status, version_status: of the offer and of the text, see `registry.offers.models`; None where all are live.
    """

    number: str
    organisation: str
    sector: str
    cvr: str | None
    content: OfferContent
    partners: tuple[str, ...] = ()
    status: str | None = None
    version_status: str | None = None
    confirmed_at: dt.datetime | None = None


def live(db: Session) -> Iterator[Leaving]:
    """Yield what is published, as everybody reads it: only with the policy answers that were accepted."""
    return _each(db, _live(), is_public=True)


def found(db: Session, offer_ids: Iterable[str]) -> Iterator[Leaving]:
    """Yield the published offers among some ids, in their order."""
    ids = iter(offer_ids)
    while some := list(islice(ids, AT_A_TIME)):
        rows = {row.id: row for row in db.execute(_live().where(Offer.id.in_(some)))}
        yield from _public(db, [rows[id_] for id_ in some if id_ in rows])


def own(db: Session, organisation_ids: Collection[str]) -> Iterator[Leaving]:
    """Yield every offer of some organisations with the newest text about it, drafts too."""
    return _each(db, _rows(_is_newest()).where(Offer.organisation_id.in_(sorted(organisation_ids))))


def everything(db: Session) -> Iterator[Leaving]:
    """Yield every offer: what is published of it, else the newest text."""
    shown = or_(
        OfferVersion.id == Offer.live_version_id,
        and_(Offer.live_version_id.is_(None), _is_newest()),
    )
    return _each(db, _rows(shown))


def _live() -> Select[*tuple[Any, ...]]:
    return _rows(OfferVersion.id == Offer.live_version_id).where(
        Offer.status.concat("") == "live", Organisation.suspended_at.is_(None)
    )


def _is_newest() -> ColumnElement[bool]:
    other = aliased(OfferVersion)
    newest = select(func.max(other.number)).where(other.offer_id == Offer.id).correlate(Offer).scalar_subquery()
    return OfferVersion.number == newest


def _rows(shown: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Offer.id,
            Offer.external_id,
            Offer.status,
            Offer.confirmed_at,
            Organisation.name,
            Organisation.sector,
            Organisation.cvr,
            OfferVersion.id.label("version_id"),
            OfferVersion.status.label("version_status"),
            cast(OfferVersion.document, Text).label("written"),
        )
        .select_from(Offer)
        .join(OfferVersion, and_(OfferVersion.offer_id == Offer.id, shown))
        .join(Organisation, Organisation.id == Offer.organisation_id)
    )


def _each(db: Session, statement: Select[*tuple[Any, ...]], *, is_public: bool = False) -> Iterator[Leaving]:
    after = ""
    while True:
        rows = db.execute(statement.where(Offer.id > after).order_by(Offer.id).limit(AT_A_TIME)).all()
        yield from _public(db, rows) if is_public else _whole(db, rows)
        if len(rows) < AT_A_TIME:
            return
        after = rows[-1].id


def _whole(db: Session, rows: Sequence[Row[Any]]) -> Iterator[Leaving]:
    behind = together.behind(db, [row.id for row in rows])
    for row in rows:
        yield _leaving(row, tuple(partner.name for partner in behind.get(row.id, ())))


def _public(db: Session, rows: Sequence[Row[Any]]) -> Iterator[Leaving]:
    verdicts = select(TagVerdict.version_id, TagVerdict.element).where(
        TagVerdict.version_id.in_([row.version_id for row in rows]), TagVerdict.accepted
    )
    accepted = {(version_id, element) for version_id, element in db.execute(verdicts)}
    for row, whole in zip(rows, _whole(db, rows), strict=True):
        answers = tuple(answer for answer in whole.content.policy if (row.version_id, answer.element) in accepted)
        content = msgspec.structs.replace(whole.content, policy=answers)
        yield Leaving(
            number=whole.number,
            organisation=whole.organisation,
            sector=whole.sector,
            cvr=whole.cvr,
            content=content,
            partners=whole.partners,
            confirmed_at=whole.confirmed_at,
        )


def _leaving(row: Row[Any], partners: tuple[str, ...]) -> Leaving:
    return Leaving(
        number=row.external_id or row.id,
        organisation=row.name,
        sector=row.sector,
        cvr=row.cvr,
        content=_content.decode(row.written),
        partners=partners,
        status=row.status,
        version_status=row.version_status,
        confirmed_at=row.confirmed_at,
    )
