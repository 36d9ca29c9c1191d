"""Approving with corrections: small texts are put right by the reviewer, and the partner is told."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from registry import history
from registry.accounts.models import Account
from registry.db import Database
from registry.history import Verb
from registry.mail import OutboxMail
from registry.offers import queries as offer_queries
from registry.offers.content import Contact, Slot
from registry.offers.models import OfferVersion
from registry.review.corrections import AT_ROW, apply, corrections, in_brief, texts
from registry.review.differences import FIELDS
from registry.review.rules import CHECKLIST
from tests import make
from tests.cast import Cast
from tests.make import CONTENT
from tests.offers.browser import HtmlForm, form

FIRST, SECOND = "bup22.loesninger.c1", "bup22.faellesskaber.a1"
JUDGED = {f"check.{item}": "1" for item in CHECKLIST} | {f"verdict.{FIRST}": "yes", f"verdict.{SECOND}": "yes"}


@pytest.fixture
def db(database: Database) -> Iterator[Session]:
    """A session that only looks, so that it stands in nobody's way."""
    with database.reading() as session:
        yield session


@pytest.fixture
def version(database: Database, cast: Cast) -> OfferVersion:
    with database.writing() as db, db.begin():
        sent = make.submitted(db, cast.actor("alice"), description="Vi strigler.\n\nVi rider, og  vi går hjem.")
        db.expunge(sent)
        return sent


def opened(cast: Cast, version: OfferVersion) -> HtmlForm:
    return form(cast.sign_in("anders").get(f"/godkend/{version.id}").text, f"/godkend/{version.id}").fill(JUDGED)


def test_what_is_corrected_is_published_told_and_kept_as_the_reviewers(
    cast: Cast, db: Session, version: OfferVersion
) -> None:
    typed = {
        "fix.title": "Heste og ro i små hold",
        "fix.contact.role": "formand",
        f"fix.policy.{FIRST}": "Et barn kan komme før de andre og have hele stalden for sig selv.",
    }
    assert opened(cast, version).fill(typed).press(cast.client, "decision", "approve").status_code == 303
    live = offer_queries.live_offer(db, version.offer_id)
    assert live is not None
    assert live.content.title == "Heste og ro i små hold"
    assert live.content.contact == Contact(name="Karen", role="formand", email="karen@eksempel.example")
    assert live.content.description == version.content.description, "what nobody touched is as it was"
    (mail,) = db.scalars(select(OutboxMail).where(OutboxMail.recipient == "alice@eksempel.example"))
    assert "Vi har rettet lidt for jer:" in mail.text
    assert "fra ”Heste og ro på små hold” til ”Heste og ro i små hold”" in mail.text
    assert "fra ”ikke oplyst” til ”formand”" in mail.text
    assert "hele stalden" in mail.text
    line = next(one for one in history.of_subject(db, "offer", version.offer_id) if one.verb == Verb.APPROVED_CORRECTED)
    assert line.actor_name == "Anders"
    assert "Heste og ro på små hold → Heste og ro i små hold" in (line.note or "")


def test_small_facts_are_corrected_too_and_told_from_what_to_what(
    cast: Cast, db: Session, version: OfferVersion
) -> None:
    typed = {
        "fix.age_max": "13 år",
        "fix.weekly.0.day": "tue",
        "fix.weekly.1.day": "thu",
        "fix.weekly.1.start": "16",
        "fix.weekly.1.end": "17.30",
        "fix.period": "Hele året",
        "fix.postal_code": "9000",
        "fix.price_dkk": "25 kr.",
        "fix.price_unit": "gang",
        "fix.gender": "piger",
    }
    assert opened(cast, version).fill(typed).press(cast.client, "decision", "approve").status_code == 303
    live = offer_queries.live_offer(db, version.offer_id)
    assert live is not None
    assert live.content == msgspec.structs.replace(
        version.content,
        age_max=13,
        weekly=(Slot("tue", "15:30", "17:00"), Slot("thu", "16:00", "17:30")),
        period="Hele året",
        postal_code="9000",
        price_dkk=25,
        price_unit="gang",
        gender="piger",
    ), "nothing else has changed"
    told = [
        ("Alder", "7–11 år", "7–13 år"),
        ("Piger eller drenge", "", "Kun piger"),
        ("Hvornår", "Mandag 15.30–17.00", "Tirsdag 15.30–17.00, Torsdag 16.00–17.30, Hele året"),
        ("Pris", "Gratis", "25 kr. pr. gang"),
    ]
    (mail,) = db.scalars(select(OutboxMail).where(OutboxMail.recipient == "alice@eksempel.example"))
    line = next(one for one in history.of_subject(db, "offer", version.offer_id) if one.verb == Verb.APPROVED_CORRECTED)
    for label, before, now in told:
        assert f"{label}: fra ”{before or 'ikke oplyst'}” til ”{now}”" in mail.text
        assert f"{label}: {before or '–'} → {now}" in (line.note or "").splitlines()
    assert "9400 Nørresundby” til" in mail.text
    assert "Hvordan" not in (line.note or ""), "what wasn't corrected isn't told"


