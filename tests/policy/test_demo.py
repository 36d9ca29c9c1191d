"""An invented policy for 2026-2029 takes over from the one in use, with the whole demo: from draft to the end."""

from __future__ import annotations

from collections import Counter

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registry import overlay, seed, vocabulary
from registry.access import SYSTEM, Actor, Role
from registry.db import Database
from registry.history import HistoryLine, Verb
from registry.mail import OutboxMail
from registry.offers import actions as offer_actions
from registry.offers import questions
from registry.offers.models import Offer, OfferVersion, PolicySuccession, TagVerdict
from registry.offers.queries import live_offers
from registry.partners.models import Membership
from registry.policy import actions, answering, opened, report
from registry.policy.answering import Came
from registry.policy.rules import Fate
from registry.review import actions as review
from registry.web import clock
from registry.web.clock import danish_day
from tests.policy.life import DAY, NEW, night, started

BASE = "http://testserver.local"


def elements_by_framework(database: Database) -> Counter[str]:
    """Count the answers that readers see, by framework."""
    with database.reading() as db:
        words = overlay.current(db)
        return Counter(words.elements[one].framework for offer in live_offers(db) for one in offer.elements)


def of_old(database: Database) -> dict[str, list[str]]:
    with database.reading() as db:
        return {
            offer.id: old
            for offer in live_offers(db)
            if (old := [one for one in offer.elements if one.startswith("bup22.")])
        }


@pytest.fixture
def demo(database: Database) -> Database:
    seed.seed(database, BASE)
    return database


def member_of(db: Session, offer_id: str) -> Actor:
    organisation = db.get_one(Offer, offer_id).organisation_id
    member = db.scalars(select(Membership).where(Membership.organisation_id == organisation)).first()
    assert member is not None
    return Actor(
        account_id=member.account_id,
        name="Medlem",
        roles=frozenset({Role.PARTNER}),
        organisations=frozenset({organisation}),
    )


def test_the_whole_life_of_a_successor(demo: Database) -> None:
    now = clock.now().astimezone(clock.DENMARK)  # days later it is as late on the wall, also in summer time
    first, last = danish_day(now) + 30 * DAY, danish_day(now) + 200 * DAY
    old = of_old(demo)
    before = elements_by_framework(demo)
    with demo.reading() as db:
        dates = {offer.id: (offer.edited_at, offer.confirmed_at) for offer in live_offers(db)}
    assert before.keys() == {"bup-2022", "inkl-2022"}

    # a draft is nobody's but the administrators', and the report says what would happen
    with demo.writing() as db, db.begin():
        draft = started(db, now)
    assert NEW not in overlay.of(demo.engine).frameworks
    with demo.reading() as db, vocabulary.using(overlay.of(demo.engine)):
        found = opened.find(db, SYSTEM, NEW, danish_day(now))
        expected = report.totals(db, report.succession(db, NEW, found.outcomes))
        assert not found.problems()
    assert expected["venter"] > 0
    assert expected["med"] > 0
    assert expected[""] >= len(old)
    assert night(demo, now) == [0, 0, 0]

    # published: nothing changes before its first day
    with demo.writing() as db, db.begin():
        actions.publish(db, SYSTEM, db.merge(draft), valid_from=first, replaced_until=last, now=now)
    assert overlay.of(demo.engine).frameworks[NEW].valid_from == first
    assert night(demo, now + 29 * DAY) == [0, 0, 0]
    assert elements_by_framework(demo) == before

    # its first night: what is the same or wider follows, the rest is asked, and readers see both
    then = now + 31 * DAY
    carried, ended, told = night(demo, then)
    assert (carried, ended) == (expected[""], 0)
    both = elements_by_framework(demo)
    assert both["bup-2022"] == before["bup-2022"]
    assert both["inkl-2022"] == before["inkl-2022"]
    assert both[NEW] > 0
    with demo.reading() as db:
        assert {offer.id: (offer.edited_at, offer.confirmed_at) for offer in live_offers(db)} == dates
        fates = Counter(db.scalars(select(PolicySuccession.fate)))
        assert fates[Fate.CARRIED] > 0
        assert fates[Fate.ASKED] > 0
        assert db.scalar(select(func.count()).where(HistoryLine.verb == Verb.POLICY_CARRIED)) > 0
        mails = db.scalars(select(OutboxMail).where(OutboxMail.key.startswith("new-goals:"))).all()
        assert len(mails) >= told > 0
        assert len({mail.recipient for mail in mails}) == len(mails)

    # never twice
    assert night(demo, then + DAY) == [0, 0, 0]
    assert elements_by_framework(demo) == both

    # a partner answers in their own time, and a reviewer accepts it: then readers see it
    with demo.reading() as db:
        waiting = next(
            (row.offer_id, row.target)
            for row in db.scalars(select(PolicySuccession).where(PolicySuccession.fate == Fate.ASKED))
            if db.get_one(Offer, row.offer_id).status == "live"
            and offer_actions.newest_version(db, row.offer_id).status == "approved"
        )
    offer_id, target = waiting
    later, text = then + 40 * DAY, "De unge har selv valgt aftenens program hele foråret."
    with vocabulary.using(overlay.of(demo.engine)), demo.writing() as db, db.begin():
        came = answering.answer(db, member_of(db, offer_id), offer_id, {target: text}, base_url=BASE, now=later)
        version = offer_actions.newest_version(db, offer_id)
        if came is Came.KEPT:  # the demo's declaration may have lapsed by then
            version.status = "submitted"
            db.flush()
        assert questions.unanswered(questions.waiting_for(db, offer_id), version.content) == [
            one for one in questions.waiting_for(db, offer_id) if one.target != target
        ]
        verdicts = {answer.element: review.Verdict(True) for answer in version.content.policy}
        review.approve(db, SYSTEM, version, verdicts=verdicts, note=None, base_url=BASE, now=later)
    with demo.reading() as db:
        assert target in next(offer for offer in live_offers(db, [offer_id])).elements
        assert target not in {one.target for one in questions.waiting_for(db, offer_id)}

    # both stand until the old one's last day, and then only the new one
    assert night(demo, now + 200 * DAY)[1] == 0
    assert elements_by_framework(demo)["bup-2022"] > 0
    assert night(demo, now + 201 * DAY)[1] > 0
    after = elements_by_framework(demo)
    assert after["bup-2022"] == 0
    assert after[NEW] == both[NEW] + 1
    assert after["inkl-2022"] == both["inkl-2022"]
    assert night(demo, now + 202 * DAY) == [0, 0, 0]
    with demo.reading() as db:  # nothing is lost: the old answers stand in the versions before
        for offer_id, kept in old.items():
            replaced = db.scalars(
                select(TagVerdict.element)
                .join(OfferVersion, OfferVersion.id == TagVerdict.version_id)
                .where(OfferVersion.offer_id == offer_id, OfferVersion.status == "replaced")
            ).all()
            assert set(kept) <= set(replaced)
