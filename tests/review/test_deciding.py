"""Two administrators, a partner and a submission, on both databases."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from litestar.testing import TestClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.db import Database
from registry.mail import OutboxMail
from registry.offers import actions as offer_actions
from registry.offers import queries as offer_queries
from registry.offers.models import FieldComment, OfferVersion, TagVerdict
from registry.partners.models import Membership
from registry.review import actions
from registry.review.actions import TooLate, Verdict
from registry.review.rules import CHECKLIST
from tests import make
from tests.cast import BEGINNING, Cast
from tests.make import NOW
from tests.offers.browser import form

FIRST, SECOND = "bup22.loesninger.c1", "bup22.faellesskaber.a1"
TICKED = {f"check.{item}": "1" for item in CHECKLIST}
ACCEPTED = {f"verdict.{FIRST}": "yes", f"verdict.{SECOND}": "yes"}


@pytest.fixture
def db(database: Database) -> Iterator[Session]:
    """A session that only looks, so that it stands in nobody's way."""
    with database.reading() as session:
        yield session


@pytest.fixture
def version(database: Database, cast: Cast) -> OfferVersion:
    """Alice has sent an offer to the municipality."""
    with database.writing() as db, db.begin():
        sent = make.submitted(db, cast.actor("alice"))
        db.refresh(sent)
        db.expunge(sent)
        return sent


def decide(client: TestClient, version: OfferVersion, decision: str, **fields: Any) -> Any:
    data = {"revision": str(version.revision), "decision": decision, **fields}
    return client.post(f"/godkend/{version.id}", data=data)


def status(db: Session, version: OfferVersion) -> str:
    db.rollback()
    found = db.scalar(select(OfferVersion.status).where(OfferVersion.id == version.id))
    assert found is not None
    return found


def test_an_approval_publishes_the_offer_with_the_accepted_answers_only(
    cast: Cast, db: Session, version: OfferVersion
) -> None:
    verdicts = {f"verdict.{FIRST}": "yes", f"verdict.{SECOND}": "no", f"reason.{SECOND}": "Nævn et eksempel."}
    answer = decide(cast.sign_in("anders"), version, "approve", **TICKED, **verdicts)
    assert (answer.status_code, answer.headers["location"]) == (303, "/godkend")
    live = offer_queries.live_offer(db, version.offer_id)
    assert live is not None
    assert live.elements == (FIRST,)
    page = cast.sign_out().get(f"/tilbud/{version.offer_id}").text
    assert "Et barn kan komme før de andre" in page
    assert "Alle får deres egen hest at passe" not in page
    (mail,) = db.scalars(select(OutboxMail).where(OutboxMail.recipient == "alice@eksempel.example"))
    assert mail.subject == "”Heste og ro på små hold” er godkendt"
    assert "Nævn et eksempel." in mail.text
    assert f"http://testserver.local/mine/tilbud/{version.offer_id}" in mail.text


def test_the_partner_sees_what_was_said_at_the_field_and_may_send_again(
    cast: Cast, database: Database, db: Session, version: OfferVersion
) -> None:
    said = {"comment.weekly": "Hvornår slutter I?", "note": "Et fint tilbud."}
    assert decide(cast.sign_in("anders"), version, "return", **said).status_code == 303
    assert status(db, version) == "returned"
    alice = cast.sign_in("alice")
    overview = alice.get(f"/mine/tilbud/{version.offer_id}").text
    assert "Hvornår slutter I?" in overview
    assert "Et fint tilbud." in overview
    assert "Hvornår slutter I?" in alice.get(f"/mine/tilbud/{version.offer_id}/hvem").text
    (mail,) = db.scalars(select(OutboxMail).where(OutboxMail.recipient == "alice@eksempel.example"))
    assert "sendt retur" in mail.subject
    with database.writing() as hers, hers.begin():
        offer_actions.submit(hers, cast.actor("alice"), hers.get_one(OfferVersion, version.id), now=NOW)
    assert status(db, version) == "submitted"


