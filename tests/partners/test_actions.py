"""What happens to organisations: who may, what is written down, and who gets mail."""

import dataclasses
import datetime as dt
import threading
from collections.abc import Callable

import msgspec
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.access import SYSTEM, Actor, Hidden, Refused, SignInNeeded
from registry.accounts.models import Account
from registry.db import Database
from registry.history import HistoryLine
from registry.mail import OutboxMail
from registry.offers import queries as offer_queries
from registry.partners import actions, joining, queries, rules
from registry.partners.models import Membership, Organisation
from registry.partners.rules import Details
from tests import make
from tests.cast import Cast
from tests.make import NOW

URL = "https://sammen.example"
CVR = "29189420"
NEW = Details(name="Bådelauget", sector="association", cvr=CVR, postal_code="9400", contact_name="Mette")


def told(db: Session) -> list[tuple[str, str]]:
    """Return what happened and the note, in order."""
    db.flush()
    lines = db.execute(select(HistoryLine.verb, HistoryLine.note).order_by(HistoryLine.at, HistoryLine.id))
    return sorted((line.verb, line.note or "") for line in lines)


def mailed(db: Session) -> dict[str, str]:
    """Return the subjects of the mail that waits, by who gets it."""
    db.flush()
    return {mail.recipient.split("@")[0]: mail.subject for mail in db.scalars(select(OutboxMail))}


def havfruen(db: Session) -> Organisation:
    return db.get_one(Organisation, "havfruen")


def test_who_makes_an_organisation_is_its_first_member(db: Session, cast: Cast) -> None:
    made = actions.create(db, cast.actor("alice"), NEW, now=NOW)
    assert [person.name for person in queries.people_of(db, [made.id])] == ["Alice"]
    assert made.verified_at is None
    assert told(db) == [("organisation_created", "")]


@pytest.mark.parametrize("who", ["petra", "anders"])
def test_only_partners_make_organisations(db: Session, cast: Cast, who: str) -> None:
    with pytest.raises(Refused):
        actions.create(db, cast.actor(who), NEW, now=NOW)


def test_a_visitor_is_asked_to_sign_in(db: Session, cast: Cast) -> None:
    with pytest.raises(SignInNeeded):
        actions.create(db, Actor(), NEW, now=NOW)


def test_there_is_one_organisation_for_a_cvr_number(db: Session, cast: Cast) -> None:
    first = actions.create(db, cast.actor("alice"), NEW, now=NOW)
    with pytest.raises(actions.CvrTaken) as taken:
        actions.create(db, cast.actor("charlie"), msgspec.structs.replace(NEW, name="Andre"), now=NOW)
    assert taken.value.organisation.id == first.id
    with pytest.raises(actions.CvrTaken):
        actions.change(db, cast.actor("bob"), havfruen(db), msgspec.structs.replace(NEW, name="Havfruen"), now=NOW)


