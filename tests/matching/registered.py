"""Offers put straight into a database, as publishing, pausing and withdrawing leave them there."""

from sqlalchemy import select

from registry.offers.content import to_document
from registry.offers.models import Offer, OfferVersion, TagVerdict
from registry.offers.publishing import log_change
from registry.partners.models import Organisation
from tests.matching.make import NOW


def organisation(db, sector):
    """The organisation of a sector; an offer's sector is its organisation's."""
    known = db.get(Organisation, f"org-{sector}"[:12])
    if known is None:
        known = Organisation(
            id=f"org-{sector}"[:12],
            name="Voerbjerg Rideklub",
            sort_key="voerbjerg",
            name_key="voerbjerg",
            sector=sector,
            created_at=NOW,
            verified_at=NOW,
        )
        db.add(known)
        db.flush()
    return known


def put(db, *offers):
    """Publish offers, or a new text of those that are there."""
    for one in offers:
        known = db.get(Offer, one.id)
        if known is None:
            known = Offer(id=one.id, created_at=NOW, published_at=one.published_at, status="live", organisation_id="")
        numbers = db.scalars(select(OfferVersion.number).where(OfferVersion.offer_id == one.id)).all()
        number = len(numbers) + 1
        known.organisation_id = organisation(db, one.sector).id
        known.live_version_id = f"{one.id}.{number}"
        known.confirmed_at = one.confirmed_at
        known.status = "live"
        db.add(known)
        db.flush()
        version = OfferVersion(
            id=f"{one.id}.{number}",
            offer_id=one.id,
            number=number,
            status="approved",
            document=to_document(one.content),
            created_at=NOW,
            created_by_name="Karen",
            saved_at=NOW,
        )
        db.add(version)
        db.flush()
        db.add_all(TagVerdict(version_id=version.id, element=element, accepted=True) for element in one.elements)
    log_change(db, *(one.id for one in offers))


def switch(db, id_, status):
    """Pause, withdraw or resume an offer."""
    db.get_one(Offer, id_).status = status
    log_change(db, id_)
