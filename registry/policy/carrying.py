"""Carrying answers over to a framework that has become valid, and letting go of those to one that has ended.

Each call does some offers. What is done shows in the database: an old answer that was seen to has its rows in
`policy_succession`, and an ended one isn't in any published text any more. So calling again does nothing twice.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection, Mapping, Sequence

import msgspec
from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from registry.access import SYSTEM
from registry.history import Verb
from registry.offers import publishing, recording, rules
from registry.offers.content import PolicyAnswer, to_document
from registry.offers.models import Offer, OfferVersion, PolicySuccession, TagVerdict
from registry.offers.scheduling import PUBLISHED
from registry.policy import rules as policy_rules
from registry.policy.document import lines_to
from registry.policy.rules import Fate, Outcome, Step
from registry.vocabulary import Element, Framework, Vocabulary

#: Offers that are seen to in one transaction.
AT_A_TIME = 50


def successions(words: Vocabulary, today: dt.date) -> list[Framework]:
    """Return the frameworks that are valid and took over from another."""
    return [one for one in words.frameworks.values() if one.replaces and one.valid_from <= today]


def outcomes_of(framework: Framework, words: Vocabulary) -> dict[str, Outcome]:
    """Return what becomes of each element of the framework that this one replaces."""
    old = words.elements_of(framework.replaces) if framework.replaces else []
    return policy_rules.outcomes(old, lines_to(framework, words))


def carry_due(db: Session, words: Vocabulary, *, now: dt.datetime, today: dt.date, most: int = AT_A_TIME) -> int:
    """Carry over what follows by itself for some offers, write down what doesn't, and return how many they were."""
    seen = 0
    for framework in successions(words, today):
        outcomes = outcomes_of(framework, words)
        for offer in db.scalars(_waiting(list(outcomes)).limit(most - seen)).all():
            _carry(db, offer, framework, outcomes, words, now)
            seen += 1
        if seen >= most:
            break
    db.flush()
    return seen


def end_due(db: Session, words: Vocabulary, *, now: dt.datetime, today: dt.date, most: int = AT_A_TIME) -> int:
    """Take answers to frameworks that have ended out of some offers' texts, and return how many offers that were."""
    ended = {id_: words.elements[id_] for id_ in words.ended_elements(today)}
    if not ended:
        return 0
    offers = db.scalars(
        select(Offer)
        .where(
            Offer.status.in_(PUBLISHED),
            exists().where(TagVerdict.version_id == Offer.live_version_id, TagVerdict.element.in_(ended)),
        )
        .order_by(Offer.id)
        .limit(most)
    ).all()
    for offer in offers:
        _end(db, offer, ended, now)
    db.flush()
    return len(offers)


def _waiting(old: Sequence[str]) -> Select[Offer]:
    """Published offers with an accepted answer to an old element that nothing is written down about."""
    seen_to = (
        exists()
        .where(PolicySuccession.offer_id == Offer.id, PolicySuccession.source == TagVerdict.element)
        .correlate_except(PolicySuccession)
    )
    return (
        select(Offer)
        .where(
            Offer.status.in_(PUBLISHED),
            exists()
            .where(
                TagVerdict.version_id == Offer.live_version_id,
                TagVerdict.accepted,
                TagVerdict.element.in_(old),
                ~seen_to,
            )
            .correlate_except(TagVerdict),
        )
        .order_by(Offer.id)
    )


def _carry(
    db: Session,
    offer: Offer,
    framework: Framework,
    outcomes: Mapping[str, Outcome],
    words: Vocabulary,
    now: dt.datetime,
) -> None:
    live = db.get_one(OfferVersion, offer.live_version_id)
    accepted = _accepted(db, live.id)
    done = set(db.scalars(select(PolicySuccession.source).where(PolicySuccession.offer_id == offer.id)))
    policy = live.content.policy
    steps = policy_rules.steps(policy, accepted, outcomes, done)
    stated = {step.source for step in steps}
    lost = [one for one in accepted if one in outcomes and one not in done and one not in stated]
    steps += [Step(one, "", Fate.ENDS, outcomes[one].relation, "") for one in lost]
    db.add_all(
        PolicySuccession(
            offer_id=offer.id,
            source=step.source,
            target=step.target,
            framework=framework.id,
            fate=step.fate.value,
            relation=step.relation,
            answer=step.answer,
            at=now,
        )
        for step in steps
    )
    carried = policy_rules.with_carried(policy, steps)
    new = [one.element for one in carried[len(policy) :]]
    if new:
        publishing.renew(db, offer, carried, {*accepted, *new}, now=now)
        for version in _on_their_way(db, offer):
            _write(version, _carried_within(version.content.policy, steps))
        _record(db, Verb.POLICY_CARRIED, offer, live, _labels([words.elements[one] for one in new]), now)
    db.flush()


def _end(db: Session, offer: Offer, ended: Mapping[str, Element], now: dt.datetime) -> None:
    live = db.get_one(OfferVersion, offer.live_version_id)
    policy = live.content.policy
    kept = policy_rules.without(policy, ended)
    gone = [ended[one.element] for one in policy if one.element in ended]
    publishing.renew(db, offer, kept, _accepted(db, live.id), now=now)
    for version in _on_their_way(db, offer):
        _write(version, policy_rules.without(version.content.policy, ended))
    _record(db, Verb.POLICY_ENDED, offer, live, _labels(gone), now)


def _accepted(db: Session, version_id: str) -> set[str]:
    found = select(TagVerdict.element).where(TagVerdict.version_id == version_id, TagVerdict.accepted)
    return set(db.scalars(found))


def _on_their_way(db: Session, offer: Offer) -> Sequence[OfferVersion]:
    """The texts that are being written or read, which would else undo this when they are approved."""
    return db.scalars(
        select(OfferVersion).where(OfferVersion.offer_id == offer.id, OfferVersion.status.in_(rules.OPEN))
    ).all()


def _carried_within(policy: tuple[PolicyAnswer, ...], steps: Sequence[Step]) -> tuple[PolicyAnswer, ...]:
    """Carry over, in a text on its way, what it still answers, in its own words."""
    own = {one.element: one.answer for one in policy}
    within = [dataclasses.replace(step, answer=own[step.source]) for step in steps if step.source in own]
    return policy_rules.with_carried(policy, within)


def _write(version: OfferVersion, policy: tuple[PolicyAnswer, ...]) -> None:
    if policy != version.content.policy:
        version.document = to_document(msgspec.structs.replace(version.content, policy=policy))


def _labels(elements: Collection[Element]) -> str:
    return ", ".join(f"”{one.label_da}”" for one in elements)


def _record(db: Session, verb: Verb, offer: Offer, version: OfferVersion, note: str, now: dt.datetime) -> None:
    recording.record(db, SYSTEM, verb, offer, version.content.title, now, note)
