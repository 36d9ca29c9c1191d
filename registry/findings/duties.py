"""Looking at each published text once, some at a time, at night."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from registry.duties import NotNow, duty
from registry.findings import lacks, pairs
from registry.findings.candidates import alike_offers
from registry.findings.models import ExaminedOffer, OfferFinding
from registry.matching import live
from registry.offers import lacking
from registry.offers.models import Offer, OfferVersion
from registry.offers.queries import LiveOffer
from registry.settings import Settings
from registry.web.clock import danish_day

#: Offers that are looked at in one transaction.
_AT_A_TIME = 40


@duty("look-at-published-texts")
def look(db: Session, *, now: dt.datetime, settings: Settings) -> int:
    """Look at some texts that were published or changed since they were last looked at, and return how many.

    Raises:
        NotNow: this process's first catalogue is still being made.
    """
    rows = db.execute(
        select(Offer.id, OfferVersion)
        .join(OfferVersion, OfferVersion.id == Offer.live_version_id)
        .outerjoin(ExaminedOffer, ExaminedOffer.offer_id == Offer.id)
        .where(
            Offer.status == "live",
            or_(
                ExaminedOffer.offer_id.is_(None),
                ExaminedOffer.version_id != Offer.live_version_id,
                ExaminedOffer.saved_at != OfferVersion.saved_at,
            ),
        )
        .order_by(Offer.id)
        .limit(_AT_A_TIME)
    ).all()
    if not rows:
        return 0
    versions = {row[0]: row[1] for row in rows}
    if not live.is_ready(db):
        raise NotNow("the catalogue is still being made")
    catalogue = live.current(db)
    offers = catalogue.offers(versions)
    found = {
        offer.id: {
            one.offer.id: one.likeness
            for one in alike_offers(catalogue, offer.id, offer.organisation_id, offer.content)
        }
        for offer in offers.values()
    }
    pairs.keep(db, found, now=now)
    _write_lacks(db, list(offers.values()), versions, now)
    for offer_id, version in versions.items():
        db.merge(ExaminedOffer(offer_id=offer_id, version_id=version.id, saved_at=version.saved_at))
    db.flush()
    return len(rows)


def _write_lacks(db: Session, offers: Sequence[LiveOffer], versions: dict[str, OfferVersion], now: dt.datetime) -> None:
    db.execute(delete(OfferFinding).where(OfferFinding.offer_id.in_(sorted(versions))))
    today = danish_day(now)
    for offer in offers:
        dismissed = versions[offer.id].dismissed
        told: dict[str, list[str]] = {field: [] for field in lacking.missing(offer.content)}
        if found := lacks.untaken(offer.content, sector=offer.sector, dismissed=dismissed, today=today):
            told[lacks.UNTAKEN] = found
        db.add_all(OfferFinding(offer_id=offer.id, kind=kind, details=details) for kind, details in told.items())