def test_two_who_take_a_cvr_number_at_once_get_one_organisation(database: Database, cast: Cast) -> None:
    """Both have looked and seen nothing before either writes."""
    looked = threading.Barrier(2, timeout=5)
    outcomes: list[str] = []
    look = queries.by_cvr

    def by_cvr(db: Session, cvr: str) -> Organisation | None:
        found = look(db, cvr)
        if found is None and not database.is_sqlite:
            looked.wait()
        return found

    def make_one(who: str) -> None:
        actor = cast.actor(who)
        try:
            with database.writing() as db, db.begin():
                actions.create(db, actor, msgspec.structs.replace(NEW, name=f"{who} vandt"), now=NOW)
            outcomes.append("made")
        except actions.CvrTaken:
            outcomes.append("taken")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(queries, "by_cvr", by_cvr)
        threads = [threading.Thread(target=make_one, args=(who,)) for who in ("alice", "charlie")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
    assert sorted(outcomes) == ["made", "taken"]
    with database.reading() as db:
        assert len(db.scalars(select(Organisation).where(Organisation.cvr == CVR)).all()) == 1


def test_an_import_finds_by_cvr_then_by_name_and_else_makes(db: Session, cast: Cast) -> None:
    def find(name: str, cvr: str | None = None) -> Organisation:
        return actions.find_or_make(db, SYSTEM, cvr=cvr, name=name, sector="culture", now=NOW)

    assert find("HAVFRUEN").id == "havfruen"
    new = find("Kulturskolen")
    assert (new.verified_at, new.sector, queries.people_of(db, [new.id])) == (None, "culture", [])
    assert find("Kulturskolen", CVR).id == new.id
    assert new.cvr == CVR
    assert find("Et andet navn", CVR).id == new.id
    assert find("Kulturskolen").id == new.id
    assert find("Kulturskolen", "13585628").id != new.id


def test_a_new_name_must_be_verified_again_and_a_new_phone_number_not(db: Session, cast: Cast) -> None:
    alice, organisation = cast.actor("alice"), havfruen(db)
    details = actions.details_of(organisation)
    actions.change(db, alice, organisation, msgspec.structs.replace(details, contact_phone="12 34 56 78"), now=NOW)
    assert organisation.verified_at is not None
    actions.change(db, alice, organisation, msgspec.structs.replace(details, name="Havfruens Hold"), now=NOW)
    assert organisation.verified_at is None
    assert told(db) == [
        ("organisation_changed", "navn og telefon"),
        ("organisation_changed", "telefon"),
        ("organisation_unverified", "Navn eller CVR-nummer er ændret"),
    ]
    assert [one.name for one in queries.find(db, "havfruens hold")] == ["Havfruens Hold"]


def test_what_somebody_else_changed_is_not_overwritten(db: Session, cast: Cast) -> None:
    organisation = havfruen(db)
    before = actions.details_of(organisation)
    seen = rules.fingerprint(before)
    actions.change(db, cast.actor("bob"), organisation, msgspec.structs.replace(before, postal_code="9400"), now=NOW)
    with pytest.raises(actions.Changed):
        actions.change(
            db, cast.actor("alice"), organisation, msgspec.structs.replace(before, cvr=CVR), now=NOW, seen=seen
        )
    assert (organisation.postal_code, organisation.cvr) == ("9400", None)


def test_nobody_changes_anothers_organisation(db: Session, cast: Cast) -> None:
    with pytest.raises(Hidden):
        actions.change(db, cast.actor("charlie"), havfruen(db), NEW, now=NOW)
    with pytest.raises(Refused):
        actions.change(db, cast.actor("anders"), havfruen(db), NEW, now=NOW)


def test_the_search_hears_of_a_new_name_and_of_being_verified_again(db: Session, cast: Cast) -> None:
    offer = make.live(db, cast.actor("alice")).offer_id
    organisation = havfruen(db)
    seen = offer_queries.latest_change(db)
    actions.change(
        db,
        cast.actor("alice"),
        organisation,
        msgspec.structs.replace(actions.details_of(organisation), name="Havfruens Hold"),
        now=NOW,
    )
    seen, changed = offer_queries.changed_since(db, seen)
    assert changed == {offer}
    actions.verify(db, cast.actor("anders"), organisation, "Set", base_url=URL, now=NOW)
    seen, changed = offer_queries.changed_since(db, seen)
    assert changed == {offer}
    details = msgspec.structs.replace(actions.details_of(organisation), contact_role="Formand")
    actions.change(db, cast.actor("alice"), organisation, details, now=NOW)
    assert offer_queries.changed_since(db, seen) == (seen, set())


def test_charlie_asks_and_bob_lets_him_in(db: Session, cast: Cast) -> None:
    asked = joining.ask_to_join(
        db, cast.actor("charlie"), havfruen(db), "Jeg er ny træner & glad", base_url=URL, now=NOW
    )
    assert asked
    assert mailed(db) == dict.fromkeys(("alice", "bob"), "Charlie vil gerne være med i Havfruen")
    text = db.scalars(select(OutboxMail.text)).first() or ""
    assert "”Jeg er ny træner & glad”" in text
    assert f"{URL}/mine/organisationer/havfruen" in text
    joining.let_in(db, cast.actor("bob"), havfruen(db), "charlie", base_url=URL, now=NOW)
    assert queries.organisations_of(db, "charlie")[0] == {"havfruen", "tinsoldaten"}
    assert mailed(db)["charlie"] == "Du er nu med i Havfruen"
    assert told(db) == [("asked_to_join", ""), ("let_in", "Charlie")]


def test_asking_twice_is_asking_once(db: Session, cast: Cast) -> None:
    for expected in (True, False):
        assert joining.ask_to_join(db, cast.actor("charlie"), havfruen(db), None, base_url=URL, now=NOW) is expected
    assert len(told(db)) == 1
    assert not joining.ask_to_join(db, cast.actor("alice"), havfruen(db), None, base_url=URL, now=NOW)


def test_charlie_is_turned_away_and_may_ask_again(db: Session, cast: Cast) -> None:
    joining.ask_to_join(db, cast.actor("charlie"), havfruen(db), None, base_url=URL, now=NOW)
    joining.turn_away(db, cast.actor("alice"), havfruen(db), "charlie", base_url=URL, now=NOW)
    assert mailed(db)["charlie"] == "Svar fra Havfruen"
    assert queries.organisations_of(db, "charlie")[0] == {"tinsoldaten"}
    assert joining.ask_to_join(db, cast.actor("charlie"), havfruen(db), None, base_url=URL, now=NOW)


@pytest.mark.parametrize("answer", [joining.let_in, joining.turn_away])
def test_the_second_answer_changes_nothing(db: Session, cast: Cast, answer: Callable[..., None]) -> None:
    joining.ask_to_join(db, cast.actor("charlie"), havfruen(db), None, base_url=URL, now=NOW)
    joining.let_in(db, cast.actor("alice"), havfruen(db), "charlie", base_url=URL, now=NOW)
    with pytest.raises(actions.Changed):
        answer(db, cast.actor("bob"), havfruen(db), "charlie", base_url=URL, now=NOW)
    with pytest.raises(actions.Changed):
        joining.take_request_back(db, cast.actor("charlie"), havfruen(db), now=NOW)
    assert queries.organisations_of(db, "charlie")[0] == {"havfruen", "tinsoldaten"}


def test_nobody_is_let_in_by_themselves_or_by_strangers(db: Session, cast: Cast) -> None:
    joining.ask_to_join(db, cast.actor("charlie"), havfruen(db), None, base_url=URL, now=NOW)
    with pytest.raises(Hidden):
        joining.let_in(db, cast.actor("charlie"), havfruen(db), "charlie", base_url=URL, now=NOW)
    with pytest.raises(Refused):
        joining.let_in(db, cast.actor("petra"), havfruen(db), "charlie", base_url=URL, now=NOW)


def test_where_there_are_no_members_administrators_are_told_and_answer(db: Session, cast: Cast) -> None:
    empty = actions.find_or_make(db, SYSTEM, cvr=None, name="Kulturskolen", sector="culture", now=NOW)
    joining.ask_to_join(db, cast.actor("charlie"), empty, None, base_url=URL, now=NOW)
    assert set(mailed(db)) == {"anders", "astrid"}
    assert f"{URL}/administration/organisationer/{empty.id}" in (db.scalars(select(OutboxMail.text)).first() or "")
    joining.let_in(db, cast.actor("anders"), empty, "charlie", base_url=URL, now=NOW)
    assert empty.id in queries.organisations_of(db, "charlie")[0]


def test_nobody_waits_for_more_than_five_organisations(db: Session, cast: Cast) -> None:
    for n in range(rules.MOST_WAITING):
        one = actions.find_or_make(db, SYSTEM, cvr=None, name=f"Hus {n}", sector="culture", now=NOW)
        joining.ask_to_join(db, cast.actor("charlie"), one, None, base_url=URL, now=NOW)
    with pytest.raises(Refused, match="5 organisationer"):
        joining.ask_to_join(db, cast.actor("charlie"), havfruen(db), None, base_url=URL, now=NOW)


def test_bob_leaves_and_alice_as_the_last_one_stays(db: Session, cast: Cast) -> None:
    joining.leave(db, cast.actor("bob"), havfruen(db), now=NOW)
    assert queries.organisations_of(db, "bob")[0] == frozenset()
    with pytest.raises(Refused, match="eneste medlem"):
        joining.leave(db, cast.actor("alice"), havfruen(db), now=NOW)
    assert told(db) == [("left", "")]


def test_two_who_leave_at_once_do_not_leave_it_empty(database: Database, cast: Cast) -> None:
    begun, refused = threading.Barrier(2, timeout=5), []

    def go(who: str) -> None:
        actor = cast.actor(who)
        begun.wait()
        try:
            with database.writing() as db, db.begin():
                joining.leave(db, actor, havfruen(db), now=NOW)
        except Refused:
            refused.append(who)

    threads = [threading.Thread(target=go, args=(who,)) for who in ("alice", "bob")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(refused) == 1
    with database.reading() as db:
        assert queries.number_of_members(db, "havfruen") == 1


def test_verifying_is_told_to_the_members_in_their_own_language(db: Session, cast: Cast) -> None:
    db.get_one(Account, "bob").locale = "en"
    organisation = havfruen(db)
    actions.unverify(db, cast.actor("anders"), organisation, "Foreningen er lukket", base_url=URL, now=NOW)
    assert organisation.verified_at is None
    assert mailed(db) == {
        "alice": "Havfruen er ikke længere bekræftet",
        "bob": "Havfruen is no longer verified",
    }
    actions.verify(db, cast.actor("astrid"), organisation, "Kendt samarbejdspartner", base_url=URL, now=NOW)
    assert (organisation.verified_by_name, organisation.verified_reason) == ("Astrid", "Kendt samarbejdspartner")
    assert told(db) == [
        ("organisation_unverified", "Foreningen er lukket"),
        ("organisation_verified", "Kendt samarbejdspartner"),
    ]


def test_the_second_administrator_verifies_nothing(db: Session, cast: Cast) -> None:
    with pytest.raises(actions.Changed):
        actions.verify(db, cast.actor("anders"), havfruen(db), "Set", base_url=URL, now=NOW)
    for who in ("alice", "petra"):
        with pytest.raises(Refused):
            actions.verify(db, cast.actor(who), havfruen(db), "Set", base_url=URL, now=NOW)


def test_an_organisation_that_changed_its_name_meanwhile_is_not_verified_by_its_old_one(
    database: Database, cast: Cast
) -> None:
    with database.writing() as db, db.begin():
        actions.unverify(db, cast.actor("anders"), havfruen(db), "Prøve", base_url=URL, now=NOW)
    with database.reading() as looking:
        seen = havfruen(looking)
    with database.writing() as db, db.begin():
        organisation = havfruen(db)
        details = msgspec.structs.replace(actions.details_of(organisation), name="En helt anden")
        actions.change(db, cast.actor("alice"), organisation, details, now=NOW)
    with database.writing() as db, db.begin(), pytest.raises(actions.Changed):
        actions.verify(db, cast.actor("anders"), seen, "Set", base_url=URL, now=NOW)


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ("østerå", ["Østerå Skøjteklub"]),
        ("oesteraa", ["Østerå Skøjteklub"]),
        ("ØSTERAA klub", ["Østerå Skøjteklub"]),
        ("skøjte", ["Østerå Skøjteklub"]),
        ("29 18 94 20", ["Bådelauget"]),
        ("baade", ["Bådelauget"]),
        ("100%", []),
        ("_", []),
        ("", []),
    ],
)
def test_organisations_are_found_as_people_write_them(db: Session, cast: Cast, sought: str, found: list[str]) -> None:
    for details in (NEW, Details(name="Østerå Skøjteklub", sector="association")):
        actions.create(db, cast.actor("alice"), details, now=NOW)
    assert [one.name for one in queries.find(db, sought)] == found


