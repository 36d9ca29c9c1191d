"""What is said on the way: to the partner, by mail, to the next reviewer, and to the history."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from registry import history
from registry.accounts.models import Account
from registry.db import Database
from registry.mail import OutboxMail
from registry.offers import actions as offer_actions
from registry.offers import queries as offer_queries
from registry.offers.models import OfferVersion
from registry.review import actions
from registry.review.actions import Verdict
from tests import make
from tests.cast import Cast
from tests.make import NOW

FIRST, SECOND = "bup22.loesninger.c1", "bup22.faellesskaber.a1"
LATER = NOW + dt.timedelta(days=1)
URL = "http://sammen.example"
YES = {FIRST: Verdict(True), SECOND: Verdict(True)}
MIXED = {FIRST: Verdict(True), SECOND: Verdict(False, "Nævn et eksempel.")}


END = (
    "Venlig hilsen\nSammen\n\n--\n"
    "Du får mailen, fordi du sendte tilbuddet. "
    "Saml jeres rettelser, og send dem på én gang, så kommer der kun ét svar.\n\n"
    f"Vælg sprog og mails på din konto:\n{URL}/konto\n"
)


def approve(db: Session, cast: Cast, version: OfferVersion, **said: Any) -> None:
    given: dict[str, Any] = {"verdicts": YES, "note": None, "base_url": URL, "now": LATER, **said}
    actions.approve(db, cast.actor("anders"), version, **given)


def send_back(db: Session, cast: Cast, version: OfferVersion, by: str = "anders", **said: Any) -> None:
    given: dict[str, Any] = {"verdicts": {}, "comments": {}, "note": None, "base_url": URL, "now": LATER, **said}
    actions.return_to_partner(db, cast.actor(by), version, **given)


def letter(db: Session, subject: str) -> str:
    (mail,) = db.scalars(select(OutboxMail).where(OutboxMail.subject.contains(subject)))
    assert mail.recipient == "alice@eksempel.example"
    return mail.text


def test_the_letter_of_an_approval(db: Session, cast: Cast) -> None:
    version = make.submitted(db, cast.actor("alice"), title="Heste & <ro>")
    approve(db, cast, version, verdicts=MIXED, note="Tak for et fint tilbud.", comments={"title": "Kort og godt."})
    assert letter(db, "”Heste & <ro>” er godkendt") == (
        "Hej Alice\n\n"
        "Jeres tilbud ”Heste & <ro>” er godkendt. Fagfolk kan finde det nu.\n\n"
        "Kommunen skriver:\n”Tak for et fint tilbud.”\n\n"
        "Disse svar på politikmål bliver ikke vist. I kan rette dem og sende igen:\n"
        "- Alle kan tage aktiv del i trygge fællesskaber: Nævn et eksempel.\n\n"
        "Kommunen har også skrevet 1 kommentar til et felt.\n\n"
        f"Gå til jeres tilbud:\n{URL}/mine/tilbud/{version.offer_id}\n\n{END}"
    )


def test_an_approval_without_a_word_leads_to_the_offer_as_professionals_see_it(db: Session, cast: Cast) -> None:
    version = make.submitted(db, cast.actor("alice"))
    approve(db, cast, version)
    assert f"Se det, som fagfolk ser det:\n{URL}/tilbud/{version.offer_id}\n" in letter(db, "er godkendt")


def test_the_letter_of_an_offer_sent_back(db: Session, cast: Cast) -> None:
    version = make.submitted(db, cast.actor("alice"))
    send_back(db, cast, version, verdicts=MIXED, comments={"age_min": "Også for de små?", "weekly": "Hele året?"})
    assert letter(db, "er sendt retur") == (
        "Hej Alice\n\n"
        "Kommunen har læst jeres tilbud ”Heste og ro på små hold” og har noget, I skal svare på, før det kan vises.\n\n"
        "Der er 2 kommentarer. De står ved de felter, de handler om.\n\n"
        "Disse svar på politikmål skal I se på igen:\n"
        "- Alle kan tage aktiv del i trygge fællesskaber: Nævn et eksempel.\n\n"
        f"Ret og send igen:\n{URL}/mine/tilbud/{version.offer_id}\n\n{END}"
    )


def test_letters_are_in_the_language_of_who_reads_them(db: Session, cast: Cast) -> None:
    db.execute(update(Account).where(Account.id == "alice").values(locale="en"))
    version = make.submitted(db, cast.actor("alice"))
    send_back(db, cast, version, comments={"age_min": "Også for de små?"}, note="Næsten!")
    text = letter(db, "“Heste og ro på små hold” has been sent back")
    assert text.startswith("Hello Alice\n")
    assert "There is 1 comment." in text
    assert "Næsten!" in text


def test_a_declined_change_leaves_the_live_text_and_the_letter_says_so(db: Session, cast: Cast) -> None:
    alice = cast.actor("alice")
    live = make.live(db, alice)
    change = offer_actions.edit(db, alice, live.offer_id, now=NOW)
    offer_actions.submit(db, alice, change, now=NOW)
    actions.decline(db, cast.actor("anders"), change, note="Det er et andet tilbud.", base_url=URL, now=LATER)
    assert "Det, der er godkendt, bliver stående." in letter(db, "er ikke godkendt")
    assert offer_queries.live_offer(db, live.offer_id) is not None


def test_an_approved_change_to_a_paused_offer_stays_paused(db: Session, cast: Cast) -> None:
    alice = cast.actor("alice")
    live = make.live(db, alice)
    offer_actions.pause(db, alice, live.offer_id, now=NOW)
    change = offer_actions.edit(db, alice, live.offer_id, now=NOW)
    offer_actions.submit(db, alice, change, now=NOW)
    approve(db, cast, change)
    assert "Det er på pause" in letter(db, "er godkendt")
    assert offer_queries.live_offer(db, live.offer_id) is None


def test_nobody_is_written_to_when_the_account_is_closed(db: Session, cast: Cast) -> None:
    version = make.submitted(db, cast.actor("alice"))
    db.execute(update(Account).where(Account.id == "alice").values(closed_at=NOW))
    approve(db, cast, version)
    assert db.scalars(select(OutboxMail).where(OutboxMail.subject.contains("godkendt"))).all() == []


def test_each_round_replaces_the_comments_of_the_one_before_and_the_history_keeps_them_all(
    db: Session, cast: Cast
) -> None:
    alice = cast.actor("alice")
    version = make.submitted(db, alice)
    send_back(db, cast, version, comments={"age_min": "Også for de små?"}, verdicts=MIXED, note="Næsten der.")
    offer_actions.submit(db, alice, version, now=LATER)
    send_back(db, cast, version, by="astrid", comments={"weekly": "Hele året?"}, now=LATER + dt.timedelta(hours=1))
    assert [(one.field, one.text) for one in offer_queries.comments_on(db, version.id)] == [("weekly", "Hele året?")]
    notes = {line.actor_name: line.note for line in history.of_subject(db, "offer", version.offer_id) if line.note}
    assert notes == {
        "Anders": "Næsten der.\nAlder: Også for de små?\n"
        "Svaret på ”Alle kan tage aktiv del i trygge fællesskaber” er afvist: Nævn et eksempel.",
        "Astrid": "Hvornår: Hele året?",
    }


def test_a_resubmission_shows_what_was_said_at_the_field_the_last_time(
    cast: Cast, database: Database, db: Session
) -> None:
    alice = cast.actor("alice")
    version = make.submitted(db, alice)
    send_back(db, cast, version, comments={"age_min": "Også for de små?"}, note="Næsten der.")
    offer_actions.submit(db, alice, version, now=LATER)
    db.commit()
    page = cast.sign_in("astrid").get(f"/godkend/{version.id}").text
    assert "Anders skrev 17. november 2026:" in page
    assert "Også for de små?" in page
    assert "Næsten der." in page
    assert "sendt igen" in cast.client.get("/godkend").text


def test_comments_reach_the_partner_whatever_is_decided(cast: Cast, db: Session) -> None:
    version = make.submitted(db, cast.actor("alice"))
    approve(db, cast, version, comments={"summary": "Skriv gerne, hvor længe det varer."})
    db.commit()
    assert "Skriv gerne, hvor længe det varer." in cast.sign_in("alice").get(f"/mine/tilbud/{version.offer_id}").text


@pytest.mark.parametrize("decision", ["approved", "returned", "declined"])
def test_a_submission_that_was_decided_says_what_came_of_it(cast: Cast, db: Session, decision: str) -> None:
    version = make.submitted(db, cast.actor("alice"))
    if decision == "approved":
        approve(db, cast, version, verdicts=MIXED, note="Fint.")
    elif decision == "returned":
        send_back(db, cast, version, comments={"summary": "Hvor længe?"}, note="Fint.")
    else:
        actions.decline(db, cast.actor("anders"), version, note="Fint.", base_url=URL, now=LATER)
    db.commit()
    page = cast.sign_in("astrid").get(f"/godkend/{version.id}")
    assert page.status_code == 200
    verb = {"approved": "godkendte det", "returned": "sendte det retur", "declined": "afslog det"}[decision]
    assert f"Anders {verb} 17. november 2026" in page.text
    assert "”Fint.”" in page.text
    assert 'name="decision"' not in page.text
    assert ("Vi strigler" in page.text, cast.client.get(f"/godkend/{version.id}/vis").status_code) == (
        False,
        404 if decision == "returned" else 200,
    )
