"""What others want to know of offers: those that are live, and what has changed since one looked."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Row, Text, cast, func, select
from sqlalchemy.orm import Session

from registry.offers import together
from registry.offers.content import OfferContent, from_document
from registry.offers.listing import VersionTag
from registry.offers.models import FieldComment, Offer, OfferChange, OfferVersion, ProblemReport, TagVerdict
from registry.offers.scheduling import PUBLISHED
from registry.offers.together import Behind
from registry.partners.models import Organisation

_AT_A_TIME = 500
#: Nearly all offers are live, so the status's index must not lead: it would be gone through again for each portion.
_IS_LIVE = Offer.status.concat("") == "live"
#: So many entries of the log tell it from another.
_TELLING_ENTRIES = 20
#: Reads a document as the database has written it, several times faster than by way of a dictionary.
_content = msgspec.json.Decoder(OfferContent)


class LiveOffer(msgspec.Struct, frozen=True, kw_only=True):
    """A published offer, as professionals find it.

    Attributes:
        elements: ids of the policy elements whose answers a reviewer has accepted; only these are published.
        published_at: when a version of it was first published.
        edited_at: when what it says was last changed.
        partners: the other organisations that have said yes to standing behind it, in Danish order.
        confirmed_at: when the organisation last said that it is still true.
        is_inherited: it was taken over, and the declaration is still the one of who had it before.
    """

    id: str
    external_id: str | None
    organisation_id: str
    organisation_name: str
    sector: str
    verified: bool
    version_id: str
    content: OfferContent
    elements: tuple[str, ...]
    published_at: dt.datetime
    confirmed_at: dt.datetime | None
    edited_at: dt.datetime | None = None
    partners: tuple[Behind, ...] = ()
    is_inherited: bool = False

    @property
    def organisations(self) -> tuple[str, ...]:
        """The names of everybody behind it, the one that leads it first."""
        return (self.organisation_name, *(partner.name for partner in self.partners))


def live_offers(db: Session, ids: Collection[str] | None = None) -> list[LiveOffer]:
    """Return the live offers, by id; all of them, or those among `ids`."""
    if ids is None:
        return list(each_live_offer(db))
    wanted = sorted(ids)
    chunks = [wanted[start : start + _AT_A_TIME] for start in range(0, len(wanted), _AT_A_TIME)]
    return [offer for chunk in chunks for offer in _read(db, [Offer.id.in_(chunk)], _AT_A_TIME)]


def each_live_offer(db: Session, *, after: str = "", until: str | None = None) -> Iterator[LiveOffer]:
    """Yield the live offers by id, a portion at a time, so that a million of them are never in memory together.

    Args:
        after: the id to begin after.
        until: the last id; None for all the rest.
    """
    within = [Offer.id <= until] if until is not None else []
    while True:
        portion = _read(db, [Offer.id > after, *within], _AT_A_TIME)
        yield from portion
        if len(portion) < _AT_A_TIME:
            return
        after = portion[-1].id


def live_offer(db: Session, offer_id: str) -> LiveOffer | None:
    """Return one live offer."""
    return next(iter(live_offers(db, [offer_id])), None)


def merged_into(db: Session, offer_id: str) -> str | None:
    """Return the id of the offer that this one turned out to be the same as."""
    return db.scalar(select(Offer.merged_into_id).where(Offer.id == offer_id))


def was_published(db: Session, offer_id: str) -> bool:
    """Return whether an offer has ever been for all to see."""
    return db.scalar(select(Offer.published_at).where(Offer.id == offer_id)) is not None


def title_of(db: Session, offer_id: str) -> str | None:
    """Return the title of an offer's newest text; None when there is no such offer."""
    document = db.scalar(
        select(OfferVersion.document)
        .where(OfferVersion.offer_id == offer_id)
        .order_by(OfferVersion.number.desc())
        .limit(1)
    )
    return None if document is None else str(document.get("title", ""))


def titles_naming_need(db: Session, need: str, most: int) -> list[str]:
    """Return the titles of up to `most` offers that say they meet a need, in a text that counts or is on its way."""
    ids = db.scalars(
        select(OfferVersion.offer_id)
        .join(VersionTag, VersionTag.version_id == OfferVersion.id)
        .where(VersionTag.tag == f"need:{need}", OfferVersion.status != "replaced")
        .distinct()
        .order_by(OfferVersion.offer_id)
        .limit(most)
    )
    return [title_of(db, id_) or "" for id_ in ids.all()]


def number_of_live_offers(db: Session) -> int:
    """Return how many offers are live."""
    suspended = select(Organisation.id).where(Organisation.suspended_at.is_not(None))
    is_shown = [Offer.status == "live", Offer.organisation_id.not_in(suspended)]
    return db.scalar(select(func.count()).select_from(Offer).where(*is_shown)) or 0


def latest_change(db: Session) -> int:
    """Return the number of the latest change to what is live; 0 when nothing ever was."""
    return db.scalar(select(func.max(OfferChange.seq))) or 0


def changed_since(db: Session, seq: int) -> tuple[int, set[str]]:
    """Return the number of the latest change and the ids of the offers changed after `seq`."""
    rows = db.execute(select(OfferChange.seq, OfferChange.offer_id).where(OfferChange.seq > seq)).all()
    return max((row.seq for row in rows), default=seq), {row.offer_id for row in rows}


def log_fingerprint(db: Session, seq: int) -> str:
    """Return what the log's last entries up to `seq` look like, to tell it from another database's log."""
    rows = db.execute(
        select(OfferChange.seq, OfferChange.offer_id)
        .where(OfferChange.seq <= seq)
        .order_by(OfferChange.seq.desc())
        .limit(_TELLING_ENTRIES)
    )
    return hashlib.blake2b(repr([tuple(row) for row in rows]).encode(), digest_size=8).hexdigest()


