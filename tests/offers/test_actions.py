"""The life of an offer, on both databases."""

import datetime as dt

import msgspec
import pytest
from sqlalchemy.orm import Session

from registry import history
from registry.access import Hidden, Refused, SignInNeeded
from registry.access.rules import NOBODY
from registry.db import Database
from registry.offers import actions, publishing, queries
from registry.offers.models import Offer, OfferVersion
from registry.partners.models import Organisation
from tests import make
from tests.cast import Cast
from tests.make import NOW

LATER = NOW + dt.timedelta(hours=3)


def test_a_draft_is_begun_saved_and_resumed_by_a_colleague(db: Session, cast: Cast) -> None:
    version = actions.start(db, cast.actor("alice"), db.get_one(Organisation, "havfruen"), now=NOW)
    actions.save(db, cast.actor("bob"), version, make.content(title="Rolige heste"), now=LATER, note="Om tilbuddet")
    assert version.content.title == "Rolige heste"
    assert version.revision == 2
    assert [line.actor_name for line in history.of_subject(db, "offer", version.offer_id)] == ["Bob", "Alice"]


def test_nobody_else_can_know_of_a_draft(db: Session, cast: Cast) -> None:
    version = make.draft(db, cast.actor("alice"))
    with pytest.raises(Hidden):
        actions.save(db, cast.actor("charlie"), version, make.content(), now=NOW)
    with pytest.raises(Refused):
        actions.own_offer(db, cast.actor("petra"), version.offer_id)
    with pytest.raises(SignInNeeded):
        actions.own_offer(db, NOBODY, version.offer_id)
    with pytest.raises(Hidden):
        actions.own_offer(db, cast.actor("charlie"), "findesikke")


def test_the_second_of_two_who_save_the_same_text_is_told(database: Database, cast: Cast) -> None:
    alice, bob = cast.actor("alice"), cast.actor("bob")
    with database.writing() as db:
        version_id = make.draft(db, alice).id
        db.commit()
    with database.reading() as hers:
        as_alice_saw_it = hers.get_one(OfferVersion, version_id)
        hers.expunge(as_alice_saw_it)
    with database.writing() as his:
        actions.save(his, bob, his.get_one(OfferVersion, version_id), make.content(title="Bobs navn"), now=NOW)
        his.commit()
    with database.writing() as hers, pytest.raises(actions.Changed):
        actions.save(hers, alice, as_alice_saw_it, make.content(title="Alices navn"), now=NOW)


def test_an_incomplete_text_cannot_be_submitted(db: Session, cast: Cast) -> None:
    version = make.draft(db, cast.actor("alice"), policy=(), age_max=None)
    with pytest.raises(actions.Incomplete) as stopped:
        actions.submit(db, cast.actor("alice"), version, now=NOW)
    assert {fault.field for fault in stopped.value.faults} == {"policy", "age_max"}
    assert version.status == "draft"


def test_a_submitted_text_can_be_taken_back_but_not_written_in(db: Session, cast: Cast) -> None:
    alice = cast.actor("alice")
    version = make.submitted(db, alice)
    with pytest.raises(actions.Changed):
        actions.save(db, alice, version, make.content(), now=NOW)
    actions.withdraw(db, alice, version, now=LATER)
    assert version.status == "draft"
    assert version.submitted_at is None


def test_a_change_to_a_live_offer_leaves_it_live_until_the_new_text_is_approved(db: Session, cast: Cast) -> None:
    alice = cast.actor("alice")
    first = make.live(db, alice)
    second = actions.edit(db, alice, first.offer_id, now=LATER)
    assert actions.edit(db, alice, first.offer_id, now=LATER).id == second.id
    actions.save(db, alice, second, make.content(title="Heste for alle"), now=LATER)
    actions.submit(db, alice, second, now=LATER)
    live = queries.live_offer(db, first.offer_id)
    assert live is not None
    assert live.content.title == "Heste og ro på små hold"

    assert publishing.decide(db, second.id, second.revision, status="approved", by="Anders", note=None, now=LATER)
    db.refresh(second)
    publishing.publish(db, second, ["bup22.loesninger.c1"], now=LATER)
    db.flush()
    live = queries.live_offer(db, first.offer_id)
    assert live is not None
    assert live.content.title == "Heste for alle"
    assert live.elements == ("bup22.loesninger.c1",)
    db.refresh(first)
    assert first.status == "replaced"


def test_a_paused_offer_is_out_of_the_search_at_once_and_back_at_once(db: Session, cast: Cast) -> None:
    alice = cast.actor("alice")
    offer_id = make.live(db, alice).offer_id
    before = queries.latest_change(db)
    actions.pause(db, alice, offer_id, now=LATER)
    assert queries.live_offer(db, offer_id) is None
    assert queries.changed_since(db, before)[1] == {offer_id}
    with pytest.raises(actions.Changed):
        actions.pause(db, alice, offer_id, now=LATER)
    actions.resume(db, alice, offer_id, now=LATER)
    assert queries.live_offer(db, offer_id) is not None


def test_a_paused_offer_stays_paused_when_its_new_text_is_approved(db: Session, cast: Cast) -> None:
    alice = cast.actor("alice")
    offer_id = make.live(db, alice).offer_id
    actions.pause(db, alice, offer_id, now=LATER)
    version = actions.edit(db, alice, offer_id, now=LATER)
    actions.submit(db, alice, version, now=LATER)
    publishing.decide(db, version.id, version.revision, status="approved", by="Anders", note=None, now=LATER)
    db.refresh(version)
    assert publishing.publish(db, version, [], now=LATER).status == "paused"


def test_a_copy_must_be_declared_safe_anew(db: Session, cast: Cast) -> None:
    alice = cast.actor("alice")
    original = make.live(db, alice)
    copied = actions.copy(db, alice, original.offer_id, now=LATER)
    assert copied.offer_id != original.offer_id
    assert copied.content.title == "Heste og ro på små hold (kopi)"
    assert copied.content.safety_declared_on is None
    assert msgspec.structs.replace(copied.content, title="").description == original.content.description


def test_a_deleted_first_draft_takes_its_offer_along(db: Session, cast: Cast) -> None:
    alice = cast.actor("alice")
    version = make.draft(db, alice)
    actions.delete_draft(db, alice, version, now=NOW)
    assert db.get(Offer, version.offer_id) is None


def test_a_deleted_change_leaves_the_live_offer_alone(db: Session, cast: Cast) -> None:
    alice = cast.actor("alice")
    live = make.live(db, alice)
    change = actions.edit(db, alice, live.offer_id, now=LATER)
    actions.delete_draft(db, alice, change, now=LATER)
    assert queries.live_offer(db, live.offer_id) is not None
    with pytest.raises(actions.Changed):
        actions.delete_draft(db, alice, live, now=LATER)


def test_only_the_first_of_two_decisions_counts(db: Session, cast: Cast) -> None:
    version = make.submitted(db, cast.actor("alice"))
    assert publishing.decide(db, version.id, version.revision, status="approved", by="Anders", note=None, now=NOW)
    assert not publishing.decide(db, version.id, version.revision, status="declined", by="Astrid", note="", now=NOW)