def test_a_person_who_is_gone_gets_no_mail(db: Session, cast: Cast) -> None:
    db.get_one(Account, "bob").closed_at = NOW
    db.flush()
    assert [reader.name for reader in queries.readers_in(db, "havfruen")] == ["Alice"]
    assert db.get(Membership, ("havfruen", "bob")) is not None


def test_asking_again_and_again_fills_nobodys_mailbox(db: Session, cast: Cast) -> None:
    charlie = cast.actor("charlie")
    for n in range(4):
        assert joining.ask_to_join(db, charlie, havfruen(db), None, base_url=URL, now=NOW + dt.timedelta(hours=n))
        joining.take_request_back(db, charlie, havfruen(db), now=NOW + dt.timedelta(hours=n, minutes=5))
    assert len(db.scalars(select(OutboxMail)).all()) == 2, "one each to Alice and Bob"
    joining.ask_to_join(db, charlie, havfruen(db), None, base_url=URL, now=NOW + dt.timedelta(days=2))
    assert len(db.scalars(select(OutboxMail)).all()) == 4


def test_nobody_verifies_their_own_organisation(db: Session, cast: Cast) -> None:
    anders = cast.actor("anders")
    member = dataclasses.replace(anders, organisations=frozenset({"havfruen"}))
    havfruen(db).verified_at = None
    db.flush()
    with pytest.raises(Refused, match="en anden administrator"):
        actions.verify(db, member, havfruen(db), "Set", base_url=URL, now=NOW)
    actions.verify(db, anders, havfruen(db), "Set", base_url=URL, now=NOW)