def live_ids_between(db: Session, parts: int) -> list[str]:
    """Return the ids that divide the live offers into so many equal parts: one fewer than parts, or none."""
    size = number_of_live_offers(db) // parts
    ordered = select(Offer.id).where(Offer.status == "live").order_by(Offer.id)
    cuts = (db.scalar(ordered.offset(size * part).limit(1)) for part in range(1, parts)) if size else ()
    return [cut for cut in cuts if cut is not None]


@dataclass(frozen=True, kw_only=True)
class OwnOffer:
    """An offer as its organisation sees it: its life, and the newest text about it.

    Attributes:
        status: of the offer: `unpublished`, `live`, `paused` or `withdrawn`.
        version_status: of its newest text: `draft`, `submitted`, `returned`, `declined` or `approved`.
        undeclared_since: since when it lacks a declaration about safety that it must have.
    """

    id: str
    organisation_id: str
    status: str
    version_status: str
    content: OfferContent
    saved_at: dt.datetime
    submitted_at: dt.datetime | None
    decided_at: dt.datetime | None
    confirmed_at: dt.datetime | None
    undeclared_since: dt.date | None

    @property
    def is_published(self) -> bool:
        """Whether a text about it was approved, shown now or hidden."""
        return self.status in PUBLISHED


def own_offers(db: Session, organisation_ids: Collection[str]) -> list[OwnOffer]:
    """Return every offer of some organisations with its newest text, by id."""
    newest = (
        select(OfferVersion.offer_id, func.max(OfferVersion.number).label("number"))
        .join(Offer, Offer.id == OfferVersion.offer_id)
        .where(Offer.organisation_id.in_(sorted(organisation_ids)), Offer.merged_into_id.is_(None))
        .group_by(OfferVersion.offer_id)
        .subquery()
    )
    rows = db.execute(
        select(
            Offer.id,
            Offer.organisation_id,
            Offer.status,
            OfferVersion.status.label("version_status"),
            OfferVersion.document,
            OfferVersion.saved_at,
            OfferVersion.submitted_at,
            OfferVersion.decided_at,
            Offer.confirmed_at,
            Offer.undeclared_since,
        )
        .join(newest, newest.c.offer_id == Offer.id)
        .join(OfferVersion, (OfferVersion.offer_id == Offer.id) & (OfferVersion.number == newest.c.number))
        .order_by(Offer.id)
    ).mappings()
    return [
        OwnOffer(content=from_document(row["document"]), **{key: row[key] for key in row if key != "document"})
        for row in rows
    ]


def comments_on(db: Session, version_id: str) -> Sequence[FieldComment]:
    """Return what reviewers said about the fields of a version, oldest first."""
    return db.scalars(
        select(FieldComment)
        .where(FieldComment.version_id == version_id)
        .order_by(FieldComment.created_at, FieldComment.id)
    ).all()


def open_problems(db: Session, offer_id: str) -> Sequence[ProblemReport]:
    """Return what readers say is wrong with an offer and nobody has dealt with, oldest first."""
    return db.scalars(
        select(ProblemReport)
        .where(ProblemReport.offer_id == offer_id, ProblemReport.closed_at.is_(None))
        .order_by(ProblemReport.created_at, ProblemReport.id)
    ).all()


def verdicts_on(db: Session, version_id: str) -> dict[str, TagVerdict]:
    """Return what a reviewer said about the policy answers of a version, by element."""
    found = db.scalars(select(TagVerdict).where(TagVerdict.version_id == version_id))
    return {verdict.element: verdict for verdict in found}


def _read(db: Session, chosen: Sequence[ColumnElement[bool]], most: int) -> list[LiveOffer]:
    statement = (
        select(
            Offer.id,
            Offer.external_id,
            Offer.organisation_id,
            Offer.published_at,
            Offer.confirmed_at,
            Offer.inherited_on,
            Organisation.name,
            Organisation.sector,
            Organisation.verified_at,
            OfferVersion.id.label("version_id"),
            OfferVersion.saved_at,
            cast(OfferVersion.document, Text).label("written"),
        )
        .join(OfferVersion, OfferVersion.id == Offer.live_version_id)
        .join(Organisation, Organisation.id == Offer.organisation_id)
        .where(_IS_LIVE, Organisation.suspended_at.is_(None), *chosen)
        .order_by(Offer.id)
        .limit(most)
    )
    rows: list[Any] = list(db.execute(statement))
    elements: dict[str, set[str]] = {}
    for version_id, element in db.execute(
        select(TagVerdict.version_id, TagVerdict.element).where(
            TagVerdict.version_id.in_([row.version_id for row in rows]), TagVerdict.accepted
        )
    ):
        elements.setdefault(version_id, set()).add(element)
    behind = together.behind(db, [row.id for row in rows])
    return [_live(row, elements.get(row.version_id, set()), behind.get(row.id, ())) for row in rows]


def _live(row: Row[Any], accepted: set[str], partners: tuple[Behind, ...]) -> LiveOffer:
    content = _content.decode(row.written)
    return LiveOffer(
        id=row.id,
        external_id=row.external_id,
        organisation_id=row.organisation_id,
        organisation_name=row.name,
        sector=row.sector,
        verified=row.verified_at is not None,
        version_id=row.version_id,
        content=content,
        elements=tuple(answer.element for answer in content.policy if answer.element in accepted),
        published_at=row.published_at,
        confirmed_at=row.confirmed_at,
        edited_at=row.saved_at,
        partners=partners,
        is_inherited=row.inherited_on is not None,
    )
