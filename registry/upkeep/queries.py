"""Which offers their organisations are to be asked about, and which give addresses that lead nowhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select, tuple_
from sqlalchemy.orm import Session

from registry.offers import deadlines
from registry.offers.addresses import Trouble, trouble
from registry.offers.content import OfferContent
from registry.offers.models import Offer, OfferDeadline, OfferVersion
from registry.offers.models_addresses import AddressCheck, OfferAddress
from registry.partners.models import Organisation
from registry.partners.queries import Reader


@dataclass(frozen=True)
class Due:
    """An offer that its organisation is to be asked about.

    Attributes:
        rows: what is to be asked about.
    """

    offer: Offer
    content: OfferContent
    rows: tuple[OfferDeadline, ...]

    def hides_on(self, asked: dt.date) -> dt.date | None:
        """Return the day on which it is hidden if nobody answers; None when nothing will hide it.

        Args:
            asked: the day on which its organisation is asked: it always gets some days to answer.
        """
        due = min((row.due_on for row in self.rows if row.kind in deadlines.STATUS), default=None)
        return max(due, asked + dt.timedelta(days=deadlines.GRACE)) if due else None


@dataclass(frozen=True)
class Unreachable:
    """A live offer with an address that has been wrong on several days."""

    offer_id: str
    organisation: str
    organisation_id: str
    title: str
    trouble: Trouble


def unreachable(db: Session, *, after: tuple[str, str] = ("", ""), most: int = 50) -> list[Unreachable]:
    """Return live offers with something wrong about an address, by offer and kind of address, a row for each.

    Args:
        after: the offer's id and the kind of address (`trouble.kind`) of the row to begin after.
        most: at most so many.
    """
    rows = db.execute(
        _unreachable(AddressCheck, Offer, OfferVersion, Organisation)
        .where(tuple_(OfferAddress.offer_id, OfferAddress.kind) > after)
        .order_by(OfferAddress.offer_id, OfferAddress.kind)
        .limit(most)
    )
    return [
        Unreachable(offer.id, organisation.name, organisation.id, version.content.title, trouble(offer.id, check))
        for check, offer, version, organisation in rows
    ]


def number_unreachable(db: Session) -> int:
    """Return how many addresses of live offers have been wrong on several days."""
    return db.scalar(_unreachable(func.count())) or 0


def _unreachable(*columns: Any) -> Select[Any]:
    return (
        select(*columns)
        .select_from(AddressCheck)
        .join(OfferAddress, (OfferAddress.kind == AddressCheck.kind) & (OfferAddress.target == AddressCheck.target))
        .join(Offer, Offer.id == OfferAddress.offer_id)
        .join(OfferVersion, OfferVersion.id == Offer.live_version_id)
        .join(Organisation, Organisation.id == Offer.organisation_id)
        .where(AddressCheck.problem.is_not(None), Offer.status == "live", Organisation.suspended_at.is_(None))
    )


def due(db: Session, organisation_id: str, today: dt.date) -> list[Due]:
    """Return the live offers of an organisation that it is to be asked about, by id."""
    rows = db.execute(
        select(OfferDeadline, Offer, OfferVersion)
        .join(Offer, Offer.id == OfferDeadline.offer_id)
        .join(OfferVersion, OfferVersion.id == Offer.live_version_id)
        .where(
            Offer.organisation_id == organisation_id,
            Offer.status == "live",
            OfferDeadline.next_call_on <= today,
        )
        .order_by(Offer.id, OfferDeadline.kind)
    ).all()
    found: dict[str, Due] = {}
    for row, offer, version in rows:
        before = found[offer.id].rows if offer.id in found else ()
        found[offer.id] = Due(offer, version.content, (*before, row))
    return list(found.values())


def own_address(organisation: Organisation, contents: Sequence[OfferContent]) -> Reader | None:
    """Return where an organisation without members is written to: at its own address, else one in its offers."""
    email = organisation.contact_email or next((one.contact.email for one in contents if one.contact.email), None)
    return Reader(email, organisation.contact_name or organisation.name, "da") if email else None
