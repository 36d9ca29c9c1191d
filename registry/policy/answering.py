"""A partner's answers to the new questions: an ordinary change of the offer, which a reviewer reads before it shows.

Policy answers are always read by the municipality, so these are, too; the published text stays as it is meanwhile.
Saying that one has no answer needs nobody's approval.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from enum import Enum

import msgspec
from sqlalchemy import update
from sqlalchemy.orm import Session

from registry.access import Actor
from registry.history import Verb
from registry.i18n import speaking
from registry.offers import actions, letters, recording, rules
from registry.offers.content import PolicyAnswer
from registry.offers.models import Offer, OfferVersion, PolicySuccession
from registry.offers.standing import section_title


class Came(Enum):
    """What came of answers: nothing was to be sent; they were sent to review; they wait in a text that isn't ready."""

    NOTHING, SENT, KEPT = range(3)


def is_readable(version: OfferVersion) -> bool:
    """Whether the newest text is with the municipality, so that nothing can be added to it now."""
    return version.status == "submitted"


def answer(
    db: Session, actor: Actor, offer_id: str, answers: Mapping[str, str], *, base_url: str, now: dt.datetime
) -> Came:
    """Put answers to new elements into the text on its way, or begin one, and send that if nothing else is lacking.

    Raises:
        Hidden: the offer is another organisation's.
        Changed: the text is with the municipality, or somebody saved it at this moment.
    """
    actions.own_offer(db, actor, offer_id)
    if not answers:
        return Came.NOTHING
    before = actions.newest_version(db, offer_id)
    is_new = before.status not in rules.OPEN
    version = actions.edit(db, actor, offer_id, now=now)
    if version.status not in rules.EDITABLE:
        raise actions.Changed
    kept = tuple(one for one in version.content.policy if one.element not in answers)
    policy = (*kept, *(PolicyAnswer(element, text) for element, text in answers.items()))
    with speaking("da"):  # history is written in one language
        note = section_title("behov")
    actions.save(db, actor, version, msgspec.structs.replace(version.content, policy=policy), now=now, note=note)
    if not is_new:
        return Came.KEPT
    try:
        actions.submit(db, actor, version, now=now)
    except actions.Incomplete:
        return Came.KEPT
    letters.submitted(db, actor, version, base_url=base_url, now=now)
    return Came.SENT


def decline(db: Session, actor: Actor, offer_id: str, elements: Collection[str], *, now: dt.datetime) -> int:
    """Say that an offer has no answer to some new questions, and return how many of them waited.

    Raises:
        Hidden: the offer is another organisation's.
    """
    offer: Offer = actions.own_offer(db, actor, offer_id)
    declined = db.execute(
        update(PolicySuccession)
        .where(
            PolicySuccession.offer_id == offer.id,
            PolicySuccession.target.in_(elements),
            PolicySuccession.answered_at.is_(None),
            PolicySuccession.declined_at.is_(None),
        )
        .values(declined_at=now)
        .execution_options(synchronize_session=False)
    )
    number: int = declined.rowcount  # type: ignore[attr-defined]
    if number:
        title = actions.newest_version(db, offer.id).content.title
        recording.record(db, actor, Verb.POLICY_QUESTION_DECLINED, offer, title, now)
    return number
