"""Undoing a decision within ten minutes: everything is as it was, the catalogue follows, and nothing is sent."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from registry import history
from registry.db import Database
from registry.history import Verb
from registry.mail import OutboxMail, outbox
from registry.mail.outbox import Envelope
from registry.mail.worker import deliver_due
from registry.offers import actions as offer_actions
from registry.offers import keeping, publishing, remembering, transferring
from registry.offers import queries as offer_queries
from registry.offers.models import FieldComment, Offer, OfferDeadline, OfferVersion, PolicySuccession, TagVerdict
from registry.offers.models_decisions import ReviewDecision
from registry.partners.models import Organisation
from registry.review import actions, duties, undoing
from registry.review.actions import Verdict
from registry.settings import Settings
from registry.web import clock
from tests import make
from tests.cast import Cast
from tests.make import NOW
from tests.offers.browser import form

FIRST, SECOND = "bup22.loesninger.c1", "bup22.faellesskaber.a1"
LATER = NOW + dt.timedelta(minutes=9)
WORDS = {"approved": "approve", "returned": "return", "declined": "decline"}


def decide(db: Session, cast: Cast, version: OfferVersion, decision: str, now: dt.datetime = NOW) -> None:
    said: dict[str, Any] = {"base_url": "", "now": now, "comments": {"title": "Et andet navn?"}}
    anders = cast.actor("anders")
    if decision == "approved":
        verdicts = {FIRST: Verdict(True), SECOND: Verdict(False, "Sig mere.")}
        corrected = make.content(title="Heste og ro")
        actions.approve(db, anders, version, verdicts=verdicts, note=None, corrected=corrected, **said)
    elif decision == "returned":
        actions.return_to_partner(db, anders, version, verdicts={}, note="Ret.", **said)
    else:
        actions.decline(db, anders, version, note="Nej.", **said)


def everything(db: Session, version: OfferVersion) -> dict[str, Any]:
    """All that is known of an offer, but for the revision of its version."""
    db.expire_all()

    def of(row: Any) -> dict[str, Any]:
        return {one.key: getattr(row, one.key) for one in inspect(row).mapper.column_attrs if one.key != "revision"}

    found: dict[str, Any] = {"offer": of(db.get_one(Offer, version.offer_id))}
    for table in (OfferVersion, OfferDeadline, PolicySuccession):
        rows = db.scalars(select(table).where(table.offer_id == version.offer_id))
        found[table.__tablename__] = sorted((of(row) for row in rows), key=str)
    for said in (FieldComment, TagVerdict):
        rows = db.scalars(select(said))
        found[said.__tablename__] = sorted(
            ({key: value for key, value in of(row).items() if key != "id"} for row in rows), key=str
        )
    return found


def sent_back_once(db: Session, cast: Cast) -> OfferVersion:
    """A submission of a first offer that was sent back and is here again."""
    version = make.submitted(db, cast.actor("alice"))
    earlier = NOW - dt.timedelta(days=1)
    actions.return_to_partner(
        db, cast.actor("astrid"), version, verdicts={FIRST: Verdict(True)}, comments={"summary": "Kort!"}, note="Kort.",
        base_url="", now=earlier,
    )  # fmt: skip
    offer_actions.submit(db, cast.actor("alice"), version, now=NOW)
    return version


def change_to_live(db: Session, cast: Cast) -> OfferVersion:
    """A submitted change to a live offer."""
    alice = cast.actor("alice")
    live = make.live(db, alice)
    keeping.confirm(db, alice, [db.get_one(Offer, live.offer_id)], now=NOW - dt.timedelta(days=200))
    change = offer_actions.edit(db, alice, live.offer_id, now=NOW)
    offer_actions.save(db, alice, change, make.content(title="Nyt navn", ends_on=dt.date(2027, 6, 1)), now=NOW)
    db.add(
        PolicySuccession(
            offer_id=live.offer_id, source="bup18.a1", target=FIRST, framework="bup22",
            fate="asked", relation="narrower", answer="Vi rider.", at=NOW,
        )
    )  # fmt: skip
    offer_actions.submit(db, alice, change, now=NOW)
    return change


def change_that_declares(db: Session, cast: Cast) -> OfferVersion:
    """A submitted change to an offer whose organisation took it over, and owes a declaration of its own."""
    alice = cast.actor("alice")
    live = make.draft(db, alice, safety=(), safety_declared_by=None, safety_declared_on=None)
    publishing.publish(db, live, [], now=NOW)
    offer = db.get_one(Offer, live.offer_id)
    offer.inherited_on = dt.date(2026, 10, 20)
    assert offer.undeclared_since
    change = offer_actions.edit(db, alice, live.offer_id, now=NOW)
    offer_actions.save(db, alice, change, make.content(), now=NOW)
    offer_actions.submit(db, alice, change, now=NOW)
    return change


@pytest.mark.parametrize("kind", [sent_back_once, change_to_live, change_that_declares])
@pytest.mark.parametrize("decision", ["approved", "returned", "declined"])
def test_after_undoing_everything_is_as_it_was(cast: Cast, db: Session, decision: str, kind: Any) -> None:
    version = kind(db, cast)
    public = offer_queries.live_offer(db, version.offer_id)
    before = everything(db, version)
    mails = db.scalars(select(OutboxMail.id)).all()
    seen = offer_queries.latest_change(db)
    decide(db, cast, version, decision)
    assert everything(db, version) != before
    assert len(db.scalars(select(OutboxMail.id)).all()) == len(mails) + 1
    undoing.undo(db, cast.actor("anders"), version, now=LATER)
    assert everything(db, version) == before
    assert db.scalars(select(OutboxMail.id)).all() == mails, "the partner hears nothing"
    assert offer_queries.live_offer(db, version.offer_id) == public
    if decision == "approved":
        assert version.offer_id in offer_queries.changed_since(db, seen)[1], "every catalogue follows"
    line = history.of_subject(db, "offer", version.offer_id)
    assert Verb.DECISION_UNDONE in {one.verb for one in line}
    with pytest.raises(undoing.CantUndo):
        undoing.undo(db, cast.actor("anders"), version, now=LATER)


def test_what_was_undone_can_be_decided_anew(cast: Cast, db: Session) -> None:
    version = make.submitted(db, cast.actor("alice"))
    decide(db, cast, version, "declined")
    undoing.undo(db, cast.actor("anders"), version, now=LATER)
    decide(db, cast, version, "approved", LATER)
    assert offer_queries.live_offer(db, version.offer_id) is not None
    (mail,) = db.scalars(select(OutboxMail))
    assert "godkendt" in mail.subject


class Postman:
    keeps_text = False

    def __init__(self) -> None:
        self.delivered: list[str] = []

    def send(self, envelope: Envelope) -> None:
        self.delivered.append(envelope.letter.subject)

    def close(self) -> None:
        pass


def test_the_mail_waits_until_it_can_not_be_undone_any_more(database: Database, cast: Cast) -> None:
    with database.writing() as db, db.begin():
        version = make.submitted(db, cast.actor("alice"))
        decide(db, cast, version, "returned")
        version_id = version.id
    postman = Postman()
    assert deliver_due(database, postman, clock=lambda: LATER) == 0
    over = NOW + remembering.LASTS
    assert deliver_due(database, postman, clock=lambda: over) == 1
    assert "sendt retur" in postman.delivered[0]
    with database.writing() as db, db.begin(), pytest.raises(undoing.CantUndo, match="late"):
        undoing.undo(db, cast.actor("anders"), db.get_one(OfferVersion, version_id), now=over)


def test_a_mail_that_a_worker_has_taken_stands_in_the_way(database: Database, cast: Cast) -> None:
    """Its clock may be ahead."""
    with database.writing() as db, db.begin():
        version = make.submitted(db, cast.actor("alice"))
        decide(db, cast, version, "approved")
        version_id = version.id
    with database.writing() as db, db.begin():
        assert outbox.take(db, NOW + remembering.LASTS) is not None
    with database.writing() as db, db.begin():
        version = db.get_one(OfferVersion, version_id)
        before = everything(db, version)
        with pytest.raises(undoing.CantUndo, match="sent"):
            undoing.undo(db, cast.actor("anders"), version, now=LATER)
        assert everything(db, version) == before


def confirm(db: Session, cast: Cast, version: OfferVersion) -> None:
    keeping.confirm(db, cast.actor("alice"), [db.get_one(Offer, version.offer_id)], now=LATER)


def pause(db: Session, cast: Cast, version: OfferVersion) -> None:
    offer_actions.pause(db, cast.actor("alice"), version.offer_id, now=LATER)


def begin_a_change(db: Session, cast: Cast, version: OfferVersion) -> None:
    offer_actions.edit(db, cast.actor("alice"), version.offer_id, now=LATER)


def close(db: Session, cast: Cast, version: OfferVersion) -> None:
    offer = db.get_one(Offer, version.offer_id)
    closed = make.content(title="Heste og ro", availability="lukket")
    keeping.change_at_once(db, cast.actor("alice"), offer, closed, ["availability"], now=LATER)


def move(db: Session, cast: Cast, version: OfferVersion) -> None:
    offer, to = db.get_one(Offer, version.offer_id), db.get_one(Organisation, "tinsoldaten")
    transferring.transfer(db, cast.actor("anders"), offer, to, now=LATER)


@pytest.mark.parametrize("what", [confirm, pause, begin_a_change, close, move])
def test_a_partner_who_has_gone_on_stands_in_the_way(cast: Cast, db: Session, what: Any) -> None:
    version = make.submitted(db, cast.actor("alice"))
    decide(db, cast, version, "approved")
    what(db, cast, version)
    before = everything(db, version)
    with pytest.raises(undoing.CantUndo, match="moved on"):
        undoing.undo(db, cast.actor("anders"), version, now=LATER)
    assert everything(db, version) == before
    assert len(db.scalars(select(OutboxMail)).all()) == 1


def test_a_returned_text_that_is_being_changed_stays_returned(cast: Cast, db: Session) -> None:
    version = make.submitted(db, cast.actor("alice"))
    decide(db, cast, version, "returned")
    offer_actions.save(db, cast.actor("alice"), version, make.content(title="Ny"), now=LATER)
    with pytest.raises(undoing.CantUndo, match="moved on"):
        undoing.undo(db, cast.actor("anders"), version, now=LATER)
    assert version.content.title == "Ny"


def test_at_night_what_can_not_be_undone_is_forgotten(cast: Cast, db: Session) -> None:
    decide(db, cast, make.submitted(db, cast.actor("alice")), "declined")
    assert duties.forget(db, now=LATER, settings=Settings()) == 0
    assert duties.forget(db, now=NOW + remembering.LASTS, settings=Settings()) == 1
    assert db.scalars(select(ReviewDecision)).all() == []


def test_whoever_decided_is_offered_to_undo_it(cast: Cast, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    with database.writing() as db, db.begin():
        version = make.submitted(db, cast.actor("alice"))
        decide(db, cast, version, "approved")
        version_id, offer_id = version.id, version.offer_id
    monkeypatch.setattr(clock, "now", lambda: LATER)
    assert "Du har godkendt" not in cast.sign_in("astrid").get("/godkend").text
    anders = cast.sign_in("anders")
    page = anders.get("/godkend").text
    assert 'Du har godkendt ”<span lang="da">Heste og ro</span>”.' in page
    assert "Mailen bliver sendt kl. 10.10." in page
    page = form(page, f"/godkend/{version_id}/fortryd").press(anders).text
    assert "Afgørelsen er taget tilbage" in page
    again = form(page, f"/godkend/{version_id}")
    assert again.value("fix.title") == "Heste og ro", "what was corrected needn't be typed again"
    assert again.value("comment.title") == "Et andet navn?"
    assert (again.value(f"verdict.{FIRST}"), again.value(f"verdict.{SECOND}")) == ("yes", "no")
    assert again.value(f"reason.{SECOND}") == "Sig mere."
    assert not again.values("check.no_children"), "the checklist is gone through once more"
    assert form(anders.get(f"/godkend/{version_id}").text, f"/godkend/{version_id}").value("note") == ""
    assert cast.sign_out().get(f"/tilbud/{offer_id}").status_code == 404
    anders = cast.sign_in("anders")
    assert anders.post(f"/godkend/{version_id}/fortryd").headers["location"] == "/godkend"
    assert "så afgørelsen står fast" in anders.get("/godkend").text
