"""What Petra does with her shortlists, and what others may not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.access import NOBODY, Actor, Hidden, Refused, SignInNeeded
from registry.accounts.models import Account
from registry.offers import actions as offer_actions
from registry.shortlists import actions, queries
from registry.shortlists.models import Shortlist, ShortlistItem
from registry.shortlists.rules import UnfitText
from tests import make
from tests.cast import Cast
from tests.make import NOW
from tests.shortlists.stories import colleague, counted, offers

#: Everything that can be done to a shortlist, by an actor, with an offer.
VERBS: dict[str, Callable[[Session, Actor, str, str], object]] = {
    "rename": lambda db, actor, id_, offer: actions.rename(db, actor, id_, "Andet", now=NOW),
    "delete": lambda db, actor, id_, offer: actions.delete(db, actor, id_),
    "add": lambda db, actor, id_, offer: actions.add(db, actor, id_, offer, now=NOW),
    "remove": lambda db, actor, id_, offer: actions.remove(db, actor, id_, offer, now=NOW),
    "move": lambda db, actor, id_, offer: actions.move(db, actor, id_, offer, "up", now=NOW),
    "annotate": lambda db, actor, id_, offer: actions.annotate(db, actor, id_, offer, "Ring", now=NOW),
    "share": lambda db, actor, id_, offer: actions.share(db, actor, id_),
    "unshare": lambda db, actor, id_, offer: actions.unshare(db, actor, id_),
    "read": lambda db, actor, id_, offer: queries.own_list(db, actor, id_),
}


def titles(db: Session, list_id: str) -> list[str]:
    return [entry.title for entry in queries.entries(db, list_id)]


def kept(db: Session, actor: Actor, name: str, offer_ids: list[str]) -> str:
    made = actions.create(db, actor, name, now=NOW)
    for offer_id in offer_ids:
        actions.add(db, actor, made.id, offer_id, now=NOW)
    return made.id


@pytest.mark.parametrize("verb", VERBS)
def test_only_its_owner_can_do_anything_with_a_shortlist(cast: Cast, db: Session, verb: str) -> None:
    colleague(cast)
    offer, petra = offers(cast, "Heste")[0], cast.actor("petra")
    id_ = kept(db, petra, "Dyr", [offer])
    with pytest.raises(SignInNeeded):
        VERBS[verb](db, NOBODY, id_, offer)
    for name in ("alice", "anders"):
        with pytest.raises(Refused):
            VERBS[verb](db, cast.actor(name), id_, offer)
    with pytest.raises(Hidden):
        VERBS[verb](db, cast.actor("kirsten"), id_, offer)
    VERBS[verb](db, petra, id_, offer)


def test_only_professionals_begin_shortlists(cast: Cast, db: Session) -> None:
    with pytest.raises(SignInNeeded):
        actions.create(db, NOBODY, "Dyr", now=NOW)
    for name in ("alice", "anders"):
        with pytest.raises(Refused):
            actions.create(db, cast.actor(name), "Dyr", now=NOW)


def test_adding_twice_keeps_one_and_its_place(cast: Cast, db: Session) -> None:
    petra, ids = cast.actor("petra"), offers(cast, "Heste", "Kor")
    list_id = kept(db, petra, "Dyr", [*ids, ids[0]])
    assert titles(db, list_id) == ["Heste", "Kor"]


def test_an_offer_can_be_taken_off_and_put_on_again_at_the_end(cast: Cast, db: Session) -> None:
    petra, ids = cast.actor("petra"), offers(cast, "Heste", "Kor")
    list_id = kept(db, petra, "Dyr", ids)
    actions.remove(db, petra, list_id, ids[0], now=NOW)
    actions.remove(db, petra, list_id, ids[0], now=NOW)
    assert titles(db, list_id) == ["Kor"]
    actions.add(db, petra, list_id, ids[0], now=NOW)
    assert titles(db, list_id) == ["Kor", "Heste"]


def test_offers_change_places_with_their_neighbours(cast: Cast, db: Session) -> None:
    petra, ids = cast.actor("petra"), offers(cast, "Heste", "Kor", "Skak")
    list_id = kept(db, petra, "Dyr", ids)
    actions.move(db, petra, list_id, ids[2], "up", now=NOW)
    assert titles(db, list_id) == ["Heste", "Skak", "Kor"]
    actions.move(db, petra, list_id, ids[0], "down", now=NOW)
    assert titles(db, list_id) == ["Skak", "Heste", "Kor"]
    actions.move(db, petra, list_id, ids[2], "up", now=NOW)
    assert titles(db, list_id) == ["Skak", "Heste", "Kor"]
    actions.move(db, petra, list_id, ids[1], "down", now=NOW)
    assert titles(db, list_id) == ["Skak", "Heste", "Kor"]


def test_moving_works_after_something_was_taken_off(cast: Cast, db: Session) -> None:
    petra, ids = cast.actor("petra"), offers(cast, "Heste", "Kor", "Skak")
    list_id = kept(db, petra, "Dyr", ids)
    actions.remove(db, petra, list_id, ids[1], now=NOW)
    actions.move(db, petra, list_id, ids[2], "up", now=NOW)
    assert titles(db, list_id) == ["Skak", "Heste"]
    with pytest.raises(Hidden):
        actions.move(db, petra, list_id, ids[1], "up", now=NOW)


def test_a_draft_or_an_unknown_offer_cannot_be_kept(cast: Cast, db: Session) -> None:
    petra = cast.actor("petra")
    draft = make.draft(db, cast.actor("alice")).offer_id
    list_id = kept(db, petra, "Dyr", [])
    for offer_id in (draft, "findesikke99"):
        with pytest.raises(Hidden):
            actions.add(db, petra, list_id, offer_id, now=NOW)
    assert queries.title_of(db, draft) is None


def test_an_offer_that_goes_offline_stays_with_its_note(cast: Cast, db: Session) -> None:
    petra, alice = cast.actor("petra"), cast.actor("alice")
    ids = offers(cast, "Heste", "Kor")
    list_id = kept(db, petra, "Dyr", ids)
    actions.annotate(db, petra, list_id, ids[0], "Spørg efter sommer", now=NOW)
    offer_actions.pause(db, alice, ids[0], now=NOW)
    first, second = queries.entries(db, list_id)
    assert (first.title, first.note, first.live) == ("Heste", "Spørg efter sommer", None)
    assert second.live is not None
    offer_actions.resume(db, alice, ids[0], now=NOW)
    assert queries.entries(db, list_id)[0].live is not None


def test_a_name_in_use_leads_to_the_list_that_has_it(cast: Cast, db: Session) -> None:
    colleague(cast)
    petra = cast.actor("petra")
    first = actions.create(db, petra, "Heste og natur", now=NOW)
    assert actions.create(db, petra, "  heste og NATUR ", now=NOW).id == first.id
    assert actions.create(db, cast.actor("kirsten"), "Heste og natur", now=NOW).id != first.id
    other = actions.create(db, petra, "Kor", now=NOW)
    with pytest.raises(UnfitText, match="unfit"):
        actions.rename(db, petra, other.id, "heste og natur", now=NOW)
    actions.rename(db, petra, first.id, "Heste og Natur", now=NOW)
    assert first.name == "Heste og Natur"


def test_sharing_again_after_withdrawing_makes_another_link(cast: Cast, db: Session) -> None:
    petra = cast.actor("petra")
    list_id = kept(db, petra, "Dyr", [])
    token = actions.share(db, petra, list_id)
    assert len(token) == 43
    assert actions.share(db, petra, list_id) == token
    assert queries.shared_list(db, token).id == list_id
    actions.unshare(db, petra, list_id)
    with pytest.raises(Hidden):
        queries.shared_list(db, token)
    assert actions.share(db, petra, list_id) != token


def test_a_link_ends_when_its_owner_is_no_professional_any_more(cast: Cast, db: Session) -> None:
    petra = cast.actor("petra")
    token = actions.share(db, petra, kept(db, petra, "Dyr", []))
    db.get_one(Account, "petra").role_names = ["partner"]
    db.flush()
    with pytest.raises(Hidden):
        queries.shared_list(db, token)


def test_deleting_takes_the_notes_along(cast: Cast, db: Session) -> None:
    petra, ids = cast.actor("petra"), offers(cast, "Heste")
    actions.delete(db, petra, kept(db, petra, "Dyr", ids))
    assert db.scalars(select(ShortlistItem)).all() == []
    assert db.scalars(select(Shortlist)).all() == []


def test_the_menu_knows_in_one_query_what_stands_where(cast: Cast, db: Session) -> None:
    petra, ids = cast.actor("petra"), offers(cast, "Heste", "Kor")
    assert queries.lists_of(db, petra) == []
    aabybro = kept(db, petra, "Åben dør", [])
    dyr = kept(db, petra, "Dyr", ids)
    db.commit()
    with counted() as sent:
        found = queries.lists_of(db, petra)
    assert len(sent) == 1
    assert found == [(dyr, "Dyr", frozenset(ids)), (aabybro, "Åben dør", frozenset())]


def test_who_keeps_no_shortlists_has_no_menu_and_asks_nothing(cast: Cast, db: Session) -> None:
    people = [NOBODY, cast.actor("alice"), cast.actor("anders")]
    with counted() as sent:
        assert [queries.lists_of(db, actor) for actor in people] == [None, None, None]
    assert sent == []
