"""Readers' reports of what is wrong with an offer: made without an account, answered and closed by those concerned.

The organisation and the municipality's administrators both get a report; either may answer it and close it. A reader's
address is kept only until then. Actions flush and never commit; `now` is an argument.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from registry.access import NOBODY, Actor, Hidden, Permission, may, require
from registry.history import Verb
from registry.i18n import current_locale
from registry.i18n import gettext as _
from registry.offers import recording
from registry.offers.models import Offer, OfferVersion, ProblemReport
from registry.partners.models import Organisation
from registry.web.paging import Paging

#: How long a report and an answer may be, in characters.
LONGEST = 1000
_A_PAGE = 25


class Kind(StrEnum):
    """What a reader may find wrong."""

    GONE = "gone"
    WRONG = "wrong"
    UNREACHABLE = "unreachable"
    UNSAFE = "unsafe"
    OTHER = "other"


def kinds() -> Mapping[str, str]:
    """Return what may be wrong, in words."""
    return {
        Kind.GONE: _("Tilbuddet findes ikke mere"),
        Kind.WRONG: _("Noget af det, der står, er forkert"),
        Kind.UNREACHABLE: _("Jeg kan ikke få fat i dem"),
        Kind.UNSAFE: _("Noget bekymrer mig"),
        Kind.OTHER: _("Andet"),
    }


@dataclass(frozen=True)
class Listed:
    """A report with the offer that it is about, and the name of its organisation."""

    report: ProblemReport
    offer: Offer
    title: str
    organisation: str


def report(
    db: Session, offer: Offer, kind: Kind, text: str, *, reader_email: str | None, now: dt.datetime
) -> ProblemReport:
    """Keep what a reader says of a published offer. Nothing tells who they are but the address they gave, if any."""
    made = ProblemReport(
        offer_id=offer.id,
        kind=kind.value,
        text=text,
        reader_email=reader_email,
        reader_locale=current_locale() if reader_email else None,
        created_at=now,
    )
    db.add(made)
    db.flush()
    title = db.get_one(OfferVersion, offer.live_version_id).content.title
    recording.record(db, NOBODY, Verb.PROBLEM_REPORTED, offer, title, now)
    return made


def answer(db: Session, actor: Actor, report_id: str, text: str, *, now: dt.datetime) -> Listed:
    """Answer a report and close it; the caller mails the answer to `reader_email`, then calls `forget_reader`.

    Raises:
        Hidden: it is about another organisation's offer.
        Refused: the person neither writes offers nor reviews them.
    """
    found = own(db, actor, report_id)
    found.report.answer, found.report.answered_at, found.report.answered_by_name = text, now, actor.name
    return _close(db, actor, found, Verb.PROBLEM_ANSWERED, now)


def close(db: Session, actor: Actor, report_id: str, *, now: dt.datetime) -> Listed:
    """Close a report without an answer.

    Raises:
        Hidden: it is about another organisation's offer.
        Refused: the person neither writes offers nor reviews them.
    """
    found = own(db, actor, report_id)
    closed = _close(db, actor, found, Verb.PROBLEM_CLOSED, now)
    forget_reader(db, closed.report)
    return closed


def forget_reader(db: Session, closed: ProblemReport) -> None:
    """Forget who a report was from."""
    closed.reader_email = None
    db.flush()


def own(db: Session, actor: Actor, report_id: str) -> Listed:
    """Return a report that the actor may deal with: an administrator any, a partner those about their own offers.

    Raises:
        Hidden: there is none, or it is about another organisation's offer.
        Refused: the person neither writes offers nor reviews them.
    """
    if not may(actor, Permission.REVIEW):
        require(actor, Permission.WRITE_OFFER)
    found = db.execute(_rows().where(ProblemReport.id == report_id)).one_or_none()
    if found is None:
        raise Hidden
    if not may(actor, Permission.REVIEW):
        require(actor, Permission.WRITE_OFFER, found.Offer)
    return _listed(found)


def number_open(db: Session) -> int:
    """Return on how many reports something is to be done."""
    return db.scalar(select(func.count()).select_from(ProblemReport).where(ProblemReport.closed_at.is_(None))) or 0


def listed(db: Session, *, closed: bool, number: int) -> tuple[list[Listed], Paging]:
    """Return a page of all reports: open ones oldest first, closed ones newest first."""
    condition = ProblemReport.closed_at.is_not(None) if closed else ProblemReport.closed_at.is_(None)
    total = db.scalar(select(func.count()).select_from(ProblemReport).where(condition)) or 0
    paging = Paging.of(number, _A_PAGE, total)
    order = ProblemReport.closed_at.desc() if closed else ProblemReport.created_at
    rows = db.execute(
        _rows().where(condition).order_by(order, ProblemReport.id).limit(paging.size).offset(paging.offset)
    )
    return [_listed(row) for row in rows], paging


def _listed(row: Row[ProblemReport, Offer, OfferVersion, str]) -> Listed:
    report, offer, version, organisation = row
    return Listed(report, offer, version.content.title, organisation)


def _rows() -> Select[ProblemReport, Offer, OfferVersion, str]:
    return (
        select(ProblemReport, Offer, OfferVersion, Organisation.name)
        .join(Offer, Offer.id == ProblemReport.offer_id)
        .join(OfferVersion, OfferVersion.id == Offer.live_version_id)
        .join(Organisation, Organisation.id == Offer.organisation_id)
    )


def _close(db: Session, actor: Actor, found: Listed, verb: Verb, now: dt.datetime) -> Listed:
    found.report.closed_at, found.report.closed_by_name = now, actor.name
    recording.record(db, actor, verb, found.offer, found.title, now)
    db.flush()
    return found
