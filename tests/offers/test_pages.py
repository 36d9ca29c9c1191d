"""A partner's pages, as a browser without JavaScript meets them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from registry.db import Database
from registry.mail import OutboxMail
from registry.offers import actions, publishing, queries
from registry.offers.models import FieldComment, Offer, OfferVersion, TagVerdict
from registry.partners.models import Membership, Organisation
from tests import make
from tests.cast import BEGINNING, Cast
from tests.make import NOW
from tests.offers import browser

SECTIONS = ("om", "hvem", "sted", "behov", "tryghed")


def returned(db: Session, cast: Cast) -> OfferVersion:
    """An offer that came back with a comment on its address and one on a policy answer."""
    version = make.submitted(db, cast.actor("alice"))
    publishing.decide(db, version.id, version.revision, status="returned", by="Anders", note="Næsten der.", now=NOW)
    for field, text in (("address", "Hvor står man af bussen?"), ("policy.bup22.loesninger.c1", "Nævn et eksempel.")):
        db.add(FieldComment(version_id=version.id, field=field, text=text, author_name="Anders", created_at=NOW))
    db.flush()
    db.refresh(version)
    return version


def test_a_visitor_reads_what_a_partner_gets_and_is_not_sent_away(cast: Cast) -> None:
    answer = cast.sign_out().get("/mine")
    assert answer.status_code == 200
    said = browser.text(answer.text)
    assert "Har I plads til flere børn og unge?" in said
    assert "ti minutter" in said
    assert "Kommunen læser det inden 5 hverdage" in said
    assert 'href="/opret"' in answer.text
    assert 'href="/log-ind?naeste=/mine"' in answer.text


def test_a_partner_without_an_organisation_is_led_to_finding_one(db: Session, cast: Cast) -> None:
    db.delete(db.get_one(Membership, ("havfruen", "alice")))
    db.commit()
    for path in ("/mine", "/mine/tilbud/ny"):
        answer = cast.sign_in("alice").get(path)
        assert (answer.status_code, answer.headers["location"]) == (303, "/mine/organisationer")


def test_an_offer_is_begun_written_section_by_section_and_sent(cast: Cast, database: Database) -> None:
    alice = cast.sign_in("alice")
    begun = browser.form(alice.get("/mine/tilbud/ny").text, "/mine/tilbud/ny").press(alice)
    assert begun.status_code == 303
    offer = begun.headers["location"]
    typed: dict[str, dict[str, str | list[str]]] = {
        "om": {"title": "Bådværkstedet", "summary": "Byg en jolle.", "description": "Vi bygger både i små hold."},
        "hvem": {"age_min": "13", "age_max": "17 år", "weekly.0.day": "tue", "weekly.0.start": "1530"},
        "sted": {"where": "address", "postal_code": "9000", "price_dkk": "0"},
        "behov": {"needs": ["smaa_faellesskaber"]},
        "tryghed": {
            "contact.email": "mette@eksempel.example",
            "safety": ["boerneattest", "to_voksne"],
            "safety_declared_by": "Mette, formand",
        },
    }
    for number, section in enumerate(SECTIONS):
        page = alice.get(f"{offer}/{section}")
        assert "Mangler" in alice.get(offer).text or "Ikke begyndt" in alice.get(offer).text
        form = browser.form(page.text, f"{offer}/{section}").fill(typed[section])
        if section == "behov":
            chosen = form.press(alice, "accept", "bup22.loesninger.c1")
            form = browser.form(chosen.text, f"{offer}/{section}")
            form.fill({"policy.bup22.loesninger.c1": "Et barn må komme, når de andre er gået hjem."})
        saved = form.press(alice)
        assert (saved.status_code, saved.headers["location"]) == (303, offer)
        tasks = browser.text(alice.get(offer).text)
        assert "Afsnittet er gemt." in tasks
        assert f"{number + 1} af 5 afsnit er færdig" in tasks
    sent = browser.form(alice.get(offer).text, f"{offer}/indsend").press(alice)
    assert sent.status_code == 303
    status = browser.text(alice.get(offer).text)
    assert "Hvad sker der nu?" in status
    assert "inden 5 hverdage" in status
    assert "Hos kommunen" in browser.text(alice.get("/mine").text)
    with database.reading() as db:
        letter = db.scalars(select(OutboxMail)).one()
    assert letter.recipient == "alice@eksempel.example"
    assert letter.subject == "Vi har modtaget ”Bådværkstedet”"
    assert f"http://testserver.local{offer}" in letter.text


def test_sending_too_early_leads_to_what_is_missing_with_a_link_to_each_field(db: Session, cast: Cast) -> None:
    version = make.draft(db, cast.actor("alice"), title="", postal_code=None, policy=())
    db.commit()
    alice = cast.sign_in("alice")
    offer = f"/mine/tilbud/{version.offer_id}"
    answer = browser.form(alice.get(offer).text, f"{offer}/indsend").press(alice)
    assert answer.status_code == 422
    assert "<title>Fejl: " in answer.text
    assert "Det er ikke sendt. 3 ting mangler" in browser.text(answer.text)
    for section, field in (("om", "title"), ("sted", "postal_code"), ("behov", "policy")):
        assert f'href="{offer}/{section}#{field}"' in answer.text
        assert f'id="{field}"' in alice.get(f"{offer}/{section}").text
    assert db.get_one(OfferVersion, version.id).status == "draft"


@pytest.mark.parametrize(
    "changes",
    [
        {"needs": (), "safety": (), "safety_declared_by": None},
        {"contact": make.Contact()},
        {"policy": (make.PolicyAnswer("bup22.loesninger.c1"),)},
        {"age_min": None, "age_max": None, "where": None, "summary": None, "description": ""},
    ],
)
def test_every_link_to_what_is_missing_leads_to_a_field_that_is_there(
    db: Session, cast: Cast, changes: dict[str, object]
) -> None:
    version = make.draft(db, cast.actor("alice"), **changes)
    db.commit()
    alice = cast.sign_in("alice")
    page = alice.get(f"/mine/tilbud/{version.offer_id}").text
    links = [
        part.split('"')[0] for part in page.split(f'href="/mine/tilbud/{version.offer_id}/')[1:] if "#" in part[:60]
    ]
    assert links
    for link in links:
        section, field = link.split("#")
        assert f'id="{field}"' in alice.get(f"/mine/tilbud/{version.offer_id}/{section}").text


def test_a_draft_is_left_and_resumed_with_everything_in_its_place(db: Session, cast: Cast) -> None:
    version = make.draft(db, cast.actor("alice"), access_note="Der er trin.\nTo af dem.")
    db.commit()
    bob = cast.sign_in("bob")
    for section in SECTIONS:
        form = browser.form(
            bob.get(f"/mine/tilbud/{version.offer_id}/{section}").text, f"/mine/tilbud/{version.offer_id}/{section}"
        )
        if section == "tryghed":  # what Bob saves, he declares today
            continue
        assert form.press(bob).status_code == 303
    db.refresh(version)
    assert version.content == make.content(access_note="Der er trin.\nTo af dem.")


def test_a_returned_offer_shows_what_was_said_where_it_was_said(db: Session, cast: Cast) -> None:
    version = returned(db, cast)
    db.commit()
    alice = cast.sign_in("alice")
    page = browser.text(alice.get(f"/mine/tilbud/{version.offer_id}").text)
    assert "Kommunen har læst det og skrevet 2 kommentarer" in page
    assert "”Næsten der.” Hilsen Anders" in page
    assert page.count("1 kommentar") == 2
    assert "Hvor står man af bussen?" in page
    place = browser.text(alice.get(f"/mine/tilbud/{version.offer_id}/sted").text)
    assert "Adresse Vej og nummer" in place
    assert "Kommentar: Hvor står man af bussen?" in place
    assert "Kommentar: Nævn et eksempel." in browser.text(alice.get(f"/mine/tilbud/{version.offer_id}/behov").text)
    again = browser.form(
        alice.get(f"/mine/tilbud/{version.offer_id}").text, f"/mine/tilbud/{version.offer_id}/indsend"
    ).press(alice)
    assert again.status_code == 303
    db.refresh(version)
    assert version.status == "submitted"


def test_a_partner_sees_which_policy_answers_were_accepted_and_why_one_was_not(db: Session, cast: Cast) -> None:
    version = returned(db, cast)
    db.add(TagVerdict(version_id=version.id, element="bup22.loesninger.c1", accepted=True))
    declined = TagVerdict(version_id=version.id, element="bup22.faellesskaber.a1", accepted=False, reason="For kort.")
    db.add(declined)
    db.commit()
    alice = cast.sign_in("alice")
    assert "Svaret er ikke godkendt. For kort." in browser.text(alice.get(f"/mine/tilbud/{version.offer_id}").text)
    needs = browser.text(alice.get(f"/mine/tilbud/{version.offer_id}/behov").text)
    assert needs.count("Kommunen har godkendt svaret") == 1
    assert "Kommentar: Svaret er ikke godkendt. For kort." in needs


def test_a_declined_offer_tells_why_and_can_be_written_anew(db: Session, cast: Cast) -> None:
    version = make.submitted(db, cast.actor("alice"))
    publishing.decide(db, version.id, version.revision, status="declined", by="Anders", note="Ikke for børn.", now=NOW)
    db.commit()
    alice = cast.sign_in("alice")
    offer = f"/mine/tilbud/{version.offer_id}"
    page = alice.get(offer)
    assert "”Ikke for børn.”" in browser.text(page.text)
    assert browser.form(page.text, f"{offer}/ret").press(alice).headers["location"] == offer
    assert browser.text(alice.get(f"{offer}").text).count("Kladde") >= 1


def test_a_live_offer_with_a_change_on_its_way_shows_both(db: Session, cast: Cast) -> None:
    alice_herself = cast.actor("alice")
    version = make.live(db, alice_herself)
    db.commit()
    alice = cast.sign_in("alice")
    offer = f"/mine/tilbud/{version.offer_id}"
    assert browser.form(alice.get(offer).text, f"{offer}/ret").press(alice).status_code == 303
    page = browser.text(alice.get(offer).text)
    assert "Fagfolk kan finde tilbuddet, som det var før" in page
    home = browser.text(alice.get("/mine").text)
    assert "Kan findes Ændring: kladde" in home


def test_pausing_and_resuming_work_at_once(db: Session, cast: Cast) -> None:
    version = make.live(db, cast.actor("alice"))
    db.commit()
    alice = cast.sign_in("alice")
    offer = f"/mine/tilbud/{version.offer_id}"
    assert browser.form(alice.get(offer).text, f"{offer}/pause").press(alice).status_code == 303
    assert queries.live_offer(db, version.offer_id) is None
    db.commit()
    assert "På pause" in browser.text(alice.get("/mine").text)
    assert browser.form(alice.get(offer).text, f"{offer}/genoptag").press(alice).status_code == 303
    db.expire_all()
    assert queries.live_offer(db, version.offer_id) is not None


def test_a_submitted_offer_is_taken_back_to_be_changed(db: Session, cast: Cast) -> None:
    version = make.submitted(db, cast.actor("alice"))
    db.commit()
    alice = cast.sign_in("alice")
    offer = f"/mine/tilbud/{version.offer_id}"
    told = alice.get(f"{offer}/om")
    assert (told.status_code, told.headers["location"]) == (303, offer)
    assert "Teksten kan ikke rettes lige nu" in browser.text(alice.get(offer).text)
    browser.form(alice.get(offer).text, f"{offer}/traek-tilbage").press(alice)
    assert "I har trukket tilbuddet tilbage" in browser.text(alice.get(offer).text)
    assert alice.get(f"{offer}/om").status_code == 200


def test_taking_back_what_has_been_decided_meanwhile_says_so(db: Session, cast: Cast) -> None:
    version = make.submitted(db, cast.actor("alice"))
    db.commit()
    alice = cast.sign_in("alice")
    offer = f"/mine/tilbud/{version.offer_id}"
    page = alice.get(offer).text
    publishing.decide(db, version.id, version.revision, status="returned", by="Anders", note=None, now=NOW)
    db.commit()
    browser.form(page, f"{offer}/traek-tilbage").press(alice)
    assert "Kommunen nåede at svare" in browser.text(alice.get(offer).text)


def test_a_copy_is_a_draft_of_its_own(db: Session, cast: Cast) -> None:
    version = make.live(db, cast.actor("alice"))
    db.commit()
    alice = cast.sign_in("alice")
    copied = browser.form(alice.get("/mine").text, f"/mine/tilbud/{version.offer_id}/kopier").press(alice)
    assert copied.status_code == 303
    page = browser.text(alice.get(copied.headers["location"]).text)
    assert "Heste og ro på små hold (kopi)" in page
    assert "Se det hele igennem" in page


def test_a_draft_is_deleted_after_a_question(db: Session, cast: Cast) -> None:
    version = make.draft(db, cast.actor("alice"))
    db.commit()
    alice = cast.sign_in("alice")
    offer = f"/mine/tilbud/{version.offer_id}"
    asked = alice.get(f"{offer}/slet")
    assert "forsvinder for altid" in browser.text(asked.text)
    gone = browser.form(asked.text, f"{offer}/slet").press(alice)
    assert gone.headers["location"] == "/mine"
    assert "Kladden er slettet." in browser.text(alice.get("/mine").text)
    assert alice.get(offer).status_code == 404


def test_deleting_a_change_keeps_the_live_offer(db: Session, cast: Cast) -> None:
    version = make.live(db, cast.actor("alice"))
    actions.edit(db, cast.actor("alice"), version.offer_id, now=NOW)
    db.commit()
    alice = cast.sign_in("alice")
    offer = f"/mine/tilbud/{version.offer_id}"
    gone = browser.form(alice.get(f"{offer}/slet").text, f"{offer}/slet").press(alice)
    assert gone.headers["location"] == offer
    assert queries.live_offer(db, version.offer_id) is not None
    assert alice.get(f"{offer}/slet").headers["location"] == offer


def test_the_preview_is_what_professionals_will_see(db: Session, cast: Cast) -> None:
    version = make.draft(db, cast.actor("alice"), weekly=())
    db.commit()
    page = browser.text(cast.sign_in("bob").get(f"/mine/tilbud/{version.offer_id}/vis").text)
    assert "Kun I kan se det her." in page
    for said in ("Kort fortalt", "7–11 år", "Hvornår Ikke oplyst", "Gratis", "Karen", "Et barn kan komme før de andre"):
        assert said in page
    assert "Kommunen har læst og godkendt dem" not in page


def test_who_has_several_organisations_chooses_one(db: Session, cast: Cast) -> None:
    db.add(Membership(organisation_id="tinsoldaten", account_id="alice", asked_at=BEGINNING, joined_at=BEGINNING))
    db.commit()
    alice = cast.sign_in("alice")
    form = browser.form(alice.get("/mine/tilbud/ny").text, "/mine/tilbud/ny")
    refused = form.press(alice)
    assert refused.status_code == 422
    assert "Vælg den organisation, der står bag tilbuddet" in refused.text
    begun = form.fill({"organisation": "tinsoldaten"}).press(alice)
    offer = db.get_one(Offer, begun.headers["location"].rsplit("/", 1)[1])
    assert offer.organisation_id == "tinsoldaten"


def test_nobody_begins_an_offer_for_somebody_elses_organisation(db: Session, cast: Cast) -> None:
    answer = cast.sign_in("alice").post("/mine/tilbud/ny", data={"organisation": "tinsoldaten"})
    assert answer.status_code == 404
    assert db.scalars(select(Offer)).all() == []


READ = ["", "/om", "/hvem", "/sted", "/behov", "/tryghed", "/vis", "/slet"]
WRITTEN = ["/om", "/indsend", "/traek-tilbage", "/kopier", "/slet", "/pause", "/genoptag", "/ret"]


@pytest.mark.parametrize(("who", "status"), [("charlie", 404), ("petra", 403), ("anders", 403), (None, 303)], ids=str)
def test_another_organisations_offer_is_nobody_elses_business(
    db: Session, cast: Cast, who: str | None, status: int
) -> None:
    version = make.live(db, cast.actor("alice"))
    actions.edit(db, cast.actor("alice"), version.offer_id, now=NOW)
    db.commit()
    client = cast.sign_in(who) if who else cast.sign_out()
    for path in READ:
        answer = client.get(f"/mine/tilbud/{version.offer_id}{path}")
        assert answer.status_code == status, path
        assert "Heste og ro" not in answer.text
        if status == 303:
            assert answer.headers["location"].startswith("/log-ind?naeste=/mine/tilbud/")
    for path in WRITTEN:
        assert client.post(f"/mine/tilbud/{version.offer_id}{path}", data={"title": "Kapret"}).status_code == status
    db.expire_all()
    assert queries.live_offer(db, version.offer_id) is not None
    assert db.scalars(select(OfferVersion.status).order_by(OfferVersion.number)).all() == ["approved", "draft"]


@pytest.mark.parametrize("path", ["/mine", "/mine/tilbud/ny"])
def test_a_professional_is_told_that_the_page_is_for_partners(cast: Cast, path: str) -> None:
    answer = cast.sign_in("petra").get(path)
    assert answer.status_code == 403
    assert "Siden er for partnere" in answer.text


def test_a_section_that_does_not_exist_is_no_page(db: Session, cast: Cast) -> None:
    version = make.draft(db, cast.actor("alice"))
    db.commit()
    assert cast.sign_in("alice").get(f"/mine/tilbud/{version.offer_id}/priser").status_code == 404


@contextmanager
def counting_statements() -> Iterator[list[str]]:
    counted: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        counted.append(statement)

    event.listen(Engine, "before_cursor_execute", count)
    try:
        yield counted
    finally:
        event.remove(Engine, "before_cursor_execute", count)


def test_the_number_of_queries_stays_flat_as_offers_grow(db: Session, cast: Cast) -> None:
    alice = cast.actor("alice")

    def number_at(path: str) -> int:
        client = cast.sign_in("alice")
        with counting_statements() as counted:
            assert client.get(path).status_code == 200
        return len(counted)

    make.draft(db, alice)
    db.commit()
    few = number_at("/mine")
    for n in range(12):
        make.submitted(db, alice, title=f"Tilbud {n}")
        live = make.live(db, alice, title=f"Fremme {n}")
        actions.edit(db, alice, live.offer_id, now=NOW + dt.timedelta(days=1))
    db.commit()
    assert number_at("/mine") == few
    assert browser.text(cast.sign_in("alice").get("/mine").text).count("Ændring: kladde") == 12


def test_an_organisation_sees_only_its_own_offers(db: Session, cast: Cast) -> None:
    make.draft(db, cast.actor("alice"), title="Havets hemmelighed")
    make.draft(db, cast.actor("charlie"), "tinsoldaten", title="Standhaftig")
    db.commit()
    page = cast.sign_in("charlie").get("/mine").text
    assert "Standhaftig" in page
    assert "Havets hemmelighed" not in page
    assert db.get_one(Organisation, "tinsoldaten").name in page
