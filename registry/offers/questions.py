"""The new policy questions that wait for offers, while one framework takes over from another."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from registry.offers.content import OfferContent
from registry.offers.models import Offer, PolicySuccession
from registry.offers.scheduling import PUBLISHED

#: The fate of an old answer whose new element needs the partner's word: `registry.policy.rules.Fate`.
ASKED = "asked"


@dataclass(frozen=True)
class Question:
    """A new policy element that waits for an answer, and what the offer answered to the one before it.

    Attributes:
        relation: how the new element relates to the old one: `narrower`, `split`, `same` or `broader`.
    """

    target: str
    source: str
    framework: str
    relation: str
    answer: str


def waiting(db: Session, organisation_ids: Collection[str]) -> dict[str, list[Question]]:
    """Return the new questions that wait for published offers of some organisations, by offer, in one statement."""
    return _by_offer(db, Offer.organisation_id.in_(sorted(organisation_ids)))


def waiting_for(db: Session, offer_id: str) -> list[Question]:
    """Return the new questions that wait for one offer, if it is published."""
    return _by_offer(db, Offer.id == offer_id).get(offer_id, [])


def unanswered(questions: Iterable[Question], content: OfferContent) -> list[Question]:
    """Return the questions, once each, to which the newest text about the offer has no answer yet."""
    answered = {answer.element for answer in content.policy if answer.answer}
    return list({one.target: one for one in questions if one.target not in answered}.values())


def _by_offer(db: Session, chosen: ColumnElement[bool]) -> dict[str, list[Question]]:
    rows = db.scalars(
        select(PolicySuccession)
        .join(Offer, Offer.id == PolicySuccession.offer_id)
        .where(
            chosen,
            Offer.status.in_(PUBLISHED),
            PolicySuccession.fate == ASKED,
            PolicySuccession.answered_at.is_(None),
            PolicySuccession.declined_at.is_(None),
        )
        .order_by(PolicySuccession.offer_id, PolicySuccession.source, PolicySuccession.target)
    )
    found: dict[str, list[Question]] = {}
    for row in rows:
        question = Question(row.target, row.source, row.framework, row.relation, row.answer)
        found.setdefault(row.offer_id, []).append(question)
    return found
