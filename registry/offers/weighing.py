"""How much risk there is in a text, kept with it when it is sent so that a long queue can be narrowed by it."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from registry.offers import risk
from registry.offers.content import OfferContent
from registry.offers.models import Offer, OfferVersion
from registry.partners.models import Organisation


def weigh(db: Session, offer: Offer, content: OfferContent, today: dt.date) -> risk.Level:
    """Return how much risk there is in a text about an offer, beside what professionals read now."""
    organisation = db.get_one(Organisation, offer.organisation_id)
    live = db.get(OfferVersion, offer.live_version_id) if offer.live_version_id else None
    found = risk.flags(
        content,
        live.content if live else None,
        sector=organisation.sector,
        today=today,
        own=(organisation.website, organisation.contact_email),
    )
    return risk.level(found)