def test_each_reads_of_corrections_in_their_own_language(cast: Cast, database: Database, version: OfferVersion) -> None:
    with database.writing() as db, db.begin():
        db.get_one(Account, "anders").locale = "en"
    filled = opened(cast, version).fill({"fix.age_max": "13"})
    assert filled.press(cast.client, "decision", "approve").status_code == 303
    with database.reading() as db:
        (mail,) = db.scalars(select(OutboxMail).where(OutboxMail.recipient == "alice@eksempel.example"))
        assert "Alder: fra ”7–11 år” til ”7–13 år”" in mail.text
        lines = history.of_subject(db, "offer", version.offer_id)
        assert "Alder: 7–11 år → 7–13 år" in [line.note for line in lines]


def test_a_fixed_time_that_is_emptied_goes(cast: Cast, db: Session, version: OfferVersion) -> None:
    emptied = {f"fix.weekly.0.{part}": "" for part in ("day", "start", "end")}
    assert opened(cast, version).fill(emptied).press(cast.client, "decision", "approve").status_code == 303
    live = offer_queries.live_offer(db, version.offer_id)
    assert live is not None
    assert live.content.weekly == ()


def test_what_the_partner_vouches_for_is_not_the_reviewers_to_correct(cast: Cast, db: Session) -> None:
    with cast.database.writing() as writing, writing.begin():
        version = make.submitted(writing, cast.actor("alice"))
        writing.expunge(version)
    page = opened(cast, version)
    theirs = ("needs", "safety", "safety_declared_by", "ways", "access", "languages", "referrer", "policy")
    assert not [one.name for one in page.controls if one.name in {f"fix.{name}" for name in theirs}]
    forged = {**page.posted(), **{f"fix.{name}": ["x"] for name in theirs}, "decision": ["approve"]}
    assert cast.client.post(f"/godkend/{version.id}", data=forged).status_code == 303
    live = offer_queries.live_offer(db, version.offer_id)
    assert live is not None
    assert live.content == version.content


def test_what_only_other_systems_can_say_is_not_corrected_by_itself(cast: Cast, db: Session) -> None:
    with cast.database.writing() as writing, writing.begin():
        version = make.submitted(writing, cast.actor("alice"), signup_way="henvendelse")
        writing.expunge(version)
    assert opened(cast, version).press(cast.client, "decision", "approve").status_code == 303
    live = offer_queries.live_offer(db, version.offer_id)
    assert live is not None
    assert live.content.signup_way == "henvendelse"
    assert Verb.APPROVED_CORRECTED not in {line.verb for line in history.of_subject(db, "offer", version.offer_id)}