def test_a_decline_needs_its_reason(cast: Cast, db: Session, version: OfferVersion) -> None:
    anders = cast.sign_in("anders")
    answer = decide(anders, version, "decline")
    assert answer.status_code == 422
    assert "Skriv, hvorfor tilbuddet bliver afslået" in answer.text
    assert status(db, version) == "submitted"
    assert decide(anders, version, "decline", note="Det er ikke for børn.").status_code == 303
    assert status(db, version) == "declined"
    assert "Det er ikke for børn." in cast.sign_in("alice").get(f"/mine/tilbud/{version.offer_id}").text


def test_nothing_typed_is_lost_when_something_is_missing(cast: Cast, version: OfferVersion) -> None:
    answer = decide(
        cast.sign_in("anders"), version, "approve", **ACCEPTED,
        **{"comment.title": "Godt navn", "check.no_children": "1", "note": "Tak"},
    )  # fmt: skip
    assert answer.status_code == 422
    assert "<title>Fejl: Gennemse Heste og ro" in answer.text
    assert answer.text.index("error-summary") < answer.text.index('id="changes"')
    assert "Gå tjeklisten igennem" in answer.text
    assert "Godt navn</textarea>" in answer.text
    assert "Tak</textarea>" in answer.text
    assert answer.text.count(" checked") == 3


def test_the_second_of_two_administrators_is_told_what_the_first_decided(
    cast: Cast, db: Session, version: OfferVersion
) -> None:
    decide(cast.sign_in("anders"), version, "return", note="Ret prisen.")
    typed = {"note": "Flot!", "comment.age_min": "Også for de små?", f"reason.{SECOND}": "Sig mere."}
    answer = decide(cast.sign_in("astrid"), version, "approve", **TICKED, **ACCEPTED, **typed)
    assert answer.status_code == 409
    assert all(text in answer.text for text in typed.values()), "what was typed stays in sight"
    assert "Anders har afgjort tilbuddet" in answer.text
    assert "Anders sendte det retur" in answer.text
    assert "Ret prisen." in answer.text
    assert status(db, version) == "returned"


def test_of_two_who_decide_in_the_same_moment_one_is_refused(
    database: Database, cast: Cast, version: OfferVersion
) -> None:
    together = threading.Barrier(2)
    outcomes: list[str] = []

    def approve(name: str) -> None:
        with database.writing() as db:
            seen = db.get_one(OfferVersion, version.id) if not database.is_sqlite else version
            together.wait(10)
            if database.is_sqlite:
                seen = db.get_one(OfferVersion, version.id)
            try:
                actions.approve(
                    db, cast.actor(name), seen, verdicts={FIRST: Verdict(True)}, note=None, base_url="", now=NOW
                )
                db.commit()
                outcomes.append("approved")
            except TooLate as late:
                outcomes.append(f"too late: {late.version.decided_by_name}")

    people = [threading.Thread(target=approve, args=(name,)) for name in ("anders", "astrid")]
    for person in people:
        person.start()
    for person in people:
        person.join(30)
    assert "approved" in outcomes
    assert any(outcome in ("too late: Anders", "too late: Astrid") for outcome in outcomes)


def test_a_text_that_was_sent_anew_must_be_read_anew(
    cast: Cast, database: Database, db: Session, version: OfferVersion
) -> None:
    with database.writing() as hers, hers.begin():
        alice = cast.actor("alice")
        current = hers.get_one(OfferVersion, version.id)
        offer_actions.withdraw(hers, alice, current, now=NOW)
        offer_actions.save(hers, alice, current, make.content(title="Et andet navn"), now=NOW)
        offer_actions.submit(hers, alice, current, now=NOW)
    answer = decide(cast.sign_in("anders"), version, "approve", **TICKED, **ACCEPTED, note="Flot")
    assert answer.status_code == 409
    assert "Teksten er ændret, siden du åbnede den" in answer.text
    assert "Et andet navn" in answer.text
    assert "Flot</textarea>" in answer.text
    assert " checked" not in answer.text, "nobody has said anything of the new text yet"
    assert status(db, version) == "submitted"
    again = form(answer.text, f"/godkend/{version.id}").fill({**TICKED, **ACCEPTED})
    assert again.press(cast.client, "decision", "approve").status_code == 303
    assert status(db, version) == "approved"


