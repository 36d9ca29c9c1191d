"""What is done about policy frameworks at night: answers are carried over or let go, and organisations are told."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from registry import overlay, vocabulary
from registry.duties import duty
from registry.offers.models import Offer, OfferVersion, PolicySuccession
from registry.partners import queries as partner_queries
from registry.partners.models import Organisation
from registry.policy import carrying, letters
from registry.policy.letters import Told
from registry.policy.rules import Fate
from registry.settings import Settings
from registry.web.clock import danish_day

#: Organisations that are told in one transaction.
_AT_A_TIME = 20


@duty("carry-over-policy-answers")
def carry_over(db: Session, *, now: dt.datetime, settings: Settings) -> int:
    """Carry over answers to frameworks that took over, for some offers, and return how many."""
    return carrying.carry_due(db, overlay.current(db), now=now, today=danish_day(now))


@duty("end-policy-answers")
def end(db: Session, *, now: dt.datetime, settings: Settings) -> int:
    """Take answers to frameworks that have ended out of some offers, and return how many."""
    return carrying.end_due(db, overlay.current(db), now=now, today=danish_day(now))


@duty("tell-of-policy-questions")
def tell(db: Session, *, now: dt.datetime, settings: Settings) -> int:
    """Tell some organisations what became of their answers, one letter each, and return how many they were."""
    organisations = db.scalars(
        select(Offer.organisation_id)
        .join(PolicySuccession, PolicySuccession.offer_id == Offer.id)
        .where(PolicySuccession.told_at.is_(None))
        .distinct()
        .order_by(Offer.organisation_id)
        .limit(_AT_A_TIME)
    ).all()
    with vocabulary.using(overlay.current(db)):
        for organisation_id in organisations:
            _tell(db, organisation_id, now=now, base_url=settings.base_url)
    return len(organisations)


def _tell(db: Session, organisation_id: str, *, now: dt.datetime, base_url: str) -> None:
    organisation = db.get_one(Organisation, organisation_id)
    rows = db.execute(
        select(PolicySuccession, OfferVersion)
        .join(Offer, Offer.id == PolicySuccession.offer_id)
        .join(OfferVersion, OfferVersion.id == Offer.live_version_id)
        .where(Offer.organisation_id == organisation_id, PolicySuccession.told_at.is_(None))
        .order_by(PolicySuccession.framework, Offer.id, PolicySuccession.source)
    ).all()
    words = vocabulary.current()
    for framework in dict.fromkeys(row.framework for row, _version in rows):
        offers: dict[str, Told] = {}
        for row, version in rows:
            if row.framework != framework:
                continue
            told = offers.setdefault(row.offer_id, Told(row.offer_id, version.content.title))
            told.questions += row.fate == Fate.ASKED
            told.carried += row.fate == Fate.CARRIED
            told.ends += row.fate == Fate.ENDS
        for reader in partner_queries.readers_in(db, organisation_id) or _contact(organisation):
            letters.new_questions(
                db,
                reader,
                organisation,
                words.frameworks[framework],
                list(offers.values()),
                replaced_until=words.frameworks[framework].replaced_until,
                base_url=base_url,
                now=now,
            )
    db.execute(
        update(PolicySuccession)
        .where(
            PolicySuccession.offer_id.in_({row.offer_id for row, _version in rows}), PolicySuccession.told_at.is_(None)
        )
        .values(told_at=now)
        .execution_options(synchronize_session=False)
    )


def _contact(organisation: Organisation) -> list[partner_queries.Reader]:
    """An organisation without members is told at its own address."""
    if not organisation.contact_email:
        return []
    return [partner_queries.Reader(organisation.contact_email, organisation.contact_name or organisation.name, "da")]