def test_nothing_corrected_is_an_ordinary_approval(cast: Cast, db: Session, version: OfferVersion) -> None:
    assert opened(cast, version).press(cast.client, "decision", "approve").status_code == 303
    verbs = {one.verb for one in history.of_subject(db, "offer", version.offer_id)}
    assert Verb.APPROVED in verbs
    assert Verb.APPROVED_CORRECTED not in verbs
    (mail,) = db.scalars(select(OutboxMail).where(OutboxMail.recipient == "alice@eksempel.example"))
    assert "rettet" not in mail.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"fix.title": ""}, "Skriv, hvad tilbuddet hedder"),
        ({"fix.contact.email": "karen"}, "Skriv en e-mailadresse som"),
        ({"fix.contact.email": ""}, "Skriv en e-mail eller et telefonnummer"),
        ({f"fix.policy.{FIRST}": "Ja."}, "Skriv mindst"),
        ({"fix.summary": "x" * 501}, "Skriv højst 500 tegn"),
        ({"fix.age_min": ""}, "Skriv, fra hvilken alder"),
        ({"fix.age_min": "12"}, "Den højeste alder skal være mindst lige så høj"),
        ({"fix.age_max": "elleve"}, "Skriv en alder i hele år"),
        ({"fix.weekly.0.end": "14"}, "Sluttidspunktet skal være senere"),
        ({"fix.weekly.1.start": "16"}, "Vælg en ugedag"),
        ({"fix.postal_code": "94"}, "Skriv et postnummer med fire cifre"),
        ({"fix.price_dkk": "mange penge"}, "Skriv prisen i kroner"),
        ({"fix.starts_on": "i morgen"}, "Skriv datoen som dag, måned og år"),
    ],
)
def test_a_correction_must_be_right_too_and_is_not_lost(
    cast: Cast, db: Session, version: OfferVersion, typed: dict[str, str], said: str
) -> None:
    answer = opened(cast, version).fill({**typed, "note": "Tak"}).press(cast.client, "decision", "approve")
    assert answer.status_code == 422
    assert said in answer.text
    again = form(answer.text, f"/godkend/{version.id}")
    assert again.value("note") == "Tak"
    assert all(again.value(name) == text for name, text in typed.items())
    assert answer.text.count('<details class="details note fix" open>') == 1, "only what is wrong is open"
    assert db.scalar(select(OfferVersion.status).where(OfferVersion.id == version.id)) == "submitted"


@pytest.mark.parametrize("decision", ["return", "decline"])
def test_only_an_approval_can_carry_corrections(cast: Cast, version: OfferVersion, decision: str) -> None:
    filled = opened(cast, version).fill({"fix.title": "Et andet navn", "note": "Nej."})
    answer = filled.press(cast.client, "decision", decision)
    assert answer.status_code == 422
    assert "Godkend med rettelserne" in answer.text
    assert form(answer.text, f"/godkend/{version.id}").value("fix.title") == "Et andet navn"


def test_a_personal_number_in_a_correction_is_refused_and_gone(cast: Cast, version: OfferVersion) -> None:
    answer = opened(cast, version).fill({"fix.summary": "Til 010203-1234"}).press(cast.client, "decision", "approve")
    assert answer.status_code == 422
    assert "Fjern CPR-nummeret" in answer.text
    assert "010203" not in answer.text


def test_corrections_that_come_too_late_stay_in_sight(cast: Cast, version: OfferVersion) -> None:
    mine = opened(cast, version).fill({"fix.title": "Et bedre navn"})
    theirs = form(cast.sign_in("astrid").get(f"/godkend/{version.id}").text, f"/godkend/{version.id}")
    assert theirs.fill({"note": "Nej."}).press(cast.client, "decision", "decline").status_code == 303
    answer = mine.press(cast.sign_in("anders"), "decision", "approve")
    assert answer.status_code == 409
    assert "Et bedre navn" in answer.text


def test_texts_stand_at_rows_of_the_review() -> None:
    assert set(AT_ROW) <= set(FIELDS)


def test_a_text_that_reads_the_same_is_no_correction() -> None:
    content = make.content(signup=" Ring. ", price_note="50  kr.", title="To  ord")
    assert apply(content, {name: text.replace("\n", "\r\n") for name, text in texts(content).items()}) == content


@given(st.text(max_size=300), st.text(max_size=300))
def test_in_brief_says_what_is_different(before: str, now: str) -> None:
    short = in_brief(before, now)
    assert (short[0] == short[1]) <= (before.split() == now.split())
    assert len(short[0]) <= len(before) + 4


def test_a_long_text_is_told_around_what_changed() -> None:
    words = " ".join(f"ord{n}" for n in range(200))
    short = in_brief(words, words.replace("ord100", "andet"))
    assert "ord100" in short[0]
    assert "andet" in short[1]
    assert all(text.startswith("… ord") and text.endswith(" …") and len(text) < 200 for text in short)


def test_each_correction_has_its_name() -> None:
    changed = apply(CONTENT, {"title": "Nyt", "contact.name": "", "keywords": "ikke en af dem"})
    assert [(one.label, one.before, one.now) for one in corrections(CONTENT, changed)] == [
        ("Navn", "Heste og ro på små hold", "Nyt"),
        ("Kontakt", "Karen", ""),
    ]