def test_a_text_that_was_taken_back_cannot_be_decided(
    cast: Cast, database: Database, db: Session, version: OfferVersion
) -> None:
    with database.writing() as hers, hers.begin():
        offer_actions.withdraw(hers, cast.actor("alice"), hers.get_one(OfferVersion, version.id), now=NOW)
    anders = cast.sign_in("anders")
    answer = decide(anders, version, "approve", **TICKED, **ACCEPTED, note="Flot")
    assert answer.status_code == 409
    assert "Partneren har trukket tilbuddet tilbage" in answer.text
    assert "Flot" in answer.text
    assert "Vi strigler, muger ud" not in answer.text, "a draft is nobody else's business"
    assert anders.get(f"/godkend/{version.id}").status_code == 404


@pytest.mark.parametrize("field", ["note", "comment.title", f"reason.{FIRST}"])
def test_a_personal_number_is_refused_and_gone(
    cast: Cast, db: Session, version: OfferVersion, caplog: pytest.LogCaptureFixture, field: str
) -> None:
    caplog.set_level(logging.DEBUG)
    answer = decide(cast.sign_in("anders"), version, "return", **{field: "Handler det om 010203-1234?"})
    assert answer.status_code == 422
    assert "Fjern CPR-nummeret" in answer.text
    assert "010203" not in answer.text
    assert "010203" not in caplog.text
    assert db.scalars(select(FieldComment)).all() == []


def test_nobody_approves_the_offer_of_their_own_organisation(
    cast: Cast, database: Database, db: Session, version: OfferVersion
) -> None:
    with database.writing() as ours, ours.begin():
        ours.add(Membership(organisation_id="havfruen", account_id="anders", asked_at=BEGINNING, joined_at=BEGINNING))
    anders = cast.sign_in("anders")
    page = anders.get(f"/godkend/{version.id}").text
    assert "en anden administrator skal afgøre" in page
    assert 'value="approve"' not in page
    assert decide(anders, version, "approve", **TICKED, **ACCEPTED).status_code == 403
    assert status(db, version) == "submitted"


def test_a_change_is_shown_beside_what_is_live(cast: Cast, database: Database, version: OfferVersion) -> None:
    decide(cast.sign_in("anders"), version, "approve", **TICKED, **ACCEPTED)
    with database.writing() as hers, hers.begin():
        alice = cast.actor("alice")
        change = offer_actions.edit(hers, alice, version.offer_id, now=NOW)
        offer_actions.save(hers, alice, change, make.content(age_min=5), now=NOW)
        offer_actions.submit(hers, alice, change, now=NOW)
        change_id = change.id
    page = cast.sign_in("astrid").get(f"/godkend/{change_id}").text
    assert "<del>7</del>" in page
    assert "<ins>5</ins>" in page
    assert "Yngre børn end før" in page
    assert page.count('value="yes" checked') == 2, "what was accepted before and says the same is accepted already"
    queue = cast.sign_in("astrid").get("/godkend").text
    assert "1 felt rettet" in queue


def test_verdicts_of_a_returned_text_are_kept_for_the_partner(cast: Cast, db: Session, version: OfferVersion) -> None:
    decide(
        cast.sign_in("anders"), version, "return",
        **{f"verdict.{FIRST}": "yes", f"verdict.{SECOND}": "no", f"reason.{SECOND}": "Nævn et eksempel."},
    )  # fmt: skip
    found = {verdict.element: (verdict.accepted, verdict.reason) for verdict in db.scalars(select(TagVerdict))}
    assert found == {FIRST: (True, None), SECOND: (False, "Nævn et eksempel.")}
